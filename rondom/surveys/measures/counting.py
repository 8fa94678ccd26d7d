"""Counts a whole country at once: one pass over each item, and all else from its counts.

An answer is a whole number from 0 to 100. For each item the answers are counted by cell (year x school) and answer, with one
`bincount`; n, mean, SD, median, distribution and the means of schools follow from those counts exactly.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import nan, sqrt

import numpy as np
from numpy.typing import NDArray

from rondom.surveys.measures.means import F, T, anova, pooled_t, standardised, welch_anova, welch_t
from rondom.surveys.measures.summaries import Description, Summary

Counts = NDArray[np.int64]
MOST = 100


@dataclass(frozen=True)
class YearOfItem:
    """An item in a year: what is said of it, and the lowest and highest mean of a school (None without one)."""

    said: Description
    lowest: float | None
    highest: float | None
    schools: int


def counts_by_cell(answers: NDArray[np.integer], cells: NDArray[np.integer], count: int, largest: int) -> Counts:
    """How often each answer was given in each cell.

    Shape: (k,) answers from -1 (missing) to `largest`, (k,) numbers of cells below `count`; out (count, largest + 2), the first
    column for what is missing. Unit: answers. Formula: bincount(cell x (largest + 2) + answer + 1).
    """
    width = largest + 2
    flat = cells.astype(np.int64)
    flat *= width
    flat += answers
    flat += 1
    return np.bincount(flat, minlength=count * width).reshape(count, width).astype(np.int64, copy=False)


def median_of(counts: Counts) -> float:
    """The middle answer of counts by answer 0, 1, ...; of an even number the mean of the middle two. Shape (w,)."""
    n, upto = int(counts.sum()), counts.cumsum()
    if not n:
        return nan
    low, high = (int(np.searchsorted(upto, place, side="right")) for place in ((n - 1) // 2, n // 2))
    return (low + high) / 2


def described_by(counts: Counts, missing: int, dont_know: Sequence[int] = ()) -> Description:
    """`summaries.described` from counts by answer. Shape (w,); answers in `dont_know` are set apart. Unit: points; people."""
    kept = counts.copy()
    unsure = sum(int(kept[each]) for each in dont_know if each < kept.size)
    kept[[each for each in dont_know if each < kept.size]] = 0
    n, answer = int(kept.sum()), np.arange(kept.size, dtype=np.float64)
    mean = float(kept @ answer) / n if n else nan
    sd = sqrt(float(kept @ (answer - mean) ** 2) / (n - 1)) if n > 1 else nan
    given = {float(each): int(kept[each]) for each in np.flatnonzero(kept)}
    return Description(n, missing, unsure, mean, sd, median_of(kept), given)


def years_of_item(counts: Counts, years: int, dont_know: Sequence[int] = ()) -> list[YearOfItem]:
    """What is said of an item, year by year. Shape: (years x schools, largest + 2), schools within a year."""
    by_school = counts.reshape(years, -1, counts.shape[1])
    known = by_school[:, :, 1:]
    weights = np.arange(known.shape[2], dtype=np.float64)
    counted = np.ones_like(weights)
    for each in dont_know:
        if each < weights.size:
            weights[each] = counted[each] = 0
    n, total = known @ counted, known @ weights
    found = []
    for year in range(years):
        there = n[year] > 0
        means = total[year][there] / n[year][there]
        said = described_by(known[year].sum(axis=0), int(by_school[year, :, 0].sum()), dont_know)
        lowest, highest = (float(means.min()), float(means.max())) if means.size else (None, None)
        found.append(YearOfItem(said, lowest, highest, int(there.sum())))
    return found


@dataclass(frozen=True)
class PairOfYears:
    first: object
    second: object
    welch: T
    pooled: T
    cohen_d: float


def pairs_of(groups: Mapping[object, Summary]) -> list[PairOfYears]:
    """Welch's and the pooled t and Cohen's d for every two groups in their order. Groups of fewer than two are left out."""
    usable = [name for name, each in groups.items() if each.n >= 2]
    return [
        PairOfYears(a, b, welch_t(groups[a], groups[b]), pooled_t(groups[a], groups[b]), standardised(groups[a], groups[b]))
        for a, b in combinations(usable, 2)
    ]


def over_all(groups: Mapping[object, Summary]) -> tuple[F | None, F | None]:
    """ANOVA and Welch's ANOVA over all groups of two and more; None where there are no two, Welch's also without a spread."""
    usable = [each for each in groups.values() if each.n >= 2]
    if len(usable) < 2:
        return None, None
    return anova(usable), welch_anova(usable) if all(each.sd > 0 for each in usable) else None
