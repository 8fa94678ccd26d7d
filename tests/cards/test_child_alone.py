"""Noor is eight; she makes a card by herself: faces, a drawing, her voice, a few words, and she says who may read it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.base.models import Event
from rondom.base.pictures import SIGNATURE, chunk, clean_png
from rondom.base.scope import Outside
from rondom.base.sounds import clean_sound
from rondom.cards.actions import (
    attach,
    begin_card,
    choose_audience,
    detach,
    read_attachment,
    settle_card,
    share_all,
    share_card,
    take_back,
    throw_away,
)
from rondom.cards.models import Attachment, Card
from rondom.cards.queries import cards_in, drafts_in
from rondom.cards.rules import MOST_BYTES
from rondom.children.models import Child, Role
from tests.media import mp4, ogg, png, webm
from tests.sealed import rewrite

PLAIN = {"accept": "text/plain"}
WEBM = clean_sound(webm())[0]


@pytest.fixture
def noor(world):
    """Noor as she was when she was eight."""
    born = timezone.localdate() - timedelta(days=8 * 365 + 100)
    rewrite(Child.objects.filter(pk=world.noor.pk), birth_date=born)
    return world.dossier(Role.CHILD)


@pytest.fixture
def card(noor):
    return begin_card(noor, kind="school")


def where(world, card, last: str = "") -> str:
    return f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/{last}"


def upload(content: bytes) -> dict:
    return {"content": SimpleUploadedFile("x", content)}


def test_a_new_card_of_a_young_child_opens_its_own_page(world, noor, as_person):
    browser = as_person(world.person(Role.CHILD))
    assert "tiles--young" in browser.get(f"/kinderen/{world.noor.pk}/kaartjes/nieuw/").text

    for given in ({"kind": "school"}, {"kind": "school", "whole": "1"}):
        begun = browser.post(f"/kinderen/{world.noor.pk}/kaartjes/nieuw/", given)
        page = browser.get(begun["Location"])
        assert begun["Location"].endswith("/zelf/")
        assert "Hoe is het op school?" in page.text
        assert "microphone=(self)" in page["Permissions-Policy"]
        assert "media-src 'self'" in page["Content-Security-Policy"]
    elsewhere = browser.get(f"/kinderen/{world.noor.pk}/lijst/")
    assert "microphone=()" in elsewhere["Permissions-Policy"]


def test_from_twelve_the_ordinary_page_opens_and_this_one_is_a_choice(world, as_person):
    browser = as_person(world.person(Role.CHILD))

    begun = browser.post(f"/kinderen/{world.noor.pk}/kaartjes/nieuw/", {"kind": "school"})

    assert begun["Location"].endswith("/schrijven/wanneer/")
    assert "Liever tekenen of vertellen" in browser.get(begun["Location"].replace("wanneer", "wat")).text


def test_for_who_is_not_the_child_there_is_the_ordinary_form(world, mother, noor, card, as_person):
    own = begin_card(mother, kind="help")
    browser = as_person(world.person(Role.MOTHER))

    assert browser.get(where(world, own, "zelf/"))["Location"].endswith("/schrijven/")
    assert browser.get(where(world, card, "zelf/")).status_code == 404
    shared = Card.objects.filter(child=world.noor, voice=mother.voice, shares__isnull=False).first()
    child = as_person(world.person(Role.CHILD))
    assert child.get(where(world, shared, "zelf/"))["Location"].endswith("/schrijven/")


def test_faces_words_and_readers_in_one_go(world, noor, card, as_person):
    browser = as_person(world.person(Role.CHILD))
    given = {"own": "1", "face": "neutral", "text": "Rekenen is moeilijk", "date": "", "audience": "teacher"}

    assert browser.post(where(world, card, "bewaren/"), given).status_code == 204
    assert "Rekenen is moeilijk" in browser.get(where(world, card, "zelf/")).text
    browser.post(where(world, card, "zelf/"), {**given, "share": "1"})

    told = next(each for each in cards_in(noor) if each.id == card.pk)
    assert (told.text, told.face, told.audience, told.is_shared) == ("Rekenen is moeilijk", "neutral", "teacher", True)
    assert card.pk in {each.id for each in cards_in(world.dossier(Role.TEACHER))}
    assert card.pk not in {each.id for each in cards_in(world.dossier(Role.MOTHER))}


def test_an_empty_card_is_not_shared_and_says_so_kindly(world, noor, card, as_person):
    browser = as_person(world.person(Role.CHILD))

    page = browser.post(where(world, card, "zelf/"), {"text": "", "share": "1"}, follow=True)

    assert "Teken, vertel of schrijf eerst iets." in page.text
    assert not Card.objects.get(pk=card.pk).is_shared
    assert browser.post(where(world, card, "zelf/"), {"face": "boos", "share": "1"}).status_code == 422


def test_a_drawing_alone_is_a_card(world, noor, card, as_person):
    browser = as_person(world.person(Role.CHILD))
    assert browser.post(where(world, card, "erbij/tekening/"), upload(png()), headers=PLAIN).status_code == 204

    (draft,) = [each for each in drafts_in(noor) if each.id == card.pk]
    assert (draft.attachments, draft.text) == (("drawing",), "Tekening")
    browser.post(where(world, card, "zelf/"), {"text": "", "share": "1"})

    teacher = as_person(world.person(Role.TEACHER))
    page = teacher.get(where(world, card)).text
    name = world.noor.first_name
    assert f'alt="Tekening van {name}"' in page
    assert "Tekening" in teacher.get(f"/kinderen/{world.noor.pk}/lijst/").text
    seen = teacher.get(where(world, card, "erbij/tekening/"))
    assert (seen.status_code, seen["Content-Type"], seen.content) == (200, "image/png", png())
    assert seen["X-Content-Type-Options"] == "nosniff"
    assert seen["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert seen["Content-Disposition"] == 'attachment; filename="tekening.png"'
    assert seen["Cache-Control"] == "no-store"


def test_sharing_all_takes_a_drawing_along(noor, card):
    attach(noor, card=card, kind="drawing", content=png())

    assert [each.pk for each in share_all(noor)] == [card.pk]


def test_a_card_with_a_drawing_is_not_taken_for_a_blank_one(noor, card):
    attach(noor, card=card, kind="drawing", content=png())

    assert begin_card(noor, kind="home").pk != card.pk
    assert Attachment.objects.filter(card=card).count() == 1


def test_a_voice_is_heard_by_who_may_read_and_in_parts_where_a_player_asks(world, noor, card, as_person):
    attach(noor, card=card, kind="voice", content=WEBM)
    share_card(noor, card=card, words={"text": "Luister maar"})
    teacher = as_person(world.person(Role.TEACHER))
    path = where(world, card, "erbij/stem/")

    whole = teacher.get(path)
    assert (whole.status_code, whole["Content-Type"], whole.content) == (200, "audio/webm", WEBM)
    part = teacher.get(path, headers={"range": "bytes=2-5"})
    assert (part.status_code, part.content, part["Content-Range"]) == (206, WEBM[2:6], f"bytes 2-5/{len(WEBM)}")
    rest = teacher.get(path, headers={"range": f"bytes={len(WEBM) - 3}-"})
    assert (rest.status_code, rest.content) == (206, WEBM[-3:])
    assert teacher.get(path, headers={"range": "bytes=99999-"}).status_code == 416
    assert teacher.get(path, headers={"range": "bytes=x"}).status_code == 200
    assert "vertelt" in teacher.get(where(world, card)).text


@pytest.mark.parametrize("role", [Role.MOTHER, Role.FATHER, Role.TEACHER, Role.CARE_COORDINATOR, Role.YOUTH_WORKER])
def test_a_drawing_is_there_for_whom_its_card_is_there(world, noor, card, as_person, role):
    attach(noor, card=card, kind="drawing", content=png())
    browser, path = as_person(world.person(role)), where(world, card, "erbij/tekening/")
    assert browser.get(path).status_code == 404

    for audience in ("teacher", "teacher_and_parents", "circle"):
        choose_audience(noor, card=card, audience=audience)
        share_card(noor, card=card)
        is_read = card.pk in {each.id for each in cards_in(world.dossier(role))}
        assert browser.get(path).status_code == (200 if is_read else 404)
        take_back(noor, card=card)
        assert browser.get(path).status_code == 404
    assert as_person(world.stranger).get(path).status_code == 404


def test_a_drawing_that_is_not_there_or_of_no_kind_is_not_there(world, noor, card, as_person):
    browser = as_person(world.person(Role.CHILD))

    assert browser.get(where(world, card, "erbij/tekening/")).status_code == 404
    assert browser.get(where(world, card, "erbij/film/")).status_code == 404
    elsewhere = Card.objects.filter(child=world.other).first()
    assert browser.get(where(world, elsewhere, "erbij/tekening/")).status_code == 404


def test_only_the_child_draws_on_its_own_card_and_only_before_it_is_shared(world, mother, noor, card, as_person):
    own = begin_card(mother, kind="home")
    with pytest.raises(Refused, match="Alleen het kind zelf"):
        attach(mother, card=own, kind="drawing", content=png())
    with pytest.raises(Outside):
        attach(mother, card=card, kind="drawing", content=png())
    foreign = Card.objects.filter(child=world.noor, voice=mother.voice, shares__isnull=False).first()
    with pytest.raises(Refused, match="Alleen het kind zelf"):
        attach(noor, card=foreign, kind="drawing", content=png())

    attach(noor, card=card, kind="drawing", content=png())
    share_card(noor, card=card)
    with pytest.raises(Refused, match="Haal het eerst van de tijdlijn"):
        attach(noor, card=card, kind="drawing", content=png(31))
    page = as_person(world.person(Role.CHILD)).get(where(world, card, "zelf/")).text
    assert "Haal het eerst van de tijdlijn" in page
    assert "<draw-here" not in page


def test_a_drawing_is_thrown_away_by_the_child_also_when_it_is_shared(world, mother, noor, card, as_person):
    kept = attach(noor, card=card, kind="drawing", content=png())
    share_card(noor, card=card, words={"text": "Kijk"})
    with pytest.raises(Refused):
        detach(mother, card=Card.objects.get(pk=card.pk), kind="drawing")
    assert read_attachment(mother, attachment=kept) == kept
    browser = as_person(world.person(Role.CHILD))

    browser.post(where(world, card, "zelf/"), {"text": "Kijk", "remove": "tekening"})

    assert not Attachment.objects.filter(card=card).exists()
    assert browser.get(where(world, card, "erbij/tekening/")).status_code == 404


def test_after_being_taken_back_nobody_else_hears_or_sees_it_and_thrown_away_it_is_gone(world, noor, card, mother):
    kept = attach(noor, card=card, kind="voice", content=WEBM)
    with pytest.raises(Outside):
        read_attachment(mother, attachment=kept)
    throw_away(noor, card=card)

    assert not Attachment.objects.filter(pk=kept.pk).exists()


def test_the_record_says_who_looked_at_a_drawing(world, noor, card, as_person):
    attach(noor, card=card, kind="drawing", content=png())
    share_card(noor, card=card)

    as_person(world.person(Role.TEACHER)).get(where(world, card, "erbij/tekening/"))

    line = Event.objects.get(event="attachment.read", child_id=world.noor.pk)
    assert (line.act, line.person_id) == ("R", world.person(Role.TEACHER).pk)
    assert line.object_ids == str(Attachment.objects.get(card=card).pk)


BOMB = png(2000, 2000, dots=b"\x00" * 40_000_000)
NO_PICTURES = {
    "nothing": b"",
    "a page": b"<html><script>alert(1)</script>",
    "a gif": b"GIF89a" + b"\x00" * 100,
    "half a png": png()[:-20],
    "a changed dot": png()[:60] + b"\xff" + png()[61:],
    "too wide": png(2001, 1),
    "no height": png(10, 0, dots=b""),
    "more dots than it says": BOMB,
    "fewer dots than it says": png(dots=b"\x00" * 50),
    "a palette": png(colour=3),
    "no known filter": png(dots=(b"\x09" + b"\x40" * 120) * 20),
    "only a head": SIGNATURE + chunk(b"IEND", b""),
}


@pytest.mark.parametrize("content", NO_PICTURES.values(), ids=NO_PICTURES)
def test_what_is_no_drawing_is_not_kept_and_a_kind_sentence_says_so(world, noor, card, as_person, content):
    browser = as_person(world.person(Role.CHILD))

    said = browser.post(where(world, card, "erbij/tekening/"), upload(content), headers={"accept": "text/plain"})

    assert said.status_code == 409
    assert "Teken hem op het vel hier" in said.text or "Er staat nog niets" in said.text
    assert not Attachment.objects.exists()


def test_what_is_hidden_in_a_picture_does_not_come_along():
    hidden = png(more=chunk(b"tEXt", b"Comment\x00<script>")) + b"PK\x03\x04 and an archive"

    assert clean_png(hidden) == png()


@pytest.mark.parametrize("content", [b"", b"RIFF1234WAVE", b"\x1aE\xdf\xa3matroska", b"<html>"], ids=["", "wav", "film", "page"])
def test_what_is_no_sound_is_not_kept(noor, card, content):
    with pytest.raises(Refused, match="Vertel het nog een keer"):
        attach(noor, card=card, kind="voice", content=content)


def test_the_sounds_that_browsers_record_are_known():
    assert [clean_sound(each)[1] for each in (webm(), ogg(), mp4())] == [
        "audio/webm",
        "audio/ogg",
        "audio/mp4",
    ]


@pytest.mark.parametrize(("kind", "last"), [("drawing", "tekening"), ("voice", "stem")])
def test_what_is_too_large_is_not_kept(world, noor, card, as_person, kind, last):
    browser = as_person(world.person(Role.CHILD))

    said = browser.post(
        where(world, card, f"erbij/{last}/"), upload(b"\x00" * (MOST_BYTES[kind] + 1)), headers={"accept": "text/plain"}
    )

    assert said.status_code == 409
    assert "te groot" in said.text or "te lang" in said.text
    assert browser.post(where(world, card, f"erbij/{last}/"), {}, headers={"accept": "text/plain"}).status_code == 409


def test_drawing_again_takes_the_place_of_the_drawing_before(noor, card):
    attach(noor, card=card, kind="drawing", content=png(30))
    attach(noor, card=card, kind="drawing", content=png(31))

    assert bytes(Attachment.objects.get(card=card).content) == png(31)


def test_a_card_with_a_drawing_and_words_says_both(world, noor, card):
    attach(noor, card=card, kind="drawing", content=png())
    settle_card(noor, card=card, words={"text": "Mijn klas"})

    told = next(each for each in cards_in(noor) if each.id == card.pk)
    assert (told.text, told.attachments) == ("Mijn klas", ("drawing",))
