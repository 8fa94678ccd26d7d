"""Somebody at the desk of Noor's school, by function, and one at the desk of another school."""

import pytest

from rondom.people.actions import add_member, add_organisation, add_person
from rondom.people.models import Membership
from rondom.schools.room import open_school


def member(school, function):
    found = (
        Membership.objects.filter(organisation=school, function=function).select_related("person").order_by("since", "pk").first()
    )
    return found.person if found else add_person(name=f"Collega {function}")


@pytest.fixture
def at_desk(world):
    """The desk of the school, as somebody of this function has it."""

    def open_it(function):
        person = member(world.school, function)
        if not Membership.objects.filter(person=person, organisation=world.school).exists():
            add_member(person=person, organisation=world.school, function=function)
        return open_school(person, world.school.pk)

    return open_it


@pytest.fixture
def leader(at_desk):
    return at_desk("school_leader")


@pytest.fixture
def browser(world, as_person):
    """A browser of the leader, and the address of what the school keeps."""
    return as_person(member(world.school, "school_leader"))


@pytest.fixture
def here(world):
    return f"/organisaties/{world.school.pk}/school/"


@pytest.fixture
def other_school(world):
    """Another school of the same municipality, and its leader."""
    school = add_organisation(name="Basisschool De Es", kind="school", municipality=world.school.municipality)
    person = add_person(name="Leider van De Es")
    add_member(person=person, organisation=school, function="school_leader")
    return school, person
