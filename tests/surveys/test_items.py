"""What a questionnaire is made of: the shipped sets, what each role is asked, routing, and what counts as the same question."""

from dataclasses import replace

import pytest

from rondom.surveys.boxes import LENGTH, ROOM, NotOurs, TooFull, new_lock, opened, shut
from rondom.surveys.items import KINDS, Item, asked_of, differences, item_from, kept_of, laid_from
from rondom.surveys.models import Respondent
from rondom.surveys.shipped import SHIPPED, shipped
from rondom.surveys.tables import Counted, band_of, people_in, per_role, per_school, school_by_role
from rondom.surveys.ties import tie_of

EVERY = {"nl", "en", "tr", "ar", "pl", "uk", "ti"}


def items_of(name: str) -> list[Item]:
    return [item_from(each) for each in shipped(name)["items"]]


@pytest.mark.parametrize(("role", "number"), [("teacher", 30), ("neighbourhood_team", 8), ("care_coordinator", 25), ("nurse", 8)])
def test_each_role_gets_the_questions_that_the_seed_asks_it(role, number):
    assert len(asked_of(items_of("onze"), role, "2022-2023")) == number


def test_a_question_of_the_second_year_is_not_asked_in_the_first():
    first, second = ({item.code for item in asked_of(items_of("onze"), "teacher", year)} for year in ("2019-2020", "2020-2021"))

    assert second - first == {"Q04", "Q16", "Q30", "Q31"}


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_shipped_is_whole(name):
    content, items = shipped(name), items_of(name)
    languages = set(content["title"])

    assert languages == (EVERY if name in ("ouders", "leerlingen") else {"nl", "en"})
    assert set(content["intro"]) == languages
    assert all(set(item.text) == languages and all(item.text.values()) for item in items)
    assert all(item.kind in KINDS and set(item.roles) <= set(Respondent.values) and item.roles for item in items)
    assert len({item.code for item in items}) == len(items)
    assert [item_from(laid_from(item)) for item in items] == items


def test_a_question_after_an_answer_is_asked_only_then():
    items = items_of("samenwerken")

    assert kept_of(items, {"S05": "5", "S06": "Meer tijd"}) == {"S05": "5", "S06": "Meer tijd"}
    assert kept_of(items, {"S05": "9", "S06": "Meer tijd"}) == {"S05": "9"}
    assert kept_of(items, {"S06": "Meer tijd"}) == {}


def test_what_differs_from_before_is_named_by_code():
    before = [Item("A", "mark", {"nl": "Een"}), Item("B", "mark", {"nl": "Twee"}), Item("C", "five", {"nl": "Drie"})]
    before += [Item("D", "open", {"nl": "Vier"}), Item("E", "open", {"nl": "Vijf"}, roles=("teacher",))]
    now = [
        before[0],
        replace(before[1], text={"nl": "Twee!"}),
        replace(before[2], kind="mark"),
        replace(before[4], roles=("nurse",)),
    ]
    now.append(Item("F", "open", {"nl": "Zes"}))

    found = {each.code: (each.what, each.is_compared) for each in differences(before, now)}

    assert found == {
        "B": ("wording", False),
        "C": ("kind", False),
        "D": ("gone", False),
        "E": ("roles", True),
        "F": ("new", False),
    }


def test_a_text_in_one_more_language_is_no_other_question():
    before = Item("A", "mark", {"nl": "Een"})

    assert differences([before], [replace(before, text={"nl": "Een", "en": "One"})]) == []


def test_all_boxes_are_of_one_length_and_open_with_their_key_alone():
    private, lock = new_lock()
    short, long = shut(lock, b"a"), shut(lock, b"b" * ROOM)

    assert len(short) == len(long) == LENGTH
    assert opened(private, short) == b"a" and opened(private, long) == b"b" * ROOM
    assert shut(lock, b"a") != short
    with pytest.raises(NotOurs):
        opened(new_lock()[0], short)
    with pytest.raises(NotOurs):
        opened(private, short[:-1] + bytes([short[-1] ^ 1]))
    with pytest.raises(TooFull):
        shut(lock, b"c" * (ROOM + 1))


def test_a_code_is_the_same_however_it_is_typed_and_nothing_when_a_part_is_missing():
    secret = b"s" * 32

    assert tie_of(("Ma", "07", "é "), secret) == tie_of(("ma", "7", "E"), secret) != ""
    assert tie_of(("Ma", "8", "é"), secret) != tie_of(("Ma", "7", "é"), secret)
    assert tie_of(("Ma", "7", "é"), b"t" * 32) != tie_of(("Ma", "7", "é"), secret)
    assert tie_of(("Ma", "", "é"), secret) == tie_of((), secret) == ""


# Table B of the seed: how many of each school answered, and how many were invited there.
TABLE_B = {"A": (37, 52), "B": (11, 25), "C": (15, 24), "D": (29, 42), "E": (14, 22), "F": (16, 25), "G": (20, 33)}
PERCENTAGES = [71.2, 44.0, 62.5, 69.0, 63.6, 64.0, 60.6]
SHARES = [26.1, 7.7, 10.6, 20.4, 9.9, 11.3, 14.1]


def test_table_b_of_the_seed_comes_out_again():
    counts = [Counted(school, "teacher", "", answered) for school, (answered, _invited) in TABLE_B.items()]
    invited = {school: {"teacher": number} for school, (_answered, number) in TABLE_B.items()}

    lines = per_school(counts, invited, ["teacher"], TABLE_B)

    assert [round(line.percentage, 1) for line in lines] == PERCENTAGES
    assert [round(line.share, 1) for line in lines] == SHARES
    assert sum(line.share for line in lines) == pytest.approx(100)


def test_tables_a_and_d_of_the_seed_come_out_again():
    counts = [Counted("A", "teacher", "", 93), Counted("A", "care_coordinator", "", 16), Counted("A", "school_leader", "", 11)]
    asked = {"teacher": 191, "care_coordinator": 19, "school_leader": 13}
    partners = [Counted("A", "nurse", "", 5), Counted("A", "school_social_worker", "", 4)]
    partners += [Counted("B", "school_social_worker", "neighbourhood_team", 1), Counted("B", "neighbourhood_team", "", 4)]
    roles = ("nurse", "school_social_worker", "neighbourhood_team")

    a = per_role(counts, asked, asked)
    d = per_role(partners, {"nurse": 7, "school_social_worker": 7, "neighbourhood_team": 8}, roles)

    assert [round(line.percentage, 1) for line in a] == [48.7, 84.2, 84.6]
    assert [(line.answered, round(line.percentage, 1)) for line in d] == [(5, 71.4), (5, 71.4), (5, 62.5)]
    assert people_in(partners, roles) == 14  # one person with two roles counts once
    assert school_by_role(partners, roles, ["A", "B"]) == [("A", [5, 4, 0]), ("B", [0, 1, 5])]


@pytest.mark.parametrize(("number", "band"), [(0, ""), (9, ""), (10, "10-14"), (15, "15-24"), (24, "15-24"), (25, "25+")])
def test_others_read_no_more_than_a_band(number, band):
    assert band_of(number) == band
