"""From answers to n, mean, SD, median, distribution and the lowest and highest mean of a school."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Summary:
    """What a printed table says of a group: how many, the mean and the SD in points of the scale. SD is NaN for one answer."""

    n: int
    mean: float
    sd: float


@dataclass(frozen=True)
class Description:
    """All that is said of one item in one group. `missing` gave nothing, `dont_know` said so; neither counts in `n`."""

    n: int
    missing: int
    dont_know: int
    mean: float
    sd: float
    median: float
    distribution: Mapping[float, int]

    @property
    def summary(self) -> Summary:
        return Summary(self.n, self.mean, self.sd)

    @property
    def asked(self) -> int:
        return self.n + self.missing + self.dont_know


def as_numbers(values: ArrayLike) -> Numbers:
    """Any sequence of numbers as a flat float array without what is missing (NaN).

    Shape: (k,) in, (n,) out, n <= k. Unit: points of the scale. Raises ValueError where something is infinite.
    """
    given = np.asarray(values, dtype=np.float64).ravel()
    if np.isinf(given).any():
        raise ValueError("an answer is infinite")
    return given[~np.isnan(given)]


def summary_of(values: ArrayLike) -> Summary:
    """n, mean = sum(x) / n, SD = sqrt(sum((x - mean)^2) / (n - 1)).

    Shape: (k,) answers, NaN left out. Unit: points of the scale. Assumes nothing of their distribution. Source: any textbook;
    n - 1 as SPSS prints it. With no answers mean and SD are NaN, with one the SD is.
    """
    x = as_numbers(values)
    if not x.size:
        return Summary(0, float("nan"), float("nan"))
    sd = float(x.std(ddof=1)) if x.size > 1 else float("nan")
    return Summary(int(x.size), float(x.mean()), sd)


def described(values: ArrayLike, dont_know: Iterable[float] = ()) -> Description:
    """`summary_of` with median, distribution (answer to count), and how many gave nothing or said that they do not know.

    Shape: (k,) answers; `dont_know` are the codes that stand for it (8 or 9, say). Unit: points; counts are people. The median of
    an even number is the mean of the middle two. Source: SPSS Frequencies.
    """
    given = np.asarray(values, dtype=np.float64).ravel()
    unsure = np.isin(given, list(dont_know))
    x = as_numbers(given[~unsure])
    summary = summary_of(x)
    answers, counts = np.unique(x, return_counts=True)
    return Description(
        n=summary.n,
        missing=int(np.isnan(given).sum()),
        dont_know=int(unsure.sum()),
        mean=summary.mean,
        sd=summary.sd,
        median=float(np.median(x)) if x.size else float("nan"),
        distribution={float(answer): int(count) for answer, count in zip(answers, counts, strict=True)},
    )


def by_group(values: ArrayLike, groups: Sequence[object]) -> dict[object, Summary]:
    """`summary_of` for each group, in the order in which the groups first come.

    Shape: (k,) answers and (k,) names of groups (a year, a role, a school). Unit: points. Groups without an answer have n 0.
    """
    given = np.asarray(values, dtype=np.float64).ravel()
    if len(groups) != given.size:
        raise ValueError(f"{given.size} answers and {len(groups)} groups")
    places: dict[object, list[int]] = {}
    for place, group in enumerate(groups):
        places.setdefault(group, []).append(place)
    return {group: summary_of(given[where]) for group, where in places.items()}


def school_range(values: ArrayLike, schools: Sequence[object], least: int = 1) -> tuple[float, float] | None:
    """Lowest and highest mean of a school, of the schools with at least `least` answers; None where there is none.

    Formula: min and max over s of mean(x in s). Shape: (k,) answers, (k,) schools. Unit: points. As the last columns of Tabel F
    of the seed, which prints lowest to highest under the head "hoogste en laagste". Whether it may be shown is not asked here.
    """
    means = [each.mean for each in by_group(values, schools).values() if each.n >= least]
    return (min(means), max(means)) if means else None


def pooled_sd(groups: Iterable[Summary]) -> float:
    """SD within groups: sqrt(sum((n_i - 1) sd_i^2) / sum(n_i - 1)).

    Shape: k summaries with n >= 2. Unit: points. Assumes that the groups share one variance. Source: Student's t.
    """
    kept = list(groups)
    freedom = sum(each.n - 1 for each in kept)
    if freedom <= 0:
        raise ValueError("a spread within groups needs two answers in one of them")
    return float(np.sqrt(sum((each.n - 1) * each.sd**2 for each in kept if each.n > 1) / freedom))


def together(groups: Iterable[Summary]) -> Summary:
    """The summary of all groups taken together, from their summaries alone.

    Formula: n = sum n_i; mean = sum n_i mean_i / n; SD^2 = (sum (n_i - 1) sd_i^2 + sum n_i (mean_i - mean)^2) / (n - 1).
    Shape: k summaries. Unit: points. Exact, no assumption. Source: the sum of squares taken apart (Fisher 1925).
    """
    kept = [each for each in groups if each.n]
    n = sum(each.n for each in kept)
    if not n:
        return Summary(0, float("nan"), float("nan"))
    mean = sum(each.n * each.mean for each in kept) / n
    squares = sum((each.n - 1) * each.sd**2 for each in kept if each.n > 1) + sum(
        each.n * (each.mean - mean) ** 2 for each in kept
    )
    return Summary(n, mean, float(np.sqrt(squares / (n - 1))) if n > 1 else float("nan"))


@dataclass(frozen=True)
class Printed:
    """A summary as it was printed, with half of the last printed step of mean and SD, in points."""

    summary: Summary
    mean_step: float
    sd_step: float

    @property
    def means(self) -> tuple[float, float]:
        return self.summary.mean - self.mean_step, self.summary.mean + self.mean_step

    @property
    def sds(self) -> tuple[float, float]:
        return max(0.0, self.summary.sd - self.sd_step), self.summary.sd + self.sd_step


def half_step(text: str) -> float:
    """Half of the last step of a printed number: 7.3 to 0.05, 1.26 to 0.005, 7 to 0.5."""
    return 0.5 * 10.0 ** -len(text.partition(".")[2])
