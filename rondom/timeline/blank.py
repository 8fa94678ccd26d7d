"""Paper to write on: cards to cut out, and how to fill them in. Nothing of a child stands on it, so it may lie about."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from rondom.base.paper import picture_of, print_paper
from rondom.cards.first_screen import ICONS
from rondom.cards.models import CardKind, Face
from rondom.cards.rules import WITH_A_FACE
from rondom.timeline.file import CARD_LANES
from rondom.timeline.queries import card_lanes

PAPER = Path(__file__).parent / "paper"
# A colour for each lane beside its sign and name: dark enough to write on white with, and apart on a grey printer by the sign.
LANE_COLOURS = dict(
    zip(CARD_LANES, ("#8a1f4f", "#9c4500", "#1c4f93", "#2f6b1f", "#0b6b5d", "#6b3a96", "#4a5058"), strict=True)
)
FACE_COLOURS = {"good": "#1b7a3d", "neutral": "#7a6200", "not_good": "#b3261e"}


def blank_cards(*, language: str, lanes: Collection[str] = ()) -> bytes:
    """Sheets of eight empty cards, one sheet for each lane."""
    chosen = [key for key in CARD_LANES if not lanes or key in lanes]
    content = {
        **words(language),
        "title": _("Lege kaartjes"),
        "cut": _("Knip langs de stippellijn."),
        "lanes": [lane(key) for key in chosen],
    }
    return print_paper(PAPER / "blank.typ", content)


def guide(*, language: str, lanes: Collection[str] = ()) -> bytes:
    """One page for who fills in: in which order, with a card as an example."""
    content = {
        **words(language),
        "title": _("Een kaartje invullen"),
        "lead": _("Op het bord komt het verhaal van een kind. Iedereen vertelt een stukje, elk op een eigen kaartje."),
        "steps": [
            _("Pak een kaartje. Bovenaan staat waar het over gaat."),
            _("Schrijf wanneer het was. Gewone woorden zijn goed: “groep 3”, “herfst 2022”, “toen zij vier was”."),
            _("Schrijf in een paar woorden wat er was. Eén ding op één kaartje."),
            _("Staan er gezichtjes? Zet een cirkel om het gezichtje dat past."),
            _("Schrijf wie het vertelt: bijvoorbeeld moeder, school of jeugdhulp."),
            _("Leg het kaartje op het bord: in de baan met dezelfde naam, onder het goede jaar."),
        ],
        "good_to_know": [
            _("Iets niet zeker? Laat het leeg. Dat is goed."),
            _("Eén kaartje is genoeg. Meer mag ook."),
            _("Niet met elkaar eens? Schrijf dan elk een eigen kaartje. Niemand verandert wat een ander schreef."),
            _("Klaar? Geef de kaartjes aan wie dit papier gaf. Die typt ze over."),
        ],
        "about": _("Waar kan een kaartje over gaan?"),
        "example": _("Zo kan het eruitzien"),
        "filled": {
            "when": _("herfst 2022"),
            "what": _("Speltherapie op school, elke dinsdag. Zij ging er graag heen."),
            "who": _("moeder"),
            "face": "good",
        },
        "example_said": _("Een ingevuld kaartje over hulp: wanneer, wat, een cirkel om het blije gezichtje, en wie het vertelt."),
        "lanes": [lane(key) for key in CARD_LANES if not lanes or key in lanes],
        "help_lane": lane("hulp_kind_gezin"),
    }
    return print_paper(PAPER / "guide.typ", content)


def words(language: str) -> dict[str, Any]:
    """What stands on every empty card, and the language of the sheet."""
    return {
        "lang": language,
        "dir": "rtl" if get_language_bidi() else "ltr",
        "when": _("Wanneer was dat?"),
        "who": _("Wie vertelt dit?"),
        "faces": [
            {"name": face.value, "label": str(face.label), "picture": picture_of(f"face-{face.value}", FACE_COLOURS[face.value])}
            for face in Face
        ],
    }


def lane(key: str) -> dict[str, Any]:
    kind, colour = CARD_LANES[key], LANE_COLOURS[key]
    return {
        "name": card_lanes()[key],
        "colour": colour,
        "picture": picture_of(f"icon-{ICONS[CardKind(kind)]}", colour),
        "what": what_of(kind),
        "has_face": kind in WITH_A_FACE,
    }


def what_of(kind: str) -> str:
    """The question of a kind of card, as it can be asked of anybody and about any child."""
    return {
        "life_event": _("Wat gebeurde er?"),
        "home": _("Hoe was het thuis?"),
        "school": _("Welke school of opvang was het?"),
        "development": _("Wat viel op?"),
        "help": _("Welke hulp was het?"),
        "collaboration": _("Hoe ging het samenwerken?"),
        "bottleneck": _("Waar liep het op vast?"),
    }[kind]
