"""The timeline as finished goods: the board in its views, and the list."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rondom.cards.pages import Drawn, drawn
from rondom.cards.queries import cards_in, differs
from rondom.cards.rules import AS_A_BAR
from rondom.cards.tell import Told
from rondom.children.dossier import Dossier
from rondom.children.groups import groups_in
from rondom.children.models import Child, Role, Voice
from rondom.children.queries import say_voice, voices_in
from rondom.children.rights import PARENTS, Right
from rondom.children.schooling import GroupYear, age_on
from rondom.timeline.axis import Axis, axis
from rondom.timeline.file import CARD_LANES, LANE_OF
from rondom.timeline.layout import Board, Box, Placeable, lay_out
from rondom.timeline.wanted import Excerpt, Wanted

COLOURS = 6
# Stands for the number of a card in an address that is made once a page: to make one takes longer than to write a card.
SOME_CARD = UUID(int=0)


def lane_names() -> dict[str, str]:
    """The lanes in the order of the paper, bottlenecks below."""
    return {
        "levensgebeurtenissen": _("Levensgebeurtenissen"),
        "thuissituatie_gezin": _("Thuissituatie gezin"),
        "school_opvang": _("School/opvang"),
        "groep_kind": _("Groep kind"),
        "leeftijd_kind": _("Leeftijd kind"),
        "ontwikkeling_kind": _("Ontwikkeling kind"),
        "hulp_kind_gezin": _("Hulp kind/gezin"),
        "samenwerking": _("Samenwerking ouders, school, jeugdhulp"),
        "knelpunten_stelsel": _("Knelpunten in het stelsel"),
    }


def card_lanes() -> dict[str, str]:
    """The lanes that hold cards, to choose from."""
    return {key: name for key, name in lane_names().items() if key in CARD_LANES}


@dataclass(frozen=True)
class VoiceInLegend:
    letter: str
    label: str
    colour: int
    cards: int
    is_chosen: bool


class BoxDrawn(NamedTuple):
    box: Box
    cards: tuple[Drawn, ...]
    is_bar: bool
    is_soft_start: bool
    is_soft_end: bool
    differs: bool
    span: int | None  # days of the period itself; a card is at least a card wide


@dataclass(frozen=True)
class LaneDrawn:
    key: str
    kind: str
    name: str
    boxes: tuple[BoxDrawn, ...]
    tray: tuple[Drawn, ...]
    bands: tuple[tuple[str, int, int], ...]
    is_axis: bool


@dataclass(frozen=True)
class BoardPage:
    """The board: lanes against age, group and year."""

    child: Child
    child_name: str
    subtitle: str
    wanted: Wanted
    lanes: tuple[LaneDrawn, ...]
    axis: Axis
    first_day: int
    days: int
    today: int
    card_path: tuple[str, str]  # the address of a card: what stands before its number, and after
    legend: tuple[VoiceInLegend, ...]
    silent: tuple[str, ...]
    colours: dict[str, int]
    number_of_cards: int
    is_nothing_found: bool
    fresh: int
    since: datetime | None
    drafts: int
    to_check: int
    may_write: bool
    may_print: bool
    may_correct: bool
    is_formal: bool
    school_start: int


def days_since(birth: date, day: date | None) -> int | None:
    return (day - birth).days if day else None


def placeable(card: Told, birth: date, today: date, order: int) -> Placeable:
    """A card as the layout sees it. What still goes on stands until today."""
    start, end = card.placed.start, card.placed.end
    if card.date.open_end and start and end is None:
        end = max(today, start)
    return Placeable(
        id=str(card.id),
        lane=LANE_OF[card.kind],
        voice=card.letter,
        start=days_since(birth, start),
        end=days_since(birth, end),
        order=order,
        tie=str(card.subject or ""),
        position=card.position,
    )


def board_of(
    dossier: Dossier,
    cards: Sequence[Told],
    voices: Sequence[Voice],
    wanted: Wanted,
    window: tuple[int, int] | None = None,
) -> Board:
    birth, today = dossier.child.birth_date, timezone.localdate()
    return lay_out(
        [placeable(card, birth, today, order) for order, card in enumerate(cards)],
        today=(today - birth).days,
        zoom=wanted.zoom,
        view=wanted.view,
        voices=[voice.letter for voice in voices],
        window=window,
    )


def chosen_of(cards: list[Told], wanted: Wanted) -> list[Told]:
    """The cards that pass the filters. An undated card belongs to every period."""
    if not wanted.is_filtered:
        return cards
    part = Excerpt(
        lanes=frozenset(filter(None, [wanted.lane])),
        voices=frozenset(filter(None, [wanted.voice])),
        since=int(wanted.since) if wanted.since else None,
        until=int(wanted.until) if wanted.until else None,
    )
    return [card for card in cards if is_wanted(card, wanted.only) and is_in(card, part)]


def is_wanted(card: Told, only: str) -> bool:
    return bool({"nieuw": card.fresh, "sleutel": card.key_moments}.get(only, True))


def is_in(card: Told, part: Excerpt) -> bool:
    start, end = card.placed.start or card.placed.end, card.placed.end or card.placed.start
    if card.date.open_end:
        end = timezone.localdate()
    is_then = part.has_years(start.year if start else None, end.year if end else None)
    return is_then and part.has_lane(LANE_OF[card.kind]) and part.has_voice(card.letter)


def subtitle_of(child: Child, groups: Sequence[GroupYear]) -> str:
    today = timezone.localdate()
    age = _("%(n)s jaar") % {"n": age_on(child.birth_date, today)}
    now = next((year.group for year in reversed(groups) if year.start <= today <= year.end), "")
    return f"{age} · {group_words(now)}" if now else age


def group_words(group: str) -> str:
    return _("groep %(group)s") % {"group": group}


def board_page(dossier: Dossier, wanted: Wanted) -> BoardPage:
    """The board for one reader. A fixed number of queries, whatever the number of cards."""
    groups, voices = groups_in(dossier), voices_in(dossier)
    return board_of_cards(dossier, wanted, groups, voices, cards_in(dossier, groups))


def board_of_cards(
    dossier: Dossier, wanted: Wanted, groups: Sequence[GroupYear], voices: Sequence[Voice], every: Sequence[Told]
) -> BoardPage:
    """The board of what this reader may see, once that was asked. Asks nothing more."""
    shared = [card for card in every if card.is_shared]
    chosen = chosen_of(shared, wanted)
    board = board_of(dossier, chosen, voices, wanted)
    counts = Counter(card.letter for card in shared)
    birth, today = dossier.child.birth_date, timezone.localdate()
    return BoardPage(
        child=dossier.child,
        child_name=dossier.child.first_name,
        subtitle=subtitle_of(dossier.child, groups),
        wanted=wanted,
        lanes=lanes_of(board, {str(card.id): card for card in chosen}),
        axis=axis(birth, today, board.first_day, board.days, groups),
        first_day=board.first_day,
        days=board.days,
        today=(today - birth).days,
        card_path=path_of_cards(dossier.child),
        legend=legend_of(voices, counts, wanted),
        silent=tuple(say_voice(voice) for voice in voices if not counts[voice.letter]),
        colours=colours_of(voices),
        number_of_cards=len(shared),
        is_nothing_found=bool(shared) and not chosen,
        fresh=sum(bool(card.fresh) for card in shared),
        since=dossier.since,
        drafts=len(every) - len(shared),
        to_check=sum(card.is_own and card.is_to_check for card in every),
        may_write=dossier.may(Right.WRITE_CARD),
        may_print=dossier.may(Right.PRINT_TIMELINE),
        may_correct=dossier.may(Right.NOTE_GROUPS),
        is_formal=dossier.role in PARENTS,
        school_start=next(((year.start - birth).days for year in groups), 0),
    )


def path_of_cards(child: Child) -> tuple[str, str]:
    before, _some, after = reverse("cards:card", args=[child.pk, SOME_CARD]).partition(str(SOME_CARD))
    return before, after


def legend_of(voices: Sequence[Voice], counts: Mapping[str, int], wanted: Wanted) -> tuple[VoiceInLegend, ...]:
    colours = colours_of(voices)
    return tuple(
        VoiceInLegend(voice.letter, say_voice(voice), colours[voice.letter], counts[voice.letter], voice.letter == wanted.voice)
        for voice in voices
        if counts[voice.letter]
    )


def colours_of(voices: Sequence[Voice]) -> dict[str, int]:
    """The number of its colour for each voice: family, school, care and child keep theirs; others follow."""
    fixed = {"O": 0, "M": 0, "V": 5, "S": 1, "J": 2, "K": 3}
    own = {voice.letter: fixed[voice.letter] for voice in voices if voice.letter in fixed}
    free = [colour for colour in range(COLOURS) if colour not in own.values()] or list(range(COLOURS))
    others = [voice.letter for voice in voices if voice.letter not in own]
    return own | {letter: free[nth % len(free)] for nth, letter in enumerate(others)}


def lanes_of(board: Board, cards: dict[str, Told]) -> tuple[LaneDrawn, ...]:
    trays = dict(board.tray)
    boxes: dict[str, list[BoxDrawn]] = {}
    for box in board.boxes:
        boxes.setdefault(box.lane, []).append(box_drawn(box, [cards[key] for key in box.cards]))
    return tuple(
        LaneDrawn(
            key=key,
            kind=CARD_LANES.get(key, ""),
            name=name,
            boxes=tuple(boxes.get(key, ())),
            tray=tuple(drawn(cards[card]) for card in trays.get(key, ())),
            bands=bands_of(board, key),
            is_axis=key not in CARD_LANES,
        )
        for key, name in lane_names().items()
    )


def box_drawn(box: Box, cards: Sequence[Told]) -> BoxDrawn:
    first = next((card for card in cards if card.placed.start or card.placed.end), cards[0])
    soft = first.date.precision in {"season", "year"} or first.date.approximate or first.placed.by == "group"
    return BoxDrawn(
        box=box,
        cards=tuple([drawn(card) for card in cards]),
        is_bar=cards[0].kind in AS_A_BAR,
        is_soft_start=soft or first.placed.start is None,
        is_soft_end=soft or first.placed.end is None or first.date.open_end,
        differs=len(cards) > 1 and differs(cards),
        span=span_of(first),
    )


def span_of(card: Told) -> int | None:
    start, end = card.placed.start, card.placed.end
    return (end - start).days + 1 if start and end else None


def bands_of(board: Board, lane: str) -> tuple[tuple[str, int, int], ...]:
    """Side by side: for each voice its first row and how many, within a lane."""
    bands, first = [], 1
    for key, voice, rows in board.rows:
        if key == lane and voice:
            bands.append((voice, first, rows))
            first += rows
    return tuple(bands)


@dataclass(frozen=True)
class YearInList:
    heading: str
    groups: tuple[tuple[Drawn, ...], ...]


@dataclass(frozen=True)
class ListPage:
    """The story in order of time, a year a heading: for a phone and for a screen reader."""

    child: Child
    child_name: str
    subtitle: str
    wanted: Wanted
    years: tuple[YearInList, ...]
    legend: tuple[VoiceInLegend, ...]
    colours: dict[str, int]
    number_of_cards: int
    fresh: int
    since: datetime | None
    drafts: int
    to_check: int
    may_write: bool
    may_print: bool
    is_formal: bool
    is_child: bool


def list_page(dossier: Dossier, wanted: Wanted) -> ListPage:
    groups, voices = groups_in(dossier), voices_in(dossier)
    return list_of_cards(dossier, wanted, groups, voices, cards_in(dossier, groups))


def list_of_cards(
    dossier: Dossier, wanted: Wanted, groups: Sequence[GroupYear], voices: Sequence[Voice], every: Sequence[Told]
) -> ListPage:
    """The list of what this reader may see, once that was asked. Asks nothing more."""
    shared = [card for card in every if card.is_shared]
    counts = Counter(card.letter for card in shared)
    return ListPage(
        child=dossier.child,
        child_name=dossier.child.first_name,
        subtitle=subtitle_of(dossier.child, groups),
        wanted=wanted,
        years=years_of(chosen_of(shared, wanted), groups),
        legend=legend_of(voices, counts, wanted),
        colours=colours_of(voices),
        number_of_cards=len(shared),
        fresh=sum(bool(card.fresh) for card in shared),
        since=dossier.since,
        drafts=len(every) - len(shared),
        to_check=sum(card.is_own and card.is_to_check for card in every),
        may_write=dossier.may(Right.WRITE_CARD),
        may_print=dossier.may(Right.PRINT_TIMELINE),
        is_formal=dossier.role in PARENTS,
        is_child=dossier.role == Role.CHILD,
    )


def years_of(cards: Sequence[Told], groups: Sequence[GroupYear]) -> tuple[YearInList, ...]:
    """Cards by year, tied ones together where the first of them stands; undated ones last."""
    tied: dict[Any, list[Told]] = {}
    for card in cards:
        tied.setdefault((card.subject, card.kind) if card.subject else card.id, []).append(card)
    stands = [(moment_of(together), together) for together in tied.values()]
    stands.sort(key=lambda each: (each[0] is None, each[0] or date.min))
    years: dict[str, list[tuple[Drawn, ...]]] = {}
    for day, together in stands:
        years.setdefault(heading_of(day, groups), []).append(tuple(drawn(card) for card in together))
    return tuple(YearInList(heading, tuple(together)) for heading, together in years.items())


def moment_of(cards: Sequence[Told]) -> date | None:
    days = [card.placed.start or card.placed.end for card in cards]
    return min((day for day in days if day), default=None)


def heading_of(day: date | None, groups: Sequence[GroupYear]) -> str:
    if day is None:
        return _("Zonder datum")
    # A year has two groups: the one after the summer names the year for most of its school days.
    midyear = date(day.year, 10, 1)
    group = next((year.group for year in groups if year.start <= midyear <= year.end), "")
    return f"{day.year} · {group_words(group)}" if group else str(day.year)
