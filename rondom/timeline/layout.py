"""Where each card stands on the board. Pure, the same for screen and print.

Places and widths are whole days since birth. A zoom is a scale: it says how many days a card of normal width
covers. Cards are packed in order of first sharing, so that a new card never moves another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

LANES = (
    "levensgebeurtenissen",
    "thuissituatie_gezin",
    "school_opvang",
    "ontwikkeling_kind",
    "hulp_kind_gezin",
    "samenwerking",
    "knelpunten_stelsel",
)
# `paper` is the whole life on a sheet: narrower cards, so that sixty stand on one page in letters of seven points.
CARD_DAYS = {"life": 580, "school": 330, "year": 40, "paper": 430}
# So far before the birth and after today the axis goes at most: a card further away stands at that edge, with its own
# date in words, and does not make all others narrow. Five years on a screen, which scrolls; two on a sheet.
EDGE_DAYS = {"life": 1826, "school": 1826, "year": 1826, "paper": 730}
GAP_DAYS = {"life": 20, "school": 12, "year": 2, "paper": 10}


class Placeable(NamedTuple):
    """One shared card as the layout sees it; start and end are days since birth, the end inclusive."""

    id: str
    lane: str
    voice: str
    start: int | None
    end: int | None
    order: int
    tie: str = ""
    position: int | None = None  # its place by hand among the undated ones

    @property
    def is_placed(self) -> bool:
        return self.start is not None or self.end is not None


class Box(NamedTuple):
    """What is drawn: one card, or a tied group in one box. `voice` is empty where a group holds several voices."""

    lane: str
    row: int
    x: int
    width: int
    cards: tuple[str, ...]
    voice: str


@dataclass(frozen=True)
class Board:
    """All boxes and trays of one view at one zoom; `rows` tells per lane and voice how many rows it has."""

    zoom: str
    view: str
    first_day: int
    days: int
    lanes: tuple[str, ...]
    boxes: tuple[Box, ...]
    tray: tuple[tuple[str, tuple[str, ...]], ...]
    rows: tuple[tuple[str, str, int], ...]


class Rows:
    """Rows of one lane (or of one voice in it), filled first fit. Of each row the days that are taken stand as bits in one
    number, from the first day on: one operation says whether a stretch is free there."""

    def __init__(self, gap: int, first: int) -> None:
        self.gap, self.first = gap, first
        self.taken: list[int] = []

    def put(self, x: int, width: int) -> int:
        """The first row in which the stretch is free, gap included; taken from now on."""
        days = ((1 << width + self.gap) - 1) << x - self.first
        row = 0
        for taken in self.taken:
            if not taken & days:
                self.taken[row] = taken | days
                return row
            row += 1  # noqa: SIM113 — this loop is most of the work on a full board
        self.taken.append(days)
        return row


def lay_out(
    cards: Sequence[Placeable],
    *,
    today: int,
    zoom: str = "life",
    view: str = "together",
    voices: Sequence[str] = (),
    window: tuple[int, int] | None = None,
) -> Board:
    """Every card exactly once: in a box, or in the tray of its lane where nothing says when it was.

    In a window of a few years, from one day to another, a card covers fewer days: it is as wide as on a whole life.
    """
    first, last = window or (-EDGE_DAYS[zoom], today + EDGE_DAYS[zoom])
    share = (last - first + 1) / (today + CARD_DAYS[zoom]) if window else 1
    normal = max(1, round(CARD_DAYS[zoom] * share))
    ordered = sorted(cards, key=lambda card: (card.order, card.id))
    groups = grouped(ordered)
    apart = view == "side-by-side"
    units = [[card] for card in ordered] if apart else list(groups.values())
    stand: list[tuple[str, str, int, int, list[Placeable]]] = []
    tray: dict[str, list[str]] = {}
    for unit in units:
        anchor = anchor_of(groups[group_key(unit[0])] if apart and not unit[0].is_placed else unit)
        if anchor is None:
            tray.setdefault(unit[0].lane, []).extend(card.id for card in unit)
        else:
            x, width = stretch(anchor, normal, first, last)
            stand.append((unit[0].lane, unit[0].voice if apart else "", x, width, unit))
    by_hand = {card.id: (card.position is None, card.position or 0) for card in ordered} if tray else {}
    for undated in tray.values():
        undated.sort(key=by_hand.__getitem__)
    boxes, rows = packed(stand, round(GAP_DAYS[zoom] * share), voice_order(ordered, voices) if apart else [""])
    if view == "list":
        boxes = [
            Box(box.lane, row, box.x, box.width, box.cards, box.voice)
            for row, box in enumerate(sorted(boxes, key=lambda box: (box.x, box.cards)))
        ]
    first_day = min([first if window else 0, *(box.x for box in boxes)])
    last_day = max([last + 1 if window else today + normal, *(box.x + box.width for box in boxes)])
    return Board(
        zoom=zoom,
        view=view,
        first_day=first_day,
        days=last_day - first_day,
        lanes=LANES,
        boxes=tuple(boxes),
        tray=tuple((lane, tuple(tray[lane])) for lane in LANES if lane in tray),
        rows=tuple(rows),
    )


def group_key(card: Placeable) -> tuple[str, ...]:
    return (card.lane, card.tie) if card.tie else (card.lane, "card", card.id)


def grouped(ordered: Sequence[Placeable]) -> dict[tuple[str, ...], list[Placeable]]:
    """Cards of one lane that are about the same thing, in order of first sharing."""
    groups: dict[tuple[str, ...], list[Placeable]] = {}
    for card in ordered:
        groups.setdefault(group_key(card), []).append(card)
    return groups


def anchor_of(unit: Sequence[Placeable]) -> Placeable | None:
    """The card by which a box stands: the first that knows when it was."""
    for card in unit:
        if card.start is not None or card.end is not None:
            return card
    return None


def stretch(card: Placeable, normal: int, first: int, last: int) -> tuple[int, int]:
    """First day and width of the box as drawn: its own period within the edges, and at least a card wide."""
    start = None if card.start is None else min(max(card.start, first), last)
    end = None if card.end is None else min(max(card.end, first), last)
    if start is None:
        assert end is not None
        return max(first, end - normal + 1), normal
    if end is None:
        return start, normal
    return start, max(normal, end - start + 1)


def voice_order(ordered: Sequence[Placeable], voices: Sequence[str]) -> list[str]:
    return list(dict.fromkeys([*voices, *(card.voice for card in ordered)]))


def packed(
    stand: Sequence[tuple[str, str, int, int, list[Placeable]]], gap: int, bands: Sequence[str]
) -> tuple[list[Box], list[tuple[str, str, int]]]:
    """Boxes with their rows; side by side the rows of each voice follow those of the voice before."""
    first_day = min((x for _lane, _band, x, _width, _unit in stand), default=0)
    rows = {(lane, band): Rows(gap, first_day) for lane in LANES for band in bands}
    placed = [(lane, band, rows[lane, band].put(x, width), x, width, unit) for lane, band, x, width, unit in stand]
    first: dict[tuple[str, str], int] = {}
    for lane in LANES:
        count = 0
        for band in bands:
            first[lane, band] = count
            count += len(rows[lane, band].taken)
    boxes = [
        Box(lane, first[lane, band] + row, x, width, tuple([card.id for card in unit]), voice_of(unit))
        for lane, band, row, x, width, unit in placed
    ]
    nth = {lane: nth for nth, lane in enumerate(LANES)}
    boxes.sort(key=lambda box: (nth[box.lane], box.row, box.x))
    return boxes, [(lane, band, len(found.taken)) for (lane, band), found in rows.items() if found.taken]


def voice_of(unit: Sequence[Placeable]) -> str:
    voice = unit[0].voice
    return voice if all(card.voice == voice for card in unit[1:]) else ""


def as_json(board: Board) -> dict[str, Any]:
    """The layout as the command prints it."""
    return {
        "zoom": board.zoom,
        "days": board.days,
        "lanes": list(board.lanes),
        "boxes": [
            {
                "lane": box.lane,
                "row": box.row,
                "x": box.x,
                "width": box.width,
                "cards": list(box.cards),
                "voice": box.voice or None,
            }
            for box in board.boxes
        ],
        "tray": [{"lane": lane, "cards": list(cards)} for lane, cards in board.tray],
    }
