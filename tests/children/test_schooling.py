"""School years, groups and ages."""

from datetime import date

import pytest

from rondom.children.schooling import age_on, birthday, groups_of, peuter_period, school_year_of

BIRTH = date(2012, 10, 3)


def test_group_one_is_the_school_year_of_the_fourth_birthday():
    found = groups_of(BIRTH, (), date(2023, 4, 1))

    assert [(year.group, year.school_year) for year in found][:2] == [("1", "2016-2017"), ("2", "2017-2018")]
    assert found[-1].group == "7"


def test_a_skipped_group_is_left_out():
    found = groups_of(BIRTH, (("4", 2019, ""), ("6", 2020, "")), date(2021, 1, 1))

    assert [year.group for year in found] == ["1", "2", "3", "4", "6"]


def test_after_group_eight_there_is_no_group():
    assert [year.group for year in groups_of(BIRTH, (), date(2030, 1, 1))][-1] == "8"


@pytest.mark.parametrize(
    ("day", "age"),
    [(date(2019, 2, 28), 2), (date(2019, 3, 1), 3), (date(2020, 2, 28), 3), (date(2020, 2, 29), 4), (date(2015, 1, 1), -2)],
)
def test_a_child_of_the_leap_day_has_its_birthday_on_the_first_of_march(day, age):
    assert age_on(date(2016, 2, 29), day) == age


def test_the_toddler_group_ends_the_day_before_the_fourth_birthday():
    assert peuter_period(BIRTH)[1] == date(2016, 10, 2)
    assert birthday(BIRTH, 4) == date(2016, 10, 3)


def test_a_school_year_turns_on_the_first_of_august():
    assert school_year_of(date(2021, 7, 31)) == (date(2020, 8, 1), date(2021, 7, 31))
    assert school_year_of(date(2021, 8, 1)) == (date(2021, 8, 1), date(2022, 7, 31))
