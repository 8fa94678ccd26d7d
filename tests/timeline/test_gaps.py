"""'Before we sit down together I want to see what is still empty': as questions, few, and never as errors."""

from datetime import date

import pytest
import time_machine

from rondom.cards.models import Card
from rondom.children.schooling import groups_of
from rondom.timeline.gaps import Stretch, empty_years
from rondom.timeline.talk import HOLES_SHOWN, SHOWN, talk_page
from tests.timeline.laying import lay

TODAY = date(2026, 11, 20)
# Reasoned by hand from `world/noor.json` and its readme, before there was a line of code.
# Everywhere: childminder until November 2015, toddler group from autumn 2017; the flat "until the move" has no first year.
# Life events: born 2014, brother June 2018, April 2020, 2021, 2022, spring 2024. Development: nothing in group 4 and group 7.
# Help: winter 2014 (until February 2015), March 2018, autumn 2021 to Noor's ninth birthday in October 2023, March 2025.
# Collaboration: group 1, group 3 and its second year, then November 2024 and on. At home and at school all is covered.
EMPTY = {
    "Nergens een kaartje": ["2016"],
    "Levensgebeurtenissen": ["2015–2017", "2019", "2023"],
    "Ontwikkeling kind": ["groep 4", "groep 7"],
    "Hulp kind/gezin": ["2016–2017", "2019–2020", "2024"],
    "Samenwerking ouders, school, jeugdhulp": ["groep 2", "2023"],
}
ASKED = {
    "Loopt deze hulp nog?": {"Elke vrijdag een half uur", "Noor staat op de lijst vo"},
    "Hoe was dit? Er staat nog geen gezichtje bij.": {"Noor staat op de lijst vo"},
    "Wanneer was dit ongeveer?": {
        "Opa in Turkije is doodgeg",
        "Ik wil naar een school wa",
        "Twee avonden voor ouders ",
        "Ik heb ons verhaal vaak v",
        "Vader woont in Rijswijk, ",
        "Op woensdag eet ik bij pa",
    },
}


@pytest.fixture
def page(mother):
    with time_machine.travel(TODAY, tick=False):
        return talk_page(mother)


def test_the_empty_years_of_the_world_are_those_that_a_reader_finds_by_hand(page):
    assert {lane.name: [hole.label for hole in (*lane.holes, *lane.more)] for lane in page.empty} == EMPTY


def test_what_the_cards_leave_open_is_asked(page):
    asked = {each.question: {one.said[:25] for one in (*each.cards, *each.more)} for each in page.asked}

    assert asked == ASKED


def test_it_is_never_a_wall_of_questions(world, mother):
    lay(world.noor, *[("M", "help", {"text": f"Hulp {nth}"}) for nth in range(30)])

    page = talk_page(mother)

    assert len(page.asked) <= 3
    assert all(len(each.cards) <= SHOWN for each in page.asked)
    assert all(len(lane.holes) <= HOLES_SHOWN for lane in page.empty)
    assert len(page.offers) <= SHOWN
    assert sum(len(each.cards) + len(each.more) for each in page.asked if each.question.startswith("Wanneer")) == 36


def test_a_question_is_no_error(world, as_person):
    said = as_person(world.person("mother")).get(f"/kinderen/{world.noor.pk}/bespreken/").text

    assert "Gebeurde er iets dat erbij hoort?" in said
    assert not {"ontbreekt", "fout", "moet"} & set(said.lower().split())


def test_an_empty_year_opens_a_card_with_that_year_on_it(world, as_person):
    browser = as_person(world.person("mother"))
    said = browser.get(f"/kinderen/{world.noor.pk}/bespreken/").text
    assert f'action="/kinderen/{world.noor.pk}/kaartjes/nieuw/?wanneer=2019%20-%202020"' in said

    begun = browser.post(f"/kinderen/{world.noor.pk}/kaartjes/nieuw/?wanneer=2019%20-%202020", {"kind": "help", "whole": "1"})
    form = browser.get(begun["Location"])

    assert 'value="2019 - 2020"' in form.text
    assert "1 januari 2019" in form.text or "2019 tot en met 2020" in form.text
    # Nothing is kept until somebody writes.
    assert "2019 - 2020" not in browser.get(f"/kinderen/{world.noor.pk}/kaartjes/").text


@pytest.mark.parametrize("language", ["nl", "en", "ar"])
def test_the_words_on_that_card_are_read_as_what_they_say(world, as_person, language):
    browser = as_person(world.person("mother"), language)
    said = browser.get(f"/kinderen/{world.noor.pk}/bespreken/")

    for lane in said.context["page"].empty:
        for hole in lane.holes:
            read = browser.post(f"/kinderen/{world.noor.pk}/datum/", {"date": hole.date})
            assert read.context["page"].is_known, hole.date


def test_a_year_from_an_address_is_shown_as_words_and_nothing_more(world, as_person):
    browser = as_person(world.person("mother"))
    begun = browser.post(f"/kinderen/{world.noor.pk}/kaartjes/nieuw/?wanneer=" + "%3Cb%3E" * 200, {"kind": "help", "whole": "1"})

    form = browser.get(begun["Location"])

    assert form.status_code == 200
    assert "<b><b>" not in form.text


def test_a_new_dossier_is_asked_nothing_about_what_nobody_began(world, mother):
    Card.objects.filter(child=world.noor).delete()

    assert talk_page(mother).is_quiet


def empty(*stretches, lanes=("help",), birth=date(2014, 10, 3)):
    found = empty_years(
        [Stretch(*each) for each in stretches], lanes=lanes, birth=birth, today=TODAY, groups=groups_of(birth, (), TODAY)
    )
    return {lane: [(hole.years, hole.groups) for hole in inside] for lane, inside in found.items()}


def test_a_year_counts_as_empty_when_all_of_it_is():
    told = empty(("help", date(2014, 10, 3), date(2018, 12, 31)), ("help", date(2020, 1, 1), TODAY))
    part = empty(("help", date(2014, 10, 3), date(2019, 2, 1)), ("help", date(2019, 12, 1), TODAY))

    assert told == {"": [((2019,), ())]}  # the only lane, so it is said once
    assert part == {}


def test_a_card_until_the_move_fills_its_lane_before_it():
    assert empty(("help", None, date(2021, 7, 1)), ("help", date(2021, 7, 2), TODAY)).get("help") is None


def test_the_year_that_still_goes_on_is_not_empty_yet():
    assert empty(("help", date(2014, 10, 3), date(2025, 12, 31))) == {}


def test_a_card_from_before_the_birth_or_after_today_does_no_harm():
    assert empty(("help", date(1990, 1, 1), date(1990, 1, 2)), ("help", date(2040, 1, 1), date(2041, 1, 1)))[""]
