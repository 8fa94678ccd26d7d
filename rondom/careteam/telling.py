"""What care teams noted of a child, as it leaves the house: for who reads of this child all that is spoken of (K08)."""

from typing import Any

from rondom.careteam.models import NoteOfChild
from rondom.children.dossier import Dossier
from rondom.children.rights import Right
from rondom.meetings.models import reads


def notes_in(dossier: Dossier) -> tuple[NoteOfChild, ...]:
    if not dossier.may(Right.READ_MEETINGS) or not reads(dossier.reader, is_invited=False, is_own=False, by_family=False):
        return ()
    return tuple(NoteOfChild.objects.inside(dossier).order_by("at"))


def notes_told(dossier: Dossier) -> list[dict[str, Any]]:
    return [{"text": each.text, "at": each.at.isoformat()} for each in notes_in(dossier)]
