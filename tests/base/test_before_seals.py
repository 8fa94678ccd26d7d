"""A house that is in use already is sealed when it is brought up to date: all says what it said, and lies nowhere as it was."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.base.before_seals import ADDRESS, BORN, PEOPLE, SAID
from tests.cards.test_races import empty_database  # noqa: F401


@pytest.mark.timeout(120)
def test_what_stood_there_is_sealed_and_lies_nowhere_any_more(empty_database, tmp_path):  # noqa: F811
    surroundings = {**os.environ, "DATABASE_URL": empty_database, "RONDOM_VAR": str(tmp_path)}
    surroundings.pop("RONDOM_KEYS", None)

    done = subprocess.run(
        [sys.executable, "-m", "tests.base.before_seals"], cwd=settings.ROOT, env=surroundings, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["before"] >= 10 + PEOPLE + (found["vendor"] == "postgresql")
    assert (found["after"], found["shut"]) == (0, True)
    assert found["told"] == {
        "child": [f"{SAID} Kind", BORN, {"woonplaats": SAID}],
        "contact": [SAID, ""],
        "person": f"{SAID} Ouder",
        "addresses": [ADDRESS] * 3,
        "words": [{}, {"text": SAID}],
        "drawing": SAID,
    }
    if found["vendor"] == "sqlite":
        files = tmp_path.glob("*.sqlite3*")
        assert [file.name for file in files if any(said.encode() in file.read_bytes() for said in (SAID, BORN))] == []
