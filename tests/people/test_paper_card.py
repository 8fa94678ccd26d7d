"""A card of paper with an own PIN: for who has no phone of their own."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from rondom.base.actions import Refused
from rondom.base.models import Event
from rondom.children.models import Role
from rondom.people.actions import make_paper_key, revoke_paper_key, use_paper_key
from rondom.people.models import PaperKey, WrongPin
from rondom.people.papers import invitation_pdf
from rondom.people.rules import why_not_pin

PIN = "402917"


@pytest.fixture
def card(world):
    return make_paper_key(world.person(Role.MOTHER), pin=PIN)


def test_card_and_pin_let_a_mother_in_again_and_again(world, browser, card):
    for _day in range(2):
        entered = browser.post(f"/kaart/{card.token}/", {"pin": PIN})

        assert entered.status_code == 302
        assert browser.get("/")["Location"] == f"/kinderen/{world.noor.pk}/"


def test_neither_picture_nor_pin_stands_in_the_database(card):
    kept = PaperKey.objects.get(pk=card.key.pk)

    assert kept.pin_hash.startswith("argon2$argon2id$")
    assert card.token not in kept.token_hash


def test_after_five_wrong_pins_the_card_is_closed_with_a_kind_sentence(browser, card):
    for _wrong in range(4):
        assert "klopt niet" in browser.post(f"/kaart/{card.token}/", {"pin": "111111"}).text
    fifth = browser.post(f"/kaart/{card.token}/", {"pin": "111111"})
    right = browser.post(f"/kaart/{card.token}/", {"pin": PIN})

    assert "vijf keer" in fifth.text
    assert "vijf keer" in right.text
    assert WrongPin.objects.count() == 5
    assert Event.objects.filter(event="papercard.wrong_pin", outcome="refused").count() == 5


def test_a_right_pin_forgives_the_wrong_ones_before(card):
    for _wrong in range(4):
        with pytest.raises(Refused):
            use_paper_key(token=card.token, pin="000000")
    use_paper_key(token=card.token, pin=PIN)

    assert WrongPin.objects.count() == 0


def test_a_lost_card_is_shut_and_a_new_one_shuts_the_old(world, card):
    new = make_paper_key(world.person(Role.MOTHER), pin=PIN)

    with pytest.raises(Refused, match="werkt niet meer"):
        use_paper_key(token=card.token, pin=PIN)
    revoke_paper_key(new.key, by=world.person(Role.MOTHER))
    with pytest.raises(Refused, match="werkt niet meer"):
        use_paper_key(token=new.token, pin=PIN)


@pytest.mark.parametrize("pin", ["123456", "111111", "987654", "121212", "402402", "40291", "4029177", "abcdef"])
def test_a_pin_that_everyone_tries_first_is_refused(pin):
    assert why_not_pin(pin)


def test_the_card_is_made_on_the_page_and_comes_as_paper(come_in, world):
    browser = come_in(world.person(Role.MOTHER))

    made = browser.post("/toegang/kaart/", {"pin": PIN, "again": PIN})

    assert made["Content-Type"] == "application/pdf"
    text = PdfReader(BytesIO(made.getvalue())).pages[0].extract_text()
    assert "Noor" not in text
    assert "/kaart/" in text.replace("\n", "")
    assert PIN not in text


def test_who_works_with_children_gets_no_paper_card(as_person, world):
    assert as_person(world.person(Role.TEACHER)).get("/toegang/kaart/").status_code == 403


@pytest.mark.parametrize(("language", "word"), [("nl", "Uitnodiging"), ("en", ""), ("ar", "")])
def test_the_invitation_is_a_tagged_card_with_first_name_address_and_code_and_no_child(world, language, word):
    person = world.person(Role.MOTHER)
    person.language = language

    made = PdfReader(BytesIO(invitation_pdf(person, link="https://rondom.voorbeeld/uitnodiging/abc/", code="482913")))

    text = made.pages[0].extract_text()
    assert word in text
    assert person.first_name in text
    assert "https://rondom.voorbeeld/uitnodiging/abc/" in text.replace("\n", "")
    assert "482913" in text.replace(" ", "")
    assert "Noor" not in text
    assert made.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert made.trailer["/Root"]["/Lang"] == language
