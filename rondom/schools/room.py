"""The door of what a school keeps about itself: the desk of its organisation, and the key of its own texts."""

from uuid import UUID

from rondom.base.keys import Subject
from rondom.base.scope import NotLetIn
from rondom.base.seal import lay_out_apart
from rondom.people.desk import Desk, open_desk
from rondom.people.models import OrganisationKind, Person
from rondom.people.rights import DeskRight
from rondom.schools.models import SCAN, SCHOOL, Scan

# Who has pupils, and who works for many schools, as a partnership or a board.
KINDS = frozenset({OrganisationKind.SCHOOL, OrganisationKind.OTHER})


def open_school(person: Person, organisation_id: UUID) -> Desk:
    """Let in who reads what this organisation keeps about itself."""
    desk = open_desk(person, organisation_id)
    if desk.organisation.kind not in KINDS:
        raise NotLetIn
    desk.must(DeskRight.READ_SCHOOL)
    lay_out_of(desk.organisation.pk)
    return desk


def lay_out_of(organisation_id: UUID) -> None:
    lay_out_apart(Subject(SCHOOL, organisation_id))


def open_this(scan: Scan) -> Scan:
    lay_out_apart(Subject(SCAN, scan.pk))
    return scan
