"""What somebody asks of a case that is closed, and what is left of it when parts have gone."""

from datetime import date, timedelta

import time_machine

from rondom.children.models import Child, Role
from rondom.mydata.actions import answer_request
from rondom.mydata.models import DataRequest, Outcome, Wish
from rondom.people.models import Organisation
from rondom.retention.queries import keeping_page
from tests.mydata.test_requests import TEXT, asked, leader, mine
from tests.retention.night import cards_of, closed_on, night_of


def test_of_a_case_that_is_closed_a_family_still_asks_what_is_kept(world, as_person):
    closed_on(world.noor, date(2027, 1, 31))

    with time_machine.travel("2027-07-20T12:00:00+02:00"):
        page = as_person(world.person(Role.MOTHER)).get(f"{mine(world)}vragen/bekijken/")
        request = asked(world.dossier(Role.MOTHER), world.school, wish=Wish.SEE)

    assert page.status_code == 200
    assert DataRequest.objects.get(pk=request.pk).text == TEXT


def test_a_request_and_its_answer_stay_five_years_whatever_part_went(world):
    request = asked(world.dossier(Role.MOTHER), world.school, wish=Wish.SEE)
    still_open = asked(world.dossier(Role.FATHER), Organisation.objects.get(name="Jeugdteam Oost"), wish=Wish.SEE)
    answer_request(leader(world), number=request.pk, outcome=Outcome.GRANTED, reason="", text="Kom maar kijken.")
    closed_on(world.noor, date(2027, 1, 31))

    night_of(date(2027, 8, 1))

    assert {row.text for row in DataRequest.objects.filter(pk__in=[request.pk, still_open.pk])} == {TEXT}
    assert request.steps.get().text == "Kom maar kijken."
    day = request.asked_at.date()
    night_of(date(day.year + 5, day.month, day.day))
    assert DataRequest.objects.filter(pk=request.pk).exists()
    night_of(date(day.year + 5, day.month, day.day) + timedelta(days=1))
    assert not DataRequest.objects.filter(pk__in=[request.pk, still_open.pk]).exists()
    assert Child.objects.filter(pk=world.noor.pk).exists()


def test_nothing_goes_that_a_family_asked_about_until_it_is_answered(world):
    school, care = world.school, Organisation.objects.get(name="Jeugdteam Oost")
    closed_on(world.noor, date(2027, 1, 31))
    with time_machine.travel("2027-07-30T12:00:00+02:00"):
        request = asked(world.dossier(Role.MOTHER), school, wish=Wish.SEE)
        seen_by_father = keeping_page(world.dossier(Role.FATHER))
        assert not any(row.waiting for row in seen_by_father.parts), "that somebody asked is between them and the desk"
    of_all = cards_of(world.noor, None)

    night_of(date(2027, 8, 1))
    assert of_all and cards_of(world.noor, None) == of_all, "the school keeps the dossier, and has not answered"
    with time_machine.travel("2027-08-02T12:00:00+02:00"):
        answer_request(leader(world), number=request.pk, outcome=Outcome.GRANTED, reason="", text="Kom maar kijken.")
        asked(world.dossier(Role.MOTHER), care, wish=Wish.SEE)
    night_of(date(2027, 8, 3))

    assert cards_of(world.noor, None) == 0, "what care was asked is about the part of care alone"
    assert cards_of(world.noor, care)


def test_a_request_that_nobody_answers_keeps_nothing_for_ever_and_one_to_destroy_keeps_nothing(world):
    closed_on(world.noor, date(2027, 1, 31))
    with time_machine.travel("2027-07-30T12:00:00+02:00"):
        asked(world.dossier(Role.MOTHER), world.school, wish=Wish.DESTROY)
        asked(world.dossier(Role.FATHER), world.school, wish=Wish.CORRECT)

    night_of(date(2028, 1, 30))
    assert cards_of(world.noor, None)
    night_of(date(2028, 1, 31))
    assert not cards_of(world.noor, None)
