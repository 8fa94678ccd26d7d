"""Cases without a name: nothing points to a child, nobody reads who wrote them, and who recognises one reads no further."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.http import Http404
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.base.keys import Subject, store
from rondom.base.models import Event, Letter
from rondom.base.scope import NotLetIn
from rondom.base.seal import NotOpened, nothing_laid_out
from rondom.cases.actions import (
    Written,
    answer_case,
    end_cases,
    lay_cases,
    recognise_case,
    take_case_back,
    write_case,
)
from rondom.cases.models import CASE, AnonymousCase, CaseAnswer, CaseLesson, CaseRecognised, InTray
from rondom.cases.queries import case_page, cases_page, find_case
from rondom.cases.room import FEWEST_IN_REGION, mark_of, open_cases, region_shown, week_of
from rondom.children.models import Role
from rondom.people.actions import add_member, add_organisation, add_person
from rondom.people.models import Function, Organisation

TEXT = "Een kind komt na elke vakantie niet meer naar binnen. Wat hielp bij jullie om weer te beginnen?"
ANSWER = "Bij ons hielp het om elke dag met een vaste volwassene buiten te beginnen en samen naar binnen te gaan."


def written(**given) -> Written:
    usual = {"sector": "primary", "age_band": "8-11", "theme": "absence", "text": TEXT, "recognisable": "no"}
    return Written(**{**usual, **given})


def laid(world, role=Role.TEACHER, **given) -> AnonymousCase:
    waiting = write_case(open_cases(world.person(role)), written=written(**given))
    lay_cases(timezone.localdate())
    return AnonymousCase.objects.get(pk=waiting.pk)


@pytest.mark.parametrize("model", [AnonymousCase, CaseAnswer, InTray, CaseRecognised, CaseLesson])
def test_no_table_leads_to_a_child_a_person_or_an_organisation(model):
    related = {field.related_model for field in model._meta.get_fields() if field.related_model}
    names = {field.name for field in model._meta.get_fields()}

    assert related <= {AnonymousCase, CaseAnswer, CaseRecognised}
    assert not names & {"child", "child_id", "person", "by", "owner", "organisation", "at", "author", "birth_date"}


@pytest.mark.parametrize("role", [Role.TEACHER, Role.CARE_COORDINATOR, Role.YOUTH_WORKER, Role.SCHOOL_SOCIAL_WORKER])
def test_a_professional_of_any_organisation_reads_and_thinks_along(world, role):
    case = laid(world, Role.CARE_COORDINATOR)
    room = open_cases(world.person(role))
    answer_case(room, case=find_case(room, case.pk), text=ANSWER, recognisable="no")
    lay_cases(timezone.localdate())

    page = case_page(room, find_case(room, case.pk))

    assert [each.text for each in page.answers] == [ANSWER]
    assert page.is_own == (role == Role.CARE_COORDINATOR)


@pytest.mark.parametrize("role", [Role.MOTHER, Role.FATHER, Role.CHILD])
def test_a_family_finds_nothing_here(world, as_person, role):
    laid(world)
    with pytest.raises(NotLetIn):
        open_cases(world.person(role))
    assert as_person(world.person(role)).get("/vragen/").status_code == 404
    assert "/vragen/" not in as_person(world.person(role)).get("/", follow=True).text


def test_what_is_written_waits_until_the_night_and_then_shows_only_its_week(world):
    room = open_cases(world.person(Role.TEACHER))
    write_case(room, written=written())
    assert cases_page(room).cases == () and cases_page(room).waiting == 1
    assert cases_page(open_cases(world.person(Role.YOUTH_WORKER))).waiting == 0

    call_command("every_night")

    (shown,) = cases_page(room).cases
    assert shown.week == week_of(timezone.localdate()) and shown.week.weekday() == 0
    assert cases_page(room).waiting == 0 and not InTray.objects.exists()


def test_who_recognises_a_child_never_finds_the_case_again_and_nobody_reads_who_that_was(world):
    case = laid(world)
    room, other = open_cases(world.person(Role.YOUTH_WORKER)), open_cases(world.person(Role.CARE_COORDINATOR))
    recognise_case(room, case=find_case(room, case.pk))

    assert cases_page(room).cases == ()
    with pytest.raises(Http404):
        find_case(room, case.pk)
    assert find_case(other, case.pk).pk == case.pk
    with connection.cursor() as cursor:
        cursor.execute("select * from cases_caserecognised")
        said = str(cursor.fetchall())
    person = world.person(Role.YOUTH_WORKER)
    assert person.pk.hex not in said and str(person.pk) not in said
    assert mark_of(person.pk, case.pk, "recognised") in said


def test_known_by_a_second_reader_it_goes_at_once_rows_and_key(world):
    case = laid(world)
    for role in (Role.YOUTH_WORKER, Role.CARE_COORDINATOR):
        room = open_cases(world.person(role))
        recognise_case(room, case=find_case(room, case.pk))

    assert not AnonymousCase.objects.exists() and not CaseRecognised.objects.exists()
    assert store().ring_of(Subject(CASE, case.pk)) == {}


def test_only_its_writer_takes_it_back(world):
    case = laid(world)
    other = open_cases(world.person(Role.YOUTH_WORKER))
    with pytest.raises(Refused, match="Alleen wie"):
        take_case_back(other, case=find_case(other, case.pk))
    own = open_cases(world.person(Role.TEACHER))
    take_case_back(own, case=find_case(own, case.pk))

    assert not AnonymousCase.objects.exists()
    with pytest.raises(Http404):
        find_case(other, case.pk)


def test_after_twelve_months_stays_what_sort_of_question_it_was_without_words(world):
    case = laid(world)
    room = open_cases(world.person(Role.YOUTH_WORKER))
    answer_case(room, case=case, text=ANSWER, recognisable="no")
    lay_cases(timezone.localdate())
    day = case.week + timedelta(days=365)
    assert end_cases(day) == 0

    assert end_cases(day + timedelta(days=1)) == 1

    lesson = CaseLesson.objects.get()
    assert (lesson.theme, lesson.age_band, lesson.answers) == ("absence", "8-11", 1)
    assert not AnonymousCase.objects.exists() and not CaseAnswer.objects.exists()
    assert store().ring_of(Subject(CASE, case.pk)) == {}


def test_an_answer_to_what_is_gone_is_not_laid_down(world):
    case = laid(world)
    room = open_cases(world.person(Role.YOUTH_WORKER))
    answer_case(room, case=case, text=ANSWER, recognisable="no")
    own = open_cases(world.person(Role.TEACHER))
    take_case_back(own, case=find_case(own, case.pk))

    assert lay_cases(timezone.localdate()) == 0
    assert not CaseAnswer.objects.exists()


def test_no_other_door_lays_out_its_key_and_nothing_stands_readable(world):
    case = laid(world)
    with nothing_laid_out():
        world.dossier(Role.TEACHER)
        with pytest.raises(NotOpened):
            _ = AnonymousCase.objects.get(pk=case.pk).text
    with connection.cursor() as cursor:
        cursor.execute("select * from cases_anonymouscase")
        assert "vakantie" not in str(cursor.fetchall())


def test_what_could_be_recognised_is_not_laid_down(world):
    room = open_cases(world.person(Role.TEACHER))
    with pytest.raises(Refused, match="algemener"):
        write_case(room, written=written(recognisable="yes"))
    with pytest.raises(Refused, match="iets meer"):
        write_case(room, written=written(text="Help"))
    with pytest.raises(Refused, match="algemener"):
        answer_case(room, case=laid(world), text=ANSWER, recognisable="")


def test_a_region_shows_only_where_enough_organisations_take_part(world):
    here = world.school
    assert region_shown(here) == ""
    there = [add_organisation(name=f"School {nth}", kind="school", municipality="Leiden") for nth in range(FEWEST_IN_REGION)]
    assert region_shown(here) == "", "where nobody works who may write here, nobody can hide among"
    for nth, school in enumerate(there):
        person = add_person(name=f"Juf {nth}", language="nl")
        add_member(person=person, organisation=school, function=Function.TEACHER)

    assert region_shown(here) == "Zuid-Holland"


# ── the pages ─────────────────────────────────────────────────────────────────────────────────────

FORM = {"sector": "primary", "age_band": "8-11", "theme": "absence"}


def test_from_the_first_word_to_the_tray_by_the_pages(world, as_person):
    browser = as_person(world.person(Role.TEACHER))
    text = f"{world.noor.first_name} komt niet meer. {TEXT}"

    first = browser.post("/vragen/nieuw/", {**FORM, "text": text})
    assert first.status_code == 422
    assert 'name="was-1" value="Noor"' in first.text and "Het mag niet blijven staan" in first.text
    assert "Kies wat hiermee" not in first.text
    stays = browser.post("/vragen/nieuw/", {**FORM, "text": text, "was-1": "Noor", "now-1": "=", "recognisable": "no"})
    assert stays.status_code == 422 and "Kies wat hiermee" in stays.text and not InTray.objects.exists()

    settled = {**FORM, "text": text, "was-1": "Noor", "now-1": "", "own-1": "een kind"}
    ready = browser.post("/vragen/nieuw/", settled)
    assert ready.status_code == 200 and "een kind komt niet meer." in ready.text
    doubts = browser.post("/vragen/nieuw/", {**settled, "recognisable": "yes"})
    assert doubts.status_code == 422 and not InTray.objects.exists()
    done = browser.post("/vragen/nieuw/", {**settled, "recognisable": "no"})

    assert done.status_code == 302
    assert InTray.objects.get().text.startswith("een kind komt niet meer.")
    lay_cases(timezone.localdate())
    case = AnonymousCase.objects.get()
    answered = as_person(world.person(Role.YOUTH_WORKER)).post(
        f"/vragen/{case.pk}/antwoord/", {"text": ANSWER, "recognisable": "no"}
    )
    assert answered.status_code == 302 and InTray.objects.get().case_id == case.pk
    for page in ("", f"{case.pk}/", "nieuw/", f"{case.pk}/antwoord/"):
        assert browser.get(f"/vragen/{page}").status_code == 200
    assert browser.post(f"/vragen/{case.pk}/weg/").status_code == 302
    assert browser.get(f"/vragen/{case.pk}/").status_code == 404


def test_a_clear_word_for_what_is_lacking(world, as_person):
    browser = as_person(world.person(Role.TEACHER))

    assert "Schrijf eerst iets op." in browser.post("/vragen/nieuw/", FORM).text
    assert "Schrijf iets meer" in browser.post("/vragen/nieuw/", {**FORM, "text": "Help"}).text
    assert "Kies een antwoord uit de lijst." in browser.post("/vragen/nieuw/", {**FORM, "theme": "x", "text": TEXT}).text


# ── what the record says ──────────────────────────────────────────────────────────────────────────


def test_whatever_somebody_does_here_the_record_has_one_line_that_day_and_no_letter_goes(world, as_person, mailoutbox):
    case = laid(world, Role.CARE_COORDINATOR)
    before, letters = set(Event.objects.values_list("pk", flat=True)), Letter.objects.count()
    reader, writer = as_person(world.person(Role.YOUTH_WORKER)), as_person(world.person(Role.TEACHER))
    reader.get("/vragen/")
    for _nth in range(3):
        writer.get("/vragen/")
        writer.post("/vragen/nieuw/", {**FORM, "text": TEXT, "recognisable": "no"})
        writer.post(f"/vragen/{case.pk}/antwoord/", {"text": ANSWER, "recognisable": "no"})
    writer.post(f"/vragen/{case.pk}/herkend/")

    lines = Event.objects.exclude(pk__in=before).order_by("number")

    assert [(line.event, line.person_id) for line in lines] == [
        ("cases.opened", world.person(Role.YOUTH_WORKER).pk),
        ("cases.opened", world.person(Role.TEACHER).pk),
    ]
    assert {(line.object_kind, line.object_ids, line.child_id, line.act) for line in lines} == {("", "", None, "R")}
    assert Letter.objects.count() == letters and mailoutbox == []
    lay_cases(timezone.localdate())
    night = Event.objects.get(event="case.laid_down", pk__in=Event.objects.exclude(pk__in=before).values("pk"))
    assert (night.person_id, night.object_ids) == (None, "")


def test_the_next_day_it_says_so_again(world):
    person = world.person(Role.TEACHER)
    open_cases(person)
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        open_cases(person)
        open_cases(person)
    assert Event.objects.filter(event="cases.opened", person_id=person.pk).count() == 2


def test_what_is_sent_twice_lies_in_the_tray_once(world, as_person):
    case, writer = laid(world, Role.CARE_COORDINATOR), as_person(world.person(Role.TEACHER))
    for _again in range(2):
        writer.post("/vragen/nieuw/", {**FORM, "text": TEXT, "recognisable": "no"})
        writer.post(f"/vragen/{case.pk}/antwoord/", {"text": ANSWER, "recognisable": "no"})

    assert InTray.objects.filter(case_id=None).count() == InTray.objects.filter(case_id=case.pk).count() == 1


def test_the_place_of_ones_own_work_can_not_stay(world, as_person):
    browser = as_person(world.person(Role.TEACHER))
    Organisation.objects.filter(pk=world.school.pk).update(municipality="Leiden")
    sent = {**FORM, "text": f"Een kind uit leiden. {TEXT}", "was-1": "leiden", "now-1": "=", "recognisable": "no"}

    answer = browser.post("/vragen/nieuw/", sent)

    assert answer.status_code == 422 and "Het mag niet blijven staan" in answer.text
    assert not InTray.objects.exists()
