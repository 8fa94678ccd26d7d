"""Why something that has to do with keeping and destroying can not be done now."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rondom.children.models import CaseClosed, Child, Coordinator, InformationKind, Place, Role
from rondom.people.models import Organisation, OrganisationKind
from rondom.retention.clock import Span, last_day
from rondom.retention.models import Hold
from rondom.retention.schedule import SCHEDULE, code_of

REOPEN_WITHIN = Span(months=6)
LONGEST_HOLD = Span(months=6)
# What a school has to keep for a time by law: no request takes it away before (rule R44).
LEGAL_DUTY = frozenset({"B02", "B03", "B07"})


def open_closing(child: Child) -> CaseClosed | None:
    return CaseClosed.objects.filter(child=child, reopened_at__isnull=True).first()


def why_not_close(child: Child, role: str, person_id: UUID | None) -> str | None:
    if open_closing(child):
        return _("Dit is al afgesloten.")
    coordinator = Coordinator.objects.filter(child=child, until__isnull=True).select_related("place").first()
    if coordinator is None or role in (Role.CARE_COORDINATOR, "house") or coordinator.place.person_id == person_id:
        return None
    return _("Het aanspreekpunt sluit dit af.")


def may_reopen_until(closing: CaseClosed) -> date:
    return last_day(timezone.localdate(closing.at), REOPEN_WITHIN)


def why_not_reopen(closing: CaseClosed | None, today: date) -> str | None:
    if closing is None:
        return _("Dit is niet afgesloten.")
    if today > may_reopen_until(closing):
        return _("Dit is langer dan zes maanden geleden afgesloten. Heropenen kan niet meer.")
    return None


def why_not_note_leaving(organisation: Organisation | None, left_on: date, child: Child, today: date) -> str | None:
    if organisation is None or organisation.kind != OrganisationKind.SCHOOL:
        return _("Alleen de school legt vast wanneer een kind van school is gegaan.")
    if not child.birth_date < left_on <= today + timedelta(days=366):
        return _("Deze dag kan niet kloppen. Kies de laatste dag op school.")
    return None


def why_not_pause(until: date, today: date) -> str | None:
    if until < today:
        return _("Deze dag is al voorbij. Kies een dag die nog komt.")
    if until > last_day(today, LONGEST_HOLD):
        return _("Uitstellen kan voor ten hoogste zes maanden. Daarna kun je het verlengen.")
    return None


def is_paused_by(hold: Hold, organisation_id: UUID | None) -> bool:
    """Whether an organisation made this wait: also where it is what is of all, which another may need no longer."""
    if hold.owner_id is not None or hold.by_id is None:
        return hold.owner_id in (None, organisation_id)
    return Place.objects.filter(child=hold.child_id, person=hold.by_id, organisation=organisation_id).exists()


def why_not_lift(hold: Hold, organisation_id: UUID | None) -> str | None:
    if hold.lifted_at is not None:
        return _("Dit uitstel is al gestopt.")
    if not is_paused_by(hold, organisation_id):
        return _("Alleen wie het uitstelde, kan het stoppen.")
    return None


def holds_until(child_id: UUID, owner_id: UUID | None, kinds: Collection[str], today: date) -> date | None:
    """Until which day something of these kinds waits; None where nothing does."""
    holds = Hold.objects.filter(child=child_id, owner=owner_id, lifted_at__isnull=True, until__gte=today)
    return max((hold.until for hold in holds if not hold.only or hold.only in kinds), default=None)


def said_until(until: date) -> str:
    return _("Vernietiging uitgesteld tot en met %(day)s") % {"day": date_format(until, "j F Y")}


def why_not_destroy(
    child_id: UUID, owner: Organisation | None, kinds: Collection[str], today: date, *, is_referred: bool
) -> str | None:
    """Why a request does not take this away: it waits for something else, or the law says that it is kept."""
    until = holds_until(child_id, owner.pk if owner else None, kinds, today)
    if until is not None:
        return said_until(until) + "."
    if owner is not None and owner.kind == OrganisationKind.SCHOOL:
        must = [kind for kind in kinds if code_of(owner.kind, kind, is_referred=is_referred) in LEGAL_DUTY]
        if must:
            kept = " · ".join(str(InformationKind(kind).label) for kind in must)
            return _("De wet zegt dat de school dit een tijd bewaart: %(what)s.") % {"what": kept}
    return None


def term_years(code: str) -> int:
    return SCHEDULE[code].span.years


def is_locked(closing: CaseClosed | None, now: datetime) -> bool:
    return closing is not None and closing.locks_at <= now
