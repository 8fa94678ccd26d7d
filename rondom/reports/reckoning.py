"""What closed waves say, reckoned apart from every page: `python -m rondom.reports.reckoning` takes them as JSON, gives sheets.

A sheet is all that may be known of a wave, fixed once. In go the answers of waves of one questionnaire, the oldest first, each
with the sheet that it has already; out comes a sheet for each that had none. No Django, no database, no child.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from math import ceil, floor, isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rondom.reports.gate import taken_together, weigh
from rondom.surveys.measures.choosing import LEVEL, Kind, Method, Outcome, compared
from rondom.surveys.measures.many import holm
from rondom.surveys.measures.summaries import summary_of
from rondom.surveys.protecting.rows import COARSE, FINE, text_of
from rondom.surveys.tables import band_of

MEANS = {"mark": Kind.MARK, "five": Kind.FIVE}
Numbers = NDArray[np.int64]
ALL = "all"


def answers_in(wave: dict[str, Any], code: str) -> "Answers":
    """The answers to one question, weighed once."""
    kept = wave.setdefault("weighed", {})
    if code not in kept:
        kept[code] = Answers(wave, next(each for each in wave["items"] if each["code"] == code))
    return kept[code]  # type: ignore[no-any-return]


def rows_of(wave: dict[str, Any]) -> dict[str, list[Sequence[str]]]:
    """The answers by question, sorted out once."""
    kept: dict[str, list[Sequence[str]]] = wave.setdefault("by_item", {})
    if not kept:
        for row in wave["rows"]:
            kept.setdefault(row[2], []).append(row)
    return kept


class Answers:
    """The answers to one question of one wave, as numbers: school, role and answer of each, -1 where it does not apply."""

    def __init__(self, wave: dict[str, Any], item: Mapping[str, Any]) -> None:
        places = [{each: nth for nth, each in enumerate(wave[name])} for name in ("schools", "roles")]
        values = {value: nth for nth, value in enumerate(item["values"])}
        given = rows_of(wave).get(item["code"], [])
        rows = [row for row in given if row[3] in values]
        self.item, self.kind = item, MEANS.get(item["kind"])
        self.school = np.array([places[0][row[0]] for row in rows], dtype=np.int64)
        self.role = np.array([places[1][row[1]] for row in rows], dtype=np.int64)
        self.answer = np.array([values[row[3]] for row in rows], dtype=np.int64)
        self.passed = len(given) - len(rows)
        shape = (len(wave["schools"]), len(wave["roles"]), len(values))
        self.counts: Numbers = np.zeros(shape, dtype=np.int64)
        np.add.at(self.counts, (self.school, self.role, self.answer), 1)
        cells = taken_together([int(each) for each in self.counts.sum(axis=(0, 1))]) if self.kind is None else []
        self.cells = cells or [[nth] for nth in range(len(values))]
        together = np.stack([self.counts[:, :, cell].sum(axis=2) for cell in self.cells], axis=2)
        self.lines = weigh(together, has_shares=self.kind is None)
        self.together = together

    def of(self, line: tuple[str, int]) -> NDArray[np.float64]:
        """The answers in a line; marks and points as they were given."""
        kind, nth = line
        chosen = self.answer if kind == ALL else self.answer[(self.role if kind == "role" else self.school) == nth]
        return chosen.astype(np.float64) + (1 if self.kind is not None else 0)

    def cells_of(self, line: tuple[str, int]) -> Numbers:
        kind, nth = line
        found = self.together.sum(axis=(0, 1)) if kind == ALL else None
        found = self.together[:, nth].sum(axis=0) if kind == "role" else found
        return np.asarray(self.together[nth].sum(axis=0) if found is None else found)


def key_of(wave: dict[str, Any], line: tuple[str, int]) -> str:
    kind, nth = line
    return ALL if kind == ALL else f"{kind}:{wave['roles' if kind == 'role' else 'schools'][nth]}"


def sheet_of(wave: dict[str, Any]) -> dict[str, Any]:
    """All that may be known of one wave: per question the lines that the gate lets through, and the band of the schools."""
    items = []
    for item in wave["items"]:
        answers = answers_in(wave, item["code"])
        lines = {key_of(wave, line): line_of(answers, line) for line in sorted(answers.lines)}
        asked = {name: item[name] for name in ("code", "kind", "text", "indicator", "step", "roles", "options")}
        means = [line["mean"] for key, line in lines.items() if key.startswith("school:") and "mean" in line]
        items.append(
            {
                **asked,
                "cells": [[item["values"][nth] for nth in cell] for cell in answers.cells],
                "lines": lines,
                # To half points outward: a band is no two schools.
                "band": [floor(min(means) * 2) / 2, ceil(max(means) * 2) / 2] if means else None,
                "passed": answers.passed >= 5,
            }
        )
    return {"year": wave["year"], "items": items, "response": response_of(wave["turnout"])}


def line_of(answers: Answers, line: tuple[str, int]) -> dict[str, Any]:
    """A line as it is printed: n for all together alone; mean and SD, or shares in percents (for a school in steps of five)."""
    own = answers.of(line)
    found: dict[str, Any] = {"n": int(own.size)} if line[0] == ALL else {}
    if answers.kind is None:
        step = COARSE if line[0] == "school" else FINE
        cells = answers.cells_of(line)
        return found | {"shares": [text_of(int(each), int(cells.sum()), step) for each in cells]}
    summary = summary_of(own)
    spread = {} if line[0] == "school" else {"sd": round(summary.sd, 2)}
    return found | {"mean": round(summary.mean, 1), **spread}


def response_of(turnout: Sequence[tuple[str, int, int]]) -> dict[str, Any]:
    """How many took part: a band and a share in steps of five for all, a band per role. Under ten nothing is said."""
    invited, answered = sum(each[1] for each in turnout), sum(each[2] for each in turnout)
    share = min(100, COARSE * round(100 * answered / invited / COARSE)) if invited else None
    roles = [[role, band_of(many)] for role, _invited, many in turnout]
    return {"band": band_of(answered), "share": share if answered >= 10 else None, "roles": roles}


def tests_of(waves: Sequence[dict[str, Any]], sheets: Sequence[Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """By line: each question of the last wave against the year before, and against the first where that is another.

    Only where both years show the line whole. Holm over all tests of one line.
    """
    now, found = len(waves) - 1, {}
    keys = sorted({key for item in sheets[now]["items"] for key in item["lines"]})
    before = sorted({0, now - 1} - {now}) if now else []
    for key in keys:
        tested = [
            test for item in waves[now]["items"] for past in before if (test := test_of(waves, sheets, (past, now), item, key))
        ]
        done = [each for each in tested if each["p"] is not None]
        for each, p in zip(done, holm([each["p"] for each in done]), strict=True):
            each["p_holm"], each["changed"] = p, bool(p < LEVEL)
        found[key] = [without_p(each) if key.startswith("school:") else each for each in tested]
    return found


def test_of(
    waves: Sequence[dict[str, Any]],
    sheets: Sequence[Mapping[str, Any]],
    years: tuple[int, int],
    item: Mapping[str, Any],
    key: str,
) -> dict[str, Any] | None:
    """One question and one line in two years; nothing where it was not asked alike in both, or is hidden in one."""
    shown = [next((each for each in sheets[year]["items"] if each["code"] == item["code"]), None) for year in years]
    if any(each is None or key not in each["lines"] for each in shown):
        return None
    asked_otherwise = item["code"] in waves[years[1]]["not_compared"].get(waves[years[0]]["year"], ())
    if asked_otherwise or shown[0]["cells"] != shown[1]["cells"]:  # type: ignore[index]
        return None
    # The later year first: then a rise is above nought.
    groups = {waves[year]["year"]: group_of(waves[year], item["code"], key) for year in reversed(years)}
    outcome = compared(groups, MEANS.get(item["kind"], Kind.CHOICE))
    # Of percentages up is that more people gave the first answer.
    last, first = (each.mean() if item["kind"] in MEANS else (each == 0).mean() for each in groups.values())
    return said_of(outcome, key) | {
        "code": item["code"],
        "years": [waves[year]["year"] for year in years],
        "up": bool(last > first),
    }


def group_of(wave: dict[str, Any], code: str, key: str) -> NDArray[np.float64]:
    answers = answers_in(wave, code)
    kind, _colon, name = key.partition(":")
    nth = 0 if kind == ALL else wave["roles" if kind == "role" else "schools"].index(name)
    if answers.kind is not None:
        return answers.of((kind, nth))
    return np.repeat(np.arange(len(answers.cells), dtype=np.float64), answers.cells_of((kind, nth)))


def said_of(outcome: Outcome, key: str) -> dict[str, Any]:
    """What a test found, in words that the wording knows; n and degrees of freedom for all together alone."""
    is_tested = outcome.choice.test is not Method.NONE and isfinite(outcome.p)
    found: dict[str, Any] = {
        "test": str(outcome.choice.test),
        "reason": outcome.choice.reason,
        "p": outcome.p if is_tested else None,
        "p_holm": None,
        "changed": None,
        "effect": None if outcome.effect is None or not isfinite(outcome.effect.value) else round(outcome.effect.value, 2),
        "notes": list(outcome.notes),
    }
    if key == ALL and is_tested:
        statistic = outcome.statistic if isfinite(outcome.statistic) else None
        found |= {"statistic": None if statistic is None else round(statistic, 2), "df": [round(each, 1) for each in outcome.df]}
    return found


def without_p(test: Mapping[str, Any]) -> dict[str, Any]:
    """Of one school it is said whether a difference is shown, and no figure from which its size follows."""
    return {**test, "p": None, "p_holm": None, "effect": None, "is_tested": test["p"] is not None}


def reckoned(waves: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """A sheet per wave, the oldest first: what it has already, or a new one."""
    sheets: list[dict[str, Any]] = []
    for nth, wave in enumerate(waves):
        if wave["sheet"] is not None:
            sheets.append(wave["sheet"])
            continue
        sheets.append(sheet_of(wave) | {"not_compared": wave["not_compared"]})
        sheets[-1]["tests"] = tests_of(waves[: nth + 1], sheets)
    return sheets


if __name__ == "__main__":
    json.dump(reckoned(json.load(sys.stdin)), sys.stdout)
