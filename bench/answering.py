"""Five hundred people who answer a questionnaire, each thinking five seconds between two pages; beside oTree with the same
questions, in the same run. Afterwards what was acknowledged is laid beside what was kept."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.by_otree import NotThere, serving_otree
from bench.cards import SEED
from bench.running import ROOT, Server, a_place, serving

SESSIONS, THINK, SECONDS = 500, 5.0, 60.0
ONE, ONE_SECONDS = 1, 10.0  # alone, without thinking
SCHOOLS = 7
CODES = 0.1  # so many make a code of their own, which is hashed slowly
# Each who answers at the peer is one that it was told of before: as many as can come, and some more.
PEOPLE = int(SESSIONS * (SECONDS / (2 * THINK) + 2)) + 1_000
OURS, PEER = "rondom", "oTree"
TICKS = os.sysconf("SC_CLK_TCK")


def processors(pid: int) -> float:
    """Seconds of processors that a process and its children took."""
    own = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return (int(own[11]) + int(own[12])) / TICKS + sum(processors(int(each)) for each in children)


def crowd(server: Server, asked: dict[str, Any], *, sessions: int, think: float, seconds: float) -> dict[str, Any]:
    """So many at once; with what the server took of the processors for each who answered."""
    given = {**asked, "port": int(server.address.rsplit(":", 1)[1]), "sessions": sessions, "think": think, "seconds": seconds}
    before = processors(server.pid)
    command = [sys.executable, "-m", "bench.crowd"]
    done = subprocess.run(command, cwd=ROOT, input=json.dumps(given), stdout=subprocess.PIPE, check=True, text=True)
    told: dict[str, Any] = json.loads(done.stdout)
    told["of processors, ms"] = (processors(server.pid) - before) * 1000 / max(1, told["acknowledged"])
    return told


def both_ways(server: Server, asked: dict[str, Any]) -> dict[str, Any]:
    """One alone, and that once before, so that all is warm; then all of them."""
    warming = crowd(server, asked, sessions=ONE, think=0, seconds=1)
    alone = crowd(server, asked, sessions=ONE, think=0, seconds=ONE_SECONDS)
    return {"warming": warming, "alone": alone, "crowd": crowd(server, asked, sessions=SESSIONS, think=THINK, seconds=SECONDS)}


def measure_answering(rounds: int) -> dict[str, Any]:
    """Both in turn, each time the other first."""
    found: dict[str, Any] = {OURS: [], PEER: [], "kept": []}
    for nth in range(rounds):
        with a_place() as place:
            laid = place.ask("bench.asking", "lay", SCHOOLS)
            for name in (OURS, PEER) if nth % 2 else (PEER, OURS):
                if name == OURS:
                    with serving(place) as server:
                        found[OURS].append(both_ways(server, ours(laid)))
                elif PEER in found:
                    measure_peer(found, laid["items"])
            found["kept"].append(place.ask("bench.asking", "kept", laid["wave"]))
    return found


def ours(laid: dict[str, Any]) -> dict[str, Any]:
    return {"links": laid["links"], "items": laid["items"], "prefix": "a_", "is_script": True, "code": CODES, "seed": SEED}


def measure_peer(found: dict[str, Any], items: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as where:
        try:
            with serving_otree(items, PEOPLE, Path(where)) as (server, link):
                asked = {"links": [link], "items": items, "prefix": "", "is_script": False, "code": 0, "seed": SEED}
                found[PEER].append(both_ways(server, asked))
        except (NotThere, TimeoutError) as why:
            del found[PEER]
            found["note"] = str(why)
