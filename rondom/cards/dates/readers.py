"""Reading words for a date: ordered readers, each for one way of saying it; the first that understands wins."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rondom.cards.dates import fuzzy
from rondom.cards.dates.fuzzy import UNKNOWN, Anchor, FuzzyDate
from rondom.cards.dates.words import MONTHS, NUMBERS, PHASES, SEASONS, clean, number_of, stems
from rondom.children.schooling import GroupYear, birthday, peuter_period

LONGEST = 200
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
SEASON = "|".join(sorted(SEASONS, key=len, reverse=True))
YEAR = r"(\d{4}|'\d{2})"
COUNT = r"(\d{1,2}(?:e|de|ste|st|nd|rd|th)?|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
WHO = r"(?:hij|ze|zij|ik|he|she|i|noor|[a-z]+)"


@dataclass(frozen=True)
class Life:
    """The child and the day against which words are read."""

    birth_date: date
    today: date
    groups: Sequence[GroupYear]
    anchors: Sequence[Anchor]

    def year(self, written: str) -> int:
        """A year of four digits, or of two in the child's own time. Zero where it can not be."""
        year = int(written.lstrip("'"))
        if year < 100:
            century = self.birth_date.year // 100 * 100
            year += century if century + year >= self.birth_date.year - 30 else century + 100
        return year if 1900 <= year <= self.today.year + 20 else 0


Reader = Callable[[str, Life], FuzzyDate | None]


def read_date(
    words: str | None,
    *,
    birth_date: date,
    today: date,
    groups: Sequence[GroupYear] = (),
    anchors: Sequence[Anchor] = (),
) -> FuzzyDate:
    """What the words say, or the unknown date. Never raises."""
    text = clean((words or "")[:LONGEST])
    return read(text, Life(birth_date, today, groups, anchors)) if text else UNKNOWN


def read(text: str, life: Life, *, deep: bool = True) -> FuzzyDate:
    readers = (*WHOLE, *PLAIN) if deep else PLAIN
    for reader in readers:
        try:
            found = reader(text, life)
        except (ValueError, OverflowError):
            return UNKNOWN
        if found is not None:
            return found
    return UNKNOWN


def match(pattern: str, text: str) -> re.Match[str] | None:
    return re.fullmatch(pattern, text)


# ── whole phrases: they hold another date ─────────────────────────────────────────────────────────────


def a_range(text: str, life: Life) -> FuzzyDate | None:
    """'2016 - 2018', 'van maart tot en met mei 2019', 'maart 2025 - heden', 'between the move and 2021'."""
    shapes = (
        r"(?:van(?:af)?|from)? ?(.+?) (?:-|t/m|tm|tot en met|tot|until|till|to|through) (.+)",
        r"(?:tussen|between) (.+?) (?:en|and) (.+)",
        r"(\d{4})-(\d{4})",
    )
    for shape in shapes:
        found = match(shape, text)
        if found is None:
            continue
        first, last = found[1], found[2]
        if shape is shapes[2] and int(last) == int(first) + 1:
            return None  # a school year
        if found_ages := ages_between(first, last, life):
            return found_ages
        if last in {"heden", "nu", "vandaag", "now", "today", "present", "the present"}:
            return fuzzy.since(read(first, life, deep=False))
        end = read_anchored(last, life)
        start = read_anchored(first, life)
        if not start.is_known and end.end is not None and (year := re.search(r"\d{4}$", last)):
            start = read(f"{first} {year[0]}", life, deep=False)
        if start.is_known or end.is_known:
            return fuzzy.between(start, end)
    return None


def ages_between(first: str, last: str, life: Life) -> FuzzyDate | None:
    """'tussen 2 en 4 jaar'."""
    end = match(COUNT + r" (?:jaar|years?)(?: old)?", last)
    start = match(COUNT + r"(?: jaar| years?)?", first)
    if end is None or start is None:
        return None
    low, high = number_of(start[1]), number_of(end[1])
    if low is None or high is None or not 0 <= low <= high <= 25:
        return None
    return FuzzyDate(birthday(life.birth_date, low), birthday(life.birth_date, high + 1) - timedelta(days=1), "year")


def since(text: str, life: Life) -> FuzzyDate | None:
    found = match(r"(?:sinds|vanaf|al sinds|since|from|van) (.+?)(?: (?:af|on|onwards))?", text)
    return fuzzy.since(read_anchored(found[1], life)) if found else None


def before(text: str, life: Life) -> FuzzyDate | None:
    found = match(r"(?:voor|voordat|vlak voor|kort voor|before|just before) (.+)", text)
    return fuzzy.before(read_anchored(found[1], life)) if found else None


def after(text: str, life: Life) -> FuzzyDate | None:
    found = match(r"(?:na|nadat|vlak na|kort na|after|just after) (.+)", text)
    return fuzzy.after(read_anchored(found[1], life)) if found else None


def until(text: str, life: Life) -> FuzzyDate | None:
    found = match(r"(?:tot en met|tot|t/m|until|till|up to) (.+)", text)
    return fuzzy.until(read_anchored(found[1], life)) if found else None


def during(text: str, life: Life) -> FuzzyDate | None:
    found = match(r"(?:tijdens|rond|bij|during|around|at) (.+)", text)
    if found is None:
        return None
    anchored = named_card(found[1], life)
    return replace(anchored, relation="during", approximate=True) if anchored and anchored.is_known else None


def roughly(text: str, life: Life) -> FuzzyDate | None:
    found = match(r"(?:rond|ongeveer|circa|ca|zo rond|omstreeks|around|about|approximately|roughly)\.? (.+)", text)
    return fuzzy.roughly(read(found[1], life)) if found else None


def part_of(text: str, life: Life) -> FuzzyDate | None:
    """'begin 2020', 'eind groep 5', 'halverwege maart 2021': as the whole, approximately."""
    found = match(
        r"(?:het |the )?(?:begin|beginning|start|midden|middle|mid|halverwege|eind|einde|end|early|late)(?: van| of)?[ -](.+)",
        text,
    )
    return fuzzy.roughly(read(found[1], life, deep=False)) if found else None


def read_anchored(text: str, life: Life) -> FuzzyDate:
    found = read(text, life, deep=False)
    return found if found.is_known else named_card(text, life) or UNKNOWN


def named_card(text: str, life: Life) -> FuzzyDate | None:
    """The card whose words share most with these; of two that share as much the first in time."""
    wanted = stems(text)
    dated = [anchor for anchor in life.anchors if anchor.start]
    scored = [(len(wanted & stems(anchor.text)), anchor) for anchor in dated]
    best = max((score for score, _anchor in scored), default=0)
    if best == 0:
        return None
    anchor = min((anchor for score, anchor in scored if score == best), key=lambda each: (each.start or date.min, each.id))
    return FuzzyDate(anchor.start, anchor.end, "day" if anchor.start == anchor.end else "month", anchor=anchor.id)


# ── plain dates ───────────────────────────────────────────────────────────────────────────────────────


def a_day(text: str, life: Life) -> FuzzyDate | None:
    if found := match(r"(?:(?:op|on) )?(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})", text):
        day, month, year = int(found[1]), int(found[2]), life.year(found[3])
        return fuzzy.day_of(date(year, month, day)) if year else UNKNOWN
    if found := match(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year = life.year(found[1])
        return fuzzy.day_of(date(year, int(found[2]), int(found[3]))) if year else UNKNOWN
    named = match(rf"(?:(?:op|on) )?(\d{{1,2}})(?:e|st|nd|rd|th)? (?:of )?({MONTH})\.?,? {YEAR}", text)
    if named:
        year = life.year(named[3])
        return fuzzy.day_of(date(year, MONTHS[named[2]], int(named[1]))) if year else UNKNOWN
    if found := match(rf"(?:on )?({MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?,? {YEAR}", text):
        year = life.year(found[3])
        return fuzzy.day_of(date(year, MONTHS[found[1]], int(found[2]))) if year else UNKNOWN
    return None


def a_month(text: str, life: Life) -> FuzzyDate | None:
    if found := match(rf"(?:in )?({MONTH})\.? (?:of )?{YEAR}", text):
        year = life.year(found[2])
        return fuzzy.month_of(year, MONTHS[found[1]]) if year else UNKNOWN
    if found := match(r"(\d{1,2})[-/](\d{4})", text):
        year, month = life.year(found[2]), int(found[1])
        return fuzzy.month_of(year, month) if year and 1 <= month <= 12 else UNKNOWN
    return None


def a_season(text: str, life: Life) -> FuzzyDate | None:
    if found := match(rf"(?:in )?(?:de |het |the )?({SEASON})(?: van| of)? {YEAR}(?:[-/](\d{{4}}|\d{{2}}))?", text):
        year = life.year(found[2])
        return fuzzy.season_of(year, SEASONS[found[1]]) if year else UNKNOWN
    if found := match(rf"(?:in )?(?:kerst|kerstvakantie|christmas|christmas holiday|the christmas holiday) {YEAR}", text):
        year = life.year(found[1])
        return FuzzyDate(date(year, 12, 20), date(year + 1, 1, 5), "month", approximate=True) if year else UNKNOWN
    if found := match(r"(?:in )?(?:the )?summer holidays? (?:of )?" + YEAR, text):
        return fuzzy.season_of(life.year(found[1]), "summer")
    if found := match(rf"(?:de |het )?(?:afgelopen|vorige?|last) ({SEASON})", text):
        return last_season(SEASONS[found[1]], life)
    if text in {"de zomer", "de zomervakantie", "the summer", "the summer holiday", "the summer holidays"}:
        return last_season("summer", life)
    return None


def last_season(season: str, life: Life) -> FuzzyDate:
    """The newest of that season that is over."""
    years = (fuzzy.season_of(year, season) for year in (life.today.year, life.today.year - 1, life.today.year - 2))
    return next(when for when in years if when.end and when.end < life.today)


def a_school_year(text: str, life: Life) -> FuzzyDate | None:
    found = match(r"(?:in )?(?:het |the )?(?:schooljaar|school year) (\d{4}|'?\d{2}) ?[-/] ?(\d{4}|'?\d{2})", text)
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


def a_group(text: str, life: Life) -> FuzzyDate | None:
    """'in groep 3', 'groep 1/2', 'toen ze in groep 3 zat': the school years of those groups."""
    found = match(
        rf"(?:toen {WHO} )?(?:when {WHO} was )?(?:in )?(?:de )?(?:groep|grp|gr|group|grade) ?(\d{{1,2}})"
        r"(?: ?(?:/|en|and|&|\+|-) ?(?:groep |group )?(\d{1,2}))?(?: zat| was)?",
        text,
    )
    if found:
        names = tuple(name for name in found.groups() if name)
        return years_of(names, life)
    if match(rf"(?:toen {WHO} )?(?:in |bij )?(?:de |the )?(?:peutergroep|peuterspeelzaal|peuters|preschool)(?: zat)?", text):
        start, end = peuter_period(life.birth_date)
        return FuzzyDate(start, end, "year", groups=())
    if match(
        rf"(?:toen {WHO} )?(?:in |bij |als )?(?:de |the )?(?:kleuterklas|kleuters|kleuter|kindergarten)(?: zat| was)?", text
    ):
        return fuzzy.roughly(years_of(("1", "2"), life))
    return None


def years_of(names: tuple[str, ...], life: Life) -> FuzzyDate:
    years = [year for year in life.groups if year.group in names]
    if not years:
        return UNKNOWN
    return FuzzyDate(min(year.start for year in years), max(year.end for year in years), "year", groups=names)


def an_age(text: str, life: Life) -> FuzzyDate | None:
    """'toen hij drie was', 'op zijn vierde', 'about four years old': from that birthday to the next."""
    shapes = (
        rf"(?:toen|als|when) {WHO} (?:nog )?(?:was )?(?:maar )?{COUNT}(?: jaar| years?(?: old)?)?(?: was| werd| turned)?",
        rf"(?:op|at)(?: haar| zijn| mijn| her| his| my)? ?(?:the age of )?{COUNT}(?:e)?(?: jaar)?",
        rf"(?:op |at )?(?:(?:de )?leeftijd van |the age of |age )?{COUNT} (?:jaar|years?)(?: oud| old)?",
        rf"(?:age|leeftijd) {COUNT}",
    )
    for shape in shapes:
        if found := match(shape, text):
            age = number_of(found[1])
            return the_age(age, life) if age is not None and age <= 25 else UNKNOWN
    if found := match(rf"(?:(?:zijn|haar|mijn|his|her|my) )?{COUNT} (?:verjaardag|birthday)", text):
        age = number_of(found[1])
        return fuzzy.day_of(birthday(life.birth_date, age)) if age is not None and age <= 25 else UNKNOWN
    return None


def the_age(age: int, life: Life) -> FuzzyDate:
    return FuzzyDate(birthday(life.birth_date, age), birthday(life.birth_date, age + 1) - timedelta(days=1), "year")


def a_phase(text: str, life: Life) -> FuzzyDate | None:
    if match(r"(?:bij |vanaf |at )?(?:de |the |zijn |haar |mijn |his |her |my )?(?:geboorte|birth)", text):
        when = fuzzy.day_of(life.birth_date)
        return fuzzy.since(when) if text.startswith("vanaf") else when
    if found := match(
        rf"(?:als|toen {WHO} (?:nog )?een|as a|when {WHO} was a) ?(baby|dreumes|peuter|kleuter|toddler)(?: was)?", text
    ):
        if found[1] == "kleuter":
            return fuzzy.roughly(years_of(("1", "2"), life))
        if found[1] == "peuter":
            return fuzzy.roughly(FuzzyDate(*peuter_period(life.birth_date), "year"))
        first, last = PHASES[found[1]]
        return fuzzy.roughly(
            FuzzyDate(birthday(life.birth_date, first), birthday(life.birth_date, last) - timedelta(days=1), "year")
        )
    return None


def from_today(text: str, life: Life) -> FuzzyDate | None:
    today = life.today
    if text in {"vandaag", "nu", "today", "now", "op dit moment"}:
        return fuzzy.day_of(today)
    if text in {"gisteren", "yesterday"}:
        return fuzzy.day_of(today - timedelta(days=1))
    if text in {"vorige week", "afgelopen week", "last week"}:
        monday = today - timedelta(days=today.weekday() + 7)
        return FuzzyDate(monday, monday + timedelta(days=6), "month", approximate=True)
    if text in {"deze maand", "this month"}:
        return fuzzy.month_of(today.year, today.month)
    if text in {"vorige maand", "afgelopen maand", "last month"}:
        before_this = today.replace(day=1) - timedelta(days=1)
        return fuzzy.month_of(before_this.year, before_this.month)
    if text in {"dit jaar", "this year"}:
        return fuzzy.year_of(today.year)
    if text in {"vorig jaar", "afgelopen jaar", "last year"}:
        return fuzzy.year_of(today.year - 1)
    if text in {"dit schooljaar", "this school year"}:
        return fuzzy.school_year(today.year if today.month >= 8 else today.year - 1)
    if text in {"vorig schooljaar", "last school year"}:
        return fuzzy.school_year((today.year if today.month >= 8 else today.year - 1) - 1)
    return so_long_ago(text, life)


def so_long_ago(text: str, life: Life) -> FuzzyDate | None:
    if text in {"een half jaar geleden", "half a year ago"}:
        found_month = life.today.year * 12 + life.today.month - 1 - 6
        return fuzzy.roughly(fuzzy.month_of(found_month // 12, found_month % 12 + 1))
    found = match(rf"{COUNT} (jaar|years?|maanden|maand|months?|weken|week|weeks) (?:geleden|ago)", text)
    if found is None:
        return None
    count = number_of(found[1]) or 0
    if found[2] in {"jaar", "year", "years"}:
        return fuzzy.roughly(fuzzy.year_of(life.today.year - count))
    if found[2].startswith(("ma", "mo")):
        months = life.today.year * 12 + life.today.month - 1 - count
        return fuzzy.roughly(fuzzy.month_of(months // 12, months % 12 + 1))
    day = life.today - timedelta(weeks=count)
    return fuzzy.roughly(fuzzy.month_of(day.year, day.month))


PLAIN: tuple[Reader, ...] = (a_day, a_month, a_season, a_school_year, a_year, a_group, from_today, an_age, a_phase)
WHOLE: tuple[Reader, ...] = (
    a_day,
    a_school_year,
    a_month,
    a_phase,
    a_range,
    since,
    before,
    after,
    until,
    during,
    roughly,
    part_of,
)
