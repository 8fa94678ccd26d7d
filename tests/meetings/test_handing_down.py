"""Marks after meetings come down to the monitor in batches at night, and nothing there leads back to anybody."""

from collections import Counter
from datetime import date, timedelta

import pytest
import time_machine
from django.apps import apps
from django.utils import timezone

from rondom.base.models import Event
from rondom.children.actions import start_dossier
from rondom.children.models import Role
from rondom.meetings.actions import evaluate, hand_marks_down
from rondom.meetings.models import EvaluationAnswer, Instrument, Meeting
from rondom.people.actions import add_member, add_person
from rondom.people.desk import house_desk
from rondom.people.models import Function
from rondom.surveys.actions import count_marks, start_questionnaire
from rondom.surveys.marks import BATCH, MARKS, Batch, TooFewMarks, marks_at, tenths
from rondom.surveys.models import MarksCounted
from rondom.surveys.queries import Desk
from tests.meetings.test_evaluating import held

# Six meetings of two people at work: twelve marks.
AT_WORK = (Role.TEACHER, Role.YOUTH_WORKER)
GIVEN = ("good", "good", "neutral", "good", "not_good", "good", "good", "good", "neutral", "good", "good", "good")
LATER = timedelta(days=8)


def marked(world, given=GIVEN, *, code: str = "e_heard") -> list[Meeting]:
    """Each meeting is marked by two who work there; the first child has four of them, two others one each."""
    children = (world.noor, world.noor, world.noor, world.noor, world.other, third_child(world))
    meetings = []
    for nth, child in zip(range(0, len(given), 2), children, strict=False):
        meeting = held(world, 10 + nth, *AT_WORK)
        for role, face in zip(AT_WORK, given[nth : nth + 2], strict=False):
            dossier, faces = world.dossier(role), {code: face}
            evaluate(dossier, meeting=meeting, instrument=Instrument.MINUTE, faces=faces, words={"e_wish": "Rust"}, language="nl")
        Meeting.objects.filter(pk=meeting.pk).update(child=child)  # of whom it is, is all that differs
        meetings.append(meeting)
    return meetings


def third_child(world):
    return start_dossier(house_desk(world.school), name="Bo Visser", birth_date=date(2018, 5, 4))


def at_night() -> int:
    return hand_marks_down(timezone.now() + LATER)


def counts() -> dict[str, int]:
    return {each.mark: each.times for each in MarksCounted.objects.all()}


def test_marks_come_down_once_and_only_when_nobody_can_give_them_anew(world):
    marked(world)
    assert hand_marks_down(timezone.now() + timedelta(days=6)) == 0
    assert at_night() == len(GIVEN)
    assert counts() == dict(Counter(GIVEN))
    assert at_night() == 0
    assert counts() == dict(Counter(GIVEN))
    assert EvaluationAnswer.objects.filter(is_counted=True).count() == len(GIVEN)


def test_less_than_ten_wait_and_so_do_ten_of_too_few_children(world):
    meetings = marked(world)
    Meeting.objects.filter(pk__in=[each.pk for each in meetings]).update(child=world.noor)
    assert at_night() == 0, "twelve marks, of one child"
    Meeting.objects.filter(pk=meetings[0].pk).update(child=world.other)
    assert at_night() == 0, "of two children"
    assert not MarksCounted.objects.exists() and not EvaluationAnswer.objects.filter(is_counted=True).exists()


def test_nine_marks_of_many_children_wait(world):
    marked(world, GIVEN)
    EvaluationAnswer.objects.filter(pk__in=EvaluationAnswer.objects.exclude(face="").values("pk")[:3]).update(face="")
    assert at_night() == 0 and not MarksCounted.objects.exists()


def test_the_monitor_itself_takes_no_small_batch_and_nothing_it_does_not_ask(world):
    def batch(times: int, question: str = "e_heard") -> Batch:
        return Batch(world.school.pk, "2026-2027", "minute", "work", question, {"good": times})

    with pytest.raises(TooFewMarks):
        count_marks([batch(BATCH), batch(BATCH - 1)])
    with pytest.raises(ValueError, match="e_wish"):
        count_marks([batch(BATCH, "e_wish")])
    assert not MarksCounted.objects.exists()


def test_a_childs_marks_and_those_of_a_whole_period_stay(world):
    for nth in range(10):
        meeting = held(world, 10 + nth, Role.CHILD, Role.TEACHER)
        given = {"meeting": meeting, "words": {}, "language": "nl"}
        evaluate(world.dossier(Role.CHILD), instrument=Instrument.MINUTE, faces={"e_heard": "good"}, **given)
        evaluate(world.dossier(Role.TEACHER), instrument=Instrument.PERIOD, faces={"t_goal": "good"}, **given)
    meetings = list(Meeting.objects.all())
    for meeting, child in zip(meetings, (world.other, third_child(world)), strict=False):
        Meeting.objects.filter(pk=meeting.pk).update(child=child)
    assert at_night() == 0 and not MarksCounted.objects.exists()


# ── nothing leads back ────────────────────────────────────────────────────────────────────────────


def test_who_gave_which_mark_at_which_meeting_makes_no_difference_to_what_lies_there(world):
    """Whoever holds all that the monitor keeps can not tell one way in which it went from another: it is the same."""
    meetings, lying = marked(world), []
    answers = list(EvaluationAnswer.objects.exclude(face="").order_by("evaluation__at"))
    for turned in (0, 1, 5, 7):
        MarksCounted.objects.all().delete()
        faces = GIVEN[turned:] + GIVEN[:turned]
        for answer, face in zip(answers, faces, strict=True):
            EvaluationAnswer.objects.filter(pk=answer.pk).update(face=face, is_counted=False)
        assert at_night() == len(GIVEN)
        lying.append(sorted(MarksCounted.objects.values_list("organisation", "year", "side", "question", "mark", "times")))
    assert all(each == lying[0] for each in lying)
    assert len(meetings) == len(GIVEN) // 2


def test_what_lies_there_has_no_key_no_moment_and_no_word_of_a_meeting(world):
    meetings = marked(world)
    at_night()
    fields = {field.name for field in MarksCounted._meta.get_fields()}
    assert fields == {"id", "organisation", "year", "instrument", "side", "question", "mark", "times"}
    lying = repr(list(MarksCounted.objects.values()))
    kept = [each.pk for each in meetings] + [world.noor.pk, world.person(Role.TEACHER).pk]
    kept += list(EvaluationAnswer.objects.values_list("pk", flat=True))
    assert not [key for key in kept if str(key) in lying] and "Rust" not in lying
    ours = [model for model in apps.get_models() if model.__module__.startswith("rondom.surveys")]
    beside = {field.related_model.__module__ for model in ours for field in model._meta.fields if field.related_model}
    assert not [name for name in beside if name.startswith(("rondom.meetings", "rondom.children"))]


def test_the_record_says_that_it_happened_and_nothing_of_whom_or_where(world):
    marked(world)
    before = set(Event.objects.values_list("pk", flat=True))
    at_night()
    lines = Event.objects.exclude(pk__in=before)
    assert [(each.event, each.person_id, each.child_id, each.object_ids) for each in lines] == [("marks.counted", None, None, "")]
    at_night()
    assert Event.objects.exclude(pk__in=before).count() == 1, "a night in which nothing comes down leaves no line"


# ── what a desk reads ─────────────────────────────────────────────────────────────────────────────


def desk_of(world) -> Desk:
    return house_desk(world.school)


def test_at_the_desk_stands_of_ten_and_more_how_many_of_each_ten_gave_the_best_mark(world):
    marked(world)
    at_night()
    (year,) = marks_at(desk_of(world))
    (line,) = year.lines
    assert (str(line.about), str(line.side), line.band, line.good_of_ten) == ("Geluisterd", "Wie er werkt", "10-14", 8)
    assert [tenths({"good": good, "neutral": 20 - good}) for good in (0, 1, 10, 20)] == [1, 1, 5, 9]
    assert set(MARKS) == {"good", "neutral", "not_good"}


def test_it_stands_with_the_questionnaire_on_working_together_and_nowhere_else(world, as_person):
    marked(world)
    at_night()
    desk, person = desk_of(world), add_person(name="Iemand die de school leidt")
    add_member(person=person, organisation=world.school, function=Function.SCHOOL_LEADER)
    leader = as_person(person)
    made = {name: start_questionnaire(desk, name=name) for name in ("samenwerken", "ouders")}
    lists = f"/organisaties/{world.school.pk}/monitor/vragenlijsten/"
    pages = {name: leader.get(f"{lists}{each.pk}/").text for name, each in made.items()}
    assert "ongeveer 8 van de 10 gaf Goed" in pages["samenwerken"] and "gaf Goed" not in pages["ouders"]


def test_who_looks_back_reads_beforehand_that_marks_count_and_a_child_does_not(world, as_person):
    meeting = held(world, 10, Role.MOTHER, Role.CHILD)
    where = f"/kinderen/{world.noor.pk}/overleg/{meeting.pk}/terugkijken/"
    said = "De gezichtjes tellen na een week mee in de cijfers van school"
    assert said in as_person(world.person(Role.MOTHER)).get(where).text
    assert said not in as_person(world.person(Role.MOTHER)).get(f"{where}?over=period").text
    assert said not in as_person(world.person(Role.CHILD)).get(where).text
    with time_machine.travel(timezone.now() + LATER):
        assert as_person(world.person(Role.MOTHER)).get(where).status_code == 200
