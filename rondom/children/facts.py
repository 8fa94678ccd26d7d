"""The facts of a child that stand under the timeline, as a page to mend them on."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from rondom.children.dossier import Dossier
from rondom.children.groups import groups_in
from rondom.children.models import Child
from rondom.children.schooling import school_year_of


@dataclass(frozen=True)
class FactsPage:
    """The facts of a child that stand under the timeline: name, birth date, groups."""

    child: Child
    child_name: str
    years: tuple[int, ...]
    groups: tuple[tuple[str, int, str], ...]
    initial: dict[str, Any]


def facts_page(dossier: Dossier) -> FactsPage:
    """The school years from the toddler group until now, with the groups as noted or counted."""
    child, today = dossier.child, timezone.localdate()
    groups = groups_in(dossier)
    first = min([child.birth_date.year + 3, *(group.start.year for group in groups)])
    last = max(school_year_of(today)[0].year, first)
    initial: dict[str, Any] = {"name": child.name, "birth_date": child.birth_date}
    for group in groups:
        initial |= {f"group_{group.start.year}": group.group, f"note_{group.start.year}": group.note}
    return FactsPage(
        child=child,
        child_name=child.first_name,
        years=tuple(range(first, last + 1)),
        groups=tuple((group.group, group.start.year, group.note) for group in groups),
        initial=initial,
    )
