"""The one gate through which every line of a report goes. Pure: numpy, no Django, no child.

For one question: which lines may be printed, of all together, of a role, of a school. The rules are those of `protecting` (groups
from 10, cells from 5, not nearly all alike, schools only from five on); what it adds is that nothing may be *computed* that could
not be printed. Lines are sets of people; a reader who has all reports of a wave adds and subtracts them. So:

1. who stands in no line of a role together, and who stands in none of a school, are nobody or a group that could be printed;
2. take any roles together and any schools together: who is in one of the two and not in the other is nobody, or ten at least;
3. percentages stand whole or not at all, and cells are taken together for a question once, alike in each line.

A line that breaks one of these goes, the smallest first, until none does. Decision 0044.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from rondom.surveys.protecting.rows import CELL, GROUP, HIGH, SCHOOLS

DERIVED_CELL = CELL + 1  # of two groups that are hidden together: each may then be anything from 0 to 6
Counts = NDArray[np.int64]
Line = tuple[str, int]  # ("role", 2): the third role; ("all", 0) is everybody


@dataclass
class Weighed:
    """One question while it is weighed: people by school x role x answer, and which lines still stand."""

    counts: Counts
    has_shares: bool
    standing: set[Line] = field(default_factory=set)

    def __post_init__(self) -> None:
        schools, roles, _answers = self.counts.shape
        lines = [("all", 0), *(("role", nth) for nth in range(roles)), *(("school", nth) for nth in range(schools))]
        self.standing = {line for line in lines if is_printable(self.cells_of(line), has_shares=self.has_shares)}

    def mask_of(self, line: Line) -> NDArray[np.bool_]:
        """Whose line it is, over school x role."""
        found = np.zeros(self.counts.shape[:2], dtype=np.bool_)
        kind, nth = line
        found[(slice(None), nth) if kind == "role" else nth if kind == "school" else slice(None)] = True
        return found

    def cells_of(self, line: Line) -> Counts:
        return self.cells(self.mask_of(line))

    def cells(self, mask: NDArray[np.bool_]) -> Counts:
        return np.asarray(self.counts[mask].sum(axis=0), dtype=np.int64)

    def of(self, kind: str) -> list[int]:
        return sorted(nth for each, nth in self.standing if each == kind)


def is_printable(cells: Counts, *, has_shares: bool, least_cell: int = CELL) -> bool:
    """Ten people or more, not nearly all with one answer, and for percentages each cell filled enough."""
    n = int(cells.sum())
    if n < GROUP or 100 * int(cells.max()) > HIGH * n:
        return False
    return not has_shares or (cells.size > 1 and int(cells.min()) >= least_cell)


def weigh(counts: Counts, *, has_shares: bool) -> set[Line]:
    """The lines that may be printed of one question. Shape of counts: (schools, roles, answers), people."""
    weighed = Weighed(counts, has_shares)
    if ("all", 0) not in weighed.standing:
        weighed.standing.clear()
    while True:
        if 0 < len(weighed.of("school")) < SCHOOLS:
            weighed.standing -= {("school", nth) for nth in weighed.of("school")}
        broken = next(breaks(weighed), None)
        if broken is None:
            return weighed.standing
        going = min((line for line in weighed.standing if line[0] == broken), key=lambda line: size(weighed, line))
        weighed.standing.discard(going)


def size(weighed: Weighed, line: Line) -> tuple[int, int]:
    return int(weighed.cells_of(line).sum()), line[1]


def breaks(weighed: Weighed) -> Iterator[str]:
    """Of which kind a line must go, for each rule that is broken."""
    for kind in ("role", "school"):
        if weighed.of(kind) and not may_be_derived(weighed, weighed.cells(rest_of(weighed, kind))):
            yield kind
    if not (weighed.of("role") and weighed.of("school")):
        return
    between = between_parts(weighed)
    names = range(between.shape[1])
    for several in range(1, len(names)):
        for chosen in combinations(names, several):
            if not holds_between(weighed, between, list(chosen)):
                yield "school"
                return


def between_parts(weighed: Weighed) -> Counts:
    """People by school line x role line x answer; who stands in no line is the last part. Shape: (parts, parts, answers)."""
    return np.array(
        [[weighed.cells(school & role) for role in parts(weighed, "role")] for school in parts(weighed, "school")],
        dtype=np.int64,
    )


def holds_between(weighed: Weighed, between: Counts, chosen: list[int]) -> bool:
    """These roles beside whatever schools: who is in one and not in the other is nobody, or a group that could be printed."""
    people = between.sum(axis=2)
    inside = people[:, chosen].sum(axis=1)
    outside = people.sum(axis=1) - inside
    if 0 < int(np.minimum(inside, outside).sum()) < GROUP:
        return False
    others = [nth for nth in range(people.shape[1]) if nth not in chosen]
    inner = between[outside > 0][:, chosen].sum(axis=(0, 1))  # these roles less the schools that lie wholly in them
    outer = between[inside > 0][:, others].sum(axis=(0, 1))  # the schools that these roles reach, less these roles
    return all(may_be_derived(weighed, cells) for cells in (inner, outer))


def rest_of(weighed: Weighed, kind: str) -> NDArray[np.bool_]:
    """Who stands in no line of this kind."""
    masks = [weighed.mask_of((kind, nth)) for nth in weighed.of(kind)]
    return ~np.logical_or.reduce(masks)


def parts(weighed: Weighed, kind: str) -> list[NDArray[np.bool_]]:
    """The lines of a kind, and who stands in none of them as one more."""
    found = [weighed.mask_of((kind, nth)) for nth in weighed.of(kind)]
    rest = rest_of(weighed, kind)
    return [*found, rest] if rest.any() else found


def may_be_derived(weighed: Weighed, cells: Counts) -> bool:
    return not cells.sum() or is_printable(cells, has_shares=weighed.has_shares, least_cell=DERIVED_CELL)


def taken_together(everybody: Sequence[int]) -> list[list[int]]:
    """Which answers are one cell: a small one goes with the smaller of its neighbours, alike in each line.

    Shape: (answers,) people in their order. With nothing left to tell apart there is one cell, which is never printed.
    """
    cells = [[nth] for nth in range(len(everybody))]

    def people(cell: list[int]) -> int:
        return sum(everybody[nth] for nth in cell)

    while len(cells) > 1 and min(map(people, cells)) < CELL:
        at = min(range(len(cells)), key=lambda nth: people(cells[nth]))
        beside = [nth for nth in (at - 1, at + 1) if 0 <= nth < len(cells)]
        other = min(beside, key=lambda nth: people(cells[nth]))
        low, high = sorted((at, other))
        cells[low : high + 1] = [cells[low] + cells[high]]
    return cells
