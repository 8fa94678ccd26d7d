"""Rondom as people run it, in a process that is killed; on SQLite, or on a PostgreSQL that is killed as well."""

import json
import random
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from tests.processes import surroundings
from tests.proofs.killing.clusters import Cluster, free_port
from tests.proofs.killing.writing import Family, Ledger

FAMILIES = 8
WAYS = {"sqlite": ["app"], "postgresql": ["app", "app", "database killed", "database stopped at once", "both"]}


@dataclass
class House:
    var: Path
    cluster: Cluster | None
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def surroundings(self) -> dict[str, str]:
        return surroundings(self.var, self.cluster.url if self.cluster else "")

    def lay(self) -> list[dict[str, Any]]:
        (self.var / "static").symlink_to(settings.STATIC_ROOT)
        command = [sys.executable, "-m", "tests.proofs.killing.laying", str(FAMILIES)]
        done = subprocess.run(command, cwd=settings.ROOT, env=self.surroundings, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    def start(self) -> None:
        command = [sys.executable, "manage.py", "serve", "--port", str(self.port)]
        with (self.var / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=settings.ROOT, env=self.surroundings, stdout=subprocess.DEVNULL, stderr=log
            )

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def pull_the_plug(self, way: str) -> None:
        """Down it goes, in the middle of whatever; then what is down is started, as somebody would who comes by."""
        if way in ("app", "both"):
            self.kill()
        if self.cluster and way in ("database killed", "both"):
            self.cluster.kill()
        if self.cluster and way == "database stopped at once":
            self.cluster.stop("immediate")

    def up_again(self, way: str) -> None:
        if self.cluster and way != "app":
            self.cluster.start()
        if way in ("app", "both"):
            self.start()


class Comparing:
    """Asks the process that compares, and adds up what it found."""

    def __init__(self, house: House, children: list[str]) -> None:
        self.children = children
        command = [sys.executable, "-m", "tests.proofs.killing.comparing"]
        self.process = subprocess.Popen(
            command, cwd=settings.ROOT, env=house.surroundings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, ledger: Ledger, *, is_end: bool = False) -> dict[str, Any]:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps({**ledger.snapshot(), "children": self.children, "is_end": is_end}) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@dataclass
class Proof:
    """So many kills, spread over so many acknowledged writes."""

    house: House
    kills: int
    writes: int
    seed: int
    until: float
    ledger: Ledger = field(default_factory=Ledger)
    ways: list[str] = field(default_factory=list)
    back_after: list[float] = field(default_factory=list)
    found: dict[str, list[str]] = field(default_factory=lambda: {"lost": [], "doubled": [], "half": []})

    def run(self) -> dict[str, Any]:
        began, chance = time.monotonic(), random.Random(self.seed)
        stop, may_write = threading.Event(), threading.Event()
        may_write.set()
        given = self.house.lay()
        self.house.start()
        families = [Family(self.house.port, each, self.ledger, stop, may_write) for each in given]
        threads = [threading.Thread(target=family.run, daemon=True) for family in families]
        comparing = Comparing(self.house, [each["child"] for each in given])
        try:
            for thread in threads:
                thread.start()
            self.wait_for(1)
            for nth in range(self.kills):
                self.wait_for(self.writes * (nth + 1) // (self.kills + 1))
                time.sleep(chance.random() * 0.3)
                self.one_kill(chance, comparing)
                if time.monotonic() > self.until:
                    break
            self.wait_for(self.writes)
            may_write.clear()
            for family in families:
                assert family.is_idle.wait(60)
            end = comparing.ask(self.ledger, is_end=True)
        finally:
            stop.set()
            may_write.set()
            comparing.process.kill()
            self.house.kill()
        return self.result(end, time.monotonic() - began)

    def one_kill(self, chance: random.Random, comparing: Comparing) -> None:
        way = chance.choice(WAYS["postgresql" if self.house.cluster else "sqlite"])
        self.house.pull_the_plug(way)
        acknowledged, down = self.ledger.count, time.monotonic()
        self.house.up_again(way)
        self.wait_for(acknowledged + 1)
        self.ways.append(way)
        self.back_after.append(self.ledger.last_at - down)
        for name, more in comparing.ask(self.ledger).items():
            self.found[name] += more

    def wait_for(self, count: int) -> None:
        """Until so much was acknowledged, or nothing is any more."""
        until = time.monotonic() + 180
        while self.ledger.count < count and time.monotonic() < min(until, self.until + 180):
            time.sleep(0.01)
        assert self.ledger.count >= count or time.monotonic() > self.until, (
            f"{self.ledger.count} acknowledged: {self.ledger.odd[-5:]} {(self.house.var / 'log').read_text()[-3000:]}"
        )

    def result(self, end: dict[str, Any], seconds: float) -> dict[str, Any]:
        for name in ("lost", "doubled", "half"):
            self.found[name] += end.pop(name)
        return {
            "seed": self.seed,
            "database": "PostgreSQL" if self.house.cluster else "SQLite",
            "kills": len(self.ways),
            "of which": {way: self.ways.count(way) for way in sorted(set(self.ways))},
            "acknowledged writes": self.ledger.count,
            "sent again": self.ledger.repeated,
            **{name: sorted(set(found)) for name, found in self.found.items()},
            "odd answers": sorted(set(self.ledger.odd)),
            "back after, seconds": {
                "middle": round(sorted(self.back_after)[len(self.back_after) // 2], 2),
                "longest": round(max(self.back_after), 2),
            },
            **end,
            "seconds": round(seconds),
        }


def prove(var: Path, cluster: Cluster | None, *, kills: int, writes: int, seed: int, until: float) -> dict[str, Any]:
    shutil.rmtree(var, ignore_errors=True)
    var.mkdir(parents=True)
    return Proof(House(var, cluster), kills, writes, seed, until).run()
