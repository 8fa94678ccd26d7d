"""The record: every opening and change one line, chained, refused by the database when touched."""

import pytest
from django.db import DatabaseError, connection, transaction

from rondom.base.models import Event
from rondom.base.record import faults_in_record
from rondom.cards.actions import begin_card
from rondom.children.models import Role


def test_opening_a_dossier_leaves_one_line_with_who_and_which_child(world):
    before = Event.objects.filter(child_id=world.noor.pk).count()

    world.dossier(Role.FATHER)

    lines = Event.objects.filter(child_id=world.noor.pk).order_by("number")
    assert lines.count() == before + 1
    line = lines.last()
    assert (line.event, line.act, line.role) == ("dossier.opened", "R", "father")
    assert line.person_id == world.person(Role.FATHER).pk


def test_a_change_and_its_line_are_there_together_or_not_at_all(world, mother, monkeypatch):
    before = Event.objects.count()

    begin_card(mother, kind="help")

    assert Event.objects.count() == before + 1
    assert Event.objects.order_by("-at").first().event == "card.begun"


def test_the_record_of_the_whole_world_verifies(world):
    assert faults_in_record() == []


@pytest.mark.parametrize("how", ["UPDATE base_event SET role = 'x'", "DELETE FROM base_event"])
def test_the_database_refuses_to_change_or_remove_a_line(world, how):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(how)

    assert Event.objects.exists()


def test_a_line_that_was_changed_past_the_database_is_found(world, mother):
    line = Event.objects.filter(chain=f"child:{world.noor.pk}").order_by("number").first()
    drop = "DROP TRIGGER record_no_change" if connection.vendor == "sqlite" else "DROP TRIGGER record_append_only ON base_event"
    with connection.cursor() as cursor:
        cursor.execute(drop)

    Event.objects.filter(pk=line.pk).update(role="father" if line.role != "father" else "mother")

    assert any("changed after it was written" in fault for fault in faults_in_record(line.chain))
