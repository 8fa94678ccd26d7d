"""The access matrix read slowly: `expected` says what a printed cell allows. The numbers behind # are those of README.md.

`python -m tests.oracle.matrix` checks that the table is whole and that every cell can be read.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

FAMILY = (
    "gz_parent_under_12",
    "gz_parent_12_15",
    "gz_parent_16_17",
    "parent_without_authority",
    "guardian",
    "child_under_12",
    "child_12_15",
    "child_16_up",
    "foster_parent",
)
SCHOOL = ("teacher", "care_coordinator", "school_leader", "swv", "school_social_worker", "support_assistant", "volunteer")
OTHERS = (
    "youth_worker",
    "neighbourhood_team",
    "nurse",
    "attendance_officer",
    "vt_contact",
    "gi",
    "researcher",
    "policy_maker",
    "platform_admin",
    "auditor",
)
ROLES = FAMILY + SCHOOL + OTHERS
KINDS = tuple(f"K{number:02}" for number in range(1, 25))
ACTIONS = ("R", "A", "C", "S", "X")
WITHOUT_LINK = ("K16", "K24")


class Grant(NamedTuple):
    """Letters that hold when everything in `needs` is so."""

    letters: str
    level: str = "full"
    needs: tuple[str, ...] = ()


# A side is what stands left or right of the stroke. These give nothing to do. (#4, #5, #6)
NOTHING = {
    "–",
    "– (code)",
    "– until released",
    "– until released (R50)",
    "R54",
    "agg",
    "agg n≥10",
    "asked",
    "asked R54",
    "board only",
    "coded",
    "coded (R135)",
    "coded, closed area",
    "consent of study",
    "consent, coded",
    "counts",
    "counts; log manager: school's own",
    "letter",
    "letter R35",
    "on case",
    "one-time R53",
    "procedure only",
    "technical only",
}
# These let a part be read. (#7, #8, #9)
MINIMAL = {
    "m",
    "m in TLV",
    "flag",
    "flag only",
    "names of team",
    "school kinds only",
    "status only",
    "what-to-do line only",
    "– (what-to-do line)",
    "R (TLV set by law)",
    "R (TLV set)",
    "R (care kinds: shared with child)",
    "R (task set)",
    "R as far as needed to consent",
    "R school part",
    "R(child page)",
    "R(names)",
    "R(own line)",
}
# These let one's own be read, no more. (#10)
OWN = {"own", "own answer", "own organisation's", "own past", "own readings", "own shares", "own study", "R own"}
# These let be read what was opened for this reader. (#11)
OPENED = {
    "R if child allows",
    "if child allows",
    "R if parent chose school",
    "if parent chose",
    "R if chosen",
    "if chosen",
    "if on list",
    "R own invites",
    "own invite",
    "R own tasks",
    "R(marked)",
}
# These have a wording of their own.
SPECIAL: dict[str, tuple[Grant, ...]] = {
    "o": (Grant("RAC", needs=("own",)),),
    "o A": (Grant("A", needs=("own",)),),
    "o RACX": (Grant("RACX", needs=("own",)),),
    "RAS own": (Grant("RAS", needs=("own",)),),  # 12
    "RCS own": (Grant("RCS"),),  # 12
    "R(marked) A": (Grant("R", needs=("opened",)), Grant("A")),
    "RAC own class, marked team": (Grant("AC"), Grant("R", needs=("opened",))),  # 13
    "list A (aandachtsf.)": (Grant("RA", needs=("opened",)),),  # 14
    "consent": (Grant("R", needs=("consent",)),),  # 15
    "R if own child pictured, consent": (Grant("R", needs=("consent",)),),  # 15
    "own team, consent": (Grant("R", needs=("own", "consent")),),  # 15
    "– unless invited": (Grant("R", needs=("opened", "consent")),),  # 15
    "R, A": (Grant("RA"),),
    "R, own view A": (Grant("RA"),),
    "voice A": (Grant("A"),),
    "public": (Grant("R"),),
}
# Words behind the letters that take nothing away: the link says them, or they name something outside the grid. (#16)
TAILS = {
    "",
    "(to 18)",
    "advice",
    "ask",
    "by duty",
    "full on case",
    "in circle",
    "on case",
    "on report",
    "other care",
    "own caseload",
    "own class",
    "own pupils",
    "unless withheld (1.0)",
    "voice",
    "voice (18+: agree)",
    ", agree",
    ", agree action part",
    ", decide",
    ", set final",
}


def rows() -> list[tuple[str, str, str]]:
    """Role, kind and cell as printed, line after line."""
    with (Path(__file__).parent / "matrix.csv").open(encoding="utf-8", newline="") as file:
        return [(row["role"], row["kind"], row["cell"]) for row in csv.DictReader(file)]


TABLE = {(role, kind): cell for role, kind, cell in rows()}


def cell_of(role: str, kind: str) -> str:
    """The printed cell; "same" is the first cell of its line. (#15)"""
    cell = TABLE[role, kind]
    return TABLE["gz_parent_under_12", kind] if cell == "same" else cell


def read_side(side: str) -> tuple[Grant, ...]:
    """What one side of the stroke grants. Words that nobody has weighed are refused, never guessed."""
    if side in NOTHING:
        return ()
    if side in MINIMAL:
        return (Grant("R", level="minimal"),)
    if side in OWN:
        return (Grant("R", needs=("own",)),)
    if side in OPENED:
        return (Grant("R", needs=("opened",)),)
    if side in SPECIAL:
        return SPECIAL[side]
    tail = side.lstrip("RACSX")
    letters = side[: len(side) - len(tail)]
    if not letters or tail.strip() not in TAILS:
        raise ValueError(f"nobody has read these words yet: {side!r}")
    return (Grant(letters),)


def counting_sides(cell: str, has_consent: bool) -> list[str]:
    """The left side always counts; with consent the right side counts in addition."""
    sides = cell.split(" / ")
    if len(sides) > 2:
        raise ValueError(f"more than one stroke: {cell!r}")
    return sides if has_consent else sides[:1]


def gives(grant: Grant, action: str, so: set[str]) -> bool:
    """Whether the grant gives this action. Adding makes a thing one's own; correcting is for one's own alone."""
    if action not in grant.letters:
        return False
    needs = set(grant.needs)
    if action == "A":
        needs.discard("own")
    if action == "C":
        needs.add("own")
    return needs <= so


def expected(role: str, kind: str, action: str, *, has_link: bool, is_own: bool, is_opened: bool, has_consent: bool) -> str:
    """"full", "minimal" or "none": what the printed cell lets this role do with an item of this kind."""
    if action not in ACTIONS:
        raise ValueError(f"no such action: {action!r}")
    cell = cell_of(role, kind)
    if not has_link and kind not in WITHOUT_LINK:
        return "none"
    so = {name for name, holds in (("own", is_own), ("opened", is_opened), ("consent", has_consent)) if holds}
    grants = [grant for side in counting_sides(cell, has_consent) for grant in read_side(side)]
    levels = {grant.level for grant in grants if gives(grant, action, so)}
    if action == "R" and is_own and any(gives(grant, "A", so) for grant in grants):
        levels.add("full")
    if "full" in levels:
        return "full"
    return "minimal" if "minimal" in levels else "none"


def faults() -> Iterator[str]:
    """What is wrong with the table or its reading."""
    seen = Counter((role, kind) for role, kind, _ in rows())
    for pair in product(ROLES, KINDS):
        if seen.pop(pair, 0) != 1:
            yield f"{pair} stands not exactly once in matrix.csv"
    yield from (f"{pair} is no role and kind" for pair in seen)
    for role, kind, action in product(ROLES, KINDS, ACTIONS):
        yield from faults_of_reading(role, kind, action)


def faults_of_reading(role: str, kind: str, action: str) -> Iterator[str]:
    """Whatever is so in addition may widen, never narrow; no link is nothing; nobody corrects another's."""
    ranks = ["none", "minimal", "full"]
    answers: dict[tuple[bool, ...], int] = {}
    for flags in product((False, True), repeat=4):
        link, own, opened, consent = flags
        answer = expected(role, kind, action, has_link=link, is_own=own, is_opened=opened, has_consent=consent)
        answers[flags] = ranks.index(answer)
        if answer != "none" and not link and kind not in WITHOUT_LINK:
            yield f"{role} {kind} {action}: {answer} without a link"
        if answer != "none" and action == "C" and not own:
            yield f"{role} {kind}: corrects what is another's"
        if answer == "minimal" and action != "R":
            yield f"{role} {kind} {action}: only reading knows a minimal level"
    for fewer, more in product(answers, repeat=2):
        if all(a <= b for a, b in zip(fewer, more, strict=True)) and answers[fewer] > answers[more]:
            yield f"{role} {kind} {action}: {more} gives less than {fewer}"


if __name__ == "__main__":
    raise SystemExit("\n".join(faults()) or 0)
