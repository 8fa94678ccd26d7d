"""The page of who answers is drawn once: each gets that of the own role and language, with a nonce and a key of its own."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rondom.base.actions import Refused
from rondom.surveys.actions import Sent, begin_version, close_wave, keep_box, keep_item, release_version, send_answers
from rondom.surveys.items import Item
from rondom.surveys.models import Box, PassUsed
from rondom.surveys.queries import last_version
from rondom.surveys.room import VERSIONS_KEPT, as_released, open_wave
from rondom.surveys.sheets import MOST_KEPT, drawn, kept, sheet_of
from tests.surveys.conftest import answer, pass_for
from tests.surveys.test_answering import CHANGES, TEXT, address

NONCE, KEY = re.compile(r'nonce="([^"]+)"'), re.compile(r'name="key" value="([^"]+)"')


@pytest.fixture
def guest() -> Client:
    return Client(SERVER_NAME="localhost")


def test_looking_and_sending_ask_the_database_as_much_whoever_comes(bureau, guest, django_assert_num_queries):
    few, many = bureau.wave(), bureau.wave(schools=[f"School {nth}" for nth in range(9)])
    for nth in range(12):
        answer(many, f"k{nth}", school="School 3")
    for wave, school in ((few, "De Wilg"), (many, "School 3")):
        where = address(wave, "teacher", school)
        guest.get(where)
        with django_assert_num_queries(2):
            guest.get(where)
        # One for the seat, six for the box, and two around its transaction.
        with django_assert_num_queries(9):
            assert guest.post(where, {"key": "once", "a_S05": "9"}, headers=TEXT).status_code == 200


def test_nonce_and_key_are_of_one_page_alone(bureau, guest):
    where = address(bureau.wave())

    pages = [guest.get(where) for _nth in range(3)]

    nonces, keys = [NONCE.findall(each.text) for each in pages], [KEY.findall(each.text) for each in pages]
    assert len({tuple(each) for each in nonces}) == len({tuple(each) for each in keys}) == 3
    for page, (nonce,), key in zip(pages, nonces, keys, strict=True):
        assert f"'nonce-{nonce}'" in page["Content-Security-Policy"] and len(key) == 1
    assert len({CHANGES.sub("", each.text) for each in pages}) == 1


def test_what_is_kept_is_what_is_drawn_and_nobody_gets_the_page_of_another(bureau, guest):
    """Every role and language twice, in turn: what was kept for one is never shown to another."""
    version = bureau.version("onze")
    roles = ("teacher", "school_leader", "nurse")
    wave = bureau.wave(version, roles=roles)
    for _again in range(2):
        seen = set()
        for role in roles:
            for language in ("nl", "en"):
                page = guest.get(f"{address(wave, role)}?taal={language}").text
                seat = open_wave(pass_for(wave, role).token)
                anew = drawn(sheet_of(seat, language), nonce="n", key="k")
                assert CHANGES.sub("", page) == CHANGES.sub("", anew)
                assert f'<html lang="{language}"' in page
                asked = [item for item in version.items if role in item.roles]
                assert page.count("<fieldset") == len(asked) + 1
                seen.add(CHANGES.sub("", page))
        assert len(seen) == 6


def test_a_changed_version_is_drawn_anew_and_the_old_one_stays_as_it_was_asked(bureau, guest):
    version = bureau.version()
    old = bureau.wave(version)
    before = guest.get(address(old)).text
    new = begin_version(bureau.desk, questionnaire=version.questionnaire)
    item = version.items[0]
    changed = Item(item.code, item.kind, {"nl": "Hoort men mij nu?", "en": "Am I heard now?"}, item.roles)
    keep_item(bureau.desk, version=new, item=changed, was=item.code)
    now = bureau.wave(release_version(bureau.desk, version=last_version(version.questionnaire)))

    page = guest.get(address(now)).text

    assert "Hoort men mij nu?" in page and item.text["nl"] not in page
    assert CHANGES.sub("", guest.get(address(old)).text) == CHANGES.sub("", before)


def test_a_wave_that_closes_is_closed_on_the_very_next_page(bureau, guest):
    wave = bureau.wave()
    where = address(wave)
    assert "a_S05" in guest.get(where).text

    close_wave(bureau.desk, wave=wave)

    page = guest.get(where).text
    assert "Deze vragenlijst is dicht" in page and "a_S05" not in page


def test_what_is_kept_knows_no_link_school_or_person(world, bureau, guest, as_person):
    wave = bureau.wave(schools=("De Wilg", "De Beuk"))
    first, other = address(wave), address(wave, school="De Beuk")
    mine = as_person(world.person("teacher")).get(first).text

    assert CHANGES.sub("", mine) == CHANGES.sub("", guest.get(other).text)
    for said in (first.strip("/"), "De Wilg", world.person("teacher").name):
        assert said not in mine


def test_compressed_it_says_the_same(bureau, guest):
    where = address(bureau.wave())

    small, large = guest.get(where, headers={"Accept-Encoding": "gzip"}), guest.get(where)

    assert small["Content-Encoding"] == "gzip" and len(small.content) < len(large.content) / 2
    assert "Accept-Encoding" in small["Vary"] and "Accept-Encoding" in large["Vary"]
    assert small["Cache-Control"] == large["Cache-Control"] == "no-store"


def test_what_was_given_stands_in_the_page_of_who_gave_it_alone(bureau, guest):
    where = address(bureau.wave())
    wrong = guest.post(where, {"key": "mine", "a_S05": "99", "a_S06": "Van mij alleen"})
    assert wrong.status_code == 422 and "Van mij alleen" in wrong.text

    after = guest.get(where).text

    assert "Van mij alleen" not in after and 'value="mine"' not in after and " checked" not in after


def test_not_more_is_kept_than_fits():
    assert kept.cache_info().maxsize == MOST_KEPT and as_released.cache_info().maxsize == VERSIONS_KEPT


def test_a_box_that_is_there_is_not_kept_twice_nor_a_slip_used_twice(bureau):
    wave = bureau.wave(is_per_person=True)
    seat = open_wave(pass_for(wave, number=5).token)
    for mark in ("a" * 64, "a" * 64, "b" * 64):
        keep_box(seat, mark=mark, laid=b"shut")

    assert (Box.objects.count(), PassUsed.objects.count()) == (1, 1)


def test_a_box_is_shut_before_anybody_has_to_wait(bureau):
    """What takes long, making a tie, is done before the first question of the transaction."""
    seat = open_wave(pass_for(bureau.wave()).token)
    too_long = Sent("k", {"S05": "5", "S06": "\U0001f600" * 5_000}, code=("ab", "4", "de"))

    with CaptureQueriesContext(connection) as asked, pytest.raises(Refused, match="Schrijf iets korter"):
        send_answers(seat, sent=too_long)

    assert not asked.captured_queries
