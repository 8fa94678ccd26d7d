"""The scan of success factors: each for oneself, then together; kept by moment, and its sentences two years."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.base.keys import Subject, store
from rondom.base.models import Event
from rondom.home.demo_school import lay_school
from rondom.people.models import Person
from rondom.schools import actions
from rondom.schools.factors import counts_by_scheme, factors, factors_in, lists
from rondom.schools.models import SCAN, Scan, ScanAnswer, ScanCount
from rondom.schools.scan_pages import fill_page, scans_page, together_page

LIST = "000-5.1.3-onze"
CODES = ("SF060", "SF061", "SF062", "SF063")


@pytest.fixture
def scan(leader):
    return actions.open_scan(leader, team="Onderbouw", lists=[LIST])


def fill(desk, scan, *stands, evidence=""):
    filled = [actions.Filled(code, stand, evidence) for code, stand in zip(CODES, stands, strict=False)]
    return actions.fill_scan(desk, scan=scan, filled=filled)


def closed(at_desk, scan, first, second):
    fill(at_desk("teacher"), scan, *first, evidence="Zo is het")
    fill(at_desk("care_coordinator"), scan, *second)
    return actions.close_scan(at_desk("school_leader"), scan=scan)


def test_the_factors_are_those_of_the_file_counted_by_kind(leader):
    page = scans_page(leader)

    assert page.total == 129
    assert [count for _name, count in page.schemes] == [34, 41, 54]
    assert counts_by_scheme(factors().values()) == {"relational": 34, "professional": 41, "administrative": 54}
    assert sum(len(each.factors) for each in lists().values()) == 129, "each factor stands in one list"


def test_a_factor_that_hinders_is_asked_the_other_way_round():
    by_id = {each.id: each for each in factors_in(lists())}

    assert "in de weg" in str(by_id["SF077"].stands[1])
    assert "nog niet" in str(by_id["SF060"].stands[1])


def test_while_it_is_open_each_reads_only_the_own_sheet(at_desk, scan, as_person, here):
    fill(at_desk("teacher"), scan, 2, evidence="Alleen van mij")
    page = fill_page(at_desk("care_coordinator"), scan)

    assert {stand for sheet in page.sheets for _factor, stand, _said in sheet.factors} == {0}
    teacher = as_person(ScanAnswer.objects.get().person)
    assert "Alleen van mij" in teacher.get(f"{here}scans/{scan.pk}/").text
    leader = as_person(scan.by)
    assert "Alleen van mij" not in leader.get(f"{here}scans/{scan.pk}/").text


def test_together_shows_where_people_differ_what_is_strong_and_where_to_begin(at_desk, scan):
    closed(at_desk, scan, (1, 4, 1, 3), (4, 3, 2, 2))
    page = together_page(at_desk("teacher"), Scan.objects.get())

    assert [each.factor.id for each in page.differ] == ["SF060"]
    assert [each.factor.id for each in page.strong] == ["SF061"]
    assert [each.factor.id for each in page.begin] == ["SF062"]
    assert [each.counts for _name, rows in page.groups for each in rows if each.factor.id == "SF060"] == [(1, 0, 0, 1)]
    assert page.scan.people == 2


def test_the_sentences_stand_there_without_names(at_desk, scan, as_person, here):
    fill(at_desk("teacher"), scan, 2, 2, evidence="Wij lopen nog apart")
    fill(at_desk("care_coordinator"), scan, 3, 3)
    actions.close_scan(at_desk("school_leader"), scan=scan)
    filler = at_desk("teacher").person_id

    page = as_person(scan.by).get(f"{here}scans/{scan.pk}/").text.split("<main")[1]
    assert "Wij lopen nog apart" in page
    assert Person.objects.get(pk=filler).name not in page


def test_once_closed_no_row_says_who_stood_where_or_what_belongs_together(at_desk, scan):
    closed(at_desk, scan, (1, 4), (2, 4))

    rows = list(ScanAnswer.objects.filter(scan=scan))
    assert {(each.factor, each.person_id, each.stand) for each in rows} == {("SF060", None, None), ("SF061", None, None)}
    assert {each.at for each in rows} == {Scan.objects.get().closed_at}
    assert [each.counts for _name, group in together_page(at_desk("teacher"), Scan.objects.get()).groups for each in group] == [
        (1, 1, 0, 0),
        (0, 0, 0, 2),
    ]


def test_a_scan_without_a_sentence_leaves_no_row_and_no_key(at_desk, scan, django_capture_on_commit_callbacks):
    fill(at_desk("teacher"), scan, 2, evidence="Eerst wel")
    fill(at_desk("teacher"), scan, 2)
    fill(at_desk("care_coordinator"), scan, 3)
    with django_capture_on_commit_callbacks(execute=True):
        actions.close_scan(at_desk("school_leader"), scan=scan)

    assert not ScanAnswer.objects.exists()
    assert not store().ring_of(Subject(SCAN, scan.pk))


def test_the_next_scan_of_the_same_team_is_laid_beside_the_last(at_desk, scan):
    closed(at_desk, scan, (1, 3), (2, 3))
    again = actions.open_scan(at_desk("school_leader"), team="Onderbouw", lists=[LIST])
    elsewhere = actions.open_scan(at_desk("school_leader"), team="Bovenbouw", lists=[LIST])
    closed(at_desk, again, (3, 3), (3, 3))
    closed(at_desk, elsewhere, (3, 3), (3, 3))

    page = together_page(at_desk("teacher"), Scan.objects.get(pk=again.pk))
    said = {each.factor.id: each.change for _name, rows in page.groups for each in rows}
    assert said == {"SF060": "hoger dan vorige keer", "SF061": "ongeveer als vorige keer"}
    assert together_page(at_desk("teacher"), Scan.objects.get(pk=elsewhere.pk)).before is None


def test_one_filler_is_no_team_and_what_is_closed_stays_as_it_is(at_desk, scan):
    leader = at_desk("school_leader")
    fill(at_desk("teacher"), scan, 2)
    with pytest.raises(Refused):
        actions.close_scan(leader, scan=scan)
    fill(at_desk("care_coordinator"), scan, 2)
    actions.close_scan(leader, scan=scan)

    for change in (lambda: fill(at_desk("teacher"), scan, 4), lambda: actions.close_scan(leader, scan=scan)):
        with pytest.raises(Refused):
            change()
    assert ScanCount.objects.get().counts == [0, 2, 0, 0]


def test_an_answer_that_is_taken_out_is_gone_and_a_factor_of_another_list_is_none(at_desk, scan):
    teacher = at_desk("teacher")
    fill(teacher, scan, 2, 3)
    fill(teacher, scan, 4)
    actions.fill_scan(at_desk("support_assistant"), scan=scan, filled=[actions.Filled("SF001", 4, "")])

    assert [(each.factor, each.stand) for each in ScanAnswer.objects.all()] == [("SF060", 4)]


def test_who_does_not_plan_opens_and_closes_no_scan(at_desk, scan):
    teacher = at_desk("teacher")
    with pytest.raises(PermissionDenied):
        actions.open_scan(teacher, team="", lists=[LIST])
    with pytest.raises(PermissionDenied):
        actions.close_scan(teacher, scan=scan)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"evidence_SF060": "Zonder keuze"}, "Kies ook waar jullie staan."),
        ({"stand_SF060": "9"}, "Kies een antwoord."),
        ({"stand_SF060": "2", "evidence_SF060": "x" * 301}, "te lang"),
    ],
)
def test_a_sheet_that_is_not_right_comes_back_as_it_was_filled(browser, here, scan, given, said):
    answer = browser.post(f"{here}scans/{scan.pk}/", given | {"stand_SF061": "3", "evidence_SF061": "Dit blijft staan"})

    assert answer.status_code == 422
    assert said in answer.text
    assert "Dit blijft staan" in answer.text
    assert not ScanAnswer.objects.exists()


@pytest.mark.parametrize("given", [{}, {"lists": ["nergens"]}, {"lists": [LIST], "team": "x" * 101}, {"lists": list(lists())}])
def test_a_scan_without_a_list_or_with_all_of_them_is_not_opened(browser, here, given):
    answer = browser.post(f"{here}scans/", given)

    assert answer.status_code == 422
    assert 'class="error"' in answer.text
    assert not Scan.objects.exists()


def test_after_two_years_the_sentences_and_their_key_go_and_the_counts_stay(at_desk, scan):
    closed(at_desk, scan, (1, 4), (2, 4))
    today = timezone.localdate()
    assert store().ring_of(Subject(SCAN, scan.pk))
    assert actions.end_scans(today + timedelta(days=729)) == 0
    assert ScanAnswer.objects.count() == 2, "the sentences"

    assert actions.end_scans(today + timedelta(days=732)) == 1
    assert not ScanAnswer.objects.exists()
    assert not store().ring_of(Subject(SCAN, scan.pk))
    assert not list((settings.KEYS / SCAN).glob(f"*/{scan.pk}/*.*"))
    assert Event.objects.filter(event="scan.ended").count() == 1
    page = together_page(at_desk("teacher"), Scan.objects.get())
    assert [each.factor.id for each in page.strong] == ["SF061"]
    assert actions.end_scans(today + timedelta(days=733)) == 0


def test_a_scan_that_nobody_closed_goes_as_a_whole(at_desk, scan):
    fill(at_desk("teacher"), scan, 2, evidence="Blijft niet")

    assert actions.end_scans(timezone.localdate() + timedelta(days=732)) == 1
    assert not Scan.objects.exists()


def test_the_demo_school_has_a_scan_with_something_to_talk_about(world, at_desk):
    lay_school(world.school)
    page = together_page(at_desk("teacher"), Scan.objects.get())

    assert page.differ
    assert page.strong
    assert page.begin
