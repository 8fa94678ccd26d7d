"""What words for a date can mean."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

PRECISIONS = ("day", "month", "season", "year", "unknown")


@dataclass(frozen=True)
class FuzzyDate:
    """A stretch of days, both ends inclusive, with how precise the words were.

    `open_end` still goes on; `approximate` was said with "around" or the like; `groups` are school groups that
    the words named; `relation` and `anchor` say before, after or since which named card.
    """

    start: date | None = None
    end: date | None = None
    precision: str = "unknown"
    open_end: bool = False
    approximate: bool = False
    groups: tuple[str, ...] = ()
    relation: str = ""
    anchor: str = ""

    @property
    def is_known(self) -> bool:
        return self.start is not None or self.end is not None


UNKNOWN = FuzzyDate()


@dataclass(frozen=True)
class Anchor:
    """A card by whose words another date can be told: 'before the move'."""

    id: str
    text: str
    start: date | None
    end: date | None


def coarser(first: FuzzyDate, second: FuzzyDate) -> str:
    return max(first.precision, second.precision, key=PRECISIONS.index)


def since(when: FuzzyDate) -> FuzzyDate:
    """From the beginning of it until now."""
    if when.start is None:
        return UNKNOWN
    return replace(when, end=None, open_end=True, groups=(), relation="since" if when.anchor else "")


def before(when: FuzzyDate) -> FuzzyDate:
    """No start; it ends where the other begins."""
    if when.start is None:
        return UNKNOWN
    return FuzzyDate(
        end=when.start,
        precision=when.precision,
        approximate=when.approximate,
        relation="before" if when.anchor else "",
        anchor=when.anchor,
    )


def after(when: FuzzyDate) -> FuzzyDate:
    """It starts where the other ends; no end."""
    last = when.end or when.start
    if last is None:
        return UNKNOWN
    return FuzzyDate(
        start=last,
        precision=when.precision,
        approximate=when.approximate,
        relation="after" if when.anchor else "",
        anchor=when.anchor,
    )


def until(when: FuzzyDate) -> FuzzyDate:
    """Up to and including it, from who knows when."""
    return replace(when, start=None, end=when.end or when.start, groups=()) if when.is_known else UNKNOWN


def between(first: FuzzyDate, last: FuzzyDate) -> FuzzyDate:
    """From the start of the one to the end of the other; the other way round is no period."""
    if first.start is None or not last.is_known:
        return UNKNOWN
    if last.open_end:
        return replace(first, end=None, open_end=True, groups=(), relation="", anchor="")
    end = last.end or last.start
    if end is None or end < first.start:
        return UNKNOWN
    return FuzzyDate(first.start, end, coarser(first, last), approximate=first.approximate or last.approximate)


def roughly(when: FuzzyDate) -> FuzzyDate:
    return replace(when, approximate=True) if when.is_known else UNKNOWN


def add_months(day: date, months: int) -> date:
    """The same day so many months on or back; the last of the month where that day is not there."""
    nth = day.year * 12 + day.month - 1 + months
    year, month = nth // 12, nth % 12 + 1
    return date(year, month, min(day.day, last_day_of_month(year, month).day))


def months_in(when: FuzzyDate) -> int:
    """How many whole months it is, or zero where it does not run from a day to the day before."""
    if when.start is None or when.end is None:
        return 0
    after_it = when.end + timedelta(days=1)
    months = (after_it.year - when.start.year) * 12 + after_it.month - when.start.month
    return months if months > 0 and add_months(when.start, months) == after_it else 0


def piece(when: FuzzyDate, nth: str) -> FuzzyDate:
    """The first, middle or last piece of it: three months of a year, a third of what is shorter. Approximate.

    Only for dates that are made up of others: 'since the end of 2019' does not begin in January.
    """
    months = months_in(when)
    if when.start is None or when.end is None or months == 0:
        return roughly(when)
    start, next_start, precision = when.start, when.end + timedelta(days=1), when.precision
    if months >= 3:
        size = 3 if months >= 12 else months // 3
        edges = (start, add_months(start, size), add_months(start, months - size), next_start)
        precision = "season" if months >= 12 else "month"
    else:
        days = (next_start - start).days // 3
        edges = (start, start + timedelta(days=days), start + timedelta(days=2 * days), next_start)
    first, last = {"first": edges[:2], "middle": edges[1:3], "last": edges[2:]}[nth]
    return FuzzyDate(first, last - timedelta(days=1), precision, approximate=True)


def half_of(when: FuzzyDate, *, first: bool) -> FuzzyDate:
    if when.start is None or when.end is None or when.start == when.end:
        return UNKNOWN
    months = months_in(when)
    middle = (
        add_months(when.start, months // 2)
        if months > 1
        else when.start + timedelta(days=((when.end - when.start).days + 1) // 2)
    )
    start, end = (when.start, middle - timedelta(days=1)) if first else (middle, when.end)
    return FuzzyDate(start, end, "season" if when.precision == "year" else when.precision, approximate=when.approximate)


def last_day_of_month(year: int, month: int) -> date:
    return (date(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)


def month_of(year: int, month: int) -> FuzzyDate:
    return FuzzyDate(date(year, month, 1), last_day_of_month(year, month), "month")


def year_of(year: int) -> FuzzyDate:
    return FuzzyDate(date(year, 1, 1), date(year, 12, 31), "year")


def day_of(day: date) -> FuzzyDate:
    return FuzzyDate(day, day, "day")


SEASON_START = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def season_of(year: int, season: str) -> FuzzyDate:
    """Three months; winter runs on to the last day of February of the next year."""
    month = SEASON_START[season]
    last_year, last_month = (year + 1, 2) if season == "winter" else (year, month + 2)
    return FuzzyDate(date(year, month, 1), last_day_of_month(last_year, last_month), "season")


def school_year(year: int) -> FuzzyDate:
    return FuzzyDate(date(year, 8, 1), date(year + 1, 7, 31), "year")
