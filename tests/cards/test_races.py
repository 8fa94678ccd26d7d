"""Six hands on one card in the same moment: each gets an answer, and the card is what one of them made of it."""

import json
import os
import subprocess
import sys
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings

URL = os.environ.get("DATABASE_URL", "")


@pytest.fixture(params=["sqlite", "postgres"])
def empty_database(request, tmp_path):
    """A database of its own, thrown away whole afterwards."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/races.sqlite3"
        return
    if not URL.startswith("postgres"):
        pytest.skip("DATABASE_URL names no PostgreSQL")
    server, _slash, rest = URL.rpartition("/")
    name = f"races_{uuid4().hex[:12]}"
    with psycopg.connect(f"{server}/{rest}", autocommit=True) as house:
        house.execute(f"CREATE DATABASE {name}")
        yield f"{server}/{name}"
        house.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.proof
@pytest.mark.timeout(170)
def test_six_hands_on_one_card_at_once_break_nothing(empty_database, tmp_path):
    (tmp_path / "static").symlink_to(settings.STATIC_ROOT)
    surroundings = {
        **os.environ,
        "DATABASE_URL": empty_database,
        "RONDOM_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    run = [sys.executable, "-m", "tests.cards.racing"]

    done = subprocess.run(run, cwd=settings.ROOT, env=surroundings, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert set(found["answers"]) <= {"200", "204", "302", "404"}, done.stderr
    assert found["hours in need"] == 1
    assert (found["begun"], found["shares"], found["open shares"], found["remarks"]) == (1, 1, 0, 1)
    assert found["numbers"] == list(range(1, len(found["numbers"]) + 1))
    assert (found["guests"], found["letters"]) == (6, 6)
    assert found["faults"] == []
