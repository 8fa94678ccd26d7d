"""What a wave says is right, is said once, and next year does not tell what this year hid."""

import json
from copy import deepcopy
from statistics import mean, stdev

import pytest

from rondom.reports.process import NotReckoned, reckon
from rondom.reports.reckoning import reckoned
from tests.reports.waves import invented


def item_in(sheet, code):
    return next(each for each in sheet["items"] if each["code"] == code)


def given(year, code, role=None):
    return [int(row[3]) for row in year["rows"] if row[2] == code and role in (None, row[1])]


def test_mean_spread_and_number_are_those_of_the_answers(years, sheets):
    answers = given(years[1], "S05")
    line = item_in(sheets[1], "S05")["lines"]["all"]

    assert line == {"n": len(answers), "mean": round(mean(answers), 1), "sd": round(stdev(answers), 2)}
    assert item_in(sheets[1], "S05")["lines"]["role:teacher"]["mean"] == round(mean(given(years[1], "S05", "teacher")), 1)


def test_of_a_school_there_is_no_number_and_no_spread_and_of_a_role_no_number(sheets):
    for item in sheets[1]["items"]:
        for key, line in item["lines"].items():
            assert set(line) <= ({"n", "mean", "sd", "shares"} if key == "all" else {"mean", "sd", "shares"}), key
            if key.startswith("school:"):
                assert "sd" not in line


def test_the_band_reaches_over_all_schools_and_is_no_mean_of_one(sheets):
    for item in sheets[1]["items"]:
        means = [line["mean"] for key, line in item["lines"].items() if key.startswith("school:")]
        assert item["band"][0] <= min(means) <= max(means) <= item["band"][1]
        assert all(each * 2 == int(each * 2) for each in item["band"])


def test_a_rise_in_all_answers_is_shown_and_the_same_answers_again_are_not():
    same = invented(year="2024-2025", seed=4)
    again = {**deepcopy(same), "year": "2025-2026"}
    higher = {**invented(year="2025-2026", seed=5, rise=1.0)}

    risen = reckoned([deepcopy(same), higher])[1]["tests"]["all"]
    still = reckoned([deepcopy(same), again])[1]["tests"]["all"]

    assert all(each["changed"] and each["up"] and each["effect"] > 0 for each in risen)
    assert not any(each["changed"] for each in still)


def test_of_many_tests_the_chances_are_made_stricter(sheets):
    tests = [each for each in sheets[1]["tests"]["all"] if each["p"] is not None]

    assert len(tests) > 1
    assert all(each["p_holm"] >= each["p"] for each in tests)
    assert min(each["p_holm"] for each in tests) == pytest.approx(min(1, min(each["p"] for each in tests) * len(tests)))


def test_of_a_school_only_whether_a_difference_is_shown_is_told(sheets):
    tests = [each for key, tests in sheets[1]["tests"].items() if key.startswith("school:") for each in tests]

    assert tests
    assert all(each["p"] is None and each["p_holm"] is None and each["effect"] is None for each in tests)
    assert not any("statistic" in each or "df" in each for each in tests)


def test_what_was_asked_otherwise_is_not_compared(years):
    waves = deepcopy(years)
    waves[1]["not_compared"] = {waves[0]["year"]: ["S05"]}

    tests = reckoned(waves)[1]["tests"]["all"]

    assert tests
    assert "S05" not in {each["code"] for each in tests}


def test_the_next_year_leaves_the_sheet_of_this_year_as_it_is_and_compares_nothing_that_it_hid(years, sheets):
    first = deepcopy(sheets[0])
    for item in first["items"]:
        item["lines"].pop("role:teacher", None)
    again = reckoned([{**deepcopy(years[0]), "sheet": first}, deepcopy(years[1])])

    assert again[0] == first
    assert again[1]["tests"]["all"]
    assert again[1]["tests"].get("role:teacher", []) == []


def test_with_or_without_one_person_more_no_small_group_comes_out(years):
    """Nine who lead a school are told of in no line, with one fewer neither."""
    staff = {"teacher": 14, "school_leader": 1}
    wave = invented(year="2025-2026", seed=8, schools=7, staff=staff)
    for rows in (wave["rows"], wave["rows"][1:]):
        sheet = reckoned([{**deepcopy(wave), "rows": rows}])[0]
        assert not any("role:" in key for item in sheet["items"] for key in item["lines"])


def test_a_process_apart_reckons_the_same(years, sheets):
    assert json.loads(json.dumps(sheets)) == reckon(deepcopy(years))


def test_where_the_process_fails_nothing_of_the_answers_is_in_what_is_said():
    with pytest.raises(NotReckoned) as raised:
        reckon([{"year": "SECRET"}])

    assert "SECRET" not in str(raised.value)
    assert raised.value.__suppress_context__
