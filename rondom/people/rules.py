"""Why an invitation lets nobody in, and why a sample is not drawn or checked again."""

from datetime import datetime

from django.utils.translation import gettext as _

from rondom.people.models import Invitation, SampledReading

WRONG_CODES_ALLOWED = 5


def why_not_enter(invitation: Invitation | None, now: datetime) -> str | None:
    if invitation is None:
        return _("Deze uitnodiging kennen wij niet. Kijk of de link helemaal klopt, of vraag een nieuwe aan wie u uitnodigde.")
    if hasattr(invitation, "used"):
        return _("Deze uitnodiging is al gebruikt. Vraag een nieuwe aan wie u uitnodigde.")
    if invitation.expires_at < now:
        return _("Deze uitnodiging is te oud. Vraag een nieuwe aan wie u uitnodigde.")
    if invitation.wrong_codes.count() >= WRONG_CODES_ALLOWED:
        return _("De code was vijf keer niet goed. Vraag een nieuwe uitnodiging aan wie u uitnodigde.")
    return None


def why_not_draw(is_drawn: bool) -> str | None:
    return _("De steekproef van deze maand is er al.") if is_drawn else None


def why_not_check(reading: SampledReading) -> str | None:
    return _("Deze regel is al nagekeken.") if hasattr(reading, "checked") else None
