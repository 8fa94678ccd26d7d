"""allauth's engines for passkeys, codes of an app and spare codes, told who we are and how we keep a secret."""

import base64
import hashlib
from functools import cache
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.exceptions import ValidationError

from rondom.people.models import Person

NAME = "Rondom"


@cache
def lock() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.ACCESS_KEY.encode()).digest()))


def sealed(secret: str) -> str:
    """A secret as it may lie in the database: nothing without the key that lies outside it."""
    return lock().encrypt(secret.encode()).decode()


def opened(sealed_secret: str) -> str:
    return lock().decrypt(sealed_secret.encode()).decode()


class Engines(DefaultMFAAdapter):
    """What allauth asks of a house."""

    def encrypt(self, text: str) -> str:
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        return opened(encrypted_text)

    def get_totp_issuer(self) -> str:
        return NAME

    def get_totp_label(self, user: Any) -> str:
        return user.first_name

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": NAME}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """What a phone shows beside the key: a first name, since a phone lies about."""
        return {"id": user_pk_to_url_str(user).encode(), "display_name": user.first_name, "name": user.first_name}


def passkey_shown(credential: Any, person: Person | None = None) -> Authenticator | None:
    """The passkey that answered our question, of a given person or of whoever holds it; None where anything is amiss."""
    try:
        webauthn.parse_authentication_response(credential)
        owner = person or webauthn.extract_user_from_response(credential)
        return webauthn.complete_authentication(owner, credential) if owner.is_active else None
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        return None


def passkey_made(credential: Any) -> bool:
    """Whether a new passkey answers our question, and its owner was seen by the phone."""
    try:
        webauthn.parse_registration_response(credential)
        return bool(webauthn.complete_registration(credential).is_user_verified())
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        return False


def code_shown(person: Person, code: str) -> Authenticator | None:
    """The app or the spare codes that this code belongs to; a code works once."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
    for factor in Authenticator.objects.filter(user=person, type__in=kinds):
        if factor.wrap().validate_code(code):
            return factor
    return None
