"""On SQLite those who write in one process wait in a row: each gets a turn, and nobody keeps it who is through."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import ConnectionHandler, OperationalError

from config.env import sqlite
from rondom.base.sqlite.base import DatabaseWrapper

WRITERS, EACH = 8, 25
pytestmark = [pytest.mark.built_in, pytest.mark.django_db]


@pytest.fixture
def line(tmp_path):
    """Makes lines to one database, as each thread of a server has one."""
    made = []

    def new(file: str = "house", **options) -> DatabaseWrapper:
        given = sqlite(tmp_path / f"{file}.sqlite3")
        found = ConnectionHandler({"default": given | {"OPTIONS": given["OPTIONS"] | options}})["default"]
        assert isinstance(found, DatabaseWrapper)
        found.inc_thread_sharing()
        made.append(found)
        return found

    for file in ("house", "other"):
        with new(file).cursor() as cursor:
            cursor.execute("create table said (text)")
    yield new
    for each in made:
        each.close()


def begin(here: DatabaseWrapper) -> None:
    here.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def end(here: DatabaseWrapper, how: str) -> None:
    getattr(here, how)()
    here.set_autocommit(True)


def say(here: DatabaseWrapper, text: str) -> None:
    begin(here)
    with here.cursor() as cursor:
        cursor.execute("insert into said values (%s)", [text])
    end(here, "commit")


def said(here: DatabaseWrapper) -> set[str]:
    with here.cursor() as cursor:
        cursor.execute("select text from said")
        return {text for (text,) in cursor.fetchall()}


def test_what_eight_write_at_once_is_all_there(line):
    lines = [line() for _nth in range(WRITERS)]

    def write(nth: int) -> None:
        for which in range(EACH):
            say(lines[nth], f"{nth} {which}")

    with ThreadPoolExecutor(WRITERS) as hands:
        list(hands.map(write, range(WRITERS)))

    assert said(line()) == {f"{nth} {which}" for nth in range(WRITERS) for which in range(EACH)}


@pytest.mark.parametrize("how", ["commit", "rollback", "close"])
def test_who_is_through_gives_the_turn_on(line, how):
    first, second, has_begun = line(), line(), Event()
    begin(first)

    def wait_and_say() -> None:
        has_begun.set()
        say(second, "Daarna")

    with ThreadPoolExecutor(1) as hands:
        later = hands.submit(wait_and_say)
        has_begun.wait(5)
        assert not later.done() and said(line()) == set()
        end(first, how)
        later.result(5)
    assert said(line()) == {"Daarna"}


def test_who_only_reads_waits_for_nobody(line):
    first, reader = line(), line()
    begin(first)
    assert said(reader) == set()
    end(first, "rollback")


def test_another_database_has_a_turn_of_its_own(line):
    first = line()
    begin(first)
    say(line("other"), "Hiernaast")
    end(first, "rollback")
    assert said(line("other")) == {"Hiernaast"}


def test_who_waits_too_long_hears_it_and_leaves_the_turn_as_it_was(line):
    first, second = line(), line(timeout=0.1)
    begin(first)
    with pytest.raises(OperationalError, match="locked"):
        begin(second)
    assert second.turn is None and first.turn is not None
    end(first, "commit")
    say(second, "Nu wel")
    assert said(second) == {"Nu wel"}
