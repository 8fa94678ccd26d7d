"""The forget drill (T17): children are destroyed, an old copy is put back, and nothing of them comes back.

A house of its own on the built-in database. The copy is put back with the keys of then, and with the keys of now.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.proofs.walking import FULL, write_result
from tests.tables import tables_in

CHILDREN = 200 if FULL else 21
CLEAN = {"readable in rows": [], "in plain bytes": 0, "of these opened": 0, "children back": 0, "keys of children gone": 0}
CLEAN |= {"parts back": 0, "texts that no key opens": 0}


class House:
    """A house in a folder, with its database, its keys and its journal; and copies of them elsewhere."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.var = folder, folder / "var"
        self.var.mkdir()

    def run(self, *command: str) -> str:
        around = {"RONDOM_VAR": str(self.var), "DATABASE_URL": "", "RONDOM_MASTER_KEY": "0e" * 32}
        given = {**os.environ, **around, "DJANGO_SETTINGS_MODULE": "config.settings"}
        done = subprocess.run([sys.executable, *command], cwd=settings.ROOT, env=given, check=True, stdout=subprocess.PIPE)
        return done.stdout.decode()

    def drill(self, *command: str) -> dict:
        return json.loads(self.run("-m", "tests.proofs.forgetting", *command).splitlines()[-1])

    def copy(self, name: str) -> Path:
        """As a backup of the database does, while others may write; and the keys apart."""
        where = self.folder / name
        where.mkdir()
        with sqlite3.connect(self.var / "rondom.sqlite3") as here, sqlite3.connect(where / "rondom.sqlite3") as there:
            here.backup(there)
        shutil.copytree(self.var / "keys" / "store", where / "store")
        return where

    def put_back(self, copy: Path, *, with_its_keys: bool) -> None:
        for left in self.var.glob("rondom.sqlite3*"):
            left.unlink()
        shutil.copy(copy / "rondom.sqlite3", self.var)
        if with_its_keys:
            shutil.rmtree(self.var / "keys" / "store")
            shutil.copytree(copy / "store", self.var / "keys" / "store")


@pytest.mark.proof
@pytest.mark.built_in
@pytest.mark.timeout(3000)
def test_what_was_destroyed_is_gone_and_no_old_copy_brings_it_back(tmp_path):
    house = House(tmp_path)
    tables_in(house.var)
    house.drill("lay", str(CHILDREN))
    old = house.copy("before")
    everywhere = (str(house.var), str(old))
    before = house.drill("scan", str(house.var))
    fates = house.drill("destroy")
    new = house.copy("after")
    found = {"right after": house.drill("scan", str(house.var))}
    found["with the old copy beside it"] = house.drill("scan", *everywhere[:1], str(old / "rondom.sqlite3"), str(old))

    house.put_back(old, with_its_keys=True)
    back = house.drill("scan", str(house.var))
    said = house.run("manage.py", "forget_again")
    found["old rows, old keys"] = house.drill("scan", str(house.var))
    again = house.run("manage.py", "forget_again")
    found["once more"] = house.drill("scan", str(house.var))

    shutil.rmtree(house.var / "keys" / "store")
    shutil.copytree(new / "store", house.var / "keys" / "store")
    house.put_back(old, with_its_keys=False)
    house.run("manage.py", "forget_again")
    found["old rows, keys of after"] = house.drill("scan", str(house.var))

    shutil.rmtree(house.var / "keys" / "store")
    shutil.copytree(old / "store", house.var / "keys" / "store")
    house.put_back(new, with_its_keys=False)
    house.run("manage.py", "forget_again")
    found["rows of after, old keys"] = house.drill("scan", str(house.var))

    write_result("forget-drill", {"children": CHILDREN, "fates": fates, "before": before, "put back": back, **found})
    # That it looks at all: before, and after putting back without forgetting again, everything can be read.
    assert len(before["readable in rows"]) == len(back["readable in rows"]) > CHILDREN
    assert back["children back"] == fates["child"]
    assert "Opnieuw vernietigd: 0," in again and "Opnieuw vernietigd: 0," not in said
    for when, told in found.items():
        assert {name: told[name] for name in CLEAN} == CLEAN, when
        assert told["noes"] == fates["stays"], when
        assert told["still told"] == CHILDREN - fates["child"], when
