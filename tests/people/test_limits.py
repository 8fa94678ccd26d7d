"""Tight for one account, wide for one address: a school stands behind one address."""

import pytest
from django.test import Client

from rondom.base.models import Event
from rondom.people.actions import add_person, set_password
from rondom.people.models import WrongTry

WORDS = "paarse fiets zonder bel"


@pytest.fixture
def school(world):
    people = []
    for nth in range(31):
        person = add_person(name=f"Collega {nth}")
        person.email = f"collega{nth}@school.voorbeeld"
        person.save()
        people.append(person)
    set_password(people[-1], password=WORDS, session_key=None)
    return people


def attempt(email: str, password: str):
    browser = Client(SERVER_NAME="localhost", REMOTE_ADDR="192.0.2.7", headers={"Accept-Language": "nl"})
    return browser.post("/binnenkomen/wachtwoord/", {"password-email": email, "password-password": password})


def test_sixty_wrong_tries_over_thirty_accounts_do_not_stop_the_thirty_first(school):
    for person in school[:30] * 2:
        assert attempt(person.email, "helemaal verkeerd").status_code == 422

    assert attempt(school[30].email, WORDS).status_code == 302
    assert WrongTry.objects.count() == 120
    assert Event.objects.filter(event="password.wrong", outcome="refused").count() == 60


def test_one_account_rests_after_five_wrong_tries_also_for_the_right_password(school):
    for _try in range(5):
        attempt(school[30].email, "helemaal verkeerd")

    right = attempt(school[30].email, WORDS)

    assert right.status_code == 422
    assert "kwartier" in right.text


def test_an_unknown_account_rests_just_the_same(world):
    for _try in range(5):
        assert "horen niet bij elkaar" in attempt("niemand@voorbeeld.nl", "helemaal verkeerd").text

    assert "kwartier" in attempt("niemand@voorbeeld.nl", "helemaal verkeerd").text


def test_neither_account_nor_address_can_be_read_from_what_is_counted(school):
    attempt(school[0].email, "helemaal verkeerd")

    assert all(len(row.counted_for) == 64 for row in WrongTry.objects.all())
