"""Dates, files and lives far out of the ordinary: refused in words, or drawn; never a fault."""

import json
from datetime import date

import pytest

from rondom.base.actions import Refused
from rondom.cards.actions import begin_card, share_card
from rondom.cards.models import CardVersion
from rondom.children.actions import add_voice, note_groups
from rondom.children.groups import groups_in
from rondom.children.models import Role
from rondom.people.desk import house_desk
from rondom.timeline.actions import import_timeline
from rondom.timeline.file import WrongFile, read_timeline

CHILD = {"name": "Bo", "birth_date": "2016-04-12"}
CARD = {"id": "1", "lane": "hulp_kind_gezin", "author": "M", "date_printed": "2019", "text": "Hulp"}
PERIOD = {"kind": "school", "name": "De Wilg"}


def wrong_because(**whole) -> str:
    with pytest.raises(WrongFile) as wrong:
        read_timeline(json.dumps({"child": CHILD, **whole}))
    return "\n".join(wrong.value.reasons)


@pytest.mark.parametrize(
    ("whole", "place"),
    [
        ({"groups": [{"group": "²", "school_year": "2020-2021"}]}, "groups[0].group"),
        ({"groups": [{"group": "1000000000", "school_year": "2020-2021"}]}, "groups[0].group"),
        ({"groups": [{"group": "9", "school_year": "2020-2021"}]}, "groups[0].group"),
        ({"groups": [{"group": "3", "school_year": "20²²-2021"}]}, "groups[0].school_year"),
        ({"groups": [{"group": "3", "school_year": "٢٠٢٠-٢٠٢١"}]}, "groups[0].school_year"),
        ({"groups": [{"group": "3", "school_year": f"{1950 + nth}-{1951 + nth}"} for nth in range(41)]}, "groups"),
        ({"members": [{"code": "M", "name": "x"}] * 201}, "members"),
        ({"members": [{"code": "/*", "name": "x"}]}, "members[0].code"),
        ({"members": [{"code": "M1", "name": "x"}]}, "members[0].code"),
        ({"members": [{"code": "ΐ", "name": "x"}]}, "members[0].code"),  # three signs as a capital
        ({"members": [{"code": "M", "language": "nl; x"}]}, "members[0].language"),
        ({"lane_texts": {"thuissituatie_gezin": [{"text": "x"}] * 401}}, "lane_texts"),
        ({"lane_texts": {"\ud800": 3}}, "lane_texts"),
        ({"school_periods": [PERIOD] * 401}, "school_periods"),
        ({"school_periods": [{**PERIOD, "end": "9999-12-31"}]}, "school_periods[0].end"),
        ({"school_periods": [{**PERIOD, "start": "1899-12-31"}]}, "school_periods[0].start"),
        ({"today": "9999-12-31"}, "today"),
        ({"child": {**CHILD, "birth_date": "9999-12-31"}}, "child.birth_date"),
        ({"child": {**CHILD, "birth_date": "2035-01-01"}}, "child.birth_date"),
        ({"child": {**CHILD, "home_languages": ["nl"] * 21}}, "child.home_languages"),
        ({"cards": [{**CARD, "author": "{}"}]}, "cards[0].author"),
        ({"cards": [{**CARD, "lang": "Nederlands!"}]}, "cards[0].lang"),
        ({"cards": [{**CARD, "id": f"{nth}", "author": chr(0x4E00 + nth)} for nth in range(61)]}, "cards"),
    ],
)
def test_a_file_out_of_bounds_says_where(whole, place):
    said = wrong_because(**whole)

    assert place in said
    assert said.encode()


def test_six_thousand_members_are_refused_before_one_is_read():
    assert "200" in wrong_because(members=[None] * 6000)


def test_halves_of_characters_are_left_out_of_every_text_of_a_file(world):
    half = "a\ud800b"
    member = {"code": "M", "name": half, "role": half}
    child = {**CHILD, "name": half, "home_languages": [half]}
    card = {**CARD, "id": half, "about": half, "with_whom": half}

    file = read_timeline(json.dumps({"child": child, "members": [member], "cards": [card], half: 1}))

    assert (file.name, file.facts["home_languages"], file.members[0].name, file.members[0].role) == ("ab", ["ab"], "ab", "ab")
    assert (file.cards[0].id, file.cards[0].about, file.cards[0].words["with_whom"]) == ("ab", "ab", "ab")
    assert "\n".join(file.notices).encode()
    assert import_timeline(house_desk(world.school), file=file).name == "ab"


def test_a_country_behind_a_language_is_passed_over():
    file = read_timeline(json.dumps({"child": CHILD, "cards": [{**CARD, "lang": "nl-NL"}]}))

    assert file.cards[0].words["language"] == "nl"


def test_a_voice_has_letters(world):
    with pytest.raises(Refused, match="een of twee letters"):
        add_voice(world.dossier(Role.CARE_COORDINATOR), letter="/*", label="boos")


def test_groups_with_strange_numbers_stand_as_they_are_noted(world, mother):
    note_groups(mother, groups=[("²", 2019, ""), ("1000000000", 2020, "")])

    assert [year.group for year in groups_in(mother)] == ["²", "1000000000"]


@pytest.mark.parametrize("birth_date", ["9999-12-31", "2035-06-01", "1850-01-01", "0001-01-01"])
def test_a_birth_date_that_can_not_be_is_said_so(world, as_person, birth_date):
    start = f"/organisaties/{world.school.pk}/kinderen/nieuw/"

    answer = as_person(world.person(Role.CARE_COORDINATOR)).post(start, {"name": "Bo", "birth_date": birth_date})

    assert answer.status_code == 422
    assert "Kijk het jaar nog eens na" in answer.text


@pytest.mark.parametrize("last", ["?van=²²²²", "?tot=٢٠٢٠", "?van=9999", "lijst/?van=²²²²", "?stem=/*", "?maat=²"])
def test_a_strange_choice_in_an_address_is_passed_over(world, as_person, last):
    assert as_person(world.person(Role.MOTHER)).get(f"/kinderen/{world.noor.pk}/{last}").status_code == 200


WORDS = [
    "31 december 9999", "31-12-9999", "1-1-0001", "9999", "0000", "²²²²", "groep ²", "groep 1000000000", "toen ze 500 was",
    "over 9000 jaar", "9000 jaar geleden", "voor 0001", "sinds 9999", "99999-12-31", "van 1 tot 9999", "9" * 200,
]  # fmt: skip


@pytest.mark.proof
@pytest.mark.parametrize("said", WORDS)
def test_any_words_for_a_date_stand_somewhere_on_every_page(world, as_person, mother, said):
    share_card(mother, card=begin_card(mother, kind="help"), words={"text": "Hulp", "date": said})
    browser, here = as_person(world.person(Role.MOTHER)), f"/kinderen/{world.noor.pk}"

    assert browser.post(f"{here}/datum/", {"date": said}).status_code == 200
    assert [browser.get(f"{here}/{page}").status_code for page in ("?maat=year", "lijst/", "kaartjes/")] == [200] * 3
    assert browser.post(f"{here}/afdrukken/", {"paper": "a3"}).status_code == 200


@pytest.mark.parametrize(
    ("start", "end"),
    [(date.min, date.max), (date.max, None), (None, date.min), (date.max, date.max), (date(1998, 1, 1), date(2035, 1, 1))],
)
def test_a_row_with_the_first_or_last_day_there_is_breaks_no_page(world, as_person, mother, start, end):
    card = share_card(mother, card=begin_card(mother, kind="help"), words={"text": "Hulp", "date": "ooit"})
    CardVersion.objects.filter(card=card).update(start=start, end=end, precision="day", is_open_end=end is None)
    browser, here = as_person(world.person(Role.MOTHER)), f"/kinderen/{world.noor.pk}"

    pages = ("", "?beeld=side-by-side&maat=school", "lijst/", f"kaartjes/{card.pk}/", "meenemen/")
    assert [browser.get(f"{here}/{page}").status_code for page in pages] == [200] * 5
    assert browser.post(f"{here}/meenemen/").status_code == 200
    assert browser.post(f"{here}/afdrukken/", {"paper": "a3"}).status_code == 200
