"""The door of an organisation."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from rondom.base.models import Act
from rondom.base.record import record, record_refusal
from rondom.base.scope import NotLetIn, Scope
from rondom.base.seal import lay_out
from rondom.people.models import LogManager, Membership, Organisation, Person
from rondom.people.rights import HOUSE, LOG_MANAGER, RIGHTS


@dataclass(frozen=True)
class Desk(Scope):
    """An organisation, who stands at its desk and what this person may do there."""

    organisation: Organisation

    @property
    def chain(self) -> str:
        return f"desk:{self.organisation.pk}"

    @property
    def inside(self) -> UUID:
        return self.organisation.pk


def working_on(day: date) -> Q:
    """Memberships, and what is held beside them, that hold on a day."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))


def is_log_manager(person: Person, organisation_id: UUID) -> bool:
    return LogManager.objects.filter(working_on(timezone.localdate()), person=person, organisation=organisation_id).exists()


def open_desk(person: Person, organisation_id: UUID) -> Desk:
    """Let a member in; for everyone else the desk does not exist."""
    membership = (
        Membership.objects.filter(working_on(timezone.localdate()), person=person, organisation=organisation_id)
        .select_related("organisation")
        .first()
    )
    if membership is None:
        record_refusal(person.pk, "desk.refused", rule="no membership")
        raise NotLetIn
    desk = Desk(
        person_id=person.pk,
        role=membership.function,
        rights=RIGHTS[membership.function] | (LOG_MANAGER if is_log_manager(person, organisation_id) else frozenset()),
        organisation_id=membership.organisation_id,
        organisation=membership.organisation,
    )
    record(desk, "desk.opened", Act.READ, membership.organisation)
    lay_out()
    return desk


def house_desk(organisation: Organisation) -> Desk:
    """The desk for a command of who runs the house; there is no person."""
    desk = Desk(person_id=None, role="house", rights=HOUSE, organisation_id=organisation.pk, organisation=organisation)
    record(desk, "desk.opened", Act.READ, organisation)
    lay_out()
    return desk
