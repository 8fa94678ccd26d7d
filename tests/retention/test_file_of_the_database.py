"""On the built-in database: after a night nothing of what went lies in the file or its log, while Rondom has both open."""

import json
import sqlite3
import subprocess
import sys

import pytest
from django.conf import settings

from config.env import sqlite
from tests.processes import surroundings
from tests.tables import tables_in

DESTROYED = """
import json
from rondom.base.seal import all_laid_out
from rondom.cards.models import Card, CardVersion
from rondom.retention.actions.destroying import destroy
from rondom.retention.actions.nightly import doom_of_rows
version = CardVersion.objects.filter(card__owner=None).first()
laid = version.__dict__["words"].laid
with all_laid_out():
    destroy(doom_of_rows([version.card], "B33", version.card.child_id, None))
print(json.dumps(laid))
"""

# A server that is there: while it has the file open nobody else empties the log by going away.
OPEN = """
import sqlite3, sys
here = sqlite3.connect(sys.argv[1])
print(here.execute("select count(*) from cards_card").fetchone(), flush=True)
sys.stdin.read()
"""


@pytest.mark.built_in
def test_after_a_night_nothing_of_what_went_lies_in_the_file_or_its_log(tmp_path):
    def run(*command: str) -> str:
        around = surroundings(tmp_path, "", RONDOM_MASTER_KEY="0e" * 32)
        told = subprocess.run(
            [sys.executable, "manage.py", *command], cwd=settings.ROOT, env=around, check=True, stdout=subprocess.PIPE
        )
        return told.stdout.decode()

    tables_in(tmp_path)
    run("world")
    file = tmp_path / "rondom.sqlite3"
    # In a process of its own: to read the file here lets go of the hold that this process has on it.
    opened = [sys.executable, "-c", OPEN, str(file)]
    with subprocess.Popen(opened, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdout.readline()
        laid = json.loads(run("shell", "-v0", "-c", DESTROYED).splitlines()[-1]).encode()
        everywhere = [file, file.with_name(f"{file.name}-wal")]
        assert any(laid in each.read_bytes() for each in everywhere), "until then it may lie there"

        run("every_night")

        assert not any(laid in each.read_bytes() for each in everywhere)
        server.communicate(b"")


def test_what_is_destroyed_is_written_over_however_sqlite_was_built(tmp_path):
    said = sqlite(tmp_path / "rondom.sqlite3")["OPTIONS"]
    with sqlite3.connect(tmp_path / "rondom.sqlite3") as laid:
        laid.execute("PRAGMA secure_delete=OFF")
        laid.executescript(said["init_command"])
        assert laid.execute("PRAGMA secure_delete").fetchone() == (1,)
