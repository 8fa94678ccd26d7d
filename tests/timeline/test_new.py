"""'I want to see what is new since I last looked': marked quietly, said aloud, to be filtered, and only what one may read."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rondom.cards.actions import begin_card, choose_audience, mark_key_moment, settle_card, share_card, take_back
from rondom.cards.models import Card
from rondom.children.dossier import open_dossier
from rondom.children.models import Looked
from rondom.timeline.talk import talk_page
from tests.timeline.laying import lay

MONDAY = datetime.fromisoformat("2026-12-07T10:00:00+01:00")
THURSDAY = MONDAY + timedelta(days=3)


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as moment:
        yield moment


def looks(world, role: str = "mother"):
    return open_dossier(world.person(role), world.noor.pk, looks=True)


def new_to(world, role: str = "mother") -> set[str]:
    page = talk_page(looks(world, role))
    assert page.more_fresh == 0
    return {f"{one.card.fresh}: {one.said}" for one in page.fresh}


def share(world, role: str, text: str, **given) -> Card:
    dossier = world.dossier(role)
    card = begin_card(dossier, kind="help")
    for audience in given.values():
        choose_audience(dossier, card=card, audience=audience)
    return share_card(dossier, card=card, words={"text": text, "date": "2024"})


def test_at_a_first_look_nothing_is_marked(world, clock):
    assert new_to(world) == set()


def test_what_others_shared_since_is_new_and_what_they_mended_is_changed(world, clock):
    card = share(world, "father", "Zwemles")
    looks(world)
    clock.move_to(MONDAY + timedelta(days=1))
    share(world, "father", "Judo")
    settle_card(world.dossier("father"), card=card, words={"text": "Zwemles, diploma A"})
    clock.move_to(THURSDAY)

    assert new_to(world) == {"new: Judo", "changed: Zwemles, diploma A"}


def test_what_somebody_wrote_here_is_not_new_to_that_one_but_is_to_a_colleague_with_the_same_voice(world, clock):
    for role in ("teacher", "care_coordinator"):
        looks(world, role)
    clock.move_to(MONDAY + timedelta(days=1))
    share(world, "teacher", "Rekent met plezier")
    clock.move_to(THURSDAY)

    assert new_to(world, "teacher") == set()
    assert new_to(world, "care_coordinator") == {"new: Rekent met plezier"}


def test_while_one_is_here_it_stays_marked_and_the_next_time_it_is_gone(world, clock):
    looks(world)
    clock.move_to(MONDAY + timedelta(days=1))
    share(world, "father", "Judo")
    clock.move_to(THURSDAY)
    for minutes in (0, 20, 40, 130):
        clock.move_to(THURSDAY + timedelta(minutes=minutes))
        assert new_to(world) == {"new: Judo"}
    clock.move_to(THURSDAY + timedelta(days=1))

    assert new_to(world) == set()


def test_what_came_while_one_was_looking_is_not_missed(world, clock):
    looks(world)
    clock.move_to(THURSDAY)
    looks(world)
    clock.move_to(THURSDAY + timedelta(minutes=4))
    looks(world)
    clock.move_to(THURSDAY + timedelta(minutes=4, seconds=30))
    share(world, "father", "Judo")
    clock.move_to(THURSDAY + timedelta(days=1))

    assert new_to(world) == {"new: Judo"}


def test_only_looking_at_the_timeline_counts_as_a_look(world, clock, as_person):
    looks(world)
    clock.move_to(MONDAY + timedelta(days=1))
    share(world, "father", "Judo")
    clock.move_to(MONDAY + timedelta(days=2))
    browser = as_person(world.person("mother"))
    for last in ("kring/", "kaartjes/", "afdrukken/"):
        assert browser.get(f"/kinderen/{world.noor.pk}/{last}").status_code == 200
    clock.move_to(THURSDAY)

    assert new_to(world) == {"new: Judo"}


@pytest.mark.parametrize("last", ["", "lijst/", "bespreken/"])
def test_a_look_is_written_once_and_not_at_every_opening(world, clock, as_person, last):
    browser = as_person(world.person("mother"))
    wrote = []
    for minutes in (0, 1, 3, 30, 31):
        clock.move_to(MONDAY + timedelta(minutes=minutes))
        with CaptureQueriesContext(connection) as asked:
            browser.get(f"/kinderen/{world.noor.pk}/{last}")
        wrote.append(sum("children_looked" in each["sql"] and not each["sql"].startswith("SELECT") for each in asked))

    assert wrote == [1, 0, 0, 1, 0]
    assert Looked.objects.count() == 1


def test_what_was_shared_with_fewer_is_new_only_to_them(world, clock):
    for role in ("father", "youth_worker"):
        looks(world, role)
    clock.move_to(MONDAY + timedelta(days=1))
    share(world, "mother", "Alleen voor ons", audience="family")
    clock.move_to(THURSDAY)

    assert new_to(world, "father") == {"new: Alleen voor ons"}
    assert new_to(world, "youth_worker") == set()


def test_a_card_that_was_taken_back_is_new_to_nobody(world, clock):
    looks(world)
    clock.move_to(MONDAY + timedelta(days=1))
    take_back(world.dossier("father"), card=share(world, "father", "Judo"))
    clock.move_to(THURSDAY)

    assert new_to(world) == set()


def test_the_board_marks_says_and_filters_what_is_new(world, clock, as_person):
    looks(world)
    clock.move_to(MONDAY + timedelta(days=1))
    share(world, "father", "Judo op zaterdag")
    clock.move_to(THURSDAY)
    browser = as_person(world.person("mother"))

    for last in ("", "lijst/"):
        said = browser.get(f"/kinderen/{world.noor.pk}/{last}").text
        assert "1 kaartje nieuw of veranderd sinds 7 december" in said
        assert said.count('class="fresh"') == 1
        assert 'aria-label="nieuw: Hulp, 2024, vader: Judo op zaterdag."' in said
        only = browser.get(f"/kinderen/{world.noor.pk}/{last}?alleen=nieuw").text
        assert "Judo op zaterdag" in only
        assert "Speltherapie" not in only
    assert "Judo op zaterdag" in browser.get(f"/kinderen/{world.noor.pk}/bespreken/").text


def test_only_the_turning_points_can_be_shown(world, as_person):
    said = as_person(world.person("mother")).get(f"/kinderen/{world.noor.pk}/lijst/?alleen=sleutel").text

    assert "Verhuisd naar oma" in said
    assert "Mijn eerste goal" not in said


def test_more_than_a_handful_waits_behind_a_link(world, clock, as_person):
    looks(world)
    clock.move_to(MONDAY + timedelta(days=1))
    lay(world.noor, *[("S", "help", {"text": f"Hulp {nth}", "date": "2024"}) for nth in range(9)])
    clock.move_to(THURSDAY)

    assert "En nog 4: alles wat nieuw is" in as_person(world.person("mother")).get(f"/kinderen/{world.noor.pk}/bespreken/").text


def test_anyone_in_the_circle_marks_a_turning_point_and_it_is_said_who(world, as_person):
    card = Card.objects.get(child=world.noor, file_id="N10")
    for role in ("mother", "school_social_worker", "child"):
        mark_key_moment(world.dossier(role), card=card)
    page = talk_page(world.dossier("father"))
    starred = {one.drawn.card.file_id: one.by for one in (*page.starred, *page.more_starred)}
    said = as_person(world.person("father")).get(f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/").text

    assert starred == {"N05": "moeder", "N06": "vader", "N41": "moeder", "N10": "moeder, schoolmaatschappelijk werker, Noor"}
    assert "Een sleutelmoment volgens moeder, schoolmaatschappelijk werker, Noor" in said
    board = as_person(world.person("father")).get(f"/kinderen/{world.noor.pk}/").text
    assert "Ik las voor over een octopus. Sleutelmoment." in board
