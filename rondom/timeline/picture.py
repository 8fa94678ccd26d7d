"""The board as one picture (SVG) to keep or to show: plain shapes and real text, no script, no style, nothing from elsewhere.

What does not fit in a card goes on under the board, by number, as on the poster.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi, ngettext

from rondom.base.lettering import FAMILIES, wrapped
from rondom.base.paper import picture_of
from rondom.cards.pages import Drawn
from rondom.children.dossier import Dossier
from rondom.children.groups import groups_in
from rondom.children.queries import voices_in
from rondom.timeline.axis import Axis, axis
from rondom.timeline.blank import FACE_COLOURS
from rondom.timeline.on_paper import cards_on_paper
from rondom.timeline.poster import card_on_paper, footer_of, labels, note_of, title_of
from rondom.timeline.queries import BoxDrawn, LaneDrawn, board_of, colours_of, lanes_of, legend_of, subtitle_of
from rondom.timeline.wanted import WHOLE, Excerpt, Wanted

# Pixels: how wide a day is, the column of names, a card's edge, a line, letters, and so many lines of a text on the board.
DAY, NAMES, EDGE, LINE, SIZE, MOST_LINES = 0.45, 200.0, 8.0, 17.0, 13.0, 6
GAP, HEAD, TRAY = 6.0, 26.0, 190.0
COLOURS = ("#0b6b5d", "#1c4f93", "#6b3a96", "#9c4500", "#6d5b00", "#8a1f4f")
INK, SOFT, HAIR, BORDER, SAND, BLUE, GOLD, WARN = (
    "#22282f", "#57606a", "#dcd7ca", "#8f8a7d", "#f4f0e6", "#e3ebf6", "#fff0c2", "#9a5b00",
)  # fmt: skip
FONT = ", ".join([*(f"'{family}'" for family in FAMILIES), "system-ui", "sans-serif"])
# Who opens the file may not have our letters: the common ones that take their place are so much wider.
WIDER = 1.3
# What a file of this kind may not hold, whatever it is written as.
NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
RTL_LANGUAGES = {"ar", "fa", "ckb", "ur", "he"}
TSPAN = '<tspan x="{}" y="{}">{}</tspan>'


def whole_pixels(*numbers: float) -> tuple[int, ...]:
    return tuple(round(number) for number in numbers)


@dataclass
class Sheet:
    """What is drawn so far, on a sheet of a width that may run from right to left."""

    width: float
    language: str
    is_rtl: bool
    colours: dict[str, int]
    parts: list[SafeString] = field(default_factory=list)
    continued: list[dict[str, Any]] = field(default_factory=list)
    number: int = 0

    def left(self, x: float, width: float) -> float:
        return self.width - x - width if self.is_rtl else x

    def box(self, x: float, y: float, width: float, height: float, *, fill: str = "#ffffff", stroke: str = "none") -> None:
        shape = '<rect x="{}" y="{}" width="{}" height="{}" rx="4" fill="{}" stroke="{}"/>'
        self.parts.append(format_html(shape, *whole_pixels(self.left(x, width), y, width, height), fill, stroke))

    def line(self, x: float, y: float, x2: float, y2: float, stroke: str = HAIR) -> None:
        shape = '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}"/>'
        self.parts.append(format_html(shape, *whole_pixels(self.left(x, 0), y, self.left(x2, 0), y2), stroke))

    def text(
        self,
        x: float,
        y: float,
        width: float,
        lines: Sequence[str],
        *,
        language: str = "",
        size: float = SIZE,
        fill: str = INK,
        weight: int = 400,
        middle: bool = False,
    ) -> None:
        """Lines of text in a stretch of the sheet; each language runs its own way."""
        runs_rtl = (language or self.language) in RTL_LANGUAGES
        left = self.left(x, width)
        at = left + width / 2 if middle else left + (width if runs_rtl else 0)
        rows = SafeString(
            "".join(format_html(TSPAN, *whole_pixels(at, y + nth * LINE), row) for nth, row in enumerate(lines))
        )
        shape = (
            '<text xml:lang="{0}" lang="{0}" direction="{1}" text-anchor="{2}" font-size="{3}" font-weight="{4}"'
            ' fill="{5}">{6}</text>'
        )
        direction, anchor = ("rtl" if runs_rtl else "ltr"), ("middle" if middle else "start")
        self.parts.append(format_html(shape, language or self.language, direction, anchor, size, weight, fill, rows))

    def badge(self, x: float, y: float, letter: str, colour: int) -> None:
        at = self.left(x, 0)
        shape = '<circle cx="{}" cy="{}" r="10" fill="{}"/>'
        self.parts.append(format_html(shape, *whole_pixels(at, y), COLOURS[colour]))
        self.text(x - 10, y + 4.5, 20, [letter], fill="#ffffff", weight=700, middle=True)

    def sign(self, x: float, y: float, size: float, symbol: str, colour: str) -> None:
        """One of our own signs; nothing of what people wrote is in it."""
        place = format_html('<svg x="{}" y="{}" width="{}" height="{}"', *whole_pixels(self.left(x, size), y, size, size))
        self.parts.append(mark_safe(picture_of(symbol, colour).replace("<svg", place, 1)))  # noqa: S308

    def open(self, tag: str, *given: object) -> None:
        self.parts.append(format_html(tag, *given))

    def close(self) -> None:
        self.parts.append(SafeString("</g>"))


def picture(dossier: Dossier, *, language: str, places: Collection[UUID] | None = None, part: Excerpt = WHOLE) -> bytes:
    """An SVG of what everyone for whom it is may read."""
    groups, voices = groups_in(dossier), voices_in(dossier)
    cards = cards_on_paper(dossier, places, part)
    today, birth = timezone.localdate(), dossier.child.birth_date
    board = board_of(dossier, cards, voices, Wanted(zoom="paper"), part.window(birth, today))
    day = DAY * max(1.0, 1800 / (board.days * DAY))
    sheet = Sheet(NAMES + board.days * day, language, get_language_bidi(), colours_of(voices))
    counts = {voice.letter: sum(card.letter == voice.letter for card in cards) for voice in voices}
    sheet.text(EDGE, 34, sheet.width / 2, [title_of(dossier)], size=24, weight=700)
    about = f"{subtitle_of(dossier.child, groups)} · {formats.date_format(today, 'j F Y')}"
    sheet.text(EDGE, 58, sheet.width / 2, [f"{about} · {note_of(part, voices, cards)}".rstrip(" ·")], fill=SOFT)
    x = sheet.width / 2 + NAMES
    for voice in legend_of(voices, counts, Wanted()):
        sheet.badge(x, 28, voice.letter, voice.colour)
        sheet.text(x + 16, 32, 120, [voice.label])
        x += 150
    y = 74.0
    found = axis(birth, today, board.first_day, board.days, groups)
    for lane in lanes_of(board, {str(card.id): card for card in cards}):
        if lane.is_axis:
            y = axis_row(sheet, lane, found, y, board.first_day, day)
        elif part.has_lane(lane.key):
            y = lane_row(sheet, lane, y, board.first_day, day)
    y = the_rest(sheet, y + 30)
    sheet.text(EDGE, y + 20, sheet.width - 2 * EDGE, [footer_of(dossier)], fill=SOFT)
    said = ngettext(
        "%(n)s kaartje op een tijdlijn, van jong naar oud.", "%(n)s kaartjes op een tijdlijn, van jong naar oud.", len(cards)
    )
    return whole(sheet, y + 40, title_of(dossier), said % {"n": len(cards)}).encode()


@dataclass(frozen=True)
class Told:
    """One card with its words in lines."""

    one: Drawn
    card: dict[str, Any]
    when: list[str]
    lines: list[str]
    is_bar: bool

    @property
    def height(self) -> float:
        return 2 * EDGE + len(self.lines) * LINE + (0 if self.is_bar else HEAD + max(0, len(self.when) - 1) * LINE)


def told(sheet: Sheet, one: Drawn, width: float, *, is_bar: bool = False, is_undated: bool = False) -> Told:
    """The words of a card in as many lines as the board gives it; what is more goes under the board."""
    sheet.number += 1
    card = card_on_paper(one, sheet.number, sheet.colours)
    card["when"] = card["when"] or (labels()["undated"] if is_undated else "")
    room, most = (width - 2 * EDGE - 26, 2) if is_bar else (width - 2 * EDGE, MOST_LINES)
    lines = wrapped(card["text"], room, SIZE * WIDER)
    if len(lines) > most:
        end = f" … → {sheet.number}"
        last = wrapped(lines[most - 1], max(room - len(end) * SIZE * 0.6, SIZE), SIZE * WIDER)[0]
        lines = [*lines[: most - 1], last + end]
    if card["text"].split() != " ".join(lines).split() or card["layers"]:
        sheet.continued.append(card)
    when = wrapped(card["when"], width - 2 * EDGE - 28 - (20 if card["face"] else 0) - (20 if card["key"] else 0), SIZE * WIDER)
    return Told(one, card, when, lines, is_bar)


def lane_row(sheet: Sheet, lane: LaneDrawn, top: float, first: int, day: float) -> float:
    """One lane with its boxes, row under row, and its undated cards below; as tall as they need."""
    sheet.open('<g role="group" aria-label="{}">', lane.name)
    rows: dict[int, list[tuple[float, float, BoxDrawn, list[Told]]]] = {}
    for box in sorted(lane.boxes, key=lambda each: (each.box.row, each.box.x)):
        width = max(box.box.width * day - 2, 60)
        cards = [told(sheet, one, width, is_bar=box.is_bar) for one in box.cards]
        rows.setdefault(box.box.row, []).append((NAMES + (box.box.x - first) * day, width, box, cards))
    y = top + GAP
    drawn: list[tuple[float, float, float, bool, list[Told]]] = []
    for _row, boxes in sorted(rows.items()):
        drawn.extend((x, y, width, box.differs, cards) for x, width, box, cards in boxes)
        y += max(height_of(box.differs, cards) for _x, _width, box, cards in boxes) + GAP
    across = max(1, int((sheet.width - NAMES - EDGE) // (TRAY + GAP)))
    for start in range(0, len(lane.tray), across):
        cards = [told(sheet, one, TRAY, is_undated=True) for one in lane.tray[start : start + across]]
        drawn.extend((NAMES + EDGE + nth * (TRAY + GAP), y, TRAY, False, [each]) for nth, each in enumerate(cards))
        y += max(each.height for each in cards) + GAP
    names = wrapped(lane.name, NAMES - 2 * EDGE, SIZE * WIDER)
    bottom = max(y, top + len(names) * LINE + 2 * EDGE)
    sheet.box(0, top, NAMES, bottom - top, fill=SAND)
    sheet.text(EDGE, top + 20, NAMES - 2 * EDGE, names, weight=700)
    sheet.line(0, bottom, sheet.width, bottom)
    for x, above, width, is_differing, cards in drawn:
        draw_box(sheet, x, above, width, is_differing, cards)
    sheet.close()
    return bottom


def height_of(is_differing: bool, cards: Sequence[Told]) -> float:
    return sum(each.height for each in cards) + (LINE + EDGE if is_differing else 0)


def draw_box(sheet: Sheet, x: float, y: float, width: float, is_differing: bool, cards: Sequence[Told]) -> None:
    sheet.box(x, y, width, height_of(is_differing, cards), stroke=WARN if is_differing else BORDER)
    for each in cards:
        sheet.open('<g role="img"><title>{}</title>', each.one.aloud)
        draw_card(sheet, x + EDGE, y + EDGE, width - 2 * EDGE, each)
        sheet.close()
        y += each.height
    if is_differing:
        sheet.text(x + EDGE, y + LINE - 4, width - 2 * EDGE, [labels()["differs"]], fill=WARN, weight=600)


def draw_card(sheet: Sheet, x: float, y: float, width: float, each: Told) -> None:
    card = each.card
    sheet.badge(x + 10, y + 10, card["letter"], card["colour"])
    if each.is_bar:
        sheet.text(x + 26, y + 14, width - 26, each.lines, language=card["lang"])
        return
    signs = [(f"face-{card['face']}", FACE_COLOURS[card["face"]])] if card["face"] else []
    signs += [("icon-star", "#b98a00")] if card["key"] else []
    for nth, (symbol, colour) in enumerate(signs):
        sheet.sign(x + width - 20 * (nth + 1), y, 20, symbol, colour)
    sheet.text(x + 26, y + 14, width - 28 - 20 * len(signs), each.when, fill=SOFT)
    sheet.text(x, y + HEAD + 12 + max(0, len(each.when) - 1) * LINE, width, each.lines, language=card["lang"])


def axis_row(sheet: Sheet, lane: LaneDrawn, found: Axis, top: float, first: int, day: float) -> float:
    """The groups, or the ages with the years under them."""
    is_groups = lane.key == "groep_kind"
    height = 30.0 if is_groups else 52.0
    sheet.box(0, top, NAMES, height, fill=SAND)
    sheet.text(EDGE, top + 20, NAMES - 2 * EDGE, [lane.name], weight=700)
    for part in found.groups if is_groups else found.ages:
        x, width = NAMES + (part.x - first) * day, part.width * day
        sheet.box(x + 1, top + 4, width - 2, 22, fill=GOLD if part.is_now else BLUE)
        label = part.label if is_groups else labels()["years"].replace("%(n)s", part.label)
        if width > 50 or is_groups:
            sheet.text(x, top + 20, width, [label], weight=700, middle=True)
    for part in () if is_groups else found.years:
        if part.width * day > 40:
            sheet.text(NAMES + (part.x - first) * day, top + 44, part.width * day, [part.label], fill=SOFT, middle=True)
    sheet.line(0, top + height, sheet.width, top + height)
    return top + height


def the_rest(sheet: Sheet, top: float) -> float:
    """The whole words of each card that did not fit, under the board, by number."""
    if not sheet.continued:
        return top
    said = labels()
    width = min(sheet.width - 2 * EDGE, 900.0)
    sheet.text(EDGE, top, width, [said["appendix"]], size=18, weight=700)
    y = top + 30
    for card in sheet.continued:
        sheet.text(EDGE, y, 40, [str(card["n"])], weight=700)
        sheet.text(EDGE + 40, y, width, [" · ".join(part for part in (card["voice"], card["when"]) if part)], fill=SOFT)
        y += LINE
        for words in (card["text"], *(f"{said[name]} {text}" for name, text in card["layers"])):
            lines = wrapped(words, width - 40, SIZE * WIDER)
            sheet.text(EDGE + 40, y, width - 40, lines, language=card["lang"])
            y += len(lines) * LINE
        y += LINE / 2
    return y


def whole(sheet: Sheet, height: float, title: str, about: str) -> str:
    """The file: what it is called and tells of comes first, for who does not see it."""
    head = format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" lang="{0}" xml:lang="{0}" width="{1}" height="{2}"'
        ' viewBox="0 0 {1} {2}" role="group" aria-labelledby="naam over" font-family="{3}">'
        '<title id="naam">{4}</title><desc id="over">{5}</desc><rect width="100%" height="100%" fill="#ffffff"/>',
        sheet.language, *whole_pixels(sheet.width, height), FONT, title, about,
    )  # fmt: skip
    return NOT_IN_XML.sub("", '<?xml version="1.0" encoding="UTF-8"?>\n' + head + "".join(sheet.parts) + "</svg>\n")
