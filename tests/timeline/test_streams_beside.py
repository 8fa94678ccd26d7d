"""The wall and a guest with the table on their screens: they hear what is theirs, and are cut where it ends."""

import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rondom.base.live import GONE, HANDED_OVER, Listener
from rondom.base.models import Event
from rondom.cards.actions import begin_card, choose_audience, share_card
from rondom.cards.models import Card
from rondom.children.actions import mark_secret_address
from rondom.children.actions.involvement import ended_now
from rondom.children.models import Audience, Place, Role
from rondom.meetings.actions import (
    Agreed,
    agree,
    allow_guest,
    begin_step,
    close_meeting,
    end_walls,
    knock,
    let_guest_in,
    make_code,
    mark,
    prepare,
    refuse_guest,
    say,
    say_as_guest,
    show_on_wall,
)
from rondom.meetings.codes import code_of, new_secret
from rondom.meetings.models import TableCode, TableGuest
from rondom.meetings.onlookers import GUEST, WALL, open_doorway, open_seat
from rondom.meetings.queries import own_invitation
from rondom.timeline.live import WEIGHED_EVERY, BoardEyes
from tests.meetings.table import WHAT, in_days, planned, seat_of, soon
from tests.timeline.hearing import mark_in

ASKED = (Role.MOTHER, Role.TEACHER)


@pytest.fixture
def chair(world):
    return world.dossier(Role.CARE_COORDINATOR)


@pytest.fixture
def meeting(world, chair):
    found = planned(world, *ASKED)
    begin_step(chair, meeting=found, step=1)
    return found


def opened(where: str, cookie: str, secret: str) -> Listener:
    """A page that stays open, as the server knows it."""
    browser, scope = Client(SERVER_NAME="localhost"), {HANDED_OVER: None}
    browser.cookies[cookie] = secret
    page = html.unescape(browser.get(where).text)
    address = re.search(r'data-stream="([^"]*)"', page)[1]
    browser.get(address, headers={"Last-Event-ID": mark_in(page)}, **{"asgi.scope": scope})
    return scope[HANDED_OVER]


@pytest.fixture
def wall(meeting, chair):
    secret = new_secret(WALL)
    show_on_wall(chair, meeting=meeting, code=code_of(secret))
    return opened("/scherm/", WALL, secret)


@pytest.fixture
def asking(meeting, chair):
    """Who knocks at this table, as a row and with what its browser keeps."""

    def come(name: str = "Els") -> tuple[TableGuest, str]:
        make_code(chair, meeting=meeting)
        doorway = open_doorway(code_of(str(TableCode.objects.get(meeting=meeting, ended_at=None).pk)))
        secret = new_secret(GUEST)
        return knock(doorway, name=name, capacity="buurvrouw", language="nl", secret=secret), secret

    return come


@pytest.fixture
def guest(asking, world, chair):
    row, secret = asking()
    allow_guest(world.dossier(Role.MOTHER), guest=row)
    let_guest_in(chair, guest=row)
    return opened("/gast/", GUEST, secret)


def heard(eyes: BoardEyes, *listeners: Listener) -> dict[str, str]:
    told = [(each.scope.role, told) for each, told in eyes.look(list(listeners)) if told.event]
    return {role: f"{each.event} {each.said}" for role, each in told}


def cut(eyes: BoardEyes, *listeners: Listener) -> list[str]:
    return [each.scope.role for each, told in eyes.look(list(listeners)) if told.event == GONE]


def test_what_happens_at_the_table_appears_on_the_wall_and_at_the_guest(world, meeting, chair, guest, wall):
    eyes = BoardEyes()
    heard(eyes, guest, wall)
    mother = world.dossier(Role.MOTHER)
    prepare(mother, invited=own_invitation(mother, meeting), words={"c_whole": "Ik typ nog Kanarietypt"})
    assert heard(eyes, guest, wall) == {}
    say(mother, meeting=meeting, question="c_whole", text="Zij slaapt weer", language="nl")
    told = heard(eyes, guest, wall)
    assert set(told) == {GUEST, WALL}
    assert all("Zij slaapt weer" in each and "Kanarietypt" not in each for each in told.values())
    agree(chair, agreed=Agreed(WHAT, soon()), who=seat_of(world, Role.TEACHER), meeting=meeting)
    assert all(WHAT in each for each in heard(eyes, guest, wall).values())
    assert heard(eyes, guest, wall) == {}, "it comes once"


def test_the_next_step_is_a_part_on_the_wall_and_a_new_page_for_a_guest(meeting, chair, guest, wall):
    eyes = BoardEyes()
    heard(eyes, guest, wall)
    begin_step(chair, meeting=meeting, step=2)
    told = heard(eyes, guest, wall)
    assert told[GUEST].startswith("reload")
    assert told[WALL].startswith("board")
    assert "Wat opvalt" in told[WALL]


def test_the_page_and_the_stream_say_the_same(meeting, chair, guest, wall, world):
    assert heard(BoardEyes(), guest, wall) == {}
    say(world.dossier(Role.MOTHER), meeting=meeting, question="c_whole", text="Zij slaapt weer", language="nl")
    eyes = BoardEyes()
    heard(eyes, guest, wall)
    assert heard(eyes, guest, wall) == {}


def test_a_card_comes_to_the_wall_where_all_may_read_it_and_leaves_it(world, meeting, wall):
    eyes, mother = BoardEyes(), world.dossier(Role.MOTHER)
    heard(eyes, wall)
    card = share_card(mother, card=begin_card(mother, kind="help"), words={"text": "Samen lezen", "date": "2021"})
    assert "Samen lezen" in heard(eyes, wall)[WALL]
    choose_audience(mother, card=card, audience=Audience.FAMILY)
    told = heard(eyes, wall)[WALL]
    assert told.startswith("board")
    assert "Samen lezen" not in told


def test_once_a_guest_is_in_the_wall_keeps_only_what_was_chosen(world, meeting, chair, wall, asking):
    eyes, mother = BoardEyes(), world.dossier(Role.MOTHER)
    chosen = Card.objects.filter(child=world.noor, voice__letter="M", shares__isnull=False).distinct().first()
    mark(mother, meeting=meeting, card=chosen)
    heard(eyes, wall)
    row, secret = asking()
    allow_guest(mother, guest=row)
    before = wall.shows
    let_guest_in(chair, guest=row)
    assert heard(eyes, wall)[WALL].startswith("board")
    assert wall.shows != before
    page = opened("/gast/", GUEST, secret)
    assert page.scope.shows_all is False
    other = share_card(mother, card=begin_card(mother, kind="help"), words={"text": "Niet voor gasten", "date": "2021"})
    assert "Niet voor gasten" not in str(heard(eyes, wall, page))
    mark(mother, meeting=meeting, card=other)
    told = heard(eyes, wall, page)
    assert all("Niet voor gasten" in told[role] for role in (WALL, GUEST)), "chosen by who may, for all who sit there"


def test_who_waits_hears_the_nod_and_nothing_before(world, meeting, chair, asking):
    eyes, (row, secret) = BoardEyes(), asking()
    waits = opened("/gast/", GUEST, secret)
    assert heard(eyes, waits) == {}
    say(world.dossier(Role.MOTHER), meeting=meeting, question="c_whole", text="Nog niet voor jou", language="nl")
    allow_guest(world.dossier(Role.MOTHER), guest=row)
    assert heard(eyes, waits) == {}
    let_guest_in(chair, guest=row)
    told = heard(eyes, waits)[GUEST]
    assert told.startswith("reload")
    assert "Nog niet voor jou" not in told


@pytest.mark.parametrize("end", ["closed", "ended", "refused", "mother gone", "chair gone", "mother may not know"])
def test_whose_place_ends_is_cut_at_the_next_message(world, meeting, chair, guest, wall, end):
    eyes, listeners = BoardEyes(), (guest, wall)
    heard(eyes, *listeners)
    mother = Place.objects.get(child=world.noor, role=Role.MOTHER)
    gone = {GUEST, WALL}
    if end == "closed":
        close_meeting(chair, meeting=meeting)
    if end == "ended":
        end_walls(chair, meeting=meeting)
        gone = {WALL}
    if end == "refused":
        refuse_guest(chair, guest=TableGuest.objects.get())
        gone = {GUEST}
    if end in ("mother gone", "chair gone"):
        ended_now(chair, mother if end == "mother gone" else chair.place)
        guest.weighed_at = wall.weighed_at = float("-inf")  # no line of the record tells of it
        gone = {GUEST if end == "mother gone" else WALL}
    if end == "mother may not know":
        mark_secret_address(chair, place=mother, reason="Beslissing van de rechter")
        gone = {GUEST}
    assert set(cut(eyes, *listeners)) == gone


def test_a_new_day_cuts_without_a_line_in_the_record(meeting, guest, wall, monkeypatch):
    eyes = BoardEyes()
    heard(eyes, guest, wall)
    monkeypatch.setattr("rondom.meetings.onlookers.is_today", lambda _moment: False)
    for each in (guest, wall):
        each.weighed_at -= WEIGHED_EVERY
    assert set(cut(eyes, guest, wall)) == {GUEST, WALL}


def test_neither_is_named_here_and_neither_hears_who_is(world, as_person, meeting, guest, wall):
    eyes, scope, browser = BoardEyes(), {HANDED_OVER: None}, as_person(world.person(Role.MOTHER))
    browser.get(f"/kinderen/{world.noor.pk}/overleg/{meeting.pk}/stroom/", **{"asgi.scope": scope})
    told = eyes.look([guest, wall, scope[HANDED_OVER]])
    assert [(each.scope.role, one.said) for each, one in told if one.event == "here"] == []
    assert "Els" not in str([one.said for _each, one in told if one.event == "here"])


def test_to_open_the_wall_stirs_no_board_and_stands_in_the_record(meeting, wall, guest):
    eyes = BoardEyes()
    heard(eyes, wall, guest)
    eyes.note_left([wall, guest])
    lines = Event.objects.filter(role__in=(WALL, GUEST)).values_list("event", "role", "person_id", "relation_rule")
    # The page and its line, of each.
    opens = [(f"{role}.opened", role, None, f"{role} at one table") for role in (GUEST, GUEST, WALL, WALL)]
    assert sorted(lines) == [*(("board.left", role, None, f"{role} at one table") for role in (GUEST, WALL)), *opens]
    assert heard(eyes, wall, guest) == {}


def test_ten_guests_ask_as_many_questions_as_one(world, meeting, chair, asking):
    listeners = []
    for nth in range(6):
        row, secret = asking(f"Gast {nth}")
        allow_guest(world.dossier(Role.MOTHER), guest=row)
        let_guest_in(chair, guest=row)
        listeners.append(opened("/gast/", GUEST, secret))

    def questions(some: list[Listener], text: str) -> int:
        eyes = BoardEyes()
        eyes.look(some)
        onlooker = some[0].scope
        say_as_guest(onlooker, question="c_whole", text=text, language="nl")
        with CaptureQueriesContext(connection) as asked:
            assert text in str(eyes.look(some)[0][1].said)
        return len(asked)

    assert questions(listeners[:1], "Een") == questions(listeners, "Twee")


def test_a_seat_is_of_one_table(world, guest, wall, chair, meeting):
    eyes, other = BoardEyes(), planned(world, Role.MOTHER, starts_at=in_days(12))
    begin_step(chair, meeting=other, step=1)
    heard(eyes, guest, wall)
    say(world.dossier(Role.MOTHER), meeting=other, question="c_whole", text="Aan een andere tafel", language="nl")
    agree(chair, agreed=Agreed(WHAT, soon()), who=seat_of(world, Role.TEACHER), meeting=other)
    assert heard(eyes, guest, wall) == {}
    assert [open_seat(each) for each in ("", "verzonnen", new_secret(GUEST))] == [None] * 3
