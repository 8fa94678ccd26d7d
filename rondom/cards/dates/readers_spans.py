"""Phrases that hold another date: ranges, since, before, after, until, around and so long after something."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from rondom.cards.dates import fuzzy
from rondom.cards.dates.anchors import named_card
from rondom.cards.dates.fuzzy import UNKNOWN, FuzzyDate
from rondom.cards.dates.life import Life, match
from rondom.cards.dates.readers_ages import UP_TO, ages_between, an_age, moved_on
from rondom.cards.dates.readers_groups import groups_between
from rondom.cards.dates.readers_single import ABOUT, read_one, read_plain
from rondom.cards.dates.words import AMOUNT, MONTH, NOW, UNIT, UNITS, amount_of

SIGN = r"(-|t/m|tm|tot en met|tot|until|till|to|through|thru)"
RELATION = re.compile(r"(?:sinds|since|voor|na|before|after|toen|when|tot|until|nadat|voordat)\b")
YEAR_TOLD = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)|'\d{2}")
SOON = r"(?:(?:al|nog|net|vlak|kort|direct|meteen|gelijk|pas|snel|just|right|shortly|soon|straight|immediately) )?"


def read_anchored(text: str, life: Life) -> FuzzyDate:
    """A date, or the card that the words name."""
    found = read_one(text, life)
    return found if found.is_known else named_card(text, life) or UNKNOWN


def turning_point(text: str, life: Life) -> FuzzyDate:
    """As `read_anchored`, but an age is the birthday on which it begins: 'tot zijn vierde', 'a year after he was four'."""
    age = an_age(text, life)
    return replace(age, end=age.start) if age else read_anchored(text, life)


# ── from the one to the other ─────────────────────────────────────────────────────────────────────────


def a_range(text: str, life: Life) -> FuzzyDate | None:
    """'2016 - 2018', 'van maart tot en met mei 2019', 'maart 2025 - heden', 'between the move and 2021'."""
    for first, sign, last in sides(text):
        if RELATION.match(first):
            continue
        if last in NOW:
            begun = read_anchored(first, life)
            return fuzzy.since(begun) if begun.is_known else None
        found = ages_between(first, sign, last, life) or groups_between(first, last, life)
        if found:
            return found
        if sign == "to" and not read_one(first, life).is_known:
            continue  # 'we moved to …'
        start, end = ends_of(first, sign, last, life)
        if start.is_known and end.is_known:
            return fuzzy.between(start, end)
    return None


def sides(text: str) -> Iterator[tuple[str, str, str]]:
    if found := match(rf"(?:van(?:af)? |from )?(.+?) {SIGN} (.+)", text):
        yield found[1], found[2], found[3]
    if found := match(r"(?:tussen|between) (.+?) (?:en|and) (.+)", text):
        yield found[1], "en", found[2]
    if found := match(r"(?:van(?:af)? |from )?([^-]+?) ?- ?([^-]+)", text):
        yield found[1], "-", found[2]
    if found := match(r"([^/]+ \d{4}) ?/ ?([^/]+ \d{4})", text):
        yield found[1], "-", found[2]


def ends_of(first: str, sign: str, last: str, life: Life) -> tuple[FuzzyDate, FuzzyDate]:
    """Both dates; one without a year takes it from the other: 'maart tot mei 2019', '1 t/m 3 mei'."""
    day = match(rf"\d{{1,2}}(?:e|st|nd|rd|th)? ((?:of )?{MONTH}\b.*)", last)
    if day and match(r"\d{1,2}(?:e|st|nd|rd|th)?", first):
        first = f"{first} {day[1]}"
    start, end = read_anchored(first, life), (turning_point if sign in UP_TO else read_anchored)(last, life)
    told_first, told_last = YEAR_TOLD.search(first), YEAR_TOLD.search(last)
    if told_last and not told_first and end.start:
        start = in_year(first, (end.start.year, end.start.year - 1), lambda day: day <= latest(end), life) or start
    elif told_first and not told_last and start.start:
        begun = start.start
        end = in_year(last, (begun.year, begun.year + 1), lambda day: day >= begun, life) or end
    elif not told_first and not told_last and start.start and latest(end) < start.start:
        start = in_year(first, (start.start.year - 1, start.start.year - 2), lambda day: day <= latest(end), life) or start
    return start, end


def latest(when: FuzzyDate) -> date:
    return when.end or when.start or date.max


def in_year(words: str, years: tuple[int, int], fits: Callable[[date], bool], life: Life) -> FuzzyDate | None:
    """The words with the first of these years behind them that fits; nothing where they take no year."""
    for year in years:
        when = read_one(f"{words} {year}", life)
        if when.start and fits(when.start):
            return when
    return None


def either_or(text: str, life: Life) -> FuzzyDate | None:
    """'2018 of 2019' is somewhere in both, '2018 en 2019' and 'zomer/herfst 2021' are both."""
    found = match(r"(.+?) ?(/| of | or | en | and | & ) ?(.+)", text)
    if found is None:
        return None
    first, sign, last = found[1], found[2].strip(), found[3]
    both = ages_between(first, sign, last, life) or groups_between(first, last, life)
    if both is None:
        start, end = ends_of(first, sign, last, life)
        if not start.is_known or not read_one(last, life).is_known:
            return None  # 'the birth of Sem' is no choice
        both = fuzzy.between(start, end)
    return fuzzy.roughly(both) if sign in {"of", "or"} else both


# ── beside another date ───────────────────────────────────────────────────────────────────────────────


def since(text: str, life: Life) -> FuzzyDate | None:
    start = r"(?:al )?(?:sinds|vanaf|since|from|met ingang van|m\.?i\.?v\.?|as of|starting(?: from| in)?)"
    if found := match(rf"{start}(?: dat)? (.+?)(?: (?:af|aan|on|onwards?))?", text):
        return known(fuzzy.since(read_anchored(found[1], life)))
    if found := match(r"van (.+?)(?: af(?: aan)?)?", text) or match(r"(.+?)(?: onwards?| e\.?v| en verder| en later| ?-)", text):
        return known(fuzzy.since(read_one(found[1], life)))
    return None


def before(text: str, life: Life) -> FuzzyDate | None:
    found = match(rf"{SOON}(?:voor|voordat|before|prior to)(?: dat)? (.+)", text)
    if found is None or is_stretch(found[1]):
        return None
    return known(fuzzy.before(read_anchored(found[1], life)))


def after(text: str, life: Life) -> FuzzyDate | None:
    found = match(rf"{SOON}(?:na|nadat|after|following)(?: dat)? (.+)", text)
    if found is None or is_stretch(found[1]):
        return None
    return known(fuzzy.after(turning_point(found[1], life)))


def is_stretch(text: str) -> bool:
    """'voor 2 jaar', 'na 3 maanden': how long, not when."""
    return bool(match(rf"{AMOUNT} {UNIT}", text))


def until(text: str, life: Life) -> FuzzyDate | None:
    """Up to and including it; 'tot zijn vierde' ends on that birthday."""
    if found := match(r"(?:tot en met|t/m) (.+)", text):
        return known(fuzzy.until(read_anchored(found[1], life)))
    found = match(r"(?:tot(?:dat)?|until|till|up to|up until)(?: aan)? (.+)", text)
    if found is None:
        return None
    return known(fuzzy.until(turning_point(found[1], life)))


def during(text: str, life: Life) -> FuzzyDate | None:
    """'tijdens de verhuizing', 'toen we verhuisden', 'in late 2019': as the date itself, or with the card."""
    found = match(
        r"(?:tijdens|bij|op|in|toen|wanneer|rond|omstreeks|in de tijd van|in de periode van|ten tijde van"
        r"|during|at|around|when|while|at the time of) (.+)",
        text,
    )
    if found is None:
        return None
    if not match(r"(?:rond|omstreeks|around) .+", text):
        itself = read_plain(found[1], life)
        if itself.is_known:
            return itself
    if match(r"(?:in|op) .+", text):
        return None
    anchored = named_card(found[1], life)
    return replace(anchored, relation="during", approximate=True) if anchored and anchored.is_known else None


def roughly(text: str, life: Life) -> FuzzyDate | None:
    found = match(rf"{ABOUT}\.? (.+)", text)
    return known(fuzzy.roughly(read_one(found[1], life))) if found else None


def so_long_beside(text: str, life: Life) -> FuzzyDate | None:
    """'een jaar na de scheiding', 'two weeks before the move': counted from its end or its start, approximately."""
    found = match(rf"(?:zo'n |ongeveer |about )?({AMOUNT}) ({UNIT}) (na|nadat|voor|voordat|after|before) (.+)", text)
    amount = amount_of(found[1]) if found else None
    if found is None or amount is None:
        return None
    other = turning_point(found[4], life)
    is_after, unit = found[3] in {"na", "nadat", "after"}, UNITS[found[2]]
    edge = (other.end or other.start) if is_after else other.start
    if edge is None:
        return UNKNOWN
    day = moved_on(edge, sum(amount) / 2 * (1 if is_after else -1), unit)
    when = fuzzy.month_of(day.year, day.month) if unit in {"year", "month"} else fuzzy.day_of(day)
    if unit == "year" and other.start == date(edge.year, 1, 1) and amount[0] == amount[1]:
        when = fuzzy.year_of(day.year)
    relation = ("after" if is_after else "before") if other.anchor else ""
    return replace(when, approximate=True, relation=relation, anchor=other.anchor)


def known(when: FuzzyDate) -> FuzzyDate | None:
    """Nothing where it is unknown, so that another reader may try."""
    return when if when.is_known else None
