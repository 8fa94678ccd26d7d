"""What a printed table can still mean: the interval of a statistic under the rounding of mean and SD."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.optimize import lsq_linear

from rondom.surveys.measures.means import F, T, f_from
from rondom.surveys.measures.summaries import Printed, Summary


@dataclass(frozen=True)
class Span:
    """Least and most that something can have been."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    def meets(self, other: "Span") -> bool:
        return self.low <= other.high and other.low <= self.high


def corners(groups: Sequence[Printed]) -> Iterator[tuple[Summary, ...]]:
    """All combinations of the ends of the rounding of mean and SD: 4^k for k groups."""
    ends = [[Summary(each.summary.n, mean, sd) for mean in each.means for sd in each.sds] for each in groups]
    return product(*ends)


def t_span(first: Printed, second: Printed, test: Callable[[Summary, Summary], T]) -> tuple[Span, Span]:
    """The spans of t and of p for `welch_t` or `pooled_t`.

    t = (m1 - m2) / e(s1, s2): it rises with m1 - m2, and its distance to 0 falls as an SD grows. So both ends of t lie in the 16
    corners of the box of rounding. p follows |t| but for the little that Welch's df moves; its most is 1 where t can be 0.
    Two printed summaries, points. Source: interval arithmetic on a function that is monotonic in each argument.
    """
    found = [test(*each) for each in corners([first, second])]
    t = Span(min(each.t for each in found), max(each.t for each in found))
    return t, Span(min(each.p for each in found), 1.0 if 0 in t else max(each.p for each in found))


def f_span(groups: Sequence[Printed]) -> tuple[Span, Span]:
    """The spans of F and p of `anova` under the rounding of means and SDs.

    F = between / within. Within is least and most with all SDs at one end. Between is convex in the means: its most lies in a
    corner; its least is a least-squares problem in the box: min |A m|^2, A = diag(sqrt n)(I - 1 w'), w = n / N.
    k printed summaries, points. Source: convexity; scipy `lsq_linear`.
    """
    n = np.array([each.summary.n for each in groups], dtype=np.float64)
    total, k = float(n.sum()), len(groups)
    matrix = np.sqrt(n)[:, None] * (np.eye(k) - np.outer(np.ones(k), n / total))
    low, high = np.array([each.means for each in groups]).T
    most = max(float(((matrix @ np.array(each)) ** 2).sum()) for each in product(*(group.means for group in groups)))
    least = 2 * float(lsq_linear(matrix, np.zeros(k), bounds=(low, high), method="bvls").cost)
    narrow, wide = (sum((each.summary.n - 1) * each.sds[end] ** 2 for each in groups) / (total - k) for end in (0, 1))
    ends: list[F] = [f_from(least / (k - 1), wide, k - 1, total - k), f_from(most / (k - 1), narrow, k - 1, total - k)]
    return Span(ends[0].f, ends[1].f), Span(ends[1].p, ends[0].p)


def pair_span(groups: Sequence[Printed], a: int, b: int, p_of: Callable[[Sequence[Summary]], float]) -> Span:
    """The span of the p of one pair after an F-test, over the ends of the means of the pair and of all SDs together.

    Widest and narrowest |difference| with all SDs high or low; other means do not count in a post-hoc of a pair. For tests by the
    pooled SD that is exact; for Games-Howell but for the little that its df moves. k printed summaries, points.
    """
    found = []
    for ends in product((0, 1), repeat=3):
        given = [each.summary for each in groups]
        given = [Summary(each.n, each.mean, printed.sds[ends[2]]) for each, printed in zip(given, groups, strict=True)]
        for place, end in ((a, ends[0]), (b, ends[1])):
            given[place] = Summary(given[place].n, groups[place].means[end], given[place].sd)
        found.append(p_of(given))
    overlap = Span(*groups[a].means).meets(Span(*groups[b].means))
    return Span(min(found), 1.0 if overlap else max(found))
