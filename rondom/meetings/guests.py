"""Who asks to sit at a table, as who leads sees it, and the family whose yes it takes."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from rondom.children.dossier import Dossier
from rondom.children.rights import FAMILY_ROLES
from rondom.meetings.models import Nod, TableGuest
from rondom.meetings.onlookers import is_today, may_let_in


@dataclass(frozen=True)
class Waiting:
    """A guest: by name and as what, what was said of this person, and what the reader may say."""

    id: UUID
    name: str
    capacity: str
    is_allowed: bool
    is_in: bool
    may_allow: bool
    may_nod: bool


def guests_for(dossier: Dossier, guests: Iterable[TableGuest], *, is_chair: bool) -> tuple[Waiting, ...]:
    """Who asked today, or sits there, and was not refused. For anybody else at the table there is nobody in the corridor."""
    may_allow, nods = may_let_in(dossier), is_chair and dossier.role not in FAMILY_ROLES
    if not (is_chair or may_allow):
        return ()
    return tuple(waiting_of(each, may_allow=may_allow, nods=nods) for each in guests if is_here(each))


def is_here(guest: TableGuest) -> bool:
    is_out = any(each.answer == Nod.OUT for each in guest.answers.all())
    return not is_out and is_today(guest.at) and not (guest.seat and guest.seat.left_out_at)


def waiting_of(guest: TableGuest, *, may_allow: bool, nods: bool) -> Waiting:
    said = {each.answer for each in guest.answers.all()}
    is_allowed, is_in = Nod.FAMILY in said, guest.seat is not None
    return Waiting(
        id=guest.pk,
        name=guest.name,
        capacity=guest.capacity,
        is_allowed=is_allowed,
        is_in=is_in,
        may_allow=may_allow and not is_allowed,
        may_nod=nods and is_allowed and not is_in,
    )
