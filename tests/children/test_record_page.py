"""Who looked: the family sees all of it in plain words, everyone else what they did themselves; and asks what is not right."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.base.models import Event
from rondom.base.scope import NotLetIn
from rondom.cards.actions import begin_card, share_card
from rondom.children.actions import answer_record_question, ask_about_record, open_in_emergency
from rondom.children.dossier import open_dossier
from rondom.children.models import Child, RecordQuestion, Role
from rondom.children.readings import About, about_of, period_of, readings_page
from rondom.people.actions import add_member, add_person
from rondom.people.desk import open_desk
from rondom.people.models import Function, LogManager, Organisation
from tests.sealed import rewrite


@pytest.fixture
def days(world):
    """Some days of use: the teacher often, the youth worker once, and the mother herself."""
    for hour, role in ((9, Role.TEACHER), (9, Role.TEACHER), (11, Role.TEACHER), (14, Role.YOUTH_WORKER), (20, Role.MOTHER)):
        with time_machine.travel(timezone.make_aware(datetime(2027, 3, 9, hour, 5))):
            world.dossier(role)
    with time_machine.travel(timezone.make_aware(datetime(2027, 3, 9, 15, 0))):
        youth = world.dossier(Role.YOUTH_WORKER)
        share_card(youth, card=begin_card(youth, kind="help"), words={"text": "Kanarievogel77"})


def page_of(world, role, **given):
    return readings_page(world.dossier(role), period_of(given, timezone.localdate()))


def told(page) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(reading.who, reading.organisation): reading.did for day in page.days for reading in day.readings}


def test_the_family_sees_which_role_of_which_organisation_did_what_and_how_often(world, days):
    seen = told(page_of(world, Role.MOTHER, maand="2027-03"))

    assert seen[("Leerkracht", "Basisschool De Wilg")] == ("Keek in het dossier (3\u00a0keer)",)
    assert seen[("Jeugdhulpverlener", "Jeugdteam Oost")] == (
        "Schreef aan de tijdlijn (2\u00a0keer)",
        "Keek in het dossier (2\u00a0keer)",
    )
    assert seen[("U zelf", "")] == ("Keek in het dossier",)


def test_the_page_tells_every_line_of_the_record_of_the_child_and_no_other(world, days):
    page = page_of(world, Role.FATHER, van="2020-01-01", tot="2020-01-02")
    assert page.days == ()
    start, page = timezone.localdate() - timedelta(days=1), page_of(world, Role.FATHER)

    lines = Event.objects.filter(child_id=world.noor.pk, at__date__gte=start, at__year=timezone.localdate().year)
    counted = sum(times(did) for day in page.days for reading in day.readings for did in reading.did)
    assert counted == lines.count()


def times(did: str) -> int:
    return int(did.split("(")[1].split()[0]) if "(" in did else 1


def test_the_page_says_why_somebody_may_look_and_that_a_refusal_showed_nothing(world, as_person, days):
    as_person(world.stranger).get(f"/kinderen/{world.noor.pk}/")
    as_person(world.person(Role.SCHOOL_SOCIAL_WORKER)).get(f"/kinderen/{world.noor.pk}/meenemen/")

    readings = [reading for day in page_of(world, Role.MOTHER).days for reading in day.readings]
    readings += [reading for day in page_of(world, Role.MOTHER, maand="2027-03").days for reading in day.readings]
    whys = {reading.who: reading.why for reading in readings}
    assert whys["Leerkracht"] == "Doet mee in de kring."
    assert whys["Iemand die dit niet mocht"] == "Er is niets getoond."
    refused = {reading.who for reading in readings if "Wilde iets zien of doen. Dat mocht niet." in reading.did}
    assert refused == {"Iemand die dit niet mocht", "Schoolmaatschappelijk werker"}
    assert "Vera Vreemd" not in as_person(world.person(Role.MOTHER)).get(f"/kinderen/{world.noor.pk}/gekeken/").text


def test_names_stand_behind_who_exactly_with_the_times(world, as_person, days):
    text = as_person(world.person(Role.MOTHER)).get(f"/kinderen/{world.noor.pk}/gekeken/?maand=2027-03").text

    before, _mark, behind = text.partition("Wie precies?")
    assert world.person(Role.TEACHER).name not in before
    assert world.person(Role.TEACHER).name in behind
    assert "09:05, 11:05" in behind
    assert "Kanarievogel77" not in text


def test_who_works_for_the_child_sees_only_what_they_did_themselves(world, as_person, days):
    page = page_of(world, Role.TEACHER, maand="2027-03")
    text = as_person(world.person(Role.TEACHER)).get(f"/kinderen/{world.noor.pk}/gekeken/?maand=2027-03").text

    assert set(told(page)) == {("Jij zelf", "Basisschool De Wilg")}
    assert "Jeugdteam Oost" not in text
    assert "Klopt dit niet?" not in text


def test_a_child_sees_who_looked_from_its_twelfth_birthday(world, days):
    assert len(told(page_of(world, Role.CHILD, maand="2027-03"))) == 3

    rewrite(Child.objects.filter(pk=world.noor.pk), birth_date=timezone.localdate() - timedelta(days=11 * 365))
    page = page_of(world, Role.CHILD, maand="2027-03")
    assert page.days == ()
    assert "Vanaf 12 jaar" in page.why_not_all
    with pytest.raises(Refused, match="Vanaf 12 jaar"):
        ask_about_record(world.dossier(Role.CHILD), about=About(world.school), text="Waarom?")


def test_ones_own_part_can_be_left_out_and_a_period_chosen(world, days):
    assert ("U zelf", "") not in told(page_of(world, Role.MOTHER, maand="2027-03", zonder="ik"))
    assert told(page_of(world, Role.MOTHER, van="2027-03-09", tot="2027-03-09")) == told(
        page_of(world, Role.MOTHER, maand="2027-03")
    )
    assert page_of(world, Role.MOTHER, van="2027-03-10", tot="2027-03-31").days == ()


def test_months_follow_each_other_and_empty_ones_are_passed_over(world, days):
    now = page_of(world, Role.MOTHER)
    march = page_of(world, Role.MOTHER, maand="2027-03")

    assert now.later == "2027-03"
    assert march.earlier == f"{timezone.localdate():%Y-%m}"
    assert march.later == ""


@pytest.mark.parametrize(
    "wrong", ["maand=x", "maand=0000-99", "van=x&tot=99-99-99", "van=2999-12-31", "tot=0001-01-01", "zonder"]
)
def test_what_can_not_be_read_in_the_address_is_passed_over(world, as_person, wrong):
    assert as_person(world.person(Role.MOTHER)).get(f"/kinderen/{world.noor.pk}/gekeken/?{wrong}").status_code == 200


def test_the_page_asks_the_same_number_of_questions_whatever_happened(world, as_person, days):
    browser = as_person(world.person(Role.MOTHER))
    path = f"/kinderen/{world.noor.pk}/gekeken/?maand=2027-03"
    browser.get(path)  # what somebody must have to come in is asked once a minute
    few = questions(browser, path)
    with time_machine.travel(timezone.make_aware(datetime(2027, 3, 20, 12, 0))):
        for _nth in range(30):
            for role in (Role.TEACHER, Role.CARE_COORDINATOR, Role.FATHER, Role.SCHOOL_SOCIAL_WORKER):
                world.dossier(role)

    assert questions(browser, path) == few


def questions(browser, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200
    return len(asked)


def test_a_question_reaches_the_log_manager_without_the_child_and_the_answer_comes_back(world, as_person, days):
    mother, where = as_person(world.person(Role.MOTHER)), f"/kinderen/{world.noor.pk}/gekeken/"
    link = f"{where}melden/?dag=2027-03-09&wie={world.school.pk}.teacher"
    assert "9 maart 2027" in mother.get(link).text

    assert mother.post(link, {"text": "Drie keer op een dag, waarom?"}).status_code == 302

    manager = as_person(LogManager.objects.get(organisation=world.school).person)
    page = manager.get(f"/organisaties/{world.school.pk}/inzage/").text
    assert "Drie keer op een dag, waarom?" in page
    assert world.person(Role.TEACHER).name in page
    for word in ("Noor", "Rima", "Haddad", str(world.noor.pk)):
        assert word not in page
    question = RecordQuestion.objects.get()
    manager.post(f"/organisaties/{world.school.pk}/inzage/antwoord/", {"number": question.pk, "text": "Er was een gesprek."})
    assert "Er was een gesprek." in mother.get(where).text
    assert "Er was een gesprek." not in as_person(world.person(Role.FATHER)).get(where).text


def test_a_question_about_an_organisation_goes_there_and_to_nobody_else(world, as_person, days):
    youth = Organisation.objects.get(name="Jeugdteam Oost")
    about = about_of(world.dossier(Role.MOTHER), {"dag": "2027-03-09", "wie": f"{youth.pk}.youth_worker"})
    question = ask_about_record(world.dossier(Role.MOTHER), about=about, text="Wie is dit?")
    school = open_desk(LogManager.objects.get(organisation=world.school).person, world.school.pk)

    assert question.organisation == youth
    with pytest.raises(NotLetIn):
        answer_record_question(school, number=question.pk, text="Dat weet ik niet.")


def test_what_the_record_does_not_tell_of_can_not_be_asked_about_by_making_up_an_address(world):
    mother = world.dossier(Role.MOTHER)
    youth = Organisation.objects.get(name="Jeugdteam Oost")

    made_up = about_of(mother, {"dag": "2020-01-01", "wie": f"{youth.pk}.youth_worker"})
    assert (made_up.organisation, made_up.role) == (world.school, "")


def test_nobody_answers_a_question_about_themselves(world, days):
    coordinator = world.person(Role.CARE_COORDINATOR)
    LogManager.objects.create(organisation=world.school, person=coordinator)
    world.dossier(Role.CARE_COORDINATOR)
    given = {"dag": timezone.localdate().isoformat(), "wie": f"{world.school.pk}.care_coordinator"}
    mother = world.dossier(Role.MOTHER)
    question = ask_about_record(mother, about=about_of(mother, given), text="Waarom?")

    with pytest.raises(Refused, match="gaat over jou"):
        answer_record_question(open_desk(coordinator, world.school.pk), number=question.pk, text="Zomaar.")
    other = open_desk(LogManager.objects.exclude(person=coordinator).get().person, world.school.pk)
    answer_record_question(other, number=question.pk, text="Er was overleg.")
    with pytest.raises(Refused, match="al beantwoord"):
        answer_record_question(other, number=question.pk, text="Nog een keer.")


def test_only_the_family_asks(world):
    with pytest.raises(PermissionDenied):
        ask_about_record(world.dossier(Role.TEACHER), about=About(world.school), text="x")


def test_the_circle_page_leads_to_who_looked_for_those_who_may_see_it(world, as_person):
    for role, there in ((Role.MOTHER, True), (Role.CHILD, True), (Role.TEACHER, False)):
        text = as_person(world.person(role)).get(f"/kinderen/{world.noor.pk}/kring/").text
        assert ("Wie heeft gekeken?" in text) == there, role


def test_a_newcomer_who_reads_the_welcome_page_is_seen_too(world, as_person):
    as_person(world.person(Role.TEACHER)).get(f"/kinderen/{world.noor.pk}/welkom/")

    assert "Zag wie er meedoet" in told(page_of(world, Role.MOTHER))[("Leerkracht", "Basisschool De Wilg")]


def test_a_colleague_who_only_works_there_sees_neither_the_page_nor_the_desk(world, as_person):
    colleague = add_person(name="Collega")
    add_member(person=colleague, organisation=world.school, function=Function.TEACHER)

    assert as_person(colleague).get(f"/kinderen/{world.noor.pk}/gekeken/").status_code == 404
    assert as_person(colleague).get(f"/organisaties/{world.school.pk}/inzage/").status_code == 403
    with pytest.raises(NotLetIn):
        open_dossier(colleague, world.noor.pk)


@pytest.mark.parametrize(("years", "reads"), [(11, False), (13, True)])
def test_a_child_reads_why_somebody_looked_in_need_from_twelve(world, years, reads):
    reason = "Noor is weggelopen en niemand weet waar zij is"
    born = timezone.localdate() - timedelta(days=years * 365 + years // 4 + 30)
    rewrite(Child.objects.filter(pk=world.noor.pk), birth_date=born)
    worker = world.dossier(Role.YOUTH_WORKER)
    open_in_emergency(worker, reason=reason)
    open_dossier(world.person(Role.YOUTH_WORKER), world.noor.pk)

    page = readings_page(world.dossier(Role.CHILD), period_of({}, timezone.localdate()))

    told = [each.reason for day in page.days for reading in day.readings for each in reading.emergencies]
    assert (reason in told) == reads
