"""The first page: the children one works with or lives with."""

from dataclasses import dataclass

from django.utils import timezone

from rondom.children.models import Child
from rondom.children.queries import children_of
from rondom.people.desk import working_on
from rondom.people.models import LogManager, Membership, Organisation, Person
from rondom.people.rights import RIGHTS, DeskRight


@dataclass(frozen=True)
class HomePage:
    children: tuple[Child, ...]
    desks: tuple[Organisation, ...]
    overseen: tuple[Organisation, ...]


def home_page(person: Person) -> HomePage:
    today = timezone.localdate()
    memberships = Membership.objects.filter(working_on(today), person=person).select_related("organisation")
    managed = set(LogManager.objects.filter(working_on(today), person=person).values_list("organisation", flat=True))
    return HomePage(
        children=children_of(person),
        desks=tuple(each.organisation for each in memberships if DeskRight.START_DOSSIER in RIGHTS[each.function]),
        overseen=tuple(
            each.organisation
            for each in memberships
            if each.organisation_id in managed or DeskRight.NAME_LOG_MANAGER in RIGHTS[each.function]
        ),
    )
