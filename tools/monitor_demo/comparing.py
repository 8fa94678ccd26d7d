"""Tables A to F counted again from the answers of closed waves, beside what the first report prints."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from rondom.surveys.items import MARK, PASSED, Item
from rondom.surveys.measures.summaries import school_range, summary_of
from rondom.surveys.queries import AnswerRow
from rondom.surveys.tables import Counted, Line, people_in, per_role, per_school, school_by_role
from tools.monitor_demo import dealing
from tools.monitor_demo.people import (
    ASSISTANT,
    ASSISTANTS,
    COORDINATOR,
    INVITED,
    LEADER,
    NURSE,
    PARTNERS,
    SCHOOLS,
    SCIENTIST,
    SCIENTISTS,
    SOCIAL_WORKER,
    TEACHER,
    TEAM,
)

FIGURES = ("n", "mean", "sd", "lowest", "highest")
IN_SCHOOL, EXTRA, AROUND = (TEACHER, COORDINATOR, LEADER), (ASSISTANT, SCIENTIST), (NURSE, SOCIAL_WORKER, TEAM)
CALLED = {
    "Leerkracht": TEACHER,
    "Intern begeleider": COORDINATOR,
    "(Adjunct-)directeur": LEADER,
    "Jeugdverpleegkundige": NURSE,
    "Schoolmaatschappelijk werker": SOCIAL_WORKER,
    "Wijkteammedewerker": TEAM,
}


def table_f(lines: Sequence[dealing.Line], items: Iterable[Item], rows: Sequence[AnswerRow]) -> list[dict[str, Any]]:
    """Each line of Tabel F, counted again from all answers of its year: what came out, and what of it differs from print."""
    codes = {item.indicator: item.code for item in items if item.kind == MARK}
    given: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for row in rows:
        if row.value.isdecimal() and row.value != PASSED:
            given.setdefault((row.item, row.year), []).append((row.school, int(row.value)))
    found = []
    for line in lines:
        answers = given.get((codes[line.indicator], line.year), [])
        back = counted(line, answers)
        about = {"indicator": line.indicator, "year": line.year, "printed": vars(line), "counted": vars(back)}
        found.append({**about, "differs": back.differs(line)})
    return found


def counted(line: dealing.Line, answers: Sequence[tuple[str, int]]) -> dealing.Back:
    marks = [mark for _school, mark in answers]
    all_, ends = summary_of(marks), school_range(marks, [school for school, _mark in answers])
    lowest, highest = ends or (float("nan"), float("nan"))
    return dealing.Back(
        all_.n,
        dealing.printed(all_.mean, line.mean),
        dealing.printed(all_.sd, line.sd),
        dealing.printed(lowest, line.lowest),
        dealing.printed(highest, line.highest),
    )


def percents(lines: Iterable[Line]) -> list[tuple[int, str]]:
    return [(line.answered, f"{line.percentage:.1f}" if line.percentage is not None else "") for line in lines]


def response_tables(seed: Path, counts: Sequence[Counted], invited: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Tables A to E of the last year: what was counted, and what is printed."""
    with seed.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    by_role = {role: sum(each.get(role, 0) for each in invited.values()) for role in (*IN_SCHOOL, *AROUND)}
    inside = [*IN_SCHOOL, *EXTRA]
    b = per_school(counts, invited, inside, SCHOOLS)
    of = {letter: [row for row in rows if row["source"] == f"Tabel {letter}"] for letter in "ABD"}
    printed_b = [row for row in of["B"] if row["school_letter"] != "Totaal"]
    return {
        "A": (percents(per_role(counts, by_role, IN_SCHOOL)), in_print(of["A"], IN_SCHOOL)),
        "B": (
            [(*each, f"{line.share:.1f}") for each, line in zip(percents(b), b, strict=True)],
            [(int(row["responded"]), row["response_pct_printed"], row["share_pct_printed"]) for row in printed_b],
        ),
        "B, invited": ([line.invited for line in b], list(INVITED)),
        "C": (
            school_by_role(counts, EXTRA, SCHOOLS),
            [(school, list(both)) for school, both in zip(SCHOOLS, zip(ASSISTANTS, SCIENTISTS, strict=True), strict=True)],
        ),
        "D": (percents(per_role(counts, by_role, AROUND)), in_print(of["D"], AROUND)),
        "D, people": (people_in(counts, AROUND), 14),
        "E": (
            school_by_role(counts, AROUND, SCHOOLS),
            [(school, [PARTNERS[role][nth] for role in AROUND]) for nth, school in enumerate(SCHOOLS)],
        ),
    }


def in_print(rows: Iterable[dict[str, str]], roles: Sequence[str]) -> list[tuple[int, str]]:
    found = {CALLED[row["respondent_group"]]: (int(row["responded"]), row["response_pct_printed"]) for row in rows}
    return [found[role] for role in roles]
