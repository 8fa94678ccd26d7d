"""A report is made of a closed wave, read over, released as it was read, and withdrawn only with a note."""

from copy import deepcopy

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from rondom.base.actions import Refused
from rondom.base.models import Event
from rondom.people.desk import open_desk
from rondom.reports import actions
from rondom.reports.models import Report, WaveSheet
from rondom.reports.plain import mark_of
from rondom.reports.queries import reckoned_for, released_content, report_at, reports_at
from rondom.surveys.models import WaveTurn


def texts_of(report):
    return {text["key"]: text for section in report.content["sections"] for text in section["texts"]}


def test_what_a_wave_says_is_fixed_by_the_first_report_and_the_next_reads_the_same(closed):
    closed.make()
    fixed = WaveSheet.objects.get(wave=closed.waves[1]).content
    other = deepcopy(closed.sheets)
    other[1]["items"] = []

    again = actions.make_report(closed.desk, wave=closed.waves[1], plan=actions.ReportPlan("year"), reckoned=other)

    assert WaveSheet.objects.get(wave=closed.waves[1]).content == fixed
    assert [each["title"] for each in again.content["sections"]].count("Tabellen") == 1
    assert reckoned_for(closed.desk, closed.waves[1])[1] == fixed
    assert again.number == 2


def test_the_answers_of_a_closed_wave_are_reckoned_for_who_researches(closed):
    sheets = reckoned_for(closed.desk, closed.waves[1])

    assert [each["year"] for each in sheets] == ["2024-2025", "2025-2026"]
    assert [item["lines"] for item in sheets[1]["items"]] == [item["lines"] for item in closed.sheets[1]["items"]]
    with pytest.raises(PermissionDenied):
        reckoned_for(closed.reading, closed.waves[1])


def test_of_an_open_wave_there_is_no_report(closed):
    WaveTurn.objects.filter(wave=closed.waves[1]).delete()
    wave = type(closed.waves[1]).objects.get(pk=closed.waves[1].pk)

    with pytest.raises(Refused, match="nog open"):
        actions.make_report(closed.desk, wave=wave, plan=actions.ReportPlan("year"), reckoned=closed.sheets)
    with pytest.raises(Refused, match="nog open"):
        reckoned_for(closed.desk, wave)


@pytest.mark.parametrize("plan", [("school", {"school": "nergens"}), ("role", {"role": "school_leader"})])
def test_of_who_may_not_be_told_of_there_is_no_report(closed, plan):
    with pytest.raises(Refused, match="niets te tonen"):
        closed.make(plan[0], **plan[1])


def test_a_report_of_a_school_holds_no_name_and_no_line_of_another(closed):
    report = closed.make("school", school="school-3")
    told = str(report.content)

    assert "School 4" in report.content["title"]
    assert not any(f"School {nth}" in told for nth in (1, 2, 3, 5, 6, 7))
    assert "school-" not in told


def test_a_sentence_stands_in_other_words_and_emptied_as_it_was_made(closed):
    report = closed.make()
    key = next(iter(texts_of(report)))

    actions.reword_report(closed.desk, report=report, texts={key: "Hier zijn we trots op."})
    assert texts_of(Report.objects.get(pk=report.pk))[key]["own"] == "Hier zijn we trots op."

    actions.reword_report(closed.desk, report=report, texts={key: " "})
    assert texts_of(Report.objects.get(pk=report.pk))[key]["own"] == ""


def test_releasing_asks_that_somebody_read_it_and_then_nothing_changes(closed):
    report = closed.make()
    with pytest.raises(Refused, match="Lees het rapport eerst"):
        actions.release_report(closed.desk, report=report, read="")
    actions.release_report(closed.desk, report=report, read=mark_of(report.content))
    report = Report.objects.get(pk=report.pk)

    with pytest.raises(Refused, match="al vrijgegeven"):
        actions.release_report(closed.desk, report=report, read=mark_of(report.content))
    with pytest.raises(Refused, match="verandert niet meer"):
        actions.reword_report(closed.desk, report=report, texts={})


def test_who_opened_it_before_it_was_released_changes_nothing_in_it(closed):
    made = closed.make()
    opened = report_at(closed.desk, made.pk)
    assert not opened.is_released
    actions.release_report(closed.desk, report=made, read=mark_of(made.content))

    with pytest.raises(Refused, match="verandert niet meer"):
        actions.reword_report(closed.desk, report=opened, texts={next(iter(texts_of(made))): "Te laat."})
    assert "Te laat." not in str(report_at(closed.desk, made.pk).content)


def test_what_changed_since_it_was_read_is_not_released(closed):
    made = closed.make()
    read = mark_of(report_at(closed.desk, made.pk).content)
    actions.reword_report(closed.desk, report=made, texts={next(iter(texts_of(made))): "In andere woorden."})

    with pytest.raises(Refused, match="veranderd terwijl je las"):
        actions.release_report(closed.desk, report=made, read=read)
    actions.release_report(closed.desk, report=made, read=mark_of(report_at(closed.desk, made.pk).content))
    assert Report.objects.get(pk=made.pk).is_released


def test_withdrawing_asks_for_a_note_and_happens_once(closed):
    draft, report = closed.make(), closed.released()
    with pytest.raises(Refused, match="nog niet vrijgegeven"):
        actions.withdraw_report(closed.desk, report=draft, note="Waarom")
    with pytest.raises(Refused, match="Schrijf op waarom"):
        actions.withdraw_report(closed.desk, report=report, note="  ")
    actions.withdraw_report(closed.desk, report=report, note="Een vraag was anders gesteld.")

    with pytest.raises(Refused, match="al ingetrokken"):
        actions.withdraw_report(closed.desk, report=Report.objects.get(pk=report.pk), note="Nog eens")


def test_each_turn_of_a_report_is_one_line_in_the_record(closed):
    report = closed.make()
    actions.reword_report(closed.desk, report=report, texts={})
    actions.release_report(closed.desk, report=report, read=mark_of(report.content))
    actions.withdraw_report(closed.desk, report=report, note="Waarom")

    lines = Event.objects.filter(event__startswith="report.").order_by("number")
    assert [each.event for each in lines] == ["report.made", "report.reworded", "report.released", "report.withdrawn"]
    assert {each.chain for each in lines} == {f"desk:{closed.organisation.pk}"}


def test_a_leader_reads_what_was_released_for_the_own_school_and_nothing_else(closed):
    mine = closed.released("school", school="school-0", reader_id=str(closed.school.pk))
    others = [closed.released("school", school="school-1"), closed.released()]
    draft = closed.make("school", school="school-0", reader_id=str(closed.school.pk))

    assert [each.pk for each in reports_at(closed.reading)] == [mine.pk]
    assert report_at(closed.reading, mine.pk) == mine
    for each in (*others, draft):
        with pytest.raises(Http404):
            report_at(closed.reading, each.pk)
    assert {each.pk for each in reports_at(closed.desk)} == {mine.pk, draft.pk, *(each.pk for each in others)}


def test_only_who_researches_makes_changes_and_releases(closed):
    report = closed.released(reader_id=str(closed.school.pk))
    for change in (
        lambda: actions.reword_report(closed.reading, report=report, texts={}),
        lambda: actions.withdraw_report(closed.reading, report=report, note="Waarom"),
        lambda: actions.release_report(closed.reading, report=report, read=mark_of(report.content)),
    ):
        with pytest.raises(PermissionDenied):
            change()


def test_a_desk_elsewhere_that_researches_finds_no_report_of_this_one(closed, bureau):
    report = closed.released()
    elsewhere = open_desk(bureau.researcher, bureau.organisation.pk)

    with pytest.raises(Http404):
        report_at(elsewhere, report.pk)


def test_who_writes_it_to_a_file_gets_sections_with_tables_of_rows(closed):
    report = report_at(closed.reading, closed.released("role", role="teacher", reader_id=str(closed.school.pk)).pk)
    plain = released_content(report)
    tables = [table for section in plain.sections for table in section.tables]

    assert plain.year == "2025-2026"
    assert {"Gemiddelden", "Toetsen", "Respons"} == {table.title for table in tables}
    assert all(len(row) == len(table.heads) for table in tables for row in table.rows)
    with pytest.raises(Http404):
        released_content(closed.make())
    actions.withdraw_report(closed.desk, report=report, note="Waarom")
    with pytest.raises(Http404):
        released_content(report_at(closed.desk, report.pk))


def test_more_reports_ask_the_database_no_more(closed):
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            list(reports_at(closed.desk))
        return len(captured)

    closed.released()
    one = asked()
    for _nth in range(3):
        closed.released()
    assert asked() == one
