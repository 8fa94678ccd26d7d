"""What one reader gets of a case review: key moments in the order of time, and by principle what helped and what hindered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from rondom.cards.dates import read_date
from rondom.cards.pages import Drawn, drawn
from rondom.cards.tell import Told
from rondom.children.models import Child
from rondom.meetings.guide import Text
from rondom.meetings.guide_review import BY_PRINCIPLE
from rondom.meetings.models import Invited, MomentPointedOut, Worked
from rondom.meetings.rows import Table


@dataclass(frozen=True)
class Reason:
    """Why somebody finds it a key moment."""

    id: UUID
    who: str
    text: str
    language: str
    is_mine: bool


@dataclass(frozen=True)
class Moment:
    """A key moment: a card, or what somebody named and when it was; with who pointed it out, and why."""

    drawn: Drawn | None
    what: str
    when: str
    language: str
    reasons: tuple[Reason, ...]

    @property
    def letter(self) -> str:
        return self.drawn.card.letter if self.drawn else ""


@dataclass(frozen=True)
class FactorSaid:
    """One factor, with for whom it helped and for whom it hindered: views stand side by side."""

    text: Text
    helped: tuple[str, ...]
    hindered: tuple[str, ...]


@dataclass(frozen=True)
class Principle:
    code: str
    text: Text
    factors: tuple[FactorSaid, ...]


@dataclass(frozen=True)
class Review:
    moments: tuple[Moment, ...]
    principles: tuple[Principle, ...]

    @property
    def by_code(self) -> dict[str, Principle]:
        return {each.code: each for each in self.principles}

    @property
    def marked(self) -> tuple[Principle, ...]:
        """The principles of which somebody said something."""
        return tuple(each for each in self.principles if each.factors)


def review_in(table: Table, child: Child, mine: Invited | None, cards: Iterable[Told]) -> Review | None:
    """Nothing where the meeting is no case review. Of `cards` those that the reader may see: a moment of another is not there."""
    if not table.is_review:
        return None
    return Review(moments_in(table, child, mine, cards), tuple(principle(table, code) for code in BY_PRINCIPLE))


def moments_in(table: Table, child: Child, mine: Invited | None, cards: Iterable[Told]) -> tuple[Moment, ...]:
    seen, found = {each.id: each for each in cards if each.is_shared}, []
    reasons: dict[UUID, list[Reason]] = {}
    for row in table.moments:
        is_mine = mine is not None and row.invited_id == mine.pk
        said = Reason(row.pk, table.names.get(row.invited_id, ""), row.why, row.language, is_mine)
        if row.card_id is None:
            found.append((day_of(row, child), Moment(None, row.what, row.when, row.language, (said,))))
        elif row.card_id in seen:
            reasons.setdefault(row.card_id, []).append(said)
    for key, given in reasons.items():
        shown = drawn(seen[key])
        moment = Moment(shown, shown.said, shown.when, seen[key].language, tuple(given))
        found.append((seen[key].date.start or seen[key].date.end or date.max, moment))
    return tuple(moment for _day, moment in sorted(found, key=lambda each: each[0]))


def day_of(row: MomentPointedOut, child: Child) -> date:
    """By what somebody wrote of its time; what is not known stands last."""
    read = read_date(row.when, birth_date=child.birth_date, today=timezone.localdate())
    return read.start or read.end or date.max


def principle(table: Table, code: str) -> Principle:
    factors = []
    for each in BY_PRINCIPLE[code]:
        sides = [
            tuple(table.names.get(row.invited_id, "") for row in table.factors if (row.factor, row.worked) == (each.code, worked))
            for worked in (Worked.HELPED, Worked.HINDERED)
        ]
        if any(sides):
            factors.append(FactorSaid(each.text, *sides))
    return Principle(code, table.asks.get(code, ""), tuple(factors))


def own_marks(table: Table, mine: Invited) -> dict[str, str]:
    """What somebody marked of the factors so far."""
    return {each.factor: each.worked for each in table.factors if each.invited_id == mine.pk}
