"""Which groups differ, after an F-test: every pair, with p and interval for all pairs together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import nan, sqrt

from scipy import stats

from rondom.surveys.measures.means import must_have_two, t_from, welch_t
from rondom.surveys.measures.summaries import Summary, pooled_sd


@dataclass(frozen=True)
class Pair:
    """One pair of groups: difference (first less second, points), its 95% interval and p, as the test that made it says."""

    first: object
    second: object
    difference: float
    low: float
    high: float
    p: float


Wanted = Sequence[tuple[object, object]] | None


def by_range(name: tuple[object, object], difference: float, error: float, k: int, df: float, interval: bool) -> Pair:
    """A pair by the studentised range: q = |difference| sqrt(2) / error. The interval takes a hundred times as long as p."""
    reach = float(stats.studentized_range.ppf(0.95, k, df)) * error / sqrt(2) if interval else nan
    p = (
        float(stats.studentized_range.sf(abs(difference) * sqrt(2) / error, k, df))
        if error
        else (nan if difference == 0 else 0.0)
    )
    return Pair(*name, difference, difference - reach, difference + reach, p)


def tukey(groups: Mapping[object, Summary], wanted: Wanted = None, interval: bool = True) -> list[Pair]:
    """Tukey's honest difference, for unequal n by Kramer: q = |m_i - m_j| / (s sqrt((1/n_i + 1/n_j) / 2)), df N - k.

    Named summaries; points; `wanted` are the pairs, all without it. p and interval hold for all pairs together. Assumes what
    `anova` does. Source: Tukey 1953, Kramer 1956.
    """
    must_have_two(*groups.values())
    sd, df = pooled_sd(groups.values()), sum(each.n for each in groups.values()) - len(groups)
    return [
        by_range((a, b), groups[a].mean - groups[b].mean, sd * sqrt(1 / groups[a].n + 1 / groups[b].n), len(groups), df, interval)
        for a, b in wanted or combinations(groups, 2)
    ]


def games_howell(groups: Mapping[object, Summary], wanted: Wanted = None, interval: bool = True) -> list[Pair]:
    """Games-Howell: q = |m_i - m_j| / sqrt((s_i^2/n_i + s_j^2/n_j) / 2), with the df of `welch_t` for each pair.

    Named summaries; points; `wanted` are the pairs, all without it. p and interval hold for all pairs together. Assumes what
    `welch_anova` does. Source: Games & Howell 1976.
    """
    found = []
    for a, b in wanted or combinations(groups, 2):
        pair = welch_t(groups[a], groups[b])
        error = sqrt(groups[a].sd ** 2 / groups[a].n + groups[b].sd ** 2 / groups[b].n)
        found.append(by_range((a, b), pair.difference, error, len(groups), pair.df, interval))
    return found


def least_difference(groups: Mapping[object, Summary], wanted: Wanted = None) -> list[Pair]:
    """Fisher's least significant difference: t = (m_i - m_j) / (s sqrt(1/n_i + 1/n_j)), s over all groups, df N - k; uncorrected.

    Named summaries; points. What SPSS calls LSD; here to read reports that used it. Assumes what `anova` does. Source: Fisher
    1925.
    """
    must_have_two(*groups.values())
    sd, df = pooled_sd(groups.values()), sum(each.n for each in groups.values()) - len(groups)
    found = []
    for a, b in wanted or combinations(groups, 2):
        t = t_from(groups[a].mean - groups[b].mean, sd * sqrt(1 / groups[a].n + 1 / groups[b].n), df)
        found.append(Pair(a, b, t.difference, t.low, t.high, t.p))
    return found
