"""Who decides about a child, written out from the pseudo-code of the engine (rules 1.0); the # numbers are those of README.md."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import TypedDict
from zoneinfo import ZoneInfo

CHILD = "child"
REGIMES = ("A", "B", "B2", "C", "D", "E")
HOME = ZoneInfo("Europe/Amsterdam")


class Holder(TypedDict):
    """One line of the record of authority."""

    person: str
    since: date | None
    until: date | None
    is_verified: bool
    checked_until: date | None


class Incapable(TypedDict):
    """A mark "not able to judge this matter"; it always has an end (R30)."""

    regime_or_matter: str
    since: date
    until: date


def in_utc(moment: datetime) -> datetime:
    """The moment as UTC: only there may two moments be compared, since a repeated hour has its wall time twice."""
    if moment.utcoffset() is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC)


def local_day(moment: datetime) -> date:
    """The day it is in the Netherlands at this moment."""
    return in_utc(moment).astimezone(HOME).date()


def birthday_in(year: int, birth: date) -> date:
    """The birthday in this year: who is born on 29 February has it on 1 March in a common year."""
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if (birth.month, birth.day) == (2, 29) and not is_leap:
        return date(year, 3, 1)
    return date(year, birth.month, birth.day)


def full_years(birth: date, day: date) -> int:
    """Years lived on this day; the new year of life begins with the birthday itself."""
    years = day.year - birth.year
    if day < birthday_in(day.year, birth):
        years -= 1
    return years


def is_valid(holder: Holder, day: date) -> bool:
    """Whether the line runs on the day; one without a first day runs from birth. (#20)"""
    if holder["since"] is not None and day < holder["since"]:
        return False
    return holder["until"] is None or day < holder["until"]


def is_checked(holder: Holder, day: date) -> bool:
    """Proof was seen and the check is not overdue. (#20, #21)"""
    if not holder["is_verified"]:
        return False
    return holder["checked_until"] is None or day <= holder["checked_until"]


def is_incapable(regime: str, incapable: Iterable[Incapable], day: date) -> bool:
    """Whether a mark for exactly this regime is valid on the day. (#22)"""
    return any(mark["regime_or_matter"] == regime and mark["since"] <= day < mark["until"] for mark in incapable)


def asked_by_age(regime: str, age: int) -> tuple[bool, bool]:
    """Whether the child is asked, and whether the holders are."""
    if regime == "A":
        return (True, False) if age >= 16 else (False, True)
    if regime == "E":
        return (True, False) if age >= 18 else (False, True)
    if age < 12:
        return False, True
    if age < 16:
        return True, True
    return True, False


def who_decides(
    birth: date, regime: str, holders: Sequence[Holder], on: datetime, incapable: Sequence[Incapable]
) -> frozenset[str] | None:
    """Everybody whose yes is needed; None when that is not known."""
    if regime not in REGIMES:
        raise ValueError(f"no such regime: {regime!r}")
    day = local_day(on)
    age = full_years(birth, day)
    lines = [holder for holder in holders if is_valid(holder, day)]
    adults = {holder["person"] for holder in lines}
    asks_child, asks_adults = asked_by_age(regime, age)
    if asks_child and is_incapable(regime, incapable, day):
        if age >= 18:
            return None
        asks_child, asks_adults = False, True
    if asks_adults and (not adults or not all(is_checked(holder, day) for holder in lines)):
        return None
    deciders = set(adults) if asks_adults else set()
    if asks_child:
        deciders.add(CHILD)
    return frozenset(deciders)


def consent_flows(needed: frozenset[str] | None, answers: Iterable[tuple[str, str, datetime]], now: datetime) -> bool:
    """Whether every needed decider's latest answer is yes. Of two answers at one moment the refusing one holds. (#24)"""
    if not needed:
        return False
    given = [(person, answer, in_utc(at)) for person, answer, at in answers]
    until_now = [(person, answer, at) for person, answer, at in given if at <= in_utc(now)]
    for decider in needed:
        mine = [(answer, at) for person, answer, at in until_now if person == decider]
        if not mine:
            return False
        latest = max(at for _, at in mine)
        if any(answer != "yes" for answer, at in mine if at == latest):
            return False
    return True
