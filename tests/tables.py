"""The tables of a house on the built-in database: made once for these migrations, and copied for each house of a test."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = Path(tempfile.gettempdir()) / f"rondom-tables-{os.getuid()}"


def tables_in(var: Path) -> None:
    """Lay the tables where this house keeps its database, and its key store, as after the first migrations.

    To make the tables anew takes longer than most of what is asked of a house.
    """
    from django.test.utils import override_settings  # noqa: PLC0415 — only there a Django stands ready

    from rondom.base.keys import begin  # noqa: PLC0415

    shutil.copy(made_once(), var / "rondom.sqlite3")
    keys = var / "keys"
    with override_settings(KEYS=keys / "store", MASTER_KEY="", MASTER_KEY_FILE=keys / "master.key"):
        begin()


def lay_tables() -> None:
    """The same from within a process of the house, whatever database it is on."""
    from django.core.management import call_command  # noqa: PLC0415 — only there a Django stands ready
    from django.db import connection  # noqa: PLC0415

    from rondom.base.keys import begin  # noqa: PLC0415

    if connection.vendor == "sqlite":
        connection.close()  # one that was opened meanwhile left an empty file
        shutil.copy(made_once(), connection.settings_dict["NAME"])
        begin()
    else:
        call_command("migrate", verbosity=0)


@cache
def of_these_migrations() -> str:
    files = sorted([*ROOT.glob("rondom/*/migrations/*.py"), *ROOT.glob("requirements/*.txt"), ROOT / "config" / "settings.py"])
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:20]


def made_once() -> Path:
    KEPT.mkdir(mode=0o700, exist_ok=True)
    kept = KEPT / f"{of_these_migrations()}.sqlite3"
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests run side by side
        if not kept.exists():
            with tempfile.TemporaryDirectory() as var:
                house = {**os.environ, "RONDOM_VAR": var, "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "config.settings"}
                subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=house, check=True)
                for old in KEPT.glob("*.sqlite3"):
                    old.unlink()
                shutil.copy(Path(var) / "rondom.sqlite3", kept)
    return kept
