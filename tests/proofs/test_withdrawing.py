"""Somebody withdraws while another reads: what opens after it shows nothing, in every possible order (T07)."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.cards.test_races import empty_database  # noqa: F401
from tests.proofs.walking import write_result

SEED = 20261124
RACES = 10_000 if os.environ.get("RONDOM_PROOF") == "full" else 60


@pytest.mark.proof
@pytest.mark.timeout(6000)
def test_after_a_withdrawal_nothing_is_read(empty_database, tmp_path):  # noqa: F811
    (tmp_path / "static").symlink_to(settings.STATIC_ROOT)
    surroundings = {
        **os.environ,
        "DATABASE_URL": empty_database,
        "RONDOM_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    run = [sys.executable, "-m", "tests.proofs.withdrawing", str(SEED), str(RACES)]

    done = subprocess.run(run, cwd=settings.ROOT, env=surroundings, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    write_result(f"withdrawing-{found['database']}", found)
    assert found["read after"] == 0
    assert found.get("read after by the record", 0) == 0
    assert found["shown"] > found["races"] / 20, "some readings came first"
    assert found["begun while reading"] > found["races"] / 3
