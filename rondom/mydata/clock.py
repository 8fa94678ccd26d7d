"""By when a request must be answered, and when its desk is reminded (pure; rule R39)."""

from collections.abc import Iterator
from datetime import date, timedelta

FIRST, LONGER = 1, 3  # months: a month, and with a reason two more
REMINDED_AFTER = (21, 28)
REMINDED_BEFORE = (9, 2)  # days before the end of a clock that was made longer


def months_after(day: date, months: int) -> date:
    """The same day of a later month; the last day of a month that has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), after - timedelta(days=1))


def due_on(asked: date, *, is_extended: bool) -> date:
    """Before this day there is an answer."""
    return months_after(asked, LONGER if is_extended else FIRST)


def days_of_reminding(asked: date, *, is_extended: bool) -> Iterator[date]:
    yield from (asked + timedelta(days=each) for each in REMINDED_AFTER)
    if is_extended:
        end = due_on(asked, is_extended=True)
        yield from (end - timedelta(days=each) for each in REMINDED_BEFORE)


def days_to_remind(asked: date, today: date, *, extended: date | None) -> list[date]:
    """On which days the desk should have been reminded by now. What was made longer in time was not late on its first days."""
    is_extended = extended is not None
    days = [day for day in days_of_reminding(asked, is_extended=is_extended) if day <= today]
    if extended is None:
        return days
    first = due_on(asked, is_extended=False)
    return [day for day in days if day < extended or day > first]
