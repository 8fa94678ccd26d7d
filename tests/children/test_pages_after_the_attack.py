"""What an attacker found on the pages of a child, kept as tests: a closed page stays closed, a list says no more than it may."""

from datetime import timedelta

import pytest
import time_machine
from django.db.models import Q
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.base.models import Event
from rondom.base.scope import NotLetIn
from rondom.cards.actions import begin_card, choose_audience, share_card
from rondom.children.actions import (
    add_contact,
    answer_consent,
    ask_consent,
    end_authority,
    invite_newcomer,
    open_in_emergency,
    review_emergency,
    take_place,
)
from rondom.children.actions.consent import Line
from rondom.children.caseload import caseload_page, open_caseload
from rondom.children.consents import consent_text, consents_page
from rondom.children.dossier import house_dossier, open_dossier, open_welcome
from rondom.children.models import (
    Authority,
    Child,
    ConsentAsked,
    ConsentLine,
    EmergencyAccess,
    InformationKind,
    Place,
    Purpose,
    Role,
)
from rondom.people.models import Organisation
from tests.sealed import rewrite


def place_of(world, role: str) -> Place:
    return Place.objects.get(child=world.noor, role=role)


def end_authority_of(world, role: str) -> None:
    authority = Authority.objects.get(place=place_of(world, role))
    end_authority(house_dossier(world.noor), authority=authority, until=timezone.localdate())


def texts(cases) -> list[str]:
    return [each.words for case in cases for each in case.attention]


def test_without_authority_the_doorstep_is_shut_as_well(world, as_person):
    end_authority_of(world, Role.FATHER)
    father = world.person(Role.FATHER)

    for method in ("get", "post"):
        assert getattr(as_person(father), method)(f"/kinderen/{world.noor.pk}/welkom/").status_code == 404
    with pytest.raises(NotLetIn):
        open_welcome(father, world.noor.pk)
    assert Event.objects.filter(event="dossier.refused", person_id=father.pk, rule="no parental authority").exists()


def test_without_authority_a_child_is_not_in_the_list_and_the_record_does_not_say_it_was(world, as_person):
    end_authority_of(world, Role.FATHER)
    father = world.person(Role.FATHER)

    assert caseload_page(open_caseload(father)) == ()
    assert "Noor" not in as_person(father).get("/").text
    listed = Event.objects.filter(event="children.listed", person_id=father.pk)
    assert not listed.filter(object_ids__contains=str(world.noor.pk)).exists()


@pytest.mark.parametrize(
    ("role", "is_told"),
    [(Role.MOTHER, False), (Role.CHILD, False), (Role.TEACHER, False), (Role.CARE_COORDINATOR, True), (Role.YOUTH_WORKER, True)],
)
def test_who_must_still_answer_stands_in_the_list_of_who_can_deal_with_it(world, role, is_told):
    coordinator, youth = world.dossier(Role.CARE_COORDINATOR), Organisation.objects.get(name="Jeugdteam Oost")
    until = timezone.localdate() + timedelta(days=60)
    lines = [Line(InformationKind.SCHOOL_ENTRY, world.school.pk, youth.pk)]
    ask_consent(coordinator, purpose=Purpose.HELP_TOGETHER, until=until, lines=lines)

    cases = caseload_page(open_caseload(world.person(role)))

    assert [case.child for case in cases] == [world.noor]
    assert any("toestemming wacht op" in words for words in texts(cases)) is is_told
    assert bool(texts(cases)) is is_told


REASON = "Noor is weggelopen en niemand weet waar zij is"


def stop_everything(world) -> None:
    mother = world.dossier(Role.MOTHER)
    for asked in ConsentAsked.objects.filter(child=world.noor):
        answer_consent(mother, asked=asked, answer="withdrawn", language="nl", text=consent_text(mother, asked))


def test_nobody_reads_in_need_a_second_time_before_somebody_else_looked_at_the_first(world, as_person):
    youth = world.person(Role.YOUTH_WORKER)
    first = open_in_emergency(world.dossier(Role.YOUTH_WORKER), reason=REASON)

    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        with pytest.raises(Refused, match="Eerst kijkt een collega"):
            open_in_emergency(open_dossier(youth, world.noor.pk), reason=REASON)
        review_emergency(world.dossier(Role.CARE_COORDINATOR), emergency=first, review="Dit was nodig.")
        assert open_in_emergency(open_dossier(youth, world.noor.pk), reason=REASON)


def test_in_need_what_a_child_told_its_teacher_alone_stays_there_and_nothing_is_taken_along(world, as_person):
    child = world.dossier(Role.CHILD)
    for audience, words in (("teacher_and_parents", "Ook mijn ouders"), ("teacher", "Alleen de juf")):
        alone = begin_card(child, kind="home")
        choose_audience(child, card=alone, audience=audience)
        share_card(child, card=alone, words={"text": words})
    stop_everything(world)
    assert as_person(world.person(Role.YOUTH_WORKER)).get(f"/kinderen/{world.noor.pk}/meenemen/").status_code == 200
    open_in_emergency(world.dossier(Role.YOUTH_WORKER), reason=REASON)
    browser = as_person(world.person(Role.YOUTH_WORKER))

    text = browser.get(f"/kinderen/{world.noor.pk}/lijst/").text
    assert "Ook mijn ouders" in text
    assert "Alleen de juf" not in text
    assert browser.get(f"/kinderen/{world.noor.pk}/kaartjes/{alone.pk}/").status_code == 404
    for method in ("get", "post"):
        assert getattr(browser, method)(f"/kinderen/{world.noor.pk}/meenemen/").status_code == 403


@pytest.mark.parametrize("looks", [True, False])
def test_the_parents_see_who_read_in_need_and_why(world, as_person, looks):
    open_in_emergency(world.dossier(Role.YOUTH_WORKER), reason=REASON)
    if looks:
        world.dossier(Role.YOUTH_WORKER)

    for role, sees in ((Role.MOTHER, True), (Role.YOUTH_WORKER, True), (Role.TEACHER, False)):
        text = as_person(world.person(role)).get(f"/kinderen/{world.noor.pk}/gekeken/").text
        assert (REASON in text) is sees, role
        assert (f"<strong>{world.person(Role.YOUTH_WORKER).name}</strong>" in text) is sees, role


def test_who_may_looks_at_it_afterwards_on_the_page_of_the_circle(world, as_person):
    emergency = open_in_emergency(world.dossier(Role.YOUTH_WORKER), reason=REASON)
    own = open_in_emergency(world.dossier(Role.CARE_COORDINATOR), reason=REASON)
    path = f"/kinderen/{world.noor.pk}/nood/{{}}/nakijken/"
    circle = f"/kinderen/{world.noor.pk}/kring/"
    coordinator = as_person(world.person(Role.CARE_COORDINATOR))

    page = coordinator.get(circle).text
    assert path.format(emergency.pk) in page
    assert path.format(own.pk) not in page
    for role in (Role.MOTHER, Role.YOUTH_WORKER, Role.TEACHER):
        assert "nakijken/" not in as_person(world.person(role)).get(circle).text
        assert as_person(world.person(role)).post(path.format(emergency.pk), {"review": "Goed"}).status_code == 403
    coordinator.post(path.format(own.pk), {"review": "Goed"})
    coordinator.post(path.format(emergency.pk), {"review": " "})
    assert EmergencyAccess.objects.filter(reviewed_at__isnull=True).count() == 2

    assert coordinator.post(path.format(emergency.pk), {"review": "Dit was nodig."}).status_code == 302
    kept = EmergencyAccess.objects.get(pk=emergency.pk)
    assert (kept.review, kept.reviewed_by) == ("Dit was nodig.", world.person(Role.CARE_COORDINATOR))
    assert path.format(emergency.pk) not in coordinator.get(circle).text


def test_an_emergency_of_another_child_is_not_there(world, as_person):
    emergency = open_in_emergency(world.dossier(Role.YOUTH_WORKER), reason=REASON)
    Place.objects.filter(pk=emergency.place_id).update(child=world.other)

    path = f"/kinderen/{world.noor.pk}/nood/{emergency.pk}/nakijken/"
    assert as_person(world.person(Role.CARE_COORDINATOR)).post(path, {"review": "Goed"}).status_code == 404


def test_who_has_nothing_to_do_with_consent_finds_no_question_and_no_way_to_it(world, as_person):
    invite_newcomer(world.dossier(Role.MOTHER), name="Buur", role=Role.OTHER, language="nl")
    take_place(place_of(world, Role.OTHER))
    rewrite(Child.objects.filter(pk=world.noor.pk), birth_date=timezone.localdate() - timedelta(days=9 * 365))
    asked = ConsentAsked.objects.filter(child=world.noor).first()
    path = f"/kinderen/{world.noor.pk}/toestemmingen/"

    for role, sees in ((Role.OTHER, False), (Role.CHILD, False), (Role.MOTHER, True), (Role.CARE_COORDINATOR, True)):
        browser = as_person(world.person(role))
        assert browser.get(path).status_code == (200 if sees else 403), role
        assert (f'href="{path}"' in browser.get(f"/kinderen/{world.noor.pk}/lijst/").text) is sees, role
        shown = browser.get(f"{path}{asked.pk}/zo-ziet-de-ander-het/")
        question = browser.get(f"{path}{asked.pk}/")
        assert question.status_code == (200 if role == Role.MOTHER else 404 if role == Role.CHILD else 403), role
        assert (shown.status_code == 200) is sees, role


def test_youth_help_sees_the_questions_about_itself_and_no_other(world, as_person):
    page = consents_page(world.dossier(Role.YOUTH_WORKER))
    youth = Organisation.objects.get(name="Jeugdteam Oost")
    about = {line.asked_id for line in ConsentLine.objects.filter(Q(source=youth) | Q(reader=youth), asked__child=world.noor)}

    assert {card.id for card in page.cards} == about
    assert len(consents_page(world.dossier(Role.CARE_COORDINATOR)).cards) > len(about)


def test_how_a_contact_is_reached_is_not_for_a_parent_whose_authority_nobody_saw(world, as_person):
    mother = world.dossier(Role.MOTHER)
    add_contact(mother, name="Tante Sofia", relation="trusted", reach="06-5551")
    paper = invite_newcomer(world.dossier(Role.CARE_COORDINATOR), name="Papa Twee", role=Role.CARER, language="nl")
    take_place(Place.objects.get(child=world.noor, person=paper.invitation.person))
    people = {role: world.person(role) for role in (Role.MOTHER, Role.CARE_COORDINATOR, Role.YOUTH_WORKER, Role.TEACHER)}

    for role, person in {**people, Role.CARER: paper.invitation.person}.items():
        text = as_person(person).get(f"/kinderen/{world.noor.pk}/kring/").text
        assert ("Tante Sofia" in text) is (role != Role.CARER), role
        assert ("06-5551" in text) is (role not in {Role.TEACHER, Role.CARER}), role
