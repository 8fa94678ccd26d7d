"""Log first, then show; and what is logged anywhere holds no word of anybody."""

import io
import logging

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from rondom.base.models import Event
from rondom.cards.models import Card
from rondom.children.models import Place, Role
from rondom.children.queries import circle_page
from rondom.people.actions import make_invitation
from tests.house.test_routes import ALL, address

CANARY = "Kanarievogel77"


def full_disk(*_args, **_given):
    raise DatabaseError(f"disk is full near {CANARY}")


@pytest.fixture
def record_fails(monkeypatch):
    monkeypatch.setattr(Event, "save", full_disk)


@pytest.mark.parametrize("role", [Role.MOTHER, Role.CARE_COORDINATOR])
def test_where_the_record_can_not_be_written_nothing_is_shown(world, as_person, record_fails, role):
    browser = as_person(world.person(role))
    names = {world.noor.first_name, *(place.person.name for place in Place.objects.filter(child=world.noor))}
    for name, path in ALL:
        if "child_id" not in path and "organisation_id" not in path:
            continue
        answer = browser.get(address(path, world, world.noor))
        assert answer.status_code in {503, 405}, name
        assert not [word for word in names if word in answer.text], name
        if answer.status_code == 503:
            assert "Dit kan nu even niet. Probeer het later." in answer.text


def test_a_change_that_can_not_be_recorded_is_not_made(world, as_person, record_fails):
    before = Card.objects.count()

    answer = as_person(world.person(Role.MOTHER)).post(f"/kinderen/{world.noor.pk}/kaartjes/nieuw/", {"kind": "help"})

    assert answer.status_code == 503
    assert Card.objects.count() == before


@pytest.mark.proof
def test_every_page_about_a_child_leaves_a_line_with_that_child(world, as_person):
    """Whoever looks, on whichever page: at least one line names the child. The first page names all that it lists.

    What is kept apart for safety names no child (decision 0027); who looked there is written down all the same.
    """
    counted = {}
    for role in (Role.MOTHER, Role.CHILD, Role.CARE_COORDINATOR, Role.YOUTH_WORKER):
        browser = as_person(world.person(role))
        for name, path in ALL:
            if "child_id" in path:
                told = {"event__startswith": "safety."} if name.startswith("safety:") else {"child_id": world.noor.pk}
                before = Event.objects.filter(**told).count()
                answer = browser.get(address(path, world, world.noor))
                if answer.status_code != 405 and not (name.startswith("safety:") and answer.status_code == 404):
                    counted[name, role] = Event.objects.filter(**told).count() - before
    assert len(counted) > 30
    assert {where for where, lines in counted.items() if lines < 1} == set()

    assert as_person(world.person(Role.CARE_COORDINATOR)).get("/").status_code == 200
    assert str(world.noor.pk) in Event.objects.filter(event="children.listed").latest("at").object_ids


def test_a_refusal_is_recorded_whether_the_door_the_right_or_the_thing_is_missing(world, as_person):
    card = Card.objects.filter(child=world.other).first()
    as_person(world.stranger).get(f"/kinderen/{world.noor.pk}/")
    as_person(world.person(Role.TEACHER)).get(f"/kinderen/{world.noor.pk}/meenemen/")
    as_person(world.person(Role.TEACHER)).get(f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/")

    refused = Event.objects.filter(outcome="refused", child_id=world.noor.pk)
    assert {line.event for line in refused} >= {"dossier.refused", "act.refused", "thing.refused"}
    assert {line.person_id for line in refused} == {world.stranger.pk, world.person(Role.TEACHER).pk}


@pytest.fixture
def log(monkeypatch):
    """Everything that our log writes, as it writes it."""
    written = io.StringIO()
    (handler,) = [each for each in logging.getLogger().handlers if type(each.formatter).__name__ == "Quiet"]
    monkeypatch.setattr(handler, "stream", written)
    return written


@pytest.mark.proof
def test_no_word_of_anybody_stands_in_a_log_a_line_or_an_error_page(world, as_person, log, monkeypatch, capfd):
    """A canary in every field of a form and in the text of every error: it sings in no log, no line and no error page."""
    browser = as_person(world.person(Role.CARE_COORDINATOR))
    browser.raise_request_exception = False
    fields = ("text", "response", "date", "name", "code", "language", "letter", "label", "kind", "audience", "q", "van", "tot")
    said = []
    for breaks in (False, True):
        if breaks:
            monkeypatch.setattr("rondom.children.views.circle.circle_page", lambda dossier: circle_page(CANARY))
            monkeypatch.setattr("rondom.timeline.views.board_page", full_disk)
            monkeypatch.setattr("rondom.timeline.views.list_page", full_disk)
        for name, path in ALL:
            if name == "people:sign_out":
                continue
            where = address(path, world, world.noor).replace("/nergens/", f"/{CANARY}/")
            for answer in (browser.get(where, {"q": CANARY, "van": CANARY}), browser.post(where, dict.fromkeys(fields, CANARY))):
                said += [answer.text] if answer.status_code >= 500 else []
    logging.getLogger("elsewhere").error("%s went wrong", CANARY, exc_info=ValueError(CANARY))
    logging.getLogger("elsewhere").error(f"{CANARY} went wrong")

    lines = " ".join(str(row) for row in Event.objects.values_list())
    told = {"log": log.getvalue(), "page": "".join(said), "line": lines, "stream": "".join(capfd.readouterr())}
    assert "DatabaseError" in told["log"]
    assert "timeline:board 500" in told["log"]
    assert "builtins.ValueError" in told["log"]
    assert said
    assert [name for name, text in told.items() if CANARY in text] == []


def test_what_the_clock_could_not_do_is_told_without_a_value(world, monkeypatch):
    monkeypatch.setattr("rondom.home.management.commands.every_hour.raise_alerts", full_disk)

    with pytest.raises(CommandError, match="DatabaseError") as told:
        call_command("every_hour")

    assert CANARY not in str(told.value)


def test_the_link_of_an_invitation_stands_in_no_log(world, log, monkeypatch):
    paper = make_invitation(person=world.stranger, leads_to="/", made_by=None)
    monkeypatch.setattr("rondom.people.views.entering.invitation_of", full_disk)

    answer = Client(SERVER_NAME="localhost", raise_request_exception=False).get(reverse("people:invitation", args=[paper.token]))

    assert answer.status_code == 500
    assert "people:invitation 500" in log.getvalue()
    assert paper.token not in log.getvalue() + answer.text
