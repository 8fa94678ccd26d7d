"""Making persons and organisations, inviting, coming in; and keeping an eye on the record of an organisation.

The first stand before any door: they make the ones who walk through it. Each is recorded on the system's chain.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hmac import compare_digest

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rondom.base.actions import Refused, action, refuse_if
from rondom.base.models import Act
from rondom.base.record import record_system
from rondom.people.desk import Desk
from rondom.people.models import (
    Alert,
    AlertSeen,
    Invitation,
    InvitationUsed,
    LogManager,
    Membership,
    Organisation,
    Person,
    ReadingChecked,
    Sample,
    SampledReading,
    WrongCode,
)
from rondom.people.queries import drawn_by, hashed, invitation_of, log_managers_at
from rondom.people.rights import DeskRight
from rondom.people.rules import why_not_check, why_not_draw, why_not_enter

VALID_FOR = timedelta(days=14)
CODE_LENGTH = 6
SAMPLED_OVER = timedelta(days=31)


@dataclass(frozen=True)
class Paper:
    """What stands on an invitation: seen once, when it is made."""

    token: str
    code: str
    invitation: Invitation


@transaction.atomic
def add_person(*, name: str, language: str = "nl") -> Person:
    person = Person(name=name, language=language)
    person.set_unusable_password()
    person.save()
    record_system("person.added", Act.CREATE, subject=person)
    return person


@transaction.atomic
def add_organisation(*, name: str, kind: str, municipality: str = "") -> Organisation:
    organisation = Organisation.objects.create(name=name, kind=kind, municipality=municipality)
    record_system("organisation.added", Act.CREATE, subject=organisation)
    return organisation


@transaction.atomic
def add_member(*, person: Person, organisation: Organisation, function: str) -> Membership:
    membership = Membership.objects.create(person=person, organisation=organisation, function=function)
    record_system("organisation.member_added", Act.CREATE, subject=membership)
    return membership


@transaction.atomic
def make_invitation(*, person: Person, leads_to: str, made_by: Person | None) -> Paper:
    """A link and a code of six digits; who reads the database can make neither."""
    token = secrets.token_urlsafe(24)
    code = f"{secrets.randbelow(10**CODE_LENGTH):0{CODE_LENGTH}}"
    invitation = Invitation.objects.create(
        person=person,
        token_hash=hashed(token),
        code_hash=hashed(token + code),
        expires_at=timezone.now() + VALID_FOR,
        leads_to=leads_to,
        made_by=made_by,
    )
    record_system("invitation.made", Act.CREATE, person_id=made_by and made_by.pk, subject=invitation)
    return Paper(token=token, code=code, invitation=invitation)


@transaction.atomic
def withdraw_invitations(*, person: Person, leads_to: str) -> None:
    """Make the papers worthless that still lie about for the same place."""
    open_ones = Invitation.objects.filter(person=person, leads_to=leads_to, used__isnull=True, expires_at__gt=timezone.now())
    if open_ones.update(expires_at=timezone.now()):
        record_system("invitation.withdrawn", Act.UPDATE, subject=person)


def use_invitation(*, token: str, code: str) -> Invitation:
    """Let the person of an invitation in, once. A wrong code is counted, also when nobody comes in."""
    with transaction.atomic():
        invitation = invitation_of(token)
        if invitation is not None:
            # Two tabs may press the button at once: only one of them finds the invitation unused.
            Invitation.objects.select_for_update().get(pk=invitation.pk)
            invitation = invitation_of(token)
        refuse_if(why_not_enter(invitation, timezone.now()))
        assert invitation is not None
        if compare_digest(invitation.code_hash, hashed(token + code)):
            InvitationUsed.objects.create(invitation=invitation)
            record_system("invitation.used", Act.EXECUTE, person_id=invitation.person_id, subject=invitation)
            return invitation
        WrongCode.objects.create(invitation=invitation)
        record_system("invitation.wrong_code", Act.EXECUTE, subject=invitation)
    raise Refused(_("Deze code klopt niet. Kijk nog eens op het papier of in het bericht. De code heeft zes cijfers."))


@transaction.atomic
def choose_language(person: Person, *, language: str) -> Person:
    Person.objects.filter(pk=person.pk).update(language=language)
    record_system("person.language_chosen", Act.UPDATE, person_id=person.pk, subject=person)
    return person


@action("organisation.log_manager_named", needs=DeskRight.NAME_LOG_MANAGER)
def name_log_manager(desk: Desk, *, member: Membership) -> LogManager:
    """From today this member keeps an eye on the record; who did so before does so no longer."""
    LogManager.objects.inside(desk).filter(until__isnull=True).exclude(person=member.person_id).update(
        until=timezone.localdate() - timedelta(days=1)
    )
    named = log_managers_at(desk).filter(person=member.person_id).first()
    return named or LogManager.objects.create(organisation=desk.organisation, person_id=member.person_id)


@action("alert.seen", needs=DeskRight.MANAGE_RECORD)
def see_alert(desk: Desk, *, alert: Alert) -> Alert:
    AlertSeen.objects.get_or_create(alert=alert, defaults={"by_id": desk.person_id})
    return alert


@action("sample.drawn", needs=DeskRight.MANAGE_RECORD)
def draw_sample(desk: Desk) -> Sample:
    """Draw this month's readings by chance, from those of the last month. The seed is kept: who doubts can draw again."""
    now = timezone.now()
    month = timezone.localdate().replace(day=1)
    refuse_if(why_not_draw(Sample.objects.inside(desk).filter(month=month).exists()))
    sample = Sample.objects.create(
        organisation=desk.organisation, month=month, seed=secrets.randbits(62), since=now - SAMPLED_OVER, until=now
    )
    SampledReading.objects.bulk_create(
        SampledReading(sample=sample, nth=nth, chain=chain, number=number) for nth, (chain, number) in enumerate(drawn_by(sample))
    )
    return sample


@action("sample.reading_checked", needs=DeskRight.MANAGE_RECORD)
def check_reading(desk: Desk, *, reading: SampledReading, verdict: str) -> SampledReading:
    refuse_if(why_not_check(reading))
    ReadingChecked.objects.create(reading=reading, verdict=verdict, by_id=desk.person_id)
    return reading
