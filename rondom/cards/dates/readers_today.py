"""Dates told from today: yesterday, last month, two years ago, for two years."""

import re
from datetime import date, timedelta

from rondom.cards.dates import fuzzy
from rondom.cards.dates.fuzzy import FuzzyDate
from rondom.cards.dates.life import Life, match
from rondom.cards.dates.readers_ages import moved_on
from rondom.cards.dates.readers_holidays import HOLIDAY
from rondom.cards.dates.words import AMOUNT, MONTH, NEARLY, SEASON, UNIT, UNITS, amount_of

YEARS_BY_NAME = {"vorig jaar": -1, "last year": -1, "dit jaar": 0, "this year": 0, "volgend jaar": 1, "next year": 1}
YEAR_BY_NAME = rf"\b({'|'.join(YEARS_BY_NAME)})\b"


def with_years(text: str, life: Life) -> str:
    """'vorig jaar zomer' as 'zomer 2025': the name of a year in digits, behind what it is the year of."""
    part = rf",? ((?:(?:in|met|op|at|during) )?(?:de |het |the )?(?:\d{{1,2}} )?(?:{MONTH}|{SEASON}|{HOLIDAY}))\b"
    turned = re.sub(YEAR_BY_NAME + part, r"\2 \1", text)
    return re.sub(YEAR_BY_NAME, lambda found: str(life.today.year + YEARS_BY_NAME[found[1]]), turned)


def from_today(text: str, life: Life) -> FuzzyDate | None:
    today = life.today
    if text in {"vandaag", "nu", "today", "now", "op dit moment", "heden"}:
        return fuzzy.day_of(today)
    if text in {"gisteren", "yesterday"}:
        return fuzzy.day_of(today - timedelta(days=1))
    if text in {"eergisteren", "the day before yesterday"}:
        return fuzzy.day_of(today - timedelta(days=2))
    if text in {"vorige week", "afgelopen week", "last week", "deze week", "this week"}:
        monday = today - timedelta(days=today.weekday() + (0 if text in {"deze week", "this week"} else 7))
        return FuzzyDate(monday, monday + timedelta(days=6), "month", approximate=True)
    if text in {"deze maand", "this month"}:
        return fuzzy.month_of(today.year, today.month)
    if text in {"vorige maand", "afgelopen maand", "last month"}:
        before_this = today.replace(day=1) - timedelta(days=1)
        return fuzzy.month_of(before_this.year, before_this.month)
    if text == "afgelopen jaar":
        return fuzzy.year_of(today.year - 1)
    school_year = today.year if today.month >= 8 else today.year - 1
    if text in {"dit schooljaar", "this school year"}:
        return fuzzy.school_year(school_year)
    if text in {"vorig schooljaar", "afgelopen schooljaar", "last school year"}:
        return fuzzy.school_year(school_year - 1)
    return None


def so_long_ago(text: str, life: Life) -> FuzzyDate | None:
    """'twee jaar geleden', 'anderhalf jaar terug', 'a couple of years ago': as precise as the unit."""
    found = match(rf"(?:nu |al |alweer |nu al )?(?:{NEARLY} )?({AMOUNT}) ({UNIT}) (?:geleden|terug|ago)", text)
    amount = amount_of(found[1]) if found else None
    if found is None or amount is None:
        return None
    low, high = amount
    unit = UNITS[found[2]]
    newest, oldest = moved_on(life.today, -low, unit), moved_on(life.today, -high, unit)
    if unit == "day":
        return FuzzyDate(oldest, newest, "day", approximate=high >= 7 or low != high)
    whole = whole_year if unit == "year" and low == int(low) else whole_month
    return fuzzy.roughly(fuzzy.between(whole(oldest), whole(newest)))


def whole_year(day: date) -> FuzzyDate:
    return fuzzy.year_of(day.year)


def whole_month(day: date) -> FuzzyDate:
    return fuzzy.month_of(day.year, day.month)


def for_so_long(text: str, life: Life) -> FuzzyDate | None:
    """'sinds 2 jaar', 'al anderhalf jaar', 'for the past two years': from then until now."""
    found = match(
        r"(?:nu |nu al |al |al sinds |sinds |since |(?:in |over |gedurende )?(?:de |het |the )?(?:afgelopen|laatste|last|past) "
        rf"|for (?:the )?(?:last |past )?)(?:{NEARLY} )?({AMOUNT}) ({UNIT})(?: lang| nu| now)?",
        text,
    )
    amount = amount_of(found[1]) if found else None
    if found is None or amount is None:
        return None
    unit = UNITS[found[2]]
    start = moved_on(life.today, -sum(amount) / 2, unit)
    if unit in {"year", "month"}:
        return FuzzyDate(start.replace(day=1), None, "month", open_end=True, approximate=True)
    return FuzzyDate(start, None, "day", open_end=True, approximate=True)
