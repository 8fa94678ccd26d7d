"""Visitors with and without keys, outside the demo."""

import time
from threading import Barrier

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.test import Client

from rondom.base.letters import POST
from rondom.children.actions import invite
from rondom.children.models import Place, Role
from rondom.people.actions import add_app, make_invitation
from rondom.people.models import Person


@pytest.fixture
def earnest(settings):
    """Not the demo: everyone must have what the rules ask."""
    settings.DEMO = False


@pytest.fixture
def browser():
    return Client(SERVER_NAME="localhost", headers={"Accept-Language": "nl"})


@pytest.fixture
def mother_at(world) -> Person:
    """Noor's mother, with a mail address that is hers; here she reads Dutch."""
    person = world.person(Role.MOTHER)
    person.language = "nl"
    person.email = "moeder@voorbeeld.nl"
    person.save()
    return person


@pytest.fixture
def come_in(world):
    """Come in by an invitation, as on the first day."""

    def enter(person: Person, client: Client | None = None) -> Client:
        client = client or Client(SERVER_NAME="localhost", headers={"Accept-Language": "nl"})
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "nl"
        paper = make_invitation(person=person, leads_to="/", made_by=None)
        client.post(f"/uitnodiging/{paper.token}/", {"code": paper.code})
        return client

    return enter


@pytest.fixture
def with_app():
    """Give somebody an app; what it says now."""

    def give(person: Person):
        secret = generate_totp_secret()
        add_app(person, secret=secret, session_key=None)
        return lambda: code_of(secret)

    return give


def code_of(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


@pytest.fixture
def post():
    """Wait until what was sent beside the request has been sent."""

    def wait():
        both = Barrier(2)
        for last in [POST.submit(both.wait), POST.submit(both.wait)]:
            last.result(timeout=10)

    return wait


@pytest.fixture
def invited(world):
    def paper(role: str):
        place = Place.objects.filter(child=world.noor, role=role).first()
        return invite(world.dossier(Role.CARE_COORDINATOR), place)

    return paper
