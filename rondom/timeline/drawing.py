"""The many cards of a board as one string: escaped card by card, joined once. A template loop takes ten times as long."""

from collections.abc import Iterable
from html import escape
from typing import Any
from unicodedata import normalize

from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from rondom.cards.pages import Drawn
from rondom.timeline.queries import BoardPage, BoxDrawn, LaneDrawn

# So much of a text stands on the board; the rest is one tap away.
ON_THE_BOARD = 96
NOWHERE = ("", "")  # on the wall a card leads to no page of its own
FACE_ICON = '<svg class="face face--{0}" aria-hidden="true"><use href="#face-{0}"/></svg>'
STAR = '<svg class="mark" aria-hidden="true"><use href="#icon-star"/></svg>'
SAID = '<svg class="made" aria-hidden="true"><use href="#icon-say"/></svg>'
MADE = {
    kind: f'<svg class="made" aria-hidden="true"><use href="#icon-{icon}"/></svg>'
    for kind, icon in (("drawing", "pencil"), ("voice", "mic"))
}


def boxes(page: BoardPage, lane_boxes: Iterable[BoxDrawn]) -> str:
    return "".join([box(page, each) for each in lane_boxes])


def box(page: BoardPage, each: BoxDrawn) -> str:
    """One box: a card, a bar, or several cards that are about the same thing."""
    kind = "bar" if each.is_bar else "card"
    soft = (" box--soft-start" if each.is_soft_start else "") + (" box--soft-end" if each.is_soft_end else "")
    key = f' id="b{each.box.cards[0][:8]}"'
    if len(each.cards) == 1:
        if page.wanted.view == "side-by-side":
            key += f' data-band="{escape(each.cards[0].card.letter)}"'
        return card(page, each.cards[0], f"box {kind}{soft}", key)
    label = escape(_("Hier kijken jullie anders") if each.differs else _("Over hetzelfde"))
    inside = "".join([card(page, one, "voice-of-group") for one in each.cards])
    differs = f'<p class="differs">{label}</p>' if each.differs else ""
    return f'<div class="box card card--group{soft}"{key} role="group" aria-label="{label}">{inside}{differs}</div>'


def card(page: BoardPage, one: Drawn, classes: str, key: str = "") -> str:
    """Kept with what is told more than once: on a board that stays open most of it stands as it stood."""
    given = classes, key, page.colours.get(one.card.letter, 0), page.card_path
    kept: dict[Any, str] | None = vars(one.card).get("html")
    if kept is None:
        return card_anew(one, *given)
    if given not in kept:
        kept.clear()
        kept[given] = card_anew(one, *given)
    return kept[given]


def card_anew(one: Drawn, classes: str, key: str, colour: int, path: tuple[str, str]) -> str:
    """One card. All that people wrote, and all that is translated, goes through `escape`; the rest is ours."""
    told = one.card
    before, after = path
    tag, leads = ("div", 'role="group"') if path == NOWHERE else ("a", f'href="{before}{told.id}{after}" data-dialog')
    marks = f'<span class="fresh">{escape(one.fresh_name)}</span>' if told.fresh else ""
    if told.attachments:
        marks += "".join([MADE[kind] for kind in told.attachments])
    if told.key_moments:
        marks += STAR
    if told.statements:
        marks += SAID
    if told.face:
        marks += FACE_ICON.format(told.face)
    return (
        f'<{tag} class="{classes} voice-{colour}"{key} {leads}'
        f' aria-label="{escape(one.aloud)}"><span class="card__inside"><span class="card__head">'
        f'<b class="letter">{escape(told.letter)}</b><span class="card__when" dir="auto">{escape(one.when)}</span>{marks}</span>'
        f'<span class="card__text" lang="{escape(told.language)}" dir="auto">{escape(shortened(one.said))}</span></span></{tag}>'
    )


def shortened(text: str) -> str:
    """So much of a text as stands on the board, in the one way of writing a sign that Django's own shortening gives."""
    if len(text) <= ON_THE_BOARD:
        return normalize("NFC", text)
    return Truncator(text).chars(ON_THE_BOARD, truncate=" …")


def inside_of(page: BoardPage, lane: LaneDrawn) -> SafeString:
    """All that lies in one lane: on the page at first, and later as it is told to who has the page open."""
    bands = "".join(
        f'<span class="band voice-{page.colours.get(letter, 0)}" id="band-{lane.kind}-{escape(letter)}"'
        f' data-band="{escape(letter)}"><b class="letter">{escape(letter)}</b></span>'
        for letter, _first, _rows in lane.bands
    )
    undated = ""
    if lane.tray:
        cards = "".join([card(page, each, "card card--undated") for each in lane.tray])
        undated = f'<div class="tray"><p class="tray__name">{escape(_("Zonder datum"))}</p>{cards}</div>'
    return SafeString(f'<tight-rows class="track">{bands}{boxes(page, lane.boxes)}</tight-rows>{undated}')


def span(each: BoxDrawn) -> str:
    return f"--d:{each.span};" if each.span else ""


def positions(page: BoardPage) -> SafeString:
    """Where everything stands, as the one style element of the page: a strict policy allows no style attributes."""
    rules = [f".board{{--first:{page.first_day};--days:{page.days};--today:{page.today - page.first_day}}}"]
    rules.extend(rules_of(lane) for lane in page.lanes)
    for name, parts in (("a", page.axis.ages), ("y", page.axis.years), ("g", page.axis.groups)):
        rules.extend(f"#{name}{nth}{{--x:{part.x};--w:{part.width}}}" for nth, part in enumerate(parts))
    rules.append(f"#schooltijd{{--x:{page.school_start}}}#nu{{--x:{page.today}}}")
    return SafeString("".join(rules))


def rules_of(lane: LaneDrawn) -> str:
    """Where the boxes of one lane stand."""
    places = [
        f"#b{each.box.cards[0][:8]}{{--x:{each.box.x};--w:{each.box.width};{span(each)}grid-row:{each.box.row + 1}}}"
        for each in lane.boxes
    ]
    bands = [f"#band-{lane.kind}-{voice}{{grid-row:{first}/span {rows}}}" for voice, first, rows in lane.bands]
    return "".join([*places, *bands])
