"""Nobody comes to decide, or to read, by a way round: a birth date, words of another, an invitation, a name of a house."""

from datetime import date, timedelta

import pytest
import time_machine
from django.http import Http404
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.cards.queries import cards_in
from rondom.children.access import family_of
from rondom.children.actions import (
    ask_colleague,
    correct_child,
    end_place,
    find_no_authority,
    invite_newcomer,
    note_answer,
    record_authority,
    take_place,
)
from rondom.children.actions.circle import invite, seat
from rondom.children.dossier import house_dossier, open_dossier
from rondom.children.models import Authority, AuthorityChange, Child, ConsentAnswered, InformationKind, Place, Proof, Role
from rondom.children.rights import Right
from rondom.people.actions import make_paper_key
from rondom.people.models import Function, Membership, OrganisationKind
from tests.children.test_consent import between, kinds, say
from tests.sealed import place_of as place_called
from tests.sealed import rewrite

READ = InformationKind.SCHOOL_ENTRY


def of_age(world, years: int) -> None:
    """Noor had her birthday half a year ago."""
    born = timezone.localdate() - timedelta(days=years * 365 + years // 4 + 180)
    rewrite(Child.objects.filter(pk=world.noor.pk), birth_date=born)


def place_of(world, role: str) -> Place:
    return Place.objects.select_related("person").get(child=world.noor, role=role)


@pytest.mark.parametrize("role", [Role.MOTHER, Role.FATHER, Role.YOUTH_WORKER])
def test_who_decides_by_age_can_not_be_moved_by_a_birth_date(world, role):
    dossier = world.dossier(role)
    if dossier.may("note groups"):
        with pytest.raises(Refused, match="wie beslist"):
            correct_child(dossier, name="Noor", birth_date=date(2020, 1, 1))
    assert Child.objects.get(pk=world.noor.pk).birth_date.year != 2020


def test_on_the_page_a_parent_mends_the_name_and_the_date_stays(world, as_person):
    browser, path = as_person(world.person(Role.MOTHER)), f"/kinderen/{world.noor.pk}/gegevens/"
    browser.post(path, {"name": "Noor Anders", "birth_date": "2020-01-01"})

    noor = Child.objects.get(pk=world.noor.pk)
    assert (noor.name, noor.birth_date) == ("Noor Anders", world.noor.birth_date)


def test_a_yes_that_was_told_does_not_go_above_an_own_no(world):
    asked = between(world, "school", "youth")
    say(world.dossier(Role.MOTHER), asked, "withdrawn")
    youth = world.dossier(Role.YOUTH_WORKER)

    with pytest.raises(Refused, match="gaf al een antwoord"):
        note_answer(youth, asked=asked, place=place_of(world, Role.MOTHER), answer="yes", how="oral", language="nl", text="x")
    ConsentAnswered.objects.create(
        asked=asked, person=world.person(Role.MOTHER), answer="yes", how="oral", capacity="authority", text="", language="nl",
        text_hash="", information_kind="K18", ground="consent",
    )  # fmt: skip
    assert READ not in kinds(world.dossier(Role.YOUTH_WORKER))


def test_a_no_that_was_told_always_counts(world):
    asked = between(world, "school", "youth")
    coordinator, father = world.dossier(Role.CARE_COORDINATOR), place_of(world, Role.FATHER)
    note_answer(coordinator, asked=asked, place=father, answer="no", how="oral", language="nl", text="x")

    assert READ not in kinds(world.dossier(Role.YOUTH_WORKER))


def test_a_yes_is_written_down_once_of_who_decides_and_by_who_it_is_about(world):
    asked, father = between(world, "school", "youth"), place_of(world, Role.FATHER)
    ConsentAnswered.objects.filter(asked=asked).delete()
    coordinator = world.dossier(Role.CARE_COORDINATOR)
    told = {"asked": asked, "answer": "yes", "how": "oral", "language": "nl", "text": "x"}
    note_answer(coordinator, place=father, **told)

    with time_machine.travel(timezone.now() + timedelta(days=29)), pytest.raises(Refused, match="gaf al een antwoord"):
        note_answer(coordinator, place=father, **told)
    other = between(world, "school", "work")
    ConsentAnswered.objects.filter(asked=other).delete()
    with pytest.raises(Refused, match="jouw organisatie"):
        note_answer(world.dossier(Role.YOUTH_WORKER), place=father, **told | {"asked": other})
    of_age(world, 11)
    with pytest.raises(Refused, match="beslist deze persoon nu niet"):
        note_answer(world.dossier(Role.CARE_COORDINATOR), place=place_of(world, Role.CHILD), **told)


@pytest.mark.parametrize("role", [Role.CHILD, Role.MOTHER, Role.FATHER, Role.CARER, Role.GUARDIAN, Role.FOSTER_PARENT])
def test_a_parent_makes_no_invitation_for_who_decides(mother, role):
    with pytest.raises(Refused, match="Vraag de school"):
        invite_newcomer(mother, name="Iemand", role=role, language="nl")


def test_who_has_a_key_already_gets_no_new_invitation(world):
    coordinator = world.dossier(Role.CARE_COORDINATOR)
    invite_newcomer(coordinator, name="Oma", role=Role.OTHER, language="nl")
    place = place_called("Oma")
    make_paper_key(place.person, pin="402917")

    with pytest.raises(Refused, match="al binnen"):
        invite(coordinator, place)


def test_a_parent_whose_authority_nobody_saw_is_not_passed_over(world):
    Authority.objects.filter(place=place_of(world, Role.FATHER)).delete()
    Place.objects.filter(child=world.noor, role=Role.FATHER).update(has_custody=None)
    assert READ not in kinds(world.dossier(Role.YOUTH_WORKER))

    Place.objects.filter(child=world.noor, role=Role.FATHER).update(has_custody=False)
    assert READ in kinds(world.dossier(Role.YOUTH_WORKER))


def test_looking_again_at_authority_brings_back_what_was_allowed(world):
    youth = world.person(Role.YOUTH_WORKER)
    Authority.objects.filter(place__child=world.noor).update(check_again_on=timezone.localdate() - timedelta(days=1))
    assert READ not in kinds(open_dossier(youth, world.noor.pk))

    for role in (Role.MOTHER, Role.FATHER):
        record_authority(house_dossier(world.noor), place=place_of(world, role), proof=Proof.REGISTER)
    assert READ in kinds(open_dossier(youth, world.noor.pk))


def test_at_sixteen_everything_is_asked_anew(world):
    """The yes of a child from before it decided does not open anything by itself on its birthday."""
    asked = between(world, "school", "youth")
    of_age(world, 15)
    answer = ConsentAnswered.objects.filter(asked=asked).first()
    ConsentAnswered.objects.create(
        asked=asked, person=world.person(Role.CHILD), answer="yes", how="self", capacity="child", text="", language="nl",
        text_hash="", information_kind="K18", ground="consent", at=answer.at,
    )  # fmt: skip
    ConsentAnswered.objects.filter(asked=asked).update(at=timezone.now() - timedelta(days=200))
    of_age(world, 16)
    youth = world.person(Role.YOUTH_WORKER)

    assert READ not in kinds(open_dossier(youth, world.noor.pk))
    say(world.dossier(Role.CHILD), asked, "yes")
    assert READ in kinds(open_dossier(youth, world.noor.pk))


def test_who_is_of_age_has_no_parents_in_the_dossier(world):
    of_age(world, 18)

    with pytest.raises(Http404):
        world.dossier(Role.MOTHER)
    assert world.dossier(Role.CHILD).may("end place")


def test_from_sixteen_the_young_person_ends_help_and_the_parent_does_not(world):
    youth = place_of(world, Role.YOUTH_WORKER)
    of_age(world, 13)
    with pytest.raises(Refused, match="Vanaf 16"):
        end_place(world.dossier(Role.CHILD), place=youth)
    of_age(world, 16)
    with pytest.raises(Refused, match="uw kind nu zelf"):
        end_place(world.dossier(Role.MOTHER), place=youth)
    end_place(world.dossier(Role.CHILD), place=youth)

    with pytest.raises(Http404):
        open_dossier(youth.person, world.noor.pk)


@pytest.mark.parametrize(("role", "house"), [(Role.YOUTH_WORKER, "basisschool de wilg"), (Role.TEACHER, "Jeugdteam Oost")])
def test_a_role_is_played_in_its_own_kind_of_organisation(world, role, house):
    with pytest.raises(Refused, match="werkt niemand in deze rol"):
        invite_newcomer(world.dossier(Role.CARE_COORDINATOR), name="Nep", role=role, language="nl", organisation=house)


def test_a_carer_without_authority_does_not_keep_everything_shut(world, as_person):
    """An invited carer makes it unknown who decides; the school says what it saw, and the others decide again."""
    coordinator = world.dossier(Role.CARE_COORDINATOR)
    invite_newcomer(coordinator, name="Tante Mia", role=Role.CARER, language="nl")
    youth, place = world.person(Role.YOUTH_WORKER), place_of(world, Role.CARER)
    assert READ not in kinds(open_dossier(youth, world.noor.pk))

    page = as_person(world.person(Role.CARE_COORDINATOR))
    page.post(f"/kinderen/{world.noor.pk}/kring/{place.pk}/gezag/", {"kind": "parent", "proof": "none"})

    assert READ in kinds(open_dossier(youth, world.noor.pk))


def test_when_authority_stops_the_parent_is_out_and_everything_is_asked_again(world, as_person):
    path = f"/kinderen/{world.noor.pk}/kring/"
    page, place = as_person(world.person(Role.CARE_COORDINATOR)), place_of(world, Role.FATHER)
    assert "Heeft geen gezag meer" in page.get(path).text
    known = Membership.objects.get(organisation=world.school, function=Function.SCHOOL_LEADER)
    leader = take_place(ask_colleague(world.dossier(Role.CARE_COORDINATOR), member=known))
    page.post(f"{path}{place.pk}/gezag/", {"kind": "parent", "proof": "none"})
    assert open_dossier(place.person, world.noor.pk), "a second looks first"
    change = AuthorityChange.objects.get(place=place)
    as_person(leader.person).post(f"/kinderen/{world.noor.pk}/gezag/{change.pk}/", {"answer": "agree"})

    with pytest.raises(Http404):
        open_dossier(place.person, world.noor.pk)
    assert READ not in kinds(world.dossier(Role.YOUTH_WORKER))
    say(world.dossier(Role.MOTHER), between(world, "school", "youth"), "yes")
    assert READ in kinds(world.dossier(Role.YOUTH_WORKER))


def test_authority_that_stopped_can_come_back(world):
    coordinator, place = house_dossier(world.noor), place_of(world, Role.FATHER)
    find_no_authority(coordinator, place=place)
    record_authority(coordinator, place=place, proof=Proof.COURT)

    assert open_dossier(place.person, world.noor.pk).may("answer consent")
    with pytest.raises(Refused, match="ouder of een voogd"):
        find_no_authority(coordinator, place=place_of(world, Role.TEACHER))


def test_under_a_supervision_order_the_parents_keep_deciding_and_do_not_end_who_the_judge_sent(world):
    house, west = house_dossier(world.noor), "Jeugdbescherming West"
    place = seat(house, name="Ilse Bakker", role=Role.FAMILY_GUARDIAN, language="nl", organisation=west)
    take_place(place)
    guardian = world.dossier(Role.FAMILY_GUARDIAN)
    before = family_of(world.noor).deciders("K05")

    assert str(place.person_id) not in before
    assert {str(world.person(role).pk) for role in (Role.MOTHER, Role.FATHER)} <= before
    assert place.organisation.kind == OrganisationKind.CERTIFIED_INSTITUTION
    assert not guardian.may(Right.WRITE_CARD)
    assert not any(card.owner_id == world.school.pk for card in cards_in(guardian)), "the school only with consent"
    with pytest.raises(Refused, match="rechter"):
        end_place(world.dossier(Role.MOTHER), place=place)
