"""What was found when people with an account tried a second time to read or decide more than they may."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.cards.actions import begin_card, choose_audience, share_card
from rondom.cards.queries import cards_in
from rondom.children.actions import (
    ask_colleague,
    end_place,
    invite_again,
    open_in_emergency,
    review_emergency,
    take_place,
)
from rondom.children.actions.circle import seat
from rondom.children.caseload import caseload_page, open_caseload
from rondom.children.dossier import house_dossier, open_dossier
from rondom.children.models import Authority, Place, Role
from rondom.children.queries import circle_page
from rondom.people.actions import add_member, add_person
from rondom.people.models import Function

REASON = "Het kind kwam niet aan op school"


def place_of(world, role: str) -> Place:
    return Place.objects.select_related("person").get(child=world.noor, role=role)


def seated(dossier, role: str, organisation: str = "", name: str = "Oom Piet") -> Place:
    place = seat(dossier, name=name, role=role, language="nl", organisation=organisation)
    take_place(place)
    return place


@pytest.fixture
def uncle(world) -> Place:
    """Brought in by the father, who had the paper for it in his own hands."""
    return seated(world.dossier(Role.FATHER), Role.OTHER)


def loses_authority(place: Place) -> None:
    Authority.objects.filter(place=place).update(until=timezone.localdate(), ended_at=timezone.now())
    Place.objects.filter(pk=place.pk).update(has_custody=False)


def test_whom_a_parent_brought_in_reads_no_more_than_that_parent_once_authority_ended(world, uncle, as_person):
    assert any(not card.is_own for card in cards_in(open_dossier(uncle.person, world.noor.pk)))

    loses_authority(place_of(world, Role.FATHER))

    piet = open_dossier(uncle.person, world.noor.pk)
    assert all(card.is_own for card in cards_in(piet))
    named = {each.name for each in circle_page(piet).circle if each.layer in ("school", "help")}
    assert named <= {"School", "Hulp"}


def test_while_a_parent_waits_for_a_look_whom_this_parent_brought_in_waits_too(world, uncle):
    father = place_of(world, Role.FATHER)
    Authority.objects.filter(place=father).update(check_again_on=timezone.localdate() - timedelta(days=1))
    assert all(card.is_own for card in cards_in(open_dossier(uncle.person, world.noor.pk)))

    Authority.objects.filter(place=father).update(check_again_on=timezone.localdate() + timedelta(days=1))
    assert not all(card.is_own for card in cards_in(open_dossier(uncle.person, world.noor.pk)))


def test_whom_the_other_parent_or_school_brought_in_reads_on(world):
    aunt = seated(world.dossier(Role.MOTHER), Role.OTHER, name="Tante Els")
    neighbour = seated(house_dossier(world.noor), Role.OTHER, name="Buurman Wim")

    loses_authority(place_of(world, Role.FATHER))

    for place in (aunt, neighbour):
        assert not all(card.is_own for card in cards_in(open_dossier(place.person, world.noor.pk)))


def test_the_list_of_whom_a_parent_without_authority_brought_in_does_not_name_who_coordinates(world, uncle):
    loses_authority(place_of(world, Role.FATHER))

    assert [each.coordinator for each in caseload_page(open_caseload(uncle.person))] == [""]


def test_a_parent_makes_no_paper_for_whom_the_other_parent_invited(world):
    """Who makes the paper could come in with it, and read on as grandmother when the own door is shut."""
    place = seat(world.dossier(Role.MOTHER), name="Oma Hanan", role=Role.OTHER, language="nl")

    with pytest.raises(Refused, match="wie deze persoon uitnodigde"):
        invite_again(world.dossier(Role.FATHER), place=place)

    assert invite_again(world.dossier(Role.MOTHER), place=place)
    assert invite_again(world.dossier(Role.CARE_COORDINATOR), place=place)


@pytest.mark.parametrize(("role", "is_shown"), [(Role.MOTHER, True), (Role.FATHER, False), (Role.CARE_COORDINATOR, True)])
def test_the_button_for_another_paper_stands_where_it_works(world, role, is_shown):
    place = seat(world.dossier(Role.MOTHER), name="Oma Hanan", role=Role.OTHER, language="nl")

    (shown,) = (each for each in circle_page(world.dossier(role)).circle if each.place_id == place.pk)

    assert shown.may_invite_again is is_shown


def test_a_paper_of_what_was_read_in_need_does_not_outlive_the_hour(world, as_person):
    mother = world.dossier(Role.MOTHER)
    card = begin_card(mother, kind="home")
    choose_audience(mother, card=card, audience="family")
    share_card(mother, card=card, words={"text": "Alleen voor ons gezin"})
    youth = world.person(Role.YOUTH_WORKER)
    paper = reverse("timeline:papers", args=[world.noor.pk])
    for_mother = {"make": "poster", "paper": "a3", "people": [str(mother.place.pk)]}
    assert as_person(youth).post(paper, for_mother).status_code == 200

    open_in_emergency(world.dossier(Role.YOUTH_WORKER), reason=REASON)

    assert as_person(youth).get(paper).status_code == 403
    assert as_person(youth).post(paper, for_mother).status_code == 403


def test_whom_one_invited_by_paper_does_not_look_at_the_own_hour_in_need(world, as_person):
    coordinator = world.dossier(Role.CARE_COORDINATOR)
    emergency = open_in_emergency(coordinator, reason=REASON)
    invented = seated(coordinator, Role.SCHOOL_LEADER, world.school.name, name="Hans Mulder")

    with pytest.raises(Refused, match="die de school kent"):
        review_emergency(open_dossier(invented.person, world.noor.pk), emergency=emergency, review="Prima.")
    assert "nakijken/" not in as_person(invented.person).get(reverse("children:circle", args=[world.noor.pk])).text

    add_member(person=invented.person, organisation=world.school, function=Function.SCHOOL_LEADER)
    assert "nakijken/" in as_person(invented.person).get(reverse("children:circle", args=[world.noor.pk])).text
    assert review_emergency(open_dossier(invented.person, world.noor.pk), emergency=emergency, review="Prima.")


def test_a_colleague_who_stopped_and_is_asked_again_gives_a_sentence_and_no_error(world, as_person):
    member = add_member(person=add_person(name="Fatma Kaya"), organisation=world.school, function=Function.TEACHER)
    coordinator = world.dossier(Role.CARE_COORDINATOR)
    end_place(coordinator, place=ask_colleague(coordinator, member=member))

    with pytest.raises(Refused, match="deed eerder mee"):
        ask_colleague(coordinator, member=member)


def test_somebody_written_down_at_school_in_the_work_of_help_does_not_read_as_school(world):
    member = add_member(person=add_person(name="Fatma Kaya"), organisation=world.school, function=Function.YOUTH_WORKER)

    with pytest.raises(Refused):
        ask_colleague(world.dossier(Role.CARE_COORDINATOR), member=member)
