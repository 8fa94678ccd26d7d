"""The story as a list on paper: A4, a year a heading, every text whole, each with who told it."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from rondom.base.paper import print_paper
from rondom.cards.pages import Drawn
from rondom.cards.queries import differs
from rondom.cards.tell import Told
from rondom.children.dossier import Dossier
from rondom.children.groups import groups_in
from rondom.children.queries import voices_in
from rondom.timeline.on_paper import cards_on_paper
from rondom.timeline.poster import card_on_paper, labels, note_of, sheet_of
from rondom.timeline.queries import colours_of, subtitle_of, years_of
from rondom.timeline.wanted import WHOLE, Excerpt

TEMPLATE = Path(__file__).parent / "paper" / "story.typ"
NOTHING: Mapping[UUID, Sequence[str]] = {}


def story_on_paper(
    dossier: Dossier, *, language: str, places: Collection[UUID] | None = None, part: Excerpt = WHOLE
) -> bytes:
    """A tagged PDF of what everyone for whom it is may read, in order of time."""
    cards = cards_on_paper(dossier, places, part)
    return story_of(dossier, cards, language=language, note=note_of(part, voices_in(dossier), cards))


def story_of(
    dossier: Dossier, cards: Sequence[Told], *, language: str, note: str = "", remarks: Mapping[UUID, Sequence[str]] = NOTHING
) -> bytes:
    """The same of chosen cards, with what others wrote beside them."""
    groups, colours = groups_in(dossier), colours_of(voices_in(dossier))
    today = formats.date_format(timezone.localdate(), "j F Y")

    def told(one: Drawn) -> dict[str, Any]:
        told = card_on_paper(one, 0, colours)
        not_yet = "" if one.card.is_shared else _("nog niet gedeeld")
        kind = " · ".join(filter(None, [one.kind_name, not_yet]))
        return {**told, "kind": kind, "layers": told["layers"] + [["remark", said] for said in remarks.get(one.card.id, ())]}

    return print_paper(
        TEMPLATE,
        {
            **sheet_of(dossier, language),
            "title": _("Het verhaal van %(name)s") % {"name": dossier.child.first_name},
            "subtitle": f"{subtitle_of(dossier.child, groups)} · {today}",
            "note": note,
            "labels": {**labels(), "remark": _("Erbij geschreven:"), "key": _("Belangrijk moment"), "same": _("Over hetzelfde")},
            "years": [
                {
                    "heading": year.heading,
                    "groups": [
                        {"cards": [told(one) for one in together], "differs": differs([one.card for one in together])}
                        for together in year.groups
                    ],
                }
                for year in years_of(cards, groups)
            ],
        },
    )
