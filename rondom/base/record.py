"""Writing the record: one line for each opening, change and refusal, chained by a keyed hash."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from rondom.base.models import Act, ChainHead, Event
from rondom.base.scope import Scope
from rondom.base.trace import current

SYSTEM = "system"
NOT_HASHED = {"id", "hash"}


def record(scope: Scope, event: str, act: str, subject: Any = None, *, rule: str = "") -> Event:
    """Write the line of something done inside what a door opened; on that door's chain."""
    kind, ids = kind_and_ids(subject)
    return write_line(
        scope.chain,
        event=event,
        act=act,
        outcome="done",
        person_id=scope.person_id,
        role=scope.role,
        organisation_id=scope.organisation_id,
        child_id=scope.child_id,
        object_kind=kind,
        object_ids=ids,
        rule=rule,
        relation_rule="place in the circle" if scope.child_id else "membership",
        was_authorised=True,
        was_related=True,
    )


def record_refusal(person_id: Any, event: str, *, child_id: Any = None, rule: str = "") -> Event:
    """Write that somebody was not let in or not allowed; on the chain of the system, which holds no child's story."""
    return write_line(
        SYSTEM,
        event=event,
        act=Act.READ,
        outcome="refused",
        person_id=person_id,
        child_id=child_id,
        rule=rule,
        was_authorised=False,
        was_related=False,
    )


def record_system(event: str, act: str, *, person_id: Any = None, subject: Any = None) -> Event:
    """Write what belongs to no child and no organisation: signing in, an invitation used."""
    kind, ids = kind_and_ids(subject)
    return write_line(SYSTEM, event=event, act=act, outcome="done", person_id=person_id, object_kind=kind, object_ids=ids)


def kind_and_ids(subject: Any) -> tuple[str, str]:
    if subject is None:
        return "", ""
    things = [subject] if isinstance(subject, models.Model) else list(subject) if isinstance(subject, Iterable) else []
    return (things[0].__class__.__name__, " ".join(str(thing.pk) for thing in things)) if things else ("", "")


@transaction.atomic
def write_line(chain: str, **fields: Any) -> Event:
    trace = current()
    head = locked_head(chain)
    line = Event(
        chain=chain,
        number=head.number + 1,
        at=timezone.now(),
        zone=settings.TIME_ZONE,
        network=trace.network,
        device=trace.device,
        trace=trace.number,
        source="rondom",
        purpose="working together round a child" if fields.get("child_id") else "",
        previous_hash=head.hash,
        **fields,
    )
    line.hash = hash_of(line)
    line.save(force_insert=True)
    ChainHead.objects.filter(pk=chain).update(number=line.number, hash=line.hash)
    return line


def locked_head(chain: str) -> ChainHead:
    """The head of a chain, locked until the transaction ends (on SQLite the transaction itself is the lock)."""
    head = ChainHead.objects.select_for_update().filter(pk=chain).first()
    if head is None:
        ChainHead.objects.get_or_create(pk=chain)
        head = ChainHead.objects.select_for_update().get(pk=chain)
    return head


def hash_of(line: Event) -> str:
    """HMAC-SHA256 over every field, under the key that lives outside the database."""
    fields = {field.attname: str(getattr(line, field.attname)) for field in Event._meta.fields if field.attname not in NOT_HASHED}
    # The same moment reads back in another zone from another database.
    fields["at"] = str(round(line.at.timestamp() * 1_000_000))
    text = json.dumps(fields, sort_keys=True, ensure_ascii=True)
    return hmac.new(settings.RECORD_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def faults_in_record(chain: str | None = None) -> list[str]:
    """Every place where the record is not what was written: a changed, missing, added or reordered line."""
    faults: list[str] = []
    heads = {head.chain: head for head in ChainHead.objects.filter(**({"pk": chain} if chain else {}))}
    lines = Event.objects.filter(**({"chain": chain} if chain else {})).order_by("chain", "number")
    last: dict[str, tuple[int, str]] = {}
    for line in lines.iterator():
        number, previous = last.get(line.chain, (0, ""))
        if line.number != number + 1:
            faults.append(f"{line.chain} {line.number}: line missing before this one")
        if line.previous_hash != previous:
            faults.append(f"{line.chain} {line.number}: does not follow the line before")
        if line.hash != hash_of(line):
            faults.append(f"{line.chain} {line.number}: changed after it was written")
        last[line.chain] = (line.number, line.hash)
    for name, head in heads.items():
        if last.get(name, (0, "")) != (head.number, head.hash):
            faults.append(f"{name}: the last line is missing")
    faults.extend(f"{name}: no head" for name in last.keys() - heads.keys())
    return faults
