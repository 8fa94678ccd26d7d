"""What waits of changes of authority, for who may look at them as the second."""

from dataclasses import dataclass
from uuid import UUID

from rondom.children.dossier import Dossier
from rondom.children.models import NO_PROOF, AuthorityChange
from rondom.children.rights import Right


@dataclass(frozen=True)
class ChangeWaiting:
    """That somebody saw that a person's authority is other than what stands here."""

    pk: UUID
    name: str
    is_ending: bool
    seen: str
    by: str
    is_own: bool


def changes_waiting(dossier: Dossier) -> tuple[ChangeWaiting, ...]:
    if not dossier.may(Right.RECORD_AUTHORITY):
        return ()
    waiting = AuthorityChange.objects.inside(dossier).filter(settled_at__isnull=True).select_related("place__person", "by")
    return tuple(
        ChangeWaiting(
            pk=each.pk,
            name=each.place.person.name,
            is_ending=each.proof == NO_PROOF,
            seen=each.get_proof_display(),
            by=each.by.name if each.by else "",
            is_own=each.by_id == dossier.person_id,
        )
        for each in waiting.order_by("at")
    )
