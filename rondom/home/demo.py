"""The demo world: Noor and her circle, laid once from the story in `world/`. Only where the demo is on."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from rondom.cards.models import Card, CardVersion
from rondom.children.actions import answer_consent, ask_consent, name_coordinator, record_authority, take_place
from rondom.children.actions.consent import Line
from rondom.children.consents import consent_text
from rondom.children.dossier import house_dossier, open_dossier
from rondom.children.models import Answer, Child, InformationKind, Place, Proof, Purpose, Role
from rondom.children.queries import circle_in
from rondom.children.rules import decides
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
    for child in (noor, other):
        decide_together(child, {"school": school, "youth": youth, "work": work})
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
        of_house = Card.objects.filter(child=place.child, voice=place.voice_id)
        of_house.update(owner=organisations[name])
        for version in CardVersion.objects.filter(card__in=of_house).select_related("card"):
            version.words = version.words  # sealed anew with the key of who owns it now
            version.save(update_fields=["words"])
        add_member(person=place.person, organisation=organisations[name], function=function)


def decide_together(child: Child, organisations: dict[str, Organisation]) -> None:
    """The authority of the parents was seen, and parents and child let school and help read each other."""
    house = house_dossier(child)
    places = list(circle_in(house))
    for place in places:
        if place.has_custody:
            record_authority(house, place=place, proof=Proof.REGISTER)
        if place.role == Role.CARE_COORDINATOR:
            name_coordinator(house, place=place)
    until = timezone.localdate() + timedelta(days=240)
    here = [organisations[name] for name in organisations if any(place.organisation == organisations[name] for place in places)]
    for first, second in combinations(here, 2):
        kinds = {first: kind_of(first), second: kind_of(second)}
        lines = [Line(kinds[first], first.pk, second.pk), Line(kinds[second], second.pk, first.pk)]
        asked = ask_consent(house, purpose=Purpose.HELP_TOGETHER, until=until, lines=lines)
        for place in places:
            if place.has_custody or place.role == Role.CHILD:
                dossier = open_dossier(place.person, child.pk)
                if decides(dossier, asked):
                    answer_consent(dossier, asked=asked, answer=Answer.YES, language="nl", text=consent_text(dossier, asked))


def kind_of(organisation: Organisation) -> str:
    is_school = organisation.kind == OrganisationKind.SCHOOL
    return InformationKind.SCHOOL_ENTRY if is_school else InformationKind.CARE_ENTRY


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
