"""A disk that is full or may not be written: said on a page of its own, and nothing is lost or half there."""

import errno
import subprocess
import threading
from uuid import uuid4

import psycopg
import pytest
from django.db import InternalError, OperationalError, connection
from django.test import Client

from rondom.children.models import Role
from tests.backups.test_bad_backups import MOUNT, a_small_disk
from tests.proofs.killing.house import Comparing
from tests.proofs.killing.house import House as Killed
from tests.proofs.killing.writing import Family, Ledger

SAID = "Dit kan nu even niet. Probeer het later."
NOT_KEPT = "misschien niet bewaard"


def raised(error: Exception, cause: BaseException | None = None):
    def fails(*_args, **_given):
        raise error from cause

    return fails


ERRORS = {
    "no room": OSError(errno.ENOSPC, "x"),
    "read-only disk": OSError(errno.EROFS, "x"),
    "database full": OperationalError("database or disk is full"),
    "server full": OperationalError("could not extend file"),
    "server away": OperationalError("the connection is closed"),
}


@pytest.fixture
def mother(world, as_person) -> Client:
    browser = as_person(world.person(Role.MOTHER))
    browser.raise_request_exception = False
    return browser


@pytest.mark.parametrize("what", ERRORS)
def test_what_the_machine_can_not_do_now_is_said_as_that(world, mother, monkeypatch, what):
    monkeypatch.setattr("rondom.timeline.views.list_page", raised(ERRORS[what]))
    monkeypatch.setattr("rondom.cards.actions.begin_card", raised(ERRORS[what]))

    looked = mother.get(f"/kinderen/{world.noor.pk}/lijst/")
    sent = mother.post(f"/kinderen/{world.noor.pk}/kaartjes/nieuw/", {"kind": "help"})

    assert (looked.status_code, sent.status_code) == (503, 503)
    assert SAID in looked.text and NOT_KEPT not in looked.text
    assert SAID in sent.text and NOT_KEPT in sent.text


def test_an_error_of_ours_stays_an_error_of_ours(world, mother, monkeypatch):
    monkeypatch.setattr("rondom.timeline.views.list_page", raised(InternalError("x"), psycopg.errors.InFailedSqlTransaction()))

    assert mother.get(f"/kinderen/{world.noor.pk}/lijst/").status_code == 500


def test_a_visit_that_can_not_be_kept_is_no_fault_of_who_visits(world, mother, monkeypatch):
    """Django calls it a request that can not be understood."""
    monkeypatch.setattr("django.contrib.sessions.models.Session.save", raised(OperationalError("database or disk is full")))
    session = mother.session
    monkeypatch.setattr("rondom.people.sessions.NOTED_EVERY", -1)

    answer = mother.get(f"/kinderen/{world.noor.pk}/lijst/")

    assert session.session_key
    assert (answer.status_code, SAID in answer.text) == (503, True)


@pytest.fixture
def may_not_write(world):
    """Really so, on whichever database this is."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("pragma query_only=on")
        else:
            cursor.execute("set transaction read only")
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("pragma query_only=off")


def test_a_database_that_may_only_be_read_shows_nothing_and_keeps_what_it_has(world, mother, may_not_write):
    """Who looks is written down first: so nothing is shown either."""
    looked = mother.get(f"/kinderen/{world.noor.pk}/lijst/")
    sent = mother.post(f"/kinderen/{world.noor.pk}/kaartjes/nieuw/", {"kind": "help"})

    assert (looked.status_code, sent.status_code) == (503, 503)
    assert NOT_KEPT in sent.text
    assert "Noor" not in looked.text + sent.text


@pytest.mark.built_in
@pytest.mark.enable_socket
@pytest.mark.timeout(400)
def test_on_a_disk_that_is_really_full_all_goes_on_once_there_is_room(tmp_path):
    """A house on a disk of ten megabytes: people write until it is full, somebody makes room, and all is there and whole."""
    with a_small_disk(tmp_path / "disk", "10m") as disk:
        house, ledger = Killed(disk / "var", None), Ledger()
        house.var.mkdir()
        given = house.lay()
        stays = threading.Event()
        stays.set()
        family = Family(house.port, given[0], ledger, threading.Event(), stays)
        house.start()
        try:
            family.one_round()
            card = next(iter(ledger.cards))
            until_full(family, f"/kinderen/{given[0]['child']}/kaartjes/{card}/opmerkingen/")
            subprocess.run([MOUNT, "-o", "remount,size=40m", str(disk)], check=True)
            family.one_round()
            found = Comparing(house, [given[0]["child"]]).ask(ledger, is_end=True)
        finally:
            house.kill()
        assert {name: found[name] for name in ("lost", "doubled", "half", "other words", "twice", "faults")} == dict.fromkeys(
            ("lost", "doubled", "half", "other words", "twice", "faults"), []
        )
        assert found["integrity"] == "ok"


def until_full(family: Family, where: str) -> None:
    for nth in range(3_000):
        once, text = str(uuid4()), f"Erbij {nth} {'nog een regel ' * 140}"
        status, said = family.ask("mother", where, {"text": text, "once": once})
        if status != 302:
            assert (status, SAID in said, NOT_KEPT in said) == (503, True, True)
            return
        family.ledger.note(lambda each, once=once, text=text: each.remarks.update({once: text.strip()}))
    raise AssertionError("never full")
