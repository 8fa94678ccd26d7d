"""Finding an invitation by what stands on the paper."""

import hashlib

from rondom.people.models import Invitation


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def invitation_of(token: str) -> Invitation | None:
    return Invitation.objects.filter(token_hash=hashed(token)).select_related("person", "used").first()
