"""Reads tables of summaries, and says kindly which line is not right."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rondom.surveys.measures.summaries import Printed, Summary, half_step

COLUMNS = ("indicator_group", "indicator", "school_year", "mean", "sd", "lowest_school_mean", "highest_school_mean", "n")
NEEDED = ("indicator", "school_year", "mean", "sd", "n")
LARGEST = 5_000_000  # bytes


class Unreadable(Exception):
    """Why a file can not be used, as a sentence that says what to do."""


@dataclass(frozen=True)
class Row:
    """One line of a table of summaries: an indicator in a school year."""

    group: str
    indicator: str
    year: str
    printed: Printed
    lowest: float | None
    highest: float | None


def lines_of(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV file each with the number of its line; UTF-8, comma, decimal point. Raises `Unreadable`."""
    try:
        if path.stat().st_size > LARGEST:
            raise Unreadable(f"{path.name} is groter dan 5 MB. Een tabel met samenvattingen is klein; is dit het goede bestand?")
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise Unreadable(f"{path.name} staat er niet. Kijk of de naam klopt.") from None
    except UnicodeDecodeError:
        raise Unreadable(f"{path.name} is geen tekst in UTF-8. Bewaar het bestand als CSV (UTF-8).") from None
    except OSError as error:
        raise Unreadable(f"{path.name} gaat niet open: {error.strerror}.") from None
    rows = csv.DictReader(text.splitlines(), restval="")
    missing = [name for name in NEEDED if name not in (rows.fieldnames or [])]
    if missing:
        there = ", ".join(rows.fieldnames or ["niets"])
        raise Unreadable(f"Regel 1: deze kolommen ontbreken: {', '.join(missing)}. Er staat: {there[:200]}.")
    try:
        return [(rows.line_num, row) for row in rows]
    except csv.Error as error:
        raise Unreadable(f"Regel {rows.line_num}: dit is geen CSV ({error}).") from None


def number(row: dict[str, str], name: str, line: int, empty: bool = False) -> float | None:
    text = (row.get(name) or "").strip()
    if empty and not text:
        return None
    try:
        found = float(text)
    except ValueError:
        hint = " Gebruik een punt, geen komma." if "," in text else ""
        raise Unreadable(f"Regel {line}: in kolom {name} staat '{text[:40]}'. Dat is geen getal.{hint}") from None
    if not abs(found) < 1e6:
        raise Unreadable(f"Regel {line}: in kolom {name} staat '{text[:40]}'. Dat getal kan niet kloppen.")
    return found


def row_of(row: dict[str, str], line: int) -> Row:
    if None in row:
        raise Unreadable(f"Regel {line}: er staan meer kolommen dan in de kop. Staat er een komma te veel?")
    indicator, year = row["indicator"].strip(), row["school_year"].strip()
    if not indicator or not year:
        raise Unreadable(f"Regel {line}: vul indicator en school_year in.")
    mean, sd, n = (number(row, name, line) for name in ("mean", "sd", "n"))
    assert mean is not None and sd is not None and n is not None
    if n != int(n) or n < 2:
        raise Unreadable(f"Regel {line}: n is {row['n'].strip()}. Het moet een heel getal zijn van 2 of meer.")
    if sd < 0:
        raise Unreadable(f"Regel {line}: sd is {row['sd'].strip()}. Een spreiding is nooit kleiner dan 0.")
    lowest, highest = (number(row, f"{name}_school_mean", line, empty=True) for name in ("lowest", "highest"))
    printed = Printed(Summary(int(n), mean, sd), half_step(row["mean"].strip()), half_step(row["sd"].strip()))
    return Row((row.get("indicator_group") or "").strip(), indicator, year, printed, lowest, highest)


def summaries_of(path: Path) -> list[Row]:
    """A table of summaries in the columns of `COLUMNS` (mean, sd, n are needed), one line per indicator and year.

    Unit: points of the scale; n people. Raises `Unreadable` with the number of the line.
    """
    found: list[Row] = []
    seen: dict[tuple[str, str], int] = {}
    for line, raw in lines_of(path):
        row = row_of(raw, line)
        key = (row.indicator, row.year)
        if key in seen:
            raise Unreadable(f"Regel {line}: {row.indicator} in {row.year} staat er al, op regel {seen[key]}.")
        seen[key] = line
        found.append(row)
    if not found:
        raise Unreadable(f"{path.name} heeft een kop en geen regels.")
    return found


def by_indicator(rows: Sequence[Row]) -> dict[str, dict[str, Printed]]:
    """Indicator to year to what was printed, years in their order."""
    found: dict[str, dict[str, Printed]] = {}
    for row in rows:
        found.setdefault(row.indicator, {})[row.year] = row.printed
    return {name: dict(sorted(years.items())) for name, years in found.items()}
