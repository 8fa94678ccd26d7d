"""Tests of means from summaries: t, Welch, ANOVA. Raw answers go through `summary_of` first.

Chances come from `scipy.special`, which loads ten times as fast as `scipy.stats`; tests compare the two.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan, nan, sqrt

from scipy import special

from rondom.surveys.measures.summaries import Summary, pooled_sd


@dataclass(frozen=True)
class T:
    """A t-test. `difference` is first less second, in points; `low` and `high` its 95% interval; p is two-sided."""

    t: float
    df: float
    p: float
    difference: float
    low: float
    high: float


@dataclass(frozen=True)
class F:
    """An F-test with its two degrees of freedom; p is of the upper tail."""

    f: float
    df1: float
    df2: float
    p: float


def must_have_two(*groups: Summary) -> None:
    for each in groups:
        if each.n < 2 or isnan(each.mean) or isnan(each.sd) or each.sd < 0:
            raise ValueError(f"a test of means needs n of 2 or more, a mean and an SD that is not negative: {each}")


def t_from(difference: float, error: float, df: float, level: float = 0.95) -> T:
    """t = difference / error with its p and interval; with no spread at all t is NaN for no difference and infinite for one."""
    if error == 0:
        t = nan if difference == 0 else float("inf") * (1 if difference > 0 else -1)
        return T(t, df, nan if difference == 0 else 0.0, difference, difference, difference)
    t = difference / error
    reach = float(special.stdtrit(df, (1 + level) / 2)) * error
    return T(t, df, float(2 * special.stdtr(df, -abs(t))), difference, difference - reach, difference + reach)


def welch_t(first: Summary, second: Summary) -> T:
    """Welch's t: (m1 - m2) / sqrt(s1^2/n1 + s2^2/n2), df = (v1 + v2)^2 / (v1^2/(n1-1) + v2^2/(n2-1)), v_i = s_i^2/n_i.

    Two summaries of other people each; points of the scale. Assumes independent answers and means that are about normal; not that
    spreads are equal. Source: Welch 1947, df of Satterthwaite 1946.
    """
    must_have_two(first, second)
    v1, v2 = first.sd**2 / first.n, second.sd**2 / second.n
    total = v1 + v2
    df = total**2 / (v1**2 / (first.n - 1) + v2**2 / (second.n - 1)) if total else float(first.n + second.n - 2)
    return t_from(first.mean - second.mean, sqrt(total), df)


def pooled_t(first: Summary, second: Summary) -> T:
    """Student's t: (m1 - m2) / (s sqrt(1/n1 + 1/n2)), s the pooled SD, df = n1 + n2 - 2.

    Two summaries of other people each; points. Assumes independent answers, means about normal and one variance. Source:
    Student 1908.
    """
    must_have_two(first, second)
    error = pooled_sd((first, second)) * sqrt(1 / first.n + 1 / second.n)
    return t_from(first.mean - second.mean, error, float(first.n + second.n - 2))


def anova(groups: Sequence[Summary]) -> F:
    """One-way ANOVA: F = (sum n_i (m_i - m)^2 / (k - 1)) / (sum (n_i - 1) s_i^2 / (N - k)), df k - 1 and N - k.

    k >= 2 summaries; points. Assumes independent answers, means about normal, one variance. With k = 2, F = t^2 of `pooled_t`.
    Source: Fisher 1925.
    """
    must_have_two(*groups)
    if len(groups) < 2:
        raise ValueError("an F-test needs two groups")
    n = sum(each.n for each in groups)
    mean = sum(each.n * each.mean for each in groups) / n
    df1, df2 = len(groups) - 1, n - len(groups)
    between = sum(each.n * (each.mean - mean) ** 2 for each in groups) / df1
    return f_from(between, pooled_sd(groups) ** 2, df1, df2)


def f_from(above: float, below: float, df1: float, df2: float) -> F:
    if below == 0:
        return F(nan if above == 0 else float("inf"), df1, df2, nan if above == 0 else 0.0)
    return F(above / below, df1, df2, float(special.fdtrc(df1, df2, above / below)))


def welch_anova(groups: Sequence[Summary]) -> F:
    """Welch's ANOVA, w_i = n_i/s_i^2, W = sum w_i, m = sum w_i m_i / W, L = sum (1 - w_i/W)^2 / (n_i - 1):

    F = (sum w_i (m_i - m)^2 / (k - 1)) / (1 + 2 (k - 2) L / (k^2 - 1)), df k - 1 and (k^2 - 1) / (3 L).
    k >= 2 summaries with an SD above 0; points. Assumes independent answers and means about normal, not one variance. With k = 2,
    F = t^2 of `welch_t`. Source: Welch 1951.
    """
    must_have_two(*groups)
    k = len(groups)
    if k < 2 or any(each.sd == 0 for each in groups):
        raise ValueError("Welch's F needs two groups, each with a spread")
    weights = [each.n / each.sd**2 for each in groups]
    total = sum(weights)
    mean = sum(weight * each.mean for weight, each in zip(weights, groups, strict=True)) / total
    lacking = sum((1 - weight / total) ** 2 / (each.n - 1) for weight, each in zip(weights, groups, strict=True))
    between = sum(weight * (each.mean - mean) ** 2 for weight, each in zip(weights, groups, strict=True)) / (k - 1)
    return f_from(between, 1 + 2 * (k - 2) * lacking / (k**2 - 1), k - 1, (k**2 - 1) / (3 * lacking))


def standardised(first: Summary, second: Summary) -> float:
    """d = (m1 - m2) / s, s the pooled SD; without unit. `effects.cohen_d` gives it with its interval. Source: Cohen 1988."""
    must_have_two(first, second)
    sd, difference = pooled_sd((first, second)), first.mean - second.mean
    if sd == 0:
        return nan if difference == 0 else float("inf") * (1 if difference > 0 else -1)
    return difference / sd
