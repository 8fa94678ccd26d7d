"""A house for each Rondom that the journeys start."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from tests.tables import tables_in

House = dict[str, str]


def manage(house: House, *words: str, **more: str) -> str:
    """A command in a house, and what it says."""
    return run(house, str(settings.ROOT / "manage.py"), *words, **more)


def run(house: House, *words: str, **more: str) -> str:
    given = {**os.environ, **house, **more, "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run([sys.executable, *words], cwd=settings.ROOT, env=given, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


class Houses:
    """Makes houses on the built-in database; each is told to a process by its surroundings."""

    def __init__(self, tmp_path_factory) -> None:
        self.make_folder = tmp_path_factory.mktemp
        here = tmp_path_factory.getbasetemp()
        self.shared = here.parent if "PYTEST_XDIST_WORKER" in os.environ else here

    def empty(self) -> House:
        """One with tables and nothing in them."""
        return self.lay_tables(house_in(self.make_folder("empty") / "var"))

    def copy_of(self, name: str, lay: Callable[[House], None]) -> House:
        """One of one's own, like the one of this name that was laid by whoever came first; journeys run side by side."""
        kept, is_made = self.shared / name, self.shared / f"{name}-is-made"
        with (self.shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not is_made.exists():
                lay(house_in(kept))
                is_made.touch()
        var = self.make_folder(name) / "var"
        shutil.copytree(kept, var)
        return house_in(var)

    def lay_tables(self, house: House) -> House:
        var = Path(house["RONDOM_VAR"])
        shutil.copytree(settings.STATIC_ROOT, var / "static")
        tables_in(var)
        return house


def house_in(var: Path) -> House:
    return {"RONDOM_VAR": str(var), "DATABASE_URL": ""}


@pytest.fixture(scope="session")
def houses(tmp_path_factory) -> Houses:
    return Houses(tmp_path_factory)
