"""Keys of a person: passkeys, the app, spare codes, password, mail address, the account of work.

Every change ends the other visits, is told at the old address, and leaves a line without content.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction
from django.utils.translation import gettext as _

from rondom.base.actions import Refused, refuse_if
from rondom.base.found import found_as
from rondom.base.letters import letter_to
from rondom.base.models import Act
from rondom.base.record import record_system
from rondom.people.actions.visits import end_other_visits
from rondom.people.engines import sealed
from rondom.people.models import IdentityLink, IdentityProvider, MailCode, Organisation, Person
from rondom.people.queries import SECOND_FACTORS, factors_of, has_second_factor
from rondom.people.rules import why_not_password, why_not_remove_factor


def told(person: Person, event: str, act: str, session_key: str | None, subject: Any = None) -> None:
    """What belongs to every change of a key."""
    record_system(event, act, person_id=person.pk, subject=subject or person)
    letter_to(person, "access")
    end_other_visits(person, but=session_key)


@transaction.atomic
def add_passkey(person: Person, *, name: str, credential: dict[str, Any], session_key: str | None) -> Authenticator:
    key = WebAuthn.add(person, name, credential).instance
    told(person, "passkey.added", Act.CREATE, session_key, key)
    return key


@transaction.atomic
def add_app(person: Person, *, secret: str, session_key: str | None) -> Authenticator:
    if factors_of(person).filter(type=Authenticator.Type.TOTP).exists():
        raise Refused(_("U hebt al een app die codes geeft. Haal die eerst weg."))
    app = TOTP.activate(person, secret).instance
    told(person, "app.added", Act.CREATE, session_key, app)
    return app


@transaction.atomic
def make_spare_codes(person: Person, *, session_key: str | None) -> list[str]:
    """Ten codes on paper, each for once, for the day that phone or app is not there. The old ones stop working."""
    if not has_second_factor(person):
        raise Refused(_("Reservecodes horen bij een sleutel of een app. Maak die eerst."))
    factors_of(person).filter(type=Authenticator.Type.RECOVERY_CODES).delete()
    made = RecoveryCodes.activate(person)
    told(person, "sparecodes.made", Act.CREATE, session_key, made.instance)
    return made.generate_codes()


@transaction.atomic
def remove_factor(person: Person, *, factor: Authenticator, is_needed: bool, session_key: str | None) -> Person:
    """Take a passkey, the app or the spare codes away. With the last of them the spare codes go too."""
    is_second = factor.type in SECOND_FACTORS
    is_last = is_second and not factors_of(person).filter(type__in=SECOND_FACTORS).exclude(pk=factor.pk).exists()
    refuse_if(why_not_remove_factor(is_last=is_last, is_needed=is_needed, has_password=person.has_usable_password()))
    factors_of(person).filter(pk=factor.pk).delete()
    if is_last:
        factors_of(person).delete()
    told(person, f"{factor.type.replace('_', '')}.removed", Act.DELETE, session_key)
    return person


@transaction.atomic
def set_password(person: Person, *, password: str, session_key: str | None) -> Person:
    own_words = [person.name, person.email.split("@")[0]]
    own_words += person.memberships.values_list("organisation__name", flat=True)
    refuse_if(why_not_password(password, has_second_factor=has_second_factor(person), own_words=own_words))
    person.set_password(password)
    person.save(update_fields=["password"])
    told(person, "password.set", Act.UPDATE, session_key)
    return person


@transaction.atomic
def drop_password(person: Person, *, session_key: str | None) -> Person:
    person.set_unusable_password()
    person.save(update_fields=["password"])
    told(person, "password.removed", Act.DELETE, session_key)
    return person


@transaction.atomic
def confirm_address(person: Person, *, code: MailCode, session_key: str | None) -> Person:
    """The address on which a code was read is this person's own. The old address hears that something changed."""
    if Person.objects.filter(found_by=found_as("email", code.email)).exclude(pk=person.pk).exists():
        raise Refused(_("Dit adres hoort al bij iemand anders."))
    told(person, "address.confirmed", Act.UPDATE, session_key)
    person.email = code.email.lower()
    person.save(update_fields=["email"])
    return person


@transaction.atomic
def provide_identity(
    organisation: Organisation, *, issuer: str, client_id: str, client_secret: str, strong_values: str = ""
) -> IdentityProvider:
    """From now on the people of an organisation may come in by their account of work."""
    provider, _is_new = IdentityProvider.objects.update_or_create(
        organisation=organisation,
        defaults={
            "issuer": issuer.rstrip("/"),
            "client_id": client_id,
            "client_secret": sealed(client_secret),
            "strong_values": strong_values,
        },
    )
    record_system("provider.set", Act.UPDATE, subject=provider)
    return provider


@transaction.atomic
def link_account_of_work(
    person: Person, *, provider: IdentityProvider, sub: str, session_key: str | None = None
) -> IdentityLink:
    """From now on found by the number of the account, whatever name or address it carries later."""
    link, is_new = IdentityLink.objects.get_or_create(provider=provider, sub=sub, defaults={"person": person})
    if link.person_id != person.pk:
        raise Refused(_("Dit account van je werk hoort al bij iemand anders."))
    if is_new:
        told(person, "provider.linked", Act.CREATE, session_key, link)
    return link
