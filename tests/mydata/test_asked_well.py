"""What a newcomer stumbled over when asking and answering: nothing typed is lost, and who answers sees what a yes does."""

from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format

from rondom.children.models import Role
from rondom.mydata.actions import answer_request, ask_about_data
from rondom.mydata.forms import AnswerForm
from rondom.mydata.models import DataRequest, Outcome, Part, Wish
from rondom.mydata.pages import answer_page
from rondom.mydata.rules import Asking
from rondom.retention.actions import close_case
from tests.mydata.test_requests import asked, coordinator, leader, mine


def test_another_fact_to_correct_is_another_request_and_the_same_twice_is_one(world, mother, as_person):
    asked(mother, world.school)
    ask_about_data(mother, asking=Asking(Wish.CORRECT, world.school, Part.ORGANISATION, "Zij zat in groep vijf"))
    where = f"{mine(world)}vragen/verbeteren/"
    sent = {"to": str(world.school.pk), "text": "Zij zat in groep vijf"}

    assert "ligt er al" in as_person(world.person(Role.MOTHER)).post(where, sent, follow=True).text
    assert DataRequest.objects.count() == 2


def test_who_may_not_ask_to_destroy_it_hears_why_and_keeps_what_was_typed(world, as_person):
    child = world.noor
    child.birth_date = timezone.localdate() - timedelta(days=13 * 366)
    child.save()
    child_alone = as_person(world.person(Role.CHILD))
    where = f"{mine(world)}vragen/vernietigen/"
    answer = child_alone.post(where, {"to": str(world.school.pk), "text": "Over de ruzie op het plein"})

    assert answer.status_code == 422 and "Over de ruzie op het plein" in answer.text
    assert "beslissen je ouders" in answer.text or "beslist" in answer.text
    assert not DataRequest.objects.exists()


def test_a_desk_sees_how_much_goes_and_who_said_yes_first_can_only_say_no(world, mother):
    request = asked(mother, world.school, wish=Wish.DESTROY, part=Part.OWN)
    page = answer_page(leader(world), request.pk)
    assert page.goes > 1 and Outcome.GRANTED in dict(AnswerForm(page=page).fields["outcome"].choices)

    answer_request(leader(world), number=request.pk, outcome=Outcome.GRANTED, reason="", text="Goed.")

    assert Outcome.GRANTED not in dict(AnswerForm(page=answer_page(leader(world), request.pk)).fields["outcome"].choices)
    assert Outcome.GRANTED in dict(AnswerForm(page=answer_page(coordinator(world), request.pk)).fields["outcome"].choices)


def test_the_first_page_says_that_a_family_waits_for_an_answer(world, mother, as_person):
    first = as_person(world.person(Role.CARE_COORDINATOR))
    assert "wacht op antwoord" not in first.get("/").text
    asked(mother, world.school)

    page = first.get("/").text
    assert "1 vraag wacht op antwoord" in page and "Er wacht niets op iemand." not in page


def test_who_works_here_with_one_child_finds_the_other_rooms_and_a_family_its_child(world, as_person):
    assert "Denk mee, zonder namen" in as_person(world.person(Role.YOUTH_WORKER)).get("/").text
    assert as_person(world.person(Role.MOTHER)).get("/").status_code == 302


def test_that_a_case_is_closed_stands_on_every_page_of_the_child(world, as_person):
    mother = as_person(world.person(Role.MOTHER))
    board = f"/kinderen/{world.noor.pk}/"
    assert "Afgesloten op" not in mother.get(board).text

    close_case(world.dossier(Role.CARE_COORDINATOR))

    said = f"Afgesloten op {date_format(timezone.localdate(), 'j F Y')}"
    for role in (Role.MOTHER, Role.CHILD, Role.YOUTH_WORKER):
        for where in (board, f"{board}lijst/", f"{board}kring/"):
            assert said in as_person(world.person(role)).get(where).text


def test_a_wrong_day_to_wait_until_keeps_what_was_typed(world, as_person):
    given = {"part": "", "reason": "court", "until": "2020-01-01", "note": "Zitting over de omgang"}
    answer = as_person(world.person(Role.CARE_COORDINATOR)).post(f"/kinderen/{world.noor.pk}/bewaren/uitstellen/", given)

    assert answer.status_code == 422
    assert "al voorbij" in answer.text and "Zitting over de omgang" in answer.text
