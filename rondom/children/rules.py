"""Why somebody can not get a place in the circle now."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from rondom.children.models import Place, Role, Voice
from rondom.children.rights import INVITES

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def why_not_invite(role: str, by: str, places: Iterable[Place]) -> str | None:
    """A parent can not bring somebody in as a teacher: who may take which place follows from who invites."""
    if role not in INVITES.get(by, frozenset()):
        return _("Vraag de school om deze persoon uit te nodigen. U nodigt zelf familie uit, en mensen die u vertrouwt.")
    if role == Role.CHILD and any(place.role == Role.CHILD for place in places):
        return _("Het kind doet al mee. Maak een nieuwe uitnodiging bij de naam.")
    return None


def why_not_twice(once: UUID | None, places: Iterable[Place]) -> str | None:
    if once is not None and once in {place.pk for place in places}:
        return _("Deze uitnodiging is al gemaakt. Is de code weg? Maak een nieuwe uitnodiging bij de naam.")
    return None


def why_not_invite_again(place: Place, by: str) -> str | None:
    if place.role not in INVITES.get(by, frozenset()):
        return _("Vraag de school om voor deze persoon een nieuwe uitnodiging te maken.")
    return None


def is_letter(letter: str) -> bool:
    """The sign of a voice stands on every card and in the style of the board: one or two letters, nothing else."""
    return len(letter) in (1, 2) and letter.isalpha()


def why_not_add_voice(voices: Iterable[Voice], letter: str) -> str | None:
    """A letter stands for one voice in a circle; the sentence offers one that is still free."""
    if not is_letter(letter):
        return _("Een stem heeft een of twee letters.")
    taken = {voice.letter for voice in voices}
    if letter not in taken:
        return None
    free = next((other for other in LETTERS if other not in taken), "Ω")
    return _("De letter %(letter)s is al van iemand anders. Kies een andere, bijvoorbeeld %(free)s.") % {
        "letter": letter,
        "free": free,
    }
