"""The axes under the cards: ages, calendar years and groups. Pure; days since birth, clipped to the board."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rondom.children.schooling import GroupYear, age_on, birthday


@dataclass(frozen=True)
class Part:
    """A stretch of an axis with what stands in it."""

    label: str
    x: int
    width: int
    is_now: bool
    small: str = ""


@dataclass(frozen=True)
class Axis:
    ages: tuple[Part, ...]
    years: tuple[Part, ...]
    groups: tuple[Part, ...]
    now: int


def axis(birth_date: date, today: date, first_day: int, days: int, groups: Sequence[GroupYear]) -> Axis:
    """What stands on the axes of a board of so many days from `first_day` on."""
    first, last = birth_date + timedelta(days=first_day), birth_date + timedelta(days=first_day + days - 1)

    def part(label: str, start: date, end: date, small: str = "") -> Part | None:
        start, end = max(start, first), min(end, last)
        if end < start:
            return None
        return Part(label, (start - birth_date).days, (end - start).days + 1, start <= today <= end, small)

    def parts(stretches: list[tuple[str, date, date, str]]) -> tuple[Part, ...]:
        return tuple(found for stretch in stretches if (found := part(*stretch)) is not None)

    day = timedelta(days=1)
    return Axis(
        ages=parts(
            [
                (str(age), birthday(birth_date, age), birthday(birth_date, age + 1) - day, "")
                for age in range(max(0, age_on(birth_date, first)), age_on(birth_date, last) + 1)
            ]
        ),
        years=parts([(str(year), date(year, 1, 1), date(year, 12, 31), "") for year in range(first.year, last.year + 1)]),
        groups=parts([(group.group, group.start, group.end, group.note) for group in groups]),
        now=(today - birth_date).days,
    )
