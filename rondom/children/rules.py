"""Why somebody can not get a place in the circle now."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from rondom.children.models import Voice
from rondom.children.schooling import age_on

OLDEST = 24
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def why_not_born_on(day: date, today: date) -> str | None:
    """A dossier is for a child or a young adult."""
    if day > today:
        return _("Deze dag is nog niet geweest. Kijk of het jaar klopt.")
    if age_on(day, today) > OLDEST:
        return _("Rondom is voor kinderen en jongeren tot en met %(n)s jaar. Kijk of het jaar klopt.") % {"n": OLDEST}
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
