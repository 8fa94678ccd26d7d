"""Dates of the calendar: days, months, quarters, seasons, school years and years."""

from datetime import date
from functools import partial

from rondom.cards.dates import fuzzy
from rondom.cards.dates.fuzzy import UNKNOWN, FuzzyDate
from rondom.cards.dates.life import BARE_YEAR, THE, YEAR, Life, match
from rondom.cards.dates.words import MONTH, MONTHS, ORDINAL, SEASON, SEASONS, WEEKDAY, WEEKDAYS, number_of

ON = rf"(?:(?:op|on|per) )?(?:de )?(?:({WEEKDAY})\.?,? )?"
LAST, THIS = r"(?:de |het |the )?(?:afgelopen|vorige?|last|past)", r"(?:deze|dit|this)"


def a_day(text: str, life: Life) -> FuzzyDate | None:
    """'12-6-2018', 'ma 3 feb 2020', 'June 12, 2018'; without a year the newest of that day."""
    if found := match(r"(?:(?:op|on|per) )?(\d{1,2})( ?[-/. ] ?)(\d{1,2})\2(\d{4}|\d{2})", text):
        return the_day(found[4], int(found[3]), int(found[1]), life)
    if found := match(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", text):
        return the_day(found[1], int(found[2]), int(found[3]), life)
    if found := match(rf"{ON}(\d{{1,2}})(?:e|st|nd|rd|th)? (?:of |van )?({MONTH})\.?(?:,? {BARE_YEAR})?", text):
        month, day, year, weekday = MONTHS[found[3]], int(found[2]), found[4], found[1]
    elif found := match(rf"{ON}({MONTH}) (\d{{1,2}})(st|nd|rd|th)?(?:,? {YEAR})?", text):
        if not found[5] and not found[4] and is_near(found[3], life):
            return None  # 'sep 21' is rather a month
        month, day, year, weekday = MONTHS[found[2]], int(found[3]), found[5], found[1]
    else:
        return None
    return the_day(year, month, day, life) if year else latest_day(month, day, weekday, life)


def the_day(year: str, month: int, day: int, life: Life) -> FuzzyDate:
    number = life.year(year)
    return fuzzy.day_of(date(number, month, day)) if number else UNKNOWN


def latest_day(month: int, day: int, weekday: str | None, life: Life) -> FuzzyDate:
    """Where the day of the week was told too, the newest year in which it fits."""
    told = WEEKDAYS[weekday] if weekday else None
    fits = None if told is None else lambda when: when.weekday() == told
    return life.latest(lambda year: fuzzy.day_of(date(year, month, day)), fits=fits)


def is_near(written: str, life: Life) -> bool:
    """Whether two digits behind a month are rather a year in the life of the child than a day."""
    year = life.year(written) if len(written) == 2 else 0
    return life.birth_date.year - 1 <= year <= life.today.year + 1


def a_month(text: str, life: Life) -> FuzzyDate | None:
    if found := match(rf"(?:in )?(?:de maand )?({MONTH})\.? (?:of |van )?{YEAR}", text):
        year = life.year(found[2])
        return fuzzy.month_of(year, MONTHS[found[1]]) if year else UNKNOWN
    if found := match(rf"(?:in )?({MONTH})\.? (\d{{2}})", text):
        return fuzzy.roughly(fuzzy.month_of(life.year(found[2]), MONTHS[found[1]])) if is_near(found[2], life) else UNKNOWN
    if found := match(r"(\d{1,2})[-/](\d{4})", text) or match(r"(?P<year>\d{4})-(\d{1,2})", text):
        written, number = (found[1], int(found[2])) if "year" in found.groupdict() else (found[2], int(found[1]))
        year = life.year(written)
        return fuzzy.month_of(year, number) if year and 1 <= number <= 12 else UNKNOWN
    return a_month_without_year(text, life) or two_months(text, life)


def a_month_without_year(text: str, life: Life) -> FuzzyDate | None:
    found = match(rf"(?:in |{LAST} |{THIS} )?(?:de maand |the month of )?({MONTH})\.?", text)
    if found is None:
        return None
    return life.latest(partial(fuzzy.month_of, month=MONTHS[found[1]]), over=bool(match(rf"{LAST} .+", text)))


def two_months(text: str, life: Life) -> FuzzyDate | None:
    """'juni/juli 2020'; 'december/januari 2021' begins the year before."""
    found = match(rf"(?:in )?({MONTH})\.? ?(?:[-/&]|en |and ) ?({MONTH})\.?(?: (?:of |van )?{YEAR})?", text)
    if found is None:
        return None
    first, last = MONTHS[found[1]], MONTHS[found[2]]

    def months_of(year: int) -> FuzzyDate:
        return fuzzy.between(fuzzy.month_of(year - (first > last), first), fuzzy.month_of(year, last))

    if found[3]:
        year = life.year(found[3])
        return months_of(year) if year else UNKNOWN
    return life.latest(months_of)


def a_season(text: str, life: Life) -> FuzzyDate | None:
    """'zomer 21', 'winter 2020-2021', 'de zomer'; without a year the newest that has begun."""
    if found := match(rf"(?:in |tijdens |during )?{THE}({SEASON})(?: van| of)? {BARE_YEAR}(?:[-/]{BARE_YEAR})?", text):
        year, season = life.year(found[2]), SEASONS[found[1]]
        if found[3] and (season != "winter" or life.year(found[3]) != year + 1):
            return None
        return fuzzy.season_of(year, season) if year else UNKNOWN
    if found := match(rf"{LAST} ({SEASON})", text):
        return life.latest(partial(fuzzy.season_of, season=SEASONS[found[1]]), over=True)
    if found := match(rf"(?:in )?{THIS} ({SEASON})", text):
        return this_season(SEASONS[found[1]], life)
    if found := match(rf"(?:in |van |tijdens |during )?{THE}({SEASON})", text):
        return life.latest(partial(fuzzy.season_of, season=SEASONS[found[1]]))
    return None


def this_season(season: str, life: Life) -> FuzzyDate:
    """The one that is now, else that of this year, even if it is still to come."""
    newest = life.latest(partial(fuzzy.season_of, season=season))
    is_now = newest.end is not None and newest.end >= life.today
    return newest if is_now else fuzzy.season_of(life.today.year, season)


def a_quarter(text: str, life: Life) -> FuzzyDate | None:
    """'Q3 2021', 'het derde kwartaal van 2021'."""
    found = (
        match(rf"(?:in )?(?:q|kwartaal |quarter )([1-4])(?: van| of)?,? {YEAR}", text)
        or match(rf"(?:in )?{THE}({ORDINAL}) (?:kwartaal|quarter)(?: van| of)? {YEAR}", text)
        or match(r"(?P<year>\d{4})[ -]?q([1-4])", text)
    )
    if found is None:
        return None
    written, nth = (found[1], found[2]) if "year" in found.groupdict() else (found[2], found[1])
    year, number = life.year(written), number_of(nth) or 0
    if not year or not 1 <= number <= 4:
        return UNKNOWN
    start = date(year, number * 3 - 2, 1)
    return FuzzyDate(start, fuzzy.last_day_of_month(year, number * 3), "season")


def a_school_year(text: str, life: Life) -> FuzzyDate | None:
    found = match(rf"(?:in )?{THE}(?:schooljaar|school year) {BARE_YEAR} ?[-/] ?{BARE_YEAR}", text)
    bare = match(r"(\d{4})[-/](\d{4}|\d{2})", text)
    found = found or bare
    if found is None:
        return None
    first, last = life.year(found[1]), life.year(found[2])
    if first and last == first + 1:
        return fuzzy.school_year(first)
    return None if bare else UNKNOWN


def a_year(text: str, life: Life) -> FuzzyDate | None:
    found = match(rf"(?:in )?(?:het jaar |the year )?{YEAR}", text)
    if found is None:
        return None
    year = life.year(found[1])
    return fuzzy.year_of(year) if year else UNKNOWN
