"""Telling that something is not safe: where to, in the form that machines read (RFC 9116)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

# Well within a year, and new at every look: what is read is never old, and who stops with Rondom is soon not asked any more.
HOLDS_FOR = timedelta(days=90)


def security_txt(contacts: Sequence[str], *, canonical: str, policy: str, now: datetime) -> str:
    expires = (now.astimezone(UTC) + HOLDS_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [f"Contact: {each}" for each in contacts]
    lines += [f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}", "Preferred-Languages: nl, en"]
    lines += [f"Canonical: {canonical}", f"Policy: {policy}"]
    return "\n".join(lines) + "\n"
