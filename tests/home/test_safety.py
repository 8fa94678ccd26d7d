"""Whom to tell that something is not safe: where machines look, and where people do (R108)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.checks import Error, run_checks
from django.test import Client
from django.utils import timezone

from rondom.home.safety import security_txt
from tests.base.clamd import scanner

CONTACTS = ["mailto:veiligheid@rondom.example", "https://rondom.example/melden"]


@pytest.fixture
def said(settings, db) -> dict[str, list[str]]:
    settings.SECURITY_CONTACT = CONTACTS
    answer = Client(SERVER_NAME="localhost").get("/.well-known/security.txt")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")
    lines = dict[str, list[str]]()
    for line in answer.text.splitlines():
        name, _colon, value = line.partition(": ")
        lines.setdefault(name, []).append(value)
    return lines


def test_it_says_whom_to_tell_in_which_language_and_by_which_rules(said):
    assert set(said) == {"Contact", "Expires", "Preferred-Languages", "Canonical", "Policy"}
    assert said["Contact"] == CONTACTS
    assert said["Preferred-Languages"] == ["nl, en"]
    assert said["Canonical"] == ["http://localhost/.well-known/security.txt"]
    assert said["Policy"] == ["http://localhost/veilig-melden/"]


def test_it_always_holds_for_a_while_and_never_for_a_year(said):
    (expires,) = said["Expires"]
    left = datetime.fromisoformat(expires) - timezone.now()

    assert timedelta(days=30) < left < timedelta(days=365)


@pytest.mark.parametrize("day", ["2026-01-01", "2028-02-29", "2030-12-31"])
def test_on_whatever_day_it_is_asked(day):
    now = datetime.fromisoformat(f"{day}T23:59:59+00:00")
    lines = security_txt(["mailto:a@b.nl"], canonical="https://x/y", policy="https://x/z", now=now).splitlines()
    expires = datetime.fromisoformat(lines[1].removeprefix("Expires: "))

    assert expires.tzinfo == UTC and timedelta(days=80) < expires - now < timedelta(days=100)


def test_where_nobody_is_named_there_is_no_file_and_the_page_says_whom_to_ask(settings, db):
    settings.SECURITY_CONTACT = []
    guest = Client(SERVER_NAME="localhost")

    assert guest.get("/.well-known/security.txt").status_code == 404
    assert "Vertel het aan de organisatie" in guest.get("/veilig-melden/").text


def test_the_page_is_open_to_everyone_and_names_the_same_contact(settings, db):
    settings.SECURITY_CONTACT = CONTACTS
    page = Client(SERVER_NAME="localhost").get("/veilig-melden/")

    assert page.status_code == 200
    assert 'href="mailto:veiligheid@rondom.example"' in page.text
    assert "Binnen drie werkdagen" in page.text
    assert 'href="/veilig-melden/"' in Client(SERVER_NAME="localhost").get("/binnenkomen/").text


def problems(settings, **given) -> set[str]:
    # Files are scanned, mail goes, somebody is named: nothing is missing unless the test takes it away.
    wanted = {"DEMO": False, "DEBUG": False, "SECURE_ONLY": True, "ALLOWED_HOSTS": ["rondom.example"], "MAIL": "smtp://x"}
    for name, value in {**wanted, "SECURITY_CONTACT": CONTACTS, **given}.items():
        setattr(settings, name, value)
    found = run_checks(include_deployment_checks=True)
    return {each.id for each in found if (each.id or "").startswith("rondom.")}


def test_an_installation_says_what_is_open_and_what_is_missing(settings):
    with scanner() as (where, _listening):
        settings.CLAMD = where
        assert problems(settings) == set()
        assert problems(settings, DEBUG=True) == {"rondom.E001"}
        assert problems(settings, SECURE_ONLY=False) == {"rondom.E002"}
        assert problems(settings, ALLOWED_HOSTS=["*"]) == {"rondom.E003"}
        assert problems(settings, SECURITY_CONTACT=[]) == {"rondom.W002"}
        assert problems(settings, MAIL="") == {"rondom.W003"}
        assert problems(settings, DEMO=True, DEBUG=True) == set(), "in the demo everybody is invented"
    assert problems(settings, CLAMD="") == {"rondom.W001"}
    assert problems(settings, CLAMD="127.0.0.1:1") == {"rondom.E004"}
    assert Error("x").level == 40
