"""What comes down to the monitor of how people look back on meetings: counts, in batches, of nobody (decision 0042)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rondom.people.desk import Desk
from rondom.surveys.models import MarksCounted
from rondom.surveys.tables import band_of

BATCH = 10  # marks that come down at once, at the least
MARKS = ("good", "neutral", "not_good")
SIDES: Mapping[str, Any] = {"parents": _("Ouders"), "work": _("Wie er werkt")}
ABOUT: Mapping[str, Any] = {
    "e_heard": _("Geluisterd"),
    "e_goal": _("Aan het doel gewerkt"),
    "e_roles": _("Duidelijk wie wat doet"),
    "e_trust": _("Vertrouwen"),
}


@dataclass(frozen=True)
class Batch:
    """Marks of many, of one question, one side and one school, without order; `instrument`: by which questions."""

    organisation_id: UUID
    year: str
    instrument: str
    side: str
    question: str
    marks: Mapping[str, int]


class TooFewMarks(Exception):
    """Fewer than a batch: nothing comes down."""


@dataclass(frozen=True)
class MarkLine:
    """How one question was marked: about how many answered, and how many of each ten gave the best mark."""

    about: Any
    side: Any
    band: str
    good_of_ten: int


@dataclass(frozen=True)
class MarksOfYear:
    year: str
    lines: tuple[MarkLine, ...]


def marks_at(desk: Desk) -> tuple[MarksOfYear, ...]:
    """Per school year, the last first. A question with fewer than ten marks is not told, and no figure is finer than a tenth."""
    rows = MarksCounted.objects.inside(desk).order_by("-year", "question", "side")
    found: dict[str, dict[tuple[str, str], Counter[str]]] = {}
    for row in rows:
        found.setdefault(row.year, {}).setdefault((row.question, row.side), Counter())[row.mark] += row.times
    years = []
    for year, counted in found.items():
        lines = [
            MarkLine(ABOUT[code], SIDES[side], band_of(marks.total()), tenths(marks))
            for code in ABOUT
            for side in SIDES
            if (marks := counted.get((code, side), Counter())).total() >= BATCH
        ]
        years.append(MarksOfYear(year, tuple(lines)))
    return tuple(each for each in years if each.lines)


def tenths(marks: Mapping[str, int]) -> int:
    """How many of ten gave the best mark, rounded; of all or of none is said only as nearly so."""
    part = round(10 * marks.get("good", 0) / sum(marks.values()))
    return min(max(part, 1), 9)
