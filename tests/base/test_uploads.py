"""Files that come in: scanned where there is a scanner, taken apart, and given out as something that can do nothing (R106)."""

import json
import socket

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from rondom.base import uploads
from rondom.base.actions import Refused
from rondom.base.pictures import LONGEST_SIDE, clean_picture
from rondom.base.sounds import clean_sound
from rondom.base.uploads import part_of
from rondom.cards.actions import attach, begin_card
from rondom.cards.models import Attachment
from rondom.cards.rules import MOST_CARDS_A_DAY
from rondom.children.models import Child, Role
from tests.base.clamd import EICAR, scanner
from tests.media import DEVICE, REMARK, mp4, ogg, photo, png, webm

PLAIN = {"accept": "text/plain"}


@pytest.fixture
def drawing(world, as_person):
    """Noor, in her browser, sends a drawing with her own card."""
    dossier = world.dossier(Role.CHILD)
    card = begin_card(dossier, kind="school")
    browser = as_person(world.person(Role.CHILD))

    def send(content: bytes, name: str = "tekening.png", kind: str = "image/png", last: str = "tekening"):
        path = f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/erbij/{last}/"
        return browser.post(path, {"content": SimpleUploadedFile(name, content, kind)}, headers=PLAIN)

    return send


@pytest.mark.parametrize("kind", [socket.AF_INET, socket.AF_UNIX], ids=["host and port", "path"])
def test_a_scanner_hears_the_whole_file_and_what_it_finds_is_not_kept(settings, drawing, tmp_path, kind):
    path = str(tmp_path / "clamd.sock") if kind == socket.AF_UNIX else ""
    with scanner(kind, path) as (where, listening):
        settings.CLAMD = where
        assert drawing(png(900, 600)).status_code == 204
        said = drawing(png() + EICAR)

    assert listening.heard == [png(900, 600), png() + EICAR]
    assert (said.status_code, said.text) == (409, "In dit bestand zit iets wat computers ziek maakt. Rondom bewaart het niet.")
    assert bytes(Attachment.objects.get().content) == png(900, 600)


def test_a_scanner_that_should_be_there_and_is_not_lets_nothing_in_and_loses_nothing(settings, drawing):
    settings.CLAMD = "127.0.0.1:1"
    said = drawing(png())

    # Sent by itself, it is tried again: 503 and not a no.
    assert said.status_code == 503
    assert "Het is nog niet bewaard" in said.text
    assert not Attachment.objects.exists()
    settings.CLAMD = ""
    assert drawing(png()).status_code == 204


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR", b"stream: OK?", b"\xff\xfe", b"FOUND"])
def test_a_scanner_that_says_something_else_lets_nothing_in(settings, drawing, answer):
    with scanner(answer=answer) as (where, _listening):
        settings.CLAMD = where
        assert drawing(png()).status_code == 503
    assert not Attachment.objects.exists()


def test_a_scanner_that_keeps_silent_is_not_waited_for(settings, drawing, monkeypatch):
    monkeypatch.setattr(uploads, "WAITS", 0.3)
    with scanner(hangs=True) as (where, _listening):
        settings.CLAMD = where
        assert drawing(png()).status_code == 503


def test_a_timeline_file_is_scanned_too_and_the_page_says_so(settings, world, as_person):
    browser = as_person(world.person(Role.CARE_COORDINATOR))
    path = f"/organisaties/{world.school.pk}/tijdlijn-inlezen/"
    story = json.dumps({"note": EICAR.decode()}).encode().replace(rb"\\", b"\\")
    before = Child.objects.count()
    with scanner() as (where, listening):
        settings.CLAMD = where
        said = browser.post(path, {"file": SimpleUploadedFile("f.json", story, "application/json")}, headers={"referer": "x"})
        assert said.status_code == 302
    assert len(listening.heard) == 1
    assert "wat computers ziek maakt" in browser.get("/toegang/").text
    assert Child.objects.count() == before


@pytest.mark.parametrize(
    ("name", "kind"), [("f.exe", "application/json"), ("f.json.html", "text/html"), ("f.docm", ""), ("f.json", "image/svg+xml")]
)
def test_a_file_of_another_kind_is_refused_at_the_field(world, as_person, name, kind):
    browser = as_person(world.person(Role.CARE_COORDINATOR))
    path = f"/organisaties/{world.school.pk}/tijdlijn-inlezen/"

    said = browser.post(path, {"file": SimpleUploadedFile(name, b"{}", kind)})

    assert said.status_code == 422
    assert "Dit soort bestand kan Rondom niet bewaren." in said.text


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_of_a_photo_nothing_is_kept_but_its_dots(drawing, kind):
    sent = photo(kind=kind)
    assert REMARK.encode() in sent and DEVICE.encode() in sent

    assert drawing(sent, f"IMG_1.{kind.lower()}", f"image/{kind.lower()}").status_code == 204

    kept = Attachment.objects.get()
    content = bytes(kept.content)
    assert (kept.media_type, content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    with Image.open(uploads_file(content)) as seen:
        # It lay on its side; it is kept upright, and nothing says so any more.
        assert (seen.size, dict(seen.getexif()), seen.info.get("comment")) == ((40, 60), {}, None)
    for beside in (REMARK, DEVICE, "Exif", "xmp", "GPS"):
        assert beside.encode() not in content


def test_without_script_a_photo_of_a_drawing_is_kept_by_its_own_form(world, as_person):
    card = begin_card(world.dossier(Role.CHILD), kind="school")
    browser = as_person(world.person(Role.CHILD))
    own = f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/zelf/"
    assert "Wij halen locatiegegevens uit de foto." in browser.get(own).text

    kept = browser.post(own.replace("zelf", "erbij/tekening"), {"content": SimpleUploadedFile("f.jpg", photo(), "image/jpeg")})

    assert (kept.status_code, kept["Location"]) == (302, own)
    assert "Het is bewaard." in browser.get(own).text
    seen = browser.get(own.replace("zelf", "erbij/tekening"))
    assert (seen["Content-Type"], seen["Content-Disposition"]) == ("image/jpeg", 'attachment; filename="tekening.jpeg"')


def uploads_file(content: bytes):
    return SimpleUploadedFile("x", content)


def test_a_large_photo_is_made_smaller_and_one_of_too_many_dots_is_refused():
    small, kind = clean_picture(photo(4000, 1000))
    with Image.open(uploads_file(small)) as seen:
        assert (max(seen.size), kind) == (LONGEST_SIDE, "image/jpeg")

    assert clean_picture(photo(6000, 5000, quality=1)) == (b"", "")


@pytest.mark.parametrize("sound", [webm(), ogg(), mp4()], ids=["webm", "ogg", "mp4"])
def test_of_a_voice_nothing_is_kept_that_stands_beside_the_sound(sound):
    kept, kind = clean_sound(sound)

    assert REMARK.encode() in sound and DEVICE.encode() in sound
    assert kind and clean_sound(kept) == (kept, kind), "what was cleaned stays as it is"
    for beside in (REMARK, DEVICE, "Chrome", "+52.01", "on a phone"):
        assert beside.encode() not in kept
    if kind != "audio/ogg":  # there the page is made anew
        assert len(kept) == len(sound), "each part of the sound stays in its place"
    assert kept.count(b"\xfc" * 20) == sound.count(b"\xfc" * 20)


def test_who_draws_all_day_long_hears_that_tomorrow_is_another_day(world, monkeypatch, drawing):
    assert MOST_CARDS_A_DAY == 60
    monkeypatch.setattr("rondom.cards.rules.MOST_CARDS_A_DAY", 1)
    assert drawing(png()).status_code == 204
    assert drawing(png(31)).status_code == 204, "at the same drawing one goes on"
    dossier = world.dossier(Role.CHILD)
    with pytest.raises(Refused, match="Morgen kan het weer"):
        attach(dossier, card=begin_card(dossier, kind="home"), kind="drawing", content=png())


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("bytes=0-0", range(1)),
        ("bytes=2-5", range(2, 6)),
        ("bytes=2-", range(2, 10)),
        ("bytes=-3", range(7, 10)),
        ("bytes=-99", range(10)),
        ("bytes=8-99", range(8, 10)),
        ("bytes = 1-2", range(1, 3)),
        ("bytes=10-", range(0)),
        ("bytes=99-100", range(0)),
        ("bytes=-0", range(0)),
        ("bytes=5-2", None),
        ("bytes=1-2,4-5", None),
        ("bytes=-", None),
        ("bytes=x", None),
        ("lines=1-2", None),
        ("", None),
    ],
)
def test_which_part_is_asked_for(asked, found):
    part = part_of(asked, 10)

    assert (list(part) if part is not None else None) == (list(found) if found is not None else None)


def test_a_part_is_given_with_its_place_and_what_is_not_there_with_the_size(drawing, world, as_person):
    sound = clean_sound(webm())[0]
    assert drawing(webm(), "stem.webm", "audio/webm;codecs=opus", "stem").status_code == 204
    kept = Attachment.objects.get()
    path = f"/kinderen/{world.noor.pk}/kaartjes/{kept.card_id}/erbij/stem/"
    browser = as_person(world.person(Role.CHILD))

    part = browser.get(path, headers={"range": "bytes=-7"})
    none = browser.get(path, headers={"range": f"bytes={len(sound)}-"})
    whole = browser.get(path, headers={"range": "bytes=0-3", "if-range": '"once"'})

    assert (part.status_code, part.content) == (206, sound[-7:])
    assert part["Content-Range"] == f"bytes {len(sound) - 7}-{len(sound) - 1}/{len(sound)}"
    assert (none.status_code, none["Content-Range"], none.content) == (416, f"bytes */{len(sound)}", b"")
    assert (whole.status_code, whole.content) == (200, sound)
    assert (whole["Accept-Ranges"], whole["Content-Encoding"]) == ("bytes", "identity")
    for answer in (part, none, whole):
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Disposition"] == 'attachment; filename="stem.webm"'
        assert answer["Cache-Control"] == "no-store"
