"""Whether rows of schools in one table could be told to be the same schools as in another, by what is printed in them.

An attacker pairs the rows of two tables off so that they fit best. He is right once by chance, whatever the number of schools; a
table whose rows he pairs better than chance and five in a hundred gets no rows of schools.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.stats import rankdata

from rondom.surveys.protecting.rows import HIGH, LOW, Row, ends_of

ABOVE_CHANCE = 0.05
Shares = NDArray[np.float64]


def shares(rows: Sequence[Row]) -> Shares:
    """What is printed, as numbers; NaN where it is hidden. Shape (schools, answers)."""
    found = np.full((len(rows), rows[0].shown.size), np.nan)
    for place, row in enumerate(rows):
        for answer in np.flatnonzero(row.shown):
            low, high = ends_of(row.text(int(answer)), row.step)
            found[place, answer] = (low + high) / 2 if low >= LOW and high <= HIGH else low or 0.0
    return found


def right(first: Sequence[object], second: Sequence[object], cost: Shares) -> int:
    """How many schools the best fit pairs rightly. Shape of cost: (rows of the first, rows of the second)."""
    ours, theirs = linear_sum_assignment(cost)
    return sum(first[a] == second[b] for a, b in zip(ours, theirs, strict=True))


def costs(a: Shares, b: Shares) -> list[Shares]:
    """Ways to say how badly two rows fit: by order in the first and in the last column, by all shares, by what is hidden."""
    filled_a, filled_b = np.nan_to_num(a, nan=LOW / 2), np.nan_to_num(b, nan=LOW / 2)
    found = []
    for column in (0, -1):
        one, other = rankdata(filled_a[:, column]), rankdata(filled_b[:, column])
        found.append(abs(one[:, None] / len(one) - other[None, :] / len(other)))
    if a.shape[1] == b.shape[1]:
        found.append(abs(filled_a[:, None, :] - filled_b[None, :, :]).sum(axis=2))
        found.append((np.isnan(a)[:, None, :] != np.isnan(b)[None, :, :]).sum(axis=2).astype(np.float64))
    return found


def can_be_linked(first: Sequence[Row], second: Sequence[Row]) -> bool:
    """Whether an attacker pairs the schools of two tables better than chance and five in a hundred, in any way he may try."""
    names = [(row.school, row.role) for row in first], [(row.school, row.role) for row in second]
    allowed = 1 + ABOVE_CHANCE * max(len(names[0]), len(names[1]))
    return any(right(*names, cost) > allowed for cost in costs(shares(first), shares(second)))
