"""Counts, percentages, ranks, effects, many tests at once: as others have them, and by hand."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

from rondom.surveys.measures import counts, effects, many, ranks
from rondom.surveys.measures.means import anova
from rondom.surveys.measures.summaries import Summary, summary_of

FOUR = st.tuples(*[st.integers(1, 60)] * 4)
MARKS = st.lists(st.integers(1, 10), min_size=8, max_size=30)


@settings(deadline=None, max_examples=40)
@given(FOUR)
def test_chi_square_and_fisher_are_those_of_scipy(four):
    a, b, c, d = four
    table = [[a, b], [c, d]]
    for yates in (False, True):
        found, theirs = counts.chi_square(table, yates), stats.chi2_contingency(table, correction=yates)
        assert [found.statistic, found.p, found.df] == pytest.approx(list(theirs[:3]), abs=1e-9)
    assert counts.fisher(*four) == pytest.approx(stats.fisher_exact(table).pvalue)


def test_chi_square_by_hand():
    """10 20 / 30 15: expected 16 14 / 24 21, so 36/16 + 36/14 + 36/24 + 36/21 = 8.0357."""
    found = counts.chi_square([[10, 20], [30, 15]])

    assert (found.statistic, found.least_expected) == (pytest.approx(8.035714, abs=1e-6), 14)
    assert counts.chi_square([[10, 20], [30, 15]], yates=True).statistic == pytest.approx(
        30.25 * (1 / 16 + 1 / 14 + 1 / 24 + 1 / 21)
    )
    assert effects.cramer_v(found, 75, 2, 2).value == pytest.approx((8.035714 / 75) ** 0.5)


def test_the_lady_who_tasted_tea():
    """Fisher's own example: 3 of 4 right, p two-sided 0.4857."""
    assert counts.fisher(3, 1, 1, 3) == pytest.approx(34 / 70)


def test_the_margin_is_the_one_that_the_report_prints():
    found = counts.seed_margin(40, 101, 60, 101)

    assert found.margin == pytest.approx(1.96 * (40 * 60 / 100 + 60 * 40 / 100) ** 0.5)
    assert (found.difference, found.significant) == (20, True)
    assert not counts.seed_margin(40, 101, 53, 101).significant


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 50), st.integers(50, 80))
def test_wilson_is_that_of_statsmodels(count, n):
    found = counts.wilson(count, n)

    assert [found.low / 100, found.high / 100] == pytest.approx(proportion_confint(count, n, method="wilson"), abs=1e-9)


def test_the_difference_of_two_shares_by_newcombe():
    """His own example: 56 of 70 and 48 of 80, difference 0.20 with 0.0524 to 0.3339 (method 10)."""
    difference, found = counts.difference_of_shares(48, 80, 56, 70)

    assert difference == pytest.approx(20)
    assert [found.low, found.high] == pytest.approx([5.24, 33.39], abs=0.005)


@pytest.mark.parametrize("bad", [[[1, 2]], [[1, -2], [3, 4]], [[1.5, 2], [3, 4]]])
def test_what_is_no_table_of_counts_is_refused(bad):
    with pytest.raises(ValueError, match="counts"):
        counts.chi_square(bad)


@settings(deadline=None, max_examples=40)
@given(MARKS, MARKS)
def test_ranks_are_those_of_scipy(a, b):
    assume(len(set(a + b)) > 1)
    found, theirs = ranks.mann_whitney(a, b), stats.mannwhitneyu(a, b, method="asymptotic")
    higher = np.mean([(x > y) - (x < y) for x in map(int, a) for y in map(int, b)])

    assert [found.statistic, found.p] == pytest.approx([theirs.statistic, theirs.pvalue])
    assert found.r == pytest.approx(higher, abs=1e-9), "how much more often the first is higher than lower"
    assert ranks.kruskal_wallis([a, b, a]).p == pytest.approx(stats.kruskal(a, b, a).pvalue)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(1, 10), st.integers(1, 10)), min_size=5, max_size=30))
def test_the_same_people_twice(pairs):
    before, after = map(list, zip(*pairs, strict=True))
    assume(len({x - y for x, y in pairs}) > 1)

    found, theirs = ranks.paired_t([*before, np.nan], [*after, 5]), stats.ttest_rel(before, after)

    assert [found.t, found.df, found.p] == pytest.approx([theirs.statistic, theirs.df, theirs.pvalue])
    assert ranks.tied([*before, np.nan], [*after, 5])[2] == 1
    assert ranks.wilcoxon(before, after).statistic == pytest.approx(stats.wilcoxon(before, after).statistic)


def test_wilcoxon_by_hand():
    """Differences 1 -2 3 4 5: ranks 1 to 5, up 13, down 2; of 32 signs 6 lie so far out: p 6/32."""
    found = ranks.wilcoxon([2, 1, 4, 5, 6], [1, 3, 1, 1, 1])

    assert (found.statistic, found.r, found.p) == (2, pytest.approx(11 / 15), pytest.approx(6 / 32))


@settings(deadline=None, max_examples=40)
@given(st.integers(5, 60), st.integers(5, 60), st.floats(-2, 2))
def test_the_interval_of_d_holds_what_it_says(n1, n2, d):
    """At each end of the interval the d that was found lies at 2.5% of what one would find."""
    one, two = Summary(n1, 7 + d, 1), Summary(n2, 7, 1)
    found, root = effects.cohen_d(one, two), (1 / n1 + 1 / n2) ** 0.5
    ends = [stats.nct.cdf(d / root, n1 + n2 - 2, each / root) for each in (found.low, found.high)]

    assert found.value == pytest.approx(d)
    assert ends == pytest.approx([0.975, 0.025], abs=1e-6)
    assert abs(effects.hedges_g(one, two).value) <= abs(found.value)


def test_explained_shares_by_hand():
    """Marks 6 7 8, 7 8 9, 8 9 10: between 6, within 6, so eta squared is one half; omega squared (6 - 2) / (12 + 1)."""
    groups = [summary_of(each) for each in ([6, 7, 8], [7, 8, 9], [8, 9, 10])]

    assert effects.eta_squared(groups).value == pytest.approx(0.5)
    assert effects.omega_squared(groups).value == pytest.approx(4 / 13)
    low, high = effects.eta_squared(groups).low, effects.eta_squared(groups).high
    assert low == 0 and 0.5 < high < 1 and anova(groups).p > 0.05


def test_the_interval_of_a_correlation():
    theirs = stats.pearsonr([1, 2, 3, 4, 5, 6], [2, 1, 4, 3, 7, 5])
    found, ends = effects.correlation(theirs.statistic, 6), theirs.confidence_interval()

    assert [found.low, found.high] == pytest.approx([ends.low, ends.high])


@settings(deadline=None, max_examples=40)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_many_tests_at_once_are_those_of_statsmodels(p):
    assert many.holm(p) == pytest.approx(list(multipletests(p, method="holm")[1]))
    assert many.benjamini_hochberg(p) == pytest.approx(list(multipletests(p, method="fdr_bh")[1]))


def test_holm_by_hand():
    assert many.holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert many.benjamini_hochberg([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.04, 0.04])
    with pytest.raises(ValueError, match="from 0 to 1"):
        many.holm([1.2])
