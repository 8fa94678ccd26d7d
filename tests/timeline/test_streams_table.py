"""The table of a meeting that stays open: what happens appears at who sits there, and at nobody else."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rondom.base.live import GONE, HANDED_OVER, Listener
from rondom.cards.models import Card
from rondom.children.actions import end_place, mark_secret_address
from rondom.children.models import Role
from rondom.meetings.actions import (
    Agreed,
    agree,
    begin_step,
    close_meeting,
    give_turn,
    invite_to,
    leave_out,
    mark,
    prepare,
    say,
    unmark,
)
from rondom.meetings.queries import own_invitation
from rondom.timeline.live import BoardEyes
from tests.meetings.table import WHAT, planned, seat_of, soon
from tests.timeline.hearing import mark_in

ASKED = (Role.MOTHER, Role.TEACHER, Role.YOUTH_WORKER)
EVERYONE = (Role.CARE_COORDINATOR, *ASKED)


@pytest.fixture
def meeting(world):
    found = planned(world, *ASKED)
    begin_step(world.dossier(Role.CARE_COORDINATOR), meeting=found, step=1)
    return found


@pytest.fixture
def sits(world, as_person, meeting):
    """Somebody with the table on the screen, as the server knows this page."""

    def come_in(role: str, last: str = "") -> Listener:
        scope, browser = {HANDED_OVER: None}, as_person(world.person(role))
        page = html.unescape(browser.get(last or f"/kinderen/{world.noor.pk}/overleg/{meeting.pk}/tafel/").text)
        address = re.search(r'data-stream="([^"]*)"', page)[1]
        browser.get(address, headers={"Last-Event-ID": mark_in(page)}, **{"asgi.scope": scope})
        return scope[HANDED_OVER]

    return come_in


def heard(eyes: BoardEyes, *listeners: Listener) -> dict[str, str]:
    told = [(each.scope.role, told) for each, told in eyes.look(list(listeners)) if told.event not in ("", "here")]
    return {role: f"{each.event} {each.said}" for role, each in told}


def test_what_is_said_appears_at_everyone_and_a_draft_at_nobody(world, meeting, sits):
    eyes, listeners = BoardEyes(), [sits(role) for role in EVERYONE]
    assert heard(eyes, *listeners) == {}
    mother = world.dossier(Role.MOTHER)
    prepare(mother, invited=own_invitation(mother, meeting), words={"c_whole": "Ik typ nog Kanarietypt"})
    assert heard(eyes, *listeners) == {}

    say(mother, meeting=meeting, question="c_whole", text="Zij slaapt weer", language="nl")

    told = heard(eyes, *listeners)
    assert set(told) == set(EVERYONE)
    assert all(each.startswith("board") and "Zij slaapt weer" in each and "Kanarietypt" not in each for each in told.values())
    assert heard(eyes, *listeners) == {}, "it comes once"


def test_what_the_stream_tells_is_what_the_page_shows_then(world, meeting, sits, as_person):
    eyes, mother, chair = BoardEyes(), sits(Role.MOTHER), world.dossier(Role.CARE_COORDINATOR)
    heard(eyes, mother)
    begin_step(chair, meeting=meeting, step=2)
    assert heard(eyes, mother)[Role.MOTHER].startswith("reload")
    card = Card.objects.filter(child=world.noor, shares__isnull=False, voice__letter="M").first()
    mark(world.dossier(Role.TEACHER), meeting=meeting, card=card)
    give_turn(chair, invited=own_invitation(world.dossier(Role.MOTHER), meeting))
    agree(chair, agreed=Agreed(WHAT, soon()), who=seat_of(world, Role.TEACHER), meeting=meeting)

    said = heard(eyes, mother)[Role.MOTHER]

    assert all(word in said for word in ("U bent aan de beurt", WHAT, world.person(Role.TEACHER).name))
    page = as_person(world.person(Role.MOTHER)).get(f"/kinderen/{world.noor.pk}/overleg/{meeting.pk}/tafel/").text
    assert mother.shows == mark_in(page)
    unmark(world.dossier(Role.TEACHER), meeting=meeting, card=card)
    assert "cards" in heard(eyes, mother)[Role.MOTHER]


def test_who_was_not_asked_can_not_listen_and_who_is_left_out_hears_no_more(world, meeting, sits, as_person):
    address = f"/kinderen/{world.noor.pk}/overleg/{meeting.pk}/stroom/"
    assert [as_person(each).get(address).status_code for each in (world.person(Role.FATHER), world.stranger)] == [404, 404]
    eyes, teacher, mother = BoardEyes(), sits(Role.TEACHER), sits(Role.MOTHER)
    heard(eyes, teacher, mother)
    chair = world.dossier(Role.CARE_COORDINATOR)
    leave_out(chair, invited=own_invitation(world.dossier(Role.TEACHER), meeting))
    say(world.dossier(Role.MOTHER), meeting=meeting, question="c_whole", text="Nadat jij ging", language="nl")

    told = heard(eyes, teacher, mother)

    assert told[Role.TEACHER].startswith(GONE) and "Nadat jij ging" not in told[Role.TEACHER]
    assert "Nadat jij ging" in told[Role.MOTHER]


def test_whose_place_ends_hears_no_more(world, meeting, sits):
    eyes, worker = BoardEyes(), sits(Role.YOUTH_WORKER)
    heard(eyes, worker)
    end_place(world.dossier(Role.MOTHER), place=seat_of(world, Role.YOUTH_WORKER))
    say(world.dossier(Role.MOTHER), meeting=meeting, question="c_whole", text="Zonder jou", language="nl")

    told = heard(eyes, worker)[Role.YOUTH_WORKER]
    assert told.startswith(GONE) and "Zonder jou" not in told


def test_who_may_not_know_any_more_where_the_child_is_hears_no_more(world, meeting, sits):
    chair = world.dossier(Role.CARE_COORDINATOR)
    invite_to(chair, meeting=meeting, place=seat_of(world, Role.FATHER))
    eyes, father = BoardEyes(), sits(Role.FATHER)
    heard(eyes, father)
    mark_secret_address(chair, place=seat_of(world, Role.FATHER), reason="Voor de veiligheid")
    say(world.dossier(Role.MOTHER), meeting=meeting, question="c_whole", text="Om de hoek", language="nl")

    told = heard(eyes, father)[Role.FATHER]
    assert told.startswith(GONE) and "Om de hoek" not in told


def test_a_closed_meeting_leads_every_page_to_what_was_said(world, meeting, sits):
    eyes, listeners = BoardEyes(), [sits(role) for role in EVERYONE]
    heard(eyes, *listeners)
    close_meeting(world.dossier(Role.CARE_COORDINATOR), meeting=meeting)

    assert {each.split()[0] for each in heard(eyes, *listeners).values()} == {"reload"}


def test_what_happens_at_a_table_changes_no_board(world, meeting, sits):
    eyes, board, table = BoardEyes(), sits(Role.FATHER, f"/kinderen/{world.noor.pk}/"), sits(Role.MOTHER)
    heard(eyes, board, table)
    say(world.dossier(Role.MOTHER), meeting=meeting, question="c_whole", text="Aan tafel", language="nl")

    assert set(heard(eyes, board, table)) == {Role.MOTHER}


def test_thirty_at_a_table_ask_as_much_as_one(world, meeting, sits):
    def questions(listeners: list[Listener], text: str) -> int:
        eyes = BoardEyes()
        eyes.look(listeners)
        say(world.dossier(Role.MOTHER), meeting=meeting, question="c_whole", text=text, language="nl")
        with CaptureQueriesContext(connection) as asked:
            told = eyes.look(listeners)
        assert sum(text in str(each.said) for _who, each in told if each) == len(listeners)
        return len(asked)

    one = questions([sits(Role.TEACHER)], "Eerst")
    thirty = questions([sits(EVERYONE[nth % 4]) for nth in range(30)], "Daarna")
    assert thirty == one
