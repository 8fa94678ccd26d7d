"""The table of a meeting as a page that stays open: one more kind of page for the eyes of a board (decision 0014)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

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
        *("meeting.code_made", "meeting.wall_opened", "meeting.wall_ended", "meeting.guest_knocked", "meeting.guest_allowed"),
        *("meeting.guest_let_in", "meeting.guest_refused", "meeting.guest_said"),
    }
)


@dataclass(frozen=True)
class AtTable:
    """What somebody wants to see: the table of this meeting."""

    meeting: UUID


@dataclass(frozen=True)
class LooksOn:
    """What a screen on the wall or a guest wants to see: the table it is let in to. `link`: where its code leads."""

    meeting: UUID
    key: UUID
    link: str = ""


def tables_for(wanted: Iterable[Any]) -> dict[UUID, Table]:
    """All tables that somebody listens at, read at once."""
    return tables_of({each.meeting for each in wanted if isinstance(each, AtTable | LooksOn)})


def table_for(dossier: Dossier, table: Table | None, cards: Iterable[Told]) -> Parts | None:
    """Nothing for who was not asked to sit there, or is not any more."""
    if table is None or not may_sit(dossier, table):
        return None
    return parts_of_table(table_page(dossier, table, cards))
