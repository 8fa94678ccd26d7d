"""What sorts of things point to somebody, and what may stand there instead so that the sentence still reads. Pure."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum

from rondom.base.pointing.lists import countries, languages


class Kind(StrEnum):
    KNOWN = "known"  # of somebody or something in one's own work: it can not stay
    NAME = "name"
    PLACE = "place"
    DATE = "date"
    AGE = "age"
    NUMBER = "number"
    ADDRESS = "address"
    TELLING = "telling"


PERSON, TOWN, SCHOOL, COUNTRY, A_WHILE = "iemand", "een plaats", "een school", "een ander land", "een tijd"
THIS_AGE = "deze leeftijd"
IS_SCHOOL = re.compile(r"(?:basisschool|school|obs|cbs|rkbs|pcbs|kindcentrum|lyceum|college)\b", re.IGNORECASE)
IS_DAY_CARE = re.compile(r"(?:peutergroep|peuterspeelzaal|kinderdagverblijf|kinderopvang|opvang|kdv|bso)\b", re.IGNORECASE)
# What stands before a name and goes with it: "juf iemand" reads as nothing.
TITLE = re.compile(r"(?<!\w)(juf|juffrouw|meester|mevrouw|meneer|mw\.|mevr\.|dhr\.)\s+$", re.IGNORECASE)
AT_SCHOOL = frozenset({"juf", "juffrouw", "meester"})
COUNTED_PEOPLE = re.compile(r"(kinderen|broers|zussen)$")
SPAN = re.compile(r"(?:weken|maanden|mnd\.?|jaar|jr\.?)(?:\s+oud)?$")
# After these a number of years says how old somebody is; otherwise it says how long something lasted.
SAYS_AGE = re.compile(r"(?:\b(?:is|was|ben|bent|werd|wordt|van|bijna|net|pas|toen (?:hij|ze|zij|ik)|leeftijd)\s+|\()$")
SAYS_HOW_LONG = re.compile(r"\b(?:periode|tijd|duur|traject|wachttijd|wachtlijst|termijn|pauze)\s+van\s+$")
OF_SOMEBODY = re.compile(r"\b(?:kind|baby|meisje|jongen|zoon|zoontje|dochter|dochtertje|broertje|zusje|dreumes|peuter) van\s+$")
THEN_OLD = re.compile(r"\s+(?:was|is|werd|wordt)\b")
MOMENT = dict.fromkeys(("op", "vanaf", "tot", "voor", "na", "rond", "van", "per", "tussen", "en", "vóór"), "een moment")
BEFORE_DATE: Mapping[str, str] = {"sinds": A_WHILE, "in": "een periode", **MOMENT}


def proposed(kind: Kind, text: str, start: int, end: int) -> str:
    """The first proposal for a piece of text, by what stands round it."""
    said, before, after = text[start:end].casefold(), text[max(0, start - 40) : start].casefold(), text[end : end + 12].casefold()
    return PROPOSALS[kind](said, before, after)


def for_name(said: str, _before: str, _after: str) -> str:
    if IS_SCHOOL.match(said):
        return SCHOOL
    if IS_DAY_CARE.match(said):
        return "de opvang"
    if said in countries():
        return COUNTRY
    if said in languages():
        return "buitenlandse" if said.endswith("e") else "een andere taal"
    return "iets in een andere taal" if " " in said and not re.search(r"[a-zà-ɏḀ-ỿ]", said) else PERSON


def for_place(said: str, _before: str, _after: str) -> str:
    return SCHOOL if IS_SCHOOL.match(said) else COUNTRY if said in countries() else TOWN


def for_date(_said: str, before: str, _after: str) -> str:
    last = before.split()[-1:] if before.endswith((" ", "\n")) else []
    return BEFORE_DATE.get(last[0], "een tijd terug") if last else "een tijd terug"


def for_age(said: str, before: str, after: str) -> str:
    """How old, how long or how many: a duration is no age, and what is counted stays what it is."""
    if counted := COUNTED_PEOPLE.search(said):
        return counted[1]
    if said.startswith(("groep", "klas")):
        return "een groep" if said.startswith("groep") else "een klas"
    if "jarig" in said:
        return "kinderen" if said.endswith("n") else "jonge"
    if said.startswith(("wordt", "werd")):
        return f"{said.split()[0]} ouder"
    if SPAN.search(said) and not says_age(said, before, after):
        return A_WHILE
    return THIS_AGE if before.rstrip().endswith(" van") else f"van {THIS_AGE}"


def says_age(said: str, before: str, after: str) -> bool:
    """Whether so many years are an age; months and weeks are that of a baby alone, where it is said."""
    if said.endswith("oud"):
        return True
    if THEN_OLD.match(after):
        return "toen " in before[-20:]
    if re.match(r"(?:een|één|1|anderhalf)\b", said) or not re.search(r"(?:jaar|jr\.?)$", said):
        return OF_SOMEBODY.search(before) is not None
    return SAYS_AGE.search(before) is not None and SAYS_HOW_LONG.search(before) is None


def for_number(said: str, _before: str, _after: str) -> str:
    if re.fullmatch(r"\d+(?:e|ste|de)", said):
        return "zoveelste"
    digits = sum(each.isdigit() for each in said)
    is_number = digits == 0 or digits >= 6 or re.search(r"[a-z]", said) is not None
    return "een nummer" if is_number else "een aantal"


PROPOSALS: Mapping[Kind, Callable[[str, str, str], str]] = {
    Kind.KNOWN: lambda *_round: PERSON,
    Kind.NAME: for_name,
    Kind.PLACE: for_place,
    Kind.DATE: for_date,
    Kind.AGE: for_age,
    Kind.NUMBER: for_number,
    Kind.ADDRESS: lambda *_round: "een adres",
}
