"""Times that have a name: holidays, feasts and the time of corona.

School holidays differ by region and year: they are told by the weeks in which they mostly fall, approximately.
"""

from collections.abc import Callable
from datetime import date, timedelta

from rondom.cards.dates import fuzzy
from rondom.cards.dates.fuzzy import UNKNOWN, FuzzyDate
from rondom.cards.dates.life import BARE_YEAR, THE, Life, match
from rondom.cards.dates.readers_days import LAST, THIS
from rondom.cards.dates.words import any_of

Maker = Callable[[int], FuzzyDate]


def easter(year: int) -> date:
    """The first Sunday after the first full moon of spring, as the Gregorian calendar counts it."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def by_easter(first: int, last: int) -> Maker:
    return lambda year: FuzzyDate(easter(year) + timedelta(days=first), easter(year) + timedelta(days=last), "day")


def on(month: int, day: int, days: int = 1) -> Maker:
    return lambda year: FuzzyDate(date(year, month, day), date(year, month, day) + timedelta(days=days - 1), "day")


def weeks(first: int, last: int) -> Maker:
    """From the Saturday before the one week of the year to the Sunday of the other."""
    return lambda year: FuzzyDate(
        date.fromisocalendar(year, first, 1) - timedelta(days=2), date.fromisocalendar(year, last, 7), "month", approximate=True
    )


def christmas(year: int) -> FuzzyDate:
    return FuzzyDate(date(year, 12, 20), date(year + 1, 1, 5), "month", approximate=True)


def kings_day(year: int) -> FuzzyDate:
    """27 April, or the day before where that is a Sunday."""
    day = date(year, 4, 27)
    return fuzzy.day_of(day - timedelta(days=1) if day.weekday() == 6 else day)


MAKERS: tuple[tuple[str, Maker], ...] = (
    ("kerst, kerstmis, kerstvakantie, christmas, christmas holiday, christmas holidays, christmas break, xmas", christmas),
    ("pasen, paasdagen, paasweekend, easter", by_easter(0, 1)),
    ("hemelvaart, hemelvaartsdag, ascension day", by_easter(39, 39)),
    ("pinksteren, pentecost, whitsun", by_easter(49, 50)),
    ("carnaval, carnival", by_easter(-49, -47)),
    ("voorjaarsvakantie, krokusvakantie, spring holiday, spring holidays", weeks(8, 9)),
    ("meivakantie, may holiday, may holidays", weeks(17, 18)),
    ("herfstvakantie, autumn holiday, autumn holidays, half term", weeks(42, 43)),
    ("sinterklaas, pakjesavond", on(12, 5)),
    ("koningsdag, king's day", kings_day),
    ("nieuwjaar, nieuwjaarsdag, new year, new year's day", on(1, 1)),
    ("oudjaar, oudejaarsavond, new year's eve", on(12, 31)),
    ("oud en nieuw", on(12, 31, 2)),
)
HOLIDAYS = {name: maker for names, maker in MAKERS for name in names.split(", ")}
HOLIDAY = any_of(dict.fromkeys(HOLIDAYS, ""))
CORONA = (
    r"(?:corona|covid)(?:[- ]?19)?(?:[- ]?(?:tijd|periode|crisis|jaren|pandemie|maatregelen|pandemic|times?|period|years))?"
    r"|(?:lockdowns?|pandemie|pandemic)(?:tijd|periode)?"
)


def a_holiday(text: str, life: Life) -> FuzzyDate | None:
    """'kerst 2020', 'meivakantie 2021', 'afgelopen herfstvakantie'; without a year the newest that has begun."""
    before = r"(?:(?:in|tijdens|met|op|at|on|during|over|for) )?"
    if found := match(rf"{before}{THE}({HOLIDAY})(?: van| of| in)? {BARE_YEAR}(?:[-/]{BARE_YEAR})?", text):
        return the_holiday(HOLIDAYS[found[1]], life.year(found[2]), life.year(found[3]) if found[3] else 0)
    if found := match(rf"{before}{LAST} ({HOLIDAY})", text):
        return life.latest(HOLIDAYS[found[1]], over=True)
    if found := match(rf"{before}{THIS} ({HOLIDAY})", text):
        return HOLIDAYS[found[1]](life.today.year)
    if found := match(rf"{before}(?:de |het |the )?({HOLIDAY})", text):
        return life.latest(HOLIDAYS[found[1]])
    return None


def the_holiday(maker: Maker, year: int, next_year: int) -> FuzzyDate:
    """Two years are a school year: its holidays before August fall in the second."""
    if not year or (next_year and next_year != year + 1):
        return UNKNOWN
    when = maker(year)
    return maker(next_year) if next_year and when.start and when.start.month < 8 else when


def corona(text: str, life: Life) -> FuzzyDate | None:
    """From the first measures in the Netherlands to the end of nearly all."""
    if match(r"(?:in |tijdens |during )?(?:de |the )?(?:eerste|first) lockdown", text):
        return FuzzyDate(date(2020, 3, 15), date(2020, 5, 31), "season", approximate=True)
    if match(rf"(?:in |tijdens |during )?(?:de |the )?(?:{CORONA})", text):
        return FuzzyDate(date(2020, 3, 1), date(2022, 2, 28), "year", approximate=True)
    return None
