"""The page about safety: a row for each requirement, counted, and what it points to is there."""

import ast
import re
from collections import Counter

import pytest
from django.conf import settings

ROOT = settings.ROOT
PAGE = ROOT / "docs" / "security.md"
# The level of each requirement of ASVS 5.0.0, by section, in its order.
LEVELS = {
    "1.1": "22", "1.2": "1111122223", "1.3": "112222222223", "1.4": "222", "1.5": "123",
    "2.1": "122", "2.2": "112", "2.3": "12223", "2.4": "23",
    "3.1": "3", "3.2": "113", "3.3": "12223", "3.4": "11222233", "3.5": "11122333", "3.6": "3", "3.7": "22333",
    "4.1": "12233", "4.2": "23333", "4.3": "22", "4.4": "1222",
    "5.1": "2", "5.2": "112333", "5.3": "113", "5.4": "222",
    "6.1": "122", "6.2": "111111112222", "6.3": "11223333", "6.4": "112233", "6.5": "22222333", "6.6": "2223", "6.7": "33",
    "6.8": "2222",
    "7.1": "222", "7.2": "1111", "7.3": "22", "7.4": "11222", "7.5": "223", "7.6": "22",
    "8.1": "1233", "8.2": "1123", "8.3": "133", "8.4": "23",
    "9.1": "111", "9.2": "1222",
    "10.1": "22", "10.2": "223", "10.3": "22223", "10.4": "1111122222233333", "10.5": "22222", "10.6": "22", "10.7": "222",
    "11.1": "2233", "11.2": "22233", "11.3": "11233", "11.4": "1222", "11.5": "23", "11.6": "23", "11.7": "33",
    "12.1": "12233", "12.2": "11", "12.3": "22223",
    "13.1": "2333", "13.2": "222223", "13.3": "2233", "13.4": "1222233",
    "14.1": "22", "14.2": "12223333", "14.3": "122",
    "15.1": "12233", "15.2": "12233", "15.3": "1222222", "15.4": "3333",
    "16.1": "2", "16.2": "22222", "16.3": "2222", "16.4": "222", "16.5": "2223",
    "17.1": "23", "17.2": "22223333", "17.3": "22",
}  # fmt: skip
WEIGH_MOST = re.findall(
    r"\S+",
    "1.2.4 1.2.10 1.3.1 2.2.2 2.3.1 2.3.3 2.3.5 2.4.1 3.3.2 3.4.3 3.5.8 5.2.2 5.4.3 6.2.12 6.3.3 6.3.6 "
    "6.3.7 6.3.8 6.4.4 6.4.6 6.8.1 6.8.4 7.1.1 7.4.2 7.5.3 8.1.2 8.2.2 8.2.3 8.3.1 8.3.2 8.3.3 8.4.1 "
    "8.4.2 11.1.1 11.3.3 11.4.2 12.3.1 13.3.1 14.1.2 14.2.6 14.2.7 14.2.8 14.3.2 15.4.2 16.3.2 16.4.2",
)
STATES = ("met", "partly", "not yet", "at the server", "not applicable")
ROW = re.compile(r"\| (\*\*)?([\d.]+)(?:\*\*)? \| (?:\*\*)?([123])(?:\*\*)? \| ([^|]+) \| ([^|]+) \| ([^|]+) \|")
PLACE = re.compile(r"`([\w.][\w./-]*\.(?:py|md|js|html|toml|txt|csv))(?:::(\w+))?`")


@pytest.fixture(scope="module")
def rows() -> list[tuple[str, ...]]:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if re.match(r"\| \**\d+\.\d+\.\d+\** \|", line)]
    found = [ROW.fullmatch(line) for line in lines]
    assert all(found), [line for line, row in zip(lines, found, strict=True) if not row]
    return [row.groups("") for row in found if row]


def levels() -> dict[str, str]:
    return {f"{part}.{nth}": level for part, each in LEVELS.items() for nth, level in enumerate(each, start=1)}


def test_the_list_is_that_of_the_standard():
    assert Counter(levels().values()) == {"1": 70, "2": 183, "3": 92}


def test_every_requirement_of_level_1_and_2_has_one_row_and_those_of_level_3_are_marked(rows):
    wanted = {number for number, level in levels().items() if level in "12"}
    named = [number for _bold, number, *_rest in rows]

    assert len(wanted) == 253 and len(WEIGH_MOST) == 46
    assert len(named) == len(set(named))
    assert set(named) == wanted | set(WEIGH_MOST)
    assert {number: level for _bold, number, level, *_rest in rows} == {number: levels()[number] for number in named}
    assert {number for bold, number, *_rest in rows if bold} == set(WEIGH_MOST)
    text = PAGE.read_text(encoding="utf-8")
    assert text.count("| **3** |") == sum(level == "3" for _bold, _number, level, *_rest in rows) == 15


def test_each_row_says_how_it_stands_and_where_to_see_it(rows):
    for _bold, number, _level, asks, state, how in rows:
        assert state in STATES, number
        assert 5 < len(asks) < 120, number
        if state == "met":
            assert PLACE.search(how) or "`make " in how or 'under "' in how, (number, "met, and nothing shows it")
        else:
            assert len(how) >= 8, (number, "why?")


def test_what_a_row_points_to_is_there():
    text = PAGE.read_text(encoding="utf-8")
    found = PLACE.findall(text)

    assert len(found) > 150
    for path, name in found:
        file = ROOT / path
        assert file.is_file(), path
        if name:
            functions = {node.name for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)}
            assert name in functions, f"{path}::{name}"


def test_the_counts_at_the_top_are_those_of_the_rows(rows):
    counted = Counter((state, level == "3") for _bold, _number, level, _asks, state, _how in rows)
    text = PAGE.read_text(encoding="utf-8")

    for state in STATES:
        assert f"| {state} | {counted[state, False]} | {counted[state, True]} |" in text, (state, counted)


def test_a_planted_row_without_anything_to_show_is_found(rows):
    with pytest.raises(AssertionError, match="nothing shows it"):
        test_each_row_says_how_it_stands_and_where_to_see_it([("", "1.1.1", "2", "something", "met", "believe us")])
