"""Hides more until nothing that is hidden can be computed closer than it may.

A hidden figure is safe when two sets of counts that both fit all tables lie far enough apart in it. The truth is one such set;
others come from linear programs that pull all unsafe figures at once, by chance up or down, and at last each by itself. Where a
figure stays too narrow, the program says which printed figures hold it there; the smallest of those is hidden too.
"""

from collections.abc import Sequence
from random import Random

import numpy as np

from rondom.surveys.protecting.answers import Wave
from rondom.surveys.protecting.knowledge import Known, Places, Vector, known_of, least
from rondom.surveys.protecting.rows import GROUP, Row, hide_few_schools, hide_lonely

REACH = 3  # closer than this to either side nothing may be computed (R127)
INSIDER = 3  # who knows the own answer and that of two colleagues
WIDTH = 2 * REACH + INSIDER
PULLS = 6
FAR = 1e4  # how far a pull may go where nothing ends it
Figure = tuple[int, int | str]


def hidden_in(rows: Sequence[Row]) -> list[Figure]:
    """What is hidden: cells, and the n of rows that would have one."""
    found: list[Figure] = []
    for number, row in enumerate(rows):
        found += [(number, int(answer)) for answer in np.flatnonzero(~row.shown)]
        if "n" in row.why or row.n < GROUP:
            found.append((number, "n"))
    return found


class Witnesses:
    """Sets of counts that fit all tables. What is hidden later only lets in more: none of them is ever taken back."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.points = [places.truth]

    def narrow(self, rows: Sequence[Row], hidden: Sequence[Figure]) -> list[Figure]:
        """The hidden figures in which no two sets lie far enough apart yet."""
        if not hidden:
            return []
        lines = np.array([self.places.line(rows[number], answer) for number, answer in hidden])
        values = lines @ np.array(self.points).T
        apart = values.max(axis=1) - values.min(axis=1)
        return [figure for figure, wide in zip(hidden, apart, strict=True) if wide < WIDTH - 1e-6]

    def pull(self, known: Known, objective: Vector) -> frozenset[Figure]:
        """One more set, as far as the objective goes; and which printed figures hold it."""
        found = least(known, objective)
        if found.point is None:
            found = least(bounded(known), objective)
        assert found.point is not None
        self.points.append(found.point)
        return found.holding


def bounded(known: Known) -> Known:
    """The same with an end to everything, where a pull has none."""
    size = known.equal.shape[1]
    from_all = np.vstack([known.upper.toarray(), np.ones((1, size))])
    return Known(
        type(known.upper)(from_all),
        np.append(known.limits, FAR),
        (*known.upper_owners, None),
        known.equal,
        known.totals,
        known.equal_owners,
    )


def suppress(wave: Wave, rows: Sequence[Row], chance: Random) -> None:
    """Hides in these rows what must be hidden besides, until every hidden figure is safe."""
    places = Places(wave)
    witnesses = Witnesses(places)
    leave_out_all_or_roles(rows)
    while True:
        hidden = hidden_in(rows)
        known = known_of(places, rows)
        narrow = pulled_apart(witnesses, rows, hidden, known, chance)
        if not narrow:
            return
        for victims in held(witnesses, rows, narrow, known):
            hide_one(rows, victims or everything(rows))
        for row in rows:
            hide_lonely(row)
        for table in {row.table for row in rows if row.school is not None}:
            hide_few_schools(table, rows)


def leave_out_all_or_roles(rows: Sequence[Row]) -> None:
    """Few people in roles that are hidden: all less the roles that are shown would tell of them.

    One of the two goes, for every question alike: all together where two roles or more are shown, else the roles. Cell by cell
    would cost far more.
    """
    roles = [row for row in rows if row.role is not None and row.school is None]
    small = {(row.role, row.n) for row in roles if row.n < GROUP}
    if not small or sum(dict(small).values()) >= 2 * WIDTH:
        return
    shown = {row.role for row in roles if row.is_shown}
    going = [row for row in rows if row.role is None and row.school is None] if len(shown) > 1 else roles
    for row in going:
        row.hide_all("second")


def pulled_apart(
    witnesses: Witnesses, rows: Sequence[Row], hidden: Sequence[Figure], known: Known, chance: Random
) -> list[Figure]:
    """Tries all that is narrow at once, and returns what still is."""
    narrow = witnesses.narrow(rows, hidden)
    for _pull in range(PULLS):
        if not narrow:
            break
        lines = [witnesses.places.line(rows[number], answer) for number, answer in narrow]
        witnesses.pull(known, np.sum([chance.uniform(-1, 0.3) * line for line in lines], axis=0))
        narrow = witnesses.narrow(rows, narrow)
    return narrow


def held(witnesses: Witnesses, rows: Sequence[Row], narrow: Sequence[Figure], known: Known) -> list[frozenset[Figure]]:
    """Of each figure that is narrow even when pulled by itself: the printed figures that hold it. One of a row at a time."""
    found, asked = [], set()
    for number, answer in narrow:
        if number in asked or not witnesses.narrow(rows, [(number, answer)]):
            continue
        asked.add(number)
        line = witnesses.places.line(rows[number], answer)
        up, down = witnesses.pull(known, -line), witnesses.pull(known, line)
        if witnesses.narrow(rows, [(number, answer)]):
            found.append(up or down)
    return found


def everything(rows: Sequence[Row]) -> frozenset[Figure]:
    """All cells that are shown: the choice where a figure is held by that rows are printed at all."""
    return frozenset((number, int(answer)) for number, row in enumerate(rows) for answer in np.flatnonzero(row.shown))


def hide_one(rows: Sequence[Row], victims: frozenset[Figure]) -> None:
    """The one whose loss costs least: the smallest cell; an n where no cell is left. None where another was hidden already."""
    still = [(n, a) for n, a in victims if (rows[n].n_shown if isinstance(a, str) else rows[n].shown[a])]
    if len(still) < len(victims):
        return
    cells = [(int(rows[n].counts[a]), n, a) for n, a in still if not isinstance(a, str)]
    if cells:
        _count, number, answer = min(cells)
        rows[number].hide(answer, "second")
    else:
        number = min(n for n, _a in still)
        rows[number].hide_n("second")
