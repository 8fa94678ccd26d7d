"""The parts of a child's file, one an owner, with the day on which each goes; and which rows go with it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, Model, Q, QuerySet
from django.utils import timezone

from rondom.base.retention import about, has_column, inside, made_at, outlives_parts, path_to, sealed_fields
from rondom.cards.models import Card, Remark
from rondom.children.models import CaseClosed, Child, InformationKind, Place
from rondom.people.models import Organisation
from rondom.retention.clock import History, Span, Start, day_after, destroyed_on
from rondom.retention.models import Hold, PartDestroyed, SchoolLeft
from rondom.retention.schedule import SCHEDULE, Then, code_of

Rows = dict[type[Model], list[UUID]]
TO_MEND = Span(days=30)
KINDS = tuple(str(kind) for kind in InformationKind.values)


@dataclass(frozen=True)
class Part:
    """What one owner wrote about a child: by which line of the schedule it goes, on which day, and until when that waits."""

    owner: Organisation | None
    code: str
    on: date | None
    held_until: date | None
    gone_at: datetime | None
    days: Mapping[str, date | None]  # of each line of the schedule that its kinds of information follow
    held: frozenset[str] = frozenset()  # which kinds wait

    @property
    def owner_id(self) -> UUID | None:
        return self.owner.pk if self.owner else None

    def kinds_due(self, today: date) -> tuple[str, ...]:
        """Which kinds of information in it go now."""
        return tuple(kind for kind in KINDS if kind not in self.held and is_over(self.days[kind], today))


def is_over(day: date | None, today: date) -> bool:
    return day is not None and day <= today


@dataclass(frozen=True)
class Told:
    """What is known of one child that a term hangs on, read once."""

    child: Child
    today: date
    closed: CaseClosed | None
    left: Mapping[UUID, SchoolLeft]
    holds: tuple[Hold, ...]
    gone: Mapping[UUID | None, datetime]
    changed: Mapping[UUID | None, date] = field(default_factory=dict)

    def history(self, owner_id: UUID | None) -> History:
        left = self.left.get(owner_id) if owner_id else None
        closed = self.closed
        return History(
            born=self.child.birth_date,
            left=left.left_on if left else None,
            closed=local(closed.at) if closed else None,
            # After it was closed for good nobody wrote any more: so the day tells nothing of what somebody may not read.
            changed=local(closed.locks_at) if closed else self.changed.get(owner_id),
        )

    def holds_on(self, owner_id: UUID | None) -> list[Hold]:
        return [hold for hold in self.holds if hold.owner_id == owner_id]

    def part(self, owner: Organisation | None) -> Part:
        owner_id = owner.pk if owner else None
        left = self.left.get(owner_id) if owner_id else None
        is_referred = left is not None and left.is_referred
        history, kind = self.history(owner_id), owner.kind if owner else None
        codes = {each: code_of(kind, each, is_referred=is_referred) for each in KINDS}
        holds = self.holds_on(owner_id)
        held = {each for hold in holds for each in ([hold.only] if hold.only else KINDS)}
        code = code_of(kind, "", is_referred=is_referred)
        return Part(
            owner=owner,
            code=code,
            on=no_sooner(day_of(code, history), code, left),
            held_until=max((hold.until for hold in holds), default=None),
            gone_at=self.gone.get(owner_id),
            days={each: no_sooner(day_of(codes[each], history), codes[each], left) for each in KINDS},
            held=frozenset(held),
        )


def day_of(code: str, history: History) -> date | None:
    term = SCHEDULE[code]
    return destroyed_on(term.start, term.span, history) if term.then == Then.DESTROY else None


def no_sooner(day: date | None, code: str, left: SchoolLeft | None) -> date | None:
    """One person notes that a pupil left, on whatever day: the others have a month to see by which day it goes and to mend it."""
    if day is None or left is None or SCHEDULE[code].start != Start.LEFT:
        return day
    return max(day, day_after(local(left.at), TO_MEND))


def local(moment: datetime | date) -> date:
    return timezone.localdate(moment) if isinstance(moment, datetime) else moment


# What makes destruction wait besides a hold that somebody laid: told by apps above this one, of one child or of all.
WAITS: list[Callable[[UUID | None, date], list[Hold]]] = []


def laid_holds(today: date, **of: Any) -> list[Hold]:
    return list(Hold.objects.filter(lifted_at__isnull=True, until__gte=today, **of))


def holds_now(today: date, child_id: UUID | None = None) -> list[Hold]:
    """All that makes destruction wait today, laid by somebody or told by `WAITS`; of one child, or of all."""
    laid = laid_holds(today, child=child_id) if child_id else laid_holds(today)
    return laid + [hold for waits in WAITS for hold in waits(child_id, today)]


def told_of(child: Child, today: date, *, is_running: bool = False) -> Told:
    """`is_running`: for who looks; of a case that goes on, the last change is taken to be today, whoever changed what. Who looks
    does not see that somebody asked something: that is between them and the desk."""
    holds = laid_holds(today, child=child) if is_running else holds_now(today, child.pk)
    closed = CaseClosed.objects.filter(child=child, reopened_at__isnull=True).first()
    left = {row.owner_id: row for row in SchoolLeft.objects.filter(child=child).order_by("at") if row.owner_id}
    gone = {row.owner_id: row.at for row in PartDestroyed.objects.filter(child=child).order_by("at")}
    changed: Mapping[UUID | None, date] = {}
    if closed is None:
        changed = Always(today) if is_running else last_changes(child.pk)
    return Told(child, today, closed, left, tuple(holds), gone, changed)


class Always(dict[UUID | None, date]):
    """The same day for every owner."""

    def __init__(self, day: date) -> None:
        super().__init__()
        self.day = day

    def get(self, _owner: UUID | None, _default: Any = None) -> date:
        return self.day


def last_changes(child_id: UUID) -> dict[UUID | None, date]:
    """When each owner last wrote something about a child."""
    found: dict[UUID | None, date] = {}
    for model in of_parts():
        moment, owner = made_at(model), path_to(model, "owner")
        if moment is None or owner is None:
            continue
        for owner_id, last in inside(model, child_id).order_by().values_list(owner).annotate(last=Max(moment)):
            found[owner_id] = max(found.get(owner_id, local(last)), local(last))
    return found


def of_parts() -> list[type[Model]]:
    """Every table of what somebody wrote about a child, what hangs on another first; not what goes on a day of its own."""
    return [model for model in about(Child) if not outlives_parts(model) and path_to(model, "owner") is not None]


def lasting() -> list[type[Model]]:
    return [model for model in about(Child) if outlives_parts(model)]


def parts_of(told: Told) -> tuple[Part, ...]:
    """The part of all together, and that of each organisation that took part in the circle or wrote something here."""
    return tuple(told.part(owner) for owner in (None, *organisations_of(told.child.pk)))


def organisations_of(child_id: UUID) -> list[Organisation]:
    """Whoever took part: everybody in the circle may know that. Who only ever wrote without taking part does not show by it."""
    taken = Place.objects.filter(child=child_id, organisation__isnull=False).values("organisation")
    return list(Organisation.objects.filter(pk__in=taken).order_by("name", "pk"))


def owners_of(child_id: UUID) -> list[Organisation | None]:
    """Whose parts there are now, by what stands there."""
    keys: set[UUID | None] = {None}
    for model in of_parts():
        keys |= set(inside(model, child_id).order_by().values_list(str(path_to(model, "owner")), flat=True).distinct())
    known = {each.pk: each for each in Organisation.objects.filter(pk__in=[key for key in keys if key])}
    return [None, *(known[key] for key in sorted(filter(None, keys)) if key in known)]


# ── which rows go ─────────────────────────────────────────────────────────────────────────────────────


def rows_of_part(child_id: UUID, owner_id: UUID | None, kinds: Collection[str], before: datetime | None = None) -> Rows:
    """What an owner wrote of these kinds, what hangs on another first. A card stays, empty, while somebody else's remark on it
    is kept longer. `before`: only what was there at a moment, for who does it again."""
    found: Rows = {}
    for model in of_parts():
        rows = inside(model, child_id).filter(**{str(path_to(model, "owner")): owner_id})
        if kind := path_to(model, "information_kind"):
            rows = rows.filter(**{f"{kind}__in": list(kinds)})
        moment = made_at(model)
        if before is not None and moment is not None:
            rows = rows.filter(**{f"{moment}__lte": before})
        if keys := list(rows.values_list("pk", flat=True)):
            found[model] = keys
    return without_what_others_need(found)


def without_what_others_need(rows: Rows) -> Rows:
    cards, remarks = rows.get(Card, []), rows.get(Remark, [])
    needed = set(Remark.objects.filter(card__in=cards).exclude(pk__in=remarks).values_list("card", flat=True))
    left = [key for key in cards if key not in needed]
    kept: Rows = {**rows, Card: left}
    return {model: kept[model] for model in about(Child) if kept.get(model)}


def remains(child_id: UUID, owner_id: UUID | None, rows: Rows) -> bool:
    """Whether anything sealed under the keys of this owner is left when these rows are gone."""
    for model in of_parts():
        if sealed_fields(model):
            left = inside(model, child_id).filter(**{str(path_to(model, "owner")): owner_id})
            if left.exclude(pk__in=rows.get(model, [])).exists():
                return True
    return False


def is_empty(child_id: UUID) -> bool:
    """Whether nobody wrote anything here that is still kept."""
    return not any(inside(model, child_id).exists() for model in of_parts())


def is_kept_apart(child_id: UUID) -> bool:
    """Whether something hangs on this child that lies behind a door of its own, and goes by a clock of its own."""
    inside_it = set(about(Child))
    apart = [each for each in Child._meta.related_objects if each.related_model not in inside_it]
    return any(each.related_model._base_manager.filter(**{each.field.name: child_id}).exists() for each in apart)


def with_what_hangs_on(rows: Iterable[Model]) -> Rows:
    """These rows, and all that would be meaningless without them."""
    found: Rows = {}
    for row in rows:
        found.setdefault(type(row), []).append(row.pk)
    for model in reversed(about(Child)):  # from what is hung on to what hangs
        hanging = Q(pk__in=[])
        for each in model._meta.concrete_fields:
            if each.is_relation and each.related_model in found and has_column(model, each.name) and not each.null:
                hanging |= Q(**{f"{each.name}__in": found[each.related_model]})  # type: ignore[index]
        keys = set(model._base_manager.filter(hanging).values_list("pk", flat=True)) | set(found.get(model, []))
        if keys:
            found[model] = sorted(keys)
    return {model: found[model] for model in about(Child) if model in found}


def rows_of_child(child_id: UUID) -> Rows:
    """All that there is about a child, what hangs on another first."""
    found = {model: list(inside(model, child_id).values_list("pk", flat=True)) for model in about(Child)}
    return {model: keys for model, keys in found.items() if keys}


def query(model: type[Model], keys: Collection[Any]) -> QuerySet[Any]:
    return model._base_manager.filter(pk__in=list(keys))
