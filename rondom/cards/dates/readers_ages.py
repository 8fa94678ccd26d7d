"""Dates by the life of the child: its birth, its ages and its phases."""

from dataclasses import replace
from datetime import date, timedelta
from math import ceil

from rondom.cards.dates import fuzzy
from rondom.cards.dates.fuzzy import UNKNOWN, FuzzyDate, add_months
from rondom.cards.dates.life import OWN, WHO, Life, match
from rondom.cards.dates.words import AMOUNT, CARDINAL, HALF, ORDINAL, UNIT, UNITS, amount_of, number_of
from rondom.children.schooling import birthday, peuter_period

OLDEST = 25
WHEN = r"(?:toen|als|wanneer|when)"
NEAR = r"(?:bijna|nog geen|net|pas|ongeveer|ruim|circa|ca\.?|almost|nearly|not yet|just|only just|about|around)"
OF_AGE = r"(?:(?:de )?leeftijd (?:van )?|(?:the )?ages? (?:of )?|aged )"
AGE_WORD = rf"(?:(?:de |the )?(?:{OF_AGE})?)"
BEFORE, JUST = {"bijna", "nog geen", "almost", "nearly", "not yet"}, {"net", "pas", "just", "only just"}
NOT_COUNTED = r"(?!(?:een |a )?half|halve)"  # by itself a half is no age
UP_TO, THROUGH = {"tot", "until", "till"}, {"t/m", "tm", "tot en met", "through", "thru"}
# From which to which birthday.
PHASES = {"baby": (0, 1), "dreumes": (1, 2), "toddler": (1, 3)}
PHASE = r"(baby|dreumes|peuter|toddler)"


def a_birth(text: str, life: Life) -> FuzzyDate | None:
    """The child's own birth, if the words name nobody else."""
    it = r"(?:hij|ze|zij|ik|he|she|i|het kind|the child)"
    shapes = (
        rf"(?:bij |op |at |op de dag van )?(?:de |the |{OWN})?(?:geboorte|bevalling|birth)",
        rf"(?:toen )?{it} geboren (?:werd|was|is)",
        rf"(?:when )?{it} was born",
    )
    if any(match(shape, text) for shape in shapes):
        return fuzzy.day_of(life.birth_date)
    if match(rf"(?:tijdens |in |during )?(?:de |the |{OWN})?(?:zwangerschap|pregnancy)", text):
        return FuzzyDate(life.birth_date - timedelta(days=280), life.birth_date, "season", approximate=True)
    return None


def an_age(text: str, life: Life) -> FuzzyDate | None:
    """'toen hij drie was', 'op zijn vierde', 'about four years old': from that birthday to the next."""
    return a_birthday(text, life) or an_age_in_words(text, life) or an_age_that_one_was(text, life)


def a_birthday(text: str, life: Life) -> FuzzyDate | None:
    found = match(rf"(?:op |on |at )?(?:{OWN}|de |the )?({ORDINAL}|{CARDINAL}) (?:verjaardag|birthday)", text)
    if found is None:
        return None
    age = number_of(found[1])
    return fuzzy.day_of(birthday(life.birth_date, age)) if age is not None and age <= OLDEST else UNKNOWN


def an_age_in_words(text: str, life: Life) -> FuzzyDate | None:
    """'op haar 6e', 'op vierjarige leeftijd', 'aged 4': without telling whose age."""
    shapes = (
        rf"(?:op|at|on) (?:{OWN})?({ORDINAL}|{CARDINAL})(?: jaar)?",
        rf"{OWN}({ORDINAL})",
        rf"(?:op |als |at )?({CARDINAL})[- ]?jarige?(?: leeftijd)?",
        rf"(?:op |at )?{OF_AGE}({CARDINAL})(?: jaar)?",
    )
    for shape in shapes:
        if found := match(shape, text):
            age = number_of(found[1])
            return the_age(age, life) if age is not None and age <= OLDEST else UNKNOWN
    return None


def an_age_that_one_was(text: str, life: Life) -> FuzzyDate | None:
    """'toen hij net drie jaar oud was', 'bijna 4 jaar', 'anderhalf', 'met 18 maanden', 'she was two'."""
    how = rf"(?:({NEAR}) )?"
    much = rf"({AMOUNT})(?: ({UNIT}))?(?: oud| old| of age)?"
    still = r"(?:nog |maar |nog maar |only )?"
    found = (
        match(rf"{WHEN} {WHO} {still}{how}{much}(?: was| werd| is| wordt)?", text)
        or match(rf"{WHO} {still}{how}{much} (?:was|werd|is|wordt)", text)
        or match(rf"(?:{WHEN} )?{WHO} (?:was|turned|became|is) {still}{how}{much}", text)
        or match(rf"(?:op |met |at |with )?{how}(?:de |the )?(?:{OF_AGE})?({AMOUNT}) ({UNIT})(?: oud| old| of age)?", text)
        or match(rf"(?:op |met )?{how}{NOT_COUNTED}({HALF})()(?: oud| old)?", text)
        or match(rf"({'|'.join(BEFORE | JUST)}) ({CARDINAL})()", text)
    )
    if found is None:
        return None
    near, amount, unit = found[1], amount_of(found[2]), UNITS.get(found[3] or "jaar", "year")
    if amount is None:
        return None
    return close_to(near, age_of(amount, unit, life), life) if amount[1] <= (OLDEST if unit == "year" else 400) else UNKNOWN


def age_of(amount: tuple[float, float], unit: str, life: Life) -> FuzzyDate:
    """As long as one says that one is so old: a year, half a year behind a half, a month, a week or a day."""
    low, high = amount
    born = life.birth_date
    if unit in {"day", "week"}:
        size = 7 if unit == "week" else 1
        start, end = born + timedelta(days=ceil(low * size)), born + timedelta(days=ceil(high * size) + size - 1)
        return FuzzyDate(start, end, "day" if size == 1 else "month", approximate=low != high)
    if unit == "month":
        start, end = add_months(born, int(low)), add_months(born, int(high) + 1) - timedelta(days=1)
        return FuzzyDate(start, end, "month", approximate=low != high or low != int(low))
    if low != int(low):
        start, end = add_months(born, int(low * 12)), add_months(born, int(high * 12) + 6) - timedelta(days=1)
        return FuzzyDate(start, end, "season", approximate=True)
    years = ages(int(low), int(high), life)
    return fuzzy.roughly(years) if low != high else years


def close_to(near: str | None, when: FuzzyDate, life: Life) -> FuzzyDate:
    """Nearly four is before that birthday, just four is after it."""
    if near is None or when.start is None:
        return when
    if when.precision == "year" and near in BEFORE and when.start > life.birth_date:
        return FuzzyDate(add_months(when.start, -3), when.start - timedelta(days=1), "season", approximate=True)
    if when.precision == "year" and near in JUST:
        return FuzzyDate(when.start, add_months(when.start, 3) - timedelta(days=1), "season", approximate=True)
    return fuzzy.roughly(when)


def the_age(age: int, life: Life) -> FuzzyDate:
    return ages(age, age, life)


def ages(low: int, high: int, life: Life) -> FuzzyDate:
    """From the one birthday up to the end of the other year of age."""
    return FuzzyDate(birthday(life.birth_date, low), birthday(life.birth_date, high + 1) - timedelta(days=1), "year")


def a_year_of_life(text: str, life: Life) -> FuzzyDate | None:
    """'het eerste jaar', '2e levensjaar', 'de eerste twee jaar': counted from the birth."""
    if found := match(
        rf"(?:in )?(?:het |the |{OWN})?({ORDINAL}) (?:levensjaar|jaar|year)(?: van {OWN}leven| of (?:{OWN})?life)?", text
    ):
        nth = number_of(found[1]) or 0
        return the_age(nth - 1, life) if 1 <= nth <= OLDEST else UNKNOWN
    found = match(rf"(?:in )?(?:de |het |the |{OWN})?(?:eerste|first) ({AMOUNT}) ({UNIT})(?: of (?:{OWN})?life)?", text)
    amount = amount_of(found[1]) if found else None
    if found is None or amount is None:
        return None
    end = moved_on(life.birth_date, amount[1], UNITS[found[2]]) - timedelta(days=1)
    if end < life.birth_date:
        return UNKNOWN
    return FuzzyDate(life.birth_date, end, unit_precision(UNITS[found[2]]), approximate=amount[0] != amount[1])


def moved_on(day: date, count: float, unit: str) -> date:
    """So much later, or earlier where the count is below zero."""
    if unit in {"day", "week"}:
        return day + timedelta(days=int(count * (7 if unit == "week" else 1)))
    return add_months(day, int(count * (12 if unit == "year" else 1)))


def ages_between(first: str, sign: str, last: str, life: Life) -> FuzzyDate | None:
    """'tussen 2 en 4 jaar', '3-6 maanden', 'van zijn vierde tot zijn zesde'.

    Years that are counted are told whole; 'tot' and what names a birthday end on that birthday.
    """
    low = match(rf"{AGE_WORD}({CARDINAL})(?: ({UNIT}))?(?: oud| old)?", first)
    high = match(rf"{AGE_WORD}({CARDINAL})(?: ({UNIT}))?(?: oud| old| of age)?", last)
    if low and high and (high[2] or match(rf"(?:de |the )?{OF_AGE}.+", first)):
        unit, least, most = UNITS[high[2] or "jaar"], number_of(low[1]), number_of(high[1])
        if low[2] and UNITS[low[2]] != unit:
            return None
        is_whole = sign not in UP_TO
    else:
        low = match(rf"{OWN}({ORDINAL})(?: verjaardag| birthday)?", first)
        high = match(rf"(?:{OWN})?({ORDINAL})(?: verjaardag| birthday| jaar)?", last)
        if low is None or high is None:
            return None
        unit, least, most = "year", number_of(low[1]), number_of(high[1])
        is_whole = sign in THROUGH
    if least is None or most is None or not least <= most <= (OLDEST if unit == "year" else 400):
        return None
    if not is_whole:
        return FuzzyDate(moved_on(life.birth_date, least, unit), moved_on(life.birth_date, most, unit), unit_precision(unit))
    return ages(least, most, life) if unit == "year" else replace(age_of((least, most), unit, life), approximate=False)


def unit_precision(unit: str) -> str:
    return {"week": "month"}.get(unit, unit)


def a_phase(text: str, life: Life) -> FuzzyDate | None:
    """'als baby', 'in zijn peutertijd', 'when she was a toddler'."""
    found = (
        match(rf"(?:als|as an?|toen {WHO} (?:nog )?(?:een )?|when {WHO} was (?:still )?a) ?{PHASE}(?: was)?", text)
        or match(rf"(?:in |tijdens )?(?:de |{OWN})?{PHASE}(?:tijd|jaren|leeftijd|fase)", text)
        or match(rf"(?:nog )?(?:een |a )?{PHASE}", text)
    )
    if found is None:
        return None
    if found[1] == "peuter":
        return fuzzy.roughly(FuzzyDate(*peuter_period(life.birth_date), "year"))
    first, last = PHASES[found[1]]
    return fuzzy.roughly(ages(first, last - 1, life))
