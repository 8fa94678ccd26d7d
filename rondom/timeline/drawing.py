"""The many cards of a board as one string: escaped card by card, joined once. A template loop takes ten times as long."""

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from rondom.cards.pages import Drawn
from rondom.timeline.queries import SOME_CARD, BoardPage, BoxDrawn, LaneDrawn

# So much of a text stands on the board; the rest is one tap away.
ON_THE_BOARD = 96
NOTHING = SafeString("")
FACE_ICON = SafeString('<svg class="face face--{0}" aria-hidden="true"><use href="#face-{0}"/></svg>')


MADE = {
    kind: f'<svg class="made" aria-hidden="true"><use href="#icon-{icon}"/></svg>'
    for kind, icon in (("drawing", "pencil"), ("voice", "mic"))
}


def joined(parts: Iterable[SafeString]) -> SafeString:
    """Strings that are safe already, as one that is."""
    return SafeString("".join(parts))


def boxes(page: BoardPage, lane_boxes: Iterable[BoxDrawn]) -> SafeString:
    return joined(box(page, each) for each in lane_boxes)


def box(page: BoardPage, each: BoxDrawn) -> SafeString:
    """One box: a card, a bar, or several cards that are about the same thing."""
    kind = "bar" if each.is_bar else "card"
    soft = (" box--soft-start" if each.is_soft_start else "") + (" box--soft-end" if each.is_soft_end else "")
    key = f"b{each.box.cards[0][:8]}"
    if len(each.cards) == 1:
        band = format_html(' data-band="{}"', each.cards[0].card.letter) if page.wanted.view == "side-by-side" else NOTHING
        return card(page, each.cards[0], key, f"box {kind}{soft}", band)
    label = _("Hier kijken jullie anders") if each.differs else _("Over hetzelfde")
    inside = joined(card(page, one, "", "voice-of-group") for one in each.cards)
    differs = format_html('<p class="differs">{}</p>', label) if each.differs else NOTHING
    return format_html(
        '<div class="box card card--group{}" id="{}" role="group" aria-label="{}">{}{}</div>', soft, key, label, inside, differs
    )


def card(page: BoardPage, one: Drawn, key: str, classes: str, more: SafeString = NOTHING) -> SafeString:
    """Kept with what is drawn: on a board that stays open most of it stands as it stood."""
    given = key, classes, more, page.colours.get(one.card.letter, 0), page.card_path
    kept: dict[Any, SafeString] = vars(one).setdefault("html", {})
    if given not in kept:
        kept.clear()
        kept[given] = card_anew(one, *given)
    return kept[given]


def card_anew(one: Drawn, key: str, classes: str, more: SafeString, colour: int, path: str) -> SafeString:
    told = one.card
    short = Truncator(one.said).chars(ON_THE_BOARD, truncate=" …")
    face = FACE_ICON.format(told.face) if told.face else ""
    made = "".join(MADE[kind] for kind in told.attachments)
    mark = made + ('<svg class="mark" aria-hidden="true"><use href="#icon-star"/></svg>' if told.key_moments else "")
    fresh = format_html('<span class="fresh">{}</span>', one.fresh_name) if told.fresh else NOTHING
    return format_html(
        '<a class="{} voice-{}"{} href="{}" data-dialog aria-label="{}"><span class="card__inside">'
        '<span class="card__head"><b class="letter">{}</b>'
        '<span class="card__when" dir="auto">{}</span>{}{}{}</span>'
        '<span class="card__text" lang="{}" dir="auto">{}</span></span></a>',
        classes,
        colour,
        format_html(' id="{}"{}', key, more) if key else "",
        path.replace(SOME_CARD, str(told.id)),
        one.aloud,
        told.letter,
        one.when,
        fresh,
        mark_safe(mark),  # noqa: S308 — our own constants
        mark_safe(face),  # noqa: S308
        told.language,
        short,
    )


def inside_of(page: BoardPage, lane: LaneDrawn) -> SafeString:
    """All that lies in one lane: on the page at first, and later as it is told to who has the page open."""
    bands = joined(
        format_html(
            '<span class="band voice-{0}" id="band-{1}-{2}" data-band="{2}"><b class="letter">{2}</b></span>',
            page.colours.get(letter, 0),
            lane.kind,
            letter,
        )
        for letter, _first, _rows in lane.bands
    )
    undated = (
        format_html(
            '<div class="tray"><p class="tray__name">{}</p>{}</div>',
            _("Zonder datum"),
            joined(card(page, each, "", "card card--undated") for each in lane.tray),
        )
        if lane.tray
        else NOTHING
    )
    return format_html('<tight-rows class="track">{}{}</tight-rows>{}', bands, boxes(page, lane.boxes), undated)


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
