"""A child's story without who it is of: by month, from which side, and the words, for who talks about it elsewhere. Pure.

Dates become months, voices become sides, and what the checker marks in the words is settled by who will show it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rondom.base.pointing import Known, Settled, settle

# Which side a letter stands for, without who it is.
SIDES: Mapping[str, str] = {"M": "home", "V": "home", "O": "home", "P": "home", "K": "child", "S": "school", "G": "school"}
SIDES = {**SIDES, "A": "school", "W": "help", "J": "help", "T": "help", "Z": "help", "B": "help", "X": "home"}


@dataclass(frozen=True)
class Plain:
    """Of a card what matters here: its lane, its side, when it was and what it says."""

    lane: str
    letter: str
    start: date | None
    end: date | None
    words: str


@dataclass(frozen=True)
class Blurred:
    """One thing that happened, as it can be told elsewhere; `month` is its first day, and nothing where no date is known."""

    lane: str
    side: str
    month: date | None
    until: date | None
    words: str


def month_of(day: date | None) -> date | None:
    return day.replace(day=1) if day else None


def blurred(cards: Sequence[Plain], texts: Sequence[str]) -> tuple[Blurred, ...]:
    """In order of month; within a month by lane and words, so that the day behind it does not show by its place."""
    found = [
        Blurred(card.lane, SIDES.get(card.letter, "home"), month_of(card.start or card.end), until_of(card), text)
        for card, text in zip(cards, texts, strict=True)
    ]
    return tuple(sorted(found, key=lambda each: (each.month is None, each.month or date.min, each.lane, each.side, each.words)))


def until_of(card: Plain) -> date | None:
    first, last = month_of(card.start or card.end), month_of(card.end)
    return last if last != first else None


def gone_along(
    cards: Sequence[Plain], known: Known, given: Mapping[str, tuple[str, str]]
) -> tuple[Settled, tuple[Blurred, ...]]:
    """What is asked of who will show it; and the story, once nothing in it points to anybody."""
    settled = settle([card.words for card in cards], known, given)
    return settled, () if settled.left else blurred(cards, settled.texts)
