"""What the demo shows of a meeting round Noor: planned, answered, prepared, with two agreements; and the care team of her school.
The tests lay their own."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from rondom.careteam.actions import add_team_member, bring_child, bring_without_name, plan_team_meeting, start_team
from rondom.careteam.models import Group, Reason
from rondom.careteam.rhythm import holiday_on, next_day
from rondom.careteam.room import find_meeting, open_team
from rondom.children.dossier import open_dossier
from rondom.children.models import Child, Place, Role
from rondom.home.demo import lay_world
from rondom.home.demo_review import lay_review
from rondom.home.demo_school import lay_school
from rondom.home.demo_waves import lay_waves
from rondom.meetings.actions import Agreed, Plan, agree, answer_invitation, plan_meeting, prepare
from rondom.meetings.models import Coming, Form
from rondom.meetings.queries import own_invitation
from rondom.people.desk import open_desk
from rondom.people.models import Membership, Organisation


def seat_of(child: Child, role: str) -> Place:
    return Place.objects.filter(child=child, role=role).select_related("person").order_by("offered_at")[0]


def lay_demo() -> Child:
    """All that the demo shows; gives Noor."""
    laid = lay_world()
    lay_meeting(laid.noor)
    roles = (Role.MOTHER, Role.FATHER, Role.TEACHER, Role.YOUTH_WORKER, Role.CARE_COORDINATOR)
    lay_review(laid.noor, {role: seat_of(laid.noor, role) for role in roles})
    lay_care_team(laid.noor, laid.school)
    lay_school(laid.school)
    lay_waves()
    return laid.noor


def lay_meeting(child: Child) -> None:
    """In two weeks, at half past three, on a day of school."""
    today = timezone.localdate()
    day = today + timedelta(days=14)
    day += timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
    seats = {role: seat_of(child, role) for role in (Role.MOTHER, Role.FATHER, Role.TEACHER, Role.YOUTH_WORKER)}
    coordinator = open_dossier(seat_of(child, Role.CARE_COORDINATOR).person, child.pk)
    plan = Plan(
        form=Form.EVERYONE,
        goal="Kiezen wat Noor nu het meest helpt",
        starts_at=timezone.make_aware(datetime.combine(day, time(15, 30))),
        minutes=45,
        where="De kamer van Anouk, boven",
        interpreter="",
    )
    meeting = plan_meeting(coordinator, plan=plan, places=list(seats.values()))
    mother = open_dossier(seats[Role.MOTHER].person, child.pk)
    mine = own_invitation(mother, meeting)
    assert mine is not None
    answer_invitation(mother, invited=mine, answer=Coming.YES)
    prepare(mother, invited=mine, words={"p_well": "Noor gaat weer met plezier naar school."})
    for what, role, days in (
        ("Elke vrijdag even bellen hoe de week ging", Role.TEACHER, 4),
        ("Vragen wanneer de hulp thuis begint", Role.YOUTH_WORKER, 12),
    ):
        agree(coordinator, agreed=Agreed(what, today + timedelta(days=days)), who=seats[role])


def lay_care_team(child: Child, school: Organisation) -> None:
    """The coordinator leads; who helps at home and the social worker sit there too. Noor is spoken of by name, another is not."""
    leader, today = seat_of(child, Role.CARE_COORDINATOR).person, timezone.localdate()
    team = start_team(open_desk(leader, school.pk), name="Zorgteam De Wilg", weeks=6)
    for role in (Role.YOUTH_WORKER, Role.SCHOOL_SOCIAL_WORKER):
        works = Membership.objects.filter(person=seat_of(child, role).person).order_by("since", "pk")[0]
        add_team_member(open_team(leader, team.pk), membership_id=works.pk)
    room, day = open_team(leader, team.pk), next_day(today - timedelta(weeks=4), team.weeks, today)
    while holiday_on(day):
        day += timedelta(weeks=1)
    meeting = plan_team_meeting(room, starts_at=timezone.make_aware(datetime.combine(day, time(13, 30))))
    sitting = find_meeting(room, meeting.pk)
    bring_child(room, sitting=sitting, dossier=open_dossier(leader, child.pk), reason=Reason.NEW)
    bring_without_name(room, sitting=sitting, group=Group.LOWER, reason=Reason.BROUGHT)
