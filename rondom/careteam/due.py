"""What is due at the children of one person: each with one reason, in as many questions for one child as for a hundred."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from rondom.careteam.models import Reason
from rondom.children.access import Family
from rondom.children.caseload import Caseload, circles_of, deals_with_it, waiting_for
from rondom.children.dossier import Dossier, weigh_again
from rondom.children.models import Child, Place, PlaceTaken, Role
from rondom.children.rights import FAMILY_ROLES, Right
from rondom.meetings.guide import EVERYONE_WITHIN
from rondom.meetings.models import Form, Meeting
from rondom.meetings.queries import agreements_over, is_over, reads_meeting

NEW_FOR, LONG_WAITING = timedelta(days=42), timedelta(days=14)


@dataclass(frozen=True)
class Due:
    """A child and why now: the first of the reasons, in their order."""

    child: Child
    reason: Reason


def due_for(caseload: Caseload, now: datetime | None = None) -> tuple[Due, ...]:
    """Of the children whose meetings this person reads, in a case that goes on."""
    now = now or timezone.now()
    weighed = weigh_again([(caseload.person_id, child.pk) for child in caseload.children])
    open_here = {
        child: each for (_person, child), each in weighed.items() if each.may(Right.READ_MEETINGS) and not each.reader.is_locked
    }
    late = {row.child.pk for row in agreements_over(caseload) if any(each.is_late for each in (*row.mine, *row.of_others))}
    met, new = meetings_over(open_here), new_here(caseload, now)
    waits = waiting_long(caseload, now)
    found = []
    for child in caseload.children:
        if child.pk not in open_here:
            continue
        by_meetings = reasons_of(met.get(child.pk, []), now)
        reasons = {Reason.LATE: child.pk in late, **by_meetings, Reason.WAITING: child.pk in waits, Reason.NEW: child.pk in new}
        first = next((reason for reason in Reason if reasons.get(reason)), None)
        if first is not None:
            found.append(Due(child, first))
    order = list(Reason)
    return tuple(sorted(found, key=lambda each: order.index(each.reason)))


def meetings_over(dossiers: Mapping[UUID, Dossier]) -> dict[UUID, list[Meeting]]:
    """The meetings of each child that this person reads, and that go on or went on."""
    family: dict[UUID, set[UUID]] = {}
    for child, person in Place.objects.filter(child__in=dossiers, role__in=FAMILY_ROLES).values_list("child", "person"):
        family.setdefault(child, set()).add(person)
    rows = Meeting.objects.filter(child__in=dossiers, called_off=None).select_related("closed").order_by("starts_at")
    found: dict[UUID, list[Meeting]] = {}
    for meeting in rows.prefetch_related("invited"):
        if reads_meeting(dossiers[meeting.child_id], meeting, frozenset(family.get(meeting.child_id, ()))):
            found.setdefault(meeting.child_id, []).append(meeting)
    return found


def reasons_of(meetings: Iterable[Meeting], now: datetime) -> dict[Reason, bool]:
    """A planned day that passed and was not closed; and that all sat together longer ago than six weeks (RN-11)."""
    meetings = list(meetings)
    over = [meeting for meeting in meetings if is_over(meeting, now)]
    day_passed = bool(over) and not hasattr(over[-1], "closed")
    with_everyone = [meeting.starts_at for meeting in over if meeting.form == Form.EVERYONE]
    days = (timezone.localdate(now) - timezone.localdate(with_everyone[-1])).days if with_everyone else 0
    is_planned = len(over) < len(meetings)
    return {Reason.DAY_PASSED: day_passed and not is_planned, Reason.SIX_WEEKS: days > EVERYONE_WITHIN and not is_planned}


def new_here(caseload: Caseload, now: datetime) -> set[UUID]:
    """Whom this person began to coordinate in the last weeks."""
    mine = [place.pk for place in caseload.places if place.role == Role.CARE_COORDINATOR]
    return set(PlaceTaken.objects.filter(place__in=mine, at__gte=now - NEW_FOR).values_list("place__child", flat=True))


def waiting_long(caseload: Caseload, now: datetime) -> set[UUID]:
    """Where a question for consent or an invitation waits longer than two weeks, for who deals with it."""
    circles, since = circles_of(caseload.children), now - LONG_WAITING
    found = set()
    for place in caseload.places:
        family, circle = caseload.families[place.child_id], circles.get(place.child_id, [])
        if deals_with_it(family, place) and (has_question(family, circle, since) or has_guest(circle, since)):
            found.add(place.child_id)
    return found


def has_question(family: Family, circle: list[Place], since: datetime) -> bool:
    asked = {line.asked_id: line.asked for line in family.lines if line.asked.asked_at < since}
    today = timezone.localdate(family.now)
    return any(each.until >= today and waiting_for(family, each, circle) for each in asked.values())


def has_guest(circle: list[Place], since: datetime) -> bool:
    return any(not hasattr(place, "taken") and place.offered_at < since for place in circle)
