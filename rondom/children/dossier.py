"""The door of a child: the one way to anything about it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from rondom.base.keys import KeysAway
from rondom.base.models import Act, ChainHead
from rondom.base.prepared import Prepared
from rondom.base.record import RecordClosed, head_if, locked_head, record, record_doorstep, record_refusal
from rondom.base.scope import NotLetIn, Scope
from rondom.base.seal import lay_out
from rondom.children.access import HOUSE_READER, Family, Reader, families_of, family_of, key_of
from rondom.children.looks import LONG_AGO, note_look, seen_until
from rondom.children.models import CaseClosed, Child, EmergencyAccess, Place, Voice
from rondom.children.rights import (
    HOUSE,
    NO_AUTHORITY,
    RIGHTS,
    UNCHECKED_RIGHTS,
    WHILE_LOCKED,
    Facts,
    Level,
    Right,
    Standing,
    decide,
)
from rondom.people.desk import working_on
from rondom.people.models import Membership, Person


@dataclass(frozen=True)
class Dossier(Scope):
    """A child, who opened its dossier, from which voice, and what this person may do."""

    child: Child
    place: Place | None
    voice: Voice | None
    reader: Reader = HOUSE_READER
    since: datetime | None = None  # up to when its reader had seen the timeline, where it is looked at now

    @property
    def chain(self) -> str:
        return f"child:{self.child.pk}"

    @property
    def inside(self) -> UUID:
        return self.child.pk

    @property
    def child_id(self) -> UUID:
        return self.child.pk

    def must_read(self, kind: str) -> None:
        """Refuse the page of a kind of information of which the matrix gives this reader nothing."""
        if not self.reader.reads_any(kind):
            raise PermissionDenied(kind)


def places_of(person: Person | UUID, today: date | None = None) -> QuerySet[Place]:
    """The places that let this person in today: taken and not ended."""
    return open_places(today).filter(person=person, taken__isnull=False)


def open_places_of(person: Person) -> QuerySet[Place]:
    """The places that are this person's, taken or not."""
    return open_places().filter(person=person)


def open_places(today: date | None = None) -> QuerySet[Place]:
    """The places that have not ended: who left an organisation left its places, from that day on."""
    works = Membership.objects.filter(person=OuterRef("person"), organisation=OuterRef("organisation"))
    has_left = Exists(works) & ~Exists(works.filter(working_on(today or timezone.localdate())))
    return Place.objects.filter(~has_left, ended__isnull=True)


def rights_of(reader: Reader) -> frozenset[StrEnum]:
    """The acts of a role; while a parent's authority is not seen, only writing what is the own. In need, nothing leaves.

    In a case that is closed nobody writes.
    """
    given: frozenset[StrEnum] = RIGHTS[reader.role]
    if reader.standing == Standing.UNKNOWN:
        given = UNCHECKED_RIGHTS
    elif reader.is_shielded:
        given = UNCHECKED_RIGHTS | {Right.ANSWER_CONSENT}
    elif reader.is_emergency:
        given -= {Right.EXPORT_TIMELINE, Right.PRINT_TIMELINE, Right.TAKE_COPY}
    return given & WHILE_LOCKED if reader.is_locked else given


def shows_consents(family: Family, place: Place, reader: Reader) -> bool:
    """Whether there are questions for consent for this reader at all (K18): by the matrix, or to decide on."""
    decides = any(key_of(place) in (family.deciders(line.kind) or ()) for line in family.lines)
    return decides or decide(reader.column, "K18", "R", Facts(True, True, False, False)) != Level.NOTHING


def open_dossier(person: Person, child_id: UUID, event: str = "dossier.opened", *, looks: bool = False) -> Dossier:
    """Let somebody of the circle in; for everyone else the child does not exist. Who `looks` at the timeline sees what is new."""
    try:
        dossier, why_not = weighed_and_written(person, child_id, event, looks=looks)
    except DatabaseError as error:  # log first, then show: what could not be asked or written shows nothing
        raise RecordClosed from error
    if dossier is None:
        record_refusal(person.pk, "dossier.refused", child_id=child_id, rule=why_not)
        raise NotLetIn
    return dossier


def weighed_and_written(person: Person, child_id: UUID, event: str, *, looks: bool) -> tuple[Dossier | None, str]:
    dossier, why_not = None, "no place in the circle"
    # Weighed and written down in one breath, behind the lock of this child's record: whoever withdraws something writes
    # there too, so that an opening that stands after a withdrawal was also weighed after it. Who has no place locks nothing.
    with transaction.atomic():
        chain, way_in = f"child:{child_id}", {"person": person.pk, "child": child_id, "today": timezone.localdate()}
        head = locked_head_for(chain, way_in)
        if head is not None:
            dossier, why_not = weighed(way_in)
            if looks and dossier is not None and dossier.place is not None and dossier.may(Right.READ_TIMELINE):
                dossier = replace(dossier, since=note_look(dossier.place))
        if dossier is not None:
            is_emergency = dossier.reader.is_emergency
            record(dossier, event, Act.READ, dossier.child, was_emergency=is_emergency, head=head)
    return dossier, why_not


def ways_in(person: UUID, child: UUID, today: date) -> QuerySet[Place]:
    return places_of(person, today).filter(child=child)


def locked_head_for(chain: str, way_in: dict[str, Any]) -> ChainHead | None:
    """The head of the child's record, locked for who has a place in its circle."""
    head = next(iter(HEAD(chain=chain, **way_in)), None)
    if head is None and ways_in(**way_in).exists():
        head = locked_head(chain)  # a dossier from before there were records per child
    return head


def weighed(way_in: dict[str, Any]) -> tuple[Dossier | None, str]:
    """What somebody may do now with the dossier of a child in whose circle there is a place; or nothing, and why."""
    place = next(iter(PLACE(now=timezone.now(), **way_in)), None)
    if place is None:
        return None, "no place in the circle"
    dossier = dossier_of(place, family_of(place.child))
    return dossier, "" if dossier else "no parental authority"


def weighable(places: QuerySet[Place], now: datetime) -> QuerySet[Place]:
    """Places with all that is needed to say what they let one do now."""
    in_need = EmergencyAccess.objects.filter(place=OuterRef("pk"), until__gt=now)
    closed = CaseClosed.objects.filter(child=OuterRef("child"), locks_at__lte=now, reopened_at__isnull=True)
    closing = CaseClosed.objects.filter(child=OuterRef("child"), reopened_at__isnull=True)
    places = places.annotate(is_emergency=Exists(in_need), is_locked=Exists(closed), closed_at=Subquery(closing.values("at")[:1]))
    return places.select_related("child", "voice", "person", "organisation", "looked").order_by("pk")


# Asked at every door, so put into SQL once; the answers are new each time.
HEAD = Prepared(lambda chain, **way_in: head_if(chain, Exists(ways_in(**way_in))))
PLACE = Prepared(lambda now, **way_in: weighable(ways_in(**way_in), now)[:1])
PLACES = Prepared(
    lambda people, children, today, now: weighable(
        open_places(today).filter(taken__isnull=False, person__in=people, child__in=children), now
    )
)


def dossier_of(place: Place, family: Family) -> Dossier | None:
    reader = replace(
        family.reader_of(place),
        is_emergency=getattr(place, "is_emergency", False),
        is_locked=getattr(place, "is_locked", False),
    )
    if reader.column == NO_AUTHORITY:
        return None
    place.child.shows_consents = shows_consents(family, place, reader)
    place.child.closed_at = getattr(place, "closed_at", None)
    rights = rights_of(reader)
    place.child.shows_meetings = Right.READ_MEETINGS in rights
    lay_out(place.child_id)
    return Dossier(
        person_id=place.person_id,
        role=place.role,
        rights=rights,
        organisation_id=place.organisation_id,
        child=place.child,
        place=place,
        voice=place.voice,
        reader=reader,
    )


def weigh_again(people: Collection[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], Dossier]:
    """Who came in by the door and is still there, many at once, by person and child: what each may do now.

    Who may not come in any more is not in it. Nothing is written: the door did so when it was opened.
    """
    persons, children = {person for person, _child in people}, {child for _person, child in people}
    now, today = timezone.now(), timezone.localdate()
    places: list[Place] = PLACES(people=tuple(persons), children=tuple(children), today=today, now=now)
    families = families_of(list({place.child_id: place.child for place in places}.values()))
    # Of two places the first counts, as it does at the door.
    first = {(place.person_id, place.child_id): place for place in reversed(places)}
    found = {key: dossier_or_none(place, families[place.child_id]) for key, place in first.items() if key in people}
    return {key: replace(dossier, since=seen_until(first[key])) for key, dossier in found.items() if dossier is not None}


def dossier_or_none(place: Place, family: Family) -> Dossier | None:
    """Of many, one whose keys can not be read now is let go; the others stay."""
    try:
        return dossier_of(place, family)
    except KeysAway:
        return None


def listening(child: Child) -> Dossier:
    """For those who listen together: reads once what then goes to each by that one's own dossier, and to nobody else."""
    nobody: dict[str, Any] = {"person_id": None, "role": "house", "rights": frozenset(), "organisation_id": None}
    return Dossier(**nobody, child=child, place=None, voice=None, since=LONG_AGO)


def open_welcome(person: Person, child_id: UUID) -> Place:
    """The doorstep: the place that is offered to somebody, before it is taken. Shows who is there, nothing of the story."""
    place = open_places_of(person).filter(child=child_id).select_related("child", "voice").first()
    if place is None:
        record_refusal(person.pk, "dossier.refused", child_id=child_id, rule="no place in the circle")
        raise NotLetIn
    if family_of(place.child).reader_of(place).column == NO_AUTHORITY:
        record_refusal(person.pk, "dossier.refused", child_id=child_id, rule="no parental authority")
        raise NotLetIn
    record_doorstep(person.pk, place.child_id, place.role, place.organisation_id)
    lay_out(place.child_id)
    return place


def on_the_doorstep(place: Place) -> Dossier:
    """Who is invited, before saying yes to the place: may do nothing yet, and is only spoken to."""
    return Dossier(
        person_id=place.person_id,
        role=place.role,
        rights=frozenset(),
        organisation_id=place.organisation_id,
        child=place.child,
        place=place,
        voice=place.voice,
        reader=family_of(place.child).reader_of(place),
    )


def house_dossier(child: Child) -> Dossier:
    """The dossier for a command of who runs the house; there is no person and no voice."""
    dossier = Dossier(person_id=None, role="house", rights=HOUSE, organisation_id=None, child=child, place=None, voice=None)
    record(dossier, "dossier.opened", Act.READ, child)
    lay_out(child.pk)
    return dossier
