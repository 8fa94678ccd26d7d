"""What was recorded of authority is changed by two people: one saw it, a second looks as well."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.base.models import Event, Letter
from rondom.children.actions import (
    agree_to_change,
    ask_colleague,
    decline_change,
    find_no_authority,
    invite_again,
    propose_change,
    record_authority,
    take_place,
)
from rondom.children.actions.circle import seat
from rondom.children.authority_changes import changes_waiting
from rondom.children.caseload import caseload_page, open_caseload
from rondom.children.colleagues import colleagues_of
from rondom.children.dossier import house_dossier, open_dossier
from rondom.children.models import NO_PROOF, AuthorityChange, AuthorityKind, Place, Proof, Role
from rondom.people.models import Function, Invitation, Membership, Person
from tests.sealed import rewrite


def father_of(world) -> Place:
    return Place.objects.get(child=world.noor, role=Role.FATHER)


def head_of(world) -> Membership:
    return Membership.objects.get(organisation=world.school, function=Function.SCHOOL_LEADER)


@pytest.fixture
def leader(world):
    """The head of the school, whom the desk knows, takes part: so there is a second."""
    place = ask_colleague(world.dossier(Role.CARE_COORDINATOR), member=head_of(world))
    take_place(place)
    rewrite(Person.objects.filter(pk=place.person_id), email="hans@wilg.example")
    return place


@pytest.fixture
def change(world, leader) -> AuthorityChange:
    return propose_change(world.dossier(Role.CARE_COORDINATOR), place=father_of(world), proof=NO_PROOF)


def test_a_parent_is_not_put_out_by_one_hand(world, leader):
    place = father_of(world)

    with pytest.raises(Refused, match="met z'n tweeën"):
        find_no_authority(world.dossier(Role.CARE_COORDINATOR), place=place)

    assert open_dossier(place.person, world.noor.pk)


def test_until_the_second_agrees_it_stays_as_it_was_and_then_it_holds_at_once(world, change):
    place = father_of(world)
    assert open_dossier(place.person, world.noor.pk).may("answer consent")

    agree_to_change(world.dossier(Role.SCHOOL_LEADER), change=change)

    with pytest.raises(Http404):
        open_dossier(place.person, world.noor.pk)
    assert Event.objects.filter(event="authority.change_agreed").exists()


def test_authority_that_came_back_is_seen_by_two_as_well(world, change):
    coordinator, place = world.dossier(Role.CARE_COORDINATOR), father_of(world)
    agree_to_change(world.dossier(Role.SCHOOL_LEADER), change=change)
    with pytest.raises(Refused, match="met z'n tweeën"):
        record_authority(coordinator, place=place, proof=Proof.COURT)

    again = propose_change(coordinator, place=place, proof=Proof.COURT)
    agree_to_change(world.dossier(Role.SCHOOL_LEADER), change=again)

    assert open_dossier(place.person, world.noor.pk).may("answer consent")


def test_who_proposes_does_not_agree_and_may_take_it_back(world, change):
    coordinator = world.dossier(Role.CARE_COORDINATOR)
    with pytest.raises(Refused, match="zelf voor"):
        agree_to_change(coordinator, change=change)

    decline_change(coordinator, change=change)

    with pytest.raises(Refused, match="al beslist"):
        agree_to_change(world.dossier(Role.SCHOOL_LEADER), change=change)
    assert open_dossier(father_of(world).person, world.noor.pk)


def test_the_second_may_say_no(world, change):
    decline_change(world.dossier(Role.SCHOOL_LEADER), change=change)

    assert open_dossier(father_of(world).person, world.noor.pk)
    assert changes_waiting(world.dossier(Role.SCHOOL_LEADER)) == ()


def test_where_there_is_no_second_it_says_whom_to_invite(world):
    with pytest.raises(Refused, match="collega erbij: de schoolleider"):
        propose_change(world.dossier(Role.CARE_COORDINATOR), place=father_of(world), proof=NO_PROOF)


def test_two_presses_make_one_proposal(world, change):
    with pytest.raises(Refused, match="wacht al een voorstel"):
        propose_change(world.dossier(Role.CARE_COORDINATOR), place=father_of(world), proof=NO_PROOF)


def test_to_look_again_at_the_same_needs_no_second_and_another_kind_does(world):
    coordinator, place = world.dossier(Role.CARE_COORDINATOR), father_of(world)
    record_authority(coordinator, place=place, proof=Proof.REGISTER)

    with pytest.raises(Refused, match="met z'n tweeën"):
        record_authority(coordinator, place=place, proof=Proof.COURT, kind=AuthorityKind.TEMPORARY)


@pytest.mark.parametrize("role", [Role.MOTHER, Role.TEACHER, Role.YOUTH_WORKER])
def test_nobody_else_proposes_or_agrees(world, change, role):
    dossier = world.dossier(role)

    assert changes_waiting(dossier) == ()
    with pytest.raises(PermissionDenied):
        agree_to_change(dossier, change=change)
    with pytest.raises(PermissionDenied):
        propose_change(dossier, place=father_of(world), proof=NO_PROOF)


def test_the_second_gets_a_letter_sees_it_among_the_children_and_settles_it_on_the_page(world, as_person, change, leader):
    assert Letter.objects.filter(person_id=leader.person_id, kind="news").exists()
    (noor,) = [each for each in caseload_page(open_caseload(leader.person)) if each.child == world.noor]
    assert "gezag: kijk als tweede mee" in [each.words for each in noor.attention]

    page = as_person(leader.person)
    shown = page.get(reverse("children:circle", args=[world.noor.pk])).text
    assert f"Heeft {father_of(world).person.name} geen gezag meer?" in shown
    answer = page.post(reverse("children:settle_authority", args=[world.noor.pk, change.pk]), {"answer": "agree"})

    assert answer.status_code == 302
    change.refresh_from_db()
    assert (change.is_agreed, change.settled_by) == (True, leader.person)


def test_who_proposed_sees_that_it_waits_and_nothing_to_decide(world, as_person, change):
    (noor,) = [
        each for each in caseload_page(open_caseload(world.person(Role.CARE_COORDINATOR))) if each.child == world.noor
    ]
    shown = as_person(world.person(Role.CARE_COORDINATOR)).get(reverse("children:circle", args=[world.noor.pk])).text

    assert "gezag: kijk als tweede mee" not in [each.words for each in noor.attention]
    assert "Voorstel intrekken" in shown
    assert "Ja, dit klopt" not in shown


def test_who_decides_hears_that_somebody_comes_to_decide_beside_them(world):
    mother = world.person(Role.MOTHER)
    rewrite(Person.objects.filter(pk=mother.pk), email="rima@thuis.example")
    carer = seat(house_dossier(world.noor), name="Tante Mia", role=Role.CARER, language="nl")

    record_authority(world.dossier(Role.CARE_COORDINATOR), place=carer, proof=Proof.COURT)
    record_authority(world.dossier(Role.CARE_COORDINATOR), place=carer, proof=Proof.COURT)

    assert Letter.objects.filter(person_id=mother.pk).count() == 1, "to look again at the same is no news"


def test_a_colleague_whom_the_desk_knows_is_asked_as_that_same_person_and_needs_no_paper(world, as_person):
    leader = head_of(world)
    rewrite(Person.objects.filter(pk=leader.person_id), email="hanneke@wilg.example")
    coordinator = as_person(world.person(Role.CARE_COORDINATOR))
    circle, ask = (reverse(f"children:{name}", args=[world.noor.pk]) for name in ("circle", "ask_colleague"))
    assert leader.person.name in coordinator.get(circle).text

    coordinator.post(ask, {"member": leader.pk})

    place = Place.objects.get(child=world.noor, person=leader.person)
    assert (place.role, place.organisation, place.voice.letter) == (Role.SCHOOL_LEADER, world.school, "S")
    assert not Invitation.objects.filter(person=leader.person, leads_to__contains=str(world.noor.pk)).exists()
    assert Letter.objects.filter(person_id=leader.person_id, kind="news").exists()
    first_page = as_person(leader.person).get(reverse("home:home"))
    assert reverse("children:welcome", args=[world.noor.pk]) in first_page.text
    assert world.noor.name not in first_page.text, "who this is about is said at the doorstep"


def test_a_second_tap_a_stranger_and_who_left_are_not_asked(world, as_person):
    leader, ask = head_of(world), reverse("children:ask_colleague", args=[world.noor.pk])
    coordinator = as_person(world.person(Role.CARE_COORDINATOR))
    elsewhere = Membership.objects.exclude(organisation=world.school).first()
    for member in (leader, leader, elsewhere):
        coordinator.post(ask, {"member": member.pk})
    told = coordinator.post(ask, {"member": "een naam"}, follow=True).text

    assert "Kies een collega die nog niet meedoet." in told
    assert Place.objects.filter(child=world.noor, person=leader.person).count() == 1
    assert not Place.objects.filter(child=world.noor, person=elsewhere.person, offered_by=world.person(Role.CARE_COORDINATOR))

    with pytest.raises(Refused, match="doet al mee"):
        ask_colleague(world.dossier(Role.CARE_COORDINATOR), member=leader)
    leader.until = timezone.localdate() - timedelta(days=1)
    leader.save()
    assert leader not in colleagues_of(world.dossier(Role.CARE_COORDINATOR))


def test_who_came_in_with_a_paper_is_no_second_where_the_school_gives_out_no_accounts_either(world):
    coordinator, father = world.dossier(Role.CARE_COORDINATOR), father_of(world)
    invented = seat(coordinator, name="Hans Mulder", role=Role.SCHOOL_LEADER, language="nl", organisation=world.school.name)
    take_place(invented)

    with pytest.raises(Refused, match="collega erbij"):
        propose_change(coordinator, place=father, proof=NO_PROOF)
    take_place(ask_colleague(coordinator, member=head_of(world)))
    change = propose_change(coordinator, place=father, proof=NO_PROOF)
    with pytest.raises(Refused, match="die de school kent"):
        agree_to_change(open_dossier(invented.person, world.noor.pk), change=change)
    with pytest.raises(Refused, match="die de school kent"):
        propose_change(open_dossier(invented.person, world.noor.pk), place=father, proof=NO_PROOF)

    assert open_dossier(father.person, world.noor.pk)


def test_nobody_of_the_circle_gets_a_paper_to_come_in_as_a_colleague_whom_the_desk_knows(world, as_person):
    coordinator = world.dossier(Role.CARE_COORDINATOR)
    place = ask_colleague(coordinator, member=head_of(world))

    with pytest.raises(Refused, match="beheerder van Rondom"):
        invite_again(coordinator, place=place)

    again = reverse("children:invite_again", args=[world.noor.pk, place.pk])
    assert again not in as_person(world.person(Role.CARE_COORDINATOR)).get(reverse("children:circle", args=[world.noor.pk])).text
