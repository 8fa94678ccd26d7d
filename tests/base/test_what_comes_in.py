"""What no browser of a person sends is refused in words, and never becomes a fault of ours."""

import stat

import pytest
from django.test import Client, RequestFactory

from config import env
from rondom.base.middleware import page_before
from rondom.base.signs import clean
from rondom.cards.actions import begin_card
from rondom.cards.models import Writing
from rondom.children.models import Role

BOUNDARY = "multipart/form-data; boundary=B"


def multipart(text: bytes) -> bytes:
    return b'--B\r\nContent-Disposition: form-data; name="text"\r\n\r\n' + text + b"\r\n--B--\r\n"


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "hex", "rot13", "latin-1", "utf-16", "idna"])
@pytest.mark.parametrize("kind", [BOUNDARY, "application/x-www-form-urlencoded", "text/plain"])
def test_another_charset_is_refused_in_words(world, as_person, mother, charset, kind):
    card = begin_card(mother, kind="help")
    at = f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/bewaren/"

    answer = as_person(world.person(Role.MOTHER)).generic("POST", at, multipart(b"+2AA-"), f"{kind}; charset={charset}")

    # Text that is no form is not even looked at.
    assert answer.status_code == (415 if kind == "text/plain" else 400)
    assert "Dit kunnen wij niet lezen" in answer.text
    assert not Writing.objects.filter(card=card).exists()


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", '; charset="UTF-8"', "; charset=utf8"])
def test_our_own_charset_comes_in(world, as_person, mother, charset):
    card = begin_card(mother, kind="help")
    at = f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/bewaren/"

    answer = as_person(world.person(Role.MOTHER)).generic("POST", at, multipart("Één".encode()), BOUNDARY + charset)

    assert answer.status_code == 204
    assert Writing.objects.get(card=card).words["text"] == "Één"


def test_a_nought_sign_anywhere_is_refused_in_words(world, as_person, mother):
    card = begin_card(mother, kind="help")
    here = f"/kinderen/{world.noor.pk}"
    at = f"{here}/kaartjes/{card.pk}/bewaren/"
    browser = as_person(world.person(Role.MOTHER))
    answers = [
        browser.get(f"{here}/\0/"),
        browser.get(f"{here}/?stem=%00"),
        browser.get(f"{here}/?%00=M"),
        browser.post(at, {"text": "Speltherapie\0"}),
        browser.generic("POST", at, multipart(b"Speltherapie\0"), BOUNDARY),
        browser.generic("POST", at, b"text=Spel%00", "application/x-www-form-urlencoded"),
        browser.get(here + "/", headers={"User-Agent": "Boos\0"}),
        Client(SERVER_NAME="localhost").get("/", headers={"Cookie": 'rondom="aaaaaaaaaaaa\\000aaaa"'}),
    ]

    assert [answer.status_code for answer in answers] == [400] * len(answers)
    assert all("Dit kunnen wij niet lezen" in answer.text for answer in answers)


def test_a_refusal_speaks_the_language_of_its_reader(world, as_person):
    answer = as_person(world.person(Role.MOTHER), "ar").get("/?van=%00")

    assert '<html lang="ar" dir="rtl">' in answer.text


def test_too_many_fields_are_refused_in_words(world, as_person):
    answer = as_person(world.person(Role.MOTHER)).post("/taal/", {f"veld{nth}": "x" for nth in range(1200)})

    assert answer.status_code == 400
    assert "Dit kunnen wij niet lezen" in answer.text


@pytest.mark.parametrize(
    ("came_from", "goes_to"),
    [
        ("http://[", "/"),
        ("http://localhost//evil.example/x", "/"),
        ("http://localhost/\\evil.example/x", "/"),
        ("http://evil.example/kinderen/", "/"),
        ("http://localhost", "/"),
        ("http://localhost/kinderen/1/?van=2020", "/kinderen/1/"),
        ("", "/"),
    ],
)
def test_a_refused_act_leads_back_to_a_page_of_ours_and_nowhere_else(came_from, goes_to):
    request = RequestFactory(SERVER_NAME="localhost").get("/", headers={"Referer": came_from})

    assert page_before(request) == goes_to


def test_what_can_not_be_kept_is_left_out_and_the_rest_stays():
    assert clean("a\0b\ud800c\x1b[31m\x9b\r\nd\re\tf") == "abc[31m\nd\ne\tf"
    assert clean("نور 👩\u200d👧 Ẽ") == "نور 👩\u200d👧 Ẽ"


def test_only_we_may_read_the_database(tmp_path):
    new, old = tmp_path / "var" / "new.sqlite3", tmp_path / "old.sqlite3"
    for name in ("old.sqlite3", "old.sqlite3-wal", "old.sqlite3-shm"):
        (tmp_path / name).touch(mode=0o644)

    env.sqlite(new)
    env.sqlite(old)

    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.rglob("*.sqlite3*")}
    assert modes == dict.fromkeys(["new.sqlite3", "old.sqlite3", "old.sqlite3-wal", "old.sqlite3-shm"], 0o600)


def test_the_address_of_a_form_opened_by_itself_says_what_to_do(world, as_person):
    """Who reloads after a mistake, or keeps such an address, gets a sentence and no empty page."""
    mother = as_person(world.person(Role.MOTHER))
    answer = mother.get(f"/kinderen/{world.noor.pk}/bewaren/afsluiten/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "druk daar op de knop" in answer.text and "Noor" not in answer.text
