"""Finding people by what they bring, and what they have to come in with."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from random import Random
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from rondom.base.found import found_as
from rondom.base.models import Act, Event
from rondom.people.desk import Desk, working_on
from rondom.people.models import (
    IdentityLink,
    IdentityProvider,
    Invitation,
    LogManager,
    MailCode,
    Membership,
    Organisation,
    PaperKey,
    Person,
    RecoveryAsked,
    RecoveryUsed,
    Sample,
    Visit,
    WrongTry,
)
from rondom.people.rights import RIGHTS, DeskRight
from rondom.people.rules import TRIES_COUNT_FOR, why_not_confirm_recovery, why_not_finish_recovery

SAMPLE_SIZE = 25
SECOND_FACTORS = (Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP)


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def invitation_of(token: str) -> Invitation | None:
    return Invitation.objects.filter(token_hash=hashed(token)).select_related("person", "used").first()


def is_of_recovery(invitation: Invitation) -> bool:
    """Whether an invitation makes good a lost key: then only its person knows the code."""
    return RecoveryUsed.objects.filter(invitation=invitation).exists()


def paper_key_of(token: str) -> PaperKey | None:
    return PaperKey.objects.filter(token_hash=hashed(token)).select_related("person", "revoked").first()


def person_at(email: str) -> Person | None:
    """Whose confirmed address this is. An account that was shut has none."""
    return Person.objects.filter(found_by=found_as("email", email), is_active=True).first() if email.strip() else None


def mail_code(code_id: str | None) -> MailCode | None:
    return MailCode.objects.filter(pk=code_id).select_related("person").first() if code_id else None


def counted_for(kind: str, what: str) -> str:
    """Under which unreadable name the wrong tries for an account or from an address are counted."""
    return hmac.new(settings.ACCESS_KEY.encode(), f"{kind}:{what.strip().lower()}".encode(), hashlib.sha256).hexdigest()


def tries_for(kind: str, what: str) -> int:
    return WrongTry.objects.filter(counted_for=counted_for(kind, what), at__gt=timezone.now() - TRIES_COUNT_FOR).count()


def factors_of(person: Person) -> QuerySet[Authenticator]:
    return Authenticator.objects.filter(user=person).order_by("created_at")


def passkeys_of(person: Person) -> QuerySet[Authenticator]:
    return factors_of(person).filter(type=Authenticator.Type.WEBAUTHN)


def linked_providers(person: Person) -> QuerySet[IdentityProvider]:
    """Where this person has an account of work."""
    return providers().filter(links__person=person)


def providers_at_work(person: Person) -> QuerySet[IdentityProvider]:
    """Where this person works and could come in with an account of work."""
    return providers().filter(organisation__memberships__person=person).distinct()


def has_second_factor(person: Person) -> bool:
    return factors_of(person).filter(type__in=SECOND_FACTORS).exists()


def has_key(person: Person) -> bool:
    """Whether somebody has any way of their own to come in again."""
    return factors_of(person).exists() or live_paper_key(person) is not None


def has_app(person: Person) -> bool:
    return factors_of(person).filter(type=Authenticator.Type.TOTP).exists()


def live_paper_key(person: Person) -> PaperKey | None:
    return PaperKey.objects.filter(person=person, revoked=None).order_by("-made_at").first()


def with_paper_card(person_ids: list[UUID]) -> frozenset[UUID]:
    """Which of these people have a paper card that works."""
    return frozenset(PaperKey.objects.filter(person__in=person_ids, revoked=None).values_list("person_id", flat=True))


def has_any_factor(person: Person) -> bool:
    """Something by which this person can confirm who it is; a code by mail is none (rule R98)."""
    return has_second_factor(person) or person.has_usable_password() or live_paper_key(person) is not None


def providers() -> QuerySet[IdentityProvider]:
    return IdentityProvider.objects.select_related("organisation").order_by("organisation__name")


def linked_person(provider: IdentityProvider, sub: str) -> Person | None:
    link = IdentityLink.objects.filter(provider=provider, sub=sub).select_related("person").first()
    return link.person if link is not None and link.person.is_active else None


def member_at(provider: IdentityProvider, email: str) -> Person | None:
    """A member of this provider's organisation whose confirmed address this is."""
    today = timezone.localdate()
    address = found_as("email", email)
    memberships = Membership.objects.filter(organisation=provider.organisation_id, person__found_by=address, since__lte=today)
    found = memberships.exclude(until__lt=today).select_related("person").first() if email else None
    return found.person if found is not None and found.person.is_active else None


@dataclass(frozen=True)
class OwnVisit:
    """A visit as its owner sees it."""

    id: str
    device: str
    began_at: datetime
    seen_at: datetime
    is_this: bool


def visits_of(person: Person, session_key: str | None) -> tuple[OwnVisit, ...]:
    """Where somebody is signed in now, this device first."""
    visits = {each.session_key: each for each in Visit.objects.filter(person=person, ended=None)}
    sessions = Session.objects.filter(session_key__in=visits, expire_date__gt=timezone.now())
    found = [
        OwnVisit(
            id=str(visits[session.pk].pk),
            device=visits[session.pk].device,
            began_at=visits[session.pk].began_at,
            seen_at=datetime.fromtimestamp(session.get_decoded().get("seen_at", 0), tz=timezone.get_current_timezone()),
            is_this=session.pk == session_key,
        )
        for session in sessions
    ]
    return tuple(sorted(found, key=lambda visit: (not visit.is_this, -visit.seen_at.timestamp())))


@dataclass(frozen=True)
class OwnKey:
    """A key as its owner sees it."""

    number: int
    name: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class AccessPage:
    """Everything by which somebody comes in, and where."""

    passkeys: tuple[OwnKey, ...]
    app: OwnKey | None
    spare_codes_left: int | None
    spare_codes: OwnKey | None
    has_password: bool
    email: str
    card: PaperKey | None
    visits: tuple[OwnVisit, ...]
    at_work: bool
    organisations: tuple[str, ...]
    helps_at: tuple[Organisation, ...]


def access_page(person: Person, session_key: str | None, *, at_work: bool) -> AccessPage:
    factors = list(factors_of(person))
    kinds = Authenticator.Type
    spare = next((each for each in factors if each.type == kinds.RECOVERY_CODES), None)
    return AccessPage(
        passkeys=tuple(own_key(each) for each in factors if each.type == kinds.WEBAUTHN),
        app=next((own_key(each) for each in factors if each.type == kinds.TOTP), None),
        spare_codes=own_key(spare) if spare else None,
        spare_codes_left=len(spare.wrap().get_unused_codes()) if spare else None,
        has_password=person.has_usable_password(),
        email=person.email,
        card=live_paper_key(person),
        visits=visits_of(person, session_key),
        at_work=at_work,
        organisations=tuple(each.organisation.name for each in linked_providers(person)),
        helps_at=helps_at(person),
    )


def helps_at(person: Person) -> tuple[Organisation, ...]:
    """At whose desk this person may help somebody back in."""
    memberships = Membership.objects.filter(working_on(timezone.localdate()), person=person).select_related("organisation")
    return tuple(each.organisation for each in memberships if DeskRight.HELP_BACK_IN in RIGHTS[each.function])


def own_key(factor: Authenticator) -> OwnKey:
    return OwnKey(factor.pk, factor.data.get("name", ""), factor.created_at, factor.last_used_at)


@dataclass(frozen=True)
class Helped:
    """Somebody who is being helped back in, as a helper sees it."""

    recovery: RecoveryAsked
    name: str
    is_confirmed: bool
    why_not_confirm: str | None
    why_not_finish: str | None


@dataclass(frozen=True)
class RecoveriesPage:
    organisation: Organisation
    helped: tuple[Helped, ...]
    members: tuple[Person, ...]


def recoveries_page(desk: Desk) -> RecoveriesPage:
    asked = RecoveryAsked.objects.inside(desk).filter(used=None).select_related("person", "confirmed").order_by("at")
    memberships = Membership.objects.inside(desk).filter(working_on(timezone.localdate())).select_related("person")
    members = {each.person_id: each.person for each in memberships if each.person_id != desk.person_id}
    return RecoveriesPage(
        organisation=desk.organisation,
        helped=tuple(
            Helped(
                recovery=each,
                name=each.person.name,
                is_confirmed=hasattr(each, "confirmed"),
                why_not_confirm=why_not_confirm_recovery(each, desk.person_id),
                why_not_finish=why_not_finish_recovery(each, timezone.now()),
            )
            for each in asked
        ),
        members=tuple(sorted(members.values(), key=lambda person: person.name.casefold())),
    )


def recovery_at(desk: Desk, recovery_id: UUID) -> RecoveryAsked | None:
    asked = RecoveryAsked.objects.inside(desk).filter(used=None)
    return asked.select_related("person", "confirmed").filter(pk=recovery_id).first()


def person_to_help(desk: Desk, person_id: UUID, is_of_a_circle: bool) -> Person | None:
    """Whom this organisation may help back in: who works there today, and who stands in the circle of one of its children."""
    people = Person.objects.all() if is_of_a_circle else Person.objects.filter(memberships__in=members_at(desk))
    return people.filter(pk=person_id).first()


def log_managers_at(desk: Desk) -> QuerySet[LogManager]:
    return LogManager.objects.inside(desk).filter(working_on(timezone.localdate())).select_related("person")


def members_at(desk: Desk) -> QuerySet[Membership]:
    today = timezone.localdate()
    return Membership.objects.inside(desk).filter(working_on(today)).select_related("person").order_by("since", "pk")


def drawn_by(sample: Sample) -> list[tuple[str, int]]:
    """The readings that a sample's seed draws: the same lines again, whoever asks."""
    lines = Event.objects.filter(
        organisation_id=sample.organisation_id,
        at__gte=sample.since,
        at__lt=sample.until,
        act=Act.READ,
        child_id__isnull=False,
        person_id__isnull=False,
    ).order_by("chain", "number")
    among = list(lines.values_list("chain", "number"))
    return Random(sample.seed).sample(among, min(SAMPLE_SIZE, len(among)))
