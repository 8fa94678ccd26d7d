"""The door of the cases without a name. What it writes in the record says that somebody was here on a day, and no more.

A line for each page or each word would tell, by its moment, who wrote what (R57). So there is one line a day for each person,
whatever that person did; it is about no child, and none of the lines that the law asks for (R87) is missing by it.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from rondom.base.keys import HOUSE, Subject
from rondom.base.models import Act, Event
from rondom.base.pointing import region_of
from rondom.base.record import SYSTEM, RecordClosed, record_refusal, record_system, start_of
from rondom.base.scope import NotLetIn, Scope
from rondom.base.seal import lay_out_apart
from rondom.cases.models import CASE, TRAY, AnonymousCase
from rondom.cases.rights import USERS, CaseRight
from rondom.people.desk import working_on
from rondom.people.models import Membership, Organisation, Person

OPENED = "cases.opened"
# A region in which fewer organisations take part would name one of them.
FEWEST_IN_REGION = 5


@dataclass(frozen=True)
class Room(Scope):
    """The cases, and somebody who may think along. What is written from here is known to nobody by this person."""

    reader: Person
    region: str

    @property
    def chain(self) -> str:
        return SYSTEM

    @property
    def inside(self) -> UUID:
        return HOUSE

    def must_hold(self, thing: object) -> None:
        """Cases belong to everyone who comes in here; what is closed for one reader, that reader does not find."""


def open_cases(person: Person) -> Room:
    """Let in who works where K16 allows it; a family finds nothing here, whatever it knows of addresses."""
    today = timezone.localdate()
    works = Membership.objects.filter(working_on(today), person=person, function__in=USERS)
    membership = works.select_related("organisation").order_by("since", "pk").first()
    if membership is None:
        record_refusal(person.pk, "cases.refused", rule="no membership")
        raise NotLetIn
    try:
        was_here = Event.objects.filter(chain=SYSTEM, event=OPENED, person_id=person.pk, at__gte=start_of(today))
        if not was_here.exists():
            record_system(OPENED, Act.READ, person_id=person.pk)
    except DatabaseError as error:  # log first, then show
        raise RecordClosed from error
    return Room(
        person_id=person.pk,
        role="",
        rights=frozenset({CaseRight.USE_CASES}),
        organisation_id=None,
        reader=person,
        region=region_shown(membership.organisation),
    )


def region_shown(organisation: Organisation) -> str:
    """The province, where enough organisations take part; else nothing. Who has nobody to write here takes no part."""
    region = region_of(organisation.municipality)
    if not region:
        return ""
    works = Membership.objects.filter(working_on(timezone.localdate()), function__in=USERS)
    taking_part = Organisation.objects.filter(pk__in=works.values("organisation"))
    here = [each for each in taking_part.values_list("municipality", flat=True) if region_of(each) == region]
    return region if len(here) >= FEWEST_IN_REGION else ""


def open_this(case: AnonymousCase) -> AnonymousCase:
    lay_out_apart(Subject(CASE, case.pk))
    return case


def open_tray() -> None:
    lay_out_apart(Subject(TRAY, HOUSE))


def mark_of(person_id: UUID, case_id: UUID, what: str) -> str:
    """Of a person and a case together: the same each time, and of no use to who has only the database."""
    said = f"{what} {person_id} {case_id}".encode()
    return hmac.new(settings.ACCESS_KEY.encode(), b"case " + said, hashlib.sha256).hexdigest()


def week_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
