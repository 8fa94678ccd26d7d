"""Cards as they leave the house: what is marked as about somebody else stays here, but for who wrote it (R41).

Every file and every paper is made of what comes out of here. On the pages of Rondom a card stands whole.
"""

from collections.abc import Callable, Collection, Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from rondom.cards.about_others import TOLD, still_there, without
from rondom.cards.models import AboutOthers
from rondom.cards.tell import Told
from rondom.children.access import Reader
from rondom.children.dossier import Dossier

KeepsWhole = Callable[[Told], bool]


def for_its_writer(dossier: Dossier) -> KeepsWhole:
    """What somebody takes along is whole where it is their own; and where the house itself carries all of it over."""
    return lambda card: card.is_own or dossier.reader.is_house


def for_its_owner(dossier: Dossier) -> KeepsWhole:
    """The copy of an organisation is whole where it is its own."""
    own = dossier.organisation_id
    return lambda card: own is not None and card.owner_id == own


def for_readers(readers: Collection[Reader]) -> KeepsWhole:
    """A paper is whole where nobody gets it but the voice that wrote it."""
    voices = {reader.voice_id for reader in readers}
    return lambda card: voices == {card.voice_id}


def for_nobody(_card: Told) -> bool:
    return False


def as_they_leave(dossier: Dossier, cards: Iterable[Told], keeps_whole: KeepsWhole) -> tuple[Told, ...]:
    """These cards for a file or a paper: whole and with its marks, or with the fixed words where something is marked."""
    cards = tuple(cards)
    marked = marked_in(dossier) if cards else {}
    return tuple(left(card, marked[card.id], whole=keeps_whole(card)) if card.id in marked else card for card in cards)


def left(card: Told, marked: Collection[str], *, whole: bool) -> Told:
    if whole:
        return card._replace(about_others=still_there(marked, card.words))
    instead = _("[dit stuk gaat over iemand anders]")
    told = {name: without(card.words[name], marked, instead) for name in TOLD if card.words.get(name)}
    return card._replace(words={**card.words, **told})


def marked_in(dossier: Dossier) -> dict[UUID, tuple[str, ...]]:
    """By card what is marked in it now; in one question."""
    newest = {row.card_id: row for row in AboutOthers.objects.inside(dossier)}
    return {key: row.sentences for key, row in newest.items() if row.sentences}
