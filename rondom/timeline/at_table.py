"""The table of a meeting as a page that stays open: one more kind of page for the eyes of a board (decision 0014)."""

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from rondom.base.parts import Parts
from rondom.base.prepared import Prepared
from rondom.cards.models import PairRefused
from rondom.cards.tell import Told
from rondom.children.dossier import Dossier
from rondom.children.groups import groups_in
from rondom.children.rights import Right
from rondom.children.schooling import GroupYear
from rondom.meetings.drawing import parts_of_table
from rondom.meetings.rows import OFTEN, Table, read_again, tables_of
from rondom.meetings.table import TablePage, may_sit, table_page
from rondom.timeline.talk import SHOWN, differences_in, empty_lanes, offers_of

READ_WHOLE_EVERY = 15
MOST_BESIDE = 32
# What happens at a table changes no card: of the board that was read before, all stands still.
OF_TABLES = frozenset(
    {
        *("meeting.step_begun", "meeting.chair_taken", "meeting.turn_given", "meeting.said", "meeting.marked"),
        *("meeting.unmarked", "meeting.closed", "meeting.corrected", "meeting.brought", "agreement.made", "agreement.turned"),
        "meeting.taken_back",
        *("meeting.code_made", "meeting.wall_opened", "meeting.wall_ended", "meeting.guest_knocked", "meeting.guest_allowed"),
        *("meeting.guest_let_in", "meeting.guest_refused", "meeting.guest_said", "meeting.evaluated", "meeting.said_laid"),
        *("meeting.moment_pointed_out", "meeting.moment_taken_back", "meeting.factors_marked"),
    }
)

# Asked whenever something happens at a table, so put into SQL once.
REFUSED = Prepared(
    lambda children: PairRefused.objects.filter(card__child__in=children).values_list("card__child", "card", "other")
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


@dataclass
class Before:
    """What was drawn and read of tables before, by meeting. An answer that was given does not change, so it is not drawn again.

    What was read counts for some seconds at most: a name may have changed, of which the record of the child says nothing.
    """

    drawn: dict[UUID, dict[str, dict[Any, Any]]] = field(default_factory=dict)
    read: dict[UUID, tuple[float, Table]] = field(default_factory=dict)
    # What the board had to say beside it, with the cards of which it said so.
    beside: dict[UUID, dict[Any, tuple[Sequence[Told], SafeString]]] = field(default_factory=dict)

    def forget_but(self, meetings: Collection[UUID]) -> None:
        self.drawn = {meeting: drawn for meeting, drawn in self.drawn.items() if meeting in meetings}
        self.read = {meeting: read for meeting, read in self.read.items() if meeting in meetings}
        self.beside = {meeting: said for meeting, said in self.beside.items() if meeting in meetings}


def meetings_in(wanted: Iterable[Any]) -> set[UUID]:
    return {each.meeting for each in wanted if isinstance(each, AtTable | LooksOn)}


@dataclass(frozen=True)
class Laid:
    """A table with what of its child was said no to; nobody gets it as it is.

    By language: what was drawn of it for somebody before, and the pages that were drawn of these rows.
    """

    table: Table
    refused: tuple[tuple[UUID, UUID], ...]
    drawn: dict[str, dict[Any, Any]]
    shown: dict[str, list[tuple[Any, Parts]]]
    beside: dict[Any, tuple[Sequence[Told], SafeString]]


def read_now(meetings: Collection[UUID], before: Before, events: Mapping[UUID, Collection[str]]) -> dict[UUID, Table]:
    """By child what was told of since the last look: where that is only what happens often, only that is read again."""
    now, found = time.monotonic(), {}
    moments = dict.fromkeys(meetings, now)
    kept = {meeting: before.read.pop(meeting) for meeting in meetings if meeting in before.read}
    for meeting, (at, table) in kept.items():
        since = events.get(table.meeting.child_id, ())
        if now - at < READ_WHOLE_EVERY and OFTEN.keys() >= set(since):
            found[meeting], moments[meeting] = read_again(table, since) if since else table, at
    found |= tables_of([meeting for meeting in meetings if meeting not in found])
    before.read |= {meeting: (moments[meeting], table) for meeting, table in found.items()}
    return found


def tables_for(wanted: Iterable[Any], before: Before, events: Mapping[UUID, Collection[str]]) -> dict[UUID, Laid]:
    """All tables that somebody listens at, read at once."""
    tables = read_now(meetings_in(wanted), before, events)
    if not tables:
        return {}
    refused: dict[UUID, list[tuple[UUID, UUID]]] = {}
    for child, card, other in REFUSED(children=tuple({each.meeting.child_id for each in tables.values()})):
        refused.setdefault(child, []).append((card, other))
    drawn = {pk: before.drawn.setdefault(pk, {}) for pk in tables}
    said = {pk: before.beside.setdefault(pk, {}) for pk in tables}
    no = {pk: tuple(refused.get(each.meeting.child_id, ())) for pk, each in tables.items()}
    return {pk: Laid(each, no[pk], drawn[pk], {}, said[pk]) for pk, each in tables.items()}


def table_for(dossier: Dossier, laid: Laid | None, cards: Sequence[Told], groups: Sequence[GroupYear]) -> Parts | None:
    """Nothing for who was not asked to sit there, or is not any more. The same page as another's is not drawn again."""
    if laid is None or not may_sit(dossier, laid.table):
        return None
    language, page = get_language() or "", table_page(dossier, laid.table, cards)
    # Who has the same sight is given the same cards, and they stay the same while none changes.
    step = page.step.number if page.step else 0  # a step itself has words, which are others in another language
    key = id(cards), language, step, page.is_closed, page.may_say, dossier.rights, laid.refused
    if key not in laid.beside:
        while len(laid.beside) >= MOST_BESIDE:
            del laid.beside[next(iter(laid.beside))]
        laid.beside[key] = cards, beside(dossier, page, cards, groups, laid.refused)
    said = laid.beside[key][1]
    shown = laid.shown.setdefault(language, [])
    parts = next((parts for other, parts in shown if other == (page, said)), None)
    if parts is None:
        parts = parts_of_table(
            page, said, laid.drawn.setdefault(language, {}), laid.table.rest.setdefault(language, [])
        )
        shown.append(((page, said), parts))
    return parts


# ── what the board has to say at a table ──────────────────────────────────────────────────────────


def beside_table(dossier: Dossier, page: TablePage, cards: Sequence[Told]) -> SafeString:
    """The same, for who opens the page: asked by the table, which stands below and knows nothing of the board."""
    if not speaks_at(page):
        return SafeString("")
    refused = PairRefused.objects.inside(dossier).values_list("card", "other")
    return beside(dossier, page, cards, groups_in(dossier), tuple(refused))


def speaks_at(page: TablePage) -> bool:
    """In the first step what may be double or missing, in the second where people look differently."""
    return page.step is not None and page.step.number in (1, 2) and not page.is_closed


def beside(
    dossier: Dossier,
    page: TablePage,
    cards: Sequence[Told],
    groups: Sequence[GroupYear],
    refused: Sequence[tuple[UUID, UUID]],
) -> SafeString:
    """For one reader, of the cards that this reader may read and of nothing else (decision 0015)."""
    if page.step is None or not speaks_at(page):
        return SafeString("")
    mine = [card for card in cards if card.is_shared and not card.is_passed_on]
    told: dict[str, Any] = {"page": page, "may_write": page.may_say and dossier.may(Right.WRITE_CARD)}
    if page.step.number == 1:
        may_tie = page.may_say and dossier.may(Right.TIE_CARDS)
        told |= {"offers": offers_of(mine, refused)[:SHOWN] if may_tie else (), "empty": empty_lanes(mine, dossier.child, groups)}
    else:
        found = differences_in(mine)
        told |= {"differences": found[:SHOWN], "more": found[SHOWN:]}
    return SafeString(render_to_string("timeline/_at_table.html", told).strip())
