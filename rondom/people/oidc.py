"""OpenID Connect, the part of who asks: the code flow with PKCE, state and nonce, and the checks on what comes back.

allauth's client sends no nonce and does not hand on with how many factors somebody signed in; both decide here.
"""

import base64
import hashlib
import json
import secrets
import time
import urllib.request
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from rondom.people.engines import opened
from rondom.people.models import IdentityProvider

# Ways to sign in that a provider may name which no mere password gives (RFC 8176).
STRONG = frozenset({"mfa", "otp", "hwk", "swk", "fpt", "face", "pop", "sc"})
STRONG_ACR = frozenset({"phr", "phrh", "http://schemas.openid.net/pape/policies/2007/06/multi-factor"})
ALGORITHMS = ["RS256", "PS256", "ES256"]
CLOCKS_DIFFER = 60


class NoDetour(urllib.request.HTTPRedirectHandler):
    """A provider answers at the address that it named, or not at all: it sends us nowhere inside our own network."""

    def redirect_request(self, *_given: Any) -> None:
        return None


STRAIGHT = urllib.request.build_opener(NoDetour)


class NotVouchedFor(Exception):
    """What came back from a provider does not hold; the text is for the record only."""


@dataclass(frozen=True)
class Account:
    """Whom a provider vouches for."""

    sub: str
    email: str
    is_strong: bool
    signed_in_at: float


def question(provider: IdentityProvider, *, back: str, again: bool) -> tuple[str, dict[str, str]]:
    """The address to send the browser to, and what must be kept to recognise the answer."""
    kept = {
        "provider": str(provider.pk),
        "state": secrets.token_urlsafe(24),
        "nonce": secrets.token_urlsafe(24),
        "verifier": secrets.token_urlsafe(48),
    }
    challenge = base64.urlsafe_b64encode(hashlib.sha256(kept["verifier"].encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": "openid email",
        "state": kept["state"],
        "nonce": kept["nonce"],
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        **({"acr_values": provider.strong_values} if provider.strong_values else {}),
        **({"prompt": "login", "max_age": "0"} if again else {}),
    }
    return f"{described(provider)['authorization_endpoint']}?{urlencode(asked)}", kept


def account_of(provider: IdentityProvider, kept: dict[str, str], given: dict[str, str], *, back: str) -> Account:
    """Whom the answer is about, once everything in it holds."""
    if not secrets.compare_digest(given.get("state", ""), kept["state"]):
        raise NotVouchedFor("wrong state")
    # A provider may name itself in the answer, so that another can not slip its own in (RFC 9207).
    if given.get("iss", provider.issuer).rstrip("/") != provider.issuer:
        raise NotVouchedFor("other provider")
    if "code" not in given:
        raise NotVouchedFor("no code")
    about = described(provider)
    answer = ask(
        about["token_endpoint"],
        {
            "grant_type": "authorization_code",
            "code": given["code"],
            "redirect_uri": back,
            "client_id": provider.client_id,
            "client_secret": opened(provider.client_secret),
            "code_verifier": kept["verifier"],
        },
    )
    return read(provider, answer.get("id_token", ""), about, kept["nonce"])


def read(provider: IdentityProvider, token: str, about: dict[str, Any], nonce: str) -> Account:
    try:
        claims = jwt.decode(token, KeySet.import_key_set(cast("Any", ask(about["jwks_uri"]))), algorithms=ALGORITHMS).claims
    except (JoseError, ValueError, KeyError) as error:
        raise NotVouchedFor("wrong signature") from error
    audience = claims.get("aud")
    now = time.time()
    wrong = {
        "wrong issuer": str(claims.get("iss", "")).rstrip("/") != provider.issuer,
        "wrong audience": provider.client_id not in (audience if isinstance(audience, list) else [audience]),
        "wrong azp": claims.get("azp", provider.client_id) != provider.client_id,
        "wrong nonce": not secrets.compare_digest(str(claims.get("nonce", "")), nonce),
        "too old": not isinstance(claims.get("exp"), int | float) or claims["exp"] < now - CLOCKS_DIFFER,
        "not yet": isinstance(claims.get("iat"), int | float) and claims["iat"] > now + CLOCKS_DIFFER,
        "no subject": not claims.get("sub"),
    }
    for rule, is_wrong in wrong.items():
        if is_wrong:
            raise NotVouchedFor(rule)
    return Account(
        sub=str(claims["sub"]),
        email=str(claims.get("email", "")) if claims.get("email_verified") is True else "",
        is_strong=is_strong(provider, claims),
        signed_in_at=float(claims.get("auth_time", 0) or 0),
    )


def is_strong(provider: IdentityProvider, claims: dict[str, Any]) -> bool:
    """Whether the provider says that a second factor was shown. Saying nothing is no."""
    ways = claims.get("amr") or []
    own = set(provider.strong_values.split())
    return bool(set(ways if isinstance(ways, list) else [ways]) & (STRONG | own) or claims.get("acr") in STRONG_ACR | own)


def described(provider: IdentityProvider) -> dict[str, Any]:
    """What the provider says of itself, which must be itself."""
    about = ask(f"{provider.issuer}/.well-known/openid-configuration")
    if str(about.get("issuer", "")).rstrip("/") != provider.issuer:
        raise NotVouchedFor("other provider")
    return about


def ask(address: str, form: dict[str, str] | None = None) -> dict[str, Any]:
    """Fetch JSON from a provider, over an encrypted connection outside the demo."""
    if urlsplit(address).scheme != "https" and settings.SECURE_ONLY:
        raise NotVouchedFor("not encrypted")
    if urlsplit(address).scheme not in {"http", "https"}:
        raise NotVouchedFor("wrong address")
    request = urllib.request.Request(address, data=urlencode(form).encode() if form else None)  # noqa: S310 — looked at above
    request.add_header("Accept", "application/json")
    try:
        with STRAIGHT.open(request, timeout=8) as answer:
            found = json.loads(answer.read(1_000_000))
    except (OSError, ValueError) as error:
        raise NotVouchedFor("no answer") from error
    if not isinstance(found, dict):
        raise NotVouchedFor("no answer")
    return found
