"""Taking along: one ZIP that can be read at home, with what its taker may read now and nothing else (R39, R80)."""

import csv
import hashlib
import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from pypdf import PdfReader

from rondom.base.models import Event
from rondom.cards.actions import add_remark, begin_card, keep_writing, settle_card, share_card, state_own
from rondom.cards.models import Attachment, Card, CardVersion
from rondom.cards.queries import cards_in
from rondom.children.actions import mark_secret_address
from rondom.children.dossier import house_dossier
from rondom.children.models import Child, Place, Role
from rondom.mydata import parcel
from rondom.mydata.bundle import TAKEN
from rondom.mydata.contents import harmless
from rondom.mydata.views import family
from rondom.people.desk import house_desk
from rondom.timeline.actions import import_timeline
from rondom.timeline.export import timeline_file
from rondom.timeline.file import read_timeline

PIXEL = b"\x89PNG\r\n\x1a\n" + b"tekening van een huis" * 50


def where(world) -> str:
    return f"/kinderen/{world.noor.pk}/mijn-gegevens/meenemen/"


def taken(browser, world, **given) -> zipfile.ZipFile:
    answer = browser.post(where(world), {"with_media": "on", **given})
    assert answer.status_code == 200, answer
    assert answer["Content-Type"] == "application/zip"
    content = b"".join(answer.streaming_content)
    assert len(content) == int(answer["Content-Length"])
    return zipfile.ZipFile(io.BytesIO(content))


def letters(pdf: bytes) -> str:
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def all_said(made: zipfile.ZipFile) -> str:
    """Every word in every file."""
    files = ((name, made.read(name)) for name in made.namelist())
    return "".join(letters(each) if name.endswith(".pdf") else each.decode("utf-8", "replace") for name, each in files)


def test_a_mother_takes_her_story_along_and_can_read_it(world, as_person):
    made = taken(as_person(world.person(Role.MOTHER)), world)

    assert made.testzip() is None
    read, for_a_computer = {"verhaal.pdf", "toestemmingen.pdf", "lees-mij.html"}, {"tijdlijn.json", "gegevens.json"}
    assert set(made.namelist()) == read | for_a_computer | {"wie-heeft-gekeken.csv", "sha256.txt"}
    story = letters(made.read("verhaal.pdf"))
    # Letters that run from right to left come out of a PDF in the order in which they are drawn.
    for card in (each for each in cards_in(world.dossier(Role.MOTHER)) if each.language == "nl"):
        assert re.sub(r"\s+", "", card.text)[:60] in story
    root = PdfReader(io.BytesIO(made.read("verhaal.pdf"))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root and root["/Lang"] == "nl"
    assert letters(made.read("toestemmingen.pdf"))
    rows = list(csv.reader(io.StringIO(made.read("wie-heeft-gekeken.csv").decode("utf-8-sig"))))
    assert rows[0] == ["Dag", "Wie", "Organisatie", "Wat", "Waarom", "In nood"]
    assert any("Keek in het dossier" in row[3] for row in rows[1:])


def test_the_list_of_marks_is_right_for_every_file(world, as_person):
    made = taken(as_person(world.person(Role.MOTHER)), world)

    marks = dict(reversed(line.split("  ", 1)) for line in made.read("sha256.txt").decode().splitlines())
    assert set(marks) == set(made.namelist()) - {"sha256.txt"}
    assert all(hashlib.sha256(made.read(name)).hexdigest() == mark for name, mark in marks.items())


def test_the_timeline_in_it_gives_the_same_again(world, as_person):
    """Round trip: a child made of what was taken along tells the same story."""
    state_own(world.dossier(Role.MOTHER), card=Card.objects.filter(child=world.noor, voice__letter="S")[0], text="Anders")
    first = json.loads(taken(as_person(world.person(Role.MOTHER)), world).read("tijdlijn.json"))

    child = import_timeline(house_desk(world.school), file=read_timeline(json.dumps(first)))

    again = timeline_file(house_dossier(child), with_drafts=True)
    assert sorted(map(json.dumps, again["cards"])) == sorted(map(json.dumps, first["cards"]))
    for key in ("groups", "school_periods", "lane_texts"):
        assert again[key] == first[key]
    assert again["child"] == first["child"]


@pytest.mark.parametrize(("language", "said", "direction"), [("nl", "Begin hier", "ltr"), ("ar", "verhaal.pdf", "rtl")])
def test_the_page_that_lies_with_it_says_what_is_in_it(world, as_person, language, said, direction):
    made = taken(as_person(world.person(Role.MOTHER), language), world)
    page = made.read("lees-mij.html").decode()

    assert f'lang="{language}"' in page and f'dir="{direction}"' in page and said in page
    assert "<script" not in page and "http://" not in page and "https://" not in page
    assert set(re.findall(r'href="([^"]+)"', page)) <= set(made.namelist())
    assert all(name in page for name in made.namelist() if name != "lees-mij.html")


def test_drawings_and_voices_go_along_when_asked_for_and_not_otherwise(world, as_person):
    card = Card.objects.filter(child=world.noor, voice__letter="K", shares__isnull=False).first()
    Attachment.objects.create(card=card, kind="drawing", media_type="image/png", content=PIXEL)
    mother = as_person(world.person(Role.MOTHER))

    made = taken(mother, world)
    (name,) = [name for name in made.namelist() if name.startswith("bijlagen/")]
    assert name.endswith("-tekening.png") and made.read(name) == PIXEL
    assert name in json.dumps(json.loads(made.read("gegevens.json"))["attachments"])
    assert name in made.read("lees-mij.html").decode()

    answer = mother.post(where(world), {})
    without = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert not [name for name in without.namelist() if name.startswith("bijlagen/")]


def test_remarks_statements_and_own_drafts_are_in_the_story(world, mother, as_person):
    card = Card.objects.filter(child=world.noor, voice__letter="M", shares__isnull=False).first()
    add_remark(world.dossier(Role.CARE_COORDINATOR), card=card, text="Dat herkent school ook")
    state_own(mother, card=Card.objects.filter(child=world.noor, voice__letter="S")[0], text="Dit zag ik anders")
    settle_card(mother, card=begin_card(mother, kind="home"), words={"text": "Nog even van mijzelf"})
    keep_writing(mother, card=begin_card(mother, kind="home"), words={"text": "Hier typ ik nog aan"})

    made = taken(as_person(world.person(Role.MOTHER)), world)

    story = letters(made.read("verhaal.pdf"))
    own = ("Nog even van mijzelf", "Hier typ ik nog aan", "nog niet gedeeld")
    for words in ("Dat herkent school ook", "Dit zag ik anders", *own):
        assert words.replace(" ", "") in story
    assert "Dat herkent school ook" in made.read("gegevens.json").decode()
    theirs = all_said(taken(as_person(world.person(Role.FATHER)), world))
    assert "Nogevenvanmijzelf" not in theirs.replace(" ", "") and "Hiertypiknogaan" not in theirs.replace(" ", "")


def test_what_a_colleague_of_the_same_voice_has_not_shared_stays_in_the_house(world, as_person):
    teacher, coordinator = world.dossier(Role.TEACHER), world.dossier(Role.CARE_COORDINATOR)
    settle_card(teacher, card=begin_card(teacher, kind="school"), words={"text": "Wat juf nog bedenkt"})
    settle_card(coordinator, card=begin_card(coordinator, kind="school"), words={"text": "Wat zij zelf nog bedenkt"})
    assert coordinator.voice == teacher.voice

    made = all_said(taken(as_person(world.person(Role.CARE_COORDINATOR)), world)).replace(" ", "")

    assert "Watzijzelfnogbedenkt" in made and "Watjufnogbedenkt" not in made


def test_what_a_mother_may_not_read_is_in_no_file(world, as_person):
    child = world.dossier(Role.CHILD)
    card = begin_card(child, kind="home")
    settle_card(child, card=card, words={"text": "Alleen voor mijn juf"})
    Card.objects.filter(pk=card.pk).update(audience="teacher")
    share_card(child, card=card)

    assert "Alleenvoormijnjuf" not in all_said(taken(as_person(world.person(Role.MOTHER)), world)).replace(" ", "")
    assert "Alleenvoormijnjuf" in all_said(taken(as_person(world.person(Role.CHILD)), world)).replace(" ", "")


def test_who_works_here_takes_along_what_the_matrix_says(world, as_person):
    made = taken(as_person(world.person(Role.YOUTH_WORKER)), world)

    told = json.loads(made.read("tijdlijn.json"))
    assert "toestemmingen.pdf" not in made.namelist()
    assert {card["author"] for card in told["cards"]} <= {"J", "W"}
    assert as_person(world.person(Role.TEACHER)).get(where(world)).status_code == 403


@pytest.mark.parametrize(("years", "authors"), [(9, {"J"}), (13, {"J"}), (17, set())])
def test_how_old_the_child_is_decides_what_a_parent_takes_along_of_help(world, as_person, years, authors):
    """From the age at which a child decides alone, what help wrote is there for a parent only with consent (R29, R40)."""
    for version in CardVersion.objects.filter(card__child=world.noor, card__voice__letter="J"):
        version.save()
    child = Child.objects.get(pk=world.noor.pk)
    child.birth_date = timezone.localdate() - timedelta(days=int(years * 365.25) + 100)
    child.save()

    told = json.loads(taken(as_person(world.person(Role.FATHER)), world).read("tijdlijn.json"))

    assert {card["author"] for card in told["cards"]} & {"J"} == authors


def test_a_parent_who_may_not_know_where_the_child_is_takes_nothing_along(world, as_person):
    place = Place.objects.get(child=world.noor, role=Role.FATHER)
    mark_secret_address(world.dossier(Role.CARE_COORDINATOR), place=place, reason="Beslissing van de rechter")
    father = as_person(world.person(Role.FATHER))

    assert father.get(where(world)).status_code == father.post(where(world)).status_code == 403
    page = father.get(f"/kinderen/{world.noor.pk}/mijn-gegevens/").text
    assert "Meenemen<" not in page
    assert [name for name in ("De Wilg", "Jeugdteam", "Kwadraad", "Verbeek", "Boukhari") if name in page] == []


def test_it_is_asked_once_more_who_it_is(world, as_person):
    mother = as_person(world.person(Role.MOTHER))
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        answer = mother.get(where(world))

    assert answer.status_code == 302 and answer["Location"].startswith("/bevestigen/")


def test_three_times_a_day_and_tomorrow_again(world, as_person):
    mother = as_person(world.person(Role.MOTHER))
    assert "Vandaag kunt u dit nog 3 keer doen." in mother.get(where(world)).text
    for _time in range(3):
        taken(mother, world)

    assert "U nam vandaag al 3 keer alles mee. Morgen kan het weer." in mother.get(where(world)).text
    answer = mother.post(where(world), {"with_media": "on"})
    assert answer.status_code == 302
    assert Event.objects.filter(event=TAKEN, child_id=world.noor.pk).count() == 3
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert "Vandaag kunt u dit nog 3 keer doen." in as_person(world.person(Role.MOTHER)).get(where(world)).text


def test_too_much_at_once_says_so_and_offers_the_rest(world, as_person, monkeypatch):
    card = Card.objects.filter(child=world.noor, voice__letter="K", shares__isnull=False).first()
    Attachment.objects.create(card=card, kind="drawing", media_type="image/png", content=PIXEL)
    monkeypatch.setattr("rondom.mydata.rules.MOST_BYTES", 100)
    mother = as_person(world.person(Role.MOTHER))

    assert "Kies zonder tekeningen en opnamen." in mother.get(where(world)).text
    assert mother.post(where(world), {"with_media": "on"}).status_code == 302
    assert mother.post(where(world), {}).status_code == 200


def test_a_full_disk_gives_a_clear_sentence_and_no_half_file(world, as_person, monkeypatch):
    def full(*_given, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(family, "packed", full)
    mother = as_person(world.person(Role.MOTHER))
    answer = mother.post(where(world), {"with_media": "on"}, HTTP_REFERER=f"http://localhost{where(world)}", follow=True)

    assert "Er is nu geen plaats om dit te maken." in answer.text
    assert not Event.objects.filter(event=TAKEN).exists()


def test_what_lies_on_disk_meanwhile_can_not_be_read(monkeypatch):
    laid = io.BytesIO()
    laid.close = lambda: None
    monkeypatch.setattr(parcel.tempfile, "TemporaryFile", lambda: laid)
    made = parcel.Parcel()
    made.add("geheim.txt", b"Een zin over Noor " * 40_000)

    locked = made.closed()

    assert b"Noor" not in laid.getvalue() and b"geheim" not in laid.getvalue() and b"PK" not in laid.getvalue()[:4]
    whole = zipfile.ZipFile(io.BytesIO(b"".join(locked.sent())))
    assert whole.read("geheim.txt").startswith(b"Een zin over Noor")


@pytest.mark.parametrize("cell", ["=1+1", "+31", "-2", "@som", "\t=1", "\r=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(cell):
    assert harmless(cell) == f"'{cell}"
    assert harmless("Moeder = lief") == "Moeder = lief"
