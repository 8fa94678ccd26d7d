"""Where a lane of the timeline is empty: stretches with a whole year in them in which no card stands. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rondom.children.schooling import GroupYear

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """How long a card covers its lane. Without a start it says until when; without an end, from when."""

    lane: str
    start: date | None
    end: date | None


@dataclass(frozen=True)
class Hole:
    """A stretch without cards: the whole years in it; where there are none, the whole school years."""

    start: date
    end: date
    years: tuple[int, ...]
    groups: tuple[str, ...]


def empty_years(
    stretches: Iterable[Stretch], *, lanes: Sequence[str], birth: date, today: date, groups: Sequence[GroupYear]
) -> dict[str, tuple[Hole, ...]]:
    """The holes of each lane since its first card; under "" those of all lanes together, which are not said twice."""
    every = list(stretches)
    # "Until the move" covers its own lane from the birth on; about one year in it nobody told anything.
    told = [each for each in every if each.start is not None]
    found = {"": holes(told, birth, birth, today, groups)}
    said = {year for hole in found[""] for year in hole.years}
    for lane in lanes:
        mine = [each for each in every if each.lane == lane]
        if mine:
            first = min(each.start or birth for each in mine)
            inside = holes(mine, birth, first, today, groups)
            found[lane] = tuple(hole for hole in inside if not hole.years or not said.issuperset(hole.years))
    return {lane: inside for lane, inside in found.items() if inside}


def holes(stretches: Sequence[Stretch], birth: date, first: date, today: date, groups: Sequence[GroupYear]) -> tuple[Hole, ...]:
    covered = sorted((each.start or birth, each.end or each.start or today) for each in stretches)
    found, free = [], first
    for start, end in [*covered, (today + DAY, today + DAY)]:
        if start > free and (hole := hole_of(free, start - DAY, groups)):
            found.append(hole)
        free = max(free, end + DAY)
    return tuple(found)


def hole_of(start: date, end: date, groups: Sequence[GroupYear]) -> Hole | None:
    """A stretch with at least one whole year in it, as people count them: by the calendar or by the school."""
    years = tuple(year for year in range(start.year, end.year + 1) if date(year, 1, 1) >= start and date(year, 12, 31) <= end)
    inside = tuple(year.group for year in groups if year.start >= start and year.end <= end)
    return Hole(start, end, years, () if years else inside) if years or inside else None
