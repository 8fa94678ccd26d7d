"""Which children a care team may speak of by name: those whom all who sit there read, by their own door and by consent.

Asked anew each time a page is made: who loses a child, or a family that takes its yes back, makes the item nameless at once.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from rondom.base.seal import nothing_laid_out
from rondom.careteam.models import Group, TeamMember
from rondom.children.access import Family, families_of, is_for
from rondom.children.dossier import Dossier, weigh_again
from rondom.children.models import Child, Purpose
from rondom.children.rights import Right
from rondom.children.schooling import age_on
from rondom.meetings.models import reads

LAST_OF_LOWER, LAST_OF_UPPER = 7, 12  # years old


def named_to_all(owner: UUID, members: Iterable[TeamMember], children: Sequence[Child]) -> frozenset[UUID]:
    """In as many questions for one child as for a hundred; and what was opened to weigh it is shut again."""
    members = tuple(members)
    if not members or not children:
        return frozenset()
    with nothing_laid_out():
        weighed = weigh_again({(member.person_id, child.pk) for member in members for child in children})
        families = families_of(children)
        return frozenset(
            child.pk
            for child in children
            if all(hears(owner, member, weighed.get((member.person_id, child.pk)), families[child.pk]) for member in members)
        )


def hears(owner: UUID, member: TeamMember, dossier: Dossier | None, family: Family) -> bool:
    """Whether a member may know that this child is spoken of: in the circle for the house that this member sits for, reading
    meetings by the matrix (K08); and from another house with a yes to "samen bedenken welke hulp past", from this one to that.
    An hour in need is no consent."""
    if dossier is None or dossier.place is None or dossier.place.organisation_id != member.organisation_id:
        return False
    if not dossier.may(Right.READ_MEETINGS) or dossier.reader.is_emergency:
        return False
    if not reads(dossier.reader, is_invited=True, is_own=False, by_family=False):
        return False
    return member.organisation_id == owner or lets(owner, dossier, family)


def lets(owner: UUID, dossier: Dossier, family: Family) -> bool:
    place = dossier.place
    assert place is not None
    return any(
        line.asked.purpose == Purpose.HELP_TOGETHER and line.source_id == owner and is_for(line, place) and family.allows(line)
        for line in family.lines
    )


def group_of(born: date, today: date) -> Group:
    """Wide enough to point to nobody: half a school."""
    age = age_on(born, today)
    if age > LAST_OF_UPPER:
        return Group.SECONDARY
    return Group.UPPER if age > LAST_OF_LOWER else Group.LOWER
