"""Whole marks from 1 to 10, dealt over schools so that a line of Tabel F comes back as it was printed (pure)."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from random import Random

TRIES, MOVES = 5_000, 200_000
LEAST, MOST = 1, 10


class CannotBe(Exception):
    """No marks were found that give this line."""


@dataclass(frozen=True)
class Line:
    """One indicator in one year, as printed: each figure stands for all that rounds to it."""

    indicator: str
    year: str
    n: int
    mean: str
    sd: str
    lowest: str
    highest: str


def lines_of(path: Path) -> list[Line]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Line(
                row["indicator"],
                row["school_year"],
                int(row["n"]),
                row["mean"],
                row["sd"],
                row["lowest_school_mean"],
                row["highest_school_mean"],
            )
            for row in csv.DictReader(file)
        ]


def room_of(printed: str) -> tuple[Fraction, Fraction]:
    """Between which values a printed figure lies, by its decimals."""
    half = Fraction(1, 2 * 10 ** len(printed.partition(".")[2]))
    return Fraction(printed) - half, Fraction(printed) + half


def whole_within(low: Fraction, high: Fraction) -> range:
    """Whole numbers strictly between the two: at a border rounding could go either way."""
    return range(floor(low) + 1, ceil(high))


def deal(line: Line, rooms: Sequence[int], chance: Random) -> list[list[int]]:
    """Of each school the marks of who answered; `rooms` is how many there may answer. Raises `CannotBe`."""
    for _try in range(TRIES):
        sizes = sizes_of(line.n, rooms, chance)
        sums = sums_of(line, sizes, chance)
        marks = marks_of(line, sizes, sums, chance) if sums else None
        if marks:
            return marks
    raise CannotBe(f"{line.indicator} {line.year}")


def sizes_of(n: int, rooms: Sequence[int], chance: Random) -> list[int]:
    """Who answers lies over the schools by chance, each with one at least."""
    if not len(rooms) <= n <= sum(rooms):
        raise CannotBe(f"{n} answers of {sum(rooms)} people")
    places = [school for school, room in enumerate(rooms) for _person in range(room - 1)]
    sizes = [1] * len(rooms)
    for school in chance.sample(places, n - len(rooms)):
        sizes[school] += 1
    return sizes


def sums_of(line: Line, sizes: Sequence[int], chance: Random) -> list[int] | None:
    """A sum of marks for each school: one prints as the lowest, one as the highest, others lie between, and all as the mean."""
    low, high = chance.sample(range(len(sizes)), 2)
    ends = {}
    for school, printed in ((low, line.lowest), (high, line.highest)):
        around = whole_within(*(each * sizes[school] for each in room_of(printed)))
        if not around:
            return None
        ends[school] = chance.choice(around)
    least, most = Fraction(ends[low], sizes[low]), Fraction(ends[high], sizes[high])
    bounds = [
        (ends[school],) * 2 if school in ends else (ceil(least * size), floor(most * size)) for school, size in enumerate(sizes)
    ]
    total = chance.choice(whole_within(*(each * line.n for each in room_of(line.mean))))
    if any(one > other for one, other in bounds) or not sum(b[0] for b in bounds) <= total <= sum(b[1] for b in bounds):
        return None
    middle = Fraction(total - sum(ends.values()), line.n - sizes[low] - sizes[high])
    sums = [min(max(round(middle * size), one), other) for size, (one, other) in zip(sizes, bounds, strict=True)]
    while sum(sums) != total:
        step = 1 if sum(sums) < total else -1
        free = [school for school, (one, other) in enumerate(bounds) if one <= sums[school] + step <= other]
        sums[chance.choice(free)] += step
    return sums


def marks_of(line: Line, sizes: Sequence[int], sums: Sequence[int], chance: Random) -> list[list[int]] | None:
    """As equal as they can be, then spread two at a time until their squares give the printed SD."""
    marks = [[total // size + (nth < total % size) for nth in range(size)] for size, total in zip(sizes, sums, strict=True)]
    total, now = sum(sums), sum(mark * mark for school in marks for mark in school)
    low, high = (each * each * (line.n - 1) + Fraction(total * total, line.n) for each in room_of(line.sd))
    # A square is odd where its mark is: so the sum of squares is odd or even with the sum of marks.
    wanted = [squares for squares in whole_within(low, high) if squares % 2 == total % 2 and squares >= now]
    if not wanted:
        return None
    gap = chance.choice(wanted) - now
    many = [school for school, size in enumerate(sizes) if size > 1]
    for _move in range(MOVES):
        if not gap:
            break
        school = marks[chance.choice(many)]
        one, other = chance.sample(range(len(school)), 2)
        if school[one] > school[other]:
            one, other = other, one
        more = 2 * (school[other] - school[one]) + 2
        if more <= gap and school[one] > LEAST and school[other] < MOST:
            school[one] -= 1
            school[other] += 1
            gap -= more
    for school in marks:
        chance.shuffle(school)
    return marks if not gap else None


@dataclass(frozen=True)
class Back:
    """A line counted again from marks, printed as it was."""

    n: int
    mean: str
    sd: str
    lowest: str
    highest: str

    def differs(self, line: Line) -> list[str]:
        return [name for name in ("n", "mean", "sd", "lowest", "highest") if getattr(self, name) != getattr(line, name)]


def printed(value: float, like: str) -> str:
    return f"{value:.{len(like.partition('.')[2])}f}"
