"""Slips of paper to hand out: the link as picture and in letters, what it is for, and that nobody sees who answered."""

from pathlib import Path

import segno
from django.utils import translation
from django.utils.translation import gettext as _

from rondom.base.paper import print_paper
from rondom.surveys.models import Wave, WaveSchool
from rondom.surveys.pages import address_of
from rondom.surveys.passes import MANY
from rondom.surveys.words import label_of

TEMPLATE = Path(__file__).parent / "paper" / "slips.typ"


def slips_pdf(wave: Wave, school: WaveSchool, role: str, *, base: str, language: str) -> bytes:
    """As many as were invited: each with an own link, or all with the one that they share."""
    with translation.override(language):
        numbers = range(1, max(1, school.invited.get(role, 0)) + 1)
        links = [address_of(wave, school, role, base, number if wave.is_per_person else MANY) for number in numbers]
        pictures = {link: segno.make(link, error="m").svg_inline(border=2) for link in set(links)}
        return print_paper(
            TEMPLATE,
            {
                "title": wave.version.said("title", language),
                "who": f"{school.name} · {label_of(role)}",
                "says": _("Scan het plaatje met een telefoon. Niemand ziet wie er antwoordt."),
                "until": _("Meedoen kan tot en met %(day)s.") % {"day": f"{wave.closes_on:%d-%m-%Y}"},
                "picture_label": _("Plaatje met het adres van de vragenlijst"),
                "lang": language,
                "dir": "rtl" if translation.get_language_bidi() else "ltr",
                "slips": [{"link": link, "picture": pictures[link]} for link in links],
            },
        )
