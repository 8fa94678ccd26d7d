"""The rows of the tables that are wanted, what is hidden in them by the rules for one table, and how a share is printed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from numpy.typing import NDArray

from rondom.surveys.protecting.answers import Wave

GROUP, CELL = 10, 5
LOW, HIGH = 5, 95
SCHOOLS = 5
FINE, COARSE = 1, 5
HIDDEN, LEAST, MOST = "·", "5 of minder", "95 of meer"


@dataclass(frozen=True)
class Wanted:
    """A table that is wanted: a question by nothing (all together), by role, by school, or by school and role."""

    question: int
    by: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.by not in {(), ("role",), ("school",), ("school", "role")}:
            raise ValueError("a table is by nothing, role, school, or school and role")

    @property
    def by_school(self) -> bool:
        return "school" in self.by


@dataclass
class Row:
    """One row while it is weighed: whose answers (a mask over school x role), how many, and what of it is shown."""

    table: int
    question: int
    school: int | None
    role: int | None
    groups: NDArray[np.bool_]
    counts: NDArray[np.int64]
    step: int
    n_shown: bool
    shown: NDArray[np.bool_]
    why: dict[object, str] = field(default_factory=dict)

    @property
    def n(self) -> int:
        return int(self.counts.sum())

    @property
    def is_shown(self) -> bool:
        """Whether any share of it is shown."""
        return bool(self.shown.any())

    def hide(self, answer: int, why: str) -> None:
        if self.shown[answer]:
            self.shown[answer] = False
            self.why[answer] = why

    def hide_n(self, why: str) -> None:
        if self.n_shown:
            self.n_shown = False
            self.why["n"] = why

    def hide_all(self, why: str) -> None:
        for answer in range(self.shown.size):
            self.hide(answer, why)
        self.hide_n(why)

    def text(self, answer: int) -> str:
        return text_of(int(self.counts[answer]), self.n, self.step) if self.shown[answer] else HIDDEN


def text_of(count: int, n: int, step: int) -> str:
    """A share in percent: cut below 5 and above 95, else rounded half up to whole steps."""
    if 100 * count < LOW * n:
        return LEAST
    if 100 * count > HIGH * n:
        return MOST
    return str((200 * count + step * n) // (2 * step * n) * step)


def ends_of(text: str, step: int) -> tuple[float, float]:
    """Between which percentages a printed share lies."""
    if text == LEAST:
        return 0.0, float(LOW)
    if text == MOST:
        return float(HIGH), 100.0
    return max(LOW, int(text) - step / 2), min(HIGH, int(text) + step / 2)


def counts_that_print(text: str, n: int, step: int) -> tuple[int, int]:
    """The least and the most people of n that print as this text; a cell that is shown has five at least."""
    fitting = [count for count in range(CELL, n + 1) if text_of(count, n, step) == text]
    return fitting[0], fitting[-1]


def rows_of(wave: Wave, wanted: Sequence[Wanted]) -> list[Row]:
    """All rows of all tables, with what one table by itself hides: groups below 10, cells below 5, rows of one filled cell.

    A row of a school has no n, and shares in steps of five.
    """
    shape = (len(wave.schools), len(wave.roles))
    found = []
    for table, want in enumerate(wanted):
        schools = range(shape[0]) if want.by_school else [None]
        roles = range(shape[1]) if "role" in want.by else [None]
        counts = wave.counts[want.question]
        for school, role in product(schools, roles):
            mask = np.zeros(shape, dtype=np.bool_)
            mask[slice(None) if school is None else school, slice(None) if role is None else role] = True
            own = counts[mask].sum(axis=0)
            step = COARSE if want.by_school else FINE
            shown = np.ones(own.size, dtype=np.bool_)
            row = Row(table, want.question, school, role, mask.ravel(), own, step, not want.by_school, shown)
            hide_by_itself(row)
            found.append(row)
    for table in range(len(wanted)):
        hide_few_schools(table, found)
    return found


def hide_by_itself(row: Row) -> None:
    if row.n < GROUP:
        row.hide_all("group")
    for answer in np.flatnonzero(row.counts < CELL):
        row.hide(int(answer), "cell")
    hide_lonely(row)


def hide_lonely(row: Row) -> None:
    """A row with one filled cell tells what everybody said, or nearly (R128). How many there were may stay."""
    if row.shown.sum() < 2:
        for answer in range(row.shown.size):
            row.hide(answer, "lonely")


def hide_few_schools(table: int, rows: Sequence[Row]) -> None:
    """With fewer than five schools to show there are no rows of schools (R129)."""
    own = [each for each in rows if each.table == table and each.school is not None]
    if len({each.school for each in own if each.is_shown}) < SCHOOLS:
        for each in own:
            each.hide_all("schools")
