"""Looking back: one minute after a meeting or on a whole period; who reads what of it, and how it went over time."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.utils import timezone, translation

from rondom.base.actions import Refused
from rondom.children.models import Role
from rondom.meetings.actions import begin_step, close_meeting, evaluate
from rondom.meetings.course import Point, Strip, draw
from rondom.meetings.evaluating import course_page
from rondom.meetings.guide_back import ABOUT, MARKED, items_for
from rondom.meetings.models import Evaluation, EvaluationAnswer, Instrument
from rondom.meetings.telling import meetings_told
from tests.meetings.table import in_days, planned
from tests.meetings.test_pages import questions

ASKED = (Role.MOTHER, Role.TEACHER, Role.CHILD)
WISH = "Graag een keer zonder haast Kanariewens"
FACES = {"e_heard": "good", "e_goal": "neutral", "e_roles": "not_good", "e_trust": "good"}


def parsed(picture: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture)  # noqa: S314 — drawn by us


def held(world, days: int = 10, *roles: str):
    meeting, chair = planned(world, *(roles or ASKED), starts_at=in_days(days)), world.dossier(Role.CARE_COORDINATOR)
    begin_step(chair, meeting=meeting, step=1)
    close_meeting(chair, meeting=meeting)
    return meeting


@pytest.fixture
def meeting(world):
    return held(world)


@pytest.fixture
def here(world, meeting):
    return f"/kinderen/{world.noor.pk}/overleg/{meeting.pk}/"


def look_back(world, role: str, meeting, *, over: str = Instrument.MINUTE, faces=FACES, words=None) -> Evaluation:
    told = {"e_wish": WISH} if words is None else words
    return evaluate(world.dossier(role), meeting=meeting, instrument=over, faces=faces, words=told, language="nl")


def test_each_who_was_asked_looks_back_and_the_last_counts(world, meeting):
    look_back(world, Role.MOTHER, meeting)
    look_back(world, Role.MOTHER, meeting)
    assert Evaluation.objects.count() == 1, "pressed twice is once"
    look_back(world, Role.MOTHER, meeting, faces={"e_heard": "not_good"}, words={})
    (course,) = course_page(world.dossier(Role.MOTHER)).courses
    assert [each.about for each in course.figures] == ["Geluisterd"] and "niet goed" in course.figures[0].picture
    assert course_page(world.dossier(Role.MOTHER)).wishes == ()


def test_of_others_one_reads_nothing_on_any_page_until_the_own_minute_is_given_or_over(world, meeting):
    look_back(world, Role.MOTHER, meeting)
    assert (course_page(world.dossier(Role.TEACHER)).courses, course_page(world.dossier(Role.TEACHER)).wishes) == ((), ())
    assert course_page(world.dossier(Role.FATHER)).courses, "who was not asked follows nobody"
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert course_page(world.dossier(Role.TEACHER)).courses
    look_back(world, Role.TEACHER, meeting, words={})
    assert [each.text for each in course_page(world.dossier(Role.TEACHER)).wishes] == [WISH]


def test_who_says_nothing_comes_too_early_or_too_late_or_was_not_asked_hears_why(world, meeting):
    with pytest.raises(Refused, match="Kies een gezichtje"):
        look_back(world, Role.MOTHER, meeting, faces={"e_heard": ""}, words={"e_wish": " "})
    with pytest.raises(Refused, match="wie is uitgenodigd"):
        look_back(world, Role.FATHER, meeting)
    with pytest.raises(Refused, match="nog niet afgesloten"):
        look_back(world, Role.MOTHER, planned(world, *ASKED, starts_at=in_days(12)))
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        with pytest.raises(Refused, match="kan niet meer"):
            look_back(world, Role.MOTHER, meeting)
        look_back(world, Role.MOTHER, meeting, over=Instrument.PERIOD, faces={"t_help": "good"}, words={"t_well": "Bellen"})
    assert Evaluation.objects.get().instrument == Instrument.PERIOD


def test_marks_are_read_by_who_reads_the_meeting_and_words_by_who_was_asked(world, meeting):
    look_back(world, Role.MOTHER, meeting)
    look_back(world, Role.TEACHER, meeting, words={})
    at_the_table, elsewhere = course_page(world.dossier(Role.TEACHER)), course_page(world.dossier(Role.FATHER))
    assert [each.text for each in at_the_table.wishes] == [WISH] and elsewhere.wishes == ()
    assert at_the_table.courses == elsewhere.courses != ()
    hers = held(world, 12, Role.MOTHER)
    look_back(world, Role.MOTHER, hers)
    assert len(course_page(world.dossier(Role.MOTHER)).wishes) == 2 and len(course_page(world.dossier(Role.TEACHER)).wishes) == 1
    wish = EvaluationAnswer.objects.get(question="e_wish", evaluation__meeting=meeting)
    mark = EvaluationAnswer.objects.filter(question="e_heard", evaluation__meeting=meeting)[0]
    assert wish.is_visible_to(world.dossier(Role.TEACHER)) and not wish.is_visible_to(world.dossier(Role.FATHER))
    assert mark.is_visible_to(world.dossier(Role.FATHER))


def test_five_meetings_give_a_line_of_five_with_each_side_apart(world):
    for nth in range(5):
        meeting = held(world, 10 + nth)
        look_back(world, Role.MOTHER, meeting, faces={"e_heard": "good"})
        look_back(world, Role.TEACHER, meeting, faces={"e_heard": "not_good"})
    (course,) = course_page(world.dossier(Role.MOTHER)).courses
    drawn = parsed(course.figures[0].picture)
    assert [each.text for each in drawn.iter("text") if each.get("class")] == ["Ouders", "School"]
    assert [len(each.get("points").split()) for each in drawn.iter("polyline")] == [5, 5]
    said = drawn.get("aria-label")
    assert said.count(" goed") == 10 and said.count("niet goed") == 5 and said.startswith("Geluisterd. Ouders: ")


def test_what_was_marked_and_written_goes_along_with_who_said_it(world, meeting):
    look_back(world, Role.MOTHER, meeting)
    (told,) = meetings_told(world.dossier(Role.MOTHER))["looked_back"]
    assert {"question": "e_wish", "face": "", "text": WISH} in told["answers"]
    assert meetings_told(world.dossier(Role.TEACHER))["looked_back"] == []


@pytest.mark.parametrize("instrument", Instrument.values)
def test_everybody_is_asked_the_same_in_the_own_words(instrument):
    for role in Role.values:
        items = items_for(role, instrument)
        assert tuple(each.code for each in items.marked) == MARKED[instrument] and set(MARKED[instrument]) <= set(ABOUT)
    assert "u" not in str(items_for(Role.CHILD, instrument).marked[0].text).split()


def test_a_picture_runs_the_way_one_reads_and_two_of_one_side_both_stand_in_it():
    points = (Point(0, "3 dec 2026", ("good",)), Point(1, "9 jan 2027", ("good", "not_good")))
    with translation.override("nl"):
        there = parsed(draw("Vertrouwen", [Strip("Ouders", points)], 2, ("3 dec", "9 jan"), is_rtl=False))
        mirrored = parsed(draw("Vertrouwen", [Strip("Ouders", points)], 2, ("3 dec", "9 jan"), is_rtl=True))
    assert there.find("polyline").get("points") == "22.0,29.0 298.0,44.0"
    assert mirrored.find("polyline").get("points") == "298.0,29.0 22.0,44.0"
    assert [each.get("href") for each in there.iter("use")] == ["#face-good", "#face-good", "#face-not_good"]
    assert there.get("aria-label") == "Vertrouwen. Ouders: 3 dec 2026 goed, 9 jan 2027 goed, niet goed."
    assert draw("Vertrouwen", [], 0, ("", ""), is_rtl=False) == ""


# ── its pages ─────────────────────────────────────────────────────────────────────────────────────


def test_one_minute_stands_on_the_page_of_the_meeting_until_it_is_given(world, meeting, as_person, here):
    look_back(world, Role.TEACHER, meeting)
    mother = as_person(world.person(Role.MOTHER))
    page = mother.get(f"{here}verslag/").text
    assert "Eén minuut: hoe was dit overleg?" in page and "Werd er naar u geluisterd?" in page
    assert WISH not in page, "what others said is not read before one's own is said"
    answer = mother.post(f"{here}terugkijken/", {"over": "minute", "e_heard": "good", "e_wish": "Graag met thee"})
    assert answer["Location"] == f"{here}verslag/"
    page = mother.get(f"{here}verslag/").text
    assert "Eén minuut: hoe was" not in page and WISH in page and "Graag met thee" in page
    assert 'value="good" checked' in mother.get(f"{here}terugkijken/").text
    father = as_person(world.person(Role.FATHER))
    page = father.get(f"{here}verslag/").text
    assert "Geluisterd" in page and WISH not in page and "Eén minuut" not in page
    assert father.get(f"{here}terugkijken/").status_code == 404
    assert father.post(f"{here}terugkijken/", {"e_heard": "good"}).status_code == 404
    assert "Ouders" in father.get(f"/kinderen/{world.noor.pk}/overleg/verloop/").text


def test_a_child_is_asked_in_its_own_words_and_all_look_back_on_a_period(world, meeting, as_person, here):
    noor = as_person(world.person(Role.CHILD))
    assert "Luisterden ze naar jou?" in noor.get(f"{here}verslag/").text
    assert "Gaat het nu beter met jou?" in noor.get(f"{here}terugkijken/?over=period").text
    noor.post(f"{here}terugkijken/", {"over": "period", "t_child": "good", "t_well": "Kaneel"})
    page = as_person(world.person(Role.TEACHER)).get(f"/kinderen/{world.noor.pk}/overleg/verloop/").text
    assert "hele periode" in page and "Kaneel" in page


WRONG = [
    ({}, "Kies een gezichtje, of schrijf iets op."),
    ({"e_heard": "boos"}, "Kies een antwoord."),
    ({"e_wish": "x" * 301}, "Dit is te lang."),
]


@pytest.mark.parametrize(("given", "said"), WRONG)
def test_what_is_given_wrong_says_why_and_stands_there_still(world, meeting, as_person, here, given, said):
    answer = as_person(world.person(Role.MOTHER)).post(f"{here}terugkijken/", {"over": "minute", "e_goal": "", **given})
    assert answer.status_code == 422 and said in answer.text and given.get("e_wish", "") in answer.text
    assert not Evaluation.objects.exists()


def test_after_its_days_the_page_says_so(world, meeting, as_person, here):
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        mother = as_person(world.person(Role.MOTHER))
        assert "kan niet meer" in mother.get(f"{here}terugkijken/").text
        assert "Eén minuut" not in mother.get(f"{here}verslag/").text


def test_many_who_look_back_ask_as_much_as_few(world, meeting, as_person, here):
    look_back(world, Role.MOTHER, meeting)
    browser = as_person(world.person(Role.MOTHER))
    where = (f"{here}verslag/", f"/kinderen/{world.noor.pk}/overleg/verloop/")
    few = [questions(browser, each) for each in where]
    for nth in range(3):
        look_back(world, Role.TEACHER, held(world, 11 + nth))
        look_back(world, Role.TEACHER, meeting, faces={"e_heard": "good"}, words={"e_wish": str(nth)})
    assert [questions(browser, each) for each in where] == few and max(few) <= 50
