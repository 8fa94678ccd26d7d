"""Writing the record: one line for each opening, change and refusal, chained by a keyed hash."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import DatabaseError, models, transaction
from django.dispatch import Signal
from django.utils import timezone

from rondom.base.hashes import hash_of, seal_of_all, seal_of_destruction, seal_of_head, seal_of_month
from rondom.base.models import Act, ChainHead, Event, MonthClosed, MonthDestroyed
from rondom.base.scope import Scope
from rondom.base.trace import current

SYSTEM = "system"
CHAIN_BEGUN = "record.chain_begun"
MONTH_CLOSED = "record.month_closed"
KEPT_FOR = timedelta(days=5 * 366)
# Sent with a `line` once its transaction is through, by the thread that wrote it; never for what was rolled back.
written = Signal()


class RecordClosed(Exception):
    """The record can not be written now. Log first, then show: so nothing is shown."""


class TooYoung(Exception):
    """A month of the record is asked to be destroyed before its five years are over."""


def record(
    scope: Scope,
    event: str,
    act: str,
    subject: Any = None,
    *,
    rule: str = "",
    was_emergency: bool = False,
    head: ChainHead | None = None,
) -> Event:
    """Write the line of something done inside what a door opened; on that door's chain, whose head may be held already."""
    kind, ids = kind_and_ids(subject)
    return write_line(
        scope.chain,
        head=head,
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
        relation_rule=scope.relation,
        was_authorised=True,
        was_related=True,
        was_emergency=was_emergency,
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


def record_doorstep(person_id: Any, child_id: Any, role: str, organisation_id: Any) -> Event:
    """Write that somebody who is invited saw who takes part, before being let in."""
    return write_line(
        f"child:{child_id}",
        event="doorstep.seen",
        act=Act.READ,
        outcome="done",
        person_id=person_id,
        role=role,
        organisation_id=organisation_id,
        child_id=child_id,
        relation_rule="place offered",
        was_authorised=True,
        was_related=True,
    )


def record_again(event: str, act: str, subject: Any, *, child_id: Any, person_id: Any) -> Event:
    """Write what Rondom does once more by its journal, where older rows came back or it fell halfway: on the child's chain."""
    kind, ids = kind_and_ids(subject)
    return write_line(
        f"child:{child_id}",
        event=event,
        act=act,
        outcome="done",
        person_id=person_id,
        role="house",
        child_id=child_id,
        object_kind=kind,
        object_ids=ids,
        rule="again",
        was_authorised=True,
        was_related=True,
    )


def write_line(chain: str, head: ChainHead | None = None, **fields: Any) -> Event:
    """Write one line, or say that the record is closed: then nothing may be shown or done either."""
    try:
        return append(chain, head, **fields)
    except DatabaseError as error:
        raise RecordClosed from error


@transaction.atomic
def append(chain: str, head: ChainHead | None = None, **fields: Any) -> Event:
    trace = current()
    head = head or locked_head(chain)
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
    seal = seal_of_head(chain, line.number, line.hash)
    ChainHead.objects.filter(pk=chain).update(number=line.number, hash=line.hash, seal=seal)
    transaction.on_commit(partial(written.send_robust, Event, line=line))
    return line


def locked_head(chain: str) -> ChainHead:
    """The head of a chain, locked until the transaction ends (on SQLite the transaction itself is the lock)."""
    head = ChainHead.objects.select_for_update().filter(pk=chain).first()
    if head is None:
        head = begin_chain(chain)
    return head


def head_if(chain: str, condition: Any) -> models.QuerySet[ChainHead]:
    """The head of a chain that was begun, locked until the transaction ends; nothing, and no lock, where the condition fails."""
    return ChainHead.objects.select_for_update().filter(condition, pk=chain)


def begin_chain(chain: str) -> ChainHead:
    """A new chain is named in the chain of the system, so that it can not vanish whole with nobody knowing of it."""
    if chain != SYSTEM:
        # The system's chain is locked first: two who begin the same chain wait here and not for each other.
        locked_head(SYSTEM)
    _head, is_new = ChainHead.objects.get_or_create(pk=chain)
    if is_new and chain != SYSTEM:
        append(SYSTEM, event=CHAIN_BEGUN, act=Act.CREATE, outcome="done", object_kind="ChainHead", object_ids=chain)
    return ChainHead.objects.select_for_update().get(pk=chain)


def close_months(today: date) -> list[date]:
    """Close every month that is over and still open; each with one line that seals all its closings together."""
    closed = []
    for month in open_months(today):
        with transaction.atomic():
            locked_head(SYSTEM)
            seals = [close_month(chain, month).seal for chain in chains_in(month)]
            if not seals:
                continue
            append(
                SYSTEM,
                event=MONTH_CLOSED,
                act=Act.EXECUTE,
                outcome="done",
                object_kind="MonthClosed",
                object_ids=seal_of_all(seals),
                rule=f"{month:%Y-%m}",
            )
        closed.append(month)
    return closed


def open_months(today: date) -> list[date]:
    last = MonthClosed.objects.order_by("-month").values_list("month", flat=True).first()
    if last is None:
        first = Event.objects.order_by("at").values_list("at", flat=True).first()
        month = timezone.localtime(first).date().replace(day=1) if first else today
    else:
        month = month_after(last)
    months = []
    while month < today.replace(day=1):
        months.append(month)
        month = month_after(month)
    return months


def month_after(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def start_of(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))


def chains_in(month: date) -> list[str]:
    within = Event.objects.filter(at__gte=start_of(month), at__lt=start_of(month_after(month)))
    return list(within.order_by("chain").values_list("chain", flat=True).distinct())


def close_month(chain: str, month: date) -> MonthClosed:
    """From the line after the last closing up to the last line of the month."""
    before = MonthClosed.objects.filter(chain=chain).order_by("-month").first()
    last = Event.objects.filter(chain=chain, at__lt=start_of(month_after(month))).order_by("-number")[0]
    first, previous_hash = (before.last_number + 1, before.hash) if before else (1, "")
    seal = seal_of_month(chain, month, first, last.number, previous_hash, last.hash)
    return MonthClosed.objects.create(
        chain=chain,
        month=month,
        first_number=first,
        last_number=last.number,
        previous_hash=previous_hash,
        hash=last.hash,
        seal=seal,
    )


@transaction.atomic
def destroy_month(month: date, now: datetime) -> int:
    """Take away the lines of a closed month whose time is over. What tells of the record itself stays, and the closing hash."""
    if start_of(month_after(month)) > now - KEPT_FOR:
        raise TooYoung(f"{month:%Y-%m}")
    count = 0
    for closed in MonthClosed.objects.filter(month=month, destroyed__isnull=True):
        lines = Event.objects.filter(chain=closed.chain, number__gte=closed.first_number, number__lte=closed.last_number)
        about_itself = lines.filter(event__startswith="record.")
        kept = " ".join(str(number) for number in about_itself.order_by("number").values_list("number", flat=True))
        MonthDestroyed.objects.create(closed=closed, kept=kept, at=now, seal=seal_of_destruction(closed.seal, kept, now))
        count += lines.exclude(event__startswith="record.").delete()[0]
    append(SYSTEM, event="record.month_destroyed", act=Act.DELETE, outcome="done", rule=f"{month:%Y-%m}")
    return count
