"""`make bench`: measures beside the peers, prints a table and writes var/bench.json."""

import argparse
import json
import os
import platform
import shutil
import sys
from pathlib import Path
from typing import Any

from bench.answering import measure_answering
from bench.answers import measure_answers
from bench.board import SUBJECTS, measure_boards
from bench.halfhour import measure_half_hour
from bench.live import measure_live
from bench.poster import measure_posters
from bench.result import MOST_POSTER, table, with_goals
from bench.seals import measure_seals
from bench.serving import served
from bench.tables import measure_tables

PARTS = ("board", "live", "tables", "poster", "seals", "serving", "answers", "answering")
LONG = ("halfhour",)  # only when asked for
RESULT = Path("var/bench.json")


def numbers(text: str) -> list[int]:
    return [int(each) for each in text.split(",")]


def load() -> str:
    return " ".join(f"{each:.1f}" for each in os.getloadavg())


def asked_for(given: list[str]) -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--sizes", type=numbers, default=[60, 500, 5000])
    some = "some of: " + ",".join(PARTS + LONG)
    asked.add_argument("--only", type=lambda text: text.split(","), default=list(PARTS), help=some)
    asked.add_argument("--minutes", type=int, default=30, help="how long the half hour lasts")
    found = asked.parse_args(given)
    unknown = set(found.only) - set(PARTS + LONG)
    if unknown or found.rounds < 1 or found.minutes < 1 or not all(0 < size <= 10_000 for size in found.sizes):
        asked.error(f"what is measured: {', '.join(PARTS + LONG)}; at least one round, one minute; from 1 to 10000 cards")
    return found


def main() -> None:
    asked = asked_for(sys.argv[1:])
    found: dict[str, Any] = {
        "machine": {
            "processors": os.cpu_count(),
            "Python": platform.python_version(),
            "load before": load(),
            "rounds": asked.rounds,
        }
    }
    if os.getloadavg()[0] > 0.5:
        sys.stderr.write(f"  other work is going on here (load {load()}): these figures say little\n")
    if "board" in asked.only:
        found["board"] = measure_boards(asked.sizes, asked.rounds)
        found["machine"]["Chromium"] = found["board"].pop("browser")
    if "live" in asked.only:
        found["live"] = measure_live(asked.rounds)
    if "tables" in asked.only:
        found["tables"] = measure_tables(asked.rounds)
    if "poster" in asked.only:
        found["poster"] = measure_posters([size for size in asked.sizes if str(size) in MOST_POSTER], asked.rounds)
    if "seals" in asked.only:
        found["seals"] = measure_seals(asked.rounds)
    if "answers" in asked.only:
        found["answers"] = measure_answers(asked.rounds)
    if "answering" in asked.only:
        found["answering"] = measure_answering(asked.rounds)
    if "halfhour" in asked.only:
        found["half hour"] = measure_half_hour(asked.minutes)
    if "serving" in asked.only and shutil.which("wrk"):
        found["pages a second"] = {shape: served(shape) for shape in ("threads", "asgi", "threads", "asgi")}
    found["machine"]["load after"] = load()
    RESULT.write_text(json.dumps(with_goals(found), indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(table(found, {each.name: each.package for each in SUBJECTS}))


if __name__ == "__main__":
    main()
