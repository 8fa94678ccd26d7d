"""What a card asks, in the words for who reads: `u` to parents, `je` to the child and to colleagues."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from rondom.cards.models import CardKind
from rondom.cards.rules import WITH_A_FACE
from rondom.children.deciders import Band, band_of
from rondom.children.dossier import Dossier
from rondom.children.models import Role
from rondom.children.rights import PARENTS


@dataclass(frozen=True)
class Questions:
    """The questions of one kind of card, one for each screen."""

    about: str
    when: str
    when_hint: str
    what: str
    how: str
    meaning: str
    response: str


def is_formal(dossier: Dossier) -> bool:
    return dossier.role in PARENTS


def is_young(dossier: Dossier) -> bool:
    """A child under twelve, for whom there is a form of its own: with drawing and telling, and few words."""
    return dossier.role == Role.CHILD and band_of(dossier.child.birth_date, timezone.localdate()) == Band.CHILD


def tile(kind: str, dossier: Dossier) -> str:
    """The name of a kind on the first screen, as this reader would say it."""
    name = dossier.child.first_name
    development = _("Hoe het met mij gaat") if dossier.role == Role.CHILD else _("Hoe het gaat met %(name)s") % {"name": name}
    return {
        CardKind.LIFE_EVENT: _("Iets wat gebeurde"),
        CardKind.HOME: _("Thuis"),
        CardKind.SCHOOL: _("School of opvang"),
        CardKind.DEVELOPMENT: development,
        CardKind.HELP: _("Hulp"),
        CardKind.COLLABORATION: _("Samen met anderen") if is_young(dossier) else _("Samenwerking"),
        CardKind.BOTTLENECK: _("Waar het op vastloopt"),
    }[CardKind(kind)]


def questions(kind: str, dossier: Dossier) -> Questions:
    formal = is_formal(dossier)
    meaning = _("Wat deed dat met u?") if formal else _("Wat deed dat met jou?")
    return Questions(
        about=_("Waar gaat uw kaartje over?") if formal else _("Waar gaat je kaartje over?"),
        when=_("Wanneer was dat?"),
        when_hint=(
            _("Schrijf het zoals u het zou zeggen. Weet u het niet precies? Dat is goed.")
            if formal
            else _("Schrijf het zoals je het zou zeggen. Weet je het niet precies? Dat is goed.")
        ),
        what=what(kind, dossier),
        how=how(kind, formal=formal),
        meaning=_("Wat betekende dat voor het kind?") if kind == CardKind.BOTTLENECK else meaning,
        response=(
            _("Wat vonden uw kind en u ervan?")
            if formal
            else _("Wat vond je ervan?")
            if dossier.role == Role.CHILD
            else _("Wat vonden kind en ouders ervan?")
        ),
    )


def what(kind: str, dossier: Dossier) -> str:
    name = dossier.child.first_name
    return {
        CardKind.LIFE_EVENT: _("Wat gebeurde er?"),
        CardKind.HOME: _("Hoe was het thuis?"),
        CardKind.SCHOOL: _("Welke school of opvang was het?"),
        CardKind.DEVELOPMENT: (
            _("Hoe ging het met jou?") if dossier.role == Role.CHILD else _("Wat viel op bij %(name)s?") % {"name": name}
        ),
        CardKind.HELP: _("Welke hulp was het?"),
        CardKind.COLLABORATION: _("Hoe ging het samenwerken?"),
        CardKind.BOTTLENECK: _("Waar liep het op vast?"),
    }[CardKind(kind)]


def how(kind: str, *, formal: bool) -> str:
    if kind == CardKind.HELP:
        return _("Hoe was deze hulp voor u?") if formal else _("Hoe was deze hulp voor jou?")
    if kind in WITH_A_FACE:
        return _("Hoe was het samenwerken voor u?") if formal else _("Hoe was het samenwerken voor jou?")
    if kind == CardKind.BOTTLENECK:
        return _("Wat betekende dat voor het kind?")
    return _("Wat betekende dat voor u?") if formal else _("Wat betekende dat voor jou?")
