"""The first page: the children one works with or lives with."""

from dataclasses import dataclass

from django.utils import timezone

from rondom.children.models import Child
from rondom.children.queries import children_of
from rondom.people.desk import working_on
from rondom.people.models import Membership, Organisation, Person
from rondom.people.rights import RIGHTS, DeskRight


@dataclass(frozen=True)
class HomePage:
    children: tuple[Child, ...]
    desks: tuple[Organisation, ...]


def home_page(person: Person) -> HomePage:
    memberships = Membership.objects.filter(working_on(timezone.localdate()), person=person).select_related("organisation")
    return HomePage(
        children=children_of(person),
        desks=tuple(each.organisation for each in memberships if DeskRight.START_DOSSIER in RIGHTS[each.function]),
    )
