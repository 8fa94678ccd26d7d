"""What there is of a meeting when it is over: one page for everybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from rondom.cards.tell import Told
from rondom.children.dossier import Dossier
from rondom.children.rights import PARENTS, Right
from rondom.meetings.guide import CORRECTED_WITHIN, EVERYONE_WITHIN, Step
from rondom.meetings.models import Invited, Meeting
from rondom.meetings.queries import Standing, standing_of
from rondom.meetings.review import Review, review_in
from rondom.meetings.table import Answer, Chosen, Hand, Table, answer_of, brought_in, choices

SIX_WEEKS = timedelta(days=EVERYONE_WITHIN)


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
    review: Review | None


def result_page(dossier: Dossier, table: Table, cards: Iterable[Told]) -> ResultPage:
    closed_at, seat = table.meeting.closed.at, table.seat_of(dossier.place)
    until = closed_at + timedelta(days=CORRECTED_WITHIN)
    by_step = [(step, {each.code for each in step.questions}) for step in table.guide]
    names = {each.pk: table.names.get(each.invited_id, "") for each in table.corrections}
    cards = [each for each in cards if each.is_shared]
    marked, hand = choices(table, seat or Invited(), cards), Hand(sees=frozenset(each.id for each in cards))
    said = [
        (step, tuple(answer_of(table, each, hand) for each in table.said if each.question in codes)) for step, codes in by_step
    ]
    return ResultPage(
        meeting=table.meeting,
        child=table.meeting.child_id,
        is_formal=dossier.role in PARENTS,
        closed_at=closed_at,
        people=tuple(table.names.values()),
        chosen=tuple(each for each in marked if each.by),
        brought=brought_in(table, 0),
        said=tuple((step, answers) for step, answers in said if answers),
        agreed=tuple(standing_of(dossier, each) for each in table.agreements if each.meeting_id == table.meeting.pk),
        next_on=closed_at + SIX_WEEKS,
        corrections=tuple(Beside(names[each.pk], each.text, each.at) for each in table.corrections),
        may_correct=seat is not None and dossier.may(Right.JOIN_MEETING) and timezone.now() <= until,
        until=until,
        may_plan=dossier.may(Right.PLAN_MEETING),
        may_print=dossier.may(Right.PRINT_TIMELINE),
        review=review_in(table, dossier.child, seat, cards),
    )


