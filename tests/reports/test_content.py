"""What a report says follows from what was counted and tested, and every figure is whole."""

import re
from copy import deepcopy
from xml.etree import ElementTree

import pytest

from rondom.reports import wording
from rondom.reports.content import content_of
from rondom.reports.figures import draw
from rondom.reports.plain import plain_of, reworded
from rondom.reports.reckoning import reckoned
from tests.reports.waves import invented

TITLES = {"questionnaire": "Samenwerken", "by": "Bureau"}
ROLES = {"teacher": "leerkracht"}


def content(sheets, kind="year", key="all", about=""):
    return content_of(sheets, kind=kind, key=key, about=about, titles=TITLES, roles=ROLES)


def sentences(made):
    return [text["made"] for section in made["sections"] for text in section["texts"]]


def with_tests(sheets, changed):
    found = deepcopy(sheets)
    for tests in found[1]["tests"].values():
        for each in tests:
            each["changed"] = changed
    return found


@pytest.mark.parametrize(
    ("kind", "key", "about"),
    [("year", "all", ""), ("role", "role:teacher", "leerkracht"), ("school", "school:school-1", "De Wilg")],
)
def test_nothing_is_called_higher_or_lower_that_is_not_shown(sheets, kind, key, about):
    for changed in (False, None):
        said = " ".join(sentences(content(with_tests(sheets, changed), kind, key, about)))
        assert "Dat is hoger" not in said
        assert "Dat is lager" not in said
        assert "Aangetoond hoger" not in said
        assert ("niet aangetoond" if changed is False else "niet getoetst") in said


def test_what_is_shown_comes_first_and_that_others_may_have_answered_is_said_with_it(sheets):
    made = content(with_tests(sheets, True))

    assert "Aangetoond hoger dan in 2024-2025" in made["sections"][0]["texts"][0]["made"]
    assert wording.OTHERS in [text["made"] for text in made["sections"][2]["texts"]]
    assert wording.OTHERS not in [text["made"] for text in content(with_tests(sheets, False))["sections"][2]["texts"]]


def test_a_star_stands_where_a_difference_is_shown_and_nowhere_else(sheets):
    for changed in (True, False):
        figures = [each for section in content(with_tests(sheets, changed))["sections"] for each in section["figures"]]
        lines = [draw(each["kind"], each["drawn"]) for each in figures if each["kind"] == "years"]
        assert lines
        assert all(("*</text>" in each) is changed for each in lines)


def test_less_of_what_is_pressure_is_something_to_celebrate():
    pressed = {"kind": "mark", "indicator": "Werkdruk", "text": "Hoeveel werkdruk ervaar je?"}

    assert wording.is_good(pressed, {"up": False})
    assert not wording.is_good(pressed, {"up": True})
    assert wording.is_good({"kind": "frequency", "indicator": ""}, {"up": True}) is None


def test_a_mean_below_three_is_said_to_be_under_the_middle():
    item = {"kind": "five", "lines": {"all": {"n": 20, "mean": 2.9, "sd": 1.0}}, "band": None}

    assert "Dat is onder het midden (3)." in wording.standing(item, "all", "")


def test_every_scale_in_a_figure_is_whole_and_says_its_ends(sheets):
    figures = [each for section in content(sheets)["sections"] for each in section["figures"] if each["kind"] == "years"]

    assert figures
    for each in figures:
        ends = re.findall(r">(\d+)</text>", draw("years", each["drawn"]))
        assert {str(each["drawn"]["low"]), str(each["drawn"]["high"])} <= set(ends)
        assert f"van {each['drawn']['low']} tot {each['drawn']['high']}" in each["caption"]


def test_what_a_figure_shows_stands_in_words_and_in_the_table(sheets):
    made = content(sheets, "school", "school:school-1", "De Wilg")
    table = next(table for section in made["sections"] for table in section["tables"] if table["title"] == "Gemiddelden")
    figures = [each for section in made["sections"] for each in section["figures"] if each["kind"] == "years"]

    assert len(figures) == len({row[0] for row in table["rows"]})
    for each in figures:
        own = [row for row in table["rows"] if row[0] == each["drawn"]["title"]]
        for year, value in zip(each["drawn"]["years"], each["drawn"]["own"], strict=True):
            assert f"{year}: De Wilg {wording.number(value)}" in each["words"]
            assert wording.number(value) in {row[3] for row in own if row[2] == year}


def test_figures_are_drawings_that_any_reader_of_xml_takes_whatever_a_name_holds(sheets):
    made = content(sheets, "school", "school:school-1", '<b>De & "Wilg"</b>')
    figures = [each for section in made["sections"] for each in section["figures"]]
    bars = {
        "kind": "bars",
        "drawn": {"answers": ["<i>ja</i>", "nee"], "rows": [{"name": "<u>", "shares": ["5 of minder", "95 of meer"]}]},
    }

    for each in [*figures, bars]:
        tree = ElementTree.fromstring(draw(each["kind"], each["drawn"]))  # noqa: S314 # our own drawing
        assert not {part.tag.rpartition("}")[2] for part in tree.iter()} & {"b", "i", "u", "script"}


def test_percentages_are_said_with_the_answers_that_were_taken_together():
    item = {"kind": "agree", "cells": [["agree"], ["disagree", "unknown"]]}

    assert wording.figure_of(item, {"shares": ["71", "29"]}) == "eens 71%, oneens of weet ik niet 29%"


def test_a_report_of_one_year_compares_nothing():
    made = content(reckoned([invented("ouders", year="2025-2026", seed=3, staff={"parent": 12})]))

    assert not [table for section in made["sections"] for table in section["tables"] if table["title"] == "Toetsen"]
    assert [each for section in made["sections"] for each in section["figures"] if each["kind"] == "bars"]
    assert "toeval" not in " ".join(sentences(made)[:-12])


def test_rewording_leaves_all_other_sentences_as_they_are(sheets):
    made = content(sheets)

    plain = plain_of(reworded(made, {"celebrate.0": "Anders"}))

    texts = [text for section in plain.sections for _key, text in section.texts]
    assert texts[0] == "Anders"
    assert texts[1:] == sentences(made)[1:]


def test_that_some_said_it_does_not_apply_to_them_is_told():
    item = {"kind": "mark", "lines": {"all": {"n": 20, "mean": 7.0, "sd": 1.0}}, "band": None}

    assert "Wie 'niet van toepassing' zei, telt niet mee." in wording.standing({**item, "passed": True}, "all", "")
    assert len(wording.standing({**item, "passed": False}, "all", "")) == 1
