"""Which test is chosen, by which rule, and what may be said after it."""

import numpy as np
import pytest
from scipy import stats

from rondom.surveys.measures.choosing import OTHERS, Kind, Method, Setting, choose, compared, compared_summaries
from rondom.surveys.measures.levels import WARNINGS, people_in_schools
from rondom.surveys.measures.summaries import Summary


def marks(mean: float, n: int, seed: int = 1) -> np.ndarray:
    return np.clip(np.rint(np.random.default_rng(seed).normal(mean, 1.2, n)), 1, 10)


@pytest.mark.parametrize(
    ("kind", "sizes", "more", "test"),
    [
        (Kind.MARK, (10, 10), {}, Method.WELCH_T),
        (Kind.MARK, (9, 10), {}, Method.NONE),
        (Kind.MARK, (10,), {}, Method.NONE),
        (Kind.MARK, (30, 30, 30), {}, Method.WELCH_ANOVA),
        (Kind.MARK, (30, 30), {"tied": True}, Method.PAIRED_T),
        (Kind.MARK, (30, 30), {"setting": Setting.CLASSIC}, Method.POOLED_T),
        (Kind.MARK, (30, 30, 30), {"setting": Setting.CLASSIC}, Method.ANOVA),
        (Kind.FIVE, (30, 30), {}, Method.MANN_WHITNEY),
        (Kind.FIVE, (30, 30, 30), {}, Method.KRUSKAL_WALLIS),
        (Kind.FIVE, (30, 30), {"tied": True}, Method.WILCOXON),
        (Kind.FIVE, (30, 30), {"setting": Setting.CLASSIC}, Method.POOLED_T),
        (Kind.CHOICE, (30, 30), {}, Method.CHI_SQUARE),
        (Kind.CHOICE, (30, 30), {"least_expected": 4.9}, Method.FISHER),
        (Kind.CHOICE, (30, 30, 30), {"least_expected": 4.9}, Method.NONE),
    ],
)
def test_the_rules(kind, sizes, more, test):
    found = choose(kind, sizes, **more)

    assert found.test is test
    assert found.reason


def test_marks_of_two_years():
    a, b = marks(6.4, 60), marks(7.4, 70, 2)
    found = compared({"2020": [*a, np.nan], "2021": b})

    assert found.p == pytest.approx(stats.ttest_ind(a, b, equal_var=False).pvalue)
    assert (found.changed, found.missing, found.notes) == (True, 1, (OTHERS,))
    assert found.effect.low < found.effect.value < found.effect.high < 0


def test_marks_of_three_years_name_the_pairs():
    found = compared({year: marks(mean, 50, year) for year, mean in ((2019, 6), (2020, 6), (2021, 8))})

    assert found.choice.test is Method.WELCH_ANOVA and found.changed
    assert [(each.first, each.second, each.p < 0.05) for each in found.pairs] == [
        (2019, 2020, False),
        (2019, 2021, True),
        (2020, 2021, True),
    ]


def test_summaries_are_tested_as_their_answers():
    groups = {year: marks(7, 40, year) for year in (1, 2)}
    summaries = {year: Summary(each.size, each.mean(), each.std(ddof=1)) for year, each in groups.items()}

    for setting in Setting:
        assert compared_summaries(summaries, setting).p == pytest.approx(compared(groups, setting=setting).p)


def test_what_is_not_tested_is_neither_a_change_nor_the_same():
    few = compared({"2020": marks(5, 9), "2021": marks(9, 40)})
    flat = compared({"2020": [7] * 20, "2021": marks(9, 40)})

    assert few.choice.test is flat.choice.test is Method.NONE
    assert few.changed is None and flat.changed is None
    assert "fewer than 10" in few.choice.reason and "no spread" in flat.choice.reason


def test_the_same_people_are_compared_with_themselves():
    before, after = marks(6, 30), marks(6, 30) + 1
    after[0] += 1
    found = compared({"2020": [*before, 3], "2021": [*after, np.nan]}, tied=True)

    assert (found.choice.test, found.missing, found.notes) == (Method.PAIRED_T, 1, ())
    assert found.p == pytest.approx(stats.ttest_rel(before, after).pvalue)
    five = compared({"2020": before, "2021": after}, Kind.FIVE, tied=True)
    assert five.choice.test is Method.WILCOXON and five.effect.value == -1


def test_answers_without_an_order_are_counted():
    found = compared({"2020": [1] * 30 + [2] * 10, "2021": [1] * 15 + [2] * 25}, Kind.CHOICE)
    thin = compared({"2020": [1] * 38 + [2] * 2, "2021": [1] * 39 + [2]}, Kind.CHOICE)
    thinner = compared({"2020": [1] * 38 + [2, 3], "2021": [1] * 39 + [3]}, Kind.CHOICE)

    assert found.p == pytest.approx(stats.chi2_contingency([[30, 10], [15, 25]], correction=False).pvalue)
    assert (thin.choice.test, thin.p) == (Method.FISHER, pytest.approx(1.0))
    assert thinner.choice.test is Method.NONE


def test_five_point_answers_are_ranked():
    a, b, c = ([1, 2, 2, 3, 3] * 4, [3, 3, 4, 5, 5] * 4, [2, 3, 3, 4, 4] * 4)

    assert compared({1: a, 2: b}, Kind.FIVE).p == pytest.approx(stats.mannwhitneyu(a, b, method="asymptotic").pvalue)
    assert compared({1: a, 2: b, 3: c}, Kind.FIVE).df == (2.0,)


def schools_of(count: int, spread: float) -> tuple[np.ndarray, list[int], list[int]]:
    chance = np.random.default_rng(5)
    schools, years = np.repeat(np.arange(count), 24), np.tile([2020, 2021], 12 * count)
    return (
        7 + chance.normal(0, spread, count)[schools] + (years == 2021) * 0.6 + chance.normal(0, 1, schools.size),
        years,
        schools,
    )


def test_people_in_schools():
    y, years, schools = schools_of(40, 0.7)
    found = people_in_schools([*y, np.nan], [*years, 2021], [*schools, 0])
    estimate, error, p = found.differences[2021]

    assert (found.n, found.schools, found.missing, found.warnings) == (960, 40, 1, ())
    # As many of each year in each school: then the difference is that of the means, and its error that within schools.
    assert estimate == pytest.approx(y[years == 2021].mean() - y[years == 2020].mean(), abs=1e-4)
    assert error == pytest.approx((found.within * 4 / 960) ** 0.5, rel=1e-3)
    assert 0.2 < found.icc < 0.5 and found.p == pytest.approx(p, rel=1e-3)


def test_few_schools_are_told():
    few = people_in_schools(*schools_of(7, 0.5))
    some = people_in_schools(*schools_of(12, 0.5))

    assert WARNINGS["very few"] in few.warnings and WARNINGS["few"] in some.warnings
    with pytest.raises(ValueError, match="two schools"):
        people_in_schools([7, 8, 9, 7], [1, 2, 1, 2], [1, 1, 1, 1])
