"""The table of a meeting as a page that stays open: one more kind of page for the eyes of a board (decision 0014)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from rondom.base.parts import Parts
from rondom.cards.tell import Told
from rondom.children.dossier import Dossier
from rondom.meetings.drawing import parts_of_table
from rondom.meetings.table import Table, may_sit, table_page, tables_of

# What happens at a table changes no card: of the board that was read before, all stands still.
OF_TABLES = frozenset(
    {
        *("meeting.step_begun", "meeting.chair_taken", "meeting.turn_given", "meeting.said", "meeting.marked"),
        *("meeting.unmarked", "meeting.closed", "meeting.corrected", "meeting.brought", "agreement.made", "agreement.turned"),
    }
)


@dataclass(frozen=True)
class AtTable:
    """What somebody wants to see: the table of this meeting."""

    meeting: UUID


# By meeting what was drawn of it before: an answer that was given does not change.
DrawnBefore = dict[UUID, dict[str, dict[Any, Any]]]


def meetings_in(wanted: Iterable[Any]) -> set[UUID]:
    return {each.meeting for each in wanted if isinstance(each, AtTable)}


def tables_for(wanted: Iterable[Any], before: DrawnBefore) -> dict[UUID, Table]:
    """All tables that somebody listens at, read at once."""
    found = tables_of(meetings_in(wanted))
    return {meeting: replace(table, drawn=before.setdefault(meeting, {})) for meeting, table in found.items()}


def table_for(dossier: Dossier, table: Table | None, cards: Iterable[Told]) -> Parts | None:
    """Nothing for who was not asked to sit there, or is not any more. The same page as another's is not drawn again."""
    if table is None or not may_sit(dossier, table):
        return None
    language, page = get_language() or "", table_page(dossier, table, cards)
    shown = table.shown.setdefault(language, [])
    parts = next((parts for other, parts in shown if other == page), None)
    if parts is None:
        parts = parts_of_table(page, table.drawn.setdefault(language, {}))
        shown.append((page, parts))
    return parts
