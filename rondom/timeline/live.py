"""Who has a board open, and what to tell each of them: what changed, as far as that one may see it now (decision 0014).

What a page shows has a mark, part by part. A reader is told what differs from the mark of the own page, so that nothing is
missed and nothing comes twice, however often the line was cut. Hidden changes leave every mark as it was, and stay unheard.
"""

import logging
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from rondom.base.live import GONE, HEARTBEAT, Hub, Listener, Told
from rondom.base.models import Act, ChainHead, Event
from rondom.base.parts import Parts
from rondom.base.prepared import Prepared
from rondom.base.record import RecordClosed, record
from rondom.base.seal import lay_out, nothing_laid_out
from rondom.base.trace import CURRENT
from rondom.cards.statements import Beside, said_beside
from rondom.cards.tell import Row
from rondom.cards.tell import Told as CardTold
from rondom.cards.together import (
    OF_ONE_CARD,
    Sight,
    all_rows_in,
    cards_of,
    passed_on_now,
    read_again,
    sight_of,
    unseen_by_typist,
)
from rondom.children.dossier import Dossier, listening, weigh_again
from rondom.children.groups import groups_for, note_rows_in
from rondom.children.models import Child, Voice
from rondom.children.queries import voices_in
from rondom.children.rights import Right
from rondom.children.whereabouts import here_for, named_here
from rondom.meetings.onlookers import Onlooker, weigh_onlookers
from rondom.people.sessions import still_lasts, visits_by
from rondom.timeline.at_table import OF_TABLES, AtTable, Before, Laid, LooksOn, meetings_in, table_for, tables_for
from rondom.timeline.drawing import inside_of, rules_of
from rondom.timeline.queries import BoardPage, ListPage, board_of_cards, list_of_cards
from rondom.timeline.wall import parts_for_onlooker
from rondom.timeline.wanted import Wanted

# So often the rights of who listens are asked again, also when nothing seems to happen: days pass, visits end.
WEIGHED_EVERY = 15
MOST_KEPT = 16
# Lines of the record that change nothing that stands on a board.
SILENT = {
    *("dossier.opened", "doorstep.seen", "board.followed", "board.left", "timeline.printed"),
    *("card.begun", "card.writing_kept", "meeting.prepared", "wall.opened", "guest.opened", "guest.waited"),
}
LEGEND, STORY = "legend", "story"

# Asked whenever something happens, so put into SQL once.
HEADS = Prepared(lambda chains: ChainHead.objects.filter(chain__in=chains).values_list("chain", "number"))
CHANGES = Prepared(
    lambda chain, after: Event.objects.filter(chain=chain, number__gt=after)
    .exclude(event__in=SILENT)
    .values_list("chain", "event", "object_kind", "object_ids")
)

log = logging.getLogger(__name__)


def parts_of(page: BoardPage) -> Parts:
    lanes = [lane for lane in page.lanes if lane.kind]
    html = {lane.kind: inside_of(page, lane) for lane in lanes}
    html[LEGEND] = SafeString(render_to_string("timeline/_legend.html", {"page": page}))
    frame = repr(
        [page.child_name, page.subtitle, page.wanted, page.axis, page.first_day, page.days, page.today, page.child.birth_date]
        + [page.child.closed_at]
        + [page.may_write, page.may_print, page.may_correct, page.is_formal, page.child.shows_consents, page.child.shows_meetings]
        + [page.is_nothing_found, bool(page.number_of_cards)]
    )
    return Parts(html, {lane.kind: rules_of(lane) for lane in lanes}, frame)


def parts_of_list(page: ListPage) -> Parts:
    told = {"page": page}
    html = {STORY: render_to_string("timeline/_story.html", told), LEGEND: render_to_string("timeline/_legend.html", told)}
    frame = [page.child_name, page.subtitle, page.wanted, page.may_write, page.may_print, page.is_formal, page.is_child]
    safe = {name: SafeString(each) for name, each in html.items()}
    return Parts(safe, {}, repr([*frame, page.child.shows_consents, page.child.shows_meetings]))


@dataclass(frozen=True)
class Gathered:
    """All that the boards of one child are made of, read once for all who listen; nobody gets it as it is."""

    rows: tuple[Row, ...]
    voices: tuple[Voice, ...]
    notes: tuple[Any, ...]
    beside: Beside
    # The cards as they are told to who has one sight, in one language, on one day: as long as these rows stand.
    cards: dict[tuple[Sight, str | None, date], tuple[CardTold, ...]] = field(default_factory=dict, compare=False)

    @cached_property
    def typed(self) -> dict[UUID | None, frozenset[UUID]]:
        return unseen_by_typist(self.rows)


def gathered(child: Child, before: Gathered | None, cards: Collection[UUID]) -> Gathered:
    """Where it is known that only these cards changed since it was read before, only these are read again."""
    listener = listening(child)
    if before is not None:
        return replace(before, rows=read_again(listener, before.rows, cards), cards={}) if cards else before
    rows = all_rows_in(listener)
    return Gathered(rows, voices_in(listener), tuple(note_rows_in(listener)), said_beside(listener, rows))


# What was read of a child before, where it can be told which cards changed since, these cards, and what the record told of.
Stirred = tuple[Gathered | None, frozenset[UUID], frozenset[str]]


def standing_of(dossier: Dossier) -> tuple[Any, ...]:
    """All but the cards on which it depends what somebody sees; a new day is one of them."""
    beside = (dossier.readers, dossier.shows_all, dossier.seat) if isinstance(dossier, Onlooker) else ()
    return dossier.reader, dossier.rights, dossier.child.shows_consents, timezone.localdate(), beside


class BoardEyes:
    """Looks for all open boards of this process together: the same number of questions for one reader as for thirty."""

    def __init__(self) -> None:
        self.heads: dict[UUID, int] = {}
        self.present: dict[UUID, frozenset[UUID]] = {}
        self.kept: dict[UUID, Gathered] = {}
        self.tables = Before()

    def about(self, line: Event) -> UUID | None:
        """A line stands on the child's own chain; elsewhere, or of what changes no board, it is about none."""
        return line.child_id if line.chain == f"child:{line.child_id}" and line.event not in SILENT else None

    def look(self, listeners: list[Listener], topics: Collection[UUID] | None = None) -> list[tuple[Listener, Told | None]]:
        with nothing_laid_out():  # the keys of who is let in lie there for this look alone
            lay_out()  # who is here is called by name
            return self.looked(listeners, topics)

    def looked(self, listeners: list[Listener], topics: Collection[UUID] | None) -> list[tuple[Listener, Told | None]]:
        now, topics = time.monotonic(), {each.topic for each in listeners if topics is None or each.topic in topics}
        near = [each for each in listeners if each.topic in topics]
        self.forget(listeners)
        stirred = self.stirred(topics)
        moved = set(stirred) | self.came_or_went(near)
        due = [each for each in near if each.topic in moved or now - each.weighed_at >= WEIGHED_EVERY]
        # Where the record stirred, everyone is asked anew; else only who may do something else than before.
        unsure = [each for each in due if each.topic not in stirred]
        allowed = weighed(unsure)
        asking = [each for each in due if each.topic in stirred or (each in allowed and each.knows != standing_of(allowed[each]))]
        drawer = Drawer(self.gathered({each.topic: each.scope.child for each in asking}, stirred))
        if asking:
            told = {topic: events for topic, (_read, _cards, events) in stirred.items()}
            drawer.tables = tables_for((each.wanted for each in asking), self.tables, told)
            # Rights after cards and tables: what is shown was still allowed when it had been read.
            allowed = weighed(due)
            drawer.passed_on = passed_on_now({each.place.pk for each in allowed.values() if each.place})
        for each in due:
            each.scope, each.weighed_at = allowed.get(each, each.scope), now
        drawers, named = dict.fromkeys(asking, drawer), self.named(near, allowed, now)
        return [
            (each, told)
            for each in due
            for told in self.told_or_let_go(each, allowed.get(each), named[each.topic], drawers.get(each))
        ]

    def named(self, near: list[Listener], allowed: dict[Listener, Dossier], now: float) -> dict[UUID, dict[UUID, str]]:
        """By child who has its board open; whose door was found shut just now has not."""
        present: dict[UUID, dict[UUID, Dossier]] = {}
        for each in near:
            here = present.setdefault(each.topic, {})
            if each in allowed or each.weighed_at != now:
                here[each.person_id] = each.scope
        return {child: named_here(people.values()) for child, people in present.items()}

    def told_or_let_go(self, listener: Listener, *given: Any) -> list[Told | None]:
        """Where a board can not be drawn, its reader is let go and comes back; the others hear all the same."""
        try:
            return list(self.told(listener, *given))
        except Exception as error:
            log.exception(error)
            return [None]

    def told(
        self, listener: Listener, dossier: Dossier | None, named: dict[UUID, str], drawer: "Drawer | None"
    ) -> Iterator[Told]:
        if dossier is None:
            yield Told(GONE, "door" if listener.has_visit else "visit")
            return
        is_told = False
        if drawer is not None:
            listener.knows = standing_of(dossier)
            parts = drawer.parts_for(listener, dossier)
            if parts is None:
                yield Told(GONE, "door")
                return
            if parts.mark != listener.shows:
                yield drawer.message(parts, listener.shows)
                listener.shows, is_told = parts.mark, True
        here = () if isinstance(dossier, Onlooker) else here_for(dossier, named)
        if here != listener.here:
            listener.here, is_told = here, True
            yield Told("here", here)
        if not is_told:
            yield HEARTBEAT

    def stirred(self, children: Collection[UUID]) -> dict[UUID, Stirred]:
        """Of which of these children the record tells of a change since the last look: it is written with the change."""
        chains = {f"child:{child}": child for child in children}
        rows = HEADS(chains=tuple(chains))
        before, now = self.heads, {chains[chain]: number for chain, number in rows}
        ahead = [child for child, number in now.items() if before.get(child, number) < number]
        found: dict[UUID, Stirred] = {}
        for chain, event, kind, ids in (line for child in ahead for line in CHANGES(chain=f"child:{child}", after=before[child])):
            child = chains[chain]
            read, cards, told = found.get(child) or (self.kept.pop(child, None), frozenset(), frozenset())
            if event in OF_ONE_CARD and kind == "Card":
                cards |= {UUID(each) for each in ids.split()}
            elif event not in OF_TABLES:
                read, cards = None, frozenset()
            found[child] = (read, cards, told | {event})
        self.heads = before | now  # once it is read: where it could not be, it is asked again
        return found

    def gathered(self, children: dict[UUID, Child], stirred: dict[UUID, Stirred]) -> dict[UUID, Gathered]:
        """Kept for the few children of whom something was told last, and only while the record says all that changed since."""
        found = {topic: gathered(child, *stirred.get(topic, (None, frozenset()))[:2]) for topic, child in children.items()}
        for topic in found:
            self.kept.pop(topic, None)
        self.kept = dict([*self.kept.items(), *found.items()][-MOST_KEPT:])
        return found

    def came_or_went(self, near: list[Listener]) -> set[UUID]:
        present: dict[UUID, set[UUID]] = {}
        for each in near:
            present.setdefault(each.topic, set()).add(each.person_id)
        before, now = self.present, {child: frozenset(people) for child, people in present.items()}
        self.present = before | now
        return {child for child, people in now.items() if before.get(child) != people}

    def forget(self, listeners: list[Listener]) -> None:
        """Nothing is kept of a board that nobody has open."""
        still = {each.topic for each in listeners}
        self.heads = {child: number for child, number in self.heads.items() if child in still}
        self.present = {child: people for child, people in self.present.items() if child in still}
        self.kept = {child: read for child, read in self.kept.items() if child in still}
        self.tables.forget_but(meetings_in(each.wanted for each in listeners))

    def note_left(self, listeners: list[Listener]) -> None:
        """That somebody has the board open no more, as the opening was written down."""
        for listener in listeners:
            kept = CURRENT.set(listener.trace)
            try:
                record(listener.scope, "board.left", Act.READ, listener.scope.child)
            except RecordClosed:
                return  # nothing was shown since; the opening stands there
            finally:
                CURRENT.reset(kept)


def weighed(listeners: list[Listener]) -> dict[Listener, Dossier]:
    """Of those who listen what each may do now; whose door is shut, or whose visit is over, is not in it."""
    if not listeners:
        return {}
    found = looking_on([each for each in listeners if isinstance(each.wanted, LooksOn)])
    listeners = [each for each in listeners if not isinstance(each.wanted, LooksOn)]
    visits = visits_by({each.session_key for each in listeners})
    dossiers = weigh_again({(each.person_id, each.topic) for each in listeners})
    for each in listeners:
        dossier = dossiers.get((each.person_id, each.topic))
        if dossier is None or dossier.place is None or not dossier.may(Right.READ_TIMELINE):
            continue
        each.has_visit = still_lasts(visits.get(each.session_key), dossier.place.person)
        if each.has_visit:
            found[each] = dossier
    return found


def looking_on(listeners: list[Listener]) -> dict[Listener, Dossier]:
    """The same of walls and guests, who have no visit: of each what it may see now, where its place at the table stands yet."""
    onlookers = weigh_onlookers({each.wanted.key for each in listeners}) if listeners else {}
    return {each: onlookers[each.wanted.key] for each in listeners if each.wanted.key in onlookers}


class Drawer:
    """Draws boards out of what was gathered, the same board once: for who has the same sight, in one language and one window."""

    def __init__(self, gathered: dict[UUID, Gathered]) -> None:
        self.gathered = gathered
        self.passed_on: dict[UUID, set[UUID]] = {}
        self.seen: dict[tuple[UUID, UUID], tuple[Sight, tuple[Any, ...]]] = {}
        self.tables: dict[UUID, Laid] = {}
        self.boards: dict[Any, Parts | None] = {}
        self.messages: dict[tuple[str, int], Told] = {}

    def message(self, parts: Parts, mark: str) -> Told:
        """What tells who has one board what differs in another: the same to all who have the same."""
        key = mark, id(parts)
        if key not in self.messages:
            differs = parts.since(mark)
            self.messages[key] = Told("reload" if differs is None else "board", differs, parts.mark)
        return self.messages[key]

    def parts_for(self, listener: Listener, dossier: Dossier) -> Parts | None:
        """Somebody may have the same board open in more windows than one; and two people may have the same board."""
        who = listener.person_id, dossier.child.pk
        if who not in self.seen:
            of_child = self.gathered[dossier.child.pk]
            # Beside the cards, all that a board or list asks of its dossier.
            rest = dossier.role, dossier.rights, dossier.child.shows_consents, dossier.since, dossier.organisation_id
            self.seen[who] = sight_of(dossier, of_child.rows, of_child.typed, self.passed_on), rest
        # At a table each sees the own answers as well.
        of_one = listener.person_id if isinstance(listener.wanted, AtTable) else None
        key = self.seen[who], listener.language, listener.wanted, of_one
        if key not in self.boards:
            with translation.override(listener.language):
                self.boards[key] = self.drawn_for(dossier, listener.wanted, self.seen[who][0])
        return self.boards[key]

    def drawn_for(self, dossier: Dossier, wanted: Wanted | AtTable | LooksOn, sight: Sight) -> Parts | None:
        of_child = self.gathered[dossier.child.pk]
        groups = groups_for(dossier, of_child.notes)
        voices = [each for each in of_child.voices if not dossier.reader.is_shielded or each.pk == sight.voice]
        key = sight, translation.get_language(), timezone.localdate()
        if key not in of_child.cards:
            of_child.cards[key] = cards_of(dossier, sight, of_child.rows, groups, of_child.beside)
        cards = of_child.cards[key]
        if isinstance(wanted, LooksOn):
            return self.drawn_beside(dossier, wanted, cards, groups, voices)
        if isinstance(wanted, AtTable):
            return table_for(dossier, self.tables.get(wanted.meeting), cards, groups)
        given = dossier, wanted, groups, voices, cards
        return parts_of_list(list_of_cards(*given)) if wanted.view == "list" else parts_of(board_of_cards(*given))

    def drawn_beside(self, dossier: Dossier, wanted: LooksOn, cards: Any, groups: Any, voices: Any) -> Parts | None:
        """For who has no place in the circle, and so was weighed at a door of its own."""
        if not isinstance(dossier, Onlooker):
            return None
        laid = self.tables.get(wanted.meeting)
        return parts_for_onlooker(dossier, laid.table if laid else None, cards, groups, voices, wanted.link)


HUB = Hub(BoardEyes())
