"""The lists behind the marks: names, places, telling words and the words with which sentences begin. Pure, read once."""

from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "words"
def lines(name: str) -> list[str]:
    return (WORDS / name).read_text(encoding="utf-8").split("\n")


def listed(name: str) -> frozenset[str]:
    return frozenset(" ".join(lines(name)).split())


# Words that stand between the parts of a name.
BETWEEN = listed("between.txt")
# Letters that say what somebody does or which help there is, and not who.
ABBREVIATIONS = listed("abbreviations.txt")
# Names and places that are ordinary words too: in small letters they say nothing.
ORDINARY = listed("ordinary.txt")
# After these a capital is no beginning of a sentence.
TITLES = listed("titles.txt")
# Words in the names of organisations that say of which sort they are.
GENERAL = listed("general.txt")


@cache
def first_names() -> frozenset[str]:
    return listed("first_names.txt")


@cache
def surnames() -> frozenset[str]:
    return listed("surnames.txt")


@cache
def common_words() -> frozenset[str]:
    return listed("common.txt")


@cache
def openers() -> frozenset[str]:
    """Words with which a sentence begins and that are nobody's name: what somebody does, and how."""
    return listed("openers.txt")


@cache
def countries() -> frozenset[str]:
    return frozenset(line.strip().casefold() for line in lines("countries.txt") if line.strip())


@cache
def languages() -> frozenset[str]:
    """What somebody speaks, or of where somebody is."""
    said = listed("languages.txt")
    return said | {f"{word}e" for word in said}


@cache
def regions() -> dict[str, str]:
    """By place its province, in small letters."""
    found: dict[str, str] = {}
    for line in lines("places.csv"):
        province, _colon, places = line.partition(":")
        for place in places.split(","):
            if place:
                found.setdefault(place.casefold(), province)
    return found


@cache
def telling_words() -> dict[str, str]:
    """Words that in a small place are enough to know somebody by, with what says the same of many."""
    return dict(line.split("=", 1) for line in lines("telling.csv") if "=" in line)


def region_of(place: str) -> str:
    return regions().get(place.strip().casefold(), "")
