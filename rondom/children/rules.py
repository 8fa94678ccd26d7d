"""Why somebody can not get a place in the circle now."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from rondom.children.models import Place, Voice

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def why_not_invite_again(place: Place) -> str | None:
    """Who holds an invitation is in as its person; so nobody makes one for who is in already."""
    if hasattr(place, "taken"):
        return _("Deze persoon is al binnen. Is de sleutel kwijt? Dan helpen twee collega's aan de balie van de school.")
    return None


def why_not_add_voice(voices: Iterable[Voice], letter: str) -> str | None:
    """A letter stands for one voice in a circle; the sentence offers one that is still free."""
    taken = {voice.letter for voice in voices}
    if letter not in taken:
        return None
    free = next((other for other in LETTERS if other not in taken), "Ω")
    return _("De letter %(letter)s is al van iemand anders. Kies een andere, bijvoorbeeld %(free)s.") % {
        "letter": letter,
        "free": free,
    }
