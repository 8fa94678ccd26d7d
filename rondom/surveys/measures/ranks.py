"""Tests on raw answers: by rank, and of the same people twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from rondom.surveys.measures.means import T, t_from
from rondom.surveys.measures.summaries import Numbers, as_numbers


@dataclass(frozen=True)
class Ranks:
    """A test by rank: its statistic, two-sided p, how many answers it used, and an effect size r where it has one."""

    statistic: float
    p: float
    n: int
    r: float = nan
    df: int | None = None


def tied(before: ArrayLike, after: ArrayLike) -> tuple[Numbers, Numbers, int]:
    """The pairs that are complete, and how many are not.

    Shape: (k,) and (k,), the same person at the same place; NaN where nothing was given. Unit: points.
    """
    first, second = (np.asarray(each, dtype=np.float64).ravel() for each in (before, after))
    if first.size != second.size:
        raise ValueError(f"{first.size} answers before and {second.size} after")
    whole = ~(np.isnan(first) | np.isnan(second))
    return first[whole], second[whole], int((~whole).sum())


def paired_t(before: ArrayLike, after: ArrayLike) -> T:
    """t = mean(d) / (sd(d) / sqrt(n)), d = before - after of each complete pair, df = n - 1.

    Shape: (k,) and (k,) of the same people; points. Assumes independent people and a mean difference that is about normal.
    Source: Student 1908.
    """
    first, second, _left = tied(before, after)
    if first.size < 2:
        raise ValueError("a paired test needs two people who answered twice")
    d = first - second
    return t_from(float(d.mean()), float(d.std(ddof=1) / np.sqrt(d.size)), float(d.size - 1))


def wilcoxon(before: ArrayLike, after: ArrayLike) -> Ranks:
    """Wilcoxon's signed ranks: the smaller of the rank sums of d > 0 and d < 0, d = 0 left out; r = (W+ - W-) / (W+ + W-).

    Shape: (k,) and (k,) of the same people; points. Exact up to 50 pairs without ties, else normal with the tie correction.
    Assumes independent people, and that differences can be ordered and lie evenly round their middle. Source: Wilcoxon 1945.
    """
    first, second, _left = tied(before, after)
    d = first - second
    d = d[d != 0]
    if not d.size:
        return Ranks(0.0, 1.0, 0, 0.0)
    ranks = stats.rankdata(abs(d))
    up, down = float(ranks[d > 0].sum()), float(ranks[d < 0].sum())
    exact = d.size <= 50 and len(np.unique(abs(d))) == d.size
    found = stats.wilcoxon(d, method="exact" if exact else "asymptotic")
    return Ranks(min(up, down), float(found.pvalue), int(d.size), (up - down) / (up + down))


def mann_whitney(first: ArrayLike, second: ArrayLike) -> Ranks:
    """U of the first group = R1 - n1 (n1 + 1) / 2; p normal with ties and half a step of continuity; r = 2 U / (n1 n2) - 1.

    Shape: (n1,) and (n2,), other people each; points, or steps of an ordered scale. r runs from -1 to 1: the chance that one of
    the first group is higher, less the chance that it is lower. Assumes independent answers. Source: Mann & Whitney 1947; r:
    Cureton 1956.
    """
    a, b = as_numbers(first), as_numbers(second)
    if not a.size or not b.size:
        raise ValueError("a test of two groups needs answers in both")
    if np.unique(np.concatenate([a, b])).size == 1:
        return Ranks(a.size * b.size / 2, 1.0, int(a.size + b.size), 0.0)
    found = stats.mannwhitneyu(a, b, method="asymptotic")
    u = float(found.statistic)
    return Ranks(u, float(found.pvalue), int(a.size + b.size), 2 * u / (a.size * b.size) - 1)


def kruskal_wallis(groups: Sequence[ArrayLike]) -> Ranks:
    """H = 12 / (N (N + 1)) sum R_i^2 / n_i - 3 (N + 1), divided by 1 - sum(t^3 - t) / (N^3 - N) for ties; chi-square, df k - 1.

    Shape: k arrays (n_i,), other people each; points or steps of an ordered scale. Assumes independent answers.
    Source: Kruskal & Wallis 1952.
    """
    kept = [as_numbers(each) for each in groups]
    if len(kept) < 2 or not all(each.size for each in kept):
        raise ValueError("a test of groups needs two, with answers in each")
    n = int(sum(each.size for each in kept))
    if np.unique(np.concatenate(kept)).size == 1:
        return Ranks(0.0, 1.0, n, df=len(kept) - 1)
    found = stats.kruskal(*kept)
    return Ranks(float(found.statistic), float(found.pvalue), n, df=len(kept) - 1)
