"""What each person answers: the marks of Tabel F as they were dealt, and to all else something by chance."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from random import Random

from rondom.surveys.items import AGREE, FIVE, FREQUENCY, MARK, OPEN, PASSED, Item, asked_of, follows
from tools.monitor_demo.dealing import Line, deal
from tools.monitor_demo.people import SCHOOLS, Person

Answers = dict[str, str]
WEIGHTS = {
    FIVE: {"2": 1, "3": 4, "4": 9, "5": 5},
    AGREE: {"agree": 12, "disagree": 3, "unknown": 5},
    FREQUENCY: {"daily": 1, "weekly": 4, "monthly": 6, "rarely": 7, "never": 2},
    MARK: {"5": 1, "6": 4, "7": 8, "8": 8, "9": 2},
}
# As people write: half a sentence, a dash in front, a comma, a name now and then.
TOLD = (
    "Er is sneller hulp in de klas.",
    "-Minder wachten op onderzoek; meer overleg.",
    "Ik merk er nog weinig van, ook al is de bedoeling goed.",
    "De lijnen zijn kort. Sanne kent alle kinderen.",
    "=meer rust in de groep",
    "Meer uren graag.",
)


def answered_by(
    people: Sequence[Person], items: Sequence[Item], lines: Sequence[Line], year: str, chance: Random
) -> list[Answers]:
    """The answers of each person, in the order of people. Each line of Tabel F is one of this year."""
    found: list[Answers] = [{} for _person in people]
    of_table = {line.indicator: line for line in lines if line.year == year}
    for item in items:
        if item.indicator in of_table and item.kind == MARK:
            deal_out(people, item, of_table[item.indicator], found, chance)
    for person, answers in zip(people, found, strict=True):
        for item in asked_of(items, person.role, year):
            if item.indicator not in of_table or item.kind != MARK:
                answers[item.code] = by_chance(item, answers, chance)
    return [{code: value for code, value in answers.items() if value} for answers in found]


def deal_out(people: Sequence[Person], item: Item, line: Line, found: Sequence[Answers], chance: Random) -> None:
    """Who is asked this and gets no mark passes it where that may be, or leaves it open."""
    at: dict[str, list[int]] = defaultdict(list)
    for place, person in enumerate(people):
        if item.is_for(person.role, line.year):
            at[person.school].append(place)
    marks = deal(line, [len(at[school]) for school in SCHOOLS], chance)
    for school, given in zip(SCHOOLS, marks, strict=True):
        places = chance.sample(at[school], len(at[school]))
        for nth, place in enumerate(places):
            if nth < len(given):
                found[place][item.code] = str(given[nth])
            elif item.can_pass and chance.random() < 0.7:
                found[place][item.code] = PASSED


def by_chance(item: Item, before: Mapping[str, str], chance: Random) -> str:
    if not follows(item, before) or chance.random() < 0.04:
        return ""
    if item.kind == OPEN:
        return chance.choice(TOLD) if chance.random() < 0.3 else ""
    weights = WEIGHTS.get(item.kind) or dict.fromkeys(item.values, 1)
    return chance.choices(list(weights), list(weights.values()))[0]
