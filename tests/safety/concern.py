"""A concern about Noor's safety at school, shared by the tests of the compartment."""


from typing import Any

from django.utils import timezone

from rondom.children.actions import take_place
from rondom.children.actions.circle import seat
from rondom.children.dossier import house_dossier
from rondom.children.models import Place, Role
from rondom.people.actions import add_member
from rondom.people.desk import house_desk
from rondom.people.models import Function, Membership, Person
from rondom.safety.actions import begin_file, name_attention_officer
from rondom.safety.folder import Folder, open_safety, open_shelf
from rondom.safety.models import SafetyFile
from tests.sealed import rewrite

FACTS = "Zegt dat ze niet naar huis durft Kanarieveer88"
WHY = "Eerst overleg met Veilig Thuis Kanariesnavel88"


def first_note(**given: Any) -> dict[str, Any]:
    return {"step": "signals", "on": timezone.localdate(), "facts": FACTS, "opinions": "Ik denk dat ze bang is", **given}


def begun(world, role: str = Role.TEACHER, *, is_told: bool = False, words: str = WHY, **note: Any) -> SafetyFile:
    shelf = open_shelf(world.person(role), world.noor.pk)
    return begin_file(shelf, note=first_note(**note), is_told=is_told, words=words)


def folder(world, file: SafetyFile, role: str = Role.TEACHER) -> Folder:
    return open_safety(world.person(role), world.noor.pk, file.pk)


def officer(world) -> Person:
    """The coordinator looks along at every concern of the school."""
    person = world.person(Role.CARE_COORDINATOR)
    member = Membership.objects.get(person=person, organisation=world.school)
    name_attention_officer(house_desk(world.school), member_id=member.pk)
    return person


def leader(world) -> Place:
    """A school leader in the circle."""
    place = seat(
        house_dossier(world.noor), name="Dirk Bos", role=Role.SCHOOL_LEADER, language="nl", organisation=world.school.name
    )
    add_member(person=place.person, organisation=world.school, function=Function.SCHOOL_LEADER)
    take_place(place)
    return Place.objects.get(pk=place.pk)


def with_addresses(world) -> None:
    for place in Place.objects.filter(child=world.noor):
        rewrite(Person.objects.filter(pk=place.person_id), email=f"{place.role}{str(place.pk)[:4]}@voorbeeld.nl")


