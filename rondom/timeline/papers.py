"""Making the paper that somebody chose: which file it becomes, under which name, and what the record says of it."""

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.text import slugify

from rondom.children.dossier import Dossier
from rondom.timeline.blank import blank_cards, guide
from rondom.timeline.picture import picture
from rondom.timeline.poster import poster
from rondom.timeline.story import story_on_paper
from rondom.timeline.wanted import Excerpt

PDF, SVG = "application/pdf", "image/svg+xml"


@dataclass(frozen=True)
class Made:
    """A file to take along."""

    content: bytes
    name: str
    kind: str
    event: str


def made_filled(dossier: Dossier, part: Excerpt, given: dict[str, Any]) -> Made:
    """What was told, for chosen readers: the board as a poster or a picture, or the story as a list."""
    language, places = given["language"], given["people"] or None
    name = f"tijdlijn-{slugify(dossier.child.first_name)}"
    with translation.override(language):
        if given["make"] == "story":
            made = story_on_paper(dossier, language=language, places=places, part=part)
            return Made(made, f"{name}-lijst.pdf", PDF, "timeline.printed")
        if given["make"] == "picture":
            made = picture(dossier, language=language, places=places, part=part)
            return Made(made, f"{name}.svg", SVG, "timeline.pictured")
        made = poster(dossier, paper=given["paper"], language=language, places=places, part=part)
        return Made(made, f"{name}-{given['paper']}.pdf", PDF, "timeline.printed")


def made_blank(dossier: Dossier, given: dict[str, Any]) -> Made:
    """Paper to write on: only the empty board is of one child."""
    language, lanes, event = given["language"], given["lanes"], "timeline.blanks_printed"
    with translation.override(language):
        if given["make"] == "blank_cards":
            return Made(blank_cards(language=language, lanes=lanes), f"kaartjes-{language}.pdf", PDF, event)
        if given["make"] == "guide":
            return Made(guide(language=language, lanes=lanes), f"uitleg-{language}.pdf", PDF, event)
        made = poster(dossier, paper=given["paper"], language=language, is_blank=True)
        return Made(made, f"leeg-bord-{slugify(dossier.child.first_name)}-{given['paper']}.pdf", PDF, event)
