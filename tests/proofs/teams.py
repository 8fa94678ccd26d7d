"""Shared by the proofs: the care team of Noor's school, held now, with an item that has her name and one without."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from rondom.careteam.actions import (
    Deciding,
    add_team_member,
    begin_team_meeting,
    bring_child,
    bring_without_name,
    decide_without_name,
    note_child,
    note_item,
    plan_team_meeting,
    start_team,
)
from rondom.careteam.models import AgendaItem, CareTeam, ItemNote, NoteOfChild, TeamDecision, TeamMeeting, TeamMember
from rondom.careteam.rhythm import holiday_on
from rondom.careteam.room import find_meeting, open_team
from rondom.children.models import Role
from rondom.people.desk import open_desk
from rondom.people.models import Membership
from tests.proofs.expecting import reads_meeting
from tests.sealed import rewrite

# Who sits in the team: who leads it, and who helps at home.
IN_TEAM = (Role.CARE_COORDINATOR, Role.YOUTH_WORKER)
TEXT = "Dit kind komt vaak te laat. Wij vragen hoe de avonden gaan."
WHAT = "Vragen hoe de avonden gaan"


def no_holiday(days: int) -> datetime:
    day = timezone.localdate() + timedelta(days=days)
    while holiday_on(day):
        day += timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time(15, 30)))


def works_of(person: Any) -> Membership:
    return Membership.objects.filter(person=person).order_by("since", "pk")[0]


def lay_team(world: Any) -> None:
    leader, worker = (world.person(role) for role in IN_TEAM)
    team = start_team(open_desk(leader, world.school.pk), name="Zorgteam De Wilg", weeks=6)
    add_team_member(open_team(leader, team.pk), membership_id=works_of(worker).pk)
    room = open_team(leader, team.pk)
    meeting = plan_team_meeting(room, starts_at=no_holiday(12))
    nameless = bring_without_name(room, sitting=find_meeting(room, meeting.pk), group="lower", reason="brought")
    begin_team_meeting(room, sitting=find_meeting(room, meeting.pk))
    here: dict[str, Any] = {"sitting": find_meeting(room, meeting.pk)}
    dossier = world.dossier(Role.CARE_COORDINATOR)
    named = bring_child(room, **here, dossier=dossier, reason="new").item
    note_item(room, **here, item=nameless, text=TEXT)
    note_child(room, **here, item=named, dossier=dossier, text="Zij slaapt weinig")
    deciding = Deciding(WHAT, timezone.localdate() + timedelta(days=9))
    decide_without_name(room, **here, item=nameless, deciding=deciding, who=room.member)


def parts_of_team(_child: Any) -> dict[str, Any]:
    """The parts of an address: the item without a name, in what was laid here and not by who fills in a form later."""

    def first(rows: Any) -> Any:
        return rows.order_by("at").values_list("pk", flat=True)[0]

    return {
        "team_id": lambda: first(CareTeam.objects.all()),
        "sitting_id": lambda: first(TeamMeeting.objects.all()),
        "item_id": lambda: first(AgendaItem.objects.filter(of_child=None)),
        "decision_id": lambda: first(TeamDecision.objects.all()),
        "member_id": lambda: TeamMember.objects.order_by("since").values_list("pk", flat=True).last(),
    }


def bodies_of_team(circle: Any) -> dict[str, dict[str, Any]]:
    day = no_holiday(30).date().isoformat()
    me = TeamMember.objects.order_by("since").values_list("pk", flat=True).first()
    return {
        "careteam:start": {"name": "Nog een team", "weeks": "5"},
        "careteam:join": {"colleague": str(works_of(circle.people[Role.TEACHER]).pk)},
        "careteam:plan": {"day": day, "at": "09:15"},
        "careteam:bring": {"child": str(circle.child.pk), "reason": "brought"},
        "careteam:nameless": {"group": "upper", "reason": "brought"},
        "careteam:item": {"minutes": "15"},
        "careteam:note": {"text": TEXT},
        "careteam:decide": {"what": WHAT, "who": str(me), "ready_on": day},
    }


def told_in_team(aviary: Any) -> None:
    """What stands without a name is for who sits there; of the child, too, where all who sit there may hear its name."""
    members = set(TeamMember.objects.values_list("person", flat=True))

    def sits(_place: Any, person: Any) -> bool:
        return person.pk in members

    def knows(place: Any, person: Any) -> bool:
        return sits(place, person) or (place is not None and reads_meeting(aviary.told, place, is_invited=False))

    rewrite(ItemNote.objects.all(), text=aviary.bird("note of a team", sits))
    rewrite(TeamDecision.objects.all(), what=aviary.bird("decision of a team", sits))
    rewrite(NoteOfChild.objects.all(), text=aviary.bird("note of a team on a child", knows))
