"""A backup that was never put back is none: at every run one is made, the house is broken, and all is there again."""

import fcntl
import random
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from rondom.base.maintenance import restoring
from tests.backups.houses import House, the_one_in
from tests.proofs.killing.clusters import free_port
from tests.proofs.walking import FULL, write_result

KILLS = 40 if FULL else 3
SEED = 20261129
CHANGES_BY_ITSELF = {"base_event", "base_chainhead", "django_session"}


def both(house: House, tmp_path) -> None:
    house.manage("backup", tmp_path / "copies", "--keys", tmp_path / "keys")


def damage(house: House) -> None:
    """As a broken disk does, or somebody who means harm."""
    if house.url:
        house.change("drop table cards_card cascade")
        return
    with house.file.open("r+b") as file:
        file.seek(0)
        file.write(b"\xff" * 100_000)


@pytest.mark.timeout(400)
def test_all_comes_back_on_another_machine(house: House, fresh: House, tmp_path):
    before, lines, began = house.tables(), house.events(), time.monotonic()
    both(house, tmp_path)
    damage(house)

    fresh.manage("restore", "--keys", the_one_in(tmp_path / "keys"))
    said = fresh.manage("restore", the_one_in(tmp_path / "copies"))

    after = fresh.tables()
    differ = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert differ == CHANGES_BY_ITSELF
    (new,) = set(fresh.events()) - set(lines)
    assert (new[0], set(lines) - set(fresh.events())) == ("record.restored", set())
    at, opened = map(int, re.findall(r"Van (\d+) verzegelde teksten gingen er (\d+) open", said)[0])
    assert at == opened >= 6
    assert "kloppen" in fresh.manage("record_verify")
    assert all((fresh.var / "keys" / name).read_bytes() == (house.var / "keys" / name).read_bytes() for name in SECRETS)
    write_result(f"restore-{'postgresql' if house.url else 'sqlite'}", {"seconds": time.monotonic() - began, "texts": at})


SECRETS = ("record.key", "access.key")


@pytest.mark.timeout(400)
def test_what_is_broken_is_put_right_where_it_stands_and_the_old_stays_beside_it(house: House, tmp_path):
    both(house, tmp_path)
    before = house.tables()
    damage(house)

    assert "Met --over" in house.refused("restore", the_one_in(tmp_path / "copies")) or house.url
    said = house.manage("restore", "--over", the_one_in(tmp_path / "copies"))

    after = house.tables()
    assert {name for name in before if before[name] != after.get(name)} == CHANGES_BY_ITSELF
    assert "De database die er stond, heet nu" in said


@pytest.mark.timeout(400)
def test_what_makes_way_is_tidied_after_its_days(house: House, tmp_path):
    both(house, tmp_path)
    house.manage("restore", "--over", the_one_in(tmp_path / "copies"))

    assert "weggehaald" not in house.manage("backup", tmp_path / "copies")
    if not house.url:
        (kept,) = house.var.glob("*.before-*")
        long_ago = timezone.localtime() - timedelta(days=36)
        kept.rename(house.var / f"rondom.sqlite3.before-{long_ago:%Y%m%d_%H%M%S}")
        assert "1 oude databases" in house.manage("backup", tmp_path / "copies")
        assert list(house.var.glob("*.before-*")) == []


@pytest.mark.timeout(400)
def test_a_backup_of_an_older_rondom_is_brought_up_to_date(house: House, fresh: House, tmp_path):
    house.manage("migrate", "account", "0008", "-v0")
    both(house, tmp_path)
    done = "select count(*) from django_migrations where app = 'account' and name like '0009%'"

    fresh.manage("restore", "--keys", the_one_in(tmp_path / "keys"))
    fresh.manage("restore", the_one_in(tmp_path / "copies"))

    with house.opened() as old, fresh.opened() as new:
        assert (old.execute(done).fetchone()[0], new.execute(done).fetchone()[0]) == (0, 1)


@pytest.mark.proof
@pytest.mark.timeout(2400 if FULL else 400)
def test_who_is_killed_while_putting_back_leaves_the_old_or_the_new(house: House, tmp_path):
    both(house, tmp_path)
    new = house.tables()
    copy, chance, seen = the_one_in(tmp_path / "copies"), random.Random(SEED), []
    house.change("update people_organisation set municipality = 'Oud'")
    began = time.monotonic()
    house.manage("restore", "--over", copy)
    lasts = time.monotonic() - began
    for _nth in range(KILLS):
        house.change("update people_organisation set municipality = 'Oud'")
        old = house.tables()
        command = [sys.executable, "manage.py", "restore", "--over", str(copy)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with subprocess.Popen(command, cwd=settings.ROOT, env=house.surroundings, **quiet) as running:
            time.sleep(lasts * chance.uniform(0.3, 1))
            running.kill()
        found = house.tables()
        is_old, is_new = same(found, old), same(found, new)
        assert is_old or is_new
        seen.append("new" if is_new else "old")
    house.manage("restore", "--over", copy)
    assert "kloppen" in house.manage("record_verify")
    write_result(f"restore-kills-{'postgresql' if house.url else 'sqlite'}", {"seed": SEED, "seen": seen})


def same(one: dict[str, str], other: dict[str, str]) -> bool:
    return {name: one[name] for name in one.keys() - CHANGES_BY_ITSELF} == {
        name: other[name] for name in other.keys() - CHANGES_BY_ITSELF
    }


@pytest.mark.enable_socket
@pytest.mark.timeout(400)
def test_while_rondom_is_on_nothing_is_put_back(house: House, tmp_path):
    both(house, tmp_path)
    before, port = house.tables(), free_port()
    with subprocess.Popen(served(port), cwd=settings.ROOT, env=house.surroundings, stdout=subprocess.DEVNULL) as server:
        until_answered(port, 200)
        try:
            assert "Rondom draait nog" in house.refused("restore", "--over", the_one_in(tmp_path / "copies"))
        finally:
            server.kill()
    assert {name for name, rows in house.tables().items() if rows != before[name]} <= CHANGES_BY_ITSELF


@pytest.mark.enable_socket
@pytest.mark.timeout(400)
def test_who_starts_rondom_while_a_backup_is_put_back_shows_that_until_it_is_done(house: House):
    port = free_port()
    with (house.var / "restoring").open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with subprocess.Popen(served(port), cwd=settings.ROOT, env=house.surroundings, stdout=subprocess.DEVNULL) as server:
            try:
                assert "Rondom wordt teruggezet" in until_answered(port, 503)
                fcntl.flock(held, fcntl.LOCK_UN)
                assert "Rondom wordt teruggezet" not in until_answered(port, 200)
            finally:
                server.kill()


def served(port: int) -> list[str]:
    return [sys.executable, "manage.py", "serve", "--port", str(port)]


def until_answered(port: int, status: int) -> str:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/binnenkomen/", timeout=5) as answer:
                found, said = answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            found, said = error.code, error.read().decode()
        except OSError:
            found, said = 0, ""
        if found == status:
            return said
        time.sleep(0.2)
    raise TimeoutError(f"no {status} on port {port}")


def test_nobody_comes_in_meanwhile(client: Client, settings, tmp_path, db):
    settings.VAR, said = tmp_path, "Rondom wordt teruggezet"
    with restoring():
        for answer in (client.get("/binnenkomen/"), client.get("/"), client.post("/binnenkomen/", {"email": "x@voorbeeld.nl"})):
            assert (answer.status_code, said in answer.text, answer.headers["Retry-After"]) == (503, True, "120")
        assert "misschien niet bewaard" in answer.text
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"
        assert 'lang="ar" dir="rtl"' in client.get("/binnenkomen/").text
        del client.cookies[settings.LANGUAGE_COOKIE_NAME]

    assert client.get("/binnenkomen/").status_code == 200


def test_a_lock_that_somebody_left_behind_shuts_nobody_out(client: Client, settings, tmp_path, db):
    settings.VAR = tmp_path
    (tmp_path / "restoring").touch()

    assert client.get("/binnenkomen/").status_code == 200


def test_what_has_to_be_done_before_anybody_comes_in_is_a_list_of_what_is_there():
    """Destroyed and withdrawn things go again after a restore: whoever brings that, stands in the list by being there."""
    there = [f"rondom.{app}.replay.replay" for app in ("retention",) if (settings.ROOT / "rondom" / app / "replay.py").is_file()]

    assert there == settings.AFTER_RESTORE
    call_command("check")


@pytest.mark.timeout(400)
def test_what_comes_after_a_restore_is_done_before_the_new_stands_in_its_place(house: House, fresh: House, tmp_path):
    both(house, tmp_path)
    fresh.manage("restore", "--keys", the_one_in(tmp_path / "keys"))
    copy = the_one_in(tmp_path / "copies")
    script = (
        "import django, sys; django.setup()\n"
        "from django.conf import settings; from django.core.management import call_command\n"
        "settings.AFTER_RESTORE = ['tests.backups.after.' + sys.argv[1]]\n"
        f"call_command('restore', {str(copy)!r})"
    )
    failing = fresh.run("-c", script, "fails")
    assert failing.returncode != 0
    assert "people_organisation" not in fresh.tables(), "nothing stands there yet"

    done = fresh.run("-c", script, "renames")
    assert done.returncode == 0, done.stderr
    with fresh.opened() as found:
        assert set(found.execute("select municipality from people_organisation").fetchall()) == {("Hersteld",)}
