"""Answering over HTTP: without an account, without a cookie, in one's own language, and kind to bad input."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.base.models import Event
from rondom.surveys.actions import Sent, close_wave, send_answers
from rondom.surveys.models import Box, PassUsed, Wave
from rondom.surveys.queries import answers_of, open_answers_of
from rondom.surveys.room import open_wave
from rondom.surveys.rules import LONGEST_OPEN
from tests.surveys.conftest import answer, pass_for

TEXT = {"Accept": "text/plain"}
# What differs on each page: the key of a script, and the one by which a sending is known again.
CHANGES = re.compile(r'nonce(=|-|": ")[\'"]?[\w+/=-]+|name="key" value="[\w-]+"')


def address(wave, *about, **more) -> str:
    return f"/vragen/{pass_for(wave, *about, **more).token}/"


@pytest.fixture
def guest() -> Client:
    return Client(SERVER_NAME="localhost")


def test_the_page_says_what_for_and_sets_no_cookie(bureau, guest):
    wave = bureau.wave()

    page = guest.get(address(wave))

    assert page.status_code == 200 and not page.cookies
    for said in ("Niemand ziet wie dit invulde", "op slot", "Stoppen mag altijd", "Zes vragen over hoe"):
        assert said in page.text
    assert 'name="a_S05" value="10"' in page.text


def test_an_answer_leaves_no_cookie_no_line_and_no_address(bureau, guest):
    wave = bureau.wave()
    before = Event.objects.count()

    sent = guest.post(address(wave), {"key": "k", "a_S01": "4", "a_S05": "9", "a_S06": "Weg ermee"})
    thanks = guest.get(sent["Location"])

    assert sent.status_code == 302 and not sent.cookies and not thanks.cookies
    assert "Het is aangekomen" in thanks.text
    assert Event.objects.count() == before and Box.objects.count() == 1
    close_wave(bureau.desk, wave=wave)
    assert {row.item: row.value for row in answers_of(bureau.desk, Wave.objects.get(pk=wave.pk))} == {"S01": "4", "S05": "9"}


def test_sent_again_after_a_line_that_broke_it_is_the_same_answer(bureau, guest):
    wave = bureau.wave(is_per_person=True)
    where = address(wave, number=3)
    for _again in range(3):
        sent = guest.post(where, {"key": "the same", "a_S05": "9"}, headers=TEXT)
        assert (sent.status_code, sent.cookies.output()) == (200, "")
    other = guest.post(where, {"key": "another", "a_S05": "1"}, headers=TEXT)

    assert (other.status_code, other.text) == (sent.status_code, sent.text), "who has all links learns not who answered"
    assert Box.objects.count() == PassUsed.objects.count() == 1
    of_another = address(wave, number=4)
    used, unused = (CHANGES.sub("", guest.get(each).text) for each in (where, of_another))
    assert used.replace(where, of_another) == unused


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"a_S05": "11"}, "Kies een van de antwoorden"),
        ({"a_S01": "<script>"}, "Kies een van de antwoorden"),
        ({"a_S05": "5", "a_S06": "x" * (LONGEST_OPEN + 1)}, "Schrijf iets korter"),
    ],
)
def test_bad_input_is_said_kindly_and_nothing_is_lost(bureau, guest, sent, says):
    wave = bureau.wave()

    page = guest.post(address(wave), {"key": "k", "a_S02": "3", **sent})

    assert page.status_code == 422 and says in page.text
    assert 'name="a_S02" value="3" checked' in page.text and 'value="k"' in page.text
    assert sent.get("a_S06", "") in page.text
    assert not Box.objects.exists()
    assert guest.post(address(wave), {"key": "k", **sent}, headers=TEXT).status_code == 409


def test_an_empty_answer_and_one_without_a_key_are_answers_too(bureau, guest):
    wave = bureau.wave()
    assert guest.post(address(wave), {}).status_code == 302
    assert guest.post(address(wave), {"also": "nobody", "code_1": "a", "unknown": "x"}).status_code == 302
    assert Box.objects.count() == 2


def test_the_longest_that_may_be_written_fits_and_more_is_said(bureau, guest):
    wave = bureau.wave()
    sent = guest.post(address(wave), {"a_S05": "5", "a_S06": "\U0001f600" * LONGEST_OPEN})
    assert sent.status_code == 302
    with pytest.raises(Refused, match="Schrijf iets korter"):
        answer(wave, "k", answers={"S05": "5", "S06": "\U0001f600" * 5_000})


@pytest.mark.parametrize("language", ["nl", "en", "tr", "ar", "pl", "uk", "ti"])
@pytest.mark.parametrize(("name", "role"), [("ouders", "parent"), ("leerlingen", "pupil")])
def test_a_family_is_asked_in_its_own_language(bureau, guest, name, role, language):
    version = bureau.version(name)
    wave = bureau.wave(version, roles=(role,))

    page = guest.get(f"{address(wave, role)}?taal={language}")

    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page.text
    assert page["Content-Language"] == language and settings.LANGUAGE_COOKIE_NAME not in page.cookies
    assert version.content["title"][language] in page.text
    assert all(item.text[language] in page.text for item in version.items)
    assert ("#face-good" in page.text) == (name == "leerlingen")


def test_a_language_that_the_questionnaire_has_not_becomes_dutch(bureau, guest):
    page = guest.get(f"{address(bureau.wave())}?taal=ti")

    assert '<html lang="nl"' in page.text


def test_a_link_that_is_none_and_a_wave_that_is_over(bureau, guest):
    wave = bureau.wave()
    where = address(wave)
    for wrong in ("/vragen/nergens/", f"{where[:-3]}/", "/vragen/" + "A" * 300 + "/"):
        assert guest.get(wrong).status_code == guest.post(wrong).status_code == 404
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        assert "Deze vragenlijst is dicht" in guest.get(where).text
        assert guest.post(where, {"a_S05": "1"}, headers=TEXT).status_code == 409
    close_wave(bureau.desk, wave=wave)
    assert "Deze vragenlijst is dicht" in guest.get(where).text


def test_who_is_signed_in_answers_as_nobody_too(world, bureau, as_person):
    wave = bureau.wave()
    person = as_person(world.person("teacher"))
    page = person.get(address(wave))

    assert world.person("teacher").name not in page.text
    assert person.post(address(wave), {"key": "k", "a_S05": "2"}).status_code == 302
    assert Box.objects.count() == 1


def test_another_site_can_not_send_in_somebodys_name(bureau, guest):
    sent = guest.post(address(bureau.wave()), {"key": "k"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert sent.status_code == 403 and not Box.objects.exists()


def test_open_answers_of_ten_come_without_school_and_role(bureau, guest):
    wave = bureau.wave()
    for nth in range(10):
        answer(wave, f"k{nth}", answers={"S05": "4", "S06": f"Woord {nth}"})
    close_wave(bureau.desk, wave=wave)
    assert len(open_answers_of(bureau.desk, Wave.objects.get(pk=wave.pk), "S06")) == 10


def test_asking_takes_as_many_questions_to_the_database_however_many_answered(bureau, guest, django_assert_max_num_queries):
    wave = bureau.wave()
    for nth in range(12):
        answer(wave, f"k{nth}")
    with django_assert_max_num_queries(6):
        guest.get(address(wave))


def test_sent_again_is_the_same_box(bureau):
    seat = open_wave(pass_for(bureau.wave()).token)
    for _nth in range(3):
        send_answers(seat, sent=Sent("the same", {"S05": "9"}))
    send_answers(seat, sent=Sent("another", {"S05": "9"}))
    assert Box.objects.count() == 2


def test_who_had_the_page_open_while_it_was_closed_is_told_so(bureau):
    wave = bureau.wave(is_per_person=True)
    seat = open_wave(pass_for(wave, number=2).token)
    assert seat.wave.turns.count() == 1
    close_wave(bureau.desk, wave=wave)
    with pytest.raises(Refused):
        send_answers(seat, sent=Sent("too late", {"S05": "9"}))
    assert not Box.objects.exists() and not PassUsed.objects.exists()
