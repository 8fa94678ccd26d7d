"""What a released report says of a step stands beside the goals of that step in the plan of the school."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rondom.people.actions import add_member, add_person
from rondom.people.models import Function
from rondom.reports import actions
from rondom.reports.plain import mark_of, plain_of
from rondom.reports.queries import report_at
from rondom.schools.actions import set_goal
from rondom.schools.plan_pages import plan_page
from rondom.schools.room import open_school

pytestmark = pytest.mark.django_db
STEPS = (1, 2, 3, 4)


@pytest.fixture
def school(closed):
    """The desk of who leads the school, with a goal on each step."""
    desk = open_school(closed.leader, closed.school.pk)
    for step in STEPS:
        set_goal(desk, text=f"Doel {step}", step=step, factor="", evaluate_on=timezone.localdate() + timedelta(days=90))
    return open_school(closed.leader, closed.school.pk)


def beside(desk) -> dict[int, list[str]]:
    return {each.goal.step: [f"{one.text} ({one.source})" for one in each.beside] for each in plan_page(desk).goals}


def mine(closed, **given):
    return closed.released("school", school="school-0", reader_id=str(closed.school.pk), **given)


def test_beside_a_goal_stands_what_is_said_of_the_questions_of_its_step(closed, school):
    plain = plain_of(report_at(closed.reading, mine(closed).pk).content)
    inside, asked = 0, {step: [] for step in STEPS}
    for section in plain.sections:
        if section.level == 2:
            inside = int(section.title[6]) if section.title.startswith("Trede ") else 0
        elif inside:
            asked[inside].append(section.title.rstrip("?."))

    told = beside(school)
    for step, lines in told.items():
        assert bool(lines) is bool(asked[step])
        assert all(any(line.startswith(question) for question in asked[step]) for line in lines)
        assert all("rapport 2025-2026, over School 1" in line for line in lines)


def test_a_sentence_stands_there_as_it_was_released(closed, school):
    made = closed.make("school", school="school-0", reader_id=str(closed.school.pk))
    content = report_at(closed.desk, made.pk).content
    celebrate = [text for section in content["sections"][:2] for text in section["texts"]]
    question = next(text for text in celebrate if ":" in text["made"])
    said = f"{question['made'].partition(':')[0]}: hier zijn we trots op."
    actions.reword_report(closed.desk, report=made, texts={question["key"]: said})
    assert not any(beside(school).values())  # nothing of what is still read over

    from_here = report_at(closed.desk, made.pk)
    actions.release_report(closed.desk, report=from_here, read=mark_of(from_here.content))
    assert any(said in line for lines in beside(school).values() for line in lines)


def test_what_was_withdrawn_stands_nowhere_and_the_one_before_comes_back(closed, school):
    first, second = mine(closed), mine(closed)
    actions.withdraw_report(closed.desk, report=second, note="Een vraag was anders gesteld.")
    assert any(beside(school).values())
    actions.withdraw_report(closed.desk, report=first, note="Een vraag was anders gesteld.")
    assert not any(beside(school).values())


def test_who_may_not_read_reports_sees_the_plan_without(closed, school):
    mine(closed)
    teacher = add_person(name="Thea Leerkracht")
    add_member(person=teacher, organisation=closed.school, function=Function.TEACHER)

    assert not any(beside(open_school(teacher, closed.school.pk)).values())


def test_in_another_language_it_is_said_that_the_sentence_is_dutch(closed, school, client):
    mine(closed)
    client.force_login(closed.leader)
    client.cookies["django_language"] = "ar"

    page = client.get(f"/organisaties/{closed.school.pk}/school/plan/").text
    assert '<p dir="auto"><span lang="nl">' in page


def test_a_report_of_another_school_is_not_read_here(closed, school):
    closed.released("school", school="school-1")
    closed.released()
    assert not any(beside(school).values())


def test_at_the_desk_that_made_it_stands_what_is_said_of_all_and_not_of_one_school(closed):
    leader = add_person(name="Leo Leiding")
    add_member(person=leader, organisation=closed.organisation, function=Function.SCHOOL_LEADER)

    def here():
        return open_school(leader, closed.organisation.pk)

    set_goal(here(), text="Doel", step=1, factor="", evaluate_on=timezone.localdate() + timedelta(days=90))
    closed.released("school", school="school-1")
    closed.released("role", role="teacher")
    assert not any(beside(here()).values())

    closed.released()
    closed.released("school", school="school-2")
    assert all("over alle scholen" in line for lines in beside(here()).values() for line in lines) and beside(here())[1]


def test_more_goals_and_reports_ask_the_database_no_more(closed, school):
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            plan_page(open_school(closed.leader, closed.school.pk))
        return len(captured)

    mine(closed)
    asked()
    one = asked()
    mine(closed)
    set_goal(school, text="Nog een", step=1, factor="", evaluate_on=timezone.localdate() + timedelta(days=90))
    assert asked() == one
