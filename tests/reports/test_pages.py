"""At the desk: making, reading, rewording, releasing and withdrawing in the browser, and who finds what."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rondom.reports.models import Report, WaveSheet
from rondom.reports.plain import mark_of
from rondom.reports.process import NotReckoned

HOSTILE = "<script>alert(1)</script> & \"'"


@pytest.fixture
def at(closed, as_person):
    browser = as_person(closed.researcher)
    here = f"/organisaties/{closed.organisation.pk}/rapporten/"
    return browser, here


@pytest.fixture
def reckoned_before(closed):
    for wave, content in zip(closed.waves, closed.sheets, strict=True):
        WaveSheet.objects.create(wave=wave, content=content)


def test_a_report_is_made_reworded_released_and_withdrawn(closed, at, reckoned_before):
    browser, here = at
    made = browser.post(f"{here}nieuw/{closed.waves[1].pk}/", {"about": "school:school-2", "reader": str(closed.school.pk)})
    report = Report.objects.get()
    assert made["Location"] == f"{here}{report.pk}/"
    assert (report.kind, report.school, report.reader) == ("school", "school-2", closed.school)

    assert "Alleen wie hier onderzoekt" in browser.get(made["Location"]).text
    browser.post(f"{made['Location']}zinnen/", {"celebrate.0": "Hier zijn we trots op."})
    assert "Hier zijn we trots op." in browser.get(made["Location"]).text
    browser.post(f"{made['Location']}vrijgeven/", {"read": mark_of(Report.objects.get().content)})
    assert Report.objects.get().is_released
    assert browser.get(f"{made['Location']}zinnen/").status_code == 302

    browser.post(f"{made['Location']}intrekken/", {"note": "Een vraag was anders gesteld."})
    said = browser.get(made["Location"]).text
    assert "Een vraag was anders gesteld." in said
    assert "Wat we vieren" not in said
    assert browser.get(f"{made['Location']}papier/").status_code == 404


def test_unread_it_is_not_released(closed, at):
    browser, here = at
    report = closed.make()

    answer = browser.post(f"{here}{report.pk}/vrijgeven/", follow=True)

    assert "Lees het rapport eerst" in answer.text
    assert not Report.objects.get().is_released


def test_of_whom_nothing_may_be_told_is_said_beside_the_choice(closed, at, reckoned_before):
    browser, here = at

    answer = browser.post(f"{here}nieuw/{closed.waves[1].pk}/", {"about": "role:school_leader", "reader": ""})

    assert answer.status_code == 422
    assert "Over deze rol is niets te tonen" in answer.text
    assert not Report.objects.exists()


def test_what_was_not_offered_is_not_taken(closed, at):
    browser, here = at
    for given in ({"about": "school:elders"}, {"about": "year:", "reader": str(closed.organisation.pk)}, {"reader": ""}):
        assert browser.post(f"{here}nieuw/{closed.waves[1].pk}/", given).status_code == 422


def test_where_reckoning_fails_somebody_hears_so_and_nothing_changed(closed, at, monkeypatch):
    def fails(_waves):
        raise NotReckoned

    monkeypatch.setattr("rondom.reports.queries.reckon", fails)
    browser, here = at

    answer = browser.post(f"{here}nieuw/{closed.waves[1].pk}/", {"about": "year:", "reader": ""})

    assert answer.status_code == 422
    assert "Het rekenen is niet gelukt" in answer.text
    assert not WaveSheet.objects.exists()


def test_withdrawing_without_a_note_is_shown_again(closed, at):
    browser, here = at
    report = closed.released()

    answer = browser.post(f"{here}{report.pk}/intrekken/", {"note": ""})

    assert answer.status_code == 422
    assert not Report.objects.get(pk=report.pk).is_withdrawn


def test_the_leader_finds_it_from_the_first_page_and_reads_no_button(closed, as_person):
    report = closed.released("school", school="school-0", reader_id=str(closed.school.pk))
    browser = as_person(closed.leader)
    here = f"/organisaties/{closed.school.pk}/rapporten/"

    assert here in browser.get("/").text
    assert report.content["title"] in browser.get(here).text
    said = browser.get(f"{here}{report.pk}/").text
    assert "Wat we vieren" in said
    assert "intrekken/" not in said
    assert browser.get(f"{here}nieuw/{closed.waves[1].pk}/").status_code == 403
    assert browser.get(f"{here}{report.pk}/zinnen/").status_code == 403


def test_what_somebody_typed_is_text_on_page_and_paper(closed, at):
    browser, here = at
    report = closed.make()
    keys = [text["key"] for section in report.content["sections"] for text in section["texts"]]
    assert browser.post(f"{here}{report.pk}/zinnen/", dict.fromkeys(keys, HOSTILE)).status_code == 302

    said = browser.get(f"{here}{report.pk}/").text
    assert "<script>alert" not in said
    assert "&lt;script&gt;alert" in said
    assert browser.get(f"{here}{report.pk}/papier/").content.startswith(b"%PDF")


def test_a_sentence_that_is_too_long_is_shown_again_and_not_lost(closed, at):
    browser, here = at
    report = closed.make()

    answer = browser.post(f"{here}{report.pk}/zinnen/", {"celebrate.0": "x" * 1_300})

    assert answer.status_code == 422
    assert "x" * 1_300 in answer.text


def test_every_figure_says_in_words_what_it_shows(closed, at):
    browser, here = at
    said = browser.get(f"{here}{closed.make().pk}/").text

    assert said.count("<svg") - said.count('<svg class="icon') >= 5
    assert said.count('class="report__drawing" role="img" aria-label="') == said.count("report__drawing")
    assert "scholen van" in said


def test_the_list_asks_no_more_for_more_reports(closed, at):
    browser, here = at

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get(here)
        return len(captured)

    closed.released()
    browser.get(here)
    one = asked()
    for _nth in range(3):
        closed.released()
    assert asked() == one
