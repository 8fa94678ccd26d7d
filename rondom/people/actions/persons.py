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

from rondom.base.actions import Refused, refuse_if
from rondom.base.limits import INVITATIONS, why_not_again
from rondom.base.models import Act
from rondom.base.record import record_system
from rondom.people.models import AccountShut, Invitation, InvitationUsed, Membership, Organisation, Person, WrongCode
from rondom.people.queries import hashed, invitation_of
from rondom.people.rules import CODE_LENGTH, why_not_enter

VALID_FOR = timedelta(days=14)


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
def make_invitation(*, person: Person, leads_to: str, made_by: Person | None, own_code: str = "") -> Paper:
    """A link and a code of six digits, or the one that its person chose; who reads the database can make neither."""
    if made_by is not None:
        refuse_if(why_not_again(made_by.pk, INVITATIONS))
    token = secrets.token_urlsafe(24)
    code = own_code or f"{secrets.randbelow(10**CODE_LENGTH):0{CODE_LENGTH}}"
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
    """Let the person of an invitation in, once."""
    with transaction.atomic():
        invitation = check_code(token=token, code=code)
        if invitation is not None:
            InvitationUsed.objects.create(invitation=invitation)
            reopen(invitation.person)
            record_system("invitation.used", Act.EXECUTE, person_id=invitation.person_id, subject=invitation)
            return invitation
    raise Refused(_("Deze code klopt niet. Kijk nog eens op het papier of in het bericht. De code heeft zes cijfers."))


@transaction.atomic
def check_code(*, token: str, code: str) -> Invitation | None:
    """The invitation that this link and code open; None for a wrong code, which is counted wherever it is typed."""
    invitation = invitation_of(token)
    if invitation is not None:
        # Two tabs may press the button at once: only one of them finds the invitation unused.
        Invitation.objects.select_for_update().get(pk=invitation.pk)
        invitation = invitation_of(token)
    refuse_if(why_not_enter(invitation, timezone.now()))
    assert invitation is not None
    if compare_digest(invitation.code_hash, hashed(token + code)):
        return invitation
    WrongCode.objects.create(invitation=invitation)
    record_system("invitation.wrong_code", Act.EXECUTE, subject=invitation)
    return None


def reopen(person: Person) -> None:
    """Who was away so long that the account was shut, and is invited again, comes in again."""
    if not person.is_active:
        AccountShut.objects.filter(person=person).delete()
        Person.objects.filter(pk=person.pk).update(is_active=True)
        person.is_active = True
        record_system("account.reopened", Act.UPDATE, person_id=person.pk, subject=person)


@transaction.atomic
def choose_language(person: Person, *, language: str) -> Person:
    Person.objects.filter(pk=person.pk).update(language=language)
    record_system("person.language_chosen", Act.UPDATE, person_id=person.pk, subject=person)
    return person
