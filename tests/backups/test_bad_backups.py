"""Whatever is not in order is said in one sentence, and nothing is changed: of backups, of places, of keys, of tools."""

import errno
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from rondom.home.backups.making import days_of, told_kindly, too_near
from rondom.home.backups.manifest import DATABASE, KEYS, LIST, Doubtful, new_backup, read_backup, tidy
from tests.backups.houses import ON_SERVER, House, the_one_in

MOUNT, UNMOUNT = shutil.which("mount") or "", shutil.which("umount") or ""


@pytest.fixture
def copy(tmp_path) -> Path:
    """A backup as far as its list knows: what is in the file is not looked at before the list is."""
    with new_backup(tmp_path / "copies", DATABASE) as (folder, manifest):
        manifest.engine = "sqlite"
        (folder / "database.sqlite3").write_bytes(b"rows " * 1000)
    return the_one_in(tmp_path / "copies")


def listed(copy: Path, change: Callable[[dict], object]) -> None:
    said = json.loads((copy / LIST).read_text())
    change(said)
    (copy / LIST).write_text(json.dumps(said))


def cut_off(copy: Path) -> None:
    os.truncate(copy / "database.sqlite3", 4999)


def one_byte(copy: Path) -> None:
    content = bytearray((copy / "database.sqlite3").read_bytes())
    content[2500] ^= 1
    (copy / "database.sqlite3").write_bytes(content)


SPOILT = {
    "cut off": (cut_off, "afgebroken of aangevuld"),
    "one byte": (one_byte, "is veranderd sinds hij gemaakt is"),
    "gone": (lambda copy: (copy / "database.sqlite3").unlink(), "mist database.sqlite3"),
    "no list": (lambda copy: (copy / LIST).unlink(), "geen kopie van Rondom"),
    "half a list": (lambda copy: os.truncate(copy / LIST, 40), "lijst van de kopie"),
    "another list": (lambda copy: (copy / LIST).write_text("[]"), "lijst van de kopie"),
    "unknown words": (lambda copy: listed(copy, lambda said: said.update(extra=1)), "lijst van de kopie"),
    "no zone": (lambda copy: listed(copy, lambda said: said.update(at="2026-11-29T05:00:00")), "lijst van de kopie"),
    "other format": (lambda copy: listed(copy, lambda said: said.update(format=2)), "andere versie van Rondom"),
    "of keys": (lambda copy: listed(copy, lambda said: said.update(of="keys")), "een kopie van sleutels"),
    "nothing in it": (lambda copy: listed(copy, lambda said: said.update(files={})), "is leeg"),
    "elsewhere": (lambda copy: listed(copy, lambda said: said["files"].update({"../x": {"bytes": 1, "sha256": ""}})), "mist"),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_backup_that_is_not_what_was_written_is_refused_with_a_sentence(copy, how):
    assert read_backup(copy, DATABASE).files
    spoil, said = SPOILT[how]

    spoil(copy)

    with pytest.raises(Doubtful, match=said):
        read_backup(copy, DATABASE)


def test_who_names_the_place_of_many_is_told_to_name_one(copy):
    with pytest.raises(Doubtful, match=f"zoals {copy.name}. Geef de map van één kopie"):
        read_backup(copy.parent, DATABASE)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "schijf is vol"),
        (errno.EROFS, "niet geschreven worden"),
        (errno.EACCES, "mag hier niet lezen of schrijven"),
        (errno.ENOTDIR, "een bestand en geen map"),
        (errno.EIO, "schijf werkt niet mee"),
    ],
)
def test_what_a_disk_refuses_is_said(number, said):
    with pytest.raises(Doubtful, match=f"{said}.*Er is niets veranderd"), told_kindly():
        raise OSError(number, "x")


def test_what_was_left_half_way_is_no_backup(tmp_path):
    with pytest.raises(OSError), new_backup(tmp_path, DATABASE) as (folder, _manifest):
        (folder / "database.sqlite3").write_bytes(b"half")
        raise OSError(errno.ENOSPC, "full")

    assert list(tmp_path.iterdir()) == []


def test_backups_go_after_their_days_and_nothing_else_does(tmp_path):
    ages = {DATABASE: (36, 34), KEYS: (31, 29)}
    for of, days in ages.items():
        for age in days:
            with new_backup(tmp_path, of) as (folder, manifest):
                manifest.at = (timezone.now() - timedelta(days=age)).isoformat()
                (folder / f"{of}-{age}").write_text("x")
    (tmp_path / "rondom-foto's").mkdir()
    (tmp_path / "rondom-foto's" / "Noor.jpg").write_text("x")

    assert (tidy(tmp_path, DATABASE, 35), tidy(tmp_path, KEYS, 30)) == (1, 1)
    assert {file.name for file in tmp_path.glob("*/*") if file.name != LIST} == {"database-34", "keys-29", "Noor.jpg"}


@pytest.mark.parametrize(("of", "days", "most"), [(KEYS, 0, 30), (KEYS, 31, 30), (DATABASE, 0, 35), (DATABASE, 36, 35)])
def test_copies_stay_no_longer_than_they_may(settings, of, days, most):
    settings.KEY_BACKUP_DAYS = settings.BACKUP_DAYS = days

    with pytest.raises(Doubtful, match=f"hooguit {most} dagen"):
        days_of(of)


def test_keys_beside_the_database_are_warned_about(copy, tmp_path):
    place = copy.parent

    assert "in dezelfde map" in too_near(place, place)[0]
    assert "in dezelfde map" in too_near(None, place)[0]
    assert "op dezelfde schijf" in too_near(place, tmp_path / "keys")[0]


def spoilt(copy: Path, name: str, change: Callable[[dict], object]) -> Path:
    other = copy.parent / f"spoilt-{name}"
    shutil.copytree(copy, other)
    listed(other, change)
    return other


@pytest.mark.timeout(400)
def test_at_the_machine_each_refusal_is_a_sentence_and_changes_nothing(house: House, tmp_path):
    house.manage("backup", tmp_path / "copies", "--keys", tmp_path / "keys")
    before, (copies, keys) = house.tables(), (the_one_in(tmp_path / "copies"), the_one_in(tmp_path / "keys"))
    newer = spoilt(copies, "newer", lambda said: said["migrations"].append("cards.9999_later"))
    engine = "sqlite" if ON_SERVER else "postgresql"
    other = spoilt(copies, "other", lambda said: said.update(engine=engine))
    more = spoilt(copies, "more", lambda said: said["rows"].update(cards_card=9))
    asked = {
        "waar de kopie moet komen": ["backup"],
        "Geef één kopie": ["restore"],
        "staan al mensen": ["restore", copies],
        "liggen al sleutels": ["restore", "--keys", keys],
        "met een nieuwere Rondom": ["restore", "--over", newer],
        "Kijk naar DATABASE_URL": ["restore", "--over", other],
        "iets anders dan in de lijst": ["restore", "--over", more],
    }

    told = house.refusals(*asked.values())

    assert [said for said, found in zip(asked, told, strict=True) if said not in found] == []
    assert house.tables() == before


@pytest.mark.timeout(400)
def test_other_keys_than_those_of_then_put_nothing_back(house: House, fresh: House, tmp_path):
    house.manage("backup", tmp_path / "copies", "--keys", tmp_path / "keys")
    copies, keys = the_one_in(tmp_path / "copies"), the_one_in(tmp_path / "keys")

    assert "Zet de sleutels van toen eerst terug" in fresh.refused("restore", copies), "the record does not verify"
    shutil.copy(house.var / "keys" / "record.key", fresh.var / "keys")
    fresh.manage("migrate", "-v0")
    assert "De sleutels passen niet bij deze kopie" in fresh.refused("restore", copies), "with a store of its own"
    (fresh.var / "keys" / "master.key").write_text("ab" * 32)
    assert "horen bij een andere hoofdsleutel" in fresh.refused("restore", "--over", "--keys", keys)


@pytest.mark.timeout(400)
def test_where_a_key_is_missing_that_is_said_before_anything_is_put_back(house: House, tmp_path):
    house.manage("backup", tmp_path / "copies")
    child = next(place for place in (house.var / "keys" / "store").glob("child/??/*") if any(place.iterdir()))
    shutil.rmtree(child)

    assert "van de andere is de sleutel er niet" in house.refused("restore", "--over", the_one_in(tmp_path / "copies"))
    assert "Teruggezet" in house.manage("restore", "--over", "--with-gaps", the_one_in(tmp_path / "copies"))


@contextmanager
def a_small_disk(place: Path, size: str, *, is_read_only: bool = False):
    """A disk of its own, for who may make one."""
    if not (MOUNT and UNMOUNT):
        pytest.skip("nobody may make a disk here")
    place.mkdir()
    made = subprocess.run([MOUNT, "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], capture_output=True)
    if made.returncode != 0:
        pytest.skip("nobody may make a disk here")
    try:
        if is_read_only:
            subprocess.run([MOUNT, "-o", "remount,ro", str(place)], check=True)
        yield place
    finally:
        subprocess.run([UNMOUNT, "-l", str(place)], check=True)


@pytest.mark.timeout(400)
def test_no_room_and_no_right_to_write_leave_nothing_half(house: House, tmp_path):
    with a_small_disk(tmp_path / "small", "40k") as small:
        assert "schijf is vol" in house.refused("backup", small)
        assert list(small.iterdir()) == []
    with a_small_disk(tmp_path / "shut", "9m", is_read_only=True) as shut:
        assert "mag niet geschreven worden" in house.refused("backup", shut)
        assert "mag niet geschreven worden" in house.refused("backup", "--keys", shut)
    (tmp_path / "file").write_text("x")
    assert "een bestand en geen map" in house.refused("backup", tmp_path / "file")


@pytest.mark.skipif(not ON_SERVER, reason="SQLite asks no tools")
@pytest.mark.timeout(400)
def test_without_the_tools_of_postgresql_it_is_said_which_and_where_from(house: House, tmp_path):
    assert "pg_dump staat niet op deze machine" in house.refused("backup", tmp_path / "copies", PATH="/nowhere")
    house.manage("backup", tmp_path / "copies")
    before = house.tables()

    said = house.refused("restore", "--over", the_one_in(tmp_path / "copies"), PATH="/nowhere")

    assert "pg_restore staat niet op deze machine. Installeer" in said
    assert house.tables() == before
