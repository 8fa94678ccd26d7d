"""A wave: who may plan it, what lies there while it is open, what closing does, and who reads what of it afterwards."""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.base.keys import Subject, store
from rondom.base.models import Event
from rondom.base.scope import NotLetIn, Outside
from rondom.base.seal import NotOpened, nothing_laid_out
from rondom.people.desk import house_desk, open_desk
from rondom.people.models import Function, Membership
from rondom.surveys import actions
from rondom.surveys.actions import (
    arrange_item,
    begin_version,
    close_by_the_calendar,
    close_wave,
    keep_item,
    keep_school,
    name_version,
    plan_wave,
    release_version,
    start_questionnaire,
    start_wave,
)
from rondom.surveys.items import Item
from rondom.surveys.models import BOX, Box, OpenAnswer, PassUsed, SurveyAnswer, Turnout, Wave
from rondom.surveys.pages import questionnaire_page, wave_page
from rondom.surveys.passes import pass_of
from rondom.surveys.queries import answers_of, last_version, open_answers_of
from rondom.surveys.room import open_wave
from tests.surveys.conftest import YEAR, answer, day_after, pass_for

SECRET = "De gang is te vol na de pauze"


def leader_desk(world):
    leader = Membership.objects.get(organisation=world.school, function=Function.SCHOOL_LEADER).person
    return open_desk(leader, world.school.pk)


def test_only_who_may_plans_and_only_who_researches_reads(world, bureau):
    teacher = open_desk(world.person("teacher"), world.school.pk)
    with pytest.raises(PermissionDenied):
        start_questionnaire(teacher, name="samenwerken")
    leader = leader_desk(world)
    version = release_version(leader, version=last_version(start_questionnaire(leader, name="samenwerken")))
    today = timezone.localdate()
    wave = plan_wave(leader, version=version, plan=actions.WavePlan(YEAR, ("teacher",), today, today, is_per_person=False))
    keep_school(leader, wave=wave, name="De Wilg", invited={"teacher": 3})
    close_wave(leader, wave=wave)

    with pytest.raises(PermissionDenied):
        list(answers_of(leader, Wave.objects.get(pk=wave.pk)))
    with pytest.raises(Outside):
        list(answers_of(bureau.desk, Wave.objects.get(pk=wave.pk)))


def test_a_released_version_does_not_change_and_the_next_says_what_differs(bureau):
    version = bureau.version()
    item = version.items[0]
    for change in (
        lambda: keep_item(bureau.desk, version=version, item=item, was=item.code),
        lambda: arrange_item(bureau.desk, version=version, code=item.code, turn="out"),
        lambda: name_version(bureau.desk, version=version, title={"nl": "A"}, intro={"nl": "B"}),
        lambda: release_version(bureau.desk, version=version),
    ):
        with pytest.raises(Refused):
            change()
    new = begin_version(bureau.desk, questionnaire=version.questionnaire)
    changed = Item(item.code, item.kind, {"nl": "Anders?", "en": "Other?"}, item.roles)
    keep_item(bureau.desk, version=new, item=changed, was=item.code)
    arrange_item(bureau.desk, version=new, code="S06", turn="out")

    page = questionnaire_page(bureau.desk, version.questionnaire)

    assert page.gone == ("S06",)
    assert [each.item.code for each in page.items if each.differs] == ["S01"]
    assert "niet te vergelijken" in page.items[0].differs
    version.refresh_from_db()
    assert version.content["items"][0]["text"]["nl"] == "Wordt er naar mij geluisterd in overleggen?"


def test_an_order_in_which_a_question_hangs_on_a_later_one_is_refused(bureau):
    version = last_version(start_questionnaire(bureau.desk, name="samenwerken"))

    with pytest.raises(Refused, match="S06"):
        arrange_item(bureau.desk, version=version, code="S05", turn="down")
    with pytest.raises(Refused, match="S06"):
        arrange_item(bureau.desk, version=version, code="S05", turn="out")
    arrange_item(bureau.desk, version=version, code="S02", turn="up")
    assert [item.code for item in last_version(version.questionnaire).items][:2] == ["S02", "S01"]
    with pytest.raises(Refused, match="code"):
        keep_item(bureau.desk, version=version, item=Item("S02", "open", {"nl": "?"}), was="")


def test_an_empty_questionnaire_or_one_with_a_text_missing_is_not_released(bureau):
    version = last_version(start_questionnaire(bureau.desk, name=""))
    with pytest.raises(Refused, match="geen vraag"):
        release_version(bureau.desk, version=version)
    keep_item(bureau.desk, version=version, item=Item("A1", "open", {"nl": "Wat?", "en": ""}, ("teacher",)), was="")
    with pytest.raises(Refused, match="A1"):
        release_version(bureau.desk, version=version)


def test_a_link_says_which_school_and_role_and_stands_in_no_table(bureau):
    wave = bureau.wave()
    token = pass_for(wave, "care_coordinator", "De Beuk").token

    seat = open_wave(token)

    assert (seat.school.name, seat.respondent, seat.person_id) == ("De Beuk", "care_coordinator", None)
    assert token == pass_for(wave, "care_coordinator", "De Beuk").token
    assert token not in dump()
    for wrong in ("", "nergens", token[:-1], token[:-2] + ("AA" if token[-2:] != "AA" else "BB"), "é" * 50):
        assert pass_of(wrong) is None
        with pytest.raises(NotLetIn):
            open_wave(wrong)


def dump() -> str:
    """All that stands in the tables of the monitor, as the database keeps it."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name.startswith("surveys_")]
        said = []
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")
            said += [repr([bytes(each) if isinstance(each, memoryview) else each for each in row]) for row in cursor.fetchall()]
    return "\n".join(said)


def test_while_a_wave_is_open_nothing_of_an_answer_can_be_read(bureau):
    wave = bureau.wave(is_per_person=True)
    before = Event.objects.count()
    answer(wave, "one", number=1, answers={"S05": "5", "S06": SECRET}, code=("An", "12", "De"))
    answer(wave, "two", "care_coordinator", "De Beuk", number=7)

    rows = [f"{name}={value}" for each in (Box, PassUsed) for row in each.objects.values() for name, value in row.items()]
    assert not SurveyAnswer.objects.exists() and not OpenAnswer.objects.exists() and not Turnout.objects.exists()
    assert {field.name for field in Box._meta.fields} == {"id", "wave", "mark", "laid"}
    assert {field.name for field in PassUsed._meta.fields} == {"id", "wave", "mark"}
    assert len({len(bytes(box.laid)) for box in Box.objects.all()}) == 1
    assert all(word not in " ".join(rows) for word in (SECRET, "Wilg", "Beuk", "teacher", "S06"))
    assert SECRET not in dump()
    assert Event.objects.count() == before, "answering leaves no line"
    with nothing_laid_out(), pytest.raises(NotOpened):
        str(Wave.objects.get(pk=wave.pk).key)
    page = wave_page(bureau.desk, wave, "http://hier")
    assert page.band == "" and not hasattr(page, "answered")
    with pytest.raises(PermissionDenied):
        list(answers_of(bureau.desk, wave))


def test_the_same_sending_comes_in_once_and_a_slip_works_once(bureau):
    wave = bureau.wave(is_per_person=True)
    for _again in range(3):
        answer(wave, "mine", number=4)
    answer(wave, "of another", number=4)

    assert Box.objects.count() == PassUsed.objects.count() == 1


def test_of_a_link_that_many_share_each_sends_an_own_answer(bureau):
    wave = bureau.wave()
    for key in ("a", "b", "b", "c"):
        answer(wave, key)

    assert Box.objects.count() == 3 and not PassUsed.objects.exists()


def test_a_shared_link_does_not_fill_the_disk(bureau, monkeypatch):
    wave = bureau.wave()
    monkeypatch.setattr(actions, "most_boxes", lambda invited: 2)
    answer(wave, "a"), answer(wave, "b")
    with pytest.raises(Refused, match="heel vaak"):
        answer(wave, "c")


def test_before_and_after_nobody_answers(bureau):
    wave = bureau.wave()
    with time_machine.travel(timezone.now() + timedelta(days=40)), pytest.raises(Refused, match="dicht"):
        answer(wave, "late")
    wave.turns.all().delete()
    with pytest.raises(Refused, match="nog niet open"):
        answer(wave, "early")
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        answer(wave, "on a day of it")
    assert Box.objects.count() == 1


def test_closing_lays_down_mixed_and_destroys_the_key(bureau, django_capture_on_commit_callbacks):
    wave = bureau.wave()
    for nth in range(12):
        answer(
            wave,
            f"key {nth}",
            answers={"S01": str(nth % 5 + 1), "S05": "3", "S06": f"{SECRET} {nth}"},
            code=("an", str(nth + 1), "de"),
        )
    with django_capture_on_commit_callbacks(execute=True):
        close_wave(bureau.desk, wave=wave)
    closed = Wave.objects.get(pk=wave.pk)

    rows = list(answers_of(bureau.desk, closed))
    assert Counter(row.value for row in rows if row.item == "S01") == {"1": 3, "2": 3, "3": 2, "4": 2, "5": 2}
    assert {(row.school, row.role, row.year) for row in rows} == {("de-wilg", "teacher", YEAR)}
    assert len({row.tie for row in rows}) == 12 and None not in {row.tie for row in rows}
    assert sorted(open_answers_of(bureau.desk, closed, "S06")) == sorted(f"{SECRET} {nth}" for nth in range(12))
    assert not Box.objects.exists() and closed.key == ""
    assert store().ring_of(Subject(BOX, wave.pk)) == {}
    assert SECRET not in dump()
    with pytest.raises(Refused, match="al dicht"):
        close_wave(bureau.desk, wave=closed)


def test_of_fewer_than_ten_no_open_answer_is_read(bureau):
    wave = bureau.wave()
    for nth in range(9):
        answer(wave, f"key {nth}", answers={"S05": "3", "S06": SECRET})
    close_wave(bureau.desk, wave=wave)

    assert open_answers_of(bureau.desk, Wave.objects.get(pk=wave.pk), "S06") == []


def test_the_order_laid_down_says_nothing_of_the_order_of_arrival(bureau):
    """Rank correlation between the two, over many mixings, is about nought (R131)."""
    wave = bureau.wave()
    many, n = 300, 10
    total = 0.0
    for _mixing in range(many):
        SurveyAnswer.objects.all().delete()
        Turnout.objects.all().delete()
        contents = [{"school": 1, "role": "teacher", "also": "", "tie": "", "answers": {"S05": str(nth + 1)}} for nth in range(n)]
        actions.lay_down(wave, contents)
        laid = [int(value) for value in SurveyAnswer.objects.order_by("pk").values_list("value", flat=True)]
        total += 1 - 6 * sum((nth + 1 - value) ** 2 for nth, value in enumerate(laid)) / (n * (n**2 - 1))

    # One mixing has a standard deviation of a third; of three hundred together it is a fiftieth.
    assert abs(total / many) < 0.1


def test_two_items_of_one_person_lie_not_at_the_same_place(bureau):
    wave = bureau.wave()
    contents = [
        {"school": 1, "role": "teacher", "also": "", "tie": "", "answers": {"S01": str(nth % 5 + 1), "S05": str(nth % 10 + 1)}}
        for nth in range(60)
    ]
    actions.lay_down(wave, contents)
    rows = {
        code: list(SurveyAnswer.objects.filter(item=code).order_by("pk").values_list("value", flat=True))
        for code in ("S01", "S05")
    }
    same = sum((int(one) - 1) % 5 == (int(other) - 1) % 5 for one, other in zip(rows["S01"], rows["S05"], strict=True))

    assert same < 40  # by chance a fifth of sixty; all sixty if they lay in one order


def test_boxes_lie_in_an_order_by_chance(bureau):
    wave = bureau.wave()
    for nth in range(30):
        answer(wave, f"key {nth}")
    keys = list(Box.objects.values_list("pk", flat=True).order_by("pk"))

    assert max(keys) - min(keys) > 2**50
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT rowid, id FROM surveys_box")
            assert all(row == key for row, key in cursor.fetchall()), "no other order is kept beside it"


def test_the_same_person_can_be_tied_over_two_years_and_not_over_two_questionnaires(bureau):
    version, other = bureau.version(), bureau.version("samenwerken")
    ties = []
    for one, year in ((version, "2025-2026"), (version, YEAR), (other, YEAR)):
        wave = bureau.wave(one, year=year)
        answer(wave, "key", code=("An", "12", "De"))
        close_wave(bureau.desk, wave=wave)
        ties += [row.tie for row in answers_of(bureau.desk, Wave.objects.get(pk=wave.pk)) if row.item == "S05"]

    assert ties[0] == ties[1] != ties[2]


def test_who_has_two_roles_counts_once(bureau):
    wave = bureau.wave()
    answer(wave, "a", "school_social_worker", also="neighbourhood_team")
    answer(wave, "b", "neighbourhood_team")
    close_wave(bureau.desk, wave=wave)

    assert sorted(Turnout.objects.values_list("role", "also", "answered")) == [
        ("neighbourhood_team", "", 1),
        ("school_social_worker", "neighbourhood_team", 1),
    ]


def test_what_was_to_close_closes_at_night(bureau):
    wave = bureau.wave()
    answer(wave, "a")
    assert close_by_the_calendar(wave.closes_on) == 0
    with time_machine.travel(timezone.now() + timedelta(days=35)):
        assert close_by_the_calendar(day_after(wave)) == 1
        assert close_by_the_calendar(day_after(wave)) == 0
    assert SurveyAnswer.objects.count() == 2


def test_the_clock_of_every_night_closes_waves(bureau, capsys):
    bureau.wave()
    call_command("every_night", "--clock-is-right")
    assert "waves: 0" in capsys.readouterr().out


def test_no_row_of_another_desk_is_taken(world, bureau):
    wave = bureau.wave()
    with pytest.raises(Outside):
        close_wave(house_desk(world.school), wave=wave)
    with pytest.raises(Outside):
        keep_school(house_desk(world.school), wave=wave, name="X", invited={})
    with pytest.raises(Refused, match="al open"):
        start_wave(bureau.desk, wave=wave)


def test_nothing_of_the_monitor_leads_to_a_child():
    for model in apps.get_app_config("surveys").get_models():
        related = {field.related_model._meta.label for field in model._meta.get_fields() if field.related_model}
        assert not {each for each in related if each.startswith(("children.", "cards.", "meetings."))}, model
