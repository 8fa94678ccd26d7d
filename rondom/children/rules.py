"""Why somebody can not get a place in the circle now, or not see or ask about the record."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from rondom.children.models import RecordQuestion, Role, Voice
from rondom.children.schooling import age_on

SEES_RECORD_FROM = 12
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


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


def why_not_see_record(role: str, birth_date: date, today: date) -> str | None:
    """A child sees who looked from the age at which it has a say of its own."""
    if role == Role.CHILD and age_on(birth_date, today) < SEES_RECORD_FROM:
        return _("Vanaf 12 jaar zie je hier alles. Nu zie je wat je zelf deed. Vraag je ouders om samen te kijken.")
    return None


def why_not_answer(question: RecordQuestion, about: Iterable[UUID], person_id: UUID | None) -> str | None:
    if hasattr(question, "answer"):
        return _("Deze vraag is al beantwoord.")
    if person_id in set(about):
        return _("Deze vraag gaat over jou. Iemand anders moet antwoord geven.")
    return None
