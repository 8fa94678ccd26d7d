"""Boards that stay open, over the server as it runs: what came while the line was cut comes once, what is withdrawn does not."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.cards.test_races import empty_database  # noqa: F401
from tests.proofs.walking import write_result

SEED = 20261128


@pytest.mark.proof
@pytest.mark.timeout(300)
def test_what_is_shared_comes_once_and_what_is_withdrawn_does_not(empty_database, tmp_path):  # noqa: F811
    (tmp_path / "static").symlink_to(settings.STATIC_ROOT)
    surroundings = {
        **os.environ,
        "DATABASE_URL": empty_database,
        "RONDOM_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    run = [sys.executable, "-m", "tests.timeline.streaming", str(SEED)]

    done = subprocess.run(run, cwd=settings.ROOT, env=surroundings, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    write_result(f"streams-{'sqlite' if 'sqlite' in empty_database else 'postgres'}", found)
    cut, roles, ends = found["cut"], found["roles"], found["ends"]
    assert cut["cuts"] > 2
    assert (cut["came once"], cut["of drafts"], cut["that changed nothing"]) == (cut["shared"], 0, 0)
    assert found["restart"] == {"ended kindly": True, "came": 1}
    assert (roles["leaked"], roles["missed"], roles["drafts"], roles["more than one"]) == ([], [], [], [])
    assert roles["readers"]["teacher"] < roles["readers"]["mother"], "not everybody may read all"
    assert ends["keeps the visit alive"] is False
    assert ends["after the visit"] == ["gone visit", False]
    assert ends["of six pages"] == ["gone elsewhere", "gone elsewhere"]
    assert (ends["stranger"], ends["as if it were not there"], ends["guest"]) == (404, True, 302)
    assert (found["withdrawn"]["read after"], found["withdrawn"]["last"], found["withdrawn"]["again"]) == (0, "gone door", 404)
    hidden = found["hidden"]
    assert hidden["father heard"] == []
    assert (hidden["mother sees"], hidden["coordinator sees"]) == (["Anouk Verbeek"], ["Rima Haddad"])
    assert found["record"]["opened"] == found["record"]["closed"] > 20
    assert found["record"]["faults"] == []
