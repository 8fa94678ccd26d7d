"""Who has a board open, and what to tell each of them: what changed, as far as that one may see it now (decision 0014).

What a page shows has a mark, part by part. A reader is told what differs from the mark of the own page, so that nothing is
missed and nothing comes twice, however often the line was cut. Hidden changes leave every mark as it was, and stay unheard.
"""

import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from hashlib import blake2s
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from rondom.base.live import GONE, HEARTBEAT, Hub, Listener, Told
from rondom.base.models import Act, ChainHead, Event
from rondom.base.record import RecordClosed, record
from rondom.base.trace import CURRENT
from rondom.cards.tell import Row
from rondom.cards.together import all_rows_in, cards_of, passed_on_now
from rondom.children.dossier import Dossier, listening, weigh_again
from rondom.children.groups import groups_for, note_rows_in
from rondom.children.models import Voice
from rondom.children.queries import voices_in
from rondom.children.rights import Right
from rondom.children.whereabouts import here_for
from rondom.people.sessions import still_lasts, visits_by
from rondom.timeline.drawing import inside_of, rules_of
from rondom.timeline.queries import BoardPage, ListPage, board_of_cards, list_of_cards

# So often the rights of who listens are asked again, also when nothing seems to happen: days pass, visits end.
WEIGHED_EVERY = 15
# Lines of the record that change nothing that stands on a board.
SILENT = ("dossier.opened", "doorstep.seen", "board.followed", "board.left", "card.writing_kept", "timeline.printed")
FRAME, LEGEND, STORY = "frame", "legend", "story"


@dataclass(frozen=True)
class Parts:
    """A board in parts: each lane with its rules of place, the legend, and a word for all that stands round them."""

    html: dict[str, SafeString]
    rules: dict[str, str]
    frame: str

    @cached_property
    def mark(self) -> str:
        told = {name: f"{html}{self.rules.get(name, '')}" for name, html in self.html.items()} | {FRAME: self.frame}
        return ".".join(blake2s(told[name].encode(), digest_size=6).hexdigest() for name in sorted(told))

    def since(self, mark: str) -> dict[str, Any] | None:
        """What differs from what somebody has; nothing where only the whole board anew will do."""
        names, had, have = sorted([*self.html, FRAME]), mark.split("."), self.mark.split(".")
        changed = {name for name, old, new in zip(names, had, have, strict=False) if old != new}
        if len(had) != len(have) or FRAME in changed:
            return None
        return {name: {"html": self.html[name], "rules": self.rules.get(name, "")} for name in changed}


def parts_of(page: BoardPage) -> Parts:
    lanes = [lane for lane in page.lanes if lane.kind]
    html = {lane.kind: inside_of(page, lane) for lane in lanes}
    html[LEGEND] = SafeString(render_to_string("timeline/_legend.html", {"page": page}))
    frame = repr(
        [page.child_name, page.subtitle, page.wanted, page.axis, page.first_day, page.days, page.today, page.child.birth_date]
        + [page.may_write, page.may_print, page.may_correct, page.is_formal, page.child.shows_consents]
        + [page.is_nothing_found, bool(page.number_of_cards)]
    )
    return Parts(html, {lane.kind: rules_of(lane) for lane in lanes}, frame)


def parts_of_list(page: ListPage) -> Parts:
    told = {"page": page}
    html = {STORY: render_to_string("timeline/_story.html", told), LEGEND: render_to_string("timeline/_legend.html", told)}
    frame = [page.child_name, page.subtitle, page.wanted, page.may_write, page.may_print, page.is_formal, page.is_child]
    safe = {name: SafeString(each) for name, each in html.items()}
    return Parts(safe, {}, repr([*frame, page.child.shows_consents]))


@dataclass(frozen=True)
class Gathered:
    """All that the boards of one child are made of, read once for all who listen; nobody gets it as it is."""

    voices: tuple[Voice, ...]
    notes: tuple[Any, ...]
    rows: tuple[Row, ...]


def gathered(dossiers: Iterable[Dossier]) -> dict[UUID, Gathered]:
    found = {}
    for child in {dossier.child.pk: dossier.child for dossier in dossiers}.values():
        listener = listening(child)
        found[child.pk] = Gathered(voices_in(listener), tuple(note_rows_in(listener)), all_rows_in(listener))
    return found


def standing_of(dossier: Dossier) -> tuple[Any, ...]:
    """All but the cards on which it depends what somebody sees; a new day is one of them."""
    return dossier.reader, dossier.rights, dossier.child.shows_consents, timezone.localdate()


class BoardEyes:
    """Looks for all open boards of this process together: the same number of questions for one reader as for thirty."""

    def __init__(self) -> None:
        self.heads: dict[str, int] = {}
        self.present: dict[UUID, frozenset[UUID]] = {}

    def look(self, listeners: list[Listener]) -> list[tuple[Listener, Told]]:
        now = time.monotonic()
        stirred = self.stirred({listener.topic for listener in listeners})
        moved = stirred | self.came_or_went(listeners)
        due = [each for each in listeners if each.topic in moved or now - each.weighed_at >= WEIGHED_EVERY]
        if not due:
            return []
        allowed = weighed(due)
        asking = [each for each in due if each in allowed and (each.topic in stirred or each.knows != standing_of(allowed[each]))]
        drawer = Drawer(gathered(allowed[each] for each in asking))
        if asking:
            # Rights after cards: what is shown was still allowed when it had been read.
            allowed = weighed(due)
            drawer.passed_on = passed_on_now({each.place.pk for each in allowed.values() if each.place})
        for each in due:
            each.scope, each.weighed_at = allowed.get(each, each.scope), now
        present: dict[UUID, dict[UUID, Dossier]] = {each.topic: {} for each in due}
        for each in listeners:
            if each in allowed or each.weighed_at != now:  # whose door was found shut just now is not here
                present.setdefault(each.topic, {})[each.person_id] = each.scope
        asked = set(asking)
        return [
            (each, told)
            for each in due
            for told in self.told(each, allowed.get(each), present[each.topic].values(), drawer if each in asked else None)
        ]

    def told(
        self, listener: Listener, dossier: Dossier | None, present: Iterable[Dossier], drawer: "Drawer | None"
    ) -> Iterator[Told]:
        if dossier is None:
            yield Told(GONE, "door" if listener.has_visit else "visit")
            return
        is_told = False
        if drawer is not None:
            listener.knows = standing_of(dossier)
            parts = drawer.parts_for(listener, dossier)
            if parts.mark != listener.shows:
                differs = parts.since(listener.shows)
                listener.shows, is_told = parts.mark, True
                yield Told("reload" if differs is None else "board", differs, parts.mark)
        here = here_for(dossier, present)
        if here != listener.here:
            listener.here, is_told = here, True
            yield Told("here", here)
        if not is_told:
            yield HEARTBEAT

    def stirred(self, children: Collection[UUID]) -> set[UUID]:
        """Of which of these children the record tells of a change since the last look: it is written with the change."""
        chains = {f"child:{child}": child for child in children}
        heads = dict(ChainHead.objects.filter(chain__in=chains).values_list("chain", "number"))
        known = {chain: self.heads[chain] for chain in heads if chain in self.heads}
        moved = [Q(chain=chain, number__gt=number) for chain, number in known.items() if heads[chain] > number]
        self.heads = heads
        if not moved:
            return set()
        lines = Event.objects.filter(reduce(or_, moved)).exclude(event__in=SILENT)
        return {chains[chain] for chain in lines.values_list("chain", flat=True).distinct()}

    def came_or_went(self, listeners: list[Listener]) -> set[UUID]:
        present: dict[UUID, set[UUID]] = {}
        for each in listeners:
            present.setdefault(each.topic, set()).add(each.person_id)
        before, self.present = self.present, {child: frozenset(people) for child, people in present.items()}
        return {child for child, people in self.present.items() if before.get(child) != people}

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
    visits = visits_by({each.session_key for each in listeners})
    dossiers = weigh_again({(each.person_id, each.topic) for each in listeners})
    found = {}
    for each in listeners:
        dossier = dossiers.get((each.person_id, each.topic))
        if dossier is None or dossier.place is None or not dossier.may(Right.READ_TIMELINE):
            continue
        each.has_visit = still_lasts(visits.get(each.session_key), dossier.place.person)
        if each.has_visit:
            found[each] = dossier
    return found


class Drawer:
    """Draws boards out of what was gathered, the same board once."""

    def __init__(self, gathered: dict[UUID, Gathered]) -> None:
        self.gathered = gathered
        self.passed_on: dict[UUID, set[UUID]] = {}
        self.windows: dict[Any, Parts] = {}
        self.boards: dict[Any, Parts] = {}

    def parts_for(self, listener: Listener, dossier: Dossier) -> Parts:
        """Somebody may have the same board open in more windows than one; and two people may have the same board."""
        window = dossier.person_id, dossier.child.pk, listener.language, listener.wanted
        if window not in self.windows:
            with translation.override(listener.language):
                self.windows[window] = self.drawn_for(dossier, listener)
        return self.windows[window]

    def drawn_for(self, dossier: Dossier, listener: Listener) -> Parts:
        of_child = self.gathered[dossier.child.pk]
        groups = groups_for(dossier, of_child.notes)
        cards = cards_of(dossier, of_child.rows, groups, self.passed_on)
        heard = dossier.voice and dossier.voice.pk
        voices = [each for each in of_child.voices if not dossier.reader.is_shielded or each.pk == heard]
        # Of the same cards for the same rights it is the same board, whoever looks; of one own draft more it is another.
        rights = dossier.rights, dossier.role, dossier.child.shows_consents, dossier.child.pk
        stands = tuple((card.id, card.is_shared, card.is_passed_on, card.fresh) for card in cards)
        shown = stands, dossier.since, tuple(each.pk for each in voices), groups
        key = rights, shown, listener.language, listener.wanted
        if key not in self.boards:
            given = dossier, listener.wanted, groups, voices, cards
            is_list = listener.wanted.view == "list"
            self.boards[key] = parts_of_list(list_of_cards(*given)) if is_list else parts_of(board_of_cards(*given))
        return self.boards[key]


HUB = Hub(BoardEyes())
