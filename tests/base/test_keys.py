"""The key store: apart from the database, whole at every moment, and what is destroyed in it is gone."""

import shutil
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from rondom.base.keys import HOUSE, KeysAway, KeyStore, Subject, begin, store, write_whole
from rondom.base.seal import (
    CHILD,
)
from rondom.home.management.commands.serve import Command


class House:
    """A key store in a folder, and what is done with it by somebody else at the same time."""

    def __init__(self, folder: Path) -> None:
        self.masters = [b"\x01" * 32]
        self.folder = folder / "store"
        write_whole(self.folder / "mark", b"")
        self.child, self.school = Subject(CHILD, uuid4()), uuid4()

    def store(self) -> KeyStore:
        """As another process has it: nothing of it is known beforehand."""
        return KeyStore(self.folder, lambda: self.masters)


@pytest.fixture
def house(tmp_path) -> House:
    return House(tmp_path)


def test_a_key_is_the_same_to_every_process_and_each_owner_has_another(house):
    first = house.store().key_for(house.child, house.school)
    again, joint = house.store().key_for(house.child, house.school), house.store().key_for(house.child, None)

    assert first.name == again.name
    assert again.cipher.decrypt(b"n" * 12, first.cipher.encrypt(b"n" * 12, b"x", b""), b"") == b"x"
    assert (joint.owner, joint.name != first.name) == (HOUSE, True)
    assert set(house.store().ring_of(house.child)) == {first.name, joint.name}


def test_what_another_process_destroyed_is_gone_here_at_once(house):
    mine, other = house.store(), house.store()
    school, joint = mine.key_for(house.child, house.school), mine.key_for(house.child, None)
    assert set(mine.ring_of(house.child)) == {school.name, joint.name}

    assert other.destroy(house.child, house.school) == [school.name.hex()]
    assert set(mine.ring_of(house.child)) == {joint.name}
    other.destroy(house.child)
    assert mine.ring_of(house.child) == {}


def test_all_is_wrapped_anew_under_a_new_master_key_and_the_old_opens_nothing(house):
    going_on = house.store()
    before = {house.child: going_on.key_for(house.child, house.school).name}
    for _nth in range(20):
        child = Subject(CHILD, uuid4())
        before[child] = going_on.key_for(child, house.school).name
    old, house.masters = house.masters, [*house.masters, b"\x02" * 32]

    assert house.store().wrap_anew() == 21
    house.masters = house.masters[1:]
    assert {child: next(iter(house.store().ring_of(child))) for child in before} == before
    assert {child: next(iter(going_on.ring_of(child))) for child in before} == before, "who was at work goes on"
    house.masters = old
    with pytest.raises(KeysAway, match="another master key"):
        house.store().ring_of(house.child)


def test_what_is_destroyed_while_all_is_wrapped_anew_stays_destroyed(house, monkeypatch):
    house.store().key_for(house.child, house.school)
    at_work, wrap = house.store(), KeyStore.wrap_one
    monkeypatch.setattr(KeyStore, "wrap_one", lambda self, file, new: file.unlink() or wrap(self, file, new))

    assert at_work.wrap_anew() == 0
    assert house.store().ring_of(house.child) == {}


def test_of_two_that_renew_at_once_the_second_waits_for_another_time(house):
    house.store().key_for(house.child, house.school)
    with house.store().alone(lock="renewing"), pytest.raises(KeysAway, match="somebody else is renewing"):
        house.store().wrap_anew()


def test_what_was_left_half_way_is_destroyed_too(house):
    key = house.store().key_for(house.child, house.school)
    file = next(house.folder.glob(f"child/??/*/*.{key.name.hex()}"))
    for each in (f".{file.name}.0011223344556677", f".{uuid4()}.{'ab' * 8}.0011223344556677"):
        file.with_name(each).write_bytes(file.read_bytes())

    house.store().destroy(house.child, house.school)
    assert len(list(file.parent.iterdir())) == 1, "of the other owner"
    house.store().destroy(house.child)
    assert list(file.parent.iterdir()) == []


def test_what_is_none_of_ours_lies_there_in_peace(house):
    key = house.store().key_for(house.child, house.school)
    beside = next(house.folder.glob(f"child/??/*/*.{key.name.hex()}"))
    for each in (".DS_Store", "Thumbs.db", f"{beside.name}~", f".{beside.name}.Xy12ab"):
        beside.with_name(each).write_bytes(b"?")
        (house.folder / "owners" / each).write_bytes(b"?")

    assert set(house.store().ring_of(house.child)) == {key.name}
    assert house.store().wrap_anew() == 1
    assert set(house.store().ring_of(house.child)) == {key.name}


def test_an_empty_place_where_the_store_belongs_is_no_store(house, monkeypatch):
    house.store().key_for(house.child, house.school)
    house.folder.rename(house.folder.with_name("unmounted"))
    house.folder.mkdir()

    for ask in (house.store().ring_of, house.store().destroy, lambda child: house.store().key_for(child, None)):
        with pytest.raises(KeysAway, match="no key store"):
            ask(house.child)
    assert list(house.folder.iterdir()) == []


@pytest.mark.parametrize("said", ["", "zz", "ab" * 31, "ab" * 32 + " cd"])
def test_a_master_key_that_is_none_is_said(own_master, settings, said):
    settings.MASTER_KEY_FILE.write_text(said)
    with pytest.raises(KeysAway):
        store().key_for(Subject(CHILD, uuid4()), None)


def test_who_is_second_to_make_the_master_key_takes_the_first(own_master, settings, tmp_path):
    first = own_master.read_text()
    (settings.KEYS / "mark").unlink()

    assert begin()
    assert own_master.read_text() == first
    assert list(tmp_path.glob(".*")) == []


def test_a_key_that_is_not_whole_or_a_store_that_is_away_is_said(house):
    key = house.store().key_for(house.child, house.school)
    file = next(house.folder.glob(f"child/??/*/*.{key.name.hex()}"))
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(KeysAway):
        house.store().ring_of(house.child)
    shutil.rmtree(house.folder)
    for ask in (house.store().ring_of, house.store().destroy):
        with pytest.raises(KeysAway):
            ask(house.child)
    with pytest.raises(KeysAway):
        house.store().key_for(house.child, None)


def test_only_we_may_read_a_key(house):
    house.store().key_for(house.child, house.school)

    assert {each.stat().st_mode & 0o077 for each in house.folder.rglob("*.*")} == {0}


@pytest.fixture
def own_master(settings, tmp_path) -> Path:
    settings.MASTER_KEY, settings.MASTER_KEY_FILE, settings.KEYS = "", tmp_path / "master.key", tmp_path / "store"
    assert begin()
    assert not begin(), "where there is one, none is laid"
    return settings.MASTER_KEY_FILE


def test_another_master_key_opens_all_and_the_old_one_nothing(own_master, settings, capsys):
    child, old = Subject(CHILD, uuid4()), own_master.read_text()
    name = store().key_for(child, None).name

    call_command("renew_keys")

    assert "1 sleutels opnieuw verpakt" in capsys.readouterr().out
    assert len(own_master.read_text().split()) == 1
    assert own_master.read_text() != old
    assert set(store().ring_of(child)) == {name}
    settings.MASTER_KEY = old
    with pytest.raises(KeysAway):
        store().ring_of(child)


def test_a_master_key_that_is_given_needs_the_old_and_the_new(own_master, settings, capsys):
    old, new = own_master.read_text(), "ab" * 32
    child = Subject(CHILD, uuid4())
    store().key_for(child, None)
    settings.MASTER_KEY = old
    with pytest.raises(CommandError, match="de oude sleutel en daarna, na een spatie, de nieuwe"):
        call_command("renew_keys")

    settings.MASTER_KEY = f"{old} {new}"
    call_command("renew_keys")
    assert "Haal nu de oude sleutel uit" in capsys.readouterr().out
    settings.MASTER_KEY = new
    assert len(store().ring_of(child)) == 1


def test_without_the_store_the_keys_are_not_renewed_and_it_says_so(own_master, settings, tmp_path):
    settings.KEYS = tmp_path / "elsewhere"

    with pytest.raises(CommandError, match="De sleutelkast is er nu niet"):
        call_command("renew_keys")
    assert len(own_master.read_text().split()) == 2, "the new one stays beside the old, so that nothing is lost"


def test_without_its_master_key_nothing_is_renewed_and_it_says_so(own_master):
    own_master.unlink()

    with pytest.raises(CommandError, match="De sleutelkast is er nu niet"):
        call_command("renew_keys")
    assert not own_master.exists(), "no other is laid over what it wrapped"


def test_at_the_first_start_it_is_said_once_where_the_keys_lie(own_master):
    said = Command().about_keys()

    assert str(own_master) in said
    assert "Zonder die twee is niets te lezen" in said
