"""The circle: who starts a dossier, who is invited into it, and in whose voice."""

from datetime import date
from uuid import uuid4

import pytest

from rondom.base.actions import Refused
from rondom.children.actions import (
    add_voice,
    correct_child,
    first_dossier,
    invite,
    invite_newcomer,
    note_groups,
    offer_place,
    start_dossier,
)
from rondom.children.actions.circle import seat
from rondom.children.dossier import house_dossier
from rondom.children.groups import groups_in, noted_groups_in
from rondom.children.models import Place, Role, Voice
from rondom.children.queries import voices_in
from rondom.people.actions import add_person, use_invitation
from rondom.people.desk import open_desk
from tests.sealed import person_called


def newcomer(name: str) -> Place:
    return Place.objects.select_related("voice", "organisation").get(person=person_called(name))


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
    invite_newcomer(world.dossier(Role.CARE_COORDINATOR), name="Tweede Moeder", role=Role.MOTHER, language="nl")

    voices = [newcomer(name).voice for name in ("Oma Hanan", "Buurman Wim", "Tweede Moeder")]
    assert len({voice.pk for voice in voices} | {mother.voice.pk}) == 4
    assert [voice.label for voice in voices] == ["Oma Hanan", "Buurman Wim", "moeder"]


def test_only_somebody_of_a_house_lets_a_colleague_speak_in_its_voice(world):
    own, coordinator = world.dossier(Role.YOUTH_WORKER), world.dossier(Role.CARE_COORDINATOR)
    invite_newcomer(coordinator, name="Juf Els", role=Role.TEACHER, language="nl")
    invite_newcomer(coordinator, name="Jeugdhulp", role=Role.YOUTH_WORKER, language="nl", organisation="jeugdteam oost")
    invite_newcomer(coordinator, name="Buiten", role=Role.YOUTH_WORKER, language="nl", organisation="Jeugdhulp Ver Weg")

    assert newcomer("Juf Els").voice == coordinator.voice
    assert newcomer("Jeugdhulp").organisation.name == "Jeugdteam Oost"
    assert newcomer("Buiten").organisation.kind == "youth_help"
    assert len({own.voice.pk, newcomer("Jeugdhulp").voice.pk, newcomer("Buiten").voice.pk}) == 3


@pytest.mark.parametrize("role", [Role.TEACHER, Role.CARE_COORDINATOR, Role.YOUTH_WORKER, Role.SCHOOL_LEADER, Role.NURSE])
def test_a_parent_can_not_bring_somebody_in_as_a_professional(mother, role):
    with pytest.raises(Refused, match="Vraag de school"):
        invite_newcomer(mother, name="Vriendin", role=role, language="nl", organisation="Jeugdteam Oost")


def test_the_child_has_one_place(world):
    with pytest.raises(Refused, match="doet al mee"):
        invite_newcomer(world.dossier(Role.CARE_COORDINATOR), name="Nog een Noor", role=Role.CHILD, language="nl")


def test_a_second_tap_makes_nobody_twice(mother):
    once = uuid4()
    invite_newcomer(mother, name="Oma", role=Role.OTHER, language="nl", once=once)

    with pytest.raises(Refused, match="al gemaakt"):
        invite_newcomer(mother, name="Oma", role=Role.OTHER, language="nl", once=once)
    assert person_called("Oma")


def test_a_new_paper_makes_the_old_one_worthless(world, mother):
    invite_newcomer(mother, name="Oma", role=Role.OTHER, language="nl")
    first = invite(mother, newcomer("Oma"))
    second = invite(mother, newcomer("Oma"))

    with pytest.raises(Refused, match="te oud"):
        use_invitation(token=first.token, code=first.code)
    assert use_invitation(token=second.token, code=second.code).person_id == newcomer("Oma").person_id


def test_a_lost_paper_is_made_anew_on_the_page_of_the_circle(world, mother, as_person):
    invite_newcomer(mother, name="Oma", role=Role.OTHER, language="nl")
    path = f"/kinderen/{world.noor.pk}/kring/{newcomer('Oma').pk}/opnieuw/"

    assert "ticket__code" in as_person(world.person(Role.MOTHER)).post(path).text
    assert as_person(world.person(Role.TEACHER)).post(path).status_code == 403


def test_name_birth_date_and_groups_are_mended_by_who_may(world, as_person, mother):
    path = f"/kinderen/{world.noor.pk}/gegevens/"
    given = {"name": "Noor Haddad-Aydın", "birth_date": "2014-10-04", "group_2018": "1", "group_2019": "2"}

    answer = as_person(world.person(Role.CARE_COORDINATOR)).post(path, given)

    assert answer.status_code == 302
    noor = world.dossier(Role.MOTHER).child
    assert (noor.name, noor.birth_date) == ("Noor Haddad-Aydın", date(2014, 10, 4))
    assert noted_groups_in(mother)[:2] == (("1", 2018, ""), ("2", 2019, ""))
    assert as_person(world.person(Role.TEACHER)).post(path, given).status_code == 403


@pytest.mark.parametrize(("day", "says"), [("2099-01-01", "moet nog komen"), ("1850-01-01", "kinderen en jongeren")])
def test_a_birth_date_that_can_not_be_gets_a_kind_sentence(world, mother, as_person, day, says):
    given = {"name": "Noor", "birth_date": day}

    answer = as_person(world.person(Role.CARE_COORDINATOR)).post(f"/kinderen/{world.noor.pk}/gegevens/", given)

    assert answer.status_code == 422
    assert says in answer.text


def test_correct_child_keeps_the_dossier(mother):
    child = correct_child(mother, name="Noor H.", birth_date=date(2014, 10, 3))

    assert child.pk == mother.child.pk


def test_who_invites_a_colleague_need_not_say_where_they_work(world):
    invite_newcomer(world.dossier(Role.CARE_COORDINATOR), name="Juf Els", role=Role.TEACHER, language="nl")

    assert newcomer("Juf Els").organisation == world.school


def test_a_circle_may_have_more_voices_than_the_alphabet_has_letters(world, mother):
    for nth in range(30):
        invite_newcomer(mother, name=f"Tante {nth}", role=Role.OTHER, language="nl")

    letters = list(Voice.objects.filter(child=world.noor).values_list("letter", flat=True))
    assert len(set(letters)) == len(letters) >= 30
    assert {"AA", "AB"} <= set(letters)


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


@pytest.mark.parametrize("role", [Role.SCHOOL_LEADER, Role.FAMILY_GUARDIAN, Role.NURSE])
def test_whoever_begins_comes_on_a_page_that_is_there_for_them(world, as_person, role):
    place = seat(house_dossier(world.noor), name="Dirk Bos", role=role, language="nl")

    page = as_person(place.person).post(f"/kinderen/{world.noor.pk}/welkom/", follow=True)

    assert page.status_code == 200
