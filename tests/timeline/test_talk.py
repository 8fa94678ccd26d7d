"""'Before we sit down together I want to see where we look at it differently': one page, and only of what one may read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rondom.cards.actions import tie_cards
from rondom.cards.models import Card, CardVersion
from rondom.children.models import Place
from rondom.timeline.talk import talk_page
from tests.timeline.laying import lay

# Judged differently, by the readme of the world.
DIFFERENT = {
    frozenset({("N26", "good"), ("N27", "neutral")}),
    frozenset({("N31", "good"), ("N32", "not_good")}),
    frozenset({("N38", "good"), ("N39", "not_good")}),
}


def different(dossier) -> set[frozenset]:
    return {frozenset((one.card.file_id, one.card.face) for one in together) for together in talk_page(dossier).differences}


def page_of(world, as_person, role: str = "mother", language: str = "nl") -> str:
    return as_person(world.person(role), language).get(f"/kinderen/{world.noor.pk}/bespreken/").text


@pytest.mark.parametrize("role", ["mother", "father", "child", "care_coordinator", "youth_worker", "school_social_worker"])
def test_the_three_differences_of_the_world_are_shown_and_no_other(world, role):
    assert different(world.dossier(role)) == DIFFERENT


def test_a_difference_is_an_invitation_with_both_voices_beside_each_other(world, as_person):
    said = page_of(world, as_person)

    assert "Hier kijken jullie anders" in said
    assert "Dat mag. Vraag elkaar: hoe was dat voor jou?" in said
    for words in ("Leeshulp in een klein groepje", "Dan miste ik gym", "Ik hoorde pas later"):
        assert words in said


def test_one_voice_that_judged_twice_does_not_differ_with_itself(world, mother):
    both = lay(
        world.noor,
        ("M", "help", {"text": "Zwemles", "face": "good"}),
        ("M", "help", {"text": "Zwemles, later", "face": "not_good"}),
    )
    tie_cards(mother, cards=both)

    assert different(mother) == DIFFERENT


def test_a_difference_with_a_card_that_one_may_not_read_is_not_shown(world, as_person):
    Card.objects.filter(child=world.noor, file_id="N32").update(audience="teacher")

    assert len(different(world.dossier("youth_worker"))) == 2
    said = page_of(world, as_person, "youth_worker")
    assert "Dan miste ik gym" not in said
    assert "Leeshulp in een klein groepje" not in said.split('id="leeg"')[0]
    assert len(different(world.dossier("teacher"))) == 3


def test_that_a_hidden_card_is_there_changes_nothing_on_the_page(world, mother):
    """Hidden, or not there at all: the page is the same."""
    worker = world.dossier("youth_worker")
    (hidden,) = lay(world.noor, ("M", "help", {"text": "Wachten op de gezinscoach, stil", "date": "2016", "face": "good"}))
    Card.objects.filter(pk=hidden.pk).update(audience="family")
    hidden.refresh_from_db()
    tie_cards(mother, cards=[hidden, Card.objects.get(child=world.noor, file_id="N30")])
    with_it = talk_page(worker)
    hidden.delete()

    assert with_it == talk_page(worker)


def test_the_page_is_reached_from_the_board_and_from_the_list(world, as_person):
    browser = as_person(world.person("mother"))

    for last in ("", "lijst/"):
        assert f'href="/kinderen/{world.noor.pk}/bespreken/"' in browser.get(f"/kinderen/{world.noor.pk}/{last}").text


@pytest.mark.parametrize("role", ["mother", "care_coordinator"])
def test_the_page_asks_a_fixed_number_of_questions_whatever_the_number_of_cards(world, as_person, role):
    browser = as_person(world.person(role))
    few = queries(browser, world)
    lay(world.noor, *[("MVKSJW"[nth % 6], "help", {"text": f"Zwemles {nth}", "date": "2024"}) for nth in range(60)])

    assert few == queries(browser, world) <= 15


def queries(browser, world) -> int:
    for _warm in range(2):
        browser.get(f"/kinderen/{world.noor.pk}/bespreken/")
    with CaptureQueriesContext(connection) as asked:
        browser.get(f"/kinderen/{world.noor.pk}/bespreken/")
    return sum("SAVEPOINT" not in each["sql"] for each in asked)


def test_who_may_not_know_where_the_child_is_gets_the_own_cards_and_no_names(world, mother):
    father = world.dossier("father")
    reader = father.reader.__class__(**{**father.reader.__dict__, "is_shielded": True})
    object.__setattr__(father, "reader", reader)

    page = talk_page(father)

    cards = [*(one for each in page.asked for one in (*each.cards, *each.more)), *(star.drawn for star in page.starred)]
    assert {one.card.letter for one in cards} == {"V"}
    assert page.differences == ()
    assert page.offers == ()
    assert {star.by for star in page.starred} == {""}


def test_what_is_passed_on_for_safety_is_no_subject_for_the_table(world):
    page = talk_page(world.dossier("youth_worker"))

    assert not any(one.card.is_passed_on for each in page.asked for one in each.cards)


def test_a_reader_without_a_card_of_a_child_finds_a_quiet_page(world, as_person):
    CardVersion.objects.all().delete()
    Card.objects.all().delete()

    assert "Er is nu niets om vooraf te bespreken." in page_of(world, as_person)
    assert Place.objects.filter(child=world.noor).exists()
