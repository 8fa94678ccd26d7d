"""Why a case without a name can not be laid down now, in words for who tries."""

from django.utils.translation import gettext as _

SHORTEST = 40


def why_not_this_text(text: str) -> str | None:
    return _("Schrijf iets meer: wat is er aan de hand, en wat is je vraag?") if len(text.strip()) < SHORTEST else None


def why_not_recognisable(answer: str) -> str | None:
    """Whoever thinks that a colleague would know the child, changes the text first (R56)."""
    return None if answer == "no" else _("Maak het dan eerst algemener: laat weg wat bijzonder is, en kijk het nog eens na.")


def why_not_take_back(*, is_own: bool) -> str | None:
    return None if is_own else _("Alleen wie de vraag schreef, haalt haar weg.")
