"""Tests of counts and percentages: chi-square, Fisher, the margin that the seed prints, Wilson, Newcombe."""

from dataclasses import dataclass
from math import isnan, nan, sqrt

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

Z95 = float(stats.norm.ppf(0.975))
PRINTED_Z = 1.96  # as the seed prints it


@dataclass(frozen=True)
class ChiSquare:
    """A test of a table of counts. `least_expected` below 5 is where it is little to go by."""

    statistic: float
    df: int
    p: float
    least_expected: float


@dataclass(frozen=True)
class Margin:
    """Two percentages: their difference (second less first), the margin round it, and whether it is larger than that."""

    difference: float
    margin: float
    significant: bool


@dataclass(frozen=True)
class Interval:
    low: float
    high: float


def counts_of(table: ArrayLike) -> np.ndarray:
    """A table of counts as floats. Shape (r, c), r and c at least 2; whole numbers, none below 0."""
    counts = np.asarray(table, dtype=np.float64)
    if counts.ndim != 2 or min(counts.shape) < 2:
        raise ValueError("a table of counts has two rows and two columns at least")
    if not np.isfinite(counts).all() or (counts < 0).any() or (counts != np.floor(counts)).any():
        raise ValueError("counts are whole numbers, none below 0")
    return counts


def chi_square(table: ArrayLike, yates: bool = False) -> ChiSquare:
    """sum (o - e)^2 / e, e = row total x column total / N, df (r - 1)(c - 1); Yates (|o - e| - min(1/2, |o - e|))^2 / e.

    Shape (r, c) counts of people, each person in one cell; Yates for 2 x 2 only. Rows and columns without anybody are left out.
    Assumes expected counts of 5 or more. Source: Pearson 1900; Yates 1934, with the step cut at |o - e| as R and scipy do.
    """
    counts = counts_of(table)
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    if min(counts.shape, default=0) < 2:
        return ChiSquare(nan, 0, nan, nan)
    if yates and counts.shape != (2, 2):
        raise ValueError("Yates belongs to two rows and two columns")
    expected = counts.sum(axis=1, keepdims=True) @ counts.sum(axis=0, keepdims=True) / counts.sum()
    apart = abs(counts - expected)
    if yates:
        apart = apart - np.minimum(0.5, apart)
    statistic, df = float((apart**2 / expected).sum()), (counts.shape[0] - 1) * (counts.shape[1] - 1)
    return ChiSquare(statistic, df, float(stats.chi2.sf(statistic, df)), float(expected.min()))


def fisher(a: int, b: int, c: int, d: int) -> float:
    """Fisher's exact p, two-sided: the chances of all tables with these margins that are no likelier than this one, summed.

    Counts of people in two rows a, b and c, d. Chance of a table: hypergeometric. Assumes the margins as given. Source: Fisher
    1925.
    """
    return float(stats.fisher_exact(counts_of([[a, b], [c, d]]).astype(np.int64))[1])


def must_be_percentage(p: float, n: int) -> None:
    if not 0 <= p <= 100 or n < 2:
        raise ValueError("a percentage lies from 0 to 100, of 2 people or more")


def seed_margin(p1: float, n1: int, p2: float, n2: int) -> Margin:
    """The margin that the seed prints: 1.96 x (p1 (100 - p1) / (n1 - 1) + p2 (100 - p2) / (n2 - 1))^0.5.

    p1, p2 percentages (0 to 100), n1, n2 people of 2 or more; margin and difference in points of a percentage. The difference is
    significant where it is larger than the margin. Assumes other people each time and groups that are not small: at 0% or 100%
    the margin is too narrow. Source: the seed, appendix 1.
    """
    must_be_percentage(p1, n1)
    must_be_percentage(p2, n2)
    margin = PRINTED_Z * sqrt(p1 * (100 - p1) / (n1 - 1) + p2 * (100 - p2) / (n2 - 1))
    return Margin(p2 - p1, margin, abs(p2 - p1) > margin)


def wilson(count: float, n: int, level: float = 0.95) -> Interval:
    """Wilson's interval of a proportion: (p + z^2/2n -+ z sqrt(p (1 - p)/n + z^2/4n^2)) / (1 + z^2/n), p = count / n.

    count of n people; answer in percent. Holds in small groups and near 0 and 100%. Assumes independent people. Source: Wilson
    1927.
    """
    if n < 1 or not 0 <= count <= n:
        raise ValueError("a share needs one person, and no more than there are")
    z, p = float(stats.norm.ppf((1 + level) / 2)), count / n
    middle, reach = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    low, high = (middle - reach) / (1 + z * z / n), (middle + reach) / (1 + z * z / n)
    return Interval(100 * max(0.0, low), 100 * min(1.0, high))


def difference_of_shares(count1: float, n1: int, count2: float, n2: int) -> tuple[float, Interval]:
    """p2 - p1 in points of a percentage with Newcombe's interval, which joins two of Wilson's.

    Formula: d - sqrt((p2 - l2)^2 + (u1 - p1)^2) to d + sqrt((u2 - p2)^2 + (p1 - l1)^2). Counts of people, other people each time.
    Source: Newcombe 1998, method 10.
    """
    one, two = wilson(count1, n1), wilson(count2, n2)
    p1, p2 = 100 * count1 / n1, 100 * count2 / n2
    down = sqrt((p2 - two.low) ** 2 + (one.high - p1) ** 2)
    up = sqrt((two.high - p2) ** 2 + (p1 - one.low) ** 2)
    return p2 - p1, Interval(p2 - p1 - down, p2 - p1 + up)


def is_little_to_go_by(found: ChiSquare) -> bool:
    """Whether a chi-square stands on an expected count below 5 (Cochran 1954), or on nothing."""
    return isnan(found.least_expected) or found.least_expected < 5
