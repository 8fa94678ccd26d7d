"""Short codes that people read aloud: eight signs, the last of which tells a slip of the tongue. Pure."""

import secrets

from django.core.signing import BadSignature, TimestampSigner
from django.utils.crypto import salted_hmac

# No sign that looks like another: no zero, one, I or O.
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LONG = 8
LONGEST_VISIT = 12 * 60 * 60


def code_of(secret: str) -> str:
    """The code that belongs to a secret; nobody makes it who does not know the key of this house."""
    number = int.from_bytes(salted_hmac("rondom.table.code", secret, algorithm="sha256").digest()[:5])
    signs = [SIGNS[(number >> 5 * nth) % 32] for nth in range(LONG - 1)]
    return "".join([*signs, check_of(signs)])


def check_of(signs: list[str]) -> str:
    return SIGNS[sum((2 * nth + 1) * SIGNS.index(sign) for nth, sign in enumerate(signs)) % 32]


def read_code(text: str) -> str | None:
    """A code as somebody typed it, with spaces or small letters; nothing where it can not be one."""
    signs = [each for each in text.upper() if each not in " -."]
    is_one = len(signs) == LONG and all(each in SIGNS for each in signs) and check_of(signs[:-1]) == signs[-1]
    return "".join(signs) if is_one else None


def spaced(code: str) -> str:
    return f"{code[:4]} {code[4:]}"


def key_of(what: str, text: str) -> str:
    """What is kept of a code or a secret: nobody reads it back."""
    return salted_hmac(f"rondom.table.{what}", text, algorithm="sha256").hexdigest()


def new_secret(what: str) -> str:
    """What a browser keeps to be known by, with the moment at which it got it."""
    return TimestampSigner(salt=f"rondom.{what}").sign(secrets.token_urlsafe(24))


def secret_in(what: str, kept: str, longest: int = LONGEST_VISIT) -> str | None:
    """What a browser kept, where this house gave it that, not too long ago."""
    try:
        TimestampSigner(salt=f"rondom.{what}").unsign(kept, max_age=longest)
    except BadSignature:
        return None
    return kept
