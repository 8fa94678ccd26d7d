"""Cards of paper: an invitation and a way in, each with a picture code, an address and nothing of a child (rule R105)."""

from pathlib import Path

import segno
from django.utils import translation
from django.utils.translation import gettext as _

from rondom.base.paper import print_paper
from rondom.people.models import Person

TEMPLATE = Path(__file__).parent / "paper" / "card.typ"


def invitation_pdf(person: Person, *, link: str, code: str) -> bytes:
    """The invitation to hand over: the link as picture and in letters, and the code beside it."""
    with translation.override(person.language):
        return card(
            person,
            link=link,
            code=code,
            title=_("Uitnodiging"),
            steps=[
                _("Scan het plaatje met uw telefoon, of typ het adres over."),
                _("Typ daarna deze code."),
                _("De uitnodiging werkt veertien dagen, en één keer."),
            ],
        )


def recovery_pdf(person: Person, *, link: str) -> bytes:
    """The invitation after every key was lost: only its person knows the code."""
    with translation.override(person.language):
        return card(
            person,
            link=link,
            code="",
            title=_("Uitnodiging"),
            steps=[
                _("Scan het plaatje met uw telefoon, of typ het adres over."),
                _("Typ daarna de zes cijfers die u aan de balie hebt gekozen."),
                _("De uitnodiging werkt veertien dagen, en één keer."),
            ],
        )


def paper_card_pdf(person: Person, *, link: str, language: str) -> bytes:
    """The card to keep: the picture lets in together with the PIN, which stands nowhere."""
    with translation.override(language):
        return card(
            person,
            link=link,
            code="",
            title=_("Uw kaart"),
            steps=[
                _("Scan het plaatje met een telefoon, of typ het adres over."),
                _("Typ daarna uw eigen pincode. Schrijf die niet op deze kaart."),
                _("Kaart kwijt? Zeg het tegen wie u uitnodigde. Dan gaat deze kaart dicht."),
            ],
        )


def card(person: Person, *, link: str, code: str, title: str, steps: list[str]) -> bytes:
    language = translation.get_language() or "nl"
    return print_paper(
        TEMPLATE,
        {
            "title": title,
            "hello": _("Dag %(name)s") % {"name": person.first_name},
            "steps": steps,
            "link": link,
            "code": code,
            "code_label": _("Uw code"),
            "picture_label": _("Plaatje met het adres: %(link)s") % {"link": link},
            "cut": _("Knip langs de stippellijn."),
            "lang": language,
            "dir": "rtl" if translation.get_language_bidi() else "ltr",
            "picture": segno.make(link, error="m").svg_inline(border=2),
        },
    )
