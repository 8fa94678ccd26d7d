"""When a team meets again: so many weeks later, and whether that is in a holiday. It proposes; people decide. Pure."""

from datetime import date, timedelta

from rondom.cards.dates.readers_holidays import HOLIDAYS, Maker, weeks

SIX_WEEKS = timedelta(days=42)
# About when most schools are closed; it differs by region, so the page says "ongeveer".
CLOSED: tuple[tuple[str, Maker], ...] = (
    ("kerstvakantie", HOLIDAYS["kerstvakantie"]),
    ("voorjaarsvakantie", HOLIDAYS["voorjaarsvakantie"]),
    ("meivakantie", HOLIDAYS["meivakantie"]),
    ("zomervakantie", weeks(28, 35)),
    ("herfstvakantie", HOLIDAYS["herfstvakantie"]),
)


def holiday_on(day: date) -> str:
    """Which holiday of schools a day is about in; nothing where it is in none."""
    for name, maker in CLOSED:
        for year in (day.year - 1, day.year):
            span = maker(year)
            if span.start and span.end and span.start <= day <= span.end:
                return name
    return ""


def next_day(last: date | None, weeks_between: int, today: date) -> date:
    """The day of the week of the last time, so many weeks later; never in a weekend, never in the past."""
    day = (last or today) + timedelta(weeks=weeks_between)
    while day <= today:
        day += timedelta(weeks=1)
    return day + timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)


def is_long(last: date | None, day: date) -> bool:
    """More than six weeks after the last time (VS-01)."""
    return last is not None and day - last > SIX_WEEKS
