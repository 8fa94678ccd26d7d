"""Shared by the proofs: a circle with every role in it, addresses with real things behind them, and walking them."""

import json
import math
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from importlib import import_module
from io import BytesIO
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from pypdf import PdfReader

from rondom.cards.actions import Laid, lay_cards, submit_sharing, write_sharing
from rondom.cards.dates import FuzzyDate
from rondom.cards.discretionary import may_be_passed_on, people_at_work
from rondom.cards.models import Card, OwnStatement, Remark
from rondom.cases.models import AnonymousCase
from rondom.children.actions import (
    add_contact,
    answer_consent,
    hand_over,
    propose_change,
    record_authority,
    start_dossier,
    take_place,
)
from rondom.children.actions.circle import seat
from rondom.children.consents import consent_text
from rondom.children.dossier import house_dossier, open_dossier
from rondom.children.models import (
    NO_PROOF,
    QUESTIONS,
    Answer,
    Authority,
    AuthorityChange,
    Child,
    ConsentAsked,
    Contact,
    DiscretionaryShare,
    Place,
    Proof,
    Role,
    Voice,
)
from rondom.children.rights import CHECKED_ROLES, RIGHTS, Right
from rondom.children.rules import decides
from rondom.mydata.actions import ask_about_data
from rondom.mydata.models import DataRequest, Part, Wish
from rondom.mydata.rules import Asking
from rondom.people.actions import add_member, add_organisation
from rondom.people.desk import house_desk
from rondom.people.models import Function, LogManager, Organisation, Person
from rondom.people.sessions import note_entry
from rondom.retention.actions import pause
from rondom.retention.models import Hold
from rondom.safety.models import SafetyFile
from tests.proofs.apart import lay_apart
from tests.proofs.asked import lay_asked, parts_of_asked
from tests.proofs.reported import lay_reported, parts_of_reported
from tests.proofs.school import lay_about_school, parts_of_school
from tests.proofs.table import lay_table, parts_of_address
from tests.proofs.teams import lay_team, parts_of_team

FULL = os.environ.get("RONDOM_PROOF") == "full"
ENTERED_FOR = 60
BACKEND = "django.contrib.auth.backends.ModelBackend"
WHERE = {
    Role.SCHOOL_LEADER: ("Basisschool De Wilg", Function.SCHOOL_LEADER),
    Role.BEHAVIOURAL_SCIENTIST: ("Basisschool De Wilg", Function.BEHAVIOURAL_SCIENTIST),
    Role.SUPPORT_ASSISTANT: ("Basisschool De Wilg", Function.SUPPORT_ASSISTANT),
    Role.NEIGHBOURHOOD_TEAM: ("Wijkteam Noord", None),
    Role.NURSE: ("Jeugdgezondheid Delft", Function.NURSE),
    Role.FAMILY_GUARDIAN: ("Jeugdbescherming West", None),
}


def write_result(name: str, result: dict[str, Any]) -> None:
    """The figures of a proof, for who reads what came of it."""
    kept = settings.ROOT / "var" / f"proof-{name}.json"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text(json.dumps(result, indent=1, default=str) + "\n", encoding="utf-8")


def last_moment() -> float:
    """When a long proof stops, however far it came. A sample does all that it says, on whatever machine."""
    return time.monotonic() + float(os.environ.get("RONDOM_PROOF_SECONDS", "3000")) if FULL else math.inf


@dataclass
class Circle:
    """Noor's circle with all sixteen roles in it, one person each; a child elsewhere, one at the same school; and who stands
    in no circle."""

    child: Child
    elsewhere: Child
    schoolmate: Child
    school: Organisation
    other_desk: Organisation
    stranger: Person
    people: dict[str, Person]
    newcomer: Place
    sessions: dict[Any, str] = field(default_factory=dict)
    entered_at: dict[Any, float] = field(default_factory=dict)
    bodies: dict[Any, dict[str, Any]] = field(default_factory=dict)

    def browser(self, person: Person) -> Client:
        """A browser in which somebody is in; a new one each time, since some pages end a visit."""
        if person.pk not in self.sessions:
            entered = Client(SERVER_NAME="localhost")
            entered.force_login(person, backend=BACKEND)
            self.sessions[person.pk] = entered.cookies[settings.SESSION_COOKIE_NAME].value
        key = self.sessions[person.pk]
        if time.time() - self.entered_at.get(person.pk, 0) > ENTERED_FOR:
            session = import_module(settings.SESSION_ENGINE).SessionStore(key)
            note_entry(session, how="demo", is_strong=True, is_fresh=True)
            session.save()
            self.entered_at[person.pk] = time.time()
        client = Client(SERVER_NAME="localhost", raise_request_exception=False)
        client.cookies[settings.SESSION_COOKIE_NAME] = key
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "nl"
        return client

    @property
    def everyone(self) -> dict[str, Person]:
        return {**self.people, "stranger": self.stranger}


def whole_circle(world) -> Circle:
    """All roles that the world lacks get a person and a place; then everyone who decides says yes once more."""
    house = house_dossier(world.noor)
    for role in Role.values:
        if not Place.objects.filter(child=world.noor, role=role).exists():
            take_place(newly_seated(house, role))
    for place in Place.objects.filter(child=world.noor, role__in=CHECKED_ROLES):
        if not Authority.objects.filter(place=place).exists():
            record_authority(house, place=place, proof=Proof.COURT)
    newcomer = seat(house, name="Nog niet binnen", role=Role.OTHER, language="nl")
    add_contact(house, name="Buurvrouw", relation="network")
    from_worker_to_nurse(world)
    everyone_says(world.noor, Answer.YES)
    other = add_organisation(name="School van elders", kind="school", municipality="Delft")
    elsewhere, schoolmate = child_with_a_card(other, world.noor), child_with_a_card(world.school, world.noor)
    lay_before_a_second(world)
    until = timezone.localdate() + timedelta(days=30)
    pause(world.dossier(Role.CARE_COORDINATOR), reason="complaint", until=until, note="Klacht loopt nog")
    ask_about_data(world.dossier(Role.MOTHER), asking=Asking(Wish.OBJECT, world.school, Part.ORGANISATION, "Niet voor iedereen"))
    carer = Place.objects.get(child=world.noor, role=Role.CARER)
    propose_change(world.dossier(Role.CARE_COORDINATOR), place=carer, proof=NO_PROOF)
    lay_apart(world)
    lay_table(world)
    lay_team(world)
    lay_asked(world.school)
    lay_reported(world.school)
    lay_about_school(world.school, other)
    people = {}
    for place in Place.objects.filter(child=world.noor, taken__isnull=False).select_related("person").order_by("offered_at"):
        people.setdefault(place.role, place.person)
    return Circle(world.noor, elsewhere, schoolmate, world.school, other, world.stranger, people, newcomer)


def child_with_a_card(school: Organisation, alike: Child) -> Child:
    """A child of the same age in whose circle none of Noor's people stands."""
    child = start_dossier(house_desk(school), name="Elders Kind", birth_date=alike.birth_date)
    voice = Voice.objects.create(
        child=child, letter="M", label="moeder", owner=school, information_kind="K15", ground="public_task"
    )
    laid = Laid(voice=voice, role="mother", kind="help", words={"text": "Elders", "date": "2021"}, date=FuzzyDate())
    lay_cards(house_dossier(child), laid=[laid])
    return child


def lay_before_a_second(world) -> DiscretionaryShare:
    """Sharing without consent, by the coordinator, laid before the school leader, for the neighbourhood team."""
    dossier = world.dossier(Role.CARE_COORDINATOR)
    given = sharing_body(dossier, receiver=Role.NEIGHBOURHOOD_TEAM, second=Role.SCHOOL_LEADER)
    places = {str(place.pk): place for place in people_at_work(dossier)}
    share = write_sharing(
        dossier,
        receiver=places[given["receiver"]],
        second=places[given["second"]],
        cards=list(Card.objects.filter(pk__in=given["cards"])),
        until=timezone.localdate() + timedelta(days=9),
        answers={name: given[name] for name in QUESTIONS},
        tells_family=False,
        to_family="Nu niet",
    )
    return submit_sharing(dossier, share=share)


def sharing_body(dossier, receiver: str = "", second: str = "") -> dict[str, Any]:
    """The form of sharing without consent, filled in well as far as this person has something to pass on."""
    people = people_at_work(dossier)
    weighs = [place for place in people if Right.SHARE_WITHOUT_CONSENT in RIGHTS[place.role] and second in ("", place.role)]
    reads = [place for place in people if receiver in ("", place.role) and place != weighs[0]]
    return {
        "receiver": str(reads[0].pk),
        "second": str(weighs[0].pk),
        "cards": [str(card.id) for card in may_be_passed_on(dossier)[:2]],
        "until": (timezone.localdate() + timedelta(days=9)).isoformat(),
        "tells_family": "no",
        "to_family": "Nu niet",
        **dict.fromkeys(QUESTIONS, "Omdat het niet anders kan"),
    }


def from_worker_to_nurse(world) -> None:
    """Who helps at home hands over to the nurse: a note that is there for some of the circle and not for others."""
    worker = Place.objects.filter(child=world.noor, role=Role.YOUTH_WORKER).select_related("person").order_by("offered_at")[0]
    hand_over(
        open_dossier(worker.person, world.noor.pk),
        place=worker,
        successor=Place.objects.get(child=world.noor, role=Role.NURSE),
        introduction="De zuster kent u al van de inenting.",
        note={"helps": "Eerst even buiten lopen"},
    )


def newly_seated(house, role: str) -> Place:
    where, function = WHERE.get(Role(role), ("", None))
    place = seat(house, name=f"Iemand als {role}", role=role, language="nl", organisation=where)
    if function and place.organisation:
        add_member(person=place.person, organisation=place.organisation, function=function)
    return place


def everyone_says(child: Child, answer: str) -> None:
    """Everyone who decides gives the same answer to every question."""
    for asked in ConsentAsked.objects.filter(child=child):
        for place in Place.objects.filter(child=child, role__in=[*CHECKED_ROLES, Role.CHILD], taken__isnull=False):
            dossier = open_dossier(place.person, child.pk)
            if decides(dossier, asked):
                text = consent_text(dossier, asked)
                answer_consent(dossier, asked=asked, answer=answer, language="nl", text=text)


def routes() -> Iterator[tuple[str, str]]:
    """Every route by name, with its pattern."""
    for pattern in get_resolver().url_patterns:
        for each in pattern.url_patterns:
            yield f"{pattern.app_name}:{each.name}", "/" + str(each.pattern)


ROUTES = dict(sorted(routes()))
NOWHERE = uuid4()


def shared_card(child: Child, letter: str = "M", **given: Any) -> Card:
    cards = Card.objects.filter(child=child, voice__letter=letter, shares__isnull=False, shares__taken_back__isnull=True, **given)
    return cards.order_by("begun_at", "pk").first() or Card.objects.filter(child=child).order_by("begun_at", "pk").first()


def address(path: str, circle: Circle, child: Child, **given: Any) -> str:
    """The address of a route with things behind it that are really there, or with those that are given."""
    desk = circle.other_desk if child == circle.elsewhere else circle.school

    def card() -> Any:
        return given.get("card_id") or shared_card(child).pk

    # What has to be looked up is looked up only for a path that asks for it.
    values = {
        "child_id": child.pk,
        "card_id": card,
        "remark_id": lambda: first_key(Remark.objects.filter(card=card())),
        "emergency_id": NOWHERE,
        "contact_id": lambda: first_key(Contact.objects.filter(child=child)),
        "asked_id": lambda: first_key(ConsentAsked.objects.filter(child=child).order_by("asked_at")),
        "place_id": lambda: circle.newcomer.pk if child == circle.child else first_key(child.places),
        "change_id": lambda: first_key(AuthorityChange.objects.filter(place__child=child)),
        "hold_id": lambda: first_key(Hold.objects.filter(child=child)),
        "share_id": lambda: first_key(DiscretionaryShare.objects.filter(child=child)),
        "leaver_id": lambda: first_key(child.places.filter(role=Role.YOUTH_WORKER).order_by("offered_at")),
        "organisation_id": desk.pk,
        "step": "wat",
        "kind": "tekening",
        "file_as": "csv",
        "token": "nergens",
        "who": "nergens",
        "provider_id": NOWHERE,
        "visit_id": NOWHERE,
        "number": 0,
        "person_id": circle.people[Role.FATHER].pk,
        "recovery_id": NOWHERE,
        "file_id": lambda: first_key(SafetyFile.objects.filter(child=child)),
        "nth": 1,
        "case_id": lambda: first_key(AnonymousCase.objects.all()),
        "request_id": lambda: first_key(DataRequest.objects.filter(organisation=desk)),
        "statement_id": lambda: first_key(OwnStatement.objects.filter(card=card())),
        "wish": "verbeteren",
        **parts_of_address(child),
        **parts_of_team(child),
        **parts_of_asked(desk.pk),
        **parts_of_reported(desk.pk),
        **parts_of_school(desk, circle.school if desk == circle.other_desk else circle.other_desk),
        **given,
    }

    def value(found: re.Match[str]) -> str:
        named = values[found[1]]
        return str(named() if callable(named) else named)

    return re.sub(r"<(?:\w+:)?(\w+)>", value, path)


def first_key(rows) -> Any:
    return rows.values_list("pk", flat=True).first() or NOWHERE


@contextmanager
def undone() -> Iterator[None]:
    """What happens in here leaves nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(circle: Circle, person: Person, method: str, path: str, given: Any = None, **extra: Any) -> HttpResponse:
    """One request from a fresh browser; what it changed is undone."""
    browser = circle.browser(person)
    with undone():
        if isinstance(given, bytes):
            return browser.generic(method.upper(), path, given, **extra)
        return getattr(browser, method.lower())(path, given or {}, **extra)


def readable(answer: HttpResponse) -> str:
    """All that an answer says: its headers, its words, and what a PDF or a ZIP keeps packed."""
    content = answer.content if not answer.streaming else b"".join(answer.streaming_content)
    said = content.decode("utf-8", "replace")
    if answer.get("Content-Type") == "application/pdf":
        said = letters_of(content)
    if answer.get("Content-Type") == "application/zip":
        with ZipFile(BytesIO(content)) as packed:
            files = [packed.read(name) for name in packed.namelist()]
        said = "".join(letters_of(each) if each[:4] == b"%PDF" else each.decode("utf-8", "replace") for each in files)
    return f"{dict(answer.items())}{answer.cookies.output()}{said}"


def letters_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).replace("\n", "")


def log_manager_of(circle: Circle) -> Person:
    return LogManager.objects.filter(organisation=circle.school).select_related("person").first().person
