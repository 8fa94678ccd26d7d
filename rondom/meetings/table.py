"""A meeting as it is held: what one reader gets of its rows. The page and the stream ask the same."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from rondom.cards.models import Face
from rondom.cards.pages import Drawn, drawn
from rondom.cards.tell import Told
from rondom.children.dossier import Dossier
from rondom.children.rights import FAMILY_ROLES, PARENTS, Right
from rondom.meetings.evaluating import Course, Wished, courses_of, read_by, wishes_in
from rondom.meetings.guests import Waiting, guests_for
from rondom.meetings.guide import MOST_MARKED, STEPS, Question, Step, Text
from rondom.meetings.guide_carebags import thinks_over
from rondom.meetings.guide_own import is_of_a_step, kind_for
from rondom.meetings.guide_review import BY_PRINCIPLE, FACTORS, MOMENTS
from rondom.meetings.models import (
    Agreement,
    Invited,
    Meeting,
    Said,
    reads,
)
from rondom.meetings.models import Prepared as PreparedAnswer
from rondom.meetings.queries import Standing, is_mine, is_over, is_step_open, reads_meeting, standing_of, step_at
from rondom.meetings.review import Review, review_in
from rondom.meetings.rows import Table

MOST_WISHES = 6


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
    card: UUID | None = None  # as which it lies on the timeline, for who reads it there
    may_lay: bool = False
    takes_back: str = ""  # the question, where the reader may take it off the table again

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

    @property
    def worked(self) -> str:
        return f"worked_{self.question.code}"

    @property
    def is_principle(self) -> bool:
        return self.question.code in BY_PRINCIPLE


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
    marked: int  # how many the reader chose
    agreed: tuple[Standing, ...]
    from_before: tuple[Standing, ...]
    faces: tuple[tuple[str, str], ...]
    courses: tuple[Course, ...]
    wishes: tuple[Wished, ...]
    last: UUID | None  # the step that was begun last, as a row: on what the next one is based
    waiting: tuple[Waiting, ...] = ()
    review: Review | None = None  # of a case review: what was pointed out and marked
    may_review: bool = False

    @property
    def points_out(self) -> bool:
        return self.may_review and self.step is not None and self.step.number == MOMENTS

    @property
    def marks_factors(self) -> bool:
        return self.may_review and self.step is not None and self.step.number == FACTORS

    @property
    def fixed(self) -> tuple[Asked, ...]:
        return tuple(each for each in self.asked if each.question.is_fixed)

    @property
    def most(self) -> int:
        return MOST_MARKED

    @property
    def opens_fixed(self) -> bool:
        """Once somebody says something there, or is about to, it stands open."""
        return any(each.answers or each.draft for each in self.fixed)

    @property
    def together(self) -> tuple[Chosen, ...]:
        """What more than one finds most important; what only one does stands apart, so that the difference shows."""
        return tuple(each for each in self.cards if len(each.by) > 1)

    @property
    def alone(self) -> tuple[Chosen, ...]:
        return tuple(each for each in self.cards if len(each.by) == 1)

    @property
    def others(self) -> tuple[Chosen, ...]:
        return tuple(each for each in self.cards if not each.by)


def may_sit(dossier: Dossier, table: Table) -> bool:
    """Who reads the meeting and was asked to come. Who was not, hears nothing of what is said there."""
    is_here = table.seat_of(dossier.place) is not None
    return dossier.may(Right.READ_MEETINGS) and is_here and reads_meeting(dossier, table.meeting, table.family)


def table_page(dossier: Dossier, table: Table, cards: Iterable[Told]) -> TablePage:
    mine, step = table.seat_of(dossier.place), table.step
    before = read_by(dossier, table.evaluations, table.family)
    assert mine is not None
    is_chair, may_join = mine.place_id == table.chair, dossier.may(Right.JOIN_MEETING) and not table.is_closed
    cards = [each for each in cards if each.is_shared]
    marked = sum(each.invited_id == mine.pk for each in table.marked)
    number = step.number if step else 0
    shown = choices(table, mine, cards, also_others=number == 2 and not table.is_review)
    agreed = tuple(standing_of(dossier, each) for each in table.agreements if reads_agreement(dossier, table, each))
    may_agree = may_join and dossier.may(Right.AGREE)
    hand = Hand(mine.pk, may_agree, may_join and dossier.may(Right.WRITE_CARD), sees_of(table, cards))
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
        asked=tuple(asked_of(table, mine, each, hand) for each in step.questions) if step else (),
        brought=brought_in(table, number, mine.pk if may_join else None),
        to_bring=to_bring(dossier, table, mine),
        cards=shown if number == 2 and not table.is_review else (),
        chosen=() if number == 2 else tuple(each for each in shown if each.by),
        may_mark=may_join and marked < MOST_MARKED,
        marked=marked,
        agreed=tuple(each for each in agreed if each.agreement.meeting_id == table.meeting.pk),
        from_before=from_before(table, agreed),
        faces=faces_of(step),
        last=table.steps[-1].pk if table.steps else None,
        waiting=in_the_corridor(dossier, table, is_chair=is_chair) if may_join else (),
        courses=courses_of(before),
        wishes=wishes_in(dossier, before)[-MOST_WISHES:],
        review=review_in(table, dossier.child, mine, cards),
        may_review=may_join and table.is_review and step is not None and dossier.may(Right.REVIEW_CASE),
    )


def in_the_corridor(dossier: Dossier, table: Table, *, is_chair: bool) -> tuple[Waiting, ...]:
    return tuple(each for each in guests_for(dossier, table.guests, is_chair=is_chair) if not each.is_in)


def faces_of(step: Step | None) -> tuple[tuple[str, str], ...]:
    return tuple((value, str(name)) for value, name in Face.choices) if step and step.has_faces else ()


@dataclass(frozen=True)
class Hand:
    """What a reader may do with what was said, and which cards that reader sees."""

    seat: UUID | None = None
    may_agree: bool = False
    may_lay: bool = False
    sees: frozenset[UUID] = frozenset()


def asked_of(table: Table, mine: Invited, question: Question, hand: Hand) -> Asked:
    draft = next((each.text for each in table.prepared if (each.invited_id, each.question) == (mine.pk, question.code)), "")
    return Asked(question, answers_to(table, question.code, hand), draft)


def answers_to(table: Table, code: str, hand: Hand) -> tuple[Answer, ...]:
    """The same for all who may do the same with them and see the same cards: then they are made once."""
    said = table.said_to.get(code, [])
    sees = frozenset(table.laid[each.pk] for each in said if each.pk in table.laid) & hand.sees
    own = hand.seat if hand.may_lay and any(each.face and each.invited_id == hand.seat for each in said) else None
    key = code, hand.may_agree, sees, own
    if key not in table.answers:
        table.answers[key] = tuple(answer_of(table, each, hand) for each in said)
    return table.answers[key]


def answer_of(table: Table, said: Said, hand: Hand | None = None) -> Answer:
    who, asked, hand = table.names.get(said.invited_id, ""), table.asks.get(said.question, ""), hand or Hand()
    card = table.laid.get(said.pk)
    may_lay = hand.may_lay and card is None and said.invited_id == hand.seat and bool(said.face and kind_for(said.question))
    seen = card if card in hand.sees else None
    return Answer(said.pk, who, said.text, said.language, said.face, asked, hand.may_agree, card=seen, may_lay=may_lay)


def brought_in(table: Table, step: int, seat: UUID | None = None) -> tuple[Answer, ...]:
    """What people brought along stands in the step in which they laid it on the table; what lay there before, in the first.

    `seat`: whose it is to take back what is the own, as long as that can.
    """
    begun = [(each.at, each.step) for each in table.steps]
    found = []
    for each in table.prepared:
        if each.brought_at is None or is_of_a_step(each.question) or (step and step_at(begun, each.brought_at) != step):
            continue
        takes_back = each.question if each.invited_id == seat and is_step_open(begun, each.brought_at) else ""
        who = table.names.get(each.invited_id, "")
        found.append(Answer(each.pk, who, each.text, "", "", asked_before(each), takes_back=takes_back))
    return tuple(found)


def asked_before(prepared: PreparedAnswer) -> Text:
    place = prepared.invited.place
    return next((each.text for each in thinks_over(place.role) if each.code == prepared.question), "") if place else ""


def to_bring(dossier: Dossier, table: Table, mine: Invited) -> tuple[tuple[Question, str], ...]:
    """What the reader thought over beforehand, and did not lay on the table yet."""
    own = {each.question: each.text for each in table.prepared if each.invited_id == mine.pk and each.brought_at is None}
    return tuple((each, own[each.code]) for each in thinks_over(dossier.role) if each.code in own)


def sees_of(table: Table, cards: Iterable[Told]) -> frozenset[UUID]:
    """Of what was laid on the timeline from this table the cards that this reader sees there."""
    laid = set(table.laid.values())
    return frozenset(each.id for each in cards if each.id in laid) if laid else frozenset()


def choices(table: Table, mine: Invited, cards: Iterable[Told], *, also_others: bool = True) -> tuple[Chosen, ...]:
    """The cards that this reader may see, the last first; with who marked them, the own voice or another."""
    if not table.marked and not also_others:
        return ()
    marks: dict[UUID, list[UUID]] = {}
    for each in table.marked:
        marks.setdefault(each.card_id, []).append(each.invited_id)
    found = [
        Chosen(drawn(each), tuple(table.names.get(who, "") for who in marks.get(each.id, ())), mine.pk in marks.get(each.id, ()))
        for each in cards
        if each.is_shared and (also_others or each.id in marks)
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


def may_begin(table: Table) -> bool:
    is_off = hasattr(table.meeting, "called_off")
    return not is_off and (bool(table.steps) or not is_over(table.meeting, timezone.now()))
