"""What was written at the table without a line arrives later, once: each answer, step and agreement has a key of its page."""

from uuid import uuid4

import pytest

from rondom.base.actions import Refused
from rondom.children.models import Role
from rondom.meetings.actions import begin_step, close_meeting, say, take_chair
from rondom.meetings.models import Agreement, Said, StepBegun
from tests.meetings.table import planned, seat_of, soon

PLAIN = {"HTTP_ACCEPT": "text/plain"}


@pytest.fixture
def held(world):
    meeting = planned(world, Role.MOTHER, Role.YOUTH_WORKER, Role.TEACHER)
    begin_step(world.dossier(Role.CARE_COORDINATOR), meeting=meeting, step=1)
    return meeting


def table(world, meeting) -> str:
    return f"/kinderen/{world.noor.pk}/overleg/{meeting.pk}/tafel/"


def steps(meeting) -> list[int]:
    return [each.step for each in StepBegun.objects.filter(meeting=meeting).order_by("at")]


def test_an_answer_that_is_sent_again_is_the_same_row(world, as_person, held):
    mother, key = as_person(world.person(Role.MOTHER)), str(uuid4())
    sent = {"question": "c_whole", "text": "Het is compleet", "key": key}

    answers = [mother.post(table(world, held), sent, **PLAIN) for _nth in range(2)]
    close_meeting(world.dossier(Role.CARE_COORDINATOR), meeting=held)
    answers.append(mother.post(table(world, held), sent, **PLAIN))  # its answer was lost, and the meeting closed meanwhile

    assert [each.status_code for each in answers] == [200, 200, 200]
    assert Said.objects.filter(meeting=held).count() == 1


def test_the_same_key_of_another_person_is_another_row(world, as_person, held):
    key = str(uuid4())
    for role in (Role.MOTHER, Role.TEACHER):
        sent = {"question": "c_whole", "text": f"Zegt {role}", "key": key}
        assert as_person(world.person(role)).post(table(world, held), sent, **PLAIN).status_code == 200

    assert Said.objects.filter(meeting=held).count() == 2


@pytest.mark.parametrize("key", ["", "geen sleutel", "1" * 400])
def test_a_key_that_is_none_is_an_ordinary_form(world, as_person, held, key):
    answer = as_person(world.person(Role.MOTHER)).post(table(world, held), {"question": "c_whole", "text": "Ja", "key": key})

    assert answer.status_code == 302
    assert Said.objects.get().sent_as is None


def test_what_can_not_be_taken_is_told_in_a_sentence(world, as_person, held):
    mother, where = as_person(world.person(Role.MOTHER)), table(world, held)

    empty = mother.post(where, {"question": "c_whole", "text": "", "key": str(uuid4())}, **PLAIN)
    close_meeting(world.dossier(Role.CARE_COORDINATOR), meeting=held)
    late = mother.post(where, {"question": "c_whole", "text": "Te laat", "key": str(uuid4())}, **PLAIN)

    assert (empty.status_code, empty.text) == (422, "Schrijf eerst iets op.")
    assert (late.status_code, late.text) == (409, "Dit overleg is afgesloten.")


def test_steps_made_without_a_line_arrive_in_their_order_and_once(world, as_person, held):
    chair, where = as_person(world.person(Role.CARE_COORDINATOR)), f"{table(world, held)}stap/"
    second, third, first = str(uuid4()), str(uuid4()), StepBegun.objects.get()

    for _twice in range(2):
        for step, key, after in ((2, second, str(first.pk)), (3, third, second)):
            assert chair.post(where, {"step": step, "key": key, "after": after}, **PLAIN).status_code == 200

    assert steps(held) == [1, 2, 3]


def test_where_another_went_on_meanwhile_the_table_stays_there(world, as_person, held):
    worker = world.dossier(Role.YOUTH_WORKER)
    shown = StepBegun.objects.get()
    take_chair(worker, meeting=held)
    begin_step(worker, meeting=held, step=4)
    chair = as_person(world.person(Role.CARE_COORDINATOR))
    where, sent = f"{table(world, held)}stap/", {"step": 2, "key": str(uuid4()), "after": str(shown.pk)}

    not_leading = chair.post(where, sent, **PLAIN)
    take_chair(world.dossier(Role.CARE_COORDINATOR), meeting=held)
    behind = chair.post(where, sent, **PLAIN)
    same = chair.post(where, {**sent, "step": 4, "key": str(uuid4())}, **PLAIN)

    assert (not_leading.status_code, not_leading.text) == (409, "Dit doet wie het gesprek leidt.")
    assert (behind.status_code, behind.text) == (409, "Het gesprek is intussen bij stap 4. Daar gaat het verder.")
    assert same.status_code == 200
    assert steps(held) == [1, 4]


def test_a_step_without_a_key_is_pressed_as_ever(world, held):
    coordinator = world.dossier(Role.CARE_COORDINATOR)

    for step in (2, 2, 1, 5):
        begin_step(coordinator, meeting=held, step=step)

    assert steps(held) == [1, 2, 1, 5]


def test_an_agreement_that_is_sent_again_is_the_same_row(world, as_person, held):
    chair, where = as_person(world.person(Role.CARE_COORDINATOR)), f"/kinderen/{world.noor.pk}/afspraken/nieuw/"
    sent = {"what": "Samen lezen", "who": str(seat_of(world, Role.TEACHER).pk), "ready_on": soon().isoformat()}
    sent |= {"overleg": str(held.pk), "key": str(uuid4())}

    answers = [chair.post(where, sent, **PLAIN).status_code for _nth in range(2)]
    wrong = chair.post(where, {**sent, "ready_on": "2020-01-01", "key": str(uuid4())}, **PLAIN)

    assert answers == [200, 200]
    assert (wrong.status_code, wrong.text) == (422, "Deze dag is al voorbij. Kies een dag die nog komt.")
    assert Agreement.objects.get().meeting_id == held.pk


def test_the_page_of_who_leads_has_all_steps_with_it_and_that_of_others_not(world, as_person, held):
    pages = {role: as_person(world.person(role)).get(table(world, held)).text for role in (Role.CARE_COORDINATOR, Role.MOTHER)}

    assert [pages[Role.CARE_COORDINATOR].count(f'<template data-step="{step}">') for step in range(1, 6)] == [1] * 5
    assert "<template data-step" not in pages[Role.MOTHER]


def test_who_does_not_lead_steps_to_nowhere(world, held):
    with pytest.raises(Refused):
        begin_step(world.dossier(Role.TEACHER), meeting=held, step=2, sent_as=uuid4())
    with pytest.raises(Refused):
        say(world.dossier(Role.MOTHER), meeting=held, question="c_whole", text=" ", language="nl", sent_as=uuid4())
