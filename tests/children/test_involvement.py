"""Who is around a child: the one to turn to, who stops, who has no account; an hour in need; the caseload."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.base.models import Event
from rondom.cards.queries import cards_in
from rondom.children.actions import (
    add_contact,
    answer_consent,
    end_contact,
    end_place,
    first_dossier,
    hand_over,
    invite_newcomer,
    name_coordinator,
    open_in_emergency,
    review_emergency,
    start_dossier,
)
from rondom.children.caseload import caseload_page, open_caseload
from rondom.children.consents import consent_text
from rondom.children.dossier import open_dossier
from rondom.children.models import Authority, ConsentAsked, Contact, Coordinator, EmergencyAccess, Place, Role
from rondom.children.queries import circle_page
from rondom.people.desk import open_desk
from tests.sealed import place_of as place_called


def place_of(world, role: str) -> Place:
    return Place.objects.get(child=world.noor, role=role)


def test_there_is_one_coordinator_at_a_time_and_the_page_names_this_person(world, mother):
    name_coordinator(mother, place=place_of(world, Role.YOUTH_WORKER))

    assert Coordinator.objects.filter(child=world.noor, until__isnull=True).count() == 1
    assert circle_page(mother).coordinator == place_of(world, Role.YOUTH_WORKER).person.name
    assert Coordinator.objects.filter(child=world.noor).count() == 2


def test_who_did_not_come_in_yet_is_not_the_one_to_turn_to(world):
    coordinator = world.dossier(Role.CARE_COORDINATOR)
    invite_newcomer(coordinator, name="Nieuw", role=Role.TEACHER, language="nl")

    with pytest.raises(Refused, match="nog niet binnengekomen"):
        name_coordinator(coordinator, place=place_called("Nieuw"))


def test_a_parent_ends_the_involvement_of_help_and_it_is_over_at_once(world, mother, as_person):
    browser = as_person(world.person(Role.YOUTH_WORKER))
    path = f"/kinderen/{world.noor.pk}/lijst/"
    assert browser.get(path).status_code == 200

    end_place(mother, place=place_of(world, Role.YOUTH_WORKER))

    assert browser.get(path).status_code == 404
    assert circle_page(mother).changes.left == 1


@pytest.mark.parametrize(
    ("role", "why"), [(Role.TEACHER, "blijft de school meedoen"), (Role.FATHER, "Ouders en kind"), (Role.MOTHER, "Uzelf")]
)
def test_a_parent_can_not_end_everyone(world, mother, role, why):
    with pytest.raises(Refused, match=why):
        end_place(mother, place=place_of(world, role))


def test_when_the_coordinator_stops_the_caseload_says_that_there_is_none(world):
    coordinator = world.dossier(Role.CARE_COORDINATOR)
    name_coordinator(coordinator, place=place_of(world, Role.YOUTH_WORKER))
    why = "De hulp is klaar en het gaat goed."
    hand_over(coordinator, place=place_of(world, Role.YOUTH_WORKER), successor=None, note={}, why_nobody=why)
    end_place(coordinator, place=place_of(world, Role.YOUTH_WORKER))

    (case,) = caseload_page(open_caseload(world.person(Role.CARE_COORDINATOR)))
    assert "nog geen aanspreekpunt" in [each.words for each in case.attention]


def test_somebody_without_an_account_stands_in_the_circle_and_reads_nothing(world, mother):
    contact = add_contact(mother, name="Buurvrouw Ans", relation="network", reach="06-12345678")
    assert [each.name for each in circle_page(mother).contacts] == ["Buurvrouw Ans"]

    end_contact(mother, contact=contact)

    assert not circle_page(mother).contacts
    assert Contact.objects.filter(pk=contact.pk).exists(), "that this person was there stays known"


def stop_everything(world) -> None:
    mother = world.dossier(Role.MOTHER)
    for asked in ConsentAsked.objects.filter(child=world.noor):
        answer_consent(mother, asked=asked, answer="withdrawn", language="nl", text=consent_text(mother, asked))


def test_a_parent_whose_authority_was_not_seen_reads_no_more_of_the_network_than_on_the_doorstep(world, mother):
    add_contact(mother, name="Buurvrouw Els", relation="network")
    Authority.objects.filter(place__child=world.noor, place__role=Role.FATHER).delete()
    Place.objects.filter(child=world.noor, role=Role.FATHER).update(has_custody=None)

    unseen = circle_page(world.dossier(Role.FATHER))
    assert unseen.contacts == ()
    assert any(each.name == mother.place.person.name for each in unseen.circle)
    assert [each.name for each in circle_page(world.dossier(Role.MOTHER)).contacts] == ["Buurvrouw Els"]


def test_in_need_somebody_reads_for_an_hour_what_is_otherwise_closed_and_the_family_sees_it(world):
    stop_everything(world)
    before = len(cards_in(world.dossier(Role.YOUTH_WORKER)))

    open_in_emergency(world.dossier(Role.YOUTH_WORKER), reason="Noor is weggelopen en niemand weet waar zij is")

    assert len(cards_in(world.dossier(Role.YOUTH_WORKER))) > before
    assert Event.objects.filter(child_id=world.noor.pk, event="dossier.opened").latest("number").was_emergency
    youth = world.person(Role.YOUTH_WORKER)
    with time_machine.travel(timezone.now() + timedelta(minutes=60, seconds=1)):
        assert len(cards_in(open_dossier(youth, world.noor.pk))) == before


def test_need_asks_for_a_reason_and_is_not_for_everyone(world):
    with pytest.raises(Refused, match="waarom het nu moet"):
        open_in_emergency(world.dossier(Role.YOUTH_WORKER), reason="nood")
    with pytest.raises(PermissionDenied):
        open_in_emergency(world.dossier(Role.TEACHER), reason="Noor is weggelopen en niemand weet waar")


def test_somebody_else_looks_at_it_afterwards(world):
    coordinator = world.dossier(Role.CARE_COORDINATOR)
    emergency = open_in_emergency(coordinator, reason="Noor is weggelopen en niemand weet waar zij is")

    with pytest.raises(Refused, match="iemand anders"):
        review_emergency(coordinator, emergency=emergency, review="Goed")
    (case,) = caseload_page(open_caseload(world.person(Role.CARE_COORDINATOR)))
    assert "noodtoegang nog niet nagekeken" in [each.words for each in case.attention]
    assert EmergencyAccess.objects.filter(reviewed_at__isnull=True).count() == 1


def test_forty_children_ask_as_many_questions_as_two(world):
    person = world.person(Role.CARE_COORDINATOR)
    desk = open_desk(person, world.school.pk)
    first_dossier(desk, start_dossier(desk, name="Kind nul", birth_date=date(2018, 1, 1)))
    few = asked(person)
    for nth in range(38):
        start_dossier(desk, name=f"Kind {nth}", birth_date=date(2018, 1, 1 + nth % 28))

    many = asked(person)

    assert few == many
    assert len(caseload_page(open_caseload(person))) == 40


def asked(person) -> int:
    with CaptureQueriesContext(connection) as queries:
        caseload_page(open_caseload(person))
    return len(queries)


def test_a_stranger_has_an_empty_caseload(world):
    assert caseload_page(open_caseload(world.stranger)) == ()
    with pytest.raises(Http404):
        open_dossier(world.stranger, world.noor.pk)
