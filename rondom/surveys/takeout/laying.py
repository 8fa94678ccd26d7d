"""Which answers may lie in one row of a file, and with what beside them (R136).

A file carries one thing besides the year: the school, or the role, or that rows of several years are of one person. Of a school
or a role the answers to each question lie in an order by chance of their own, so a row is nobody; n, mean, SD and what is missing
come out as they were. Where fewer than five were asked, their answers go together with the next few without saying where they
are from; what is fewer than five even then, stays out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from rondom.surveys.items import AGREE, FACES, FREQUENCY, OPEN, PASSED, VALUES, Item, follows
from rondom.surveys.takeout.sheet import FEW, LEFT_OPEN, NOT_ASKED, PASSED_BY, UNSURE

FEWEST = 5
SCHOOL, ROLE, PERSON = "school", "role", "person"
CUTS = (SCHOOL, ROLE, PERSON)
UNSAID = 0  # the code of a school or a role that is not said


@dataclass(frozen=True)
class Given:
    """One answer that is none in own words."""

    school: str
    role: str
    item: str
    value: str
    tie: str = ""


@dataclass(frozen=True)
class Asked:
    """A wave that is closed: its year, its items in the order of the columns, who answered where, and what they answered."""

    year: str
    items: Sequence[Item | None]  # None where this column was not asked in this wave
    people: Mapping[tuple[str, str], int]  # by school and role
    given: Sequence[Given]


@dataclass(frozen=True)
class Laid:
    """One row: what it belongs to (nothing where that is not said), and a code for each column."""

    year: str
    of: str
    codes: Sequence[int]


@dataclass(frozen=True)
class Column:
    """One question in one wave: of each unit how many were asked it, and the codes that were answered."""

    asked: Mapping[str, int]
    given: Mapping[str, Sequence[int]]

    def unsaid(self) -> set[str]:
        """The units that are too small for this question, with the smallest others until they are five together."""
        here = {unit: n for unit, n in self.asked.items() if n}
        few = {unit for unit, n in here.items() if n < FEWEST}
        for unit in sorted(here.keys() - few, key=lambda each: (here[each], each)):
            if not 0 < sum(here[each] for each in few) < FEWEST:
                break
            few.add(unit)
        return few

    def cells(self, units: Iterable[str], room: int, rest: int, chance: Random) -> list[int]:
        """The codes of these units, who gave none, and what is left of the room; in an order by chance."""
        units = list(units)
        codes = [code for unit in units for code in self.given.get(unit, ())]
        silent = max(0, sum(self.asked.get(unit, 0) for unit in units) - len(codes))
        found = codes + [LEFT_OPEN] * silent
        found += [rest] * (room - len(found))
        chance.shuffle(found)
        return found


def code_of(item: Item, value: str) -> int:
    """The number under which an answer stands in a file."""
    if value == PASSED:
        return PASSED_BY
    if item.kind == AGREE and value == VALUES[AGREE][-1]:
        return UNSURE
    if item.kind in (AGREE, FREQUENCY, FACES):
        return VALUES[item.kind].index(value) + 1
    return int(value)


def laid(waves: Sequence[Asked], cut: str, chance: Random) -> list[Laid]:
    """All rows, in an order by chance within what they belong to. `chance` must be secret."""
    found: list[Laid] = []
    for wave in waves:
        found += persons_of(wave, chance) if cut == PERSON else units_of(wave, cut, chance)
    return found


def units_of(wave: Asked, cut: str, chance: Random) -> list[Laid]:
    """For each school (or role) as many rows as people answered there, and then the rows of which it is not said."""
    people: Counter[str] = Counter()
    for (school, role), n in wave.people.items():
        people[school if cut == SCHOOL else role] += n
    columns = [column_of(wave, item, cut) if item else None for item in wave.items]
    unsaid = [column.unsaid() if column else set() for column in columns]
    found = []
    for unit, room in sorted(people.items()):
        cells = [
            cells_of(column, unit, few, room, chance) if column else [NOT_ASKED] * room
            for column, few in zip(columns, unsaid, strict=True)
        ]
        if any(code not in (FEW, NOT_ASKED) for column in cells for code in column):
            found += [Laid(wave.year, unit, codes) for codes in zip(*cells, strict=True)]
    return found + unsaid_of(wave, columns, unsaid, chance)


def cells_of(column: Column, unit: str, few: set[str], room: int, chance: Random) -> list[int]:
    return [FEW] * room if unit in few else column.cells([unit], room, NOT_ASKED, chance)


def unsaid_of(wave: Asked, columns: Sequence[Column | None], unsaid: Sequence[set[str]], chance: Random) -> list[Laid]:
    """Answers of units that are too small, together; a question of which they are fewer than five even so stays out."""
    many = [
        sum(column.asked[unit] for unit in few) if column and few else 0 for column, few in zip(columns, unsaid, strict=True)
    ]
    many = [n if n >= FEWEST else 0 for n in many]
    room = max(many, default=0)
    cells = [
        column.cells(few, room, FEW, chance) if column and n else [FEW if column else NOT_ASKED] * room
        for column, few, n in zip(columns, unsaid, many, strict=True)
    ]
    return [Laid(wave.year, "", codes) for codes in zip(*cells, strict=True)]


def column_of(wave: Asked, item: Item, cut: str) -> Column:
    """Who was asked: everyone in its roles; behind another question only who gave there the answer that leads on."""
    unit = (lambda school, role: school) if cut == SCHOOL else (lambda school, role: role)
    asked: Counter[str] = Counter()
    given: dict[str, list[int]] = defaultdict(list)
    if item.only_if:
        for each in wave.given:
            if each.item == item.only_if and each.value in item.only_values and item.is_for(each.role, wave.year):
                asked[unit(each.school, each.role)] += 1
    else:
        for (school, role), n in wave.people.items():
            asked[unit(school, role)] += n if item.is_for(role, wave.year) else 0
    for each in wave.given:
        if each.item == item.code:
            given[unit(each.school, each.role)].append(code_of(item, each.value))
    return Column(asked, given)


def persons_of(wave: Asked, chance: Random) -> list[Laid]:
    """A row for each code that somebody made; of roles in which five did at least, since what was asked tells the role."""
    by_tie: dict[str, list[Given]] = defaultdict(list)
    for each in wave.given:
        if each.tie:
            by_tie[each.tie].append(each)
    single = {tie: given for tie, given in by_tie.items() if is_of_one(given)}
    many = Counter(given[0].role for given in single.values())
    kept = {tie: codes_of(wave, given) for tie, given in sorted(single.items()) if many[given[0].role] >= FEWEST}
    columns = [without_few(column) for column in zip(*kept.values(), strict=True)]
    found = [Laid(wave.year, tie, codes) for tie, codes in zip(kept, zip(*columns, strict=True), strict=True)]
    chance.shuffle(found)
    return found


def without_few(column: Sequence[int]) -> Sequence[int]:
    """A question that fewer than five were led to stays out for all: who was led there would be seen."""
    asked = sum(code != NOT_ASKED for code in column)
    return [FEW] * len(column) if 0 < asked < FEWEST else column


def is_of_one(given: Sequence[Given]) -> bool:
    """Whether this can be one sending: two people may have made the same code, or one sent twice."""
    items = [each.item for each in given]
    return len(set(items)) == len(items) and len({(each.school, each.role) for each in given}) == 1


def codes_of(wave: Asked, given: Sequence[Given]) -> list[int]:
    role, values = given[0].role, {each.item: each.value for each in given}
    found = []
    for item in wave.items:
        if item is None or not item.is_for(role, wave.year) or not follows(item, values):
            found.append(NOT_ASKED)
        else:
            found.append(code_of(item, values[item.code]) if item.code in values else LEFT_OPEN)
    return found


def columns_over(waves: Sequence[Sequence[Item]]) -> list[list[Item | None]]:
    """The items of each wave in columns that are the same for all: one with other words or answers gets a column of its own."""
    found: list[list[Item | None]] = []
    for nth, items in enumerate(waves):
        for item in items:
            if item.kind == OPEN:
                continue
            column = next((each for each in found if each[nth] is None and is_the_same(each, item)), None)
            if column is None:
                column = [None] * len(waves)
                found.append(column)
            column[nth] = item
    return found


def is_the_same(column: Sequence[Item | None], item: Item) -> bool:
    last = next((each for each in reversed(column) if each is not None), None)
    if last is None or (last.code, last.kind, last.options, last.can_pass) != (item.code, item.kind, item.options, item.can_pass):
        return False
    return all(last.text[each] == item.text[each] for each in last.text.keys() & item.text.keys())


@dataclass(frozen=True)
class Checked:
    """What a file tells of few people: the smallest group that a question shows, and how often all there said the same."""

    smallest: int
    alike: int


def checked(rows: Sequence[Laid], cut: str) -> Checked:
    """Looks at the rows themselves, not at how they were made: k and l of each extract (R136)."""
    groups: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for row in rows:
        for place, code in enumerate(row.codes):
            if code not in (FEW, NOT_ASKED):
                groups[row.year, "" if cut == PERSON else row.of, place].append(code)
    smallest = min((len(each) for each in groups.values()), default=0)
    return Checked(smallest, sum(len(set(each)) == 1 for each in groups.values()))
