"""Reads the answers of a wave, one line a person, from parquet or CSV, one column at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from rondom.surveys.measures.counting import MOST
from rondom.surveys.measures.files import Unreadable

YEAR, SCHOOL = "school_year", "school"
APART = (YEAR, SCHOOL, "role")
Codes = NDArray[np.int64]


@dataclass(frozen=True)
class Answers:
    """A file that is open: how many people, their cell (year x school), the years and schools, and the names of the items."""

    path: Path
    frame: pl.DataFrame | None  # what a CSV had in it; of parquet each column is read when it is its turn
    people: int
    cells: Codes
    years: tuple[str, ...]
    schools: int
    items: tuple[str, ...]

    def each(self) -> Iterator[tuple[str, NDArray[np.integer]]]:
        """Item by item: its name, and the answers as whole numbers, -1 where there is none. Raises `Unreadable`."""
        for name in self.items:
            frame = pl.read_parquet(self.path, columns=[name]) if self.frame is None else self.frame
            yield name, whole_numbers(frame[name], name)


def whole_numbers(given: pl.Series, name: str) -> NDArray[np.integer]:
    """Answers as small whole numbers from 0 to 100, -1 for none."""
    if given.dtype == pl.Null:
        return np.full(given.len(), -1, dtype=np.int8)
    if given.dtype.is_float():
        given = given.fill_nan(None)
        wrong = (given != given.round(0)).fill_null(False)
    elif given.dtype.is_integer():
        wrong = (given < 0).fill_null(False)
    else:
        raise Unreadable(f"Kolom {name} bevat tekst. Antwoorden zijn hele getallen van 0 tot {MOST}; laat leeg wat ontbreekt.")
    lowest, highest = given.min(), given.max()
    assert isinstance(lowest, int | float | None) and isinstance(highest, int | float | None)
    if lowest is not None and highest is not None and (lowest < 0 or highest > MOST or bool(wrong.any())):
        bad = (wrong | ((given < 0) | (given > MOST)).fill_null(False)).arg_true()[0]
        raise Unreadable(f"Regel {bad + 2}: in kolom {name} staat {given[bad]}. Antwoorden zijn hele getallen van 0 tot {MOST}.")
    return given.fill_null(-1).cast(pl.Int8).to_numpy()


def numbered(given: pl.Series) -> tuple[Codes, tuple[str, ...]]:
    """Names as numbers from 0 in the order of the names, and those names."""
    if given.null_count():
        line = given.is_null().arg_true()[0] + 2
        raise Unreadable(f"Regel {line}: kolom {given.name} is leeg. Van ieder antwoord moet bekend zijn: {YEAR} en {SCHOOL}.")
    known = given.cast(pl.String).cast(pl.Categorical)
    codes = known.to_physical().to_numpy().astype(np.int64)
    there = np.flatnonzero(np.bincount(codes))
    first = np.zeros(int(there[-1]) + 1, dtype=np.int64)
    first[there] = np.arange(there.size)
    codes = first[codes]
    place = np.empty(there.size, dtype=np.int64)
    place[codes] = np.arange(codes.size)
    names = known.gather(place).cast(pl.String).to_list()
    order = np.argsort(np.array(names))
    rank = np.empty_like(order)
    rank[order] = np.arange(order.size)
    return rank[codes], tuple(names[each] for each in order)


def opened(path: Path) -> Answers:
    """A file of answers, parquet or CSV (UTF-8, comma): columns `school_year` and `school`, `role` if known, the rest items.

    One line a person in a year; an answer is a whole number from 0 to 100, empty where there is none. Raises `Unreadable`.
    """
    if not path.is_file():
        raise Unreadable(f"{path.name} staat er niet. Kijk of de naam klopt.")
    try:
        names = pl.read_parquet_schema(path) if path.suffix == ".parquet" else pl.scan_csv(path).collect_schema()
        must_have(list(names))
        items = tuple(name for name in names if name not in APART)
        if path.suffix == ".parquet":
            frame, head = None, pl.read_parquet(path, columns=[YEAR, SCHOOL])
        else:
            frame = head = pl.read_csv(
                path, schema_overrides={YEAR: pl.String, SCHOOL: pl.String} | dict.fromkeys(items, pl.Int8)
            )
    except (pl.exceptions.PolarsError, OSError, UnicodeDecodeError) as error:
        raise Unreadable(told(path, error)) from None
    if not head.height:
        raise Unreadable(f"{path.name} heeft kolommen en geen regels.")
    years, year_names = numbered(head[YEAR])
    schools, school_names = numbered(head[SCHOOL])
    cells = years * len(school_names) + schools
    return Answers(path, frame, head.height, cells, year_names, len(school_names), items)


def must_have(names: Sequence[str]) -> None:
    missing = [name for name in (YEAR, SCHOOL) if name not in names]
    if missing:
        there = ", ".join(names)[:200]
        raise Unreadable(f"Regel 1: deze kolommen ontbreken: {', '.join(missing)}. Er staat: {there}.")
    if set(names) <= set(APART):
        raise Unreadable("Regel 1: er zijn geen kolommen met antwoorden.")


def told(path: Path, error: Exception) -> str:
    """Of a file that does not go open: the first line with something that is no answer, where it is a CSV; else what it is."""
    if path.suffix == ".parquet":
        return f"{path.name} is geen bestand in parquet, of het is niet heel."
    with path.open(encoding="utf-8", errors="replace") as file:
        head = file.readline().rstrip("\r\n").split(",")
        for number, line in enumerate(file, start=2):
            cells = line.rstrip("\r\n").split(",")
            if len(cells) != len(head):
                return f"Regel {number}: er staan {len(cells)} kolommen; de kop heeft er {len(head)}."
            for name, cell in zip(head, cells, strict=True):
                if name not in APART and cell and not (cell.isascii() and cell.isdigit() and int(cell) <= MOST):
                    return f"Regel {number}: in kolom {name} staat '{cell[:40]}'. Antwoorden zijn hele getallen van 0 tot {MOST}."
    return f"{path.name} gaat niet open als CSV: {type(error).__name__}."
