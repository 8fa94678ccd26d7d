"""All keys are renewed, and the key store goes away for a while, under the hands of people who write (T25)."""

import random
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.proofs.killing.clusters import Cluster
from tests.proofs.killing.house import Comparing, House
from tests.proofs.killing.writing import Family, Ledger
from tests.proofs.walking import FULL, write_result

SEED = 20261130
PATIENCE = 1_200 if FULL else 120  # how long a busy machine takes says nothing of the product
WRITES, RENEWALS, AWAY = (3_000, 6, 600) if FULL else (80, 1, 3)


@dataclass
class Renewing:
    """Families that write, and meanwhile who changes every key there is; at the end the disk with the keys goes away."""

    house: House
    ledger: Ledger = field(default_factory=Ledger)
    said: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    @property
    def keys(self) -> Path:
        return self.house.var / "keys" / "store"

    def command(self, *words: str) -> None:
        began = time.monotonic()
        command = [sys.executable, "manage.py", "renew_keys", *words]
        done = subprocess.run(command, cwd=settings.ROOT, env=self.house.surroundings, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        self.seconds.append(time.monotonic() - began)
        self.said.append(done.stdout.strip())

    def wait_for(self, more: int) -> None:
        wanted, until = self.ledger.count + more, time.monotonic() + PATIENCE
        while self.ledger.count < wanted:
            assert time.monotonic() < until, f"{self.ledger.count} of {wanted}: {self.ledger.odd[-5:]}"
            time.sleep(0.01)

    def away_for(self, seconds: float) -> dict[str, Any]:
        """Nobody gets an answer, nothing is written, and what was being written arrives when the keys are back."""
        elsewhere = self.keys.with_name("elsewhere")
        self.keys.rename(elsewhere)
        time.sleep(0.5)  # who was inside is through
        before, began = self.ledger.count, self.ledger.repeated
        time.sleep(seconds)
        meanwhile, asked = self.ledger.count - before, self.ledger.repeated - began
        was_made_anew = self.keys.exists()
        elsewhere.rename(self.keys)
        self.wait_for(8)
        return {"written meanwhile": meanwhile, "told not now": asked, "a store made anew": was_made_anew}

    def run(self) -> dict[str, Any]:
        stop, may_write, chance = threading.Event(), threading.Event(), random.Random(SEED)
        may_write.set()
        given = self.house.lay()
        self.house.start()
        families = [Family(self.house.port, each, self.ledger, stop, may_write) for each in given]
        comparing = Comparing(self.house, [each["child"] for each in given])
        try:
            for family in families:
                threading.Thread(target=family.run, daemon=True).start()
            self.wait_for(8)
            calm = self.ledger.repeated
            for _nth in range(RENEWALS):
                for words in chance.sample([(), ("--data",)], 2):
                    self.command(*words)
                self.wait_for(WRITES // RENEWALS - 8)
            errors = self.ledger.repeated - calm
            away = self.away_for(AWAY)
            may_write.clear()
            for family in families:
                assert family.is_idle.wait(60)
            end = comparing.ask(self.ledger, is_end=True)
        finally:
            stop.set()
            may_write.set()
            comparing.process.kill()
            self.house.kill()
        return {
            "seed": SEED,
            "database": "PostgreSQL" if self.house.cluster else "SQLite",
            "renewals": len(self.said),
            "last said": self.said[-1],
            "longest renewal, seconds": round(max(self.seconds), 1),
            "acknowledged writes": self.ledger.count,
            "without an answer while keys were renewed": errors,
            "keys away, seconds": AWAY,
            **away,
            "odd answers": sorted(set(self.ledger.odd)),
            **end,
            "slowest write, seconds": round(self.ledger.slowest, 2),
            "texts that can be read in the files": self.readable(),
        }

    def readable(self) -> int:
        """Of what was written, how many texts stand as they are in a file of the database or of the keys."""
        texts = [text.split()[1].encode() for text in [*self.ledger.cards.values(), *self.ledger.remarks.values()]]
        places = [self.house.var, *([self.house.cluster.data] if self.house.cluster else [])]
        files = [file.read_bytes() for place in places for file in place.rglob("*") if file.is_file() and file.name != "log"]
        return sum(any(text in file for file in files) for text in texts)


def held(name: str, result: dict[str, Any]) -> None:
    write_result(f"renewing-{name}", result)
    assert result["acknowledged writes"] >= WRITES
    assert result["without an answer while keys were renewed"] == 0
    assert (result["written meanwhile"], result["a store made anew"], result["told not now"] > 0) == (0, False, True)
    assert {kind: result[kind] for kind in ("lost", "doubled", "half")} == {"lost": [], "doubled": [], "half": []}
    assert (result["other words"], result["twice"], result["faults"]) == ([], [], [])
    assert (result["odd answers"], result["integrity"], result["texts that can be read in the files"]) == ([], "ok", 0)


@pytest.mark.proof
@pytest.mark.built_in
@pytest.mark.enable_socket
@pytest.mark.timeout(6000 if FULL else 170)
def test_on_sqlite_all_keys_change_and_nobody_notices(tmp_path):
    (tmp_path / "var").mkdir()
    held("sqlite", Renewing(House(tmp_path / "var", None)).run())


@pytest.mark.proof
@pytest.mark.enable_socket
@pytest.mark.timeout(6000 if FULL else 170)
def test_on_postgresql_all_keys_change_and_nobody_notices(tmp_path, cluster: Cluster):
    (tmp_path / "var").mkdir()
    held("postgresql", Renewing(House(tmp_path / "var", cluster)).run())
