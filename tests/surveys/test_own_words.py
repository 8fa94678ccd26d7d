"""Answers in own words: who reads them when, and that others read no name that somebody covered."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from rondom.base.models import Event
from rondom.base.seal import NotOpened, nothing_laid_out
from rondom.people.actions import add_member, add_person
from rondom.people.models import Function
from rondom.surveys.actions import close_wave, look_at_words
from rondom.surveys.models import OpenAnswer, OpenAnswerSeen, Wave
from rondom.surveys.own_words import COVER, covered_in, like_names, own_words_page, without
from tests.surveys.conftest import answer

TOLD = "Ik vind dat Meester Jan-Willem, de meester van groep 5, te weinig tijd heeft. Meester doet zijn best!"


def told(nth: int) -> str:
    return f"Zin {nth}" if nth else TOLD


def wave_with(bureau, many: int) -> Wave:
    wave = bureau.wave()
    for nth in range(many):
        answer(wave, f"k{nth}", school=("De Wilg", "De Beuk")[nth % 2], answers={"S05": "3", "S06": told(nth)})
    close_wave(bureau.desk, wave=wave)
    return Wave.objects.get(pk=wave.pk)


@pytest.fixture
def leader(bureau):
    """Who plans at the same desk and does not research."""
    person = add_person(name="Wie plant")
    add_member(person=person, organisation=bureau.organisation, function=Function.SCHOOL_LEADER)
    return person


def where(bureau, wave) -> str:
    return reverse("surveys:own_words", args=[bureau.organisation.pk, wave.pk])


def sent(browser, bureau, wave, key, **given):
    return browser.post(where(bureau, wave), {"answer": str(key), "cover": "", **given})


def look_at_all(bureau, wave) -> None:
    page = own_words_page(bureau.desk, wave, "", "")
    for each in OpenAnswer.objects.filter(school__wave=wave):
        look_at_words(bureau.desk, answer=each, covered=[], is_hidden=False)
    assert page.waits


def test_of_fewer_than_ten_nobody_reads_a_word(bureau, as_person):
    wave = wave_with(bureau, 9)
    browser = as_person(bureau.researcher)
    page = browser.get(where(bureau, wave)).text
    assert "minder dan 10" in page and "Zin" not in page
    assert sent(browser, bureau, wave, OpenAnswer.objects.first().pk).status_code == 404


def test_who_researches_reads_all_mixed_and_others_nothing_yet(bureau, as_person, leader, world):
    wave = wave_with(bureau, 12)
    page = as_person(bureau.researcher).get(where(bureau, wave)).text
    others = as_person(leader).get(where(bureau, wave)).text

    read = re.findall(r'<p dir="auto" data-told>([^<]+)</p>', page)
    assert sorted(read) == sorted(told(nth) for nth in range(12))
    assert read != [told(nth) for nth in range(12)], "by chance, once in five hundred million"
    assert "De Wilg" not in page and "leerkracht" not in page
    assert "Nog niet te lezen" in others and "Zin" not in others
    assert as_person(world.person("teacher")).get(where(bureau, wave)).status_code == 404
    lines = Event.objects.filter(event="words.read")
    assert [(line.person_id, line.object_ids) for line in lines] == [(bureau.researcher.pk, str(wave.pk))]


def test_while_a_wave_is_open_there_is_nothing(bureau, as_person):
    assert as_person(bureau.researcher).get(where(bureau, bureau.wave())).status_code == 403


def test_what_was_covered_is_not_read_by_others(bureau, as_person, leader):
    wave = wave_with(bureau, 12)
    browser = as_person(bureau.researcher)
    look_at_all(bureau, wave)
    by_text = {each.text: each.key for each in own_words_page(bureau.desk, wave, "", "").answers}

    done = sent(browser, bureau, wave, by_text[TOLD], cover="meester Jan-Willem, groep 5")
    hidden = sent(browser, bureau, wave, by_text["Zin 3"], hide="1")

    assert (done.status_code, hidden.status_code) == (302, 302)
    others = as_person(leader).get(where(bureau, wave)).text
    assert f"Ik vind dat {COVER} de meester van {COVER} te weinig tijd heeft. Meester doet zijn best!" in others
    assert "Jan" not in others and "Zin 3<" not in others and "Zin 4<" in others
    assert "<form" not in others.split("<main")[1].split("</main>")[0]
    mine = browser.get(where(bureau, wave)).text
    assert TOLD in mine and "anderen lezen dit niet" in mine
    assert Event.objects.filter(event="words.looked_at").count() == 14
    assert OpenAnswerSeen.objects.count() == 12, "looking again changes what was said, and adds nothing"


def test_of_what_stays_fewer_than_ten_others_read_nothing(bureau, as_person, leader):
    wave = wave_with(bureau, 10)
    look_at_all(bureau, wave)
    assert "Zin 4<" in as_person(leader).get(where(bureau, wave)).text
    look_at_words(bureau.desk, answer=OpenAnswer.objects.first(), covered=[], is_hidden=True)
    assert "Zin" not in as_person(leader).get(where(bureau, wave)).text


def test_words_that_do_not_stand_there_are_said_and_what_was_typed_stays(bureau, as_person):
    wave = wave_with(bureau, 10)
    key = own_words_page(bureau.desk, wave, "", "").answers[0].key
    page = sent(as_person(bureau.researcher), bureau, wave, key, cover="Karel <b>")
    assert page.status_code == 422 and "Dit staat er niet: Karel &lt;b&gt;" in page.text
    assert 'value="Karel &lt;b&gt;"' in page.text and not OpenAnswerSeen.objects.exists()


def test_who_does_not_research_says_of_nothing_that_it_was_looked_at(bureau, as_person, leader):
    wave, elsewhere = wave_with(bureau, 10), wave_with(bureau, 10)
    key = OpenAnswer.objects.filter(school__wave=wave).first().pk
    assert sent(as_person(leader), bureau, wave, key).status_code == 403
    browser = as_person(bureau.researcher)
    for wrong in (uuid4(), "geen sleutel", OpenAnswer.objects.filter(school__wave=elsewhere).first().pk):
        assert sent(browser, bureau, wave, wrong).status_code == 404
    assert not OpenAnswerSeen.objects.exists()


def test_a_row_taken_otherwise_stays_shut(bureau):
    wave = wave_with(bureau, 10)
    with nothing_laid_out(), pytest.raises(NotOpened):
        _text = OpenAnswer.objects.filter(school__wave=wave).select_related("school").first().text


def test_many_come_in_leaves_and_each_asks_as_often(bureau, as_person, django_assert_max_num_queries):
    wave = wave_with(bureau, 45)
    browser = as_person(bureau.researcher)
    with django_assert_max_num_queries(30):
        first = browser.get(where(bureau, wave)).text
    last = browser.get(where(bureau, wave) + "?vraag=S06&blad=3").text
    assert first.count("data-told") == 20 and last.count("data-told") == 5
    assert "vraag=S06&amp;blad=2" in first and "1 van 3" in first


def test_words_are_found_whatever_signs_stand_round_them():
    assert covered_in(TOLD, "jan-willem") == ([4], [])
    assert covered_in(TOLD, " , groep 5 ,MEESTER") == ([3, 6, 8, 9, 14], [])
    assert covered_in(TOLD, "groep 6, Jan") == ([], ["groep 6", "Jan"])
    assert covered_in("", "x") == ([], ["x"]) and covered_in("a", "") == ([], [])
    assert without("een twee drie vier", [1, 2]) == f"een {COVER} vier" and without("een twee", [0, 1]) == COVER
    assert like_names(TOLD) == ["Meester", "Jan-Willem"] and like_names("Zin. Zin! zin") == []
