"""The door of the safety compartment: behind the ordinary one, with a list, a key and a record of its own.

Whoever is not on the list gets what there is for a thing that does not exist. What happens here is written on a chain that
names the file and no child: nothing that reads the record of a child, or of an organisation, comes upon it (R49, R90).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from rondom.base.models import Act
from rondom.base.record import RecordClosed, record, record_refusal, record_system
from rondom.base.scope import NotLetIn, Scope
from rondom.base.seal import lay_out_apart
from rondom.children.dossier import Dossier, locked_head_for, open_places, weigh_again
from rondom.children.models import Place
from rondom.people.desk import working_on
from rondom.people.models import Person
from rondom.safety.models import AttentionOfficer, OnList, SafetyFile
from rondom.safety.rights import SafetyRight, may_begin, rights_on_list


@dataclass(frozen=True)
class Shelf(Scope):
    """The concerns about one child that are somebody's own, and the place for a new one."""

    dossier: Dossier
    files: tuple[SafetyFile, ...]
    new_id: UUID = field(default_factory=uuid4)

    @property
    def chain(self) -> str:
        return f"safety:{self.new_id}"

    @property
    def inside(self) -> UUID:
        return self.dossier.child.pk


@dataclass(frozen=True)
class Folder(Scope):
    """One concern about safety, and who of its list opened it."""

    dossier: Dossier
    file: SafetyFile

    @property
    def chain(self) -> str:
        return f"safety:{self.file.pk}"

    @property
    def inside(self) -> UUID:
        return self.file.pk


def listing(person_id: UUID | OuterRef) -> Q:
    """The files on whose list somebody stands: who wrote it, the attention officer of its organisation, and who was put there."""
    officer = AttentionOfficer.objects.filter(
        working_on(timezone.localdate()), person=person_id, organisation=OuterRef("owner")
    )
    listed = OnList.objects.filter(file=OuterRef("pk"), place__person=person_id, until__isnull=True)
    return Q(by=person_id) | Exists(officer) | Exists(listed)


def files_of(places: Iterable[Place]) -> QuerySet[SafetyFile]:
    """For one person: of the children where a place of this person is open, what is of the organisation of that place."""
    found = Q(pk__in=[])
    people = {place.person_id for place in places}
    for place in places:
        if place.organisation_id is not None:
            found |= Q(child=place.child_id, owner=place.organisation_id)
    files = SafetyFile.objects.filter(found)
    for person_id in people:
        files = files.filter(listing(person_id))
    return files.select_related("child", "owner", "by").order_by("-at")


def rights_in(dossier: Dossier, file: SafetyFile) -> frozenset[StrEnum]:
    return rights_on_list(dossier, is_writer=file.by_id == dossier.person_id)


def readable(dossier: Dossier) -> list[SafetyFile]:
    """Of this child what this person reads: on its list, and by the matrix."""
    if dossier.place is None:
        return []
    return [file for file in files_of([dossier.place]) if SafetyRight.READ_SAFETY in rights_in(dossier, file)]


def weighed_here(person: Person, child_id: UUID) -> Dossier | None:
    """The same that the ordinary door weighs, behind the same lock, and nothing written in the record of the child."""
    way_in: dict[str, Any] = {"person": person.pk, "child": child_id, "today": timezone.localdate()}
    if locked_head_for(f"child:{child_id}", way_in) is None:
        return None
    return weigh_again({(person.pk, child_id)}).get((person.pk, child_id))


def scope_of(dossier: Dossier, rights: frozenset[StrEnum]) -> dict[str, Any]:
    who = {"person_id": dossier.person_id, "role": dossier.role, "organisation_id": dossier.organisation_id}
    return {**who, "rights": rights, "dossier": dossier}


def open_shelf(person: Person, child_id: UUID) -> Shelf:
    """Let in who may begin here, or has something here; for everyone else there is nothing of the kind."""
    try:
        with transaction.atomic():
            dossier = weighed_here(person, child_id)
            files = tuple(readable(dossier)) if dossier else ()
            begins = dossier is not None and may_begin(dossier)
            if files or begins:
                record_system("safety.listed", Act.READ, person_id=person.pk)
    except DatabaseError as error:  # log first, then show
        raise RecordClosed from error
    if dossier is None:
        record_refusal(person.pk, "dossier.refused", child_id=child_id, rule="no place in the circle")
        raise NotLetIn
    if not files and not begins:
        raise Http404
    rights = frozenset({SafetyRight.BEGIN_SAFETY}) if begins else frozenset[StrEnum]()
    return Shelf(**scope_of(dossier, rights), files=files)


def under_key(shelf: Shelf, once: UUID | None) -> Shelf:
    """The place for a new concern by the key of its form: sent twice, it is one. Whose and of which child it is goes into it, so
    that no key of somebody else's concern can be tried."""
    if once is None:
        return shelf
    return replace(shelf, new_id=uuid5(once, f"{shelf.person_id} {shelf.dossier.child.pk} {shelf.organisation_id}"))


def open_safety(person: Person, child_id: UUID, file_id: UUID) -> Folder:
    """Let in who is on the list. That it is there at all is said to nobody else, and in no other record."""
    folder = None
    try:
        with transaction.atomic():
            dossier = weighed_here(person, child_id)
            file = next((each for each in readable(dossier) if each.pk == file_id), None) if dossier else None
            if dossier is not None and file is not None:
                folder = Folder(**scope_of(dossier, rights_in(dossier, file)), file=file)
                record(folder, "safety.opened", Act.READ, file)
    except DatabaseError as error:
        raise RecordClosed from error
    if dossier is None:
        record_refusal(person.pk, "dossier.refused", child_id=child_id, rule="no place in the circle")
        raise NotLetIn
    if folder is None:
        raise Http404
    lay_out_apart(folder.file.sealed_apart()[0])
    return folder


def people_on_list(file: SafetyFile) -> list[Place]:
    """Who is on the list and has an open place at this child for the organisation whose file it is."""
    places = open_places().filter(child=file.child_id, organisation=file.owner_id, taken__isnull=False)
    officers = AttentionOfficer.objects.filter(working_on(timezone.localdate()), organisation=file.owner_id).values("person")
    listed = OnList.objects.filter(file=file, until__isnull=True).values("place")
    on_list = Q(person=file.by_id) | Q(person__in=officers) | Q(pk__in=listed)
    return list(places.filter(on_list).select_related("person", "child").order_by("pk"))
