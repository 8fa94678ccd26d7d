"""To which meetings somebody is asked to come: as long as there is no answer, and on the day itself. Over one child or all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from rondom.children.caseload import Caseload
from rondom.children.dossier import Dossier, weigh_again
from rondom.children.models import Child, Place
from rondom.children.rights import FAMILY_ROLES, PARENTS, Right
from rondom.meetings.models import Invited, Meeting
from rondom.meetings.onlookers import is_today
from rondom.meetings.queries import is_over, reads_meeting

LEFT_OPEN = timedelta(days=7)  # what was begun and not closed is told of for some days, and no longer


@dataclass(frozen=True)
class AskedTo:
    """One meeting to come: of which child, whether it waits for a yes or no of this reader, and whether people sit there now."""

    meeting: Meeting
    child: Child
    waits: bool
    is_held: bool
    is_formal: bool


def asked_over(caseload: Caseload) -> tuple[AskedTo, ...]:
    """Of all children of somebody; the first to come stands first."""
    wanted = [(caseload.person_id, child.pk) for child in caseload.children]
    return asked_among({child: each for (_person, child), each in weigh_again(wanted).items()})


def asked_in(dossier: Dossier) -> tuple[AskedTo, ...]:
    return asked_among({dossier.child.pk: dossier})


def asked_among(dossiers: Mapping[UUID, Dossier]) -> tuple[AskedTo, ...]:
    """By child the dossier as its reader opened it; as many questions for one as for ten."""
    may = {child: each for child, each in dossiers.items() if each.place is not None and each.may(Right.JOIN_MEETING)}
    since = timezone.now() - LEFT_OPEN
    rows = Meeting.objects.filter(child__in=may, closed=None, called_off=None, starts_at__gt=since).order_by("starts_at")
    rows = rows.prefetch_related("invited__answers", "meetingmoved_rows", "stepbegun_rows")
    if not rows:  # most of the time; then no more is asked
        return ()
    family: dict[UUID, set[UUID]] = {}
    for child, person in Place.objects.filter(child__in=may, role__in=FAMILY_ROLES).values_list("child", "person"):
        family.setdefault(child, set()).add(person)
    found = (asked_to(may[row.child_id], row, frozenset(family.get(row.child_id, ()))) for row in rows)
    return tuple(each for each in found if each is not None)


def asked_to(dossier: Dossier, meeting: Meeting, family: frozenset[UUID]) -> AskedTo | None:
    mine = next((each for each in meeting.invited.all() if each.is_of(dossier.place)), None)
    if mine is None or not reads_meeting(dossier, meeting, family):
        return None
    is_held = bool(meeting.stepbegun_rows.all())
    if is_over(meeting, timezone.now()) and not is_held:
        return None
    waits = not is_held and meeting.planned_by_id != dossier.person_id and not has_answered(meeting, mine)
    if not (waits or is_held or is_today(meeting.starts_at)):
        return None
    return AskedTo(meeting, dossier.child, waits, is_held, dossier.role in PARENTS)


def has_answered(meeting: Meeting, mine: Invited) -> bool:
    """What somebody said before the meeting was moved was about another moment."""
    moved = max((each.at for each in meeting.meetingmoved_rows.all()), default=None)
    return any(moved is None or each.at > moved for each in mine.answers.all())
