"""Why an invitation, a card, a code or a password does not do, and why a sample is not drawn or checked again."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rondom.people.models import Invitation, MailCode, PaperKey, RecoveryAsked, SampledReading

CODE_LENGTH = 6
WRONG_CODES_ALLOWED = 5
ALONE, WITH_A_SECOND_FACTOR, LONGEST = 15, 8, 200
# What everyone would try first at this door.
CONTEXT_WORDS = (
    *("rondom", "wachtwoord", "password", "welkom", "welcome", "school", "geheim", "qwerty", "azerty", "letmein", "admin"),
    *("lente", "zomer", "herfst", "winter", "spring", "summer", "autumn", "abcdef", "asdfgh", "zxcvbn", "iloveyou"),
)
# Tight for one account, wide for one address: behind one address stands a whole school.
TRIES_FOR_AN_ACCOUNT, TRIES_FROM_AN_ADDRESS, TRIES_COUNT_FOR = 5, 300, timedelta(minutes=15)
RECOVERY_WAITS = timedelta(hours=24)


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


def why_not_open_with(key: PaperKey | None) -> str | None:
    """Why a paper card stays closed."""
    if key is None:
        return _("Deze kaart kennen wij niet. Kijk of u de hele code hebt gescand, of vraag een nieuwe aan wie u uitnodigde.")
    if hasattr(key, "revoked") or not key.person.is_active:
        return _("Deze kaart werkt niet meer. Vraag een nieuwe aan wie u uitnodigde.")
    if key.wrong_pins.count() >= WRONG_CODES_ALLOWED:
        return _("De pincode was vijf keer niet goed. Daarom is deze kaart dicht. Vraag een nieuwe aan wie u uitnodigde.")
    return None


def why_not_pin(pin: str) -> str | None:
    if not re.fullmatch(rf"\d{{{CODE_LENGTH}}}", pin):
        return _("Kies zes cijfers.")
    steps = {(int(after) - int(before)) % 10 for before, after in zip(pin, pin[1:], strict=False)}
    if len(steps) == 1 or len(set(pin)) < 3 or pin[:3] == pin[3:]:
        return _("Deze cijfers zijn te makkelijk te raden. Kies andere.")
    return None


def why_not_password(password: str, *, has_second_factor: bool, own_words: Iterable[str] = ()) -> str | None:
    """Length counts, not the mix of signs; what everyone would try first does not do."""
    password = unicodedata.normalize("NFC", password)
    least = WITH_A_SECOND_FACTOR if has_second_factor else ALONE
    if len(password) < least:
        return _("Dit wachtwoord is te kort. Kies %(n)s tekens of meer. Drie losse woorden mag ook.") % {"n": least}
    if len(password) > LONGEST:
        return _("Dit wachtwoord is te lang. Tweehonderd tekens is genoeg.")
    if is_common(password) or is_easy(password, own_words):
        return _("Dit wachtwoord is te makkelijk te raden. Drie losse woorden die niets met elkaar te maken hebben, mag.")
    return None


def is_common(password: str) -> bool:
    """On the list of passwords that were stolen most often; as it is, or twice in a row."""
    half = password[: len(password) // 2]
    for each in {password, password.strip(), *([half] if half * 2 == password else [])}:
        try:
            common_passwords().validate(each)
        except ValidationError:
            return True
    return False


@cache
def common_passwords() -> CommonPasswordValidator:
    """Django's list of twenty thousand, read once."""
    return CommonPasswordValidator()


def is_easy(password: str, own_words: Iterable[str]) -> bool:
    """What is left without the words of this house and this person, figures and signs is too little to guess at."""
    left = password.casefold()
    words = {part for word in (*CONTEXT_WORDS, *own_words) for part in re.findall(r"\w{3,}", word.casefold())}
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word, "")
    letters = re.sub(r"[\W\d_]+", "", left)
    row = "".join(chr(ord(password[0]) + nth) for nth in range(len(password))) if len(password) > 1 else ""
    return len(set(password)) < 5 or password == row or (left != password.casefold() and len(letters) < 4)


def why_not_try(tries_for_account: int, tries_from_address: int) -> str | None:
    if tries_for_account >= TRIES_FOR_AN_ACCOUNT or tries_from_address >= TRIES_FROM_AN_ADDRESS:
        return _("Het ging een paar keer niet goed. Wacht een kwartier en probeer het dan opnieuw.")
    return None


def why_not_use(code: MailCode | None, now: datetime) -> str | None:
    if code is None or code.used_at or code.expires_at < now or code.tries >= WRONG_CODES_ALLOWED:
        return _("Deze code werkt niet meer. Vraag een nieuwe code.")
    return None


def why_not_remove_factor(*, is_last: bool, is_needed: bool, has_password: bool) -> str | None:
    if is_last and is_needed:
        return _("Dit is je laatste sleutel. Maak eerst een andere; zonder sleutel kom je niet meer bij de kinderen.")
    if is_last and has_password:
        return _("Haal eerst uw wachtwoord weg. Een wachtwoord alleen is niet genoeg.")
    return None


def why_not_confirm_recovery(recovery: RecoveryAsked, by_id: object) -> str | None:
    if hasattr(recovery, "used") or hasattr(recovery, "confirmed"):
        return _("Dit is al gedaan.")
    if recovery.seen_by_id == by_id:
        return _("Een tweede collega bevestigt. Dat kan niet dezelfde zijn.")
    if recovery.person_id == by_id:
        return _("Je kunt dit niet voor jezelf doen.")
    return None


def why_not_finish_recovery(recovery: RecoveryAsked, now: datetime) -> str | None:
    if hasattr(recovery, "used"):
        return _("Dit is al gedaan.")
    if not hasattr(recovery, "confirmed"):
        return _("Een tweede collega moet dit eerst bevestigen.")
    if recovery.confirmed.at + RECOVERY_WAITS > now:
        return _("Dit kan pas een dag na de bevestiging. Zo kan iemand die dit niet vroeg nog aan de bel trekken.")
    return None


def why_not_draw(is_drawn: bool) -> str | None:
    return _("De steekproef van deze maand is er al.") if is_drawn else None


def why_not_check(reading: SampledReading) -> str | None:
    return _("Deze regel is al nagekeken.") if hasattr(reading, "checked") else None
