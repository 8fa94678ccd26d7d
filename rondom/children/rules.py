"""Why somebody can not get a place in the circle now."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from rondom.children.models import Voice

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


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
