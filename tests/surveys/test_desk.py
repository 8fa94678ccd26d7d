"""At the desk in the browser: editing a questionnaire, planning a wave, slips of paper, and what others than a researcher see."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from rondom.surveys.actions import close_wave, start_questionnaire
from rondom.surveys.models import Questionnaire, QuestionnaireVersion, Wave, WaveSchool
from rondom.surveys.queries import last_version
from tests.surveys.conftest import answer

ITEM = {"code": "A1", "kind": "five", "roles": ["teacher"], "text_nl": "Gaat het?", "text_en": "How is it?"}
HOSTILE = "<script>alert(1)</script> \U0001f600 \u202etxet"


@pytest.fixture
def at_desk(bureau, as_person):
    """Somebody who researches, in a browser; and the address of a page at that desk."""
    browser = as_person(bureau.researcher)

    def where(name: str, *more) -> str:
        return reverse(f"surveys:{name}", args=[bureau.organisation.pk, *more])

    return browser, where


@pytest.fixture
def draft(bureau) -> QuestionnaireVersion:
    return last_version(start_questionnaire(bureau.desk, name="samenwerken"))


def test_a_questionnaire_is_begun_and_changed_in_the_browser(at_desk):
    browser, where = at_desk
    begun = browser.post(where("start"), {"name": "leeg"})
    made = Questionnaire.objects.get()
    assert begun["Location"] == where("questionnaire", made.pk)
    names = {"title_nl": "Onze lijst", "title_en": "Our list", "intro_nl": "Om te leren", "intro_en": "To learn"}
    assert browser.post(where("title", made.pk), names).status_code == 302
    assert browser.post(where("item", made.pk, "nieuw"), {**ITEM, "text_nl": HOSTILE}).status_code == 302

    page = browser.get(where("questionnaire", made.pk)).text

    assert "Onze lijst" in page and "&lt;script&gt;alert(1)" in page and "<script>alert" not in page
    assert browser.post(where("release", made.pk)).status_code == 302
    assert "nieuwe versie" in browser.get(where("questionnaire", made.pk)).text


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"code": "1A"}, "Begin met een letter"),
        ({"code": ""}, "veld"),
        ({"roles": []}, "veld"),
        ({"kind": "choice", "options_nl": "een"}, "Geef twee tot twintig keuzes"),
        ({"kind": "choice", "options_nl": "een\n" + "x" * 81}, "tachtig tekens"),
        ({"only_if": "S05", "only_values": "11 twaalf"}, "Bij welke antwoorden?"),
    ],
)
def test_an_item_that_is_not_right_says_why_and_keeps_what_was_typed(at_desk, draft, given, says):
    browser, where = at_desk

    page = browser.post(where("item", draft.questionnaire.pk, "nieuw"), {**ITEM, **given})

    assert page.status_code == 422 and says in page.text and "Gaat het?" in page.text
    assert len(last_version(draft.questionnaire).items) == 6


def test_a_choice_and_a_condition_are_kept(at_desk, draft):
    browser, where = at_desk
    given = {
        **ITEM,
        "kind": "choice",
        "options_nl": "fiets\nbus",
        "options_en": "bike\nbus",
        "only_if": "S05",
        "only_values": "1 2",
    }
    browser.post(where("item", draft.questionnaire.pk, "nieuw"), given)

    item = last_version(draft.questionnaire).items[-1]

    assert item.values == ("1", "2") and item.options[0] == {"nl": "fiets", "en": "bike"}
    assert (item.only_if, item.only_values) == ("S05", ("1", "2"))
    assert "fiets" in browser.get(where("item", draft.questionnaire.pk, "A1")).text


def test_a_code_twice_and_a_question_that_is_not_there(at_desk, draft):
    browser, where = at_desk
    twice = browser.post(where("item", draft.questionnaire.pk, "nieuw"), {**ITEM, "code": "S01"}, follow=True)
    assert "Deze code is er al" in twice.text
    assert browser.get(where("item", draft.questionnaire.pk, "Z9")).status_code == 404
    assert browser.post(where("arrange", draft.questionnaire.pk), {"turn": "sideways S01"}).status_code == 302
    assert browser.post(where("arrange", draft.questionnaire.pk), {"turn": "out Z9"}).status_code == 302


def test_a_wave_whose_last_day_is_before_its_first_is_refused(at_desk, bureau):
    browser, where = at_desk
    version, today = bureau.version(), timezone.localdate()
    year = browser.get(where("plan")).context["form"].fields["year"].choices[0][0]
    given = {"version": str(version.pk), "year": year, "roles": ["teacher"], "opens_on": today, "closes_on": today}

    wrong = browser.post(where("plan"), {**given, "closes_on": today - timedelta(days=1)}, follow=True)
    right = browser.post(where("plan"), given)

    assert "De laatste dag ligt vóór de eerste" in wrong.text
    assert right.status_code == 302 and Wave.objects.count() == 1
    assert browser.post(where("plan"), {**given, "opens_on": "gisteren"}).status_code == 422


def test_numbers_that_are_none_are_said_and_a_school_twice_gets_the_new_ones(at_desk, bureau):
    browser, where = at_desk
    wave = bureau.wave(schools=("De Wilg",), roles=("teacher",))
    wrong = browser.post(where("school", wave.pk), {"name": "De Wilg", "invited_teacher": "-3"})
    browser.post(where("school", wave.pk), {"name": "De Wilg", "invited_teacher": "31"})

    assert wrong.status_code == 422
    assert WaveSchool.objects.get(wave=wave).invited == {"teacher": 31}


def test_slips_hold_a_link_each_and_no_name(at_desk, bureau):
    browser, where = at_desk
    wave = bureau.wave(is_per_person=True, roles=("teacher",), schools=(HOSTILE,))
    school = WaveSchool.objects.get(wave=wave)

    made = browser.post(where("slips", wave.pk), {"school": school.code, "role": "teacher", "language": "en"})

    words = "".join(page.extract_text() for page in PdfReader(BytesIO(made.content)).pages).replace("\n", "")
    assert made["Content-Type"] == "application/pdf" and words.count("/vragen/") == 20
    assert browser.post(where("slips", wave.pk), {"school": "elders", "role": "teacher"}).status_code == 404
    assert "/vragen/" not in browser.get(where("wave", wave.pk)).text


def test_response_is_not_there_while_a_wave_is_open_and_counts_afterwards(at_desk, bureau):
    browser, where = at_desk
    wave = bureau.wave()
    for nth in range(11):
        answer(wave, f"k{nth}")
    assert browser.get(where("response", wave.pk)).status_code == 403
    assert "10-14" not in browser.get(where("wave", wave.pk)).text
    close_wave(bureau.desk, wave=wave)

    page = browser.get(where("response", wave.pk)).text

    assert "<td>40</td><td>11</td><td>27,5</td>" in page
    assert "10-14" in browser.get(where("wave", wave.pk)).text


def test_pages_ask_as_often_however_many_schools_there_are(at_desk, bureau, django_assert_max_num_queries):
    browser, where = at_desk
    wave = bureau.wave(schools=tuple(f"School {nth}" for nth in range(12)))
    with django_assert_max_num_queries(30):
        browser.get(where("wave", wave.pk))
    with django_assert_max_num_queries(30):
        browser.get(where("monitor"))
