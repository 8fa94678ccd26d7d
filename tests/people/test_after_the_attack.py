"""What somebody tried who wanted in: guessing a code, helping too widely, coming in with too little, shutting others out."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.base.scope import NotLetIn
from rondom.children.actions import correct_child, end_place, invite_newcomer, shut_card
from rondom.children.caseload import open_caseload
from rondom.children.dossier import open_dossier, open_welcome
from rondom.children.models import Child, Place, Role
from rondom.people.actions import (
    add_member,
    add_passkey,
    add_person,
    ask_recovery,
    confirm_recovery,
    finish_recovery,
    make_paper_key,
    set_password,
    use_invitation,
)
from rondom.people.desk import open_desk
from rondom.people.models import Function, Membership, RecoveryAsked
from rondom.people.queries import live_paper_key
from tests.people.test_keys import WORDS, ask_code
from tests.sealed import person_called

OWN_CODE = "402917"


def wrong(code: str) -> str:
    return "000000" if code != "000000" else "111111"


@pytest.fixture
def helper(world):
    return world.person(Role.CARE_COORDINATOR)


@pytest.fixture
def leader(world):
    return Membership.objects.get(organisation=world.school, function=Function.SCHOOL_LEADER).person


@pytest.fixture
def recovered(world, helper, leader):
    """The link of a recovery, in the hands of the helper; only the mother knows the code."""
    mother = world.person(Role.MOTHER)
    asked = ask_recovery(open_desk(helper, world.school.pk), person=mother, own_code=OWN_CODE)
    confirm_recovery(open_desk(leader, world.school.pk), recovery=asked)
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        desk = open_desk(helper, world.school.pk)
        yield finish_recovery(desk, recovery=RecoveryAsked.objects.get(pk=asked.pk))


# A code can not be guessed where the card is printed.


def test_the_helper_can_not_find_the_code_of_a_recovery_on_the_page_of_the_paper(world, as_person, helper, recovered):
    paper = f"/kinderen/{world.noor.pk}/kring/papier/"
    browser = as_person(helper)

    answers = [browser.post(paper, {"token": recovered.token, "code": code}).status_code for code in ("000000", OWN_CODE)]

    assert answers == [404, 404]
    assert use_invitation(token=recovered.token, code=OWN_CODE).person == world.person(Role.MOTHER)


def test_wrong_codes_on_the_page_of_the_paper_count_as_at_the_entrance(world, as_person, helper):
    made = invite_newcomer(world.dossier(Role.CARE_COORDINATOR), name="Tante Mia", role=Role.OTHER, language="nl")
    paper = f"/kinderen/{world.noor.pk}/kring/papier/"
    browser = as_person(helper)
    before = browser.post(paper, {"token": made.token, "code": made.code}).status_code

    guessed = {browser.post(paper, {"token": made.token, "code": wrong(made.code)}).status_code for _try in range(5)}

    assert (before, guessed) == (200, {404})
    assert made.invitation.wrong_codes.count() == 5
    assert browser.post(paper, {"token": made.token, "code": made.code}).status_code == 404
    with pytest.raises(Refused, match="vijf keer"):
        use_invitation(token=made.token, code=made.code)


def test_wrong_codes_at_the_entrance_count_on_the_page_of_the_paper(world, as_person, helper):
    made = invite_newcomer(world.dossier(Role.CARE_COORDINATOR), name="Tante Mia", role=Role.OTHER, language="nl")
    for _try in range(5):
        with pytest.raises(Refused):
            use_invitation(token=made.token, code=wrong(made.code))

    given = {"token": made.token, "code": made.code}
    assert as_person(helper).post(f"/kinderen/{world.noor.pk}/kring/papier/", given).status_code == 404


# Helping back in reaches as far as the own house.


def test_a_school_does_not_help_who_works_elsewhere(world, as_person, helper):
    browser = as_person(helper)
    circle = f"/kinderen/{world.noor.pk}/kring/"
    elsewhere = Place.objects.get(child=world.noor, role=Role.YOUTH_WORKER)
    mother = Place.objects.get(child=world.noor, role=Role.MOTHER)
    teacher = Place.objects.get(child=world.noor, role=Role.TEACHER)
    ways = {place: f"{circle}{place.pk}/sleutel-kwijt/" for place in (elsewhere, mother, teacher)}
    page = browser.get(circle).text

    assert [browser.get(way).status_code for way in ways.values()] == [404, 302, 302]
    assert [way in page for way in ways.values()] == [False, True, True]
    desk = f"/organisaties/{world.school.pk}/herstel/{elsewhere.person_id}/"
    assert browser.get(desk).status_code == 404


def test_who_left_the_school_is_not_helped_there(world, as_person, helper):
    gone = add_person(name="Oud Collega")
    member = add_member(person=gone, organisation=world.school, function=Function.TEACHER)
    desk = f"/organisaties/{world.school.pk}/herstel/{gone.pk}/"
    before = as_person(helper).get(desk).status_code

    Membership.objects.filter(pk=member.pk).update(since=date(2020, 1, 1), until=date(2021, 1, 1))

    assert (before, as_person(helper).get(desk).status_code) == (200, 404)


# Who must show a second factor.


def test_a_guardian_shows_a_second_factor_and_gets_no_card_of_paper(earnest, world, browser):
    paper = invite_newcomer(world.dossier(Role.CARE_COORDINATOR), name="Voogd", role=Role.GUARDIAN, language="nl")

    browser.post(f"/uitnodiging/{paper.token}/", {"code": paper.code})
    browser.post(f"/kinderen/{world.noor.pk}/welkom/")

    assert browser.get(f"/kinderen/{world.noor.pk}/lijst/")["Location"].startswith("/binnenkomen/nog-iets/")
    assert browser.get("/toegang/kaart/").status_code == 403
    assert browser.get("/toegang/app/").status_code == 200


def test_a_code_by_mail_alone_does_not_pass_by_a_passkey(
    earnest, browser, world, mother_at, post, django_capture_on_commit_callbacks
):
    add_passkey(mother_at, name="telefoon", credential={}, session_key=None)
    ask_code(browser, mother_at.email, post, django_capture_on_commit_callbacks)

    browser.post("/binnenkomen/code/typen/", {"code": mail.outbox[-1].body.split()[0]})

    assert browser.get(f"/kinderen/{world.noor.pk}/lijst/")["Location"].startswith("/binnenkomen/nog-iets/")
    assert browser.get("/toegang/app/")["Location"].startswith("/binnenkomen/nog-iets/")


def test_an_invitation_alone_does_not_pass_by_a_passkey(earnest, world, mother_at, come_in):
    add_passkey(mother_at, name="telefoon", credential={}, session_key=None)

    assert come_in(mother_at).get(f"/kinderen/{world.noor.pk}/lijst/")["Location"].startswith("/binnenkomen/nog-iets/")


@pytest.mark.parametrize("key", ["sleutel", "app", "kaart"])
def test_a_password_alone_makes_no_first_key_at_work(earnest, browser, world, key):
    teacher = world.person(Role.TEACHER)
    teacher.email = "juf@voorbeeld.nl"
    teacher.save()
    set_password(teacher, password=WORDS, session_key=None)
    entered = browser.post("/binnenkomen/wachtwoord/", {"password-email": teacher.email, "password-password": WORDS})

    asked = browser.get(f"/toegang/{key}/")

    assert entered.status_code == 302
    assert asked["Location"].startswith("/binnenkomen/nog-iets/")
    assert "Je hebt nog geen sleutel" in browser.get(asked["Location"]).text
    assert browser.post("/toegang/sleutel/vraag/").status_code == 302


def test_a_parent_with_a_password_still_makes_a_first_key(earnest, browser, mother_at):
    set_password(mother_at, password=WORDS, session_key=None)
    browser.post("/binnenkomen/wachtwoord/", {"password-email": mother_at.email, "password-password": WORDS})

    assert browser.get("/toegang/app/").status_code == 200


# Who left an organisation left its children.


def test_who_left_the_team_finds_its_children_no_more(world, as_person):
    worker = world.person(Role.YOUTH_WORKER)
    before = open_caseload(worker).children
    Membership.objects.filter(person=worker).update(since=date(2020, 1, 1), until=timezone.localdate() - timedelta(days=30))

    assert world.noor in before
    assert open_caseload(worker).children == ()
    assert as_person(worker).get(f"/kinderen/{world.noor.pk}/lijst/").status_code == 404
    with pytest.raises(NotLetIn):
        open_welcome(worker, world.noor.pk)


def test_the_last_day_still_opens_and_so_does_another_function_there(world):
    worker = world.person(Role.YOUTH_WORKER)
    Membership.objects.filter(person=worker).update(since=date(2020, 1, 1), until=timezone.localdate())
    assert open_dossier(worker, world.noor.pk)

    Membership.objects.filter(person=worker).update(until=timezone.localdate() - timedelta(days=1))
    team = Place.objects.get(child=world.noor, person=worker).organisation
    add_member(person=worker, organisation=team, function=Function.NURSE)

    assert open_dossier(worker, world.noor.pk)


def test_who_was_never_written_down_as_a_member_keeps_the_place(world):
    worker = world.person(Role.YOUTH_WORKER)
    Membership.objects.filter(person=worker).delete()
    ex = world.person(Role.MOTHER)
    member = add_member(person=ex, organisation=world.school, function=Function.TEACHER)
    Membership.objects.filter(pk=member.pk).update(since=date(2020, 1, 1), until=date(2021, 1, 1))

    assert open_dossier(worker, world.noor.pk)
    assert open_dossier(ex, world.noor.pk), "a mother stands there as a mother"


# The key of a form that is somebody else's.


def test_a_form_with_the_key_of_another_place_is_refused_as_a_second_press(world, mother):
    foreign = Place.objects.filter(child=world.other).first()
    ended = Place.objects.get(child=world.noor, role=Role.YOUTH_WORKER)
    end_place(mother, place=ended)
    own = uuid4()
    invite_newcomer(mother, name="Oma", role=Role.OTHER, language="nl", once=own)

    said = set()
    for once in (foreign.pk, ended.pk, own):
        with pytest.raises(Refused) as refused:
            invite_newcomer(mother, name="Oma", role=Role.OTHER, language="nl", once=once)
        said.add(str(refused.value))

    assert len(said) == 1
    assert person_called("Oma")


def test_a_start_with_the_key_of_another_child_is_refused_on_the_page(world, as_person, helper):
    browser = as_person(helper)
    path = f"/organisaties/{world.school.pk}/kinderen/nieuw/"
    asked = browser.get(path).context["form"].initial
    given = {"name": "Bo", "birth_date": "2018-05-04", "until": str(asked["until"]), "help_role": "youth_worker"}
    for row, role in {"first": "mother", "second": "father", "child": "child", "teacher": "teacher"}.items():
        given |= {f"{row}_role": role, f"{row}_language": "nl"}

    refused = browser.post(path, {**given, "once": str(world.other.pk)})
    said, children = browser.get(path).text, Child.objects.count()
    made = browser.post(path, {**given, "once": str(uuid4())})

    assert refused.status_code == 302
    assert "Dit kind staat er al" in said
    assert made.status_code == 200
    assert Child.objects.count() == children + 1


# Whose card one may shut.


def carded(world, role: str, name: str) -> Place:
    paper = invite_newcomer(world.dossier(Role.CARE_COORDINATOR), name=name, role=role, language="nl")
    make_paper_key(paper.invitation.person, pin=OWN_CODE)
    return Place.objects.get(person=paper.invitation.person)


@pytest.mark.parametrize("role", [Role.FATHER, Role.FOSTER_PARENT, Role.GUARDIAN, Role.CARER])
def test_a_parent_does_not_shut_the_card_of_another_parent(world, as_person, role):
    place = carded(world, role, "Andere Ouder")
    browser = as_person(world.person(Role.MOTHER))

    answer = browser.post(f"/kinderen/{world.noor.pk}/kring/{place.pk}/kaart-dicht/")

    assert answer.status_code == 403
    assert live_paper_key(place.person)
    assert f"{place.pk}/kaart-dicht/" not in browser.get(f"/kinderen/{world.noor.pk}/kring/").text


def test_a_parent_shuts_the_own_card_and_that_of_own_people(world, mother):
    own = Place.objects.get(child=world.noor, role=Role.MOTHER)
    make_paper_key(own.person, pin=OWN_CODE)
    for place in (own, carded(world, Role.OTHER, "Oma")):
        shut_card(mother, place=place)
        assert live_paper_key(place.person) is None


@pytest.mark.parametrize(("age", "shuts"), [(11, True), (12, False)])
def test_a_parent_shuts_the_card_of_a_child_under_twelve(world, mother, age, shuts):
    today = timezone.localdate()
    correct_child(world.dossier(Role.CARE_COORDINATOR), name="Noor", birth_date=date(today.year - age, 1, 1))
    place = Place.objects.get(child=world.noor, role=Role.CHILD)
    make_paper_key(place.person, pin=OWN_CODE)
    dossier = world.dossier(Role.MOTHER)

    if shuts:
        shut_card(dossier, place=place)
    else:
        with pytest.raises(PermissionDenied):
            shut_card(dossier, place=place)

    assert (live_paper_key(place.person) is None) == shuts
