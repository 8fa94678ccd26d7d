"""The child and the day against which words are read, and what all readers share."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from rondom.cards.dates.fuzzy import UNKNOWN, Anchor, FuzzyDate
from rondom.children.schooling import GroupYear

YEAR = r"(\d{4}|'\d{2})"
BARE_YEAR = r"(\d{4}|'?\d{2})"
THE = r"(?:de |het |the |dit |deze |this )?"
OWN = r"(?:zijn|haar|mijn|hun|his|her|my|their) "
# Whose age it is not: that of others says nothing about the child's.
OTHERS = (
    r"(?:oma|opa|papa|mama|vader|moeder|broer(?:tje)?|zus(?:je)?|oom|tante|juf|meester|grandma|grandpa|grand(?:mother|father)"
    r"|mum|mom|dad|daddy|mother|father|brother|sister|uncle|aunt|we|wij|they"
    r"|er|het|dat|dit|een|it|there|this|that)"
)
WHO = rf"(?!(?:(?:mijn|onze|zijn|haar|my|our|his|her) )?{OTHERS}\b)(?:(?:onze|ons|mijn|our|my) )?[^\W\d_]+(?:['-][^\W\d_]+)*"


@dataclass(frozen=True)
class Life:
    """The child and the day against which words are read."""

    birth_date: date
    today: date
    groups: Sequence[GroupYear]
    anchors: Sequence[Anchor]

    def year(self, written: str) -> int:
        """A year of four digits, or of two as near to today as it can be. Zero where it can not be."""
        year = int(written.lstrip("'"))
        if year < 100:
            year += self.today.year // 100 * 100
            year -= 100 if year > self.today.year + 5 else 0
        return year if 1900 <= year <= self.today.year + 20 else 0

    def latest(
        self, make: Callable[[int], FuzzyDate], *, over: bool = False, fits: Callable[[date], bool] | None = None
    ) -> FuzzyDate:
        """The newest that has begun, or is over: what people mean who name no year."""
        for year in range(self.today.year, self.today.year - 9, -1):
            try:
                when = make(year)
            except ValueError:  # 29 February
                continue
            last = when.end if over else when.start
            if last and (last < self.today or (last == self.today and not over)) and (fits is None or fits(last)):
                return when
        return UNKNOWN if fits is None else self.latest(make, over=over)


Reader = Callable[[str, Life], FuzzyDate | None]


def match(pattern: str, text: str) -> re.Match[str] | None:
    return re.fullmatch(pattern, text)


def read_first(readers: Sequence[Reader], text: str, life: Life) -> FuzzyDate:
    """What the first reader says that understands. A day that is not in the calendar is the unknown date."""
    for reader in readers:
        try:
            found = reader(text, life)
        except (ValueError, OverflowError):
            return UNKNOWN
        if found is not None:
            return found
    return UNKNOWN
