"""What holds the record together: keyed hashes, made under the key that lives outside the database."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings

# The fields of a line that its hash holds. A new field of the line is added at the end of a new list, never to this one:
# what was written stays provable.
HASHED = (
    "act",
    "at",
    "chain",
    "child_id",
    "consent_id",
    "device",
    "event",
    "had_consent",
    "network",
    "number",
    "object_ids",
    "object_kind",
    "on_behalf_of",
    "organisation_id",
    "outcome",
    "person_id",
    "previous_hash",
    "purpose",
    "relation_rule",
    "role",
    "rule",
    "source",
    "trace",
    "was_authorised",
    "was_emergency",
    "was_related",
    "zone",
)


def keyed(text: str) -> str:
    return hmac.new(settings.RECORD_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def instant(at: datetime) -> str:
    """The same moment reads back in another zone from another database."""
    return str(round(at.timestamp() * 1_000_000))


def hash_of(line: Any) -> str:
    fields = {name: str(getattr(line, name)) for name in HASHED}
    fields["at"] = instant(line.at)
    return keyed(json.dumps(fields, sort_keys=True, ensure_ascii=True))


def seal_of_head(chain: str, number: int, last: str) -> str:
    """Who can write in the database can set a head back, and can not make this."""
    return keyed(f"head {chain} {number} {last}")


def seal_of_month(chain: str, month: date, first: int, last: int, previous_hash: str, closing_hash: str) -> str:
    return keyed(f"month {chain} {month.isoformat()} {first} {last} {previous_hash} {closing_hash}")


def seal_of_destruction(month_seal: str, kept: str, at: datetime) -> str:
    return keyed(f"destroyed {month_seal} {kept} {instant(at)}")


def seal_of_all(seals: Iterable[str]) -> str:
    """One seal over the closings of a month, so that none can be left out."""
    return keyed("all " + " ".join(sorted(seals)))


def seal_of_anchor(content: dict[str, Any]) -> str:
    return keyed("anchor " + json.dumps(content, sort_keys=True, ensure_ascii=True))
