"""Inviting again, and shutting a lost card, by who may invite."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from rondom.base.actions import Refused
from rondom.children.actions import invite_again, invite_newcomer, shut_card
from rondom.children.models import Place, Role
from rondom.people.actions import make_paper_key
from rondom.people.queries import live_paper_key


def test_the_invitation_comes_as_a_card_for_who_has_it_in_hand(world, as_person):
    paper = invite_newcomer(world.dossier(Role.CARE_COORDINATOR), name="Tante Mia", role=Role.CARER, language="nl")
    browser = as_person(world.person(Role.CARE_COORDINATOR))
    address = f"/kinderen/{world.noor.pk}/kring/papier/"

    made = browser.post(address, {"token": paper.token, "code": paper.code})
    guessed = browser.post(address, {"token": paper.token, "code": "000000" if paper.code != "000000" else "1"})
    elsewhere = as_person(world.person(Role.CARE_COORDINATOR, world.other)).post(
        f"/kinderen/{world.other.pk}/kring/papier/", {"token": paper.token, "code": paper.code}
    )

    text = PdfReader(BytesIO(made.getvalue())).pages[0].extract_text()
    assert "Tante" in text
    assert "Mia" not in text
    assert "Noor" not in text
    assert paper.code in text.replace(" ", "")
    assert (guessed.status_code, elsewhere.status_code) == (404, 404)


def test_who_never_came_in_is_invited_again_and_who_is_in_is_not(world):
    dossier = world.dossier(Role.CARE_COORDINATOR)
    first = invite_newcomer(dossier, name="Tante Mia", role=Role.CARER, language="nl")
    place = Place.objects.get(person=first.invitation.person)

    assert invite_again(dossier, place=place).invitation.person == place.person
    with pytest.raises(Refused, match="al binnen"):
        invite_again(dossier, place=Place.objects.get(child=world.noor, role=Role.MOTHER))


def test_a_lost_card_is_shut_by_who_may_invite(world, as_person):
    place = Place.objects.get(child=world.noor, role=Role.MOTHER)
    make_paper_key(place.person, pin="402917")
    browser = as_person(world.person(Role.CARE_COORDINATOR))
    page = browser.get(f"/kinderen/{world.noor.pk}/kring/").text

    browser.post(f"/kinderen/{world.noor.pk}/kring/{place.pk}/kaart-dicht/")

    assert "kaart van papier" in page
    assert live_paper_key(place.person) is None
    assert shut_card(world.dossier(Role.CARE_COORDINATOR), place=place) == place
