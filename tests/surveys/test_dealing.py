"""The first report simulated: marks that give each line of its Tabel F, and the people of its other tables."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random
from statistics import mean, stdev

import pytest

from rondom.surveys.items import Item, item_from
from rondom.surveys.queries import AnswerRow
from rondom.surveys.shipped import shipped
from rondom.surveys.tables import Counted
from tools import monitor_demo
from tools.monitor_demo.answers import answered_by
from tools.monitor_demo.comparing import response_tables, table_f
from tools.monitor_demo.dealing import CannotBe, Line, deal, lines_of, room_of, whole_within
from tools.monitor_demo.laying import ALSO_ASKED
from tools.monitor_demo.people import PRINTED, YEARS, invited_at, people_of

RESPONSE = Path(monitor_demo.__file__).parent / "onze_response.csv"
TABEL_F = Path("rondom/surveys/data/onze_tabel_f.csv")


@pytest.fixture(scope="module")
def items() -> list[Item]:
    found = [item_from(each) for each in shipped("onze")["items"]]
    return [replace(item, roles=(*item.roles, *ALSO_ASKED.get(item.code, ()))) for item in found]


def rows_of(items: list[Item], year: str, seed: int) -> list[AnswerRow]:
    people = people_of(year)
    given = answered_by(people, items, lines_of(TABEL_F), year, Random(seed))
    return [
        AnswerRow(person.school, person.role, year, code, value, None)
        for person, answers in zip(people, given, strict=True)
        for code, value in answers.items()
    ]


@pytest.mark.parametrize("seed", [1, 2, 20261201])
def test_every_line_of_tabel_f_comes_back_whole(items, seed):
    rows = [row for year in YEARS for row in rows_of(items, year, seed)]

    found = table_f(lines_of(TABEL_F), items, rows)

    assert [each["differs"] for each in found] == [[]] * 68
    asked = {item.code: item for item in items}
    assert all(row.value in asked[row.item].values or asked[row.item].kind == "open" for row in rows)
    assert all(asked[row.item].is_for(row.role, row.year) for row in rows)


def test_a_mark_that_is_lost_or_changed_is_seen(items):
    rows = [row for year in YEARS for row in rows_of(items, year, 1)]
    at = next(nth for nth, row in enumerate(rows) if (row.item, row.year, row.value) == ("Q20", YEARS[0], "7"))

    lost = table_f(lines_of(TABEL_F), items, rows[:at] + rows[at + 1 :])
    changed = [replace(row, value="1") if (row.item, row.school) == ("Q20", "A") else row for row in rows]

    assert [(each["indicator"], each["year"], "n" in each["differs"]) for each in lost if each["differs"]] == [
        ("Tijd voor kerntaken", YEARS[0], True)
    ]
    assert {"mean", "sd", "lowest"} <= set(table_f(lines_of(TABEL_F), items, changed)[0]["differs"])


def test_marks_are_whole_and_figures_are_those_of_other_hands():
    for line in lines_of(TABEL_F):
        marks = deal(line, [40, 30, 30, 30, 20, 20, 20], Random(7))
        given = [mark for school in marks for mark in school]
        assert all(isinstance(mark, int) and 1 <= mark <= 10 for mark in given) and len(given) == line.n
        for value, text in ((mean(given), line.mean), (stdev(given), line.sd)):
            low, high = room_of(text)
            assert low < value < high
        ends = sorted(mean(school) for school in marks)
        assert (f"{ends[0]:.1f}", f"{ends[-1]:.1f}") == (line.lowest, line.highest)


def test_a_line_that_can_not_be_is_said():
    line = Line("x", "2020", 20, "7.0", "0.10", "2.0", "9.0")
    with pytest.raises(CannotBe):
        deal(line, [10, 10], Random(1))
    with pytest.raises(CannotBe, match="20 answers of 19 people"):
        deal(line, [10, 9], Random(1))
    assert list(whole_within(*room_of("7"))) == [7]
    assert room_of("1.1") == (Fraction("1.05"), Fraction("1.15")), "one decimal is as much room as one decimal has"


def test_the_people_are_those_of_the_printed_tables():
    for year in YEARS:
        people = people_of(year)
        assert len({(each.school, each.role, each.number) for each in people}) == len(people)
        codes = [each.code for each in people if each.code[0]]
        assert len(set(codes)) == len(codes), "two people make no code alike"
        assert sum(PRINTED[year]) + 14 == len(people)
    last = Counter((each.school, each.role, each.also) for each in people_of(YEARS[-1]))
    counts = [Counted(*about, answered) for about, answered in last.items()]

    found = response_tables(RESPONSE, counts, invited_at(YEARS[-1]))

    assert set(found) == {"A", "B", "B, invited", "C", "D", "D, people", "E"}
    assert all(counted == in_print for counted, in_print in found.values())
