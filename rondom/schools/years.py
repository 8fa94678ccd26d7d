"""School years: each begins on the first of August and is called by its two years."""

import re
from datetime import date

FIRST_MONTH = 8
EARLIEST = 2000


def year_of(day: date) -> int:
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def name_of(year: int) -> str:
    return f"{year}-{year + 1}"


def year_in(said: str) -> int | None:
    """The year in which a school year begins: of `2022-2023`, `2022/2023` or `2022-23`; nothing where it is none."""
    found = re.fullmatch(r"\s*(20\d\d)\s*[-/–]\s*(\d\d|20\d\d)\s*", said, re.ASCII)
    if found is None:
        return None
    year = int(found[1])
    return year if int(found[2]) % 100 == (year + 1) % 100 and int(found[2]) in (year + 1, (year + 1) % 100) else None


def years_until(today: date, back: int = 9) -> list[int]:
    """Of which years somebody writes down a figure: this one first."""
    now = year_of(today)
    return list(range(now, now - back - 1, -1))
