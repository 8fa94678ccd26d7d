"""All rows of a meeting as it is held, read once for all who have its table open (decision 0014)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from rondom.base.prepared import Prepared
from rondom.children.models import Place
from rondom.children.rights import FAMILY_ROLES
from rondom.meetings.evaluating import evaluations_of
from rondom.meetings.guide import Step, Text
from rondom.meetings.models import (
    Agreement,
    ChairTaken,
    Correction,
    Evaluation,
    FactorMarked,
    Form,
    Invited,
    Marked,
    Meeting,
    MomentPointedOut,
    QuestionsChosen,
    Said,
    SaidLaid,
    StepBegun,
    TableCode,
    TableGuest,
    TurnGiven,
)
from rondom.meetings.models import Prepared as PreparedAnswer
from rondom.meetings.questions import steps_as

STILL_COMES = timedelta(minutes=1)  # longer than any change takes from its moment until it is through
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
LOOKS_BACK = 4  # in this step stands how people looked back before


@dataclass(frozen=True)
class Table:
    """All rows of one meeting, read once for all who listen; nobody gets it as it is."""

    meeting: Meeting
    guide: tuple[Step, ...]  # its steps with the questions it began with
    seats: tuple[Invited, ...]
    steps: tuple[StepBegun, ...]
    chair: UUID
    turn: UUID | None
    said: tuple[Said, ...]
    laid: dict[UUID, UUID]  # what was said, as which card
    marked: tuple[Marked, ...]
    moments: tuple[MomentPointedOut, ...]  # in a case review
    factors: tuple[FactorMarked, ...]
    prepared: tuple[PreparedAnswer, ...]
    agreements: tuple[Agreement, ...]  # all of this child
    corrections: tuple[Correction, ...]
    guests: tuple[TableGuest, ...]
    codes: tuple[TableCode, ...]
    family: frozenset[UUID]
    evaluations: tuple[Evaluation, ...]  # of meetings before, where it is time to look at them
    # What was made of these very rows for one reader, for whom it would be the same: of what was said, and of all but that.
    answers: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    rest: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def names(self) -> dict[UUID, str]:
        sent_away = {each.seat.pk: each.seat.name for each in self.guests if each.seat is not None}  # what they said stays theirs
        return {each.pk: each.place.person.name if each.place else each.name for each in self.seats} | sent_away

    @property
    def is_closed(self) -> bool:
        return hasattr(self.meeting, "closed")

    @property
    def is_review(self) -> bool:
        return self.meeting.form == Form.REVIEW

    @property
    def step(self) -> Step | None:
        return self.guide[self.steps[-1].step - 1] if self.steps else None

    @cached_property
    def said_to(self) -> dict[str, list[Said]]:
        """By question."""
        found: dict[str, list[Said]] = {}
        for each in self.said:
            found.setdefault(each.question, []).append(each)
        return found

    @cached_property
    def asks(self) -> dict[str, Text]:
        """All questions of the steps of this meeting, by code."""
        return {each.code: each.text for step in self.guide for each in step.questions}

    def seat_of(self, place: Place | None) -> Invited | None:
        return next((each for each in self.seats if each.is_of(place)), None)


# Asked whenever something happens at a table, so put into SQL once.
ROWS = {
    model: Prepared(lambda meetings, model=model: model.objects.filter(meeting__in=meetings))
    for model in (StepBegun, ChairTaken, TurnGiven, Said, SaidLaid, Marked, MomentPointedOut, FactorMarked, Correction, TableCode)
}
NEWEST = Prepared(lambda meetings, since: Said.objects.filter(meeting__in=meetings, at__gte=since))
HERE = Prepared(
    lambda meetings: Meeting.objects.filter(pk__in=meetings)
    .select_related("chair__person", "closed", "called_off")
    .prefetch_related("invited")
)
SEATS = Prepared(
    lambda meetings: Invited.objects.filter(meeting__in=meetings, left_out_at=None)
    .select_related("place__person", "place__voice")
)
GUESTS = Prepared(
    lambda meetings: TableGuest.objects.filter(meeting__in=meetings).select_related("seat").prefetch_related("answers")
)
CHOSEN = Prepared(lambda meetings: QuestionsChosen.objects.filter(meeting__in=meetings).select_related("version"))
PREPARED = Prepared(lambda meetings: PreparedAnswer.objects.filter(invited__meeting__in=meetings).select_related("invited"))
AGREED = Prepared(
    lambda children: Agreement.objects.filter(child__in=children)
    .select_related("who__person", "meeting")
    .prefetch_related("turns", "meeting__invited")
)
FAMILY = Prepared(
    lambda children, roles: Place.objects.filter(child__in=children, role__in=roles).values_list("child", "person")
)


def tables_of(meetings: Collection[UUID]) -> dict[UUID, Table]:
    """The same number of questions for one meeting as for ten."""
    here = {each.pk: each for each in HERE(meetings=tuple(meetings))}
    if not here:
        return {}
    asked, children = tuple(here), tuple({each.child_id for each in here.values()})
    seats, guests, prepared = SEATS(meetings=asked), GUESTS(meetings=asked), PREPARED(meetings=asked)
    agreed, chosen = AGREED(children=children), {each.meeting_id: each for each in CHOSEN(meetings=asked)}
    rows = {model: question(meetings=asked) for model, question in ROWS.items()}
    looking = {here[pk].child_id for pk, last in lasts(rows[StepBegun]).items() if last == LOOKS_BACK}
    back = evaluations_of(looking) if looking else ()
    family = set(FAMILY(children=children, roles=tuple(sorted(FAMILY_ROLES))))

    def of(pk: UUID, some: Iterable) -> tuple:
        return tuple(each for each in some if each.meeting_id == pk)

    return {
        pk: Table(
            meeting=meeting,
            guide=steps_as(meeting, chosen.get(pk)),
            seats=of(pk, seats),
            steps=of(pk, rows[StepBegun]),
            chair=next((each.place_id for each in reversed(of(pk, rows[ChairTaken]))), meeting.chair_id),
            turn=turn_in(of(pk, rows[TurnGiven])),
            said=of(pk, rows[Said]),
            laid={each.said_id: each.card_id for each in of(pk, rows[SaidLaid])},
            marked=standing_in(of(pk, rows[Marked])),
            moments=standing_in(of(pk, rows[MomentPointedOut])),
            factors=of(pk, rows[FactorMarked]),
            prepared=tuple(each for each in prepared if each.invited.meeting_id == pk),
            agreements=tuple(each for each in agreed if each.child_id == meeting.child_id),
            corrections=of(pk, rows[Correction]),
            guests=of(pk, guests),
            codes=of(pk, rows[TableCode]),
            evaluations=tuple(each for each in back if each.meeting.child_id == meeting.child_id),
            family=frozenset(person for child, person in family if child == meeting.child_id),
        )
        for pk, meeting in here.items()
    }


def turn_in(given: Collection[TurnGiven]) -> UUID | None:
    return next((each.invited_id for each in reversed(tuple(given))), None)


def standing_in(rows: Iterable[Any]) -> tuple[Any, ...]:
    """What was not taken back."""
    return tuple(each for each in rows if each.taken_back_at is None)


# What happens most at a table, and the one table of the database that it changes in what is shown.
OFTEN: dict[str, Any] = {
    "meeting.said": Said,
    "meeting.guest_said": Said,
    "meeting.turn_given": TurnGiven,
    "meeting.marked": Marked,
    "meeting.unmarked": Marked,
}


def read_again(table: Table, events: Collection[str]) -> Table:
    """What was read before, with only that read again which these events change; all of them are in `OFTEN`."""
    models, asked = {OFTEN[each] for each in events}, (table.meeting.pk,)
    rows = {model: tuple(ROWS[model](meetings=asked)) for model in models - {Said}}
    return replace(
        table,
        said=said_again(table.said, asked) if Said in models else table.said,
        rest={} if rows else table.rest,
        turn=turn_in(rows[TurnGiven]) if TurnGiven in rows else table.turn,
        marked=standing_in(rows[Marked]) if Marked in rows else table.marked,
    )


def said_again(known: Collection[Said], meetings: tuple[UUID, ...]) -> tuple[Said, ...]:
    """What was said does not change: the newest is read, also what came through late, and what was opened stays open."""
    since = max((each.at for each in known), default=LONG_AGO) - STILL_COMES
    read = {each.pk: each for each in NEWEST(meetings=meetings, since=since)} | {each.pk: each for each in known}
    return tuple(sorted(read.values(), key=lambda each: each.at))


def lasts(rows: Iterable[Any]) -> dict[UUID, int]:
    """In which step each meeting is."""
    return {each.meeting_id: each.step for each in rows}
