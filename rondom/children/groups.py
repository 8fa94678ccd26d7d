"""In which group the child was in each school year, for who may read what is noted beside it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone

from rondom.base.seal import open_column
from rondom.children.dossier import Dossier
from rondom.children.models import GroupInYear, InformationKind
from rondom.children.rights import Right
from rondom.children.schooling import GroupYear, groups_of

NoteRow = tuple[UUID, str, int, Any, UUID | None, str]  # its key, group, first year, sealed note, whose note, for whom


def groups_in(dossier: Dossier) -> tuple[GroupYear, ...]:
    """The child's groups by school year: what is noted, and counted on from the birth date where nothing is."""
    return groups_for(dossier, note_rows_in(dossier))


def groups_for(dossier: Dossier, rows: Iterable[NoteRow]) -> tuple[GroupYear, ...]:
    return groups_of(dossier.child.birth_date, notes_for(dossier, rows), timezone.localdate())


def note_rows_in(dossier: Dossier) -> Iterable[NoteRow]:
    return GroupInYear.objects.inside(dossier).values_list("pk", "group", "start_year", "note", "owner", "audience")


def noted_groups_in(dossier: Dossier) -> tuple[tuple[str, int, str], ...]:
    """Group, first year of the school year and note, as somebody wrote them down."""
    return notes_for(dossier, note_rows_in(dossier))


def notes_for(dossier: Dossier, rows: Iterable[NoteRow]) -> tuple[tuple[str, int, str], ...]:
    """What is noted tells how it went at school: it is for who keeps the groups, and for whom the matrix lets read that."""
    return tuple(
        (group, year, open_column(GroupInYear, "note", note, pk) if may_read_notes(dossier, owner, audience) else "")
        for pk, group, year, note, owner, audience in rows
    )


def may_read_notes(dossier: Dossier, owner: UUID | None, audience: str) -> bool:
    kind = InformationKind.SCHOOL_PROGRESS
    return dossier.may(Right.NOTE_GROUPS) or dossier.reader.may_read(kind, owner, audience, None)
