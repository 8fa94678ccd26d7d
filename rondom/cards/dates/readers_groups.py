"""Dates by the school groups of the child, as they are noted for it."""

from datetime import timedelta

from rondom.cards.dates import fuzzy
from rondom.cards.dates.fuzzy import UNKNOWN, FuzzyDate
from rondom.cards.dates.life import OWN, WHO, Life, match
from rondom.cards.dates.words import CARDINALS, any_of, number_of
from rondom.children.schooling import peuter_period

GROUP = r"(?:groep|grp|gr|group|grade)\.? ?"
NTH = rf"(\d{{1,2}}|{any_of(CARDINALS)})"
IN = rf"(?:(?:toen|als|when|while) {WHO} (?:was )?(?:nog )?|tijdens |during )?(?:in |op |bij )?(?:de |the )?"
SAT = r"(?: zat| zit| was)?"


def a_group(text: str, life: Life) -> FuzzyDate | None:
    """'in groep 3', 'groep 1/2', 'toen ze in groep drie zat': the school years of those groups."""
    if found := match(rf"{IN}{GROUP}{NTH}(?: ?(?:/|en|and|&|\+) ?(?:{GROUP})?{NTH})?{SAT}", text):
        return years_of(tuple(group_name(name) for name in found.groups() if name), life)
    if match(rf"{IN}(?:peutergroep|peuterspeelzaal|psz|peuters|preschool){SAT}", text):
        start, end = peuter_period(life.birth_date)
        return FuzzyDate(start, end, "year")
    kleuter = (
        rf"{IN}(?:kleuterklas|kleutergroep|kleuterschool|kleuters|kindergarten){SAT}",
        rf"(?:als|toen {WHO} (?:nog )?(?:een )?)? ?kleuter(?: was)?",
        rf"(?:in |tijdens )?(?:de |{OWN})?kleuter(?:tijd|jaren|leeftijd|fase|periode)",
    )
    if any(match(shape, text) for shape in kleuter):
        return fuzzy.roughly(years_of(("1", "2"), life))
    return None


def group_name(word: str) -> str:
    return str(number_of(word))


def years_of(names: tuple[str, ...], life: Life) -> FuzzyDate:
    years = [year for year in life.groups if year.group in names]
    if not years:
        return UNKNOWN
    return FuzzyDate(min(year.start for year in years), max(year.end for year in years), "year", groups=names)


def groups_between(first: str, last: str, life: Life) -> FuzzyDate | None:
    """'groep 3 t/m 5', 'from group 3 to 5': these groups and all between."""
    low, high = match(rf"{GROUP}{NTH}", first), match(rf"(?:{GROUP})?{NTH}", last)
    if low is None or high is None:
        return None
    numbers = range(int(group_name(low[1])), int(group_name(high[1])) + 1)
    return years_of(tuple(str(number) for number in numbers), life)


def between_groups(text: str, life: Life) -> FuzzyDate | None:
    """'van groep 3 naar groep 4', 'between group 2 and 3': the summer between; groups further apart are told whole."""
    found = match(
        rf"(?:(?:de |the )?(?:overgang|overstap|transition|move) )?"
        rf"(?:(?:van |from )?{GROUP}{NTH} naar|(?:tussen|between) {GROUP}{NTH} (?:en|and)) (?:{GROUP})?{NTH}",
        text,
    )
    if found:
        first, last = group_name(found[1] or found[2]), group_name(found[3])
        if int(last) != int(first) + 1:
            return groups_between(f"groep {first}", f"groep {last}", life)
        return summer_before(last, life) if years_of((first,), life).is_known else UNKNOWN
    if found := match(rf"(?:de |the )?(?:overgang|overstap|transition|move) (?:naar|to) {GROUP}{NTH}", text):
        return summer_before(group_name(found[1]), life)
    return None


def summer_before(group: str, life: Life) -> FuzzyDate:
    """The summer in which a child goes to a group."""
    start = years_of((group,), life).start
    if start is None:
        return UNKNOWN
    return fuzzy.roughly(fuzzy.season_of((start - timedelta(days=1)).year, "summer"))
