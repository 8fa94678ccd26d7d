"""Why an invitation lets nobody in."""

from datetime import datetime

from django.utils.translation import gettext as _

from rondom.people.models import Invitation

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
