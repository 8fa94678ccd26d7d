"""Who steals a backup, a dump, the database or its log of changes reads no word of anybody: looked for byte by byte."""

import json
import shutil
import subprocess
from pathlib import Path

import psycopg
import pytest

from tests.backups.houses import House, the_one_in
from tests.proofs.killing.clusters import Cluster
from tests.proofs.walking import write_result


def canaries(house: House) -> dict[str, list[str]]:
    done = house.run("-m", "tests.backups.canaried")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def heard(words: list[str], files: list[Path]) -> set[str]:
    found = set()
    for file in files:
        content = file.read_bytes()
        found |= {word for word in words if word.encode() in content}
    return found


def stolen(house: House, tmp_path: Path) -> tuple[list[Path], list[Path]]:
    """Both backups, and the keys that are in one of them without the key to those."""
    house.manage("backup", tmp_path / "copies", "--keys", tmp_path / "keys")
    master = (house.var / "keys" / "master.key").read_bytes()
    files = [file for place in ("copies", "keys") for file in (tmp_path / place).rglob("*") if file.is_file()]
    secrets = [master, bytes.fromhex(master.decode()), (house.var / "keys" / "record.key").read_bytes()]
    assert not [file for file in files for secret in secrets if secret in file.read_bytes()], "no key lies open in a backup"
    return files, [file for file in files if file.name.startswith("database")]


@pytest.mark.proof
@pytest.mark.built_in
@pytest.mark.timeout(400)
def test_on_sqlite_the_file_its_log_and_its_backup_say_nothing(tmp_path):
    house = House(tmp_path / "var")
    house.var.mkdir()
    words = canaries(house)
    backups, _of_database = stolen(house, tmp_path)
    files = [*backups, *house.var.glob("rondom.sqlite3*"), *(house.var / "keys" / "store").rglob("*.*")]

    assert heard(words["sealed"], [file for file in files if file.is_file()]) == set()
    assert heard(words["plain"], backups) == set(words["plain"]), "what is not sealed is found: so it was looked for well"
    write_result("stolen-sqlite", {"canaries": len(words["sealed"]), "files": len(files), "heard": 0})


@pytest.mark.proof
@pytest.mark.timeout(400)
def test_on_postgresql_its_files_its_log_and_its_dumps_say_nothing(tmp_path, cluster: Cluster):
    house = House(tmp_path / "var", cluster.url)
    house.var.mkdir()
    words = canaries(house)
    backups, of_database = stolen(house, tmp_path)
    unpacked = tmp_path / "unpacked.sql"
    restore = shutil.which("pg_restore") or "pg_restore"
    subprocess.run([restore, "--file", str(unpacked), str(of_database[0])], check=True)  # as it lies it is packed
    with psycopg.connect(cluster.url, autocommit=True) as server:
        server.execute("checkpoint")
    cluster.stop("immediate")  # as a disk that is taken out of a machine that was on
    files = [*backups, unpacked, *(file for file in cluster.data.rglob("*") if file.is_file())]

    assert any("pg_wal" in file.parts for file in files)
    assert heard(words["sealed"], files) == set()
    assert heard(words["plain"], [unpacked]) == set(words["plain"])
    assert heard(words["plain"], files) == set(words["plain"])
    write_result("stolen-postgresql", {"canaries": len(words["sealed"]), "files": len(files), "heard": 0})
    assert the_one_in(tmp_path / "copies")
