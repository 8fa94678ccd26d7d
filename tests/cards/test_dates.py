"""Dates in people's own units: 200 phrases and what each means for one child."""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from rondom.cards.date_words import say_age, say_date
from rondom.cards.dates import Anchor, FuzzyDate, read_date
from rondom.children.schooling import groups_of

BIRTH, TODAY = date(2014, 10, 3), date(2026, 11, 20)
GROUPS = groups_of(
    BIRTH, (("1", 2018, ""), ("2", 2019, ""), ("3", 2020, ""), ("3", 2021, "nog een keer"), ("4", 2022, "")), TODAY
)
ANCHORS = (
    Anchor("3f0c2b1e-0000-4000-8000-000000000001", "Verhuisd naar oma", date(2021, 6, 1), date(2021, 8, 31)),
    Anchor("3f0c2b1e-0000-4000-8000-000000000002", "Wij gingen uit elkaar, de scheiding", date(2019, 3, 1), date(2019, 3, 31)),
    Anchor("3f0c2b1e-0000-4000-8000-000000000003", "Geboorte broertje Sem", date(2017, 5, 12), date(2017, 5, 12)),
)
with (Path(__file__).parent / "date_phrases.csv").open(encoding="utf-8") as file:
    PHRASES = list(csv.DictReader(file))


def understood(words: str) -> FuzzyDate:
    return read_date(words, birth_date=BIRTH, today=TODAY, groups=GROUPS, anchors=ANCHORS)


@pytest.mark.parametrize("row", PHRASES, ids=lambda row: row["words"])
def test_words_mean_what_people_mean(row):
    found = understood(row["words"])

    assert {
        "start": found.start.isoformat() if found.start else "",
        "end": found.end.isoformat() if found.end else "",
        "precision": found.precision,
        "flag": ("~" if found.approximate else "") + (">" if found.open_end else ""),
        "groups": " ".join(found.groups),
    } == {name: row[name] for name in ("start", "end", "precision", "flag", "groups")}


def test_the_table_holds_two_hundred_phrases_of_which_thirty_mean_nothing():
    languages = [row["language"] for row in PHRASES]

    assert (len(PHRASES), languages.count("nl"), languages.count("en")) == (200, 150, 50)
    assert len({row["words"] for row in PHRASES}) == 200
    assert sum(row["precision"] == "unknown" for row in PHRASES) == 30


@given(st.text(max_size=300))
def test_no_words_can_break_the_reader(words):
    found = understood(words)

    assert found.start is None or found.end is None or found.start <= found.end


@given(st.dates(date(2005, 1, 1), date(2030, 12, 31)), st.sampled_from(["j F Y", "F Y", "Y"]))
def test_what_is_said_back_means_the_same_again(day, how):
    written = {"j F Y": f"{day.day}-{day.month}-{day.year}", "F Y": f"{day.month}-{day.year}", "Y": str(day.year)}[how]
    first = understood(written)

    with translation.override("nl"):
        again = understood(say_date(first, today=TODAY))

    assert (again.start, again.end, again.precision) == (first.start, first.end, first.precision)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("30-3-2015", "30 maart 2015"),
        ("najaar '21", "najaar 2021"),
        ("groep 5", "schooljaar 2023-2024"),
        ("groep 3", "schooljaar 2020-2021 tot en met 2021-2022"),
        ("sinds maart 2022", "sinds maart 2022"),
        ("rond 2019", "rond 2019"),
        ("2016 - 2018", "2016 tot en met 2018"),
        ("voor de verhuizing", "voor 1 juni 2021"),
        ("blauw", "datum onbekend"),
    ],
)
def test_a_date_is_said_back_in_plain_words(words, said):
    with translation.override("nl"):
        assert say_date(understood(words), today=TODAY) == said


def test_it_says_how_old_the_child_was():
    with translation.override("nl"):
        assert say_age(understood("schooljaar 2023-2024"), BIRTH, "Noor", TODAY) == "Noor was toen 8 en 9 jaar"
        assert say_age(understood("30-3-2015"), BIRTH, "Noor", TODAY) == "Noor was toen 0 jaar"
        assert say_age(understood("2012"), BIRTH, "Noor", TODAY) == "Noor was nog niet geboren"


def test_a_date_by_another_card_keeps_which_card():
    assert (understood("voor de verhuizing").relation, understood("voor de verhuizing").anchor) == ("before", ANCHORS[0].id)
