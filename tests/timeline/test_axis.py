"""The axes: ages, years and groups under the cards."""

from datetime import date

from rondom.children.schooling import groups_of
from rondom.timeline.axis import axis

BIRTH = date(2012, 10, 3)


def test_the_present_age_is_marked():
    found = axis(BIRTH, date(2023, 4, 1), 0, 4700, groups_of(BIRTH, (), date(2023, 4, 1)))

    assert [part.label for part in found.ages if part.is_now] == ["10"]
    assert [part.label for part in found.groups if part.is_now] == ["7"]
    assert [part.label for part in found.years if part.is_now] == ["2023"]


def test_a_repeated_group_stands_twice():
    facts = (("3", 2018, ""), ("3", 2019, "nog een keer"))

    found = axis(BIRTH, date(2023, 4, 1), 0, 4700, groups_of(BIRTH, facts, date(2023, 4, 1)))

    assert [part.label for part in found.groups] == ["1", "2", "3", "3", "4", "5", "6"]


def test_the_ages_follow_each_other_without_a_gap():
    found = axis(date(2016, 2, 29), date(2026, 1, 1), -200, 4200, ())

    assert all(left.x + left.width == right.x for left, right in zip(found.ages, found.ages[1:], strict=False))
    assert found.ages[0].x == 0
