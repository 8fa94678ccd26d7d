"""Meetings and agreements of a child, as far as somebody reads them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from rondom.children.access import Family, family_of
from rondom.children.caseload import Caseload
from rondom.children.dossier import Dossier, open_places, rights_of, weigh_again
from rondom.children.models import CaseClosed, Child, Coordinator, Place, Role
from rondom.children.queries import circle_in
from rondom.children.rights import FAMILY_ROLES, Right
from rondom.meetings.models import Agreement, AgreementTurn, ChairTaken, Invited, Meeting, StepBegun, reads
from rondom.meetings.rules import day_of, standing, why_not_invite
from rondom.people.models import Person


def is_over(meeting: Meeting, now: datetime) -> bool:
    """An hour after it should have ended nobody plans it any more."""
    return meeting.starts_at + timedelta(minutes=meeting.minutes + 60) < now


def invited_of(meeting: Meeting) -> QuerySet[Invited]:
    """Who is asked to come, and was not left out since."""
    rows = Invited.objects.filter(meeting=meeting, left_out_at__isnull=True)
    return rows.select_related("place", "place__person", "place__voice", "place__organisation").prefetch_related("answers")


def why_not_each(dossier: Dossier, places: Iterable[Place]) -> tuple[tuple[Place, str | None], ...]:
    """Why each of them can not be asked to come by this reader; nothing where they can."""
    family, by_family = family_of(dossier.child), dossier.role in FAMILY_ROLES
    return tuple((place, why_not_invite(place, family.reader_of(place), by_family=by_family)) for place in places)


def to_tell(dossier: Dossier, rows: Iterable[Invited]) -> tuple[Invited, ...]:
    """Who of the invited hears of a change: who still is here and still may know of this meeting, and not who makes it."""
    family, people = family_of(dossier.child), family_people(dossier)
    here = set(open_places().filter(child=dossier.child, taken__isnull=False).values_list("pk", flat=True))
    return tuple(
        row
        for row in rows
        if row.place is not None
        and row.place_id in here
        and row.place.person_id != dossier.person_id
        and reads(family.reader_of(row.place), is_invited=True, is_own=False, by_family=row.by_id in people)
    )


def family_people(dossier: Dossier) -> frozenset[UUID]:
    """Who of the family has or had a place here: whom they ask to come, they let read along."""
    return frozenset(Place.objects.inside(dossier).filter(role__in=FAMILY_ROLES).values_list("person", flat=True))


def meetings_in(dossier: Dossier) -> tuple[Meeting, ...]:
    """The meetings that somebody reads, the first to come first; with who is invited."""
    rows = Meeting.objects.inside(dossier).select_related("chair", "chair__person", "called_off", "closed")
    family = family_people(dossier)
    rows = rows.order_by("starts_at").prefetch_related("invited", "meetingmoved_rows", "stepbegun_rows")
    return tuple(meeting for meeting in rows if reads_meeting(dossier, meeting, family))


def reads_meeting(dossier: Dossier, meeting: Meeting, family: frozenset[UUID]) -> bool:
    mine = [each for each in meeting.invited.all() if each.is_of(dossier.place)]
    by_family = any(each.by_id in family for each in mine)
    is_own = meeting.planned_by_id is not None and meeting.planned_by_id == dossier.person_id
    return reads(dossier.reader, is_invited=bool(mine), is_own=is_own, by_family=by_family)


def find_meeting(dossier: Dossier, meeting_id: UUID) -> Meeting:
    """The meeting, for who reads it; for anybody else there is none."""
    found = next((meeting for meeting in meetings_in(dossier) if meeting.pk == meeting_id), None)
    if found is None:
        raise Http404
    return found


def own_invitation(dossier: Dossier, meeting: Meeting) -> Invited | None:
    place = dossier.place
    return invited_of(meeting).filter(place=place).first() if place is not None else None


def chair_of(meeting: Meeting) -> UUID:
    """The place of who leads it: who took the chair last, or who was to lead it."""
    taken = ChairTaken.objects.filter(meeting=meeting).order_by("at").values_list("place", flat=True).last()
    return taken or meeting.chair_id


def is_held_now(meeting: Meeting) -> bool:
    return StepBegun.objects.filter(meeting=meeting).exists() and not hasattr(meeting, "closed")


def leads_circle(dossier: Dossier) -> bool:
    """Who coordinates the help round this child: by role, or named by the family."""
    if dossier.role == Role.CARE_COORDINATOR:
        return True
    return dossier.place is not None and Coordinator.objects.filter(place=dossier.place, until__isnull=True).exists()


def may_cancel(dossier: Dossier, meeting: Meeting) -> bool:
    is_own = meeting.planned_by_id is not None and meeting.planned_by_id == dossier.person_id
    return is_own or leads_circle(dossier)


def step_at(begun: Iterable[tuple[datetime, int]], moment: datetime) -> int:
    """The step in which something was laid on the table; what lay there before the beginning stands in the first."""
    return ([number for at, number in begun if at <= moment] or [1])[-1]


def is_step_open(begun: Sequence[tuple[datetime, int]], brought_at: datetime) -> bool:
    """Whether the table is still in the step in which this was laid down, or did not begin."""
    return not begun or begun[-1][1] == step_at(begun, brought_at)


def seats_to_agree(dossier: Dossier) -> tuple[Place, ...]:
    """Who of the circle can take something up: whoever has come in, and would read of it."""
    family = family_of(dossier.child)
    return tuple(place for place in circle_in(dossier) if hasattr(place, "taken") and may_read_meetings(family, place))


# ── agreements ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Standing:
    """One agreement with how it stands: open, or what happened last; by when it is to be ready, and whether that day passed."""

    agreement: Agreement
    turns: tuple[AgreementTurn, ...]
    stands: str
    ready_on: date
    is_late: bool
    is_mine: bool

    @property
    def said(self) -> str:
        return self.turns[-1].get_turn_display() if self.turns else ""


def agreements_in(dossier: Dossier) -> tuple[Standing, ...]:
    """What was agreed, as far as somebody reads the meeting in which it was, or all of them; what is open and first due first."""
    if not dossier.reader.is_house and not dossier.reader.reads_others:
        return ()
    read = {meeting.pk for meeting in meetings_in(dossier)}
    everything = reads(dossier.reader, is_invited=False, is_own=False, by_family=False)
    rows = Agreement.objects.inside(dossier).select_related("who", "who__person", "meeting").prefetch_related("turns")
    found = [standing_of(dossier, row) for row in rows if everything or row.meeting_id in read or is_mine(dossier, row)]
    return tuple(sorted(found, key=lambda each: (each.stands != "open", each.ready_on)))


def is_mine(dossier: Dossier, agreement: Agreement) -> bool:
    return dossier.place is not None and agreement.who_id == dossier.place.pk


def standing_of(dossier: Dossier, agreement: Agreement) -> Standing:
    turns: Sequence[AgreementTurn] = list(agreement.turns.all())
    stands, ready_on = standing(list(turns)), day_of(agreement, list(turns))
    is_late = stands == "open" and ready_on < timezone.localdate()
    return Standing(agreement, tuple(turns), stands, ready_on, is_late, is_mine(dossier, agreement))


def find_agreement(dossier: Dossier, agreement_id: UUID) -> Standing:
    found = next((each for each in agreements_in(dossier) if each.agreement.pk == agreement_id), None)
    if found is None:
        raise Http404
    return found


def owners_to_remind(day: date) -> Iterator[Person]:
    """Whose open agreement is to be ready that day, by the day said last; who is here still and reads of it, in a case that goes
    on."""
    closed = CaseClosed.objects.filter(child=OuterRef("child"), reopened_at__isnull=True)
    rows = Agreement.objects.filter(~Exists(closed), Q(ready_on=day) | Q(turns__ready_on=day)).distinct()
    rows = rows.filter(who__in=open_places().filter(taken__isnull=False))
    for agreement in rows.select_related("child", "who__person").prefetch_related("turns"):
        turns, place = list(agreement.turns.all()), agreement.who
        is_due = standing(turns) == "open" and day_of(agreement, turns) == day
        if place is not None and is_due and may_read_meetings(family_of(agreement.child), place):
            yield place.person


def may_read_meetings(family: Family, place: Place) -> bool:
    return Right.READ_MEETINGS in rights_of(family.reader_of(place))


# ── over all children ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class OfChild:
    """What is agreed round one child, of one reader or, for who coordinates, of everybody."""

    child: Child
    mine: tuple[Standing, ...]
    of_others: tuple[Standing, ...]


def agreements_over(caseload: Caseload) -> tuple[OfChild, ...]:
    """What is open, child by child: the own first; of others for who coordinates. What is due first stands first."""
    wanted = [(caseload.person_id, child.pk) for child in caseload.children]
    dossiers = {child: each for (_person, child), each in weigh_again(wanted).items() if each.may(Right.READ_MEETINGS)}
    rows = Agreement.objects.filter(child__in=dossiers).select_related("who__person").prefetch_related("turns")
    found: dict[UUID, list[Standing]] = {}
    for row in rows:
        each = standing_of(dossiers[row.child_id], row)
        if each.stands == "open" and (each.is_mine or dossiers[row.child_id].role == Role.CARE_COORDINATOR):
            found.setdefault(row.child_id, []).append(each)
    return tuple(of_child(child, found[child.pk]) for child in caseload.children if child.pk in found)


def of_child(child: Child, standing: list[Standing]) -> OfChild:
    ordered = sorted(standing, key=lambda each: each.ready_on)
    mine, of_others = ([each for each in ordered if each.is_mine is own] for own in (True, False))
    return OfChild(child, tuple(mine), tuple(of_others))
