"""The timeline on paper: the board on one page, and what does not fit there, numbered, on the pages after."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import formats, timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from rondom.base.paper import print_paper
from rondom.base.templatetags.ui import soft
from rondom.cards.models import Face
from rondom.cards.pages import Drawn
from rondom.cards.tell import Told
from rondom.children.dossier import Dossier
from rondom.children.groups import groups_in
from rondom.children.models import Voice
from rondom.children.queries import say_voice, voices_in
from rondom.timeline.axis import Axis, Part, axis
from rondom.timeline.fitting import STEPS, first_steps
from rondom.timeline.on_paper import cards_on_paper
from rondom.timeline.queries import (
    BoxDrawn,
    LaneDrawn,
    board_of,
    card_lanes,
    colours_of,
    lanes_of,
    legend_of,
    subtitle_of,
)
from rondom.timeline.wanted import WHOLE, Excerpt, Wanted

TEMPLATE = Path(__file__).parent / "paper" / "poster.typ"
# Width and height in millimetres, landscape.
PAPERS = {"a4": (297, 210), "a3": (420, 297), "a2": (594, 420), "a1": (841, 594), "a0": (1189, 841)}


def poster(
    dossier: Dossier,
    *,
    paper: str,
    language: str,
    places: Collection[UUID] | None = None,
    part: Excerpt = WHOLE,
    is_blank: bool = False,
) -> bytes:
    """A tagged PDF of what everyone for whom it is may read, in the layout of the screen at the zoom of paper.

    Without cards it is a sheet to write on: axis, lanes, groups and who may write.
    """
    groups, voices = groups_in(dossier), voices_in(dossier)
    cards = () if is_blank else cards_on_paper(dossier, places, part)
    today, birth = timezone.localdate(), dossier.child.birth_date
    board = board_of(dossier, cards, voices, Wanted(zoom="paper"), part.window(birth, today))
    width, height = PAPERS[paper]
    counts = {voice.letter: 1 if is_blank else sum(card.letter == voice.letter for card in cards) for voice in voices}
    lanes = [lane for lane in lanes_of(board, {str(card.id): card for card in cards}) if lane.is_axis or part.has_lane(lane.key)]
    laid = lanes_on_paper(lanes, colours_of(voices))
    return print_paper(
        TEMPLATE,
        {
            **sheet_of(dossier, language),
            "title": title_of(dossier),
            "subtitle": f"{subtitle_of(dossier.child, groups)} · {formats.date_format(today, 'j F Y')}",
            "note": "" if is_blank else note_of(part, voices, cards),
            "width": width,
            "height": height,
            "labels": labels(),
            "first": board.first_day,
            "days": board.days,
            "voices": [
                {"letter": voice.letter, "label": voice.label, "colour": voice.colour}
                for voice in legend_of(voices, counts, Wanted())
            ],
            "axis": axis_on_paper(axis(birth, today, board.first_day, board.days, groups)),
            "lanes": laid,
            "steps": STEPS,
            "start": first_steps(laid, first_day=board.first_day, days=board.days, width=width, height=height),
        },
    )


def title_of(dossier: Dossier) -> str:
    return _("Tijdlijn van %(name)s") % {"name": dossier.child.first_name}


def sheet_of(dossier: Dossier, language: str) -> dict[str, str]:
    """What every sheet about a child says of itself."""
    return {"lang": language, "dir": "rtl" if get_language_bidi() else "ltr", "footer": footer_of(dossier)}


def note_of(part: Excerpt, voices: Sequence[Voice], cards: Sequence[Told]) -> str:
    """That a sheet is not the whole story, and which part it is; and that nothing stands there yet."""
    said = []
    if part != WHOLE:
        names = card_lanes()
        chosen = [name for key, name in names.items() if key in part.lanes] if len(part.lanes) < len(names) else []
        chosen += [say_voice(voice) for voice in voices if voice.letter in part.voices] if len(part.voices) < len(voices) else []
        years = (part.since or "…", part.until or "…")
        if years != ("…", "…"):
            chosen.append("–".join(str(year) for year in years))
        if chosen:
            said.append(_("Hier staat een deel: %(what)s.") % {"what": "; ".join(chosen)})
    if not cards:
        said.append(_("Hier staat nog niets. Schrijf erbij wat er was."))
    return " ".join(said)


def footer_of(dossier: Dossier) -> str:
    """What the paper is for, and who printed it when: a sheet that lies about can be brought back."""
    when = formats.date_format(timezone.localtime(), "j F Y, H:i")
    who = dossier.place.person.name if dossier.place else ""
    parts = (_("Alleen voor hulp aan dit kind"), _("afgedrukt op %(when)s") % {"when": when}, who)
    return " · ".join(part for part in parts if part)


def labels() -> dict[str, str]:
    """The fixed words of the poster, in the language of who prints."""
    return {
        "undated": _("Zonder datum"),
        "appendix": _("De hele tekst van wat niet op het bord paste"),
        "more": _("en nog %(n)s op de volgende bladen"),
        "differs": _("Hier kijken jullie anders"),
        "with_whom": _("Met wie:"),
        "meaning": _("Wat het betekende:"),
        "response": _("Wat kind en ouders ervan vonden:"),
        "statement": _("Eigen verklaring van"),
        "years": _("%(n)s jaar"),
        **{f"face_{face.value}": str(face.label) for face in Face},
    }


def axis_on_paper(found: Axis) -> dict[str, Any]:
    def parts(of: Sequence[Part]) -> list[dict[str, Any]]:
        return [{"label": part.label, "x": part.x, "w": part.width, "now": part.is_now} for part in of]

    return {"ages": parts(found.ages), "years": parts(found.years), "groups": parts(found.groups), "now": found.now}


def lanes_on_paper(lanes: Sequence[LaneDrawn], colours: dict[str, int]) -> list[dict[str, Any]]:
    """Every lane with its boxes; cards carry a number in order of time, by which the pages after are found."""
    number = 0
    printed = []
    for lane in lanes:
        rows = []
        for box in sorted(lane.boxes, key=lambda each: (each.box.x, each.box.row)):
            cards = [card_on_paper(card, number + nth, colours) for nth, card in enumerate(box.cards, 1)]
            number += len(cards)
            rows.append(box_on_paper(box, cards))
        tray = [card_on_paper(card, number + nth, colours) for nth, card in enumerate(lane.tray, 1)]
        number += len(tray)
        printed.append({"key": lane.key, "name": soft(lane.name), "axis": lane.is_axis, "boxes": rows, "tray": tray})
    return printed


def box_on_paper(box: BoxDrawn, cards: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "row": box.box.row,
        "x": box.box.x,
        "w": box.box.width,
        "bar": box.is_bar,
        "soft": box.is_soft_start or box.is_soft_end,
        "differs": box.differs,
        "cards": cards,
    }


def card_on_paper(one: Drawn, number: int, colours: dict[str, int]) -> dict[str, Any]:
    card = one.card
    words = card.words
    both = " / ".join(words[name] for name in ("goes_well", "goes_less") if words.get(name))
    return {
        "n": number,
        "letter": card.letter,
        "voice": card.voice,
        "colour": colours.get(card.letter, 0),
        "when": card.when,
        "text": card.text or both,
        "ascii": (card.text or both).isascii(),
        "lang": card.language,
        "face": card.face,
        "key": card.key_moments > 0,
        "layers": [[name, words[name]] for name in ("with_whom", "meaning", "response") if words.get(name)]
        + [["statement", f"{each.voice}: {each.text}"] for each in card.statements],
    }
