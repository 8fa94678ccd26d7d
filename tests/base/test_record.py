"""The record: every opening and change one line, chained, refused by the database when touched."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from rondom.base.hashes import HASHED
from rondom.base.models import Event
from rondom.base.verify import faults_in_record
from rondom.cards.actions import begin_card
from rondom.children.models import Role
from tests.base.tampering import take_the_triggers_away


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


@pytest.mark.parametrize(
    "how",
    [
        "UPDATE base_chainhead SET number = number - 1 WHERE number > 1",
        "UPDATE base_chainhead SET hash = ''",
        "DELETE FROM base_chainhead",
    ],
)
def test_the_database_refuses_to_set_a_head_back(world, how):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(how)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite replaces a row while inserting it")
@pytest.mark.parametrize("table", ["base_event", "base_chainhead"])
def test_no_line_and_no_head_is_replaced_by_inserting_it_anew(world, table):
    for has_recursive_triggers in ("OFF", "ON"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"PRAGMA recursive_triggers={has_recursive_triggers}")
            cursor.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")

    assert faults_in_record() == []


def test_the_hash_of_a_line_holds_every_field():
    assert {field.attname for field in Event._meta.fields} - set(HASHED) == {"id", "hash"}


def test_a_line_that_was_changed_past_the_database_is_found(world, mother):
    line = Event.objects.filter(chain=f"child:{world.noor.pk}").order_by("number").first()
    take_the_triggers_away()

    Event.objects.filter(pk=line.pk).update(role="father" if line.role != "father" else "mother")

    assert any("changed after it was written" in fault for fault in faults_in_record(line.chain))


def test_the_command_says_which_place_is_not_right_and_that_all_is_well(world, tmp_path, capsys):
    file = str(tmp_path / "elsewhere" / "anchor")
    call_command("record_anchor", "--anchor", file)
    world.dossier(Role.MOTHER)
    call_command("record_anchor", "--anchor", file)
    call_command("record_verify", "--anchor", file)
    assert "kloppen" in capsys.readouterr().out

    Path(file).write_text(Path(file).read_text().replace('"previous": ""', '"previous": "x"'))
    with pytest.raises(CommandError, match="1 plekken"):
        call_command("record_verify", "--anchor", file)
    assert "anchor 1: not as we wrote it" in capsys.readouterr().out


def test_a_month_is_destroyed_only_when_its_five_years_are_over(world):
    with pytest.raises(CommandError, match="vijf jaar"):
        call_command("record_destroy", f"{timezone.localdate():%Y-%m}")
