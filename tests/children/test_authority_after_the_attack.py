"""What was found when somebody tried to get round two people, and to learn where a child is all the same."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.base.models import Event, Letter
from rondom.cards.queries import cards_in
from rondom.children.actions import (
    agree_to_change,
    correct_child,
    lift_secret_address,
    mark_secret_address,
    open_in_emergency,
    propose_change,
    take_place,
)
from rondom.children.actions.circle import seat
from rondom.children.consents import consents_page
from rondom.children.dossier import house_dossier, open_dossier
from rondom.children.models import NO_PROOF, Authority, Child, Place, PlaceTaken, Role
from rondom.children.queries import circle_page, may_end
from rondom.children.readings import lines_in
from rondom.people.actions import add_member
from rondom.people.models import Function, IdentityLink, IdentityProvider, Organisation, Person
from tests.sealed import rewrite

AT_EIGHTEEN = timedelta(days=19 * 366)


def place_of(world, role: str) -> Place:
    return Place.objects.select_related("person").get(child=world.noor, role=role)


def seated(dossier, world, role: str, organisation: str = "", name: str = "Hans Mulder") -> Place:
    place = seat(dossier, name=name, role=role, language="nl", organisation=organisation)
    take_place(place)
    rewrite(Person.objects.filter(pk=place.person_id), email=f"{role}@voorbeeld.nl")
    return place


@pytest.fixture
def uncle(world) -> Place:
    """Brought in by the father before anything was known: the father had the paper for it in his own hands."""
    return seated(world.dossier(Role.FATHER), world, Role.OTHER, name="Oom Piet")


@pytest.fixture
def shielded(world) -> Place:
    place = place_of(world, Role.FATHER)
    rewrite(Person.objects.filter(pk=place.person_id), email="vader@voorbeeld.nl")
    mark_secret_address(world.dossier(Role.CARE_COORDINATOR), place=place, reason="Beslissing van de rechter")
    return place


def test_whom_a_parent_brought_in_does_not_learn_either_what_this_parent_may_not_know(world, uncle, shielded):
    named = {each.name for each in circle_page(world.dossier(Role.OTHER)).circle if each.layer in ("school", "help")}

    assert named <= {"School", "Hulp"}
    assert all(card.is_own for card in cards_in(open_dossier(uncle.person, world.noor.pk)))

    lift_secret_address(world.dossier(Role.CARE_COORDINATOR), place=shielded)
    assert not all(card.is_own for card in cards_in(open_dossier(uncle.person, world.noor.pk)))


def test_whom_the_other_parent_brought_in_reads_on(world, shielded):
    aunt = seated(world.dossier(Role.MOTHER), world, Role.OTHER, name="Tante Els")

    assert not all(card.is_own for card in cards_in(open_dossier(aunt.person, world.noor.pk)))


@pytest.mark.parametrize("role", [Role.FOSTER_PARENT, Role.CARER, Role.GUARDIAN])
def test_with_whom_the_child_lives_is_not_named_to_who_may_not_know_it(world, shielded, as_person, role):
    place = seated(house_dossier(world.noor), world, role, name="Willemijn Zandstra")
    rewrite(Place.objects.filter(pk=place.pk), title="opvang in Kampen")

    for page in ("children:circle", "children:consents", "children:welcome"):
        told = as_person(shielded.person).get(reverse(page, args=[world.noor.pk])).text
        assert "Zandstra" not in told
        assert "Kampen" not in told
    assert not any("Kampen" in who for card in consents_page(world.dossier(Role.FATHER)).cards for who in card.waits_for)


def test_no_letter_hints_at_what_this_parent_can_not_see(world, shielded):
    open_in_emergency(world.dossier(Role.CARE_COORDINATOR), reason="Het kind kwam niet aan op school")

    assert not Letter.objects.filter(person_id=shielded.person_id).exists()


def test_a_child_does_not_read_in_its_record_that_something_is_secret(world, shielded):
    rewrite(Child.objects.filter(pk=world.noor.pk), birth_date=timezone.localdate() - timedelta(days=13 * 366))
    child = world.dossier(Role.CHILD)

    told = set(lines_in(child, sees_all=True, hides_own=False).values_list("event", flat=True))

    assert Event.objects.filter(event="secrecy.marked").exists()
    assert not any(event.startswith("secrecy.") for event in told)


def test_the_others_who_keep_authority_hear_when_an_address_becomes_secret_and_when_it_is_no_more(world):
    leader = seated(house_dossier(world.noor), world, Role.SCHOOL_LEADER, world.school.name)
    coordinator, place = world.dossier(Role.CARE_COORDINATOR), place_of(world, Role.FATHER)

    mark_secret_address(coordinator, place=place, reason="Beslissing van de rechter")
    lift_secret_address(coordinator, place=place)

    assert Letter.objects.filter(person_id=leader.person_id, kind="news").count() == 2


def test_parents_are_not_put_out_by_a_birth_date_of_one_hand(world):
    with pytest.raises(Refused, match="niet alleen"):
        correct_child(
            world.dossier(Role.CARE_COORDINATOR), name=world.noor.name, birth_date=timezone.localdate() - AT_EIGHTEEN
        )

    assert world.dossier(Role.MOTHER).may("answer consent")


def test_before_a_parent_came_in_a_wrong_year_is_mended_by_who_typed_it(world):
    PlaceTaken.objects.filter(place__child=world.noor, place__role__in=[Role.MOTHER, Role.FATHER]).delete()

    child = correct_child(
        world.dossier(Role.CARE_COORDINATOR), name=world.noor.name, birth_date=timezone.localdate() - AT_EIGHTEEN
    )

    assert child.birth_date == timezone.localdate() - AT_EIGHTEEN


def test_the_administrator_mends_such_a_date_by_a_command_that_is_in_the_record(world):
    day = timezone.localdate() - AT_EIGHTEEN

    call_command("birth_date", str(world.noor.pk), day.isoformat())

    assert Child.objects.get(pk=world.noor.pk).birth_date == day
    assert Event.objects.filter(event="child.corrected", child_id=world.noor.pk, person_id=None).exists()
    with pytest.raises(CommandError, match="geen datum"):
        call_command("birth_date", str(world.noor.pk), "14-3-2008")
    with pytest.raises(CommandError, match="komt nog"):
        call_command("birth_date", str(world.noor.pk), "2099-01-01")


def at_work(world, person: Person, provider: IdentityProvider) -> None:
    IdentityLink.objects.create(person=person, provider=provider, sub=str(person.pk))


@pytest.fixture
def provider(world) -> IdentityProvider:
    return IdentityProvider.objects.create(organisation=world.school, issuer="https://werk.example", client_id="rondom")


def test_who_holds_the_paper_of_an_invented_colleague_is_not_two_people(world, provider):
    coordinator, father = world.dossier(Role.CARE_COORDINATOR), place_of(world, Role.FATHER)
    at_work(world, world.person(Role.CARE_COORDINATOR), provider)
    invented = seated(coordinator, world, Role.SCHOOL_LEADER, world.school.name)
    add_member(person=invented.person, organisation=world.school, function=Function.SCHOOL_LEADER)

    change = propose_change(coordinator, place=father, proof=NO_PROOF)
    with pytest.raises(Refused, match="account van je werk"):
        agree_to_change(open_dossier(invented.person, world.noor.pk), change=change)
    assert open_dossier(father.person, world.noor.pk)

    at_work(world, invented.person, provider)
    agree_to_change(open_dossier(invented.person, world.noor.pk), change=change)
    with pytest.raises(Http404):
        open_dossier(father.person, world.noor.pk)


def test_the_invented_colleague_does_not_propose_either(world, provider):
    coordinator = world.dossier(Role.CARE_COORDINATOR)
    at_work(world, world.person(Role.CARE_COORDINATOR), provider)
    invented = seated(coordinator, world, Role.SCHOOL_LEADER, world.school.name)
    add_member(person=invented.person, organisation=world.school, function=Function.SCHOOL_LEADER)

    with pytest.raises(Refused, match="account van je werk"):
        propose_change(
            open_dossier(invented.person, world.noor.pk), place=place_of(world, Role.FATHER), proof=NO_PROOF
        )


def test_an_account_of_work_of_another_organisation_does_not_vouch_for_a_colleague(world, provider):
    elsewhere = Organisation.objects.exclude(pk=world.school.pk).first()
    other = IdentityProvider.objects.create(organisation=elsewhere, issuer="https://elders.example", client_id="rondom")
    at_work(world, world.person(Role.CARE_COORDINATOR), other)

    with pytest.raises(Refused, match="account van je werk"):
        propose_change(world.dossier(Role.CARE_COORDINATOR), place=place_of(world, Role.FATHER), proof=NO_PROOF)
    assert Authority.objects.filter(place=place_of(world, Role.FATHER), until__isnull=True).exists()


def test_a_young_person_sees_no_button_to_end_who_was_sent_by_a_judge(world):
    rewrite(Child.objects.filter(pk=world.noor.pk), birth_date=timezone.localdate() - timedelta(days=17 * 366))
    place = seated(house_dossier(world.noor), world, Role.FAMILY_GUARDIAN, "De Zorgring", name="Gert Wiel")

    assert not may_end(Child.objects.get(pk=world.noor.pk), Role.CHILD, world.person(Role.CHILD).pk, place)
