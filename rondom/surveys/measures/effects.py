"""How large a difference is, with the interval round it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import atanh, exp, isfinite, nan, sqrt, tanh

from scipy import special, stats
from scipy.optimize import brentq

from rondom.surveys.measures.counts import ChiSquare
from rondom.surveys.measures.means import F, T, anova, must_have_two, standardised
from rondom.surveys.measures.summaries import Summary


@dataclass(frozen=True)
class Effect:
    """An effect size, without unit, with its 95% interval (NaN where there is none)."""

    value: float
    low: float = nan
    high: float = nan


def centre(chance: Callable[[float], float], wanted: float, low: float, high: float) -> float:
    """Where a falling `chance` is `wanted`, the end of the stretch where it never is. NaN where it can not be computed."""
    at_low, at_high = chance(low) - wanted, chance(high) - wanted
    if not (isfinite(at_low) and isfinite(at_high)):
        return nan
    if at_low <= 0:
        return low
    if at_high >= 0:
        return high
    return float(brentq(lambda each: chance(each) - wanted, low, high, xtol=1e-9))


def beyond(df: float, ncp: float, t: float) -> float:
    """The chance of a non-central t at or below t. Where its sum underflows the answer is the end it runs to."""
    found = float(special.nctdtr(df, ncp, t))
    return found if isfinite(found) else float(ncp < t)


def cohen_d(first: Summary, second: Summary) -> Effect:
    """d = (m1 - m2) / s, s the pooled SD; interval by the non-central t: d = ncp sqrt(1/n1 + 1/n2).

    Two summaries of other people each. Assumes what `pooled_t` does. Source: Cohen 1988; interval Steiger 2004.
    """
    must_have_two(first, second)
    d = standardised(first, second)
    if not isfinite(d):
        return Effect(d)
    root, df = sqrt(1 / first.n + 1 / second.n), first.n + second.n - 2
    t, reach = d / root, 8 + abs(d / root)
    low, high = (centre(lambda ncp: beyond(df, ncp, t), wanted, t - reach, t + reach) for wanted in (0.975, 0.025))
    return Effect(d, low * root, high * root)


def hedges_g(first: Summary, second: Summary) -> Effect:
    """g = d J, J = gamma(df/2) / (sqrt(df/2) gamma((df - 1)/2)): `cohen_d` without its bias in small groups.

    Two summaries of other people each, three people or more together beyond two. Source: Hedges 1981.
    """
    d, df = cohen_d(first, second), first.n + second.n - 2
    j = float(special.gammaln(df / 2) - special.gammaln((df - 1) / 2)) if df > 1 else nan
    j = exp(j) / sqrt(df / 2)
    return Effect(d.value * j, d.low * j, d.high * j)


def paired_d(found: T) -> Effect:
    """d of tied years: mean(d) / sd(d) = t / sqrt(n), n = df + 1; interval by the non-central t.

    Takes what `paired_t` found. Source: Cohen 1988 (d_z).
    """
    n = found.df + 1
    if not isfinite(found.t):
        return Effect(found.t)
    reach = 8 + abs(found.t)
    low, high = (
        centre(lambda ncp: beyond(found.df, ncp, found.t), wanted, found.t - reach, found.t + reach) for wanted in (0.975, 0.025)
    )
    return Effect(found.t / sqrt(n), low / sqrt(n), high / sqrt(n))


def of_share(found: F, n: int) -> tuple[float, float]:
    """The 95% interval of an explained share by the non-central F: ncp / (ncp + N)."""
    top = 10 * (found.f * found.df1 + 20)
    low, high = (
        centre(lambda ncp: float(special.ncfdtr(found.df1, found.df2, ncp, found.f)), wanted, 0.0, top)
        for wanted in (0.975, 0.025)
    )
    return low / (low + n), high / (high + n)


def eta_squared(groups: Sequence[Summary]) -> Effect:
    """eta^2 = SS between / SS total = F df1 / (F df1 + df2), from 0 to 1; interval by the non-central F.

    k summaries. Assumes what `anova` does; too large in small groups. Source: Fisher 1925; interval Steiger 2004.
    """
    found = anova(groups)
    if not isfinite(found.f):
        return Effect(nan)
    value = found.f * found.df1 / (found.f * found.df1 + found.df2)
    return Effect(value, *of_share(found, sum(each.n for each in groups)))


def omega_squared(groups: Sequence[Summary]) -> Effect:
    """omega^2 = df1 (F - 1) / (df1 (F - 1) + N), cut at 0: `eta_squared` without most of its bias; the same interval.

    k summaries. Assumes what `anova` does. Source: Hays 1963; interval Steiger 2004.
    """
    found, n = anova(groups), sum(each.n for each in groups)
    if not isfinite(found.f):
        return Effect(nan)
    above = found.df1 * (found.f - 1)
    return Effect(max(0.0, above / (above + n)), *of_share(found, n))


def cramer_v(found: ChiSquare, n: int, rows: int, columns: int) -> Effect:
    """V = sqrt(chi^2 / (N (min(r, c) - 1))), from 0 to 1; interval by the non-central chi-square, (ncp + df) for chi^2.

    Takes what `chi_square` found without Yates, N people and the shape of the table. Source: Cramer 1946; interval Smithson 2003.
    """
    least = min(rows, columns) - 1
    if found.df < 1 or least < 1 or n < 1:
        return Effect(nan)
    value, top = found.statistic, 10 * (found.statistic + 20)
    low, high = (centre(lambda ncp: float(special.chndtr(value, found.df, ncp)), wanted, 0.0, top) for wanted in (0.975, 0.025))
    low, high = (sqrt((each + found.df) / (n * least)) if each > 0 else 0.0 for each in (low, high))
    return Effect(sqrt(value / (n * least)), low, min(1.0, high))


def correlation(r: float, n: int) -> Effect:
    """The interval of a correlation by Fisher's z: tanh(atanh r -+ 1.96 / sqrt(n - 3)).

    r from -1 to 1, of n > 3 pairs. Assumes about normal pairs. Source: Fisher 1915.
    """
    if not -1 <= r <= 1 or n <= 3:
        raise ValueError("a correlation lies from -1 to 1, of more than three pairs")
    if abs(r) == 1:
        return Effect(r, r, r)
    reach = float(stats.norm.ppf(0.975)) / sqrt(n - 3)
    return Effect(r, tanh(atanh(r) - reach), tanh(atanh(r) + reach))


def r_of_t(found: T) -> Effect:
    """r = t / sqrt(t^2 + df), the share of a difference as a correlation, with the interval of `correlation`.

    Takes what a t-test found; n = df + 2. Source: Rosenthal 1991.
    """
    r = found.t / sqrt(found.t**2 + found.df)
    return correlation(r, round(found.df + 2))
