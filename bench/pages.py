"""What a board costs at 60 and at 500 cards: bytes, time to painted in Chromium, seconds for the poster."""

import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
SEED = 20261124
LANES = [
    "levensgebeurtenissen",
    "thuissituatie_gezin",
    "school_opvang",
    "ontwikkeling_kind",
    "hulp_kind_gezin",
    "samenwerking",
    "knelpunten_stelsel",
]
PAINTED = """performance.getEntriesByType("paint").map(each => each.startTime)
    .concat(performance.timing.loadEventEnd - performance.timing.navigationStart)"""


def life(count: int) -> dict[str, Any]:
    """A child with so many cards, the same for the same seed."""
    chance = random.Random(SEED)
    born = date(2014, 10, 3)
    cards = [
        {
            "id": str(nth),
            "lane": LANES[nth % 7],
            "author": chance.choice("MVSJ"),
            "date_printed": (born + timedelta(days=chance.randrange(4400))).isoformat(),
            "text": "Een kaartje met een paar woorden over wat er was"[: 20 + chance.randrange(30)],
        }
        for nth in range(count)
    ]
    members = [{"code": "S", "name": "Anouk", "role": "intern begeleider"}]
    return {"child": {"name": f"Kind{count}", "birth_date": born.isoformat()}, "members": members, "cards": cards}


def measure_pages() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as var:
        shutil.copytree(ROOT / "var" / "static", Path(var) / "static")
        surroundings = {**os.environ, "RONDOM_VAR": var, "DATABASE_URL": ""}

        def manage(*command: str) -> str:
            run = [sys.executable, "manage.py", *command]
            return subprocess.run(run, cwd=ROOT, env=surroundings, check=True, capture_output=True, text=True).stdout.strip()

        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        manage("migrate", "-v0")
        with subprocess.Popen([sys.executable, "manage.py", "serve", "--port", str(port)], cwd=ROOT, env=surroundings) as server:
            time.sleep(4)
            found = {str(count): measured(count, manage, f"http://127.0.0.1:{port}", Path(var)) for count in (60, 500)}
            server.terminate()
    return found


def measured(count: int, manage: Any, address: str, var: Path) -> dict[str, Any]:
    (var / "life.json").write_text(json.dumps(life(count)), encoding="utf-8")
    key = manage("timeline_import", str(var / "life.json"))
    manage("shell", "-v0", "-c", JOIN.format(key=key))
    began = time.perf_counter()
    manage("timeline_print", key, "--out", str(var / "poster.pdf"))
    poster = time.perf_counter() - began
    with sync_playwright() as play:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(f"{address}/demo/ib/")
        painted, size = [], 0
        for _round in range(ROUNDS):
            answer = page.goto(f"{address}/kinderen/{key}/")
            size = answer.request.sizes()["responseBodySize"] if answer else 0
            page.wait_for_timeout(200)
            painted.append(max(page.evaluate(PAINTED)))
        browser.close()
    return {
        "board, bytes as transferred": size,
        "painted and loaded, ms, median of 5": round(statistics.median(painted)),
        "poster command with start of Python, s": round(poster, 2),
        "poster in a warm process, other words each time, s, median of 5": float(
            manage("shell", "-v0", "-c", WARM.format(key=key))
        ),
    }


# The coordinator of the demo gets a place with the child, to look at its board.
JOIN = """
from rondom.home.demo import demo_person
from rondom.children.models import Child, Place, PlaceTaken, Voice
child = Child.objects.get(pk="{key}")
voice = Voice.objects.filter(child=child).first()
place = Place.objects.create(child=child, person=demo_person("ib"), voice=voice, role="care_coordinator")
PlaceTaken.objects.create(place=place)
"""

# The maker of sheets remembers what it made before: each time the words of every card stand in another order.
WARM = """
import random, statistics, time
from dataclasses import replace
from uuid import UUID
from django.utils import translation
from rondom.children.dossier import house_dossier
from rondom.children.models import Child
from rondom.timeline import poster
chance, read = random.Random(7), poster.cards_on_paper
def other(card):
    words = card.text.split()
    return replace(card, words={{**card.words, "text": " ".join(chance.sample(words, len(words)))}})
poster.cards_on_paper = lambda *given: tuple(other(card) for card in read(*given))
dossier = house_dossier(Child.objects.get(pk=UUID("{key}")))
times = []
with translation.override("nl"):
    for _round in range(6):
        began = time.perf_counter()
        poster.poster(dossier, paper="a3", language="nl")
        times.append(time.perf_counter() - began)
print(round(statistics.median(times[1:]), 3))
"""
