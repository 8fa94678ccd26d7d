"""Data keys are renewed while Rondom goes on: every text opens as before, no old key is needed, and later the old ones go."""

import shutil
import time
from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from rondom.base import reseal
from rondom.base.keys import NAME
from rondom.base.reseal import NEEDED_FOR, all_keys, laid_in, renew, sealed_tables, sweep
from rondom.base.seal import all_laid_out
from rondom.cards.models import CardVersion
from rondom.children.models import Role
from rondom.people.queries import person_at

ADDRESS = "moeder@voorbeeld.nl"


@pytest.fixture(autouse=True)
def _own_store(world, tmp_path, settings):
    """The keys of the whole world are renewed here: a copy, so that the tests after this one find theirs."""
    shutil.copytree(settings.KEYS, tmp_path / "store")
    settings.KEYS = tmp_path / "store"


def names_used() -> set[str]:
    return {
        fields[name].taken_up(value)[1 : 1 + NAME].hex()
        for model, fields in sealed_tables()
        for _row, name, value in laid_in(model, fields)
    }


def all_texts() -> dict[tuple[str, str], list]:
    found = {}
    for model, fields in sealed_tables():
        for name in fields:
            found[model._meta.label, name] = [
                bytes(value) if isinstance(value, memoryview) else value
                for row in model._base_manager.order_by("pk")
                for value in [getattr(row, name)]
            ]
    return found


def test_all_that_was_sealed_is_sealed_with_new_keys_and_says_the_same(world, as_person):
    mother = world.person(Role.MOTHER)
    mother.email = ADDRESS
    mother.save()
    before, used = all_texts(), names_used()
    page = as_person(mother).get(f"/kinderen/{world.noor.pk}/").text

    done = renew()

    assert (done.keys > 10, done.texts > 100, done.broken) == (True, True, [])
    assert not used & names_used()
    with all_laid_out():
        assert all_texts() == before
    assert person_at(ADDRESS) == mother
    assert "Verhuisd naar oma" in page
    assert "Verhuisd naar oma" in as_person(mother).get(f"/kinderen/{world.noor.pk}/").text


def test_who_was_stopped_halfway_begins_again_where_it_was(world, monkeypatch):
    before, seal_again = all_texts(), reseal.seal_again
    calls = []

    def stops(*given):
        calls.append(given)
        if len(calls) > 20:
            raise KeyboardInterrupt
        return seal_again(*given)

    monkeypatch.setattr(reseal, "seal_again", stops)
    with pytest.raises(KeyboardInterrupt):
        renew()
    assert all_texts() == before, "at every moment all of it opens"

    monkeypatch.undo()
    reseal.reseal()
    newest = {each.names[-1] for each in all_keys().values()}
    assert names_used() <= newest
    assert all_texts() == before


def test_what_somebody_writes_meanwhile_stays(world, monkeypatch):
    version = CardVersion.objects.filter(card__child=world.noor).exclude(words="").first()
    seal_again = reseal.seal_again

    def somebody_writes(model, column, row, value, *rest):
        if row == version.pk:
            version.words = {"text": "Net opgeschreven"}
            version.save()
        return seal_again(model, column, row, value, *rest)

    monkeypatch.setattr(reseal, "seal_again", somebody_writes)
    renew()

    assert CardVersion.objects.get(pk=version.pk).words == {"text": "Net opgeschreven"}


def test_a_row_that_was_read_before_and_written_back_unopened_still_opens(world):
    version = CardVersion.objects.filter(card__child=world.noor).exclude(words="").first()
    before = CardVersion.objects.get(pk=version.pk).words
    held = CardVersion.objects.get(pk=version.pk)
    renew()
    held.language = "ar"
    held.save()  # with what lay there, under the old key

    with time_machine.travel(timezone.now() + NEEDED_FOR + timedelta(days=1), tick=False):
        sweep()
    assert CardVersion.objects.get(pk=version.pk).words == before


def test_old_keys_go_when_no_backup_and_no_row_needs_them(world):
    # Another test may have made keys in years to come; these are younger than any backup of today.
    now = time.time() * 1000
    before, old = all_texts(), {key for key in all_keys() if int(key[:12], 16) <= now}
    renew()

    assert sweep() == 0, "a backup of today was sealed with them"
    with time_machine.travel(timezone.now() + NEEDED_FOR + timedelta(days=1), tick=False):
        gone = sweep()
        assert sweep() == 0

    assert gone == len(old)
    assert not old & set(all_keys())
    with all_laid_out():
        assert all_texts() == before


def test_what_can_not_be_opened_is_named_and_left_as_it_is(world):
    version = CardVersion.objects.filter(card__child=world.noor).exclude(words="").first()
    with connection.cursor() as cursor:
        key = version._meta.pk.get_db_prep_value(version.pk, connection)
        cursor.execute("select words from cards_cardversion where id = %s", [key])
        laid = cursor.fetchone()[0]
        broken = f"{laid[:-8]}AAAAAAA="
        cursor.execute("update cards_cardversion set words = %s where id = %s", [broken, key])

    with pytest.raises(CommandError, match=f"cards.CardVersion.words {version.pk}"):
        call_command("renew_keys", "--data")

    with connection.cursor() as cursor:
        cursor.execute("select words from cards_cardversion where id = %s", [key])
        assert cursor.fetchone()[0] == broken


def test_the_command_says_what_it_did(world, capsys):
    call_command("renew_keys", "--data")
    told = capsys.readouterr().out
    assert "teksten opnieuw verzegeld" in told
    assert "35 dagen" in told
