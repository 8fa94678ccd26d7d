"""Every key lost: proof of identity at the desk, two members, a day, and a code that no helper sees."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.base.models import Event, Letter
from rondom.children.models import Role
from rondom.people.actions import (
    add_member,
    ask_recovery,
    confirm_recovery,
    finish_recovery,
    make_paper_key,
    stop_recovery,
    use_invitation,
)
from rondom.people.desk import open_desk
from rondom.people.models import Function, RecoveryAsked
from rondom.people.queries import has_any_factor, has_second_factor

OWN_CODE = "402917"
NOW = timezone.now()


@pytest.fixture
def desk(world):
    return open_desk(world.person(Role.CARE_COORDINATOR), world.school.pk)


@pytest.fixture
def leader(world):
    """A second member who may help."""
    person = world.person(Role.SCHOOL_SOCIAL_WORKER)
    add_member(person=person, organisation=world.school, function=Function.SCHOOL_LEADER)
    return open_desk(person, world.school.pk)


def after(hours: float):
    return time_machine.travel(NOW + timedelta(hours=hours), tick=False)


def test_two_members_and_a_day_later_a_fresh_invitation_opens_the_door(desk, leader, mother_at, with_app):
    with_app(mother_at)
    make_paper_key(mother_at, pin=OWN_CODE)
    Letter.objects.all().delete()
    with after(0):
        asked = ask_recovery(desk, person=mother_at, own_code=OWN_CODE)
        confirm_recovery(leader, recovery=asked)
    with after(25):
        paper = finish_recovery(desk, recovery=RecoveryAsked.objects.get(pk=asked.pk))
        had = has_any_factor(mother_at)
        entered = use_invitation(token=paper.token, code=OWN_CODE)

    assert not had
    assert entered.person == mother_at
    assert {letter.address for letter in Letter.objects.all()} == {mother_at.email}
    assert Letter.objects.count() >= 3
    assert Event.objects.filter(event__startswith="recovery.").count() == 3


def test_one_member_alone_is_not_enough(desk, mother_at):
    asked = ask_recovery(desk, person=mother_at, own_code=OWN_CODE)

    with pytest.raises(Refused, match="tweede collega"):
        confirm_recovery(desk, recovery=asked)
    with pytest.raises(Refused, match="tweede collega"):
        finish_recovery(desk, recovery=asked)


def test_within_a_day_nothing_happens(desk, leader, mother_at, with_app):
    with_app(mother_at)
    with after(0):
        asked = ask_recovery(desk, person=mother_at, own_code=OWN_CODE)
        confirm_recovery(leader, recovery=asked)
    with after(23), pytest.raises(Refused, match="een dag na"):
        finish_recovery(desk, recovery=asked)

    assert has_second_factor(mother_at)


def test_nobody_helps_oneself_and_a_stopped_recovery_stays_stopped(desk, leader, world, mother_at):
    with pytest.raises(Refused, match="jezelf"):
        ask_recovery(desk, person=world.person(Role.CARE_COORDINATOR), own_code=OWN_CODE)
    asked = ask_recovery(desk, person=mother_at, own_code=OWN_CODE)
    stop_recovery(leader, recovery=asked)

    with pytest.raises(Refused, match="al gedaan"):
        confirm_recovery(leader, recovery=RecoveryAsked.objects.get(pk=asked.pk))


def test_the_helper_never_sees_the_code(world, as_person, leader, mother_at):
    helper = as_person(world.person(Role.CARE_COORDINATOR))
    place = mother_at.places.get(child=world.noor)
    start = helper.get(f"/kinderen/{world.noor.pk}/kring/{place.pk}/sleutel-kwijt/")["Location"]
    asked = helper.post(start, {"pin": OWN_CODE, "again": OWN_CODE, "seen": "on"})
    second = as_person(leader_person(leader))
    recovery = RecoveryAsked.objects.get()
    second.post(f"/organisaties/{world.school.pk}/herstel/{recovery.pk}/bevestigen/")
    page = second.get(asked["Location"]).text

    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        again = as_person(world.person(Role.CARE_COORDINATOR))
        paper = again.post(f"/organisaties/{world.school.pk}/herstel/{recovery.pk}/uitnodigen/")

    assert OWN_CODE not in page
    assert OWN_CODE not in recovery.own_code
    assert OWN_CODE.encode() not in paper.getvalue()
    assert paper["Content-Type"] == "application/pdf"


def leader_person(desk):
    return RecoveryAsked._meta.get_field("person").related_model.objects.get(pk=desk.person_id)


def test_who_may_not_help_finds_no_such_page(world, as_person, mother_at):
    teacher = as_person(world.person(Role.TEACHER))
    place = mother_at.places.get(child=world.noor)

    assert teacher.get(f"/organisaties/{world.school.pk}/herstel/").status_code == 403
    assert teacher.get(f"/kinderen/{world.noor.pk}/kring/{place.pk}/sleutel-kwijt/").status_code == 403


def test_a_member_can_not_pick_just_anybody(world, as_person, mother_at):
    helper = as_person(world.person(Role.CARE_COORDINATOR))

    assert helper.get(f"/organisaties/{world.school.pk}/herstel/{world.stranger.pk}/").status_code == 404


def test_helping_asks_once_more_who_it_is(world, come_in, mother_at):
    helper = come_in(world.person(Role.CARE_COORDINATOR), Client(SERVER_NAME="localhost"))
    place = mother_at.places.get(child=world.noor)
    start = helper.get(f"/kinderen/{world.noor.pk}/kring/{place.pk}/sleutel-kwijt/")["Location"]

    assert helper.get(start)["Location"].startswith("/bevestigen/")


def test_a_helper_finds_the_desk_on_the_page_of_own_keys_and_a_teacher_does_not(world, as_person):
    desk = f"/organisaties/{world.school.pk}/herstel/"

    assert desk in as_person(world.person(Role.CARE_COORDINATOR)).get("/toegang/").text
    assert desk not in as_person(world.person(Role.TEACHER)).get("/toegang/").text
