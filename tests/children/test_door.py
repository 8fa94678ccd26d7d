"""The door: who stands in the circle is let in, for all others the child does not exist."""

import re

import pytest
from django.http import Http404

from rondom.base.scope import Outside
from rondom.cards.actions import add_remark, begin_card, choose_audience, settle_card, share_card, tie_cards
from rondom.cards.models import Card
from rondom.cards.queries import cards_in, find_card
from rondom.children.dossier import open_dossier
from rondom.children.models import PlaceEnded, Role


def test_a_stranger_and_a_child_that_is_not_there_get_the_same_answer(world, as_person):
    browser = as_person(world.stranger)

    there = browser.get(f"/kinderen/{world.noor.pk}/")
    nowhere = browser.get("/kinderen/00000000-0000-4000-8000-000000000000/")

    assert there.status_code == nowhere.status_code == 404
    assert body(there) == body(nowhere)


def body(answer) -> str:
    """The page without what differs at every look: the key asked for, the nonce and the form's own token."""
    return re.sub(r'[0-9a-f-]{36}|nonce="[^"]*"|csrfmiddlewaretoken" value="[^"]*"', "", answer.text)


def test_a_place_that_has_ended_lets_nobody_in(world):
    father = world.person(Role.FATHER)
    PlaceEnded.objects.create(place=father.places.get(child=world.noor))

    with pytest.raises(Http404):
        open_dossier(father, world.noor.pk)


def test_a_card_of_another_child_cannot_slip_in_by_its_number(world, mother):
    elsewhere = Card.objects.filter(child=world.other).first()

    with pytest.raises(Outside):
        settle_card(mother, card=elsewhere, words={"text": "x"})
    with pytest.raises(Outside):
        add_remark(mother, card=elsewhere, text="x")
    with pytest.raises(Outside):
        tie_cards(mother, cards=[elsewhere, begin_card(mother, kind="help")])


def test_a_card_of_another_child_is_not_there_in_the_browser(world, as_person):
    elsewhere = Card.objects.filter(child=world.other).first()
    browser = as_person(world.person(Role.MOTHER))

    for last in ("", "schrijven/", "schrijven/wanneer/"):
        assert browser.get(f"/kinderen/{world.noor.pk}/kaartjes/{elsewhere.pk}/{last}").status_code == 404
    for last in ("bewaren/", "delen/", "terughalen/", "weggooien/", "opmerkingen/", "losmaken/", "sleutelmoment/"):
        assert browser.post(f"/kinderen/{world.noor.pk}/kaartjes/{elsewhere.pk}/{last}").status_code == 404


def test_a_draft_exists_for_its_own_voice_only(world, mother):
    draft = begin_card(mother, kind="help")
    settle_card(mother, card=draft, words={"text": "Kanarie in de la"})

    assert draft.pk in {card.id for card in cards_in(mother)}
    for role in (Role.FATHER, Role.CARE_COORDINATOR, Role.YOUTH_WORKER, Role.CHILD):
        dossier = world.dossier(role)
        assert draft.pk not in {card.id for card in cards_in(dossier)}
        with pytest.raises(Outside):
            add_remark(dossier, card=draft, text="x")


def test_what_the_child_tells_its_teacher_only_the_teacher_reads(world):
    noor = world.dossier(Role.CHILD)
    card = begin_card(noor, kind="development")
    share_card(noor, card=card, words={"text": "Alleen voor mijn meester"})
    choose_audience(noor, card=card, audience="teacher")

    readers = {
        role for role in (Role.MOTHER, Role.FATHER, Role.YOUTH_WORKER, Role.CHILD, Role.TEACHER) if sees(world, role, card)
    }
    assert readers == {Role.CHILD, Role.TEACHER}


def sees(world, role, card) -> bool:
    dossier = world.dossier(role)
    listed = card.pk in {each.id for each in cards_in(dossier)}
    card = Card.objects.get(pk=card.pk)
    assert listed == card.is_visible_to(dossier), "the list and the single answer agree"
    try:
        assert (find_card(dossier, card.pk) == card) == listed
    except Http404:
        assert not listed
    return listed
