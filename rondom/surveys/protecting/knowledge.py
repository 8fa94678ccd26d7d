"""What a reader of all tables together knows, as linear equations, and between which ends what is hidden can lie.

The unknowns are the counts of every school x role x answer of every question, at least 0. It is known that every question was put
to the same people and how many gave no answer (more than a reader knows). The reader is given the key of all letters: what holds
against one who could tell every school holds against everybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog

from rondom.surveys.protecting.answers import Wave
from rondom.surveys.protecting.rows import CELL, GROUP, Row, counts_that_print, ends_of

Vector = NDArray[np.float64]
Owner = tuple[int, int | str] | None  # which printed figure says so: number of the row, and the answer or "n"
NOTHING = 1e-7


@dataclass(frozen=True)
class Known:
    """`upper @ x <= limits` and `equal @ x == totals`, each line with the printed figure that it comes from."""

    upper: sparse.csr_matrix
    limits: Vector
    upper_owners: tuple[Owner, ...]
    equal: sparse.csr_matrix
    totals: Vector
    equal_owners: tuple[Owner, ...]


class Places:
    """Where the counts of a question stand among the unknowns."""

    def __init__(self, wave: Wave) -> None:
        self.wave = wave
        self.groups = len(wave.schools) * len(wave.roles)
        widths = [len(each.answers) for each in wave.questions]
        self.starts = np.concatenate([[0], np.cumsum([self.groups * width for width in widths])])
        self.widths = widths
        self.size = int(self.starts[-1])
        self.truth = np.concatenate([each.reshape(-1) for each in wave.counts]).astype(np.float64)

    def of(self, row: Row, answer: int | str) -> NDArray[np.int64]:
        """The unknowns that a figure adds up: a cell, or the n of a row."""
        width, start = self.widths[row.question], int(self.starts[row.question])
        first = start + np.flatnonzero(row.groups) * width
        if isinstance(answer, str):
            return (first[:, None] + np.arange(width)).ravel()
        return first + answer

    def line(self, row: Row, answer: int | str) -> Vector:
        found = np.zeros(self.size)
        found[self.of(row, answer)] = 1
        return found


def same_people(places: Places) -> tuple[list[Vector], list[float]]:
    """Every question was put to the same people: n of a group is that of the first question, but for who gave none."""
    wave, lines, totals = places.wave, [], []
    for question in range(1, len(wave.questions)):
        for group in range(places.groups):
            line = np.zeros(places.size)
            for each, sign in ((question, 1.0), (0, -1.0)):
                start = int(places.starts[each]) + group * places.widths[each]
                line[start : start + places.widths[each]] = sign
            lines.append(line)
            totals.append(float(wave.missing[0].ravel()[group] - wave.missing[question].ravel()[group]))
    return lines, totals


def known_of(places: Places, rows: Sequence[Row]) -> Known:
    """All that the printed figures of these rows say together."""
    upper: list[tuple[Vector, float, Owner]] = []
    lines, numbers = same_people(places)
    equal: list[tuple[Vector, float, Owner]] = [(line, total, None) for line, total in zip(lines, numbers, strict=True)]
    for number, row in enumerate(rows):
        everybody = places.line(row, "n")
        if row.n_shown:
            equal.append((everybody, float(row.n), (number, "n")))
        elif row.is_shown:
            upper.append((-everybody, -float(GROUP), None))
        for answer in (int(each) for each in np.flatnonzero(row.shown)):
            cell, text = places.line(row, answer), row.text(answer)
            if row.n_shown:
                low, high = counts_that_print(text, row.n, row.step)
                upper += [(cell, float(high), (number, answer)), (-cell, -float(low), (number, answer))]
                continue
            least, most = ends_of(text, row.step)
            upper += [
                (cell - most / 100 * everybody, 0.0, (number, answer)),
                (least / 100 * everybody - cell, 0.0, (number, answer)),
                (-cell, -float(CELL), (number, answer)),
            ]
    return Known(*laid(upper, places.size), *laid(equal, places.size))


def laid(lines: Sequence[tuple[Vector, float, Owner]], size: int) -> tuple[sparse.csr_matrix, Vector, tuple[Owner, ...]]:
    matrix = np.array([line for line, _number, _owner in lines]) if lines else np.zeros((0, size))
    return sparse.csr_matrix(matrix), np.array([number for _l, number, _o in lines]), tuple(owner for _l, _n, owner in lines)


@dataclass(frozen=True)
class Answer:
    """The least of an objective: its value (-inf without an end), a point that has it, and the printed figures that hold it."""

    value: float
    point: Vector | None
    holding: frozenset[tuple[int, int | str]]


def least(known: Known, objective: Vector) -> Answer:
    """min objective @ x over all counts that fit what is known."""
    found = linprog(
        objective, known.upper, known.limits, known.equal, known.totals, (0, None), "highs", options={"presolve": False}
    )
    if found.status in {3, 4} and found.x is None:
        return Answer(-inf, None, frozenset())
    if found.status != 0:
        raise ArithmeticError(f"the tables contradict themselves: {found.message}")
    holding = {
        owner
        for owners, marginals in ((known.upper_owners, found.ineqlin.marginals), (known.equal_owners, found.eqlin.marginals))
        for owner, marginal in zip(owners, marginals, strict=True)
        if owner is not None and abs(marginal) > NOTHING
    }
    return Answer(float(found.fun), np.asarray(found.x), frozenset(holding))
