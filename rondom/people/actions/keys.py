"""Paper cards and codes by mail: making them, and coming in with them."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hmac import compare_digest
from uuid import uuid4

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rondom.base.actions import Refused, refuse_if
from rondom.base.letters import letter_to, send_code
from rondom.base.models import Act
from rondom.base.record import record_refusal, record_system
from rondom.people.models import MailCode, PaperKey, PaperKeyRevoked, Person, WrongPin
from rondom.people.queries import hashed, mail_code, paper_key_of
from rondom.people.rules import CODE_LENGTH, why_not_open_with, why_not_pin, why_not_use

CODE_WORKS_FOR = timedelta(minutes=10)
CODES_AN_HOUR = 5


@dataclass(frozen=True)
class PaperCard:
    """What goes on the paper: seen once, when it is made."""

    token: str
    key: PaperKey


@transaction.atomic
def make_paper_key(person: Person, *, pin: str) -> PaperCard:
    """A new card with a PIN that its owner chose; the card before it stops working."""
    refuse_if(why_not_pin(pin))
    for old in PaperKey.objects.filter(person=person, revoked=None):
        revoke_paper_key(old, by=person)
    token = secrets.token_urlsafe(24)
    key = PaperKey.objects.create(person=person, token_hash=hashed(token), pin_hash=make_password(pin))
    record_system("papercard.made", Act.CREATE, person_id=person.pk, subject=key)
    letter_to(person, "access")
    return PaperCard(token=token, key=key)


@transaction.atomic
def revoke_paper_key(key: PaperKey, *, by: Person | None) -> PaperKey:
    _revoked, is_new = PaperKeyRevoked.objects.get_or_create(key=key, defaults={"by": by})
    if is_new:
        record_system("papercard.revoked", Act.DELETE, person_id=by and by.pk, subject=key)
        letter_to(key.person, "access")
    return key


def use_paper_key(*, token: str, pin: str) -> Person:
    """Who a card and its PIN let in."""
    key = paper_key_of(token)
    refuse_if(why_not_open_with(key))
    assert key is not None
    return use_pin(key, pin=pin)


def use_pin(key: PaperKey, *, pin: str) -> Person:
    """Whose PIN this is. A wrong one is counted, also when nobody comes in."""
    with transaction.atomic():
        # Two at once may not have six tries together.
        key = PaperKey.objects.select_for_update(of=("self",)).select_related("person", "revoked").get(pk=key.pk)
        refuse_if(why_not_open_with(key))
        if check_password(pin, key.pin_hash):
            key.wrong_pins.all().delete()
            return key.person
        WrongPin.objects.create(key=key)
        record_refusal(key.person_id, "papercard.wrong_pin")
        reason = why_not_open_with(key)
    raise Refused(reason or _("Deze pincode klopt niet. Probeer het nog eens."))


@transaction.atomic
def ask_mail_code(person: Person | None, *, email: str, purpose: str) -> str:
    """Send a code, and give the number under which it is kept. For an unknown address the same, without a code."""
    if person is None:
        return str(uuid4())
    lately = MailCode.objects.filter(person=person, expires_at__gt=timezone.now() - timedelta(minutes=50)).count()
    if lately >= CODES_AN_HOUR:
        return str(uuid4())
    code = f"{secrets.randbelow(10**CODE_LENGTH):0{CODE_LENGTH}}"
    kept = MailCode(person=person, email=email, purpose=purpose, expires_at=timezone.now() + CODE_WORKS_FOR)
    kept.code_hash = hashed(f"{kept.pk}{code}")
    kept.save()
    record_system("mailcode.sent", Act.EXECUTE, person_id=person.pk, subject=kept)
    transaction.on_commit(lambda: send_code(email, code, person.language))
    return str(kept.pk)


def use_mail_code(code_id: str | None, *, code: str, purpose: str) -> MailCode:
    """Whose code this is. Five tries, ten minutes, one use."""
    with transaction.atomic():
        kept = mail_code(code_id)
        if kept is not None:
            kept = MailCode.objects.select_for_update(of=("self",)).select_related("person").get(pk=kept.pk)
        right = kept is not None and kept.purpose == purpose and kept.person.is_active
        reason = why_not_use(kept if right else None, timezone.now()) if kept is not None else None
        if kept is not None and reason is None:
            if compare_digest(kept.code_hash, hashed(f"{kept.pk}{code}")):
                MailCode.objects.filter(pk=kept.pk).update(used_at=timezone.now())
                return kept
            MailCode.objects.filter(pk=kept.pk).update(tries=kept.tries + 1)
    # An address that we do not know reads the same as a code that is wrong.
    raise Refused(reason or _("Deze code klopt niet. Kijk nog eens in het bericht."))
