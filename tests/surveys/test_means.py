"""Tests of means, from raw answers and from summaries: as scipy and statsmodels have them, and by hand."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multicomp import pairwise_tukeyhsd
from statsmodels.stats.oneway import anova_oneway

from rondom.surveys.measures.after import games_howell, least_difference, tukey
from rondom.surveys.measures.means import anova, pooled_t, welch_anova, welch_t
from rondom.surveys.measures.summaries import Summary, by_group, described, school_range, summary_of, together

MARKS = st.lists(st.integers(1, 10), min_size=3, max_size=40)
GROUPS = st.lists(MARKS, min_size=2, max_size=5)


def spread_out(*groups: list[int]) -> None:
    assume(all(len(set(each)) > 1 for each in groups))


@settings(deadline=None, max_examples=40)
@given(MARKS, MARKS)
def test_both_t_tests_are_those_of_scipy(a, b):
    spread_out(a, b)
    for test, equal in ((pooled_t, True), (welch_t, False)):
        found, theirs = test(summary_of(a), summary_of(b)), stats.ttest_ind(a, b, equal_var=equal)
        ends = theirs.confidence_interval()

        assert [found.t, found.df, found.p] == pytest.approx([theirs.statistic, theirs.df, theirs.pvalue], abs=1e-9)
        assert [found.low, found.high] == pytest.approx([ends.low, ends.high], abs=1e-9)


@settings(deadline=None, max_examples=40)
@given(GROUPS)
def test_both_f_tests_are_those_of_others(groups):
    spread_out(*groups)
    summaries = [summary_of(each) for each in groups]
    theirs, welch = stats.f_oneway(*groups), anova_oneway(groups, use_var="unequal")
    found, ours = anova(summaries), welch_anova(summaries)

    assert [found.f, found.p] == pytest.approx([theirs.statistic, theirs.pvalue], abs=1e-9)
    assert [ours.f, ours.df1, ours.df2, ours.p] == pytest.approx([welch.statistic, *welch.df, welch.pvalue], rel=1e-6, abs=1e-9)


@settings(deadline=None, max_examples=40)
@given(MARKS, MARKS)
def test_of_two_groups_f_is_the_square_of_t(a, b):
    spread_out(a, b)
    one, two = summary_of(a), summary_of(b)

    assert anova([one, two]).f == pytest.approx(pooled_t(one, two).t ** 2, abs=1e-9)
    assert welch_anova([one, two]).f == pytest.approx(welch_t(one, two).t ** 2, abs=1e-9)
    assert welch_anova([one, two]).p == pytest.approx(welch_t(one, two).p, abs=1e-9)


@settings(deadline=None, max_examples=40)
@given(GROUPS)
def test_summaries_taken_together_are_the_summary_of_all(groups):
    found, whole = together(map(summary_of, groups)), summary_of(sum(groups, []))

    assert [found.n, found.mean, found.sd] == pytest.approx([whole.n, whole.mean, whole.sd], abs=1e-9)


def test_tukey_is_that_of_statsmodels_and_of_scipy():
    chance = np.random.default_rng(1)
    groups = {name: chance.normal(mean, 1, n) for name, mean, n in (("a", 7, 20), ("b", 7.5, 31), ("c", 8, 25))}
    found = tukey({name: summary_of(each) for name, each in groups.items()})
    theirs = pairwise_tukeyhsd(np.concatenate(list(groups.values())), np.repeat(list(groups), [20, 31, 25]))
    scipys = stats.tukey_hsd(*groups.values())

    assert [each.difference for each in found] == pytest.approx(list(-theirs.meandiffs))
    assert [each.p for each in found] == pytest.approx(list(theirs.pvalues), abs=1e-6)
    assert [(-each.high, -each.low) for each in found] == [pytest.approx(tuple(each), abs=1e-4) for each in theirs.confint]
    assert found[0].p == pytest.approx(scipys.pvalue[0][1], abs=1e-6)


def test_games_howell_is_that_of_scipy():
    chance = np.random.default_rng(2)
    groups = [chance.normal(mean, sd, n) for mean, sd, n in ((7, 1, 20), (7.5, 2, 31), (8, 0.5, 25))]
    found = games_howell({nth: summary_of(each) for nth, each in enumerate(groups)})
    theirs = stats.tukey_hsd(*groups, equal_var=False)

    assert [each.p for each in found] == pytest.approx([theirs.pvalue[each.first][each.second] for each in found], abs=1e-6)


def test_the_least_difference_uses_the_spread_of_all_groups():
    groups = {"a": Summary(10, 5, 1), "b": Summary(10, 6, 1), "c": Summary(10, 9, 1)}

    (first, *_rest) = least_difference(groups)

    assert first.p == pytest.approx(2 * stats.t.sf(1 / np.sqrt(0.2), 27))


def test_by_hand():
    """Marks 6 7 8 and 7 8 9: means 7 and 8, SD 1 and 1; error sqrt(2/3), so t = -1.2247 with 4 degrees of freedom."""
    one, two = summary_of([6, 7, 8]), summary_of([7, 8, 9])

    assert one == Summary(3, 7.0, 1.0)
    assert pooled_t(one, two).t == pytest.approx(-1.224745, abs=1e-6)
    assert welch_t(one, two).df == pytest.approx(4)
    assert anova([one, two, summary_of([8, 9, 10])]).f == pytest.approx(3.0), "between 6/2, within 1"


def test_what_is_missing_and_what_is_not_known_is_counted_apart():
    found = described([7, 7, 8, np.nan, 99, 99, 99], dont_know=[99])

    assert (found.n, found.missing, found.dont_know, found.asked) == (3, 1, 3, 7)
    assert (found.median, found.distribution) == (7, {7.0: 2, 8.0: 1})
    assert described([]).summary.n == 0 and np.isnan(described([]).mean)


def test_the_lowest_and_highest_school():
    answers, schools = [6, 7, 8, 9, np.nan, 2], ["a", "a", "b", "b", "b", "c"]

    assert school_range(answers, schools) == (2, 8.5)
    assert school_range(answers, schools, least=2) == (6.5, 8.5)
    assert by_group(answers, schools)["a"] == Summary(2, 6.5, pytest.approx(0.70711, abs=1e-5))
    assert school_range([], []) is None


@pytest.mark.parametrize("bad", [Summary(1, 7, 1), Summary(5, 7, float("nan")), Summary(5, 7, -1)])
def test_a_test_of_next_to_nothing_is_refused(bad):
    for test in (pooled_t, welch_t):
        with pytest.raises(ValueError, match="needs n of 2"):
            test(bad, Summary(5, 7, 1))


def test_without_any_spread_there_is_no_made_up_certainty():
    same, other = Summary(5, 7, 0), Summary(5, 8, 0)

    assert np.isnan(pooled_t(same, same).p) and np.isnan(anova([same, same]).f)
    assert pooled_t(same, other).p == 0
    with pytest.raises(ValueError, match="each with a spread"):
        welch_anova([same, other])
