"""Reads a file with figures, line by line, and says of each wrong line what to do. Pure: it knows no table."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from rondom.schools.years import EARLIEST, year_in

COLUMNS = ("soort", "schooljaar", "waarde", "definitie", "bron")
LARGEST_FILE, MOST_LINES, LONGEST = 200_000, 1_000, 200
FORMULA = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Line:
    """One figure as a file tells it."""

    number: int
    kind: str
    year: int
    value: Decimal
    definition: int
    source: str


@dataclass(frozen=True)
class Wrong:
    """What is not right in a line: a word for what it is, and what stood there."""

    number: int
    what: str
    said: str = ""


@dataclass(frozen=True)
class Limits:
    """What the reader of a file must know of who sends it: words for kinds, definitions that are there, and this year."""

    kinds: dict[str, str]
    parts: frozenset[str]  # kinds of which a value may have parts
    has_definition: Callable[[str, int], bool]
    this_year: int


def text_of(content: bytes) -> tuple[str, Wrong | None]:
    if len(content) > LARGEST_FILE:
        return "", Wrong(0, "large")
    if b"\0" in content:
        return "", Wrong(0, "encoding")
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        return "", Wrong(0, "encoding")


def read_figures(content: bytes, limits: Limits) -> tuple[list[Line], list[Wrong]]:
    """All lines, or what is wrong; whoever lays them down does so only when nothing is."""
    text, wrong = text_of(content)
    if wrong:
        return [], [wrong]
    if not text.strip():
        return [], [Wrong(0, "empty")]
    first = text.lstrip().splitlines()[0]
    sign = max(";,\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=sign, strict=True))
    except csv.Error:
        return [], [Wrong(0, "broken")]
    rows = [[cell.strip() for cell in row] for row in rows]
    heads = [cell.lower() for cell in rows[0]] if rows else []
    if missing := [each for each in COLUMNS if each not in heads]:
        return [], [Wrong(1, "columns", ", ".join(missing))]
    filled = [(number, row) for number, row in enumerate(rows[1:], start=2) if any(row)]
    if not filled:
        return [], [Wrong(0, "empty")]
    if len(filled) > MOST_LINES:
        return [], [Wrong(0, "lines")]
    return read_lines(filled, [heads.index(each) for each in COLUMNS], limits)


def read_lines(filled: list[tuple[int, list[str]]], places: list[int], limits: Limits) -> tuple[list[Line], list[Wrong]]:
    lines, wrong = list[Line](), list[Wrong]()
    seen: dict[tuple[str, int, int], int] = {}
    for number, row in filled:
        cells = [row[place] if place < len(row) else "" for place in places]
        line, found = read_line(number, cells, limits)
        if line is not None:
            key = (line.kind, line.year, line.definition)
            if key in seen:
                found = [Wrong(number, "twice", str(seen[key]))]
            seen.setdefault(key, number)
            lines.append(line)
        wrong += found
    return lines, wrong


def read_line(number: int, cells: list[str], limits: Limits) -> tuple[Line | None, list[Wrong]]:
    if formula := next((each for each in cells if each.startswith(FORMULA)), None):
        return None, [Wrong(number, "formula", formula[:40])]
    said_kind, said_year, said_value, said_definition, source = cells
    kind = limits.kinds.get(said_kind.lower())
    year = year_in(said_year)
    value, wrong_value = value_of(said_value, has_parts=kind in limits.parts)
    number_said = int(said_definition) if re.fullmatch(r"[0-9]{1,3}", said_definition) else 0
    checks = (
        (kind is None, "kind", said_kind),
        (year is None, "year", said_year),
        (year is not None and not EARLIEST <= year <= limits.this_year, "when", said_year),
        (bool(wrong_value), wrong_value, said_value),
        (kind is not None and not limits.has_definition(kind, number_said), "definition", said_definition),
        (not source, "source", ""),
        (len(source) > LONGEST, "long", ""),
    )
    wrong = [Wrong(number, what, said[:40]) for is_wrong, what, said in checks if is_wrong]
    if wrong or kind is None or year is None or value is None:
        return None, wrong
    return Line(number, kind, year, value, number_said, source), []


def value_of(said: str, *, has_parts: bool) -> tuple[Decimal | None, str]:
    """The number in a cell; a percentage is no number of children."""
    if "%" in said:
        return None, "percent"
    if not re.fullmatch(r"[0-9]{1,6}([.,][0-9]{1,2})?", said):
        return None, "value"
    try:
        value = Decimal(said.replace(",", "."))
    except InvalidOperation:
        return None, "value"
    if not has_parts and value != value.to_integral_value():
        return None, "whole"
    return value, ""
