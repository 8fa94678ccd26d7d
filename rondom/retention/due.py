"""Which rows with a day of their own go now: drafts, consents, who was involved, what the record asked and was told."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, Max, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from rondom.base.models import Event, MonthClosed
from rondom.base.record import KEPT_FOR, month_after, start_of
from rondom.cards.models import Card, CardShared, TypedLine, Writing
from rondom.children.models import (
    Answer,
    CaseClosed,
    Child,
    ConsentAnswered,
    ConsentAsked,
    Contact,
    DiscretionaryShare,
    EmergencyAccess,
    RecordQuestion,
)
from rondom.meetings.models import Prepared
from rondom.retention.clock import Span, day_after
from rondom.retention.models import DestructionProof, Hold
from rondom.retention.parts import holds_now, local
from rondom.retention.schedule import SCHEDULE

WARNED_BEFORE = 7  # days
IDLE_FOR = Span(years=1)
OWN_DAYS: dict[type[Model], Callable[[Any], date | None]] = {
    EmergencyAccess: lambda row: local(row.at),
    DiscretionaryShare: lambda row: local(row.at),
    RecordQuestion: lambda row: local(row.asked_at),
    Contact: lambda row: row.until,
    ConsentAsked: lambda row: valid_until(row),
}
COLUMNS: dict[type[Model], str] = {
    Contact: "until__lte",
    ConsentAsked: "asked_at__date__lte",
    RecordQuestion: "asked_at__date__lte",
}
CODES: dict[type[Model], str] = {
    EmergencyAccess: "B22",
    DiscretionaryShare: "B22",
    RecordQuestion: "B31",
    Contact: "B14",
    ConsentAsked: "B21",
}


# With a day of their own after all parts have gone: until then the child stays.
KEPT_ON: list[Any] = [ConsentAsked, RecordQuestion]


def asks_for_a_day(model: type[Model], code: str, asked_at: str) -> None:
    """For a table of an app above this one: by which line of the schedule its rows go, counted from this column."""
    CODES[model], COLUMNS[model] = code, f"{asked_at}__date__lte"
    OWN_DAYS[model] = lambda row: local(getattr(row, asked_at))
    KEPT_ON.append(model)


def day_for(code: str, begin: date | None) -> date | None:
    return None if begin is None else day_after(begin, SCHEDULE[code].span)


def valid_until(asked: ConsentAsked) -> date:
    """Until when a consent was in force: its day, or the day on which somebody who decides said no or took the yes back."""
    last: dict[Any, ConsentAnswered] = {}
    for answer in asked.answers.defer("text").order_by("at"):
        last[answer.person_id] = answer
    ended = [local(answer.at) for answer in last.values() if answer.answer != Answer.YES]
    return min([asked.until, *ended])


def rows_over(model: type[Model], today: date, holds: dict[Any, list[Hold]]) -> list[Model]:
    """The rows of a table whose day has come and which nothing keeps."""
    term = SCHEDULE[CODES[model]].span
    # Not a day of it is counted here: only what is certainly younger is left in the database.
    oldest = today - timedelta(days=term.years * 365 + term.months * 28 + term.days)
    rows = model._base_manager.filter(**{COLUMNS.get(model, "at__date__lte"): oldest})
    found = []
    for row in rows.select_related("place") if model is EmergencyAccess else rows:
        day = day_for(CODES[model], OWN_DAYS[model](row))
        if day is not None and day <= today and not is_held(row, holds):
            found.append(row)
    return found


def holds_by_child(today: date) -> dict[Any, list[Hold]]:
    found: dict[Any, list[Hold]] = {}
    for hold in holds_now(today):
        found.setdefault(hold.child_id, []).append(hold)
    return found


def is_held(row: Any, holds: dict[Any, list[Hold]]) -> bool:
    child_id = row.child_id if hasattr(row, "child_id") else row.place.child_id
    return waits_for(row, holds.get(child_id, ()))


def waits_for(row: Any, holds: Iterable[Hold]) -> bool:
    return any(hold.owner_id == row.owner_id and hold.only in ("", row.information_kind) for hold in holds)


def is_remark_held(card: Card, holds: dict[Any, list[Hold]]) -> bool:
    """Whether what somebody wrote beside a card, before it was taken back, waits: it would go with the card."""
    waiting = holds.get(card.child_id, ())
    return bool(waiting) and any(waits_for(remark, waiting) for remark in card.remarks.all())


# ── drafts ────────────────────────────────────────────────────────────────────────────────────────────


def drafts() -> QuerySet[Card]:
    """Cards that are for their own voice only, with the moment at which somebody last did something with each."""
    standing = CardShared.objects.filter(card=OuterRef("pk"), taken_back__isnull=True)
    return Card.objects.filter(~Exists(standing)).annotate(
        settled=Max("versions__at"), typed=Max("writings__at"), back=Max("shares__taken_back__at"), made=Max("attachments__at")
    )


def last_touched(card: Any) -> date:
    moments = (card.begun_at, card.settled, card.typed, card.back, card.made)
    return max(local(moment) for moment in moments if moment is not None)


def drafts_to_warn(today: date) -> list[Card]:
    """Drafts that nobody touched for so long that they go in a week. Who was told and then went on is told again."""
    latest = today - timedelta(days=SCHEDULE["B33"].span.days - WARNED_BEFORE)
    found = drafts().filter(begun_at__date__lte=latest).select_related("warned")
    return [card for card in found if last_touched(card) <= latest and not told_since(card)]


def told_since(card: Any) -> bool:
    return hasattr(card, "warned") and local(card.warned.at) >= last_touched(card)


def drafts_over(today: date, holds: dict[Any, list[Hold]]) -> list[Card]:
    """Drafts whose time is over and whose voice heard of it a week ago."""
    oldest = today - timedelta(days=SCHEDULE["B33"].span.days)
    told = today - timedelta(days=WARNED_BEFORE)
    found = drafts().filter(begun_at__date__lt=oldest, warned__at__date__lte=told).select_related("warned")
    return [
        card
        for card in found
        if day_for("B33", last_touched(card)) <= today and told_since(card)  # type: ignore[operator]
        if not is_held(card, holds) and not is_remark_held(card, holds)
    ]


def unfinished_over(today: date) -> tuple[list[Writing], list[TypedLine], list[Prepared]]:
    """What somebody began to write on a shared card, or to type over, and left lying; what was prepared and never brought."""
    oldest = today - timedelta(days=SCHEDULE["B33"].span.days)
    standing = CardShared.objects.filter(card=OuterRef("card"), taken_back__isnull=True)
    writings = Writing.objects.filter(Exists(standing), at__date__lt=oldest).select_related("card")
    lines = TypedLine.objects.filter(Q(begun_at__date__lt=oldest) & (Q(laid_at__isnull=True) | Q(laid_at__date__lt=oldest)))
    prepared = Prepared.objects.filter(brought_at__isnull=True, invited__meeting__starts_at__date__lt=oldest)
    return list(writings), list(lines), list(prepared.select_related("invited__meeting"))


# ── cases that nobody comes to ────────────────────────────────────────────────────────────────────────


def idle_children(today: date) -> Iterable[Child]:
    """Children whose case nobody opened or wrote in for a year, and which nobody closed."""
    open_cases = Child.objects.exclude(Exists(CaseClosed.objects.filter(child=OuterRef("pk"), reopened_at__isnull=True)))
    for child in open_cases.filter(started_at__date__lt=today - timedelta(days=360)):
        last = Event.objects.filter(chain=f"child:{child.pk}").aggregate(last=Max("at"))["last"]
        reopened = CaseClosed.objects.filter(child=child).aggregate(last=Max("reopened_at"))["last"]
        moments = [local(each) for each in (child.started_at, last, reopened) if each is not None]
        if day_after(max(moments), IDLE_FOR) <= today:
            yield child


def months_over(now: datetime) -> list[date]:
    """Closed months of the record of which every line is older than five years."""
    months = MonthClosed.objects.filter(destroyed__isnull=True, month__lt=(now - KEPT_FOR).date())
    found = months.order_by("month").values_list("month", flat=True).distinct()
    return [month for month in found if start_of(month_after(month)) <= now - KEPT_FOR]


def proofs_over(today: date) -> QuerySet[DestructionProof]:
    """Proofs of destruction whose ten years are over."""
    years = SCHEDULE["B24"].span.years
    oldest = DestructionProof.objects.filter(at__date__lte=today - timedelta(days=years * 365))
    over = [proof.pk for proof in oldest if day_after(timezone.localdate(proof.at), SCHEDULE["B24"].span) <= today]
    return DestructionProof.objects.filter(pk__in=over)
