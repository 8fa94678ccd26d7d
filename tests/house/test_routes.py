"""Every route walked by guest, stranger and each role; the table of answers is a snapshot."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from pypdf import PdfReader

from rondom.base.middleware import WroteWhileReading, reading_is_reading
from rondom.cards.actions import Laid, begin_card, keep_writing, lay_cards, settle_card
from rondom.cards.dates import FuzzyDate
from rondom.cards.models import Card
from rondom.children.dossier import house_dossier
from rondom.children.models import Child, Role
from rondom.children.queries import voices_in
from rondom.people.models import Organisation

TABLE = Path(__file__).parent / "routes.json"
PUBLIC = {"people:sign_in", "people:at_home", "people:at_work", "people:to_work", "people:from_work", "people:by_code"}
PUBLIC |= {"people:code", "people:by_password", "people:by_passkey", "people:passkey_question", "people:invitation"}
PUBLIC |= {"people:card", "people:language", "home:demo", "home:security_txt", "home:report_weakness", "mydata:privacy"}
PUBLIC |= {"meetings:join_code", "meetings:join", "meetings:guest"}
PUBLIC |= {"timeline:wall", "timeline:wall_stream", "timeline:guest_stream"}
PUBLIC |= {"meetings:by_link"}
PUBLIC |= {"surveys:answer"}
# Coming in leads on, also for a guest, but never past the door.
LEADS_ON = {"people:from_work", "people:code", "people:by_code", "people:by_passkey"}


def routes() -> Iterator[tuple[str, str]]:
    for pattern in get_resolver().url_patterns:
        for each in pattern.url_patterns:
            yield f"{pattern.app_name}:{each.name}", "/" + str(each.pattern)


# A key that is there, and of something else.
NOT_OF_THIS_KIND = (
    *("<uuid:provider_id>", "<uuid:visit_id>", "<uuid:recovery_id>", "<uuid:file_id>", "<uuid:case_id>", "<uuid:request_id>"),
    *("<uuid:team_id>", "<uuid:sitting_id>", "<uuid:item_id>", "<uuid:member_id>", "<uuid:decision_id>"),
    *("<uuid:questionnaire_id>", "<uuid:wave_id>", "<uuid:closed_id>", "<uuid:report_id>"),
)


def address(path: str, world, child: Child, card: Card | None = None) -> str:
    def card_key():
        return (card or Card.objects.filter(child=child, shares__isnull=False, voice__letter="M").order_by("pk").first()).pk

    # What has to be looked up is looked up only for a path that asks for it.
    values = {
        "<uuid:child_id>": child.pk,
        "<uuid:card_id>": card_key,
        "<uuid:remark_id>": card_key,
        "<uuid:contact_id>": card_key,
        "<uuid:emergency_id>": card_key,
        "<uuid:asked_id>": lambda: child.consents.order_by("asked_at").first().pk if child.consents.exists() else card_key(),
        "<uuid:place_id>": lambda: child.places.filter(organisation=None).order_by("pk").first().pk,
        "<uuid:change_id>": card_key,
        "<uuid:share_id>": card_key,
        "<uuid:hold_id>": card_key,
        "<uuid:leaver_id>": lambda: child.places.exclude(organisation=None).order_by("role").last().pk,
        "<uuid:organisation_id>": world.school.pk,
        "<str:step>": "wat",
        "<str:kind>": "tekening",
        "<str:token>": "nergens",
        "<str:who>": "nergens",
        "<int:number>": 0,
        "<uuid:person_id>": world.stranger.pk,
        "<int:nth>": 1,
        "<uuid:statement_id>": card_key,
        "<str:wish>": "verbeteren",
        "<uuid:meeting_id>": card_key,
        "<uuid:said_id>": card_key,
        "<uuid:held_id>": card_key,
        **dict.fromkeys(["<uuid:review_id>", "<uuid:moment_id>"], world.stranger.pk),
        "<str:principle>": "r_duty",
        "<uuid:invited_id>": card_key,
        "<uuid:agreement_id>": card_key,
        "<uuid:guest_id>": card_key,
        "<str:code>": "nergens",
        "<uuid:outside_id>": card_key,
        "<str:link_token>": "nergens",
        "<str:question>": "p_well",
        "<str:brought>": "p_well",
        "<str:item>": "S01",
        "<str:link>": "nergens", "<str:file_as>": "csv",
        **dict.fromkeys(NOT_OF_THIS_KIND, world.school.pk),
        **dict.fromkeys([f"<uuid:{each}_id>" for each in ("school", "shown", "scan", "goal", "activity")], world.stranger.pk),
        **dict.fromkeys(["<uuid:evaluation_id>", "<uuid:post_id>"], world.stranger.pk),
    }
    for name, value in values.items():
        if name in path:
            path = path.replace(name, str(value() if callable(value) else value))
    return path


ALL = sorted(routes())


@pytest.mark.parametrize(("name", "path"), ALL, ids=[name for name, _path in ALL])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_guest_is_asked_to_sign_in(world, name, path, method):
    answer = getattr(Client(SERVER_NAME="localhost"), method)(address(path, world, world.noor))

    if name in LEADS_ON and answer.status_code == 302:
        assert answer["Location"].startswith("/binnenkomen/")
    elif name in PUBLIC:
        assert answer.status_code in {200, 404, 405, 422}
    else:
        assert answer.status_code == 302
        assert answer["Location"].startswith("/binnenkomen/")


@pytest.mark.parametrize(
    ("name", "path"), [each for each in ALL if "child_id" in each[1] or "organisation_id" in each[1]], ids=lambda each: each
)
@pytest.mark.parametrize("method", ["get", "post", "head", "put", "delete"])
def test_for_a_stranger_nothing_of_a_child_or_organisation_is_there(world, as_person, name, path, method):
    answer = getattr(as_person(world.stranger), method)(address(path, world, world.noor))

    assert answer.status_code in {404, 405}


@pytest.mark.proof
def test_each_role_on_each_route_gets_what_the_table_says(world, as_person):
    roles = [
        Role.MOTHER,
        Role.FATHER,
        Role.CHILD,
        Role.TEACHER,
        Role.CARE_COORDINATOR,
        Role.YOUTH_WORKER,
        Role.SCHOOL_SOCIAL_WORKER,
    ]
    browsers = {role.value: as_person(world.person(role)) for role in roles}
    asked = {name: address(path, world, world.noor) for name, path in ALL if name not in PUBLIC}
    found = {
        name: {role: browser.get(where).status_code for role, browser in browsers.items()} for name, where in asked.items()
    }

    assert found == json.loads(TABLE.read_text(encoding="utf-8")), "a changed permission is seen in review: see routes.json"


def test_a_card_of_one_child_is_not_found_under_another(world, as_person):
    mother = as_person(world.person(Role.MOTHER))
    elsewhere = Card.objects.filter(child=world.other).first()

    for name, path in ALL:
        if "card_id" in path:
            mixed = address(path, world, world.noor).replace(
                str(Card.objects.filter(child=world.noor, shares__isnull=False, voice__letter="M").order_by("pk").first().pk),
                str(elsewhere.pk),
            )
            assert mother.get(mixed).status_code in {404, 405}, name
            assert mother.post(mixed).status_code in {404, 405}, name


CANARY = "Kanarievogel77"


def readable(answer) -> str:
    """What an answer says: the letters on paper too, which a PDF keeps packed."""
    if answer.get("Content-Type") != "application/pdf":
        return answer.getvalue().decode("utf-8", "replace")
    return "".join(page.extract_text() for page in PdfReader(BytesIO(answer.getvalue())).pages).replace("\n", "")


@pytest.mark.proof
@pytest.mark.parametrize("role", [Role.FATHER, Role.CHILD, Role.CARE_COORDINATOR, Role.YOUTH_WORKER])
def test_a_canary_in_a_draft_sings_nowhere_but_at_its_own_voice(world, mother, as_person, role):
    settled = begin_card(mother, kind="help")
    settle_card(mother, card=settled, words={"text": CANARY, "response": CANARY, "date": "2021"})
    keep_writing(mother, card=begin_card(mother, kind="home"), words={"text": CANARY})
    browser = as_person(world.person(role))

    for name, path in ALL:
        for where in {address(path, world, world.noor), address(path, world, world.noor, settled)}:
            for method in ("get", "post"):
                said = readable(getattr(browser, method)(where, {"paper": "a3"} if method == "post" else {}))
                assert CANARY not in said, name
    assert CANARY in as_person(world.person(Role.MOTHER)).get(f"/kinderen/{world.noor.pk}/kaartjes/").text


def test_reading_does_not_write(world):
    def page(request):
        Organisation.objects.create(name="x", kind="school")

    class Request:
        method, path = "GET", "/"

    with pytest.raises(WroteWhileReading):
        reading_is_reading(page)(Request())


@pytest.mark.parametrize("last", ["", "?beeld=side-by-side", "lijst/"])
def test_the_board_asks_at_most_thirteen_questions_whatever_the_number_of_cards(world, as_person, last):
    browser = as_person(world.person(Role.CARE_COORDINATOR))
    few = queries(browser, f"/kinderen/{world.noor.pk}/{last}")
    house = house_dossier(world.noor)
    (voice, *_others) = voices_in(house)
    lay_cards(
        house,
        laid=[Laid(voice=voice, role="mother", kind="help", words={"text": str(nth)}, date=FuzzyDate()) for nth in range(40)],
    )
    many = queries(browser, f"/kinderen/{world.noor.pk}/{last}")

    assert few == many
    assert many <= 13  # the thirteenth: whether its reader is asked to come to a meeting


def queries(browser: Client, path: str) -> int:
    # What its reader needs to come in is asked once a minute.
    browser.get("/bezoek/")
    browser.get(path)  # and that somebody looks is written once in a while
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200
    # A savepoint is the bracket that a test's own transaction puts round the record's.
    return sum("SAVEPOINT" not in each["sql"] for each in asked)


def test_every_page_has_one_heading_and_a_title(world, as_person):
    browser = as_person(world.person(Role.CARE_COORDINATOR))

    for name, path in ALL:
        answer = browser.get(address(path, world, world.noor))
        if answer.status_code == 200 and "html" in answer["Content-Type"] and name != "cards:date":
            assert answer.text.count("<h1") == 1, name
            assert "<title> –" not in answer.text, name


def test_nothing_of_a_page_is_kept_by_a_browser(world, as_person):
    answer = as_person(world.person(Role.MOTHER)).get(f"/kinderen/{world.noor.pk}/")

    assert answer["Cache-Control"] == "no-store"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
