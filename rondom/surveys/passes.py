"""The link to a questionnaire: it proves for which wave, school and role it was made, and stands in no table.

All that a link says is in the link, sealed and checked with a key of the house; so the database holds no link that could be
laid beside a name. The same school, role and number give the same link again.
"""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings

MANY = 0  # the number of the link that everyone of a role and school shares
ABOUT = [b"rondom survey link"]
LONG = 16 + 16 + 2 + 1 + 2


@dataclass(frozen=True)
class Pass:
    """Which wave, which school of it (by number), which role of it (by number), and which of the slips."""

    wave_id: UUID
    school: int
    role: int
    number: int = MANY

    @property
    def token(self) -> str:
        said = self.wave_id.bytes + self.school.to_bytes(2, "big") + bytes([self.role]) + self.number.to_bytes(2, "big")
        return urlsafe_b64encode(cipher().encrypt(said, ABOUT)).decode().rstrip("=")

    @property
    def mark(self) -> str:
        """What says that a link was used. Without the key of the house it leads to no link, and to no school."""
        return hashlib.sha256(key() + b"used " + self.token.encode()).hexdigest()


def pass_of(token: str) -> Pass | None:
    """What a link says; nothing where it is none of ours."""
    try:
        sent = urlsafe_b64decode(token + "=" * (-len(token) % 4))
        said = cipher().decrypt(sent, ABOUT) if len(sent) == LONG else b""
    except (InvalidTag, ValueError):
        return None
    if not said:
        return None
    return Pass(UUID(bytes=said[:16]), int.from_bytes(said[16:18], "big"), said[18], int.from_bytes(said[19:21], "big"))


def key() -> bytes:
    return hashlib.sha512(b"survey links " + settings.ACCESS_KEY.encode()).digest()


def cipher() -> AESSIV:
    return AESSIV(key())
