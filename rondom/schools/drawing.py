"""A small line over school years, as SVG: one per definition, each with a sign of its own, and nothing in it but lines and words.

It begins at zero, reads in black and white, and tells the same in words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from rondom.schools.years import name_of

WIDTH, HEIGHT = 360, 170  # as wide as on a phone, so that its words are as large there as beside it
LEFT, RIGHT, TOP, BOTTOM = 36, 36, 34, 32
MOST_NAMED = 4  # years under the line
SIGNS = ("round", "square", "open")


@dataclass(frozen=True)
class Point:
    x: float
    y: float
    said: str
    sign: str
    is_hidden: bool


@dataclass(frozen=True)
class Drawn:
    """All that the template prints of one picture."""

    lines: tuple[tuple[str, int], ...]  # points as SVG has them, and which definition
    points: tuple[Point, ...]
    years: tuple[tuple[float, str], ...]
    breaks: tuple[float, ...]
    alt: str
    width: int = WIDTH
    height: int = HEIGHT
    floor: int = HEIGHT - BOTTOM
    left: int = LEFT
    right: int = WIDTH - RIGHT


Told = Mapping[int, Mapping[int, Decimal | None]]  # of each definition, by year; None is there and not told


def draw(name: str, told: Told, said: Mapping[tuple[int, int], str]) -> Drawn | None:
    """A picture where there is more than one year to draw."""
    years = sorted({year for row in told.values() for year in row})
    if len(years) < 2:
        return None
    span = list(range(years[0], years[-1] + 1))
    highest = max((value for row in told.values() for value in row.values() if value is not None), default=Decimal(0)) or Decimal(
        1
    )
    step = (WIDTH - LEFT - RIGHT) / (len(span) - 1)
    floor = HEIGHT - BOTTOM

    def x_of(year: int) -> float:
        return round(LEFT + (year - span[0]) * step, 1)

    def y_of(value: Decimal | None) -> float:
        return floor if value is None else round(floor - float(value / highest) * (floor - TOP), 1)

    lines, points = [], []
    for nth, (definition, row) in enumerate(sorted(told.items())):
        points += [
            Point(x_of(year), y_of(value), said[definition, year], SIGNS[nth % 3], value is None)
            for year, value in sorted(row.items())
        ]
        lines += [(" ".join(f"{x_of(year)},{y_of(row[year])}" for year in run), nth % 3) for run in runs(row)]
    begins = sorted(min(row) for row in told.values() if row)[1:]
    every = -(-len(span) // MOST_NAMED)
    return Drawn(
        lines=tuple(lines),
        points=tuple(points),
        years=tuple((x_of(year), name_of(year)) for year in span[::every]),
        breaks=tuple(round(x_of(year) - step / 2, 1) for year in begins if year > span[0]),
        alt=in_words(name, told, said),
    )


def runs(row: Mapping[int, Decimal | None]) -> list[list[int]]:
    """Years that follow each other and are all told: over a gap goes no line."""
    found: list[list[int]] = []
    for year in sorted(each for each, value in row.items() if value is not None):
        if found and found[-1][-1] == year - 1:
            found[-1].append(year)
        else:
            found.append([year])
    return [run for run in found if len(run) > 1]


def in_words(name: str, told: Told, said: Mapping[tuple[int, int], str]) -> str:
    parts = [
        _("definitie %(number)s: %(figures)s")
        % {"number": number, "figures": ", ".join(f"{name_of(year)} {said[number, year]}" for year in sorted(row))}
        for number, row in sorted(told.items())
        if row
    ]
    return f"{name}. " + "; ".join(parts) + "."
