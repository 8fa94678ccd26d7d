"""When something went wrong, who runs the machine lets everybody come in again."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from rondom.base.models import Event
from rondom.children.models import Role
from rondom.people.models import Person
from tests.sealed import rewrite


@pytest.fixture
def two_in(world):
    """A mother and a father, each in on one device."""
    browsers = []
    for who, role in (("moeder", Role.MOTHER), ("vader", Role.FATHER)):
        browser = Client(SERVER_NAME="localhost")
        browser.get(f"/demo/{who}/")
        rewrite(Person.objects.filter(pk=world.person(role).pk), email=f"{who}@voorbeeld.nl")
        assert browser.get("/bezoek/").status_code == 200
        browsers.append(browser)
    return browsers


def run(*given: str) -> str:
    said = StringIO()
    call_command("end_visits", *given, stdout=said)
    return said.getvalue()


def test_one_person_comes_in_again_and_another_goes_on(two_in, world):
    mother, father = two_in

    assert run("Moeder@voorbeeld.nl") == "Bezoeken die nu voorbij zijn: 1\n"

    assert mother.get("/bezoek/").status_code == 302
    assert father.get("/bezoek/").status_code == 200
    assert Event.objects.filter(event="visit.ended", person_id=world.person(Role.MOTHER).pk).count() == 1


def test_everybody_comes_in_again(two_in):
    assert run("--all") == "Bezoeken die nu voorbij zijn: 2\n"

    assert [browser.get("/bezoek/").status_code for browser in two_in] == [302, 302]
    assert run("--all") == "Bezoeken die nu voorbij zijn: 0\n"


@pytest.mark.parametrize("given", [(), ("niemand@voorbeeld.nl",)])
def test_nobody_is_sent_away_by_mistake(two_in, given):
    with pytest.raises(CommandError, match="Dit adres kennen wij niet"):
        run(*given)
    assert two_in[0].get("/bezoek/").status_code == 200
