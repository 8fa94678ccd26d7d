"""What the steps of a meeting ask and offer: what may be double or missing, where people differ, fixed points, faces."""

import pytest

from rondom.base.actions import Refused
from rondom.cards.models import Card, CardKind, CardTied, CardUsed, PairRefused
from rondom.cards.queries import cards_in
from rondom.children.models import Role
from rondom.meetings.actions import begin_step, close_meeting, lay_said, mark, say
from rondom.meetings.guide import STEPS
from rondom.meetings.guide_carebags import REFLECTS, thinks_over
from rondom.meetings.models import Said, SaidLaid
from rondom.timeline.talk import offers_in
from tests.meetings.test_pages import questions

SAID = "Elke week komt er iemand"


@pytest.fixture
def here(world, meeting):
    return f"/kinderen/{world.noor.pk}/overleg/{meeting.pk}/"


@pytest.fixture
def at_step(world, meeting):
    return lambda step: begin_step(world.dossier(Role.CARE_COORDINATOR), meeting=meeting, step=step)


def said_by(world, role: str, meeting, question: str = "h_well", face: str = "good") -> Said:
    return say(world.dossier(role), meeting=meeting, question=question, text=SAID, language="nl", face=face)


def test_an_answer_with_a_face_becomes_a_card_of_who_gave_it(world, meeting, at_step):
    at_step(3)
    mother, said = world.dossier(Role.MOTHER), said_by(world, Role.MOTHER, meeting)
    card = lay_said(mother, said=said)
    assert lay_said(mother, said=said) == card and SaidLaid.objects.count() == 1, "pressed twice is once"
    (told,) = [each for each in cards_in(world.dossier(Role.TEACHER)) if each.id == card.pk]
    assert (told.text, told.face, told.kind, told.letter) == (SAID, "good", CardKind.HELP, "M")
    assert told.is_shared and told.placed.start is not None and CardUsed.objects.get(card=card).where == "meeting"
    together = lay_said(world.dossier(Role.TEACHER), said=said_by(world, Role.TEACHER, meeting, "w_goal", "not_good"))
    assert (together.kind, together.voice.letter) == (CardKind.COLLABORATION, "S")


def test_nobody_lays_what_another_said_or_what_has_no_face(world, meeting, at_step):
    at_step(3)
    said = said_by(world, Role.MOTHER, meeting)
    with pytest.raises(Refused, match="wie het gezegd heeft"):
        lay_said(world.dossier(Role.TEACHER), said=said)
    with pytest.raises(Refused, match="eerst een gezichtje"):
        lay_said(world.dossier(Role.MOTHER), said=said_by(world, Role.MOTHER, meeting, face=""))
    with pytest.raises(Refused, match="eerst een gezichtje"):
        lay_said(world.dossier(Role.MOTHER), said=said_by(world, Role.MOTHER, meeting, "c_whole"))
    close_meeting(world.dossier(Role.CARE_COORDINATOR), meeting=meeting)
    with pytest.raises(Refused, match="afgesloten"):
        lay_said(world.dossier(Role.MOTHER), said=said)
    assert not SaidLaid.objects.exists()


def test_at_the_table_one_press_lays_it_and_all_find_it_there(world, meeting, at_step, as_person, here):
    at_step(3)
    said = said_by(world, Role.MOTHER, meeting)
    mother, teacher = as_person(world.person(Role.MOTHER)), as_person(world.person(Role.TEACHER))
    assert "Maak er een kaartje van" in mother.get(f"{here}tafel/").text
    assert "Maak er een kaartje van" not in teacher.get(f"{here}tafel/").text
    assert mother.post(f"{here}tafel/gezegd/{said.pk}/")["Location"] == f"{here}tafel/"
    card = SaidLaid.objects.get().card_id
    for browser in (mother, teacher):
        page = browser.get(f"{here}tafel/").text
        assert f"/kaartjes/{card}/" in page and "Maak er een kaartje van" not in page
    assert as_person(world.person(Role.FATHER)).post(f"{here}tafel/gezegd/{said.pk}/").status_code == 404


def test_in_the_fourth_step_the_fixed_points_stand_by_name_and_open_once_one_is_answered(
    world, meeting, at_step, as_person, here
):
    fixed = [each.code for each in STEPS[3].questions if each.is_fixed]
    assert fixed == ["w_who", "w_answers", "w_goal", "w_together", "w_inform"]
    at_step(4)
    browser = as_person(world.person(Role.MOTHER))
    page = browser.get(f"{here}tafel/").text
    assert "Wie doet wat?" in page and '<details class="fold" open><summary>Vaste punten' not in page
    browser.post(f"{here}tafel/", {"question": "w_goal", "text": SAID, "face": "neutral"})
    assert '<details class="fold" open><summary>Vaste punten' in browser.get(f"{here}tafel/").text
    wrong = browser.post(f"{here}tafel/", {"question": "w_who", "text": ""})
    assert wrong.status_code == 422 and '<details class="fold" open><summary>Vaste punten' in wrong.text


def test_in_the_first_step_stands_what_may_be_double_or_missing_for_each_reader(world, meeting, at_step, as_person, here):
    at_step(1)
    coordinator = world.dossier(Role.CARE_COORDINATOR)
    browser = as_person(world.person(Role.CARE_COORDINATOR))
    (one, another), (third, fourth) = offers_in(coordinator, [each for each in cards_in(coordinator) if each.is_shared])[:2]
    pair = f"{one.card.id} {another.card.id}"
    page = browser.get(f"{here}tafel/").text
    assert pair in page and "Gaat dit over hetzelfde?" in page and "Wat nog open is" in page
    told = {"cards": pair, "tafel": str(meeting.pk)}
    assert browser.post(f"/kinderen/{world.noor.pk}/kaartjes/verbinden/", told)["Location"] == f"{here}tafel/"
    assert CardTied.objects.filter(card__in=[one.card.id, another.card.id]).count() == 2
    told["cards"] = f"{third.card.id} {fourth.card.id}"
    assert browser.post(f"/kinderen/{world.noor.pk}/kaartjes/niet-verbinden/", told)["Location"] == f"{here}tafel/"
    assert PairRefused.objects.exists()
    page = browser.get(f"{here}tafel/").text
    assert pair not in page and told["cards"] not in page
    at_step(3)
    assert "Gaat dit over hetzelfde?" not in browser.get(f"{here}tafel/").text


def test_an_empty_year_leads_to_a_card_that_has_it(world, meeting, at_step, as_person, here):
    at_step(1)
    browser = as_person(world.person(Role.MOTHER))
    page = browser.get(f"{here}tafel/").text
    where = page.split("?wanneer=")[1].split('"')[0]
    answer = browser.post(f"/kinderen/{world.noor.pk}/kaartjes/nieuw/?wanneer={where}", {"kind": "help"})
    assert f"wanneer={where.replace('%20', '+')}" in answer["Location"]


def test_in_the_second_step_people_see_where_they_differ(world, meeting, at_step, as_person, here):
    at_step(2)
    first, second = Card.objects.filter(child=world.noor, shares__isnull=False, voice__letter="M").distinct()[:2]
    for role, card in ((Role.MOTHER, first), (Role.TEACHER, first), (Role.MOTHER, second)):
        mark(world.dossier(role), meeting=meeting, card=card)
    page = as_person(world.person(Role.MOTHER)).get(f"{here}tafel/").text
    assert page.index("Hier kijken jullie anders") < page.index("Samen gekozen") < page.index("Door één gekozen")


def test_in_the_first_two_steps_the_table_asks_little_more(world, meeting, at_step, as_person, here):
    browser, asked = as_person(world.person(Role.MOTHER)), []
    for step in (1, 2, 4):
        at_step(step)
        asked.append(questions(browser, f"{here}tafel/"))
    assert max(asked) <= 50


def test_who_works_here_thinks_over_the_own_part_and_lays_of_it_what_they_want(world, meeting, at_step, as_person, here):
    teacher, mother = as_person(world.person(Role.TEACHER)), as_person(world.person(Role.MOTHER))
    assert "CAREBAGS" in teacher.get(f"{here}voorbereiden/").text
    assert "CAREBAGS" not in mother.get(f"{here}voorbereiden/").text
    teacher.post(f"{here}voorbereiden/", {"b_free": "Ik praat te veel", "b_plan": "Eén plan, ja"})
    assert "Ik praat te veel" in teacher.get(f"{here}voorbereiden/").text
    teacher.post(f"{here}meebrengen/b_plan/")
    at_step(1)
    page = mother.get(f"{here}tafel/").text
    assert "Eén plan, ja" in page and "Systematisch werken" in page and "Ik praat te veel" not in page
    assert {each.code for each in thinks_over(Role.MOTHER)}.isdisjoint(each.code for each in REFLECTS)
