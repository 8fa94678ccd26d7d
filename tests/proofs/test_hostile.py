"""Hostile texts and files through every field of every form, looked at on every page in a real browser: nothing runs (T09)."""

import gc
import json
import os
import re
import time
from collections import Counter
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pypdf import PdfReader

from rondom.cards.actions import begin_card
from rondom.children.actions import record_authority, take_place
from rondom.children.dossier import house_dossier, open_dossier
from rondom.children.models import Child, Place, Proof, Role
from rondom.timeline.forms import BlankForm, FilledForm
from tests.media import photo, png, webm
from tests.proofs.bodies import bodies_of
from tests.proofs.hostile import COUNT, FAMILIES, NUMBER, SEED, Forms, Found, Supply, payloads
from tests.proofs.in_browser import watched
from tests.proofs.table import LINK
from tests.proofs.walking import FULL, ROUTES, Circle, address, last_moment, log_manager_of, undone, write_result

WHO = (Role.MOTHER, Role.CHILD, Role.CARE_COORDINATOR, Role.YOUTH_WORKER)
# A sample does one round with two of them, and looks at every third page. In the full proof everybody comes by in turn.
ROUNDS = 60 if FULL else 1
FEW = (Role.MOTHER, Role.CARE_COORDINATOR)
# Who has handed over is not there any more: filled in at the end of a round, when all else was looked at.
LAST = {"children:handover"}
CARD_TEXTS = {"text": 3900, "meaning": 3900, "response": 3900, "with_whom": 190, "goes_well": 3900, "goes_less": 3900}
CARD_TEXTS |= {"date_printed": 190, "group_printed": 60, "about": 90}
ASKED = ("van", "tot", "baan", "stem", "maand", "dag", "wie", "next", "beeld", "maat")
# Where a family looks at a child that was brought in by a file.
LOOKS = ("?beeld=together", "?beeld=side-by-side", "lijst/", "bespreken/", "afdrukken/", "kring/", "meenemen/", "kaartjes/")


@pytest.fixture(autouse=True)
def _one_thread(monkeypatch):
    """The browser of the test runs a loop in this thread; the database is asked from here all the same."""
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")


class Round:
    """Everybody fills in every form with what is hostile; then everything is looked at."""

    def __init__(self, circle: Circle, seen, supply: Supply) -> None:
        self.circle, self.seen, self.supply = circle, seen, supply
        self.wrong, self.shown, self.figures = list[Any](), set[str](), Counter[str]()
        self.fields = set[str]()
        self.imported: Child | None = None
        self.kept = dict[str, dict[str, str]]()

    def people(self) -> dict[str, Any]:
        return {**{role: self.circle.people[role] for role in WHO}, "log manager": log_manager_of(self.circle)}

    def addresses(self, who: str) -> dict[str, str]:
        """Every page, of a card of their own where somebody writes."""
        if who not in self.kept:
            self.kept[who] = self.addresses_of(who)
        return self.kept[who]

    def addresses_of(self, who: str) -> dict[str, str]:
        given: dict[str, Any] = {"link_token": LINK}
        place = self.circle.child.places.filter(person=self.people()[who]).first()
        if place is not None and place.voice_id:
            given["card_id"] = begin_card(open_dossier(place.person, self.circle.child.pk), kind="help").pk
        if place is not None:
            given["leaver_id"] = place.pk  # who writes hands over what is their own: the nurse has what the worker left
        own = {name: address(path, self.circle, self.circle.child, **given) for name, path in ROUTES.items()}
        of_one_card = {name: path for name, path in ROUTES.items() if "card_id" in path}
        shared = {name: address(path, self.circle, self.circle.child) for name, path in of_one_card.items()}
        return {**own, **{f"{name} of another": where for name, where in shared.items()}}

    def fill_in(self, who: str, *, last: bool = False) -> None:
        person = self.people()[who]
        for name, where in self.addresses(who).items():
            route = name.removesuffix(" of another")
            if (route in LAST) != last:
                continue
            page = self.circle.browser(person).get(where)
            if page.status_code != 200 or "html" not in page["Content-Type"]:
                continue
            for form in Forms(page.text, where).forms:
                if form.texts or form.files:
                    self.send(who, person, route, form)

    def send(self, who: str, person, route: str, form: Found) -> None:
        """A form as its page gives it, hostile in each text, by each of its buttons until one takes it."""
        good = bodies_of(self.circle, person).get(route, {}) if re.search("child|team|/school/", ROUTES[route]) else {}
        chosen = {name: value for name, value in good.items() if name not in form.texts}
        hostile = {name: self.supply.text(f"{route} {name}", most) for name, most in form.texts.items() if name not in KEPT_RIGHT}
        right = {name: value for name, value in KEPT_RIGHT.items() if name in form.texts}
        short = {name for name, most in form.texts.items() if most < 1000 and name not in KEPT_RIGHT}
        for name in form.files:
            chosen[name] = self.file(route)
        self.fields |= {f"{route} {name}" for name in (*hostile, *form.files)}
        if short:
            # Too long for the field: refused, and shown once more as it was sent. So a short field gets them all as well.
            long = {**hostile, **{name: self.supply.text(f"{route} {name}", 3900) for name in short}}
            answer = self.circle.browser(person).post(form.action, {**form.sent, **chosen, **right, **long})
            self.figures["refused and shown again"] += answer.status_code == 422
            if answer.status_code in (200, 422) and "html" in answer["Content-Type"]:
                self.look(f"{route} refuses", form.action.split("?")[0], self.circle.browser(person), answer)
        for button in form.buttons[:2] or [("", "")]:
            given = {**form.sent, **chosen, **right, **hostile, **({button[0]: button[1]} if button[0] else {})}
            answer = self.circle.browser(person).post(form.action, given)
            self.figures["sent"] += 1
            assert answer.status_code < 500, (route, given)
            if answer.status_code in (200, 422) and "html" in answer["Content-Type"]:
                self.look(f"{route} answers", form.action.split("?")[0], self.circle.browser(person), answer)
            if answer.status_code == 302:
                break

    def file(self, route: str) -> SimpleUploadedFile:
        name = "x " + re.sub(r"[/\r\n]", "|", self.supply.text(f"{route} file name", 190))
        self.figures["files"] += 1
        if route == "timeline:import":
            return SimpleUploadedFile(name, b"{}", "application/json")
        if route == "schools:file":
            lines = "".join('"' + each.replace('"', '""') + '";2023-2024;1;1;x\n' for each in payloads(60))
            return SimpleUploadedFile(f"{name}.csv", f"soort;schooljaar;waarde;definitie;bron\n{lines}".encode(), "text/csv")
        return SimpleUploadedFile(f"{name}.jpg", photo() + payloads(1)[0].encode(), "image/jpeg")

    def look(self, name: str, where: str, client: Client, answer: HttpResponse | None = None) -> None:
        found = self.seen.show(where, client, answer)
        self.shown |= set(NUMBER.findall(found["said"]))
        for kind in ("hits", "leads"):
            self.wrong += [(kind, name, each) for each in found[kind]]
        if found["made"]:
            self.wrong.append(("an element was made", name, found["made"]))
        self.wrong += [("noticed", name, each) for each in self.seen.noticed()]
        self.figures["pages"] += 1

    def look_at_all(self, who: str, only: frozenset[str] | set[str] = frozenset()) -> None:
        person = self.people()[who]
        for nth, (name, where) in enumerate(self.addresses(who).items()):
            if name not in only if only else not FULL and nth % 3:
                continue
            page = self.circle.browser(person).get(where)
            if page.status_code == 200 and "html" in page["Content-Type"]:
                self.look(f"{name} for {who}", where, self.circle.browser(person))
                if "child_id" in ROUTES[name.removesuffix(" of another")] and self.figures["pages"] % 3 == 0:
                    self.reflected(name, where, person)

    def reflected(self, name: str, where: str, person) -> None:
        """What stands in an address comes back on the page, if at all, as words."""
        asked = {each: self.supply.text(f"? {each}", 190) for each in ASKED}
        client = self.circle.browser(person)
        self.look(f"{name}?", where, client, client.get(where, asked))

    def bring_in(self) -> None:
        """A timeline file that is hostile in every text becomes a child, and its family looks."""
        desk, person = self.circle.school, self.circle.people[Role.CARE_COORDINATOR]
        path = ROUTES["timeline:import"].replace("<uuid:organisation_id>", str(desk.pk))
        told = {"file": SimpleUploadedFile("f.json", json.dumps(self.story()).encode(), "application/json")}
        answer = self.circle.browser(person).post(path, told)
        assert answer.status_code == 302, answer.text
        child = Child.objects.get(pk=re.search(r"[0-9a-f-]{36}", answer["Location"])[0])
        mother = Place.objects.get(child=child, role=Role.MOTHER)
        take_place(mother)
        record_authority(house_dossier(child), place=mother, proof=Proof.REGISTER)
        self.imported = child
        reader = self.circle.browser(mother.person)
        for last in LOOKS:
            where = f"/kinderen/{child.pk}/{last}"
            if reader.get(where).status_code == 200:
                self.look(f"imported {last}", where, self.circle.browser(mother.person))

    def story(self) -> dict[str, Any]:
        """As the format has it, each text full of what is hostile."""

        def hostile(name: str, longest: int) -> str:
            self.fields.add(f"timeline file {name}")
            return self.supply.text(f"timeline file {name}", longest)

        cards = [
            {"id": str(nth), "lane": lane, "author": "M"}
            | {name: hostile(name, longest) for name, longest in CARD_TEXTS.items()}
            for nth, lane in enumerate(("hulp_kind_gezin", "samenwerking", "ontwikkeling_kind", "levensgebeurtenissen"))
        ]
        return {
            "child": {"name": hostile("child", 190), "birth_date": "2016-04-12"},
            "members": [
                {"code": "M", "name": hostile("member", 190), "role": "moeder", "custody": True},
                {"code": "J", "name": hostile("member", 190), "role": hostile("role", 90)},
            ],
            "school_periods": [{"kind": "school", "name": hostile("school", 190), "printed": hostile("printed", 190)}],
            "lane_texts": {"knelpunten_stelsel": [{"text": hostile("lane", 3900), "author": "M"}]},
            "cards": cards,
        }

    def on_paper(self) -> None:
        """What is taken along or printed holds words and nothing else; no cell of the file is another than what was sent."""
        child = self.imported
        assert child is not None
        mother = Place.objects.get(child=child, role=Role.MOTHER).person
        for make in (*FilledForm.makes, *BlankForm.makes):
            answer = self.circle.browser(mother).post(f"/kinderen/{child.pk}/afdrukken/", {"make": make, "paper": "a3"})
            assert answer.status_code == 200, make
            self.figures["papers"] += 1
            kind = answer["Content-Type"]
            self.wrong += [("paper", make, each) for each in (in_svg(self, answer) if "svg" in kind else in_pdf(answer.content))]
        told = self.circle.browser(mother).post(f"/kinderen/{child.pk}/meenemen/")
        assert told["Content-Disposition"].count('"') == 2
        words = json.dumps(json.loads(told.content), ensure_ascii=False)
        self.shown |= set(NUMBER.findall(words))
        self.figures["exports"] += 1


# What must be right for a form to be taken at all.
KEPT_RIGHT = {"birth_date": "2016-04-12", "until": "2027-01-01", "email": "iemand@voorbeeld.nl"}
OF_A_PROGRAM = ("/JS", "/JavaScript", "/Launch", "/AA", "/EmbeddedFile", "/URI", "/SubmitForm", "/GoToR", "/RichMedia")


def in_pdf(content: bytes) -> list[str]:
    """What a PDF would do; and whether a text became an instruction of typst, which could read a file of ours."""
    said = content.decode("latin-1")
    words = "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    found = [each for each in OF_A_PROGRAM if re.search(rf"{each}\b", said)]
    return found + [each for each in ("root:x:0", "daemon:") if each in words]


def in_svg(walk: Round, answer: HttpResponse) -> list[str]:
    """Opened by itself, from somebody's own disk, it stands under no policy of ours."""
    root = ElementTree.fromstring(answer.content)  # noqa: S314 — ours, and looked at here
    names = {each.tag.rpartition("}")[2] for each in root.iter()}
    bare = HttpResponse(answer.content, content_type="image/svg+xml")
    found = walk.seen.show("/bord.svg", Client(SERVER_NAME="localhost"), bare)
    told = [str(each) for each in (*found["hits"], *found["leads"], *walk.seen.noticed())]
    walk.shown |= set(NUMBER.findall("".join(root.itertext())))
    return told + sorted(names & {"script", "foreignObject", "image", "use", "a", "iframe", "animate", "set", "style", "link"})


def one_round(circle: Circle, seen, supply: Supply, who: tuple[str, ...]) -> Round:
    walk = Round(circle, seen, supply)
    with undone():
        walk.bring_in()
        for each in who:
            walk.fill_in(each)
        for each in who:
            walk.look_at_all(each)
        walk.on_paper()
        for each in who:
            walk.fill_in(each, last=True)
        walk.look_at_all(Role.CARE_COORDINATOR, only=LAST | {"children:circle"})
        gc.collect()  # an answer that lies about may hold a question to the database that nobody read to its end
    # Who came in within the round never came in: what was undone is not kept.
    for kept in (circle.bodies, circle.sessions, circle.entered_at):
        kept.clear()
    return walk


@pytest.mark.proof
@pytest.mark.built_in
@pytest.mark.timeout(6000)
def test_nothing_hostile_runs_on_any_page_file_or_paper(circle):
    given, began, until = payloads(), time.monotonic(), last_moment()
    supply, wrong, shown, figures, fields, rounds = Supply(given), list[Any](), set[str](), Counter[str](), set[str](), 0
    with watched() as seen:
        while rounds < ROUNDS and time.monotonic() < until:
            # In the long run one of them looks in each round, in turn; whoever looks, everybody wrote.
            everybody = (*WHO, "log manager")
            who = FEW if not FULL else everybody if rounds == 0 else (everybody[rounds % 5],)
            walk = one_round(circle, seen, supply, who)
            wrong, shown, fields = wrong + walk.wrong, shown | walk.shown, fields | walk.fields
            figures.update(walk.figures)
            rounds += 1
    pairs = {name: len(got) for name, got in supply.told.items()}
    whole = [name for name, got in pairs.items() if got == COUNT]
    write_result(
        "hostile",
        {"seed": SEED, "payloads": COUNT, "families": list(FAMILIES), "rounds": rounds, "fields": len(fields)}
        | {"fields that got all": len(whole), "payload and field": sum(pairs.values()), **figures}
        | {"payloads seen as words": len(shown), "wrong": len(wrong), "first": wrong[:20]}
        | {"seconds": round(time.monotonic() - began), "names": sorted(fields)},
    )
    assert wrong == []
    # Else the proof would prove nothing: they were really there, as words.
    assert len(shown) > (COUNT * 0.95 if FULL else COUNT * 0.8)
    assert len(fields) > (70 if FULL else 50) and figures["pages"] > (250 if FULL else 60)
    assert any(name.startswith("children:handover") for name in fields)


def test_what_would_run_is_seen(db):
    """The same texts, written into a page as they are: without a policy they run, under ours they are stopped, both is heard."""
    given = payloads()
    policy = "default-src 'none'; script-src 'self' 'nonce-x'; frame-ancestors 'none'"
    with watched() as seen:
        heard = Counter[str]()
        whole = "".join(f"<div>{each}</div>" for each in given[:60])
        for body in (whole, *(f'<input value="{each}">' for each in given[60:80]), "<img src=//hit.example/1>"):
            for headers in ({}, {"Content-Security-Policy": policy}):
                answer = HttpResponse(f"<!doctype html><title>x</title>{body}", headers=headers)
                found = seen.show("/plek/", Client(SERVER_NAME="localhost"), answer)
                heard.update(kind for kind, _what in found["hits"])
                heard["elements"] += found["made"]
                heard["leads"] += len(found["leads"])
                heard["foreign"] += len(seen.noticed())

    assert min(heard[kind] for kind in ("ran", "stopped", "elements", "leads", "foreign")) > 0, heard
    assert in_pdf(b"%PDF-1.4 /JavaScript /JS (app.alert)" + pdf_of_nothing()) != []


def pdf_of_nothing() -> bytes:
    from pypdf import PdfWriter  # noqa: PLC0415

    made, writer = BytesIO(), PdfWriter()
    writer.add_blank_page(9, 9)
    writer.write(made)
    return made.getvalue()


def test_the_table_is_whole_and_always_the_same():
    given = payloads()

    assert len(given) == len(set(given)) == COUNT
    assert given == payloads()
    assert all(NUMBER.search(each) for each in given), [each for each in given if not NUMBER.search(each)]
    assert max(map(len, given)) < 190
    assert png() and webm()
