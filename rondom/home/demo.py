"""The demo world: Noor and her circle, laid once from the story in `world/`. Only where the demo is on."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from rondom.cards.models import Card
from rondom.children.actions import take_place
from rondom.children.models import Child, Place, Role
from rondom.people.actions import add_member, add_organisation, add_person, name_log_manager
from rondom.people.desk import Desk, house_desk
from rondom.people.models import Function, LogManager, Organisation, OrganisationKind, Person
from rondom.timeline.actions import import_timeline
from rondom.timeline.file import read_timeline

STORY: Path = settings.ROOT / "world"
SCHOOL = "Basisschool De Wilg"
DEMO_PEOPLE = {
    "moeder": Role.MOTHER,
    "vader": Role.FATHER,
    "ib": Role.CARE_COORDINATOR,
    "jeugdhulp": Role.YOUTH_WORKER,
    "noor": Role.CHILD,
}
# Looks after the record of the school, and stands in no circle.
LOG_MANAGER = "logboek"


@dataclass(frozen=True)
class World:
    """What was laid: the child of the story, another child, and somebody who knows neither."""

    noor: Child
    other: Child
    stranger: Person
    school: Organisation


@transaction.atomic
def lay_world() -> World:
    """The whole story by the doors and actions that everybody uses."""
    school = add_organisation(name=SCHOOL, kind=OrganisationKind.SCHOOL, municipality="Delft")
    youth = add_organisation(name="Jeugdteam Oost", kind=OrganisationKind.YOUTH_HELP, municipality="Delft")
    work = add_organisation(name="Kwadraad Delft", kind=OrganisationKind.SCHOOL_SOCIAL_WORK, municipality="Delft")
    noor = child_of(house_desk(school), "noor.json")
    other = child_of(house_desk(school), "milan.json")
    for place in Place.objects.filter(child__in=[noor, other]).select_related("person", "child"):
        take_place(place)
        at_work(place, {"school": school, "youth": youth, "work": work})
    stranger = add_person(name="Vera Vreemd")
    add_member(person=stranger, organisation=youth, function=Function.YOUTH_WORKER)
    leader = add_member(person=add_person(name="Hanneke Smit"), organisation=school, function=Function.SCHOOL_LEADER)
    name_log_manager(house_desk(school), member=leader)
    return World(noor, other, stranger, school)


def child_of(desk: Desk, story: str) -> Child:
    return import_timeline(desk, file=read_timeline((STORY / story).read_bytes()))


def at_work(place: Place, organisations: dict[str, Organisation]) -> None:
    """A professional of the story works somewhere."""
    houses = {
        Role.TEACHER: ("school", Function.TEACHER),
        Role.CARE_COORDINATOR: ("school", Function.CARE_COORDINATOR),
        Role.YOUTH_WORKER: ("youth", Function.YOUTH_WORKER),
        Role.SCHOOL_SOCIAL_WORKER: ("work", Function.SCHOOL_SOCIAL_WORKER),
    }
    if place.role in houses:
        name, function = houses[Role(place.role)]
        Place.objects.filter(pk=place.pk).update(organisation=organisations[name])
        Card.objects.filter(child=place.child, voice=place.voice_id).update(owner=organisations[name])
        add_member(person=place.person, organisation=organisations[name], function=function)


def noor_of_the_world() -> Child | None:
    school = Organisation.objects.filter(name=SCHOOL).first()
    return Child.objects.filter(owner=school).order_by("started_at").first() if school else None


def demo_person(who: str) -> Person | None:
    """Somebody of the story, to enter as in the demo."""
    noor = noor_of_the_world()
    if noor is None:
        return None
    if who == LOG_MANAGER:
        named = LogManager.objects.filter(organisation=noor.owner_id).select_related("person").first()
        return named.person if named else None
    place = Place.objects.filter(child=noor, role=DEMO_PEOPLE[who]).select_related("person").order_by("offered_at").first()
    return place.person if place else None
