"""A meeting as it is held: all its rows read once, and what one reader gets of them.

The page and the stream ask the same: the rows are read for all readers together, each gets the own page of them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils import timezone

from rondom.base.prepared import Prepared
from rondom.cards.models import Face
from rondom.cards.pages import Drawn, drawn
from rondom.cards.tell import Told
from rondom.children.dossier import Dossier
from rondom.children.models import Place
from rondom.children.rights import FAMILY_ROLES, PARENTS, Right
from rondom.meetings.guide import CORRECTED_WITHIN, MOST_MARKED, OF_STEPS, STEPS, Question, Step, Text, prepares
from rondom.meetings.models import (
    Agreement,
    ChairTaken,
    Correction,
    Invited,
    Marked,
    Meeting,
    Said,
    StepBegun,
    TurnGiven,
    reads,
)
from rondom.meetings.models import Prepared as PreparedAnswer
from rondom.meetings.queries import Standing, is_mine, is_over, reads_meeting, standing_of

SIX_WEEKS = timedelta(days=42)


@dataclass(frozen=True)
class Table:
    """All rows of one meeting, read once for all who listen; nobody gets it as it is."""

    meeting: Meeting
    seats: tuple[Invited, ...]
    steps: tuple[StepBegun, ...]
    chair: UUID
    turn: UUID | None
    said: tuple[Said, ...]
    marked: tuple[Marked, ...]
    prepared: tuple[PreparedAnswer, ...]
    agreements: tuple[Agreement, ...]  # all of this child
    corrections: tuple[Correction, ...]
    family: frozenset[UUID]
    # By language: what was drawn of it for somebody before, and the pages that were drawn of these rows.
    drawn: dict[str, dict[Any, Any]] = field(default_factory=dict)
    shown: dict[str, list[tuple[Any, Any]]] = field(default_factory=dict)

    @cached_property
    def names(self) -> dict[UUID, str]:
        return {each.pk: each.place.person.name if each.place else each.name for each in self.seats}

    @property
    def is_closed(self) -> bool:
        return hasattr(self.meeting, "closed")

    @property
    def step(self) -> Step | None:
        return STEPS[self.steps[-1].step - 1] if self.steps else None

    def seat_of(self, place: Place | None) -> Invited | None:
        return next((each for each in self.seats if each.is_of(place)), None)


# Asked whenever something happens at a table, so put into SQL once.
ROWS = {
    model: Prepared(lambda meetings, model=model: model.objects.filter(meeting__in=meetings))
    for model in (StepBegun, ChairTaken, TurnGiven, Said, Marked, Correction)
}
HERE = Prepared(
    lambda meetings: Meeting.objects.filter(pk__in=meetings)
    .select_related("chair__person", "closed", "called_off")
    .prefetch_related("invited")
)
SEATS = Prepared(
    lambda meetings: Invited.objects.filter(meeting__in=meetings, left_out_at=None)
    .select_related("place__person", "place__voice")
)
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
    seats, prepared, agreed = SEATS(meetings=asked), PREPARED(meetings=asked), AGREED(children=children)
    rows = {model: question(meetings=asked) for model, question in ROWS.items()}
    family = set(FAMILY(children=children, roles=tuple(sorted(FAMILY_ROLES))))

    def of(pk: UUID, some: Iterable) -> tuple:
        return tuple(each for each in some if each.meeting_id == pk)

    return {
        pk: Table(
            meeting=meeting,
            seats=of(pk, seats),
            steps=of(pk, rows[StepBegun]),
            chair=next((each.place_id for each in reversed(of(pk, rows[ChairTaken]))), meeting.chair_id),
            turn=next((each.invited_id for each in reversed(of(pk, rows[TurnGiven]))), None),
            said=of(pk, rows[Said]),
            marked=tuple(each for each in of(pk, rows[Marked]) if each.taken_back_at is None),
            prepared=tuple(each for each in prepared if each.invited.meeting_id == pk),
            agreements=tuple(each for each in agreed if each.child_id == meeting.child_id),
            corrections=of(pk, rows[Correction]),
            family=frozenset(person for child, person in family if child == meeting.child_id),
        )
        for pk, meeting in here.items()
    }


# ── what one reader gets of it ────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Answer:
    """What somebody said, or brought along: who, in which words and language, with which face."""

    id: UUID
    who: str
    text: str
    language: str
    face: str
    asked: Text = field(default="", compare=False)  # the same for the same answer
    may_agree: bool = False

    @property
    def face_name(self) -> str:
        return str(Face(self.face).label) if self.face else ""


@dataclass(frozen=True)
class Asked:
    """A question of the step with what was answered, and what the reader was writing."""

    question: Question
    answers: tuple[Answer, ...]
    draft: str

    @property
    def part(self) -> str:
        return f"said_{self.question.code}"


@dataclass(frozen=True)
class Chosen:
    """A card that can be marked, and who did."""

    drawn: Drawn
    by: tuple[str, ...]
    is_mine: bool


@dataclass(frozen=True)
class Sitting:
    id: UUID
    name: str
    has_turn: bool


@dataclass(frozen=True)
class TablePage:
    """What one reader sees on the table: the step, its questions and answers, whose turn, the cards, what is agreed."""

    meeting: Meeting
    child: UUID
    is_formal: bool
    is_child: bool
    is_closed: bool
    step: Step | None
    since: datetime | None
    number_of_steps: int
    before: int | None
    after: int | None
    is_chair: bool
    chair: str
    may_take_chair: bool
    may_say: bool
    may_agree: bool
    people: tuple[Sitting, ...]
    turn: str
    is_my_turn: bool
    asked: tuple[Asked, ...]
    brought: tuple[Answer, ...]
    to_bring: tuple[tuple[Question, str], ...]
    cards: tuple[Chosen, ...]
    chosen: tuple[Chosen, ...]
    may_mark: bool
    agreed: tuple[Standing, ...]
    from_before: tuple[Standing, ...]
    faces: tuple[tuple[str, str], ...]
    last: UUID | None  # the step that was begun last, as a row: on what the next one is based

    @property
    def picked(self) -> tuple[Chosen, ...]:
        return tuple(each for each in self.cards if each.by)

    @property
    def others(self) -> tuple[Chosen, ...]:
        return tuple(each for each in self.cards if not each.by)


def may_sit(dossier: Dossier, table: Table) -> bool:
    """Who reads the meeting and was asked to come. Who was not, hears nothing of what is said there."""
    is_here = table.seat_of(dossier.place) is not None
    return dossier.may(Right.READ_MEETINGS) and is_here and reads_meeting(dossier, table.meeting, table.family)


def table_page(dossier: Dossier, table: Table, cards: Iterable[Told]) -> TablePage:
    mine, step = table.seat_of(dossier.place), table.step
    assert mine is not None
    is_chair, may_join = mine.place_id == table.chair, dossier.may(Right.JOIN_MEETING) and not table.is_closed
    shown = choices(table, mine, cards)
    agreed = tuple(standing_of(dossier, each) for each in table.agreements if reads_agreement(dossier, table, each))
    number = step.number if step else 0
    may_agree = may_join and dossier.may(Right.AGREE)
    return TablePage(
        meeting=table.meeting,
        child=table.meeting.child_id,
        is_formal=dossier.role in PARENTS,
        is_child=dossier.role == "child",
        is_closed=table.is_closed,
        step=step,
        since=table.steps[-1].at if table.steps else None,
        number_of_steps=len(STEPS),
        before=number - 1 if number > 1 else None,
        after=number + 1 if number < len(STEPS) else None,
        is_chair=is_chair and may_join,
        chair=next((each.place.person.name for each in table.seats if each.place and each.place_id == table.chair), ""),
        may_take_chair=may_join and not is_chair and dossier.role not in FAMILY_ROLES,
        may_say=may_join and step is not None,
        may_agree=may_agree,
        people=tuple(Sitting(each.pk, table.names[each.pk], each.pk == table.turn) for each in table.seats),
        turn=table.names.get(table.turn, "") if table.turn else "",
        is_my_turn=table.turn == mine.pk,
        asked=tuple(asked_of(table, mine, each, may_agree=may_agree) for each in step.questions) if step else (),
        brought=brought_in(table, number, may_agree=may_agree),
        to_bring=to_bring(dossier, table, mine),
        cards=shown if number == 2 else (),
        chosen=() if number == 2 else tuple(each for each in shown if each.by),
        may_mark=may_join and sum(each.is_mine for each in shown) < MOST_MARKED,
        agreed=tuple(each for each in agreed if each.agreement.meeting_id == table.meeting.pk),
        from_before=from_before(table, agreed),
        faces=faces_of(step) if step else (),
        last=table.steps[-1].pk if table.steps else None,
    )


def faces_of(step: Step) -> tuple[tuple[str, str], ...]:
    return tuple((value, str(name)) for value, name in Face.choices) if step.has_faces else ()


def asked_of(table: Table, mine: Invited, question: Question, *, may_agree: bool) -> Asked:
    draft = next((each.text for each in table.prepared if (each.invited_id, each.question) == (mine.pk, question.code)), "")
    said = [each for each in table.said if each.question == question.code]
    return Asked(question, tuple(answer_of(table, each, may_agree=may_agree) for each in said), draft)


def answer_of(table: Table, said: Said, *, may_agree: bool = False) -> Answer:
    who, asked = table.names.get(said.invited_id, ""), OF_STEPS.get(said.question, "")
    return Answer(said.pk, who, said.text, said.language, said.face, asked, may_agree)


def brought_in(table: Table, step: int, *, may_agree: bool) -> tuple[Answer, ...]:
    """What people brought along stands in the step in which they laid it on the table; what lay there before, in the first."""
    at = [(each.at, each.step) for each in table.steps]
    found = []
    for each in table.prepared:
        if each.brought_at is not None and each.question not in OF_STEPS:
            brought = [number for begun, number in at if begun <= each.brought_at]
            if (brought[-1] if brought else 1) == step or not step:
                found.append(Answer(each.pk, table.names.get(each.invited_id, ""), each.text, "", "", asked_before(each)))
    return tuple(found)


def asked_before(prepared: PreparedAnswer) -> Text:
    place = prepared.invited.place
    return next((each.text for each in prepares(place.role) if each.code == prepared.question), "") if place else ""


def to_bring(dossier: Dossier, table: Table, mine: Invited) -> tuple[tuple[Question, str], ...]:
    """What the reader thought over beforehand, and did not lay on the table yet."""
    own = {each.question: each.text for each in table.prepared if each.invited_id == mine.pk and each.brought_at is None}
    return tuple((each, own[each.code]) for each in prepares(dossier.role) if each.code in own)


def choices(table: Table, mine: Invited, cards: Iterable[Told]) -> tuple[Chosen, ...]:
    """The cards that this reader may see, the last first; with who marked them, the own voice or another."""
    marks: dict[UUID, list[UUID]] = {}
    for each in table.marked:
        marks.setdefault(each.card_id, []).append(each.invited_id)
    shared = [each for each in cards if each.is_shared]
    found = [
        Chosen(drawn(each), tuple(table.names.get(who, "") for who in marks.get(each.id, ())), mine.pk in marks.get(each.id, ()))
        for each in shared
    ]
    return tuple(sorted(found, key=lambda each: -len(each.by)))


def reads_agreement(dossier: Dossier, table: Table, agreement: Agreement) -> bool:
    """As `agreements_in` says it, of rows that were read already."""
    return (
        is_mine(dossier, agreement)
        or reads(dossier.reader, is_invited=False, is_own=False, by_family=False)
        or (agreement.meeting is not None and reads_meeting(dossier, agreement.meeting, table.family))
    )


def from_before(table: Table, agreed: Iterable[Standing]) -> tuple[Standing, ...]:
    """What is open from before this meeting: it stands first where people agree on what comes."""
    others = [each for each in agreed if each.stands == "open" and each.agreement.meeting_id != table.meeting.pk]
    return tuple(sorted(others, key=lambda each: each.ready_on))


# ── after it ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Beside:
    who: str
    text: str
    at: datetime


@dataclass(frozen=True)
class ResultPage:
    """One page for everybody: what stood out, what people said, what is agreed, and when they meet again."""

    meeting: Meeting
    child: UUID
    is_formal: bool
    closed_at: datetime
    people: tuple[str, ...]
    chosen: tuple[Chosen, ...]
    brought: tuple[Answer, ...]
    said: tuple[tuple[Step, tuple[Answer, ...]], ...]
    agreed: tuple[Standing, ...]
    next_on: datetime
    corrections: tuple[Beside, ...]
    may_correct: bool
    until: datetime
    may_plan: bool
    may_print: bool


def result_page(dossier: Dossier, table: Table, cards: Iterable[Told]) -> ResultPage:
    closed_at, seat = table.meeting.closed.at, table.seat_of(dossier.place)
    until = closed_at + timedelta(days=CORRECTED_WITHIN)
    by_step = [(step, {each.code for each in step.questions}) for step in STEPS]
    said = [(step, tuple(answer_of(table, each) for each in table.said if each.question in codes)) for step, codes in by_step]
    names = {each.pk: table.names.get(each.invited_id, "") for each in table.corrections}
    marked = choices(table, seat or Invited(), cards)
    return ResultPage(
        meeting=table.meeting,
        child=table.meeting.child_id,
        is_formal=dossier.role in PARENTS,
        closed_at=closed_at,
        people=tuple(table.names.values()),
        chosen=tuple(each for each in marked if each.by),
        brought=brought_in(table, 0, may_agree=False),
        said=tuple((step, answers) for step, answers in said if answers),
        agreed=tuple(standing_of(dossier, each) for each in table.agreements if each.meeting_id == table.meeting.pk),
        next_on=closed_at + SIX_WEEKS,
        corrections=tuple(Beside(names[each.pk], each.text, each.at) for each in table.corrections),
        may_correct=seat is not None and dossier.may(Right.JOIN_MEETING) and timezone.now() <= until,
        until=until,
        may_plan=dossier.may(Right.PLAN_MEETING),
        may_print=dossier.may(Right.PRINT_TIMELINE),
    )


def may_begin(table: Table) -> bool:
    is_off = hasattr(table.meeting, "called_off")
    return not is_off and (bool(table.steps) or not is_over(table.meeting, timezone.now()))
