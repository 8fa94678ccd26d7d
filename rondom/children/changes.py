"""How often a family got used to somebody new in a year: each change of somebody of school or help costs it something."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from rondom.children.models import Child, Place
from rondom.children.rights import PROFESSIONALS

A_YEAR = timedelta(days=365)
# From so many changes in a year on, who brings people together sees it without looking for it.
MANY = 3


@dataclass
class Changes:
    """Who left in the last year, and how many of those who took over were not there yet."""

    left: int = 0
    newcomers: set[UUID] = field(default_factory=set)

    @property
    def new_faces(self) -> int:
        return len(self.newcomers)


def changes_of(children: Sequence[Child]) -> dict[UUID, Changes]:
    """Of each child, in one question. An invitation that nobody used is no change."""
    since = timezone.now() - A_YEAR
    left = Place.objects.filter(
        child__in=children, role__in=PROFESSIONALS, taken__isnull=False, ended__at__gte=since
    ).values_list("child", "handover__successor", "handover__successor__offered_at")
    found = {child.pk: Changes() for child in children}
    for child_id, successor_id, offered_at in left:
        found[child_id].left += 1
        if offered_at is not None and offered_at >= since:
            found[child_id].newcomers.add(successor_id)
    return found
