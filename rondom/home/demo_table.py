"""What the demo shows of a meeting round Noor: planned, answered, prepared, with two agreements. The tests lay their own."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from rondom.children.dossier import open_dossier
from rondom.children.models import Child, Place, Role
from rondom.meetings.actions import Agreed, Plan, agree, answer_invitation, plan_meeting, prepare
from rondom.meetings.models import Coming, Form
from rondom.meetings.queries import own_invitation


def seat_of(child: Child, role: str) -> Place:
    return Place.objects.filter(child=child, role=role).select_related("person").order_by("offered_at")[0]


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
