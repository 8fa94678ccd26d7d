"""A table that is read again in part shows what it shows when it is read whole, and asks less for it."""

from dataclasses import fields
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from rondom.base.models import Event
from rondom.cards.models import Card
from rondom.cards.queries import cards_in
from rondom.children.groups import groups_in
from rondom.children.models import Role
from rondom.meetings.actions import begin_step, give_turn, mark, say, unmark
from rondom.meetings.queries import own_invitation
from rondom.meetings.rows import OFTEN, Table, tables_of
from rondom.timeline import at_table
from rondom.timeline.at_table import READ_WHOLE_EVERY, AtTable, Before, read_now, table_for, tables_for
from tests.meetings.table import planned


@pytest.fixture
def meeting(world):
    found = planned(world, Role.MOTHER, Role.TEACHER)
    begin_step(world.dossier(Role.CARE_COORDINATOR), meeting=found, step=1)
    return found


def changes(world, meeting):
    """All that happens often, one after the other."""
    chair, mother = world.dossier(Role.CARE_COORDINATOR), world.dossier(Role.MOTHER)
    card = Card.objects.filter(child=world.noor, shares__isnull=False, voice__letter="M").first()
    yield lambda: say(mother, meeting=meeting, question="c_whole", text="Zij slaapt", language="nl")
    yield lambda: give_turn(chair, invited=own_invitation(mother, meeting))
    yield lambda: mark(mother, meeting=meeting, card=card)
    yield lambda: unmark(mother, meeting=meeting, card=card)


def told(table: Table) -> dict[str, object]:
    words = [each.text for each in table.said]
    return {each.name: getattr(table, each.name) for each in fields(table)} | {"words": words}


def asked(meeting, before: Before, events: set[str]) -> tuple[Table, int]:
    with CaptureQueriesContext(connection) as questions:
        found = read_now([meeting.pk], before, {meeting.child_id: events})
    return found[meeting.pk], len(questions)


def test_what_happens_often_is_read_alone_and_shows_the_same(world, meeting):
    before, heard = Before(), set()
    asked(meeting, before, set())
    for change in changes(world, meeting):
        change()
        event = Event.objects.filter(child_id=world.noor.pk).latest("number").event
        heard.add(event)
        table, questions = asked(meeting, before, {event})
        assert questions == 1, event
        assert told(table) == told(tables_of([meeting.pk])[meeting.pk]), event
    assert heard == OFTEN.keys() - {"meeting.guest_said"}


def test_of_anything_else_and_after_some_seconds_all_is_read(world, meeting):
    before = Before()
    _table, whole = asked(meeting, before, set())
    assert asked(meeting, before, set())[1] == 0, "nothing happened"
    assert asked(meeting, before, {"meeting.said", "meeting.moved"})[1] == whole > 10
    before.read = {key: (at - READ_WHOLE_EVERY - 1, table) for key, (at, table) in before.read.items()}
    assert asked(meeting, before, {"meeting.said"})[1] == whole


def test_of_another_table_nothing_is_lost_and_of_one_nobody_sits_at_nothing_is_kept(world, meeting):
    before = Before()
    asked(meeting, before, set())
    read_now([uuid4()], before, {})
    assert asked(meeting, before, set())[1] == 0
    before.forget_but(set())
    assert (before.read, before.drawn) == ({}, {})


def test_what_the_board_says_beside_makes_place_in_whatever_language(world, meeting, monkeypatch):
    """What is kept is let go of by what does not change with the language that is on then."""
    monkeypatch.setattr(at_table, "MOST_BESIDE", 1)
    before, teacher = Before(), world.dossier(Role.TEACHER)
    for language in ("nl", "ar", "nl"):
        with translation.override(language):
            laid = tables_for([AtTable(meeting.pk)], before, {})[meeting.pk]
            parts = table_for(teacher, laid, cards_in(teacher), groups_in(teacher))
        assert parts is not None and parts.html["beside"]
        assert len(laid.beside) == 1
