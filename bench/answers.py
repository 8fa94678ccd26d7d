"""Answers of all schools, counted and tested: `manage.py monitor_stats` beside polars, each in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

SEED = 20261201
PEOPLE, ITEMS, YEARS, SCHOOLS = 1_000_000, 30, 4, 7_000
WAVE, WAVE_SCHOOLS = 500, 7
KEPT = Path("var") / "bench-answers"
OURS, PEER = "rondom", "polars"


def answers_file(people: int, schools: int, kind: str) -> Path:
    """Marks of 1 to 10 round a mean of their school and year; one in twenty is missing. Kept for the next round."""
    path = KEPT / f"{people}-{schools}.{kind}"
    if not path.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        chance = np.random.default_rng(SEED)
        year, school = chance.integers(0, YEARS, people), chance.integers(0, schools, people)
        lean = 7 + chance.normal(0, 0.4, schools)[school] + 0.1 * year
        columns: dict[str, Any] = {"school_year": [f"{2019 + each}-{2020 + each}" for each in year], "school": school}
        for item in range(ITEMS):
            marks = np.clip(np.rint(chance.normal(lean, 1.3)), 1, 10).astype(np.int8)
            columns[f"item{item + 1:02}"] = pl.Series(marks).set(pl.Series(chance.random(people) < 0.05), None)
        frame = pl.DataFrame(columns)
        frame.write_parquet(path) if kind == "parquet" else frame.write_csv(path)
    return path


# Begun by a small process of its own: what a process holds at its height counts from what it was begun by.
STARTER = """
import os, sys, time
started = time.monotonic()
process = os.spawnv(os.P_NOWAIT, sys.argv[1], sys.argv[1:])
_pid, status, used = os.wait4(process, 0)
print(time.monotonic() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, file=sys.stderr)
sys.exit(1 if status else 0)
"""


def run(name: str, path: Path) -> tuple[dict[str, float], dict[str, Any]]:
    """One whole process: seconds on the clock and of processors, megabytes at its height, and what it found."""
    what = ["manage.py", "monitor_stats"] if name == OURS else ["-m", "bench.by_polars"]
    command = [sys.executable, "-S", "-c", STARTER, sys.executable, *what, str(path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, f"{name} failed: {done.stderr}"
    seconds, processors, most = map(float, done.stderr.split()[-3:])
    return {"seconds": seconds, "of processors": processors, "MB": most}, json.loads(done.stdout)


def the_same(ours: dict[str, Any], peer: dict[str, Any]) -> bool:
    """Whether both found the same: every mean, SD, median, lowest and highest school, count of an answer, t and F."""
    for item in ours["items"]:
        other = peer[item["item"]]
        for year, said in item["years"].items():
            theirs = other["years"][year]
            numbers = ("mean", "sd", "median", "lowest_school_mean", "highest_school_mean", "n")
            if not np.allclose([said[each] for each in numbers], [theirs[each] for each in numbers]):
                return False
            if said["distribution"] != theirs["distribution"]:
                return False
        t = [[pair["welch"]["t"], pair["pooled"]["t"]] for pair in item["pairs"]]
        if not np.allclose(t, other["t"]) or not np.isclose(item["anova"]["f"], other["f"]):
            return False
    return True


def measure_answers(rounds: int) -> dict[str, Any]:
    """Both in turn, each time the other first, after one round that is not counted."""
    found: dict[str, Any] = {}
    for what, path in (
        ("1,000,000 answers, parquet", answers_file(PEOPLE, SCHOOLS, "parquet")),
        ("1,000,000 answers, CSV", answers_file(PEOPLE, SCHOOLS, "csv")),
        ("a wave of 500, CSV", answers_file(WAVE, WAVE_SCHOOLS, "csv")),
    ):
        found[what] = {OURS: [], PEER: []}
        for nth in range(rounds + 1):
            told = {}
            for name in (OURS, PEER) if nth % 2 else (PEER, OURS):
                used, told[name] = run(name, path)
                if nth:
                    found[what][name].append(used)
            assert the_same(told[OURS], told[PEER]), "the two did not find the same"
    return found
