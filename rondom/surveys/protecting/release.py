"""What goes out: fixed tables, with letters for schools that hold for one table only."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from string import ascii_uppercase
from typing import Any

from rondom.surveys.protecting.answers import Wave
from rondom.surveys.protecting.letters import can_be_linked
from rondom.surveys.protecting.rows import GROUP, HIDDEN, SCHOOLS, Row, Wanted, rows_of
from rondom.surveys.protecting.suppressing import suppress

ALL = "Allemaal"
NOTE_LETTERS = "Letters wisselen per tabel."
NOTE_FEW = f"{HIDDEN} Te weinig antwoorden om te tonen."
NOTE_SCHOOLS = "Per school is hier niets te tonen."


@dataclass(frozen=True)
class Release:
    """A wave after it was protected. Why something is hidden stays in here; `printed()` is all that may leave."""

    wave: Wave
    wanted: tuple[Wanted, ...]
    rows: tuple[Row, ...]
    letters: tuple[dict[int, str], ...]

    def printed(self) -> list[dict[str, Any]]:
        """Every table as it is printed: question, by what, answers, rows of label, n and shares, notes. No codes."""
        return [self.table(number) for number in range(len(self.wanted))]

    def table(self, number: int) -> dict[str, Any]:
        want, question = self.wanted[number], self.wave.questions[self.wanted[number].question]
        own = [each for each in self.rows if each.table == number]
        if want.by_school:
            given = self.letters[number]
            own = [row for row in own if row.school in given and row.is_shown]
            own.sort(key=lambda row: (given[row.school or 0], row.role or 0))
        notes = [NOTE_SCHOOLS if not own else NOTE_LETTERS] if want.by_school else []
        lines: list[dict[str, Any]] = [
            {"label": self.label(row), "n": self.n_of(row), "shares": [row.text(a) for a in range(row.shown.size)]} for row in own
        ]
        if any(HIDDEN in line["shares"] for line in lines):
            notes.append(NOTE_FEW)
        return {"question": question.name, "by": list(want.by), "answers": list(question.answers), "rows": lines, "notes": notes}

    def label(self, row: Row) -> str:
        school = self.letters[row.table].get(row.school) if row.school is not None else None
        parts = [each for each in (school, None if row.role is None else self.wave.roles[row.role]) if each]
        return ", ".join(parts) or ALL

    def n_of(self, row: Row) -> str:
        if row.school is not None:
            return ""
        return str(row.n) if row.n_shown else HIDDEN


def protect(wave: Wave, wanted: Sequence[Wanted], chance: Random) -> Release:
    """Protects all tables of a wave together. `chance` must be secret (`random.SystemRandom()`): letters are drawn from it."""
    rows = rows_of(wave, wanted)
    suppress(wave, rows, chance)
    keep_letters_apart(rows, chance)
    return Release(wave, tuple(wanted), tuple(rows), tuple(drawn(table, rows, chance) for table in range(len(wanted))))


def lettered(table: int, rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.table == table and row.school is not None and row.is_shown]


def keep_letters_apart(rows: Sequence[Row], chance: Random) -> None:
    """Takes the rows of schools out of each table that could be linked to one that keeps them. Which comes first is chance."""
    tables = sorted({row.table for row in rows if row.school is not None})
    chance.shuffle(tables)
    kept: list[list[Row]] = []
    for table in tables:
        own = lettered(table, rows)
        if not own:
            continue
        if any(can_be_linked(each, own) for each in kept):
            for row in own:
                row.hide_all("linked")
        else:
            kept.append(own)


def drawn(table: int, rows: Sequence[Row], chance: Random) -> dict[int, str]:
    """New letters for the schools of one table, in an order of chance; no key is kept but in this release."""
    schools = sorted({row.school for row in lettered(table, rows) if row.school is not None})
    chance.shuffle(schools)
    return {school: letter_of(place) for place, school in enumerate(schools)}


def letter_of(place: int) -> str:
    """A to Z, then AA, AB, ..."""
    beyond, own = divmod(place, len(ascii_uppercase))
    return (letter_of(beyond - 1) if beyond else "") + ascii_uppercase[own]


def apart(first: Sequence[dict[str, Any]], second: Sequence[dict[str, Any]]) -> list[str]:
    """Why a second release of the same wave may not stand beside the first: what the two tell when laid side by side.

    Printed tables of two releases. A group whose n differs by fewer than ten people tells about those; so do shares that differ
    where n is the same or is not printed. Rows of schools must be the same rows, whatever their letters.
    """
    before = {(table["question"], tuple(table["by"])): table for table in first}
    found = []
    for table in second:
        key = (table["question"], tuple(table["by"]))
        if key in before:
            told = schools_differ(before[key], table) if "school" in key[1] else groups_differ(before[key], table)
            found += [f"{key[0]}, {label}" for label in told]
    return found


def schools_differ(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    rows = [sorted(map(tuple, (row["shares"] for row in table["rows"]))) for table in (before, after)]
    return ["scholen"] if rows[0] != rows[1] else []


def groups_differ(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    rows = {row["label"]: row for row in before["rows"]}
    found = []
    for row in after["rows"]:
        was = rows.get(row["label"])
        if was is None or row == was:
            continue
        known = HIDDEN not in (row["n"], was["n"])
        if not known or abs(int(row["n"]) - int(was["n"])) < GROUP:
            found.append(row["label"])
    return found


__all__ = ["SCHOOLS", "Release", "apart", "protect"]
