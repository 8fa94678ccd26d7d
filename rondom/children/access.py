"""What one reader may read of one child now: role, age, authority and consent brought together for the gate.

Asked anew at every opening; nothing of it is kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from rondom.base.prepared import Prepared
from rondom.base.seal import one_text
from rondom.children.deciders import CHILD, HOME, Given, Holding, band_of, deciders, flows, local_day, regime_of, turned
from rondom.children.models import (
    Answer,
    Audience,
    Authority,
    Child,
    ConsentAnswered,
    ConsentLine,
    How,
    InformationKind,
    Place,
    Role,
    SecretAddress,
)
from rondom.children.rights import CHECKED_ROLES, READERS, Facts, Level, Standing, column_of, decide

# What parents and child write opens itself: that they let somebody read it is their consent.
OPENED_BY_WRITER = frozenset({InformationKind.PARENT_ENTRY, InformationKind.CHILD_ENTRY})
CARD_KINDS = (
    InformationKind.SCHOOL_ENTRY,
    InformationKind.PARENT_ENTRY,
    InformationKind.CHILD_ENTRY,
    InformationKind.HEALTH,
    InformationKind.CARE_ENTRY,
)
HOUSE_COLUMN = "house"


@dataclass(frozen=True)
class Reader:
    """Somebody in the circle as the gate sees this person. `consents` are the owner and kind of what is allowed to be read."""

    role: str
    column: str
    voice_id: UUID | None
    standing: Standing
    consents: frozenset[tuple[UUID, str]]
    is_emergency: bool = False  # for an hour, with a reason, seen by the family
    is_shielded: bool = False  # may not know where the child is (R38), and what others write may tell it
    is_locked: bool = False  # the case is closed: nobody writes in it any more (R81)

    @property
    def is_house(self) -> bool:
        return self.column == HOUSE_COLUMN

    def facts(self, kind: str, owner_id: UUID | None, audience: str, voice_id: UUID | None) -> Facts:
        if self.is_emergency:
            is_own = voice_id is not None and voice_id == self.voice_id
            return Facts(True, is_own, audience in self.opened_in_emergency, True)
        is_opened = self.reads_others and self.role in READERS[audience]
        has_consent = is_opened if kind in OPENED_BY_WRITER else (owner_id, kind) in self.consents
        return Facts(True, voice_id is not None and voice_id == self.voice_id, is_opened, has_consent)

    @property
    def reads_others(self) -> bool:
        """Whether anything of others can be there: not while authority was not seen, nor where it may tell where the child is."""
        return self.standing != Standing.UNKNOWN and not self.is_shielded

    @property
    def opened_in_emergency(self) -> tuple[str, ...]:
        """What a child told its teacher alone stays with the teacher."""
        return tuple(each for each in READERS if each != Audience.TEACHER or each in self.audiences)

    def may_read(self, kind: str, owner_id: UUID | None, audience: str, voice_id: UUID | None) -> bool:
        """Whether a thing that is shared is there for this reader: never past the audience that its writer chose."""
        if self.is_house:
            return True
        facts = self.facts(kind, owner_id, audience, voice_id)
        return facts.is_own or (facts.is_opened and decide(self.column, kind, "R", facts) == Level.ALL)

    def reads_any(self, kind: str) -> bool:
        """Whether the matrix gives this reader anything at all of a kind, whatever was consented to."""
        if self.is_house or self.standing == Standing.UNKNOWN:
            return True
        return decide(self.column, kind, "R", Facts(True, True, True, True)) != Level.NOTHING

    @cached_property
    def audiences(self) -> tuple[str, ...]:
        return tuple(audience for audience, roles in READERS.items() if self.role in roles)

    def readable(self, prefix: str = "") -> Q:
        """The same as `may_read` for what others shared, as a filter on the columns of decision 14."""
        if self.is_house:
            return Q()
        found = Q(pk__in=[])
        if not self.reads_others:
            return found
        for kind in CARD_KINDS:
            of_kind = Q(**{f"{prefix}information_kind": kind})
            if self.is_emergency and decide(self.column, kind, "R", Facts(True, False, True, True)) == Level.ALL:
                found |= of_kind & Q(**{f"{prefix}audience__in": self.opened_in_emergency})
                continue
            of_kind &= Q(**{f"{prefix}audience__in": self.audiences})
            if decide(self.column, kind, "R", Facts(True, False, True, kind in OPENED_BY_WRITER)) == Level.ALL:
                found |= of_kind
            elif decide(self.column, kind, "R", Facts(True, False, True, True)) == Level.ALL:
                owners = [owner for owner, allowed in self.consents if allowed == kind]
                if owners:
                    found |= of_kind & Q(**{f"{prefix}owner__in": owners})
        return found


HOUSE_READER = Reader("house", HOUSE_COLUMN, None, Standing.HOLDS, frozenset())


def holdings_of(authorities: Iterable[Authority]) -> list[Holding]:
    """Of each place what was recorded last: looking again replaces what was seen before."""
    newest = {each.place_id: each for each in sorted(authorities, key=attrgetter("recorded_at"))}
    return [
        Holding(str(each.place.person_id), each.since or date.min, each.until, checked_until=each.check_again_on)
        for each in newest.values()
    ]


def unseen(parents: Iterable[Place], authorities: Iterable[Authority]) -> list[Holding]:
    """Parents of whom nobody knows yet whether they decide: they may well do, so it is not left to the other alone (R33)."""
    seen = {each.place_id for each in authorities}
    unknown = (place for place in parents if place.pk not in seen and place.has_custody is not False)
    return [Holding(str(place.person_id), date.min, is_verified=False) for place in unknown]


def last_change(authorities: Iterable[Authority], now: datetime) -> datetime | None:
    """When authority last changed: what was allowed before must be asked again (R34). Looking again changes nothing."""
    moments: list[datetime] = []
    running: dict[UUID, str] = {}
    for each in sorted(authorities, key=attrgetter("recorded_at")):
        if running.get(each.place_id) != each.kind:
            moments.append(each.recorded_at)
        running[each.place_id] = each.kind
        if each.until is not None:
            running.pop(each.place_id)
            moments += [datetime.combine(each.until, time.min, HOME), each.ended_at or each.recorded_at]
    return max((moment for moment in moments if moment <= now), default=None)


def standing_of(place: Place, authorities: Sequence[Authority], now: datetime) -> Standing:
    """How it stands with the authority of the person of a place; who needs none always stands well."""
    if place.role not in CHECKED_ROLES:
        return Standing.HOLDS
    day = local_day(now)
    valid = [each for each in holdings_of(authorities) if each.person == str(place.person_id) and each.is_valid(day)]
    if valid:
        return Standing.HOLDS if all(each.is_checked(day) for each in valid) else Standing.UNKNOWN
    had_once = any(each.place_id == place.pk for each in authorities)
    return Standing.NONE if place.has_custody is False or had_once else Standing.UNKNOWN


def key_of(place: Place) -> str:
    """How the engine of deciders names the person of a place."""
    return CHILD if place.role == Role.CHILD else str(place.person_id)


@dataclass(frozen=True)
class Family:
    """Who decides for one child now, and what they answered: read once at a door, in three questions."""

    child: Child
    parents: tuple[Place, ...]  # whose authority must have been seen
    authorities: tuple[Authority, ...]
    lines: tuple[ConsentLine, ...]
    answers: tuple[ConsentAnswered, ...]
    now: datetime
    shielded: frozenset[UUID] = frozenset()  # the places of who may not know where the child is

    def deciders(self, kind: str) -> frozenset[str] | None:
        held = holdings_of(self.authorities) + unseen(self.parents, self.authorities)
        return deciders(self.child.birth_date, regime_of(kind), held, self.now)

    def allows(self, line: ConsentLine) -> bool:
        """Whether what a line says may be read now: not past its day, and everyone who decides said yes."""
        if line.asked.until < local_day(self.now):
            return False
        return flows(self.deciders(line.kind), self.given(line.asked_id), self.now, since=self.counts_from(line.asked_id))

    def given(self, asked_id: UUID) -> list[Given]:
        """The answers that still hold, in order. A yes that was told never goes above what somebody answered themselves."""
        found, spoke, since = [], set(), self.counts_from(asked_id)
        for answer in self.answers:
            if answer.asked_id != asked_id or not still_holds(answer, self.now):
                continue
            given = given_of(answer)
            if answer.how == How.SELF and (since is None or answer.at >= since):
                spoke.add(given.person)
            elif given.is_yes and given.person in spoke:
                continue
            found.append(given)
        return found

    def counts_from(self, asked_id: UUID) -> datetime | None:
        """Answers to a question from before this moment are asked again: authority changed, or a birthday (R31, R34)."""
        regimes = {regime_of(line.kind) for line in self.lines if line.asked_id == asked_id}
        moments = [turned(self.child.birth_date, regime, self.now) for regime in regimes]
        moments.append(last_change(self.authorities, self.now))
        return max((moment for moment in moments if moment), default=None)

    def standing_of_inviter(self, place: Place) -> Standing:
        """How it stands with the parent who brought somebody in: the paper for it was in this parent's own hands."""
        by = next((each for each in self.parents if place.role == Role.OTHER and each.person_id == place.offered_by_id), None)
        return standing_of(by, self.authorities, self.now) if by else Standing.HOLDS

    def reader_of(self, place: Place) -> Reader:
        standing, inviter = standing_of(place, self.authorities, self.now), self.standing_of_inviter(place)
        if inviter != Standing.HOLDS:
            standing = Standing.UNKNOWN  # whom a parent brought in reads no more than that parent
        band = band_of(self.child.birth_date, local_day(self.now))
        mine = [line for line in self.lines if is_for(line, place)]
        return Reader(
            role=place.role,
            column=column_of(place.role, band, standing),
            voice_id=place.voice_id,
            standing=standing,
            consents=frozenset((line.source_id, line.kind) for line in mine if self.allows(line)),
            is_shielded=place.pk in self.shielded or inviter == Standing.NONE,
        )


ORAL_DAYS = 30


def still_holds(answer: ConsentAnswered, now: datetime) -> bool:
    """A yes that somebody else wrote down lapses when it was not confirmed in thirty days (R17)."""
    return answer.how == How.SELF or answer.answer != Answer.YES or (now - answer.at).days < ORAL_DAYS


def given_of(answer: ConsentAnswered) -> Given:
    person = CHILD if answer.capacity == CHILD else str(answer.person_id)
    return Given(person, answer.answer == Answer.YES, answer.at)


def is_for(line: ConsentLine, place: Place) -> bool:
    if line.reader_place_id is not None:
        return line.reader_place_id == place.pk
    return place.organisation_id is not None and line.reader_id == place.organisation_id


def families_of(children: Sequence[Child], now: datetime | None = None) -> dict[UUID, Family]:
    """The same for many children, in the same three questions."""
    ids = tuple(child.pk for child in children)
    parents, authorities, shielded = parents_of(PARENTS(children=ids))
    lines, answers = (grouped_by_child(rows(children=ids)) for rows in (LINES, ANSWERS))
    moment = now or timezone.now()
    for child in children:
        one_text(child, "birth_date")  # who may come in depends on it: it is opened before the door is
    return {
        child.pk: Family(
            child,
            tuple(parents.get(child.pk, ())),
            tuple(authorities.get(child.pk, ())),
            tuple(lines.get(child.pk, ())),
            tuple(answers.get(child.pk, ())),
            moment,
            frozenset(shielded),
        )
        for child in children
    }


AUTHORITY = [f"authorities__{field.attname}" for field in Authority._meta.concrete_fields]


def rows_of_parents(children: Sequence[UUID]) -> QuerySet[Place, dict[str, Any]]:
    """The places of parents, what was recorded of their authority, and whether they may not know where the child is: in one
    question, for it is asked at every door. Whom such a parent brought in may not know it either."""
    secret = SecretAddress.objects.filter(until__isnull=True)
    brought_in = secret.filter(place__child=OuterRef("child"), place__person=OuterRef("offered_by"))
    return (
        Place.objects.filter(child__in=children, role__in=CHECKED_ROLES | {Role.OTHER})
        .order_by("authorities__recorded_at")
        .annotate(is_shielded=Exists(secret.filter(place=OuterRef("pk"))) | Exists(brought_in))
        .values("pk", "person_id", "child_id", "role", "has_custody", "ended__pk", "is_shielded", *AUTHORITY)
    )


def parents_of(
    rows: Iterable[dict[str, Any]],
) -> tuple[dict[UUID, list[Place]], dict[UUID, list[Authority]], set[UUID]]:
    places: dict[UUID, Place] = {}
    parents: dict[UUID, list[Place]] = {}
    authorities: dict[UUID, list[Authority]] = {}
    shielded: set[UUID] = set()
    for row in rows:
        child_id, is_ended = row["child_id"], row.pop("ended__pk") is not None
        if row.pop("is_shielded"):
            shielded.add(row["pk"])
        if row["role"] not in CHECKED_ROLES:
            continue
        recorded = {column.removeprefix("authorities__"): row.pop(column) for column in AUTHORITY}
        place = places.setdefault(row["pk"], Place(**row))
        if not is_ended and place not in parents.setdefault(child_id, []):
            parents[child_id].append(place)
        if recorded["id"] is not None:
            authority = Authority(**recorded)
            authority.place = place
            authorities.setdefault(child_id, []).append(authority)
    return parents, authorities, shielded


def rows_of_lines(children: Sequence[UUID]) -> QuerySet[ConsentLine]:
    return ConsentLine.objects.filter(asked__child__in=children).select_related("asked")


def rows_of_answers(children: Sequence[UUID]) -> QuerySet[ConsentAnswered]:
    return ConsentAnswered.objects.filter(asked__child__in=children).select_related("asked").defer("text").order_by("at")


PARENTS, LINES, ANSWERS = Prepared(rows_of_parents), Prepared(rows_of_lines), Prepared(rows_of_answers)


def grouped_by_child(rows: Iterable[ConsentLine | ConsentAnswered]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(row.asked.child_id, []).append(row)
    return found


def family_of(child: Child, now: datetime | None = None) -> Family:
    return families_of([child], now)[child.pk]
