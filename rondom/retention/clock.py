"""From what happened to the day on which something goes. Pure: days in, a day out.

A term ends with the day that bears the same number, years or months on; where that month has no such day, with its last day
(Regulation 1182/71, article 3). What goes, goes in the night after it: so never a moment before the term is over.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rondom.children.schooling import birthday, school_year_of

# Nobody is at school after the school year in which somebody becomes this old (WEC 39): a school that forgot to note it.
LAST_AT_SCHOOL = 20
SPAN = re.compile(r"(?:(\d+)y)?(?:(\d+)m)?(?:(\d+)w)?(?:(\d+)d)?")


class Start(StrEnum):
    """From what happened on a term runs."""

    LEFT = "left school"
    CHANGED = "last change"
    CLOSED = "case closed"
    ENDED = "involvement ended"
    EXPIRED = "no longer valid"
    WRITTEN = "written"
    BORN = "born"


@dataclass(frozen=True)
class Span:
    """So many years, months and days by the calendar."""

    years: int = 0
    months: int = 0
    days: int = 0


@dataclass(frozen=True)
class History:
    """What happened to a part of a child's file, or to one row of it, as far as a term hangs on it."""

    born: date
    left: date | None = None
    closed: date | None = None
    changed: date | None = None
    ended: date | None = None
    expired: date | None = None
    written: date | None = None


def span_of(said: str) -> Span | None:
    """`2y`, `6m`, `6w`, `30d`; `0d` is at once, and `-` nothing."""
    if said == "-":
        return None
    found = SPAN.fullmatch(said)
    if found is None or not any(found.groups()):
        raise ValueError(said)
    years, months, weeks, days = (int(each or 0) for each in found.groups())
    return Span(years, months, weeks * 7 + days)


def last_day(start: date, span: Span) -> date:
    """The day with which a term ends that began on another."""
    months = start.month - 1 + span.months
    year, month = start.year + span.years + months // 12, months % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1])) + timedelta(days=span.days)


def day_after(start: date, span: Span) -> date:
    """The first day on which a term is over."""
    return last_day(start, span) + timedelta(days=1)


def begins_on(start: Start, history: History) -> date | None:
    """On which day a term begins; None where what it waits for did not happen yet."""
    if start == Start.LEFT:
        # Who closed the case without noting that the child left, keeps it no longer than if it had left on that day.
        gone = history.left or history.closed
        last = school_year_of(birthday(history.born, LAST_AT_SCHOOL))[1]
        return min(gone, last) if gone else last
    return {
        Start.CHANGED: history.changed,
        Start.CLOSED: history.closed,
        Start.ENDED: history.ended,
        Start.EXPIRED: history.expired,
        Start.WRITTEN: history.written,
        Start.BORN: history.born,
    }[start]


def destroyed_on(start: Start, span: Span, history: History) -> date | None:
    """The day on which something goes; None while nobody can say."""
    begin = begins_on(start, history)
    return None if begin is None else day_after(begin, span)
