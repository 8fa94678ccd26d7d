"""School years, groups and ages of a child. Pure: days in, days out.

A school year runs from 1 August to 31 July. Group 1 is the school year in which the fourth birthday falls,
unless the child's own groups say otherwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LAST_GROUP = 8


@dataclass(frozen=True)
class GroupYear:
    """The group of a child in one school year."""

    group: str
    start: date
    end: date
    note: str = ""

    @property
    def school_year(self) -> str:
        return f"{self.start.year}-{self.end.year}"


def birthday(birth_date: date, age: int) -> date:
    """The day on which somebody becomes an age; 29 February is kept on 1 March in a common year."""
    try:
        return birth_date.replace(year=birth_date.year + age)
    except ValueError:
        return date(birth_date.year + age, 3, 1)


def age_on(birth_date: date, day: date) -> int:
    """Full years on a day; below zero before the birth."""
    age = day.year - birth_date.year
    return age if day >= birthday(birth_date, age) else age - 1


def number_of(group: str) -> int | None:
    """Which of the eight groups it is; a class with another name is none of them."""
    return int(group) if group in {str(nth) for nth in range(1, LAST_GROUP + 1)} else None


def school_year_of(day: date) -> tuple[date, date]:
    first = day.year if day.month >= 8 else day.year - 1
    return date(first, 8, 1), date(first + 1, 7, 31)


def group_in(start_year: int, group: str, note: str = "") -> GroupYear:
    return GroupYear(group, date(start_year, 8, 1), date(start_year + 1, 7, 31), note)


def groups_of(birth_date: date, facts: Sequence[tuple[str, int, str]], until: date) -> tuple[GroupYear, ...]:
    """The groups of a child by school year, up to the one that holds `until`.

    What is noted stands: a repeated group twice, a skipped one not at all. Before the first noted year the
    groups count down to 1, after the last they count up to 8.
    """
    last_year = school_year_of(until)[0].year
    noted = sorted((year, group, note) for group, year, note in facts)
    if not noted:
        first = school_year_of(birthday(birth_date, 4))[0].year
        return tuple(group_in(first + nth, str(nth + 1)) for nth in range(LAST_GROUP) if first + nth <= last_year)
    years = [group_in(year, group, note) for year, group, note in noted]
    first_year, first_group, _note = noted[0]
    if (number := number_of(first_group)) is not None:
        before = [group_in(first_year - back, str(number - back)) for back in range(1, number)]
        years = [*reversed(before), *years]
    final_year, final_group, _note = noted[-1]
    if (number := number_of(final_group)) is not None:
        ahead = range(1, min(last_year - final_year, LAST_GROUP - number) + 1)
        years += [group_in(final_year + on, str(number + on)) for on in ahead]
    return tuple(years)


def peuter_period(birth_date: date, first_group_start: date | None = None) -> tuple[date, date]:
    """The time of the toddler group: from two and a half years to the day before the fourth birthday."""
    half = birthday(birth_date, 2) + timedelta(days=183)
    return half, birthday(birth_date, 4) - timedelta(days=1)


def end_of_school_year(today: date) -> date:
    """The last day of this school year; in its last two months, of the next."""
    last = school_year_of(today)[1]
    return last if last - today > timedelta(days=60) else date(last.year + 1, last.month, last.day)
