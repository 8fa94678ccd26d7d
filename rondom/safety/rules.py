"""Why something of a concern about safety can not be done now, in words for who tries."""

from datetime import date

from django.utils.translation import gettext as _

from rondom.safety.models import Step


def why_not_on(on: date, today: date) -> str | None:
    return _("Deze dag moet nog komen. Kies vandaag of eerder.") if on > today else None


def why_not_note(step: str, facts: str, opinions: str, needs_report: str, help_is_possible: str) -> str | None:
    """A step holds something; and who decides, answers both questions."""
    if step == Step.DECIDE and not (needs_report and help_is_possible):
        return _("Beantwoord allebei de vragen: is melden nodig, en is hulp mogelijk?")
    if step != Step.DECIDE and not (facts.strip() or opinions.strip()):
        return _("Schrijf eerst op wat je zag of hoorde, of wat je ervan denkt.")
    return None


def why_not_untold(words: str) -> str | None:
    """Openness is the rule: whoever tells nothing yet says why (R50)."""
    return None if words.strip() else _("Schrijf op waarom de ouders het nu nog niet horen.")


def why_not_told(words: str) -> str | None:
    return None if words.strip() else _("Schrijf op hoe en wanneer je het vertelde.")


def why_not_let_out(*, is_told: bool) -> str | None:
    return None if is_told else _("Vertel het eerst zelf aan de ouders. Daarna kunnen zij het hier nalezen.")


def why_not_review(words: str) -> str | None:
    return None if words.strip() else _("Schrijf op waarom jullie dit nog bewaren.")


def why_not_put_on_list(*, can_be: bool) -> str | None:
    return None if can_be else _("Deze persoon kan hier niet meelezen. Kies iemand uit de lijst.")


def why_not_name_officer(*, can_be: bool) -> str | None:
    return None if can_be else _("Deze collega kan de meldcode niet meelezen. Kies iemand uit de lijst.")


def why_not_destroy(*, is_reported: bool) -> str | None:
    """While a report is being looked into, or a court asks for it, it stays (B18)."""
    return _("Hier is een melding over gedaan. Bewaar dit tot dat klaar is.") if is_reported else None
