"""An invitation lets its person in once: link, code, time."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.children.actions import end_place, invite_newcomer, take_place
from rondom.children.actions.circle import seat
from rondom.children.dossier import house_dossier
from rondom.children.models import Place, Role
from rondom.people.actions import add_person, make_invitation, use_invitation
from rondom.people.models import Invitation, InvitationUsed, WrongCode


@pytest.fixture
def paper(world):
    return make_invitation(person=add_person(name="Opa Henk"), leads_to="/", made_by=None)


def test_link_and_code_let_the_person_in_once(paper):
    use_invitation(token=paper.token, code=paper.code)

    with pytest.raises(Refused, match="al gebruikt"):
        use_invitation(token=paper.token, code=paper.code)
    assert InvitationUsed.objects.filter(invitation=paper.invitation).count() == 1


def test_neither_link_nor_code_stands_in_the_database(paper):
    kept = Invitation.objects.get(pk=paper.invitation.pk)

    assert paper.token not in (kept.token_hash, kept.code_hash)
    assert paper.code not in kept.code_hash


def test_looking_at_the_link_uses_nothing_up(paper):
    Client(SERVER_NAME="localhost").get(f"/uitnodiging/{paper.token}/")

    assert use_invitation(token=paper.token, code=paper.code).person_id == paper.invitation.person_id


def test_after_five_wrong_codes_the_right_one_no_longer_helps(paper):
    for _wrong in range(5):
        with pytest.raises(Refused, match="klopt niet"):
            use_invitation(token=paper.token, code="x")

    assert WrongCode.objects.filter(invitation=paper.invitation).count() == 5
    with pytest.raises(Refused, match="vijf keer"):
        use_invitation(token=paper.token, code=paper.code)


def test_an_invitation_of_last_month_is_too_old(paper):
    Invitation.objects.filter(pk=paper.invitation.pk).update(expires_at=timezone.now() - timedelta(days=1))

    with pytest.raises(Refused, match="te oud"):
        use_invitation(token=paper.token, code=paper.code)


def test_from_paper_to_the_first_screen_of_a_card(world):
    paper = invite_newcomer(world.dossier(Role.CARE_COORDINATOR), name="Tante Mia", role=Role.OTHER, language="nl")
    browser = Client(SERVER_NAME="localhost")
    address = f"/uitnodiging/{paper.token}/"

    entered = browser.post(address, {"code": f" {paper.code[:3]} {paper.code[3:]} "})
    welcome = browser.get(entered["Location"])
    story = browser.get(f"/kinderen/{world.noor.pk}/")
    begun = browser.post(entered["Location"])

    assert entered["Location"] == f"/kinderen/{world.noor.pk}/welkom/"
    assert "Wie doen er mee?" in welcome.text
    assert story.status_code == 404, "nothing of the story before the place is taken"
    assert begun["Location"] == f"/kinderen/{world.noor.pk}/kaartjes/nieuw/"
    assert Place.objects.get(person=paper.invitation.person).taken


def test_a_replayed_invitation_says_kindly_what_to_do(paper):
    browser = Client(SERVER_NAME="localhost")
    browser.post(f"/uitnodiging/{paper.token}/", {"code": paper.code})

    again = Client(SERVER_NAME="localhost").get(f"/uitnodiging/{paper.token}/", headers={"Accept-Language": "nl"})

    assert again.status_code == 404
    assert "Vraag een nieuwe" in again.text


def test_who_comes_in_again_before_beginning_goes_on_at_the_doorstep(world, as_person):
    place = seat(house_dossier(world.noor), name="Tante Mia", role=Role.OTHER, language="nl")

    assert as_person(place.person).get("/")["Location"] == f"/kinderen/{world.noor.pk}/welkom/"

    take_place(place)
    assert as_person(place.person).get("/")["Location"] == f"/kinderen/{world.noor.pk}/"


def test_who_left_does_not_come_back_to_the_doorstep(world, as_person):
    place = seat(house_dossier(world.noor), name="Tante Mia", role=Role.OTHER, language="nl")
    end_place(house_dossier(world.noor), place=place)

    answer = as_person(place.person).get("/")
    assert answer.status_code == 200
    assert "Hier is nu geen kind" in answer.text
