"""The questions of a meeting in the words of an organisation: versions that stay, and what began keeps what it had."""

import pytest
from django.core.exceptions import PermissionDenied

from rondom.base.models import Event
from rondom.cards.models import CardKind
from rondom.children.models import Role
from rondom.meetings.actions import begin_step, change_questions, lay_said, say
from rondom.meetings.guide import STEPS
from rondom.meetings.guide_own import OWN_IN_A_STEP, kind_for, own_codes, steps_with
from rondom.meetings.models import QuestionsChosen, QuestionsVersion, Said
from rondom.people.desk import open_desk
from tests.meetings.table import in_days, planned

ASKED = (Role.MOTHER, Role.TEACHER)
OURS, MORE = "Staat alles erop?", "Wat vindt Noor zelf?"


@pytest.fixture
def desk(world):
    return open_desk(world.person(Role.CARE_COORDINATOR), world.school.pk)


def changed(desk, **texts) -> QuestionsVersion | None:
    return change_questions(desk, texts=texts, language="nl")


def begun(world, step: int = 1):
    meeting = planned(world, *ASKED)
    begin_step(world.dossier(Role.CARE_COORDINATOR), meeting=meeting, step=step)
    return meeting


def test_each_change_is_a_version_that_stays_and_nothing_new_is_none(desk):
    assert changed(desk, c_whole="  ") is None
    first = changed(desk, c_whole=OURS, nergens="x")
    assert first.texts == {"c_whole": OURS} and changed(desk, c_whole=f" {OURS} ") == first
    second = changed(desk, c_whole="")
    assert [(each.number, each.texts) for each in QuestionsVersion.objects.all()] == [(1, {"c_whole": OURS}), (2, {})]
    assert second.by_id == desk.person_id and Event.objects.filter(event="questions.changed", outcome="done").exists()


def test_who_does_not_coordinate_changes_nothing(world):
    with pytest.raises(PermissionDenied):
        changed(open_desk(world.person(Role.TEACHER), world.school.pk), c_whole=OURS)


def test_a_meeting_that_began_keeps_the_questions_it_began_with(world, desk, as_person):
    changed(desk, c_whole=OURS, q1_1=MORE)
    meeting, mother = begun(world), as_person(world.person(Role.MOTHER))
    here = f"/kinderen/{world.noor.pk}/overleg/{meeting.pk}/"
    changed(desk, c_whole="Iets heel anders")
    page = mother.get(f"{here}tafel/").text
    assert OURS in page and MORE in page and "Iets heel anders" not in page and 'lang="nl"' in page
    mother.post(f"{here}tafel/concept/", {"question": "q1_1", "text": "Zij wil"})
    assert "Zij wil<" in mother.get(f"{here}tafel/").text
    mother.post(f"{here}tafel/", {"question": "q1_1", "text": "Zij wil buiten spelen"})
    assert Said.objects.get().question == "q1_1" and QuestionsChosen.objects.get().version.number == 1
    as_person(world.person(Role.CARE_COORDINATOR)).post(f"{here}tafel/afsluiten/")
    page = mother.get(f"{here}verslag/").text
    assert MORE in page and "Zij wil buiten spelen" in page
    fresh = planned(world, *ASKED, starts_at=in_days(12))
    begin_step(world.dossier(Role.CARE_COORDINATOR), meeting=fresh, step=1)
    page = mother.get(f"/kinderen/{world.noor.pk}/overleg/{fresh.pk}/tafel/").text
    assert "Iets heel anders" in page and MORE not in page


def test_without_words_of_its_own_everything_is_asked_as_everywhere(world, as_person):
    meeting = begun(world)
    assert not QuestionsChosen.objects.exists()
    browser = as_person(world.person(Role.MOTHER))
    where = f"/kinderen/{world.noor.pk}/overleg/{meeting.pk}/tafel/"
    assert "Is het verhaal compleet?" in browser.get(where).text
    assert browser.post(where, {"question": "q1_1", "text": "Hallo"}).status_code == 422, "there is no such question here"


def test_an_answer_to_an_own_question_becomes_a_card_of_its_step(world, desk):
    changed(desk, q4_2="Belt iedereen terug?")
    meeting, mother = begun(world, 4), world.dossier(Role.MOTHER)
    said = say(mother, meeting=meeting, question="q4_2", text="Meestal", language="nl", face="neutral")
    assert lay_said(mother, said=said).kind == CardKind.COLLABORATION
    assert [kind_for(each) for each in ("q3_1", "h_well", "q1_1", "p_well")] == ["help", "help", "", ""]


def test_own_questions_stand_behind_those_that_are_there_for_everybody():
    (first, *_rest) = steps_with({"q1_2": MORE, "c_right": OURS}, "tr")
    assert [(each.code, str(each.text)) for each in first.questions][1:] == [("c_right", OURS), ("q1_2", MORE)]
    assert first.questions[2].language == "tr" and steps_with({}, "tr") is STEPS
    assert len(own_codes(STEPS[0])) == OWN_IN_A_STEP


def test_at_the_desk_who_coordinates_words_them(world, as_person):
    where = f"/organisaties/{world.school.pk}/overlegvragen/"
    browser = as_person(world.person(Role.CARE_COORDINATOR))
    assert where in browser.get("/").text and "Is het verhaal compleet?" in browser.get(where).text
    assert browser.post(where, {"c_whole": OURS, "q5_1": MORE})["Location"] == where
    page = browser.get(where).text
    assert OURS in page and MORE in page and "Versies" in page
    wrong = browser.post(where, {"c_whole": "x" * 121})
    assert wrong.status_code == 422 and "Dit is te lang" in wrong.text and "x" * 121 in wrong.text
    assert as_person(world.person(Role.TEACHER)).get(where).status_code == 403
    assert as_person(world.person(Role.MOTHER)).get(where).status_code == 404
