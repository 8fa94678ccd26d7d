"""kill -9 while people answer a questionnaire: no answer that was acknowledged is lost, and none is there twice."""

import json
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from rondom.surveys.actions import close_wave
from rondom.surveys.models import OpenAnswer
from tests.proofs.killing.answering import Respondent, Sendings
from tests.proofs.killing.clusters import Cluster
from tests.proofs.killing.house import WAYS, House
from tests.proofs.walking import FULL, last_moment, write_result
from tests.surveys.conftest import answer, bureau  # noqa: F401

SEED = 20261202
KILLS, SENDINGS = (100, 8_000) if FULL else (2, 80)
RESPONDENTS = 8


def asked(house: House, what: str) -> Any:
    """In a process of its own, on the database of that house."""
    command = [sys.executable, "-m", "tests.proofs.killing.asked_wave", what]
    done = subprocess.run(command, cwd=settings.ROOT, env=house.surroundings, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def wait_for(sendings: Sendings, many: int, until: float) -> None:
    moment = min(time.monotonic() + 180, until + 180)
    while sendings.count < many and time.monotonic() < moment:
        time.sleep(0.01)
    assert sendings.count >= many or time.monotonic() > until, f"{sendings.count} acknowledged: {sendings.odd[-5:]}"


def killed_while_answering(var: Path, cluster: Cluster | None) -> dict[str, Any]:
    """So many kills, spread over so many sendings; at the end the wave is closed and read."""
    var.mkdir(parents=True)
    house, chance, until, ways = House(var, cluster), random.Random(SEED), last_moment(), []
    (var / "static").symlink_to(settings.STATIC_ROOT)
    sendings, stop = Sendings(iter(asked(house, "lay"))), threading.Event()
    house.start()
    threads = [threading.Thread(target=Respondent(house.port, sendings, stop).run, daemon=True) for _n in range(RESPONDENTS)]
    try:
        for thread in threads:
            thread.start()
        for nth in range(KILLS):
            wait_for(sendings, SENDINGS * (nth + 1) // (KILLS + 1), until)
            time.sleep(chance.random() * 0.3)
            ways.append(chance.choice(WAYS["postgresql" if cluster else "sqlite"]))
            house.pull_the_plug(ways[-1])
            house.up_again(ways[-1])
            if time.monotonic() > until:
                break
        wait_for(sendings, SENDINGS, until)
        stop.set()
        for thread in threads:
            thread.join(120)
        assert not any(thread.is_alive() for thread in threads)
    finally:
        stop.set()
        house.kill()
    return judged(sendings, asked(house, "count")) | {"seed": SEED, "kills": len(ways), "of which": dict(Counter(ways))}


def judged(sendings: Sendings, found: dict[str, Any]) -> dict[str, Any]:
    texts = found.pop("texts")
    numbers = {sum(texts.values()), found["boxes"], found["slips used"], found["people"], *found["answers"].values()}
    return {
        "acknowledged": sendings.count,
        "sent again": sendings.repeated,
        "odd answers": sorted(set(sendings.odd)),
        "lost": sorted(set(sendings.acknowledged) - texts.keys()),
        "doubled": sorted(text for text, many in texts.items() if many > 1),
        "of nobody": sorted(texts.keys() - sendings.begun),
        "counted alike": len(numbers) == 1,
        **found,
    }


def held(name: str, result: dict[str, Any]) -> None:
    write_result(f"answers-kept-{name}", result)
    assert (result["kills"], result["acknowledged"] >= SENDINGS) == (KILLS, True)
    assert {each: result[each] for each in ("lost", "doubled", "of nobody", "odd answers", "faults")} == {
        "lost": [],
        "doubled": [],
        "of nobody": [],
        "odd answers": [],
        "faults": [],
    }
    assert (result["counted alike"], result["left"], result["integrity"]) == (True, 0, "ok")


@pytest.mark.proof
@pytest.mark.built_in
@pytest.mark.enable_socket
@pytest.mark.timeout(6000 if FULL else 900)
def test_on_sqlite_no_acknowledged_answer_is_lost_or_doubled(tmp_path):
    held("sqlite", killed_while_answering(tmp_path / "var", None))


@pytest.mark.proof
@pytest.mark.enable_socket
@pytest.mark.timeout(6000 if FULL else 900)
def test_on_postgresql_no_acknowledged_answer_is_lost_or_doubled(tmp_path, cluster: Cluster):
    held("postgresql", killed_while_answering(tmp_path / "var", cluster))


def test_what_is_lost_or_doubled_is_found(bureau):  # noqa: F811
    """Planted: without this the proof above would say nothing."""
    wave = bureau.wave()
    for nth in range(12):
        answer(wave, f"k{nth}", answers={"S05": "3", "S06": f"t{nth}"})
    close_wave(bureau.desk, wave=wave)
    sendings = Sendings(iter(()), begun={f"t{nth}" for nth in range(11)}, acknowledged=[f"t{nth}" for nth in range(11)])
    texts = Counter(row.text for row in OpenAnswer.objects.select_related("school"))
    texts["t1"] += 1
    del texts["t2"]
    found = {"texts": dict(texts), "boxes": 12, "slips used": 12, "people": 12, "answers": {"S05": 12}}

    result = judged(sendings, found)

    assert (result["lost"], result["doubled"], result["of nobody"]) == (["t2"], ["t1"], ["t11"])
    assert result["counted alike"], "twelve texts still: only by its words an answer is known"
    assert not judged(sendings, {**found, "texts": {"t1": 1}})["counted alike"]
