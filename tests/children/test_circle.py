"""The circle: who starts a dossier, who is invited into it, and in whose voice."""

from datetime import date

import pytest

from rondom.base.actions import Refused
from rondom.children.actions import add_voice, first_dossier, invite_newcomer, note_groups, offer_place, start_dossier
from rondom.children.models import Place, Role
from rondom.children.queries import groups_in, voices_in
from rondom.people.actions import add_person
from rondom.people.desk import open_desk
from rondom.people.models import Person


def newcomer(name: str) -> Place:
    return Place.objects.select_related("voice", "organisation").get(person=Person.objects.get(name=name))


def test_the_circle_of_a_new_child_begins_with_who_starts_it(world):
    desk = open_desk(world.person(Role.CARE_COORDINATOR), world.school.pk)
    child = start_dossier(desk, name="Bo Visser", birth_date=date(2018, 5, 4))
    dossier = first_dossier(desk, child)

    (place,) = Place.objects.inside(dossier)
    assert (place.role, place.organisation, place.owner) == (Role.CARE_COORDINATOR, world.school, world.school)
    assert [voice.letter for voice in voices_in(dossier)] == ["S"]


def test_who_has_no_employer_gets_a_voice_alone(world, mother):
    invite_newcomer(mother, name="Oma Hanan", role=Role.OTHER, language="ar")
    invite_newcomer(mother, name="Buurman Wim", role=Role.OTHER, language="nl")
    invite_newcomer(mother, name="Tweede Moeder", role=Role.MOTHER, language="nl")

    voices = [newcomer(name).voice for name in ("Oma Hanan", "Buurman Wim", "Tweede Moeder")]
    assert len({voice.pk for voice in voices} | {mother.voice.pk}) == 4
    assert [voice.label for voice in voices] == ["Oma Hanan", "Buurman Wim", "moeder"]


def test_colleagues_of_one_house_share_a_voice_and_those_of_another_do_not(world, mother):
    own = world.dossier(Role.YOUTH_WORKER)
    invite_newcomer(mother, name="Collega", role=Role.YOUTH_WORKER, language="nl", organisation="jeugdteam oost")
    invite_newcomer(mother, name="Buiten", role=Role.YOUTH_WORKER, language="nl", organisation="Jeugdhulp Ver Weg")

    assert newcomer("Collega").voice == own.voice
    assert newcomer("Collega").organisation.name == "Jeugdteam Oost"
    assert newcomer("Buiten").voice != own.voice
    assert newcomer("Buiten").organisation.kind == "youth_help"


def test_who_invites_a_colleague_need_not_say_where_they_work(world):
    invite_newcomer(world.dossier(Role.CARE_COORDINATOR), name="Juf Els", role=Role.TEACHER, language="nl")

    assert newcomer("Juf Els").organisation == world.school


def test_a_letter_stands_for_one_voice(world, mother):
    with pytest.raises(Refused, match="al van iemand anders"):
        add_voice(mother, letter="M", label="nog iemand")


def test_a_place_is_offered_before_it_is_taken(world, mother):
    place = offer_place(mother, person=add_person(name="Opa"), role=Role.OTHER, voice=mother.voice)

    assert not hasattr(place, "taken")
    assert (place.offered_by_id, place.information_kind) == (mother.person_id, "K15")


def test_groups_that_are_noted_take_the_place_of_what_was_noted_before(world, mother):
    note_groups(mother, groups=[("1", 2018, ""), ("2", 2019, ""), ("2", 2020, "nog een keer")])

    noted = [(group.group, group.start.year) for group in groups_in(mother)]
    assert noted[:4] == [("1", 2018), ("2", 2019), ("2", 2020), ("3", 2021)]
