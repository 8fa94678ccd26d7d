"""What is shown of a table to who has no place in the circle: on the wall, and to a guest (decision 0032)."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

import segno
from django.utils import timezone
from django.utils.safestring import SafeString

from rondom.cards.leaving import as_they_leave, for_readers
from rondom.cards.queries import cards_for
from rondom.cards.tell import Told
from rondom.children.dossier import Dossier
from rondom.meetings.codes import code_of, spaced
from rondom.meetings.guests import Waiting, guests_for
from rondom.meetings.guide import Step
from rondom.meetings.models import Invited, Meeting, Wall
from rondom.meetings.onlookers import Onlooker, is_today
from rondom.meetings.queries import Standing, standing_of
from rondom.meetings.rows import Table
from rondom.meetings.table import Answer, Asked, Chosen, Hand, asked_of, brought_in, choices, faces_of


@dataclass(frozen=True)
class OnlookPage:
    """The step, its questions and answers, whose turn, what was chosen and what is agreed at this table."""

    goal: str
    child_name: str
    step: Step | None
    steps: tuple[Step, ...]
    turn: str
    is_my_turn: bool
    asked: tuple[Asked, ...]
    brought: tuple[Answer, ...]
    chosen: tuple[Chosen, ...]
    agreed: tuple[Standing, ...]
    shows_all: bool
    may_say: bool
    faces: tuple[tuple[str, str], ...]
    code: str

    @property
    def spaced_code(self) -> str:
        return spaced(self.code)


def picture_of(link: str) -> SafeString:
    """An address as a picture, for a phone to read."""
    made = segno.make(link, error="m").svg_inline(omitsize=True, dark="#000", light="#fff", border=2)
    return SafeString(made)  # made here, of figures


def shown_together(onlooker: Onlooker, table: Table, cards: Iterable[Told]) -> tuple[Told, ...]:
    """The cards that all who sit there may read, as on a paper for them (0006); where somebody sits there who reads none by
    right, only those that were chosen at this table."""
    if not onlooker.readers:
        return ()
    shared = [card for card in cards_for(onlooker.readers, cards) if not card.is_passed_on]
    if not onlooker.shows_all:
        chosen = {each.card_id for each in table.marked}
        shared = [card for card in shared if card.id in chosen]
    return as_they_leave(onlooker, shared, for_readers(onlooker.readers))


def onlook_page(onlooker: Onlooker, table: Table, cards: Iterable[Told]) -> OnlookPage:
    """`cards`: what may be shown together. What stands beside it is of this meeting alone."""
    mine, step = onlooker.seat or Invited(), table.step
    agreed = [each for each in table.agreements if each.meeting_id == table.meeting.pk]
    return OnlookPage(
        goal=table.meeting.goal,
        child_name=onlooker.child.first_name,
        step=step,
        steps=table.guide,
        turn=table.names.get(table.turn, "") if table.turn else "",
        is_my_turn=table.turn == mine.pk,
        asked=tuple(asked_of(table, mine, each, Hand()) for each in step.questions) if step else (),
        brought=brought_in(table, step.number if step else 0, may_agree=False),
        chosen=tuple(each for each in choices(table, mine, cards, also_others=False)),
        agreed=tuple(standing_of(onlooker, each) for each in agreed),
        shows_all=onlooker.shows_all,
        may_say=onlooker.seat is not None and step is not None and not table.is_closed,
        faces=faces_of(step),
        code=code_at(table),
    )


def code_at(table: Table) -> str:
    """The code of a table that stands today; nothing where there is none."""
    row = next((each for each in reversed(table.codes) if each.ended_at is None and is_today(each.at)), None)
    return code_of(str(row.pk)) if row is not None else ""


@dataclass(frozen=True)
class DoorwayPage:
    """Where who leads opens the door of a table: the code, the screens that show it, and who asks to come in."""

    meeting: Meeting
    child: UUID
    is_chair: bool
    code: str
    walls: int
    guests: tuple[Waiting, ...]


def doorway_page(dossier: Dossier, table: Table, mine: Invited) -> DoorwayPage:
    is_chair = mine.place_id == table.chair
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    walls = Wall.objects.filter(meeting=table.meeting, ended_at=None, at__gte=today)
    return DoorwayPage(
        meeting=table.meeting,
        child=table.meeting.child_id,
        is_chair=is_chair,
        code=spaced(code) if (code := code_at(table)) else "",
        walls=walls.count(),
        guests=guests_for(dossier, table.guests, is_chair=is_chair),
    )
