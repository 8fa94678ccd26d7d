"""Which test, by which rule, and what may be said after it.

The rules, in order; the first that fits decides, and its reason is shown beside the result:

1. a group of fewer than 10 answers is not tested (decision 0039; the seed neither: its directors, figures 13 and 14);
2. answers without an order are counted: chi-square; with an expected count below 5 Fisher for two by two, and no test for more;
3. the same people in two years are compared with themselves: paired t for marks, Wilcoxon for five-point answers;
4. five-point answers have an order and no distance: Mann-Whitney for two groups, Kruskal-Wallis for more;
5. marks have a mean: Welch's t for two groups, Welch's ANOVA with Games-Howell for more, since spreads differ between years.

`Setting.CLASSIC` is what the seed did: means for marks and for five-point answers, equal spreads, pairs left uncorrected.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isnan

import numpy as np
from numpy.typing import ArrayLike

from rondom.surveys.measures import after, counts, effects, means, ranks
from rondom.surveys.measures.summaries import Summary, as_numbers, summary_of

LEAST = 10
LEVEL = 0.05


class Kind(StrEnum):
    MARK = "mark"
    FIVE = "five"
    CHOICE = "choice"


class Setting(StrEnum):
    RULES = "rules"
    CLASSIC = "classic"


class Test(StrEnum):
    NONE = "none"
    CHI_SQUARE = "chi-square"
    FISHER = "Fisher"
    PAIRED_T = "paired t"
    WILCOXON = "Wilcoxon"
    MANN_WHITNEY = "Mann-Whitney"
    KRUSKAL_WALLIS = "Kruskal-Wallis"
    WELCH_T = "Welch t"
    POOLED_T = "pooled t"
    WELCH_ANOVA = "Welch ANOVA"
    ANOVA = "ANOVA"


TEST_OF_SUMMARIES = {Test.WELCH_T, Test.POOLED_T, Test.WELCH_ANOVA, Test.ANOVA}
SMALL = "a group has fewer than 10 answers"
THIN = "an expected count is below 5, and there are more than two rows or columns"
FLAT = "a group has no spread: everybody gave the same answer"
OTHERS = "not the same people answered each time: a difference may come from who answered"


@dataclass(frozen=True)
class Choice:
    """A test and, in words, why this one."""

    test: Test
    reason: str


@dataclass(frozen=True)
class Outcome:
    """What a test found. `changed` is None where nothing was tested: then nothing may be called a change, nor the same."""

    choice: Choice
    statistic: float
    df: tuple[float, ...]
    p: float
    changed: bool | None
    effect: effects.Effect | None
    pairs: tuple[after.Pair, ...]
    missing: int
    notes: tuple[str, ...]


def choose(
    kind: Kind, sizes: Sequence[int], tied: bool = False, least_expected: float = 5, setting: Setting = Setting.RULES
) -> Choice:
    """The test for groups of these sizes by the rules above. `least_expected` counts for answers without an order only."""
    many, two_rows = len(sizes) > 2, "two groups"
    if len(sizes) < 2:
        return Choice(Test.NONE, "there is one group")
    if min(sizes) < LEAST:
        return Choice(Test.NONE, SMALL)
    if kind is Kind.CHOICE:
        if least_expected >= 5:
            return Choice(Test.CHI_SQUARE, "answers without an order are counted")
        return Choice(Test.NONE, THIN) if many else Choice(Test.FISHER, "an expected count is below 5")
    if tied and not many:
        paired = kind is Kind.MARK or setting is Setting.CLASSIC
        return Choice(Test.PAIRED_T if paired else Test.WILCOXON, "the same people are compared with themselves")
    if setting is Setting.CLASSIC:
        reason = "as the first reports did: means, with one spread for all groups"
        return Choice(Test.ANOVA if many else Test.POOLED_T, reason)
    if kind is Kind.FIVE:
        reason = "five-point answers have an order and no distance"
        return Choice(Test.KRUSKAL_WALLIS if many else Test.MANN_WHITNEY, reason)
    reason = f"marks have a mean, and spreads may differ: {'more than ' if many else ''}{two_rows}"
    return Choice(Test.WELCH_ANOVA if many else Test.WELCH_T, reason)


def nothing(choice: Choice, missing: int = 0) -> Outcome:
    return Outcome(choice, float("nan"), (), float("nan"), None, None, (), missing, ())


def outcome_of_summaries(choice: Choice, groups: Mapping[object, Summary], missing: int = 0) -> Outcome:
    """A test of means as `choice` has it, from summaries; the effect is Hedges' g for two groups and omega squared for more."""
    given = list(groups.values())
    if any(each.sd == 0 for each in given):
        return nothing(Choice(Test.NONE, FLAT), missing)
    notes = (OTHERS,)
    if choice.test in {Test.WELCH_T, Test.POOLED_T}:
        t = (means.welch_t if choice.test is Test.WELCH_T else means.pooled_t)(given[0], given[1])
        return Outcome(choice, t.t, (t.df,), t.p, t.p < LEVEL, effects.hedges_g(given[0], given[1]), (), missing, notes)
    classic = choice.test is Test.ANOVA
    f = (means.anova if classic else means.welch_anova)(given)
    pairs = (after.least_difference if classic else after.games_howell)(groups)
    return Outcome(choice, f.f, (f.df1, f.df2), f.p, f.p < LEVEL, effects.omega_squared(given), tuple(pairs), missing, notes)


def tested_summaries(groups: Mapping[object, Summary], setting: Setting = Setting.RULES) -> Outcome:
    """Chooses and tests marks from printed summaries (n, mean, SD): name of group to `Summary`, in points of the scale."""
    choice = choose(Kind.MARK, [each.n for each in groups.values()], setting=setting)
    return nothing(choice) if choice.test is Test.NONE else outcome_of_summaries(choice, groups)


def tested(
    groups: Mapping[object, ArrayLike], kind: Kind = Kind.MARK, tied: bool = False, setting: Setting = Setting.RULES
) -> Outcome:
    """Chooses and tests raw answers: name of group to answers (points, or codes of a choice; NaN is missing and counted).

    `tied`: the same person stands at the same place in both groups. Assumes what the chosen test does.
    """
    missing = sum(int(np.isnan(np.asarray(each, dtype=np.float64)).sum()) for each in groups.values())
    if tied and len(groups) == 2:
        before, later = groups.values()
        return tied_outcome(before, later, kind, setting)
    answers = {name: as_numbers(each) for name, each in groups.items()}
    sizes = [each.size for each in answers.values()]
    if kind is Kind.CHOICE:
        return counted(list(answers.values()), sizes, missing)
    choice = choose(kind, sizes, setting=setting)
    if choice.test is Test.NONE:
        return nothing(choice, missing)
    if choice.test in TEST_OF_SUMMARIES:
        return outcome_of_summaries(choice, {name: summary_of(each) for name, each in answers.items()}, missing)
    two = choice.test is Test.MANN_WHITNEY
    found = ranks.mann_whitney(*answers.values()) if two else ranks.kruskal_wallis(list(answers.values()))
    effect = effects.Effect(found.r) if two else None
    df = () if found.df is None else (float(found.df),)
    return Outcome(choice, found.statistic, df, found.p, found.p < LEVEL, effect, (), missing, (OTHERS,))


def tied_outcome(before: ArrayLike, after: ArrayLike, kind: Kind, setting: Setting) -> Outcome:
    first, second, left = ranks.tied(before, after)
    choice = choose(kind, [first.size, second.size], tied=True, setting=setting)
    if choice.test is Test.WILCOXON:
        found = ranks.wilcoxon(first, second)
        return Outcome(choice, found.statistic, (), found.p, found.p < LEVEL, effects.Effect(found.r), (), left, ())
    if choice.test is not Test.PAIRED_T:
        return nothing(choice, left)
    t = ranks.paired_t(first, second)
    if isnan(t.p):
        return nothing(Choice(Test.NONE, FLAT), left)
    return Outcome(choice, t.t, (t.df,), t.p, t.p < LEVEL, effects.paired_d(t), (), left, ())


def counted(answers: Sequence[ArrayLike], sizes: Sequence[int], missing: int) -> Outcome:
    """Answers without an order: a table of groups by answers, and the test that its smallest expected count allows."""
    codes = np.unique(np.concatenate([as_numbers(each) for each in answers]))
    table = np.array([[int((as_numbers(each) == code).sum()) for code in codes] for each in answers])
    if len(codes) < 2 or len(answers) < 2:
        return nothing(Choice(Test.NONE, FLAT), missing)
    found = counts.chi_square(table)
    two_by_two = table.shape == (2, 2)
    choice = choose(Kind.CHOICE, sizes, least_expected=found.least_expected)
    if choice.test is Test.FISHER and not two_by_two:
        choice = Choice(Test.NONE, THIN)
    if choice.test is Test.NONE:
        return nothing(choice, missing)
    effect = effects.cramer_v(found, int(table.sum()), *table.shape)
    if choice.test is Test.FISHER:
        p = counts.fisher(*(int(each) for each in table.ravel()))
        return Outcome(choice, float("nan"), (), p, p < LEVEL, effect, (), missing, (OTHERS,))
    return Outcome(choice, found.statistic, (float(found.df),), found.p, found.p < LEVEL, effect, (), missing, (OTHERS,))
