"""What somebody else shares appears on the open board by itself, and never more than its reader may see."""

import asyncio
import html
import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from config.asgi import STREAMS
from rondom.base.live import GONE, HANDED_OVER, MOST_WAITING, Hub, Listener, Told
from rondom.base.models import Event
from rondom.base.trace import Trace
from rondom.cards.actions import begin_card, choose_audience, keep_writing, settle_card, share_card, take_back
from rondom.children.actions import answer_consent, end_place
from rondom.children.consents import consent_text
from rondom.children.dossier import weigh_again
from rondom.children.models import Audience, ConsentLine, Place, Role
from rondom.children.whereabouts import here_for, named_here
from rondom.people.models import Person
from rondom.timeline.live import WEIGHED_EVERY, BoardEyes, parts_of
from rondom.timeline.queries import board_page
from rondom.timeline.wanted import wanted_of
from tests.proofs.walking import ROUTES, undone
from tests.timeline.hearing import mark_in

ROLES = (Role.MOTHER, Role.FATHER, Role.CHILD, Role.TEACHER, Role.CARE_COORDINATOR, Role.YOUTH_WORKER)


@pytest.fixture
def opened(world, as_person):
    """Somebody with the board on the screen, as the server knows this page."""

    def come_in(role: str, last: str = "") -> Listener:
        person, scope = world.person(role), {HANDED_OVER: None}
        browser = as_person(person)
        page = html.unescape(browser.get(f"/kinderen/{world.noor.pk}/{last}").text)
        address = re.search(r'data-stream="([^"]*)"', page)[1]
        browser.get(address, headers={"Last-Event-ID": mark_in(page)}, **{"asgi.scope": scope})
        listener = scope[HANDED_OVER]
        assert listener.person_id == person.pk
        return listener

    return come_in


def share(dossier, text: str, kind: str = "help"):
    return share_card(dossier, card=begin_card(dossier, kind=kind), words={"text": text, "date": "2021"})


def heard(eyes: BoardEyes, *listeners: Listener) -> list[tuple[str, str]]:
    """What each was told at one look, but for the sign that the line is open."""
    return [(each.scope.role, f"{told.event} {told.said}") for each, told in eyes.look(list(listeners)) if told.event]


def test_a_shared_card_appears_with_who_may_read_it_and_a_draft_with_nobody(world, opened):
    eyes, mother, father = BoardEyes(), opened(Role.MOTHER), opened(Role.FATHER)
    heard(eyes, mother, father)
    coordinator = world.dossier(Role.CARE_COORDINATOR)
    settle_card(coordinator, card=begin_card(coordinator, kind="help"), words={"text": "Nog niet"})
    assert heard(eyes, mother, father) == []

    share(coordinator, "Samen lezen")

    told = heard(eyes, mother, father)
    assert [who for who, _said in told] == [Role.MOTHER, Role.FATHER]
    assert all("Samen lezen" in said and "Nog niet" not in said for _who, said in told)
    assert heard(eyes, mother, father) == []


def test_what_the_stream_tells_is_what_the_page_shows_then(world, opened, as_person):
    eyes, mother = BoardEyes(), opened(Role.MOTHER)
    heard(eyes, mother)
    card = share(world.dossier(Role.CARE_COORDINATOR), "Samen lezen")
    take_back(world.dossier(Role.CARE_COORDINATOR), card=card)
    share(world.dossier(Role.FATHER), "Op de fiets", kind="home")

    [(_who, said)] = heard(eyes, mother)

    page = as_person(world.person(Role.MOTHER)).get(f"/kinderen/{world.noor.pk}/")
    assert "Op de fiets" in said
    assert "Samen lezen" not in said
    assert mother.shows == mark_in(page.text)


def test_a_card_for_the_teacher_alone_comes_to_the_teacher_and_leaves_the_others(world, opened):
    eyes = BoardEyes()
    everyone = [opened(role) for role in ROLES]
    child = world.dossier(Role.CHILD)
    card = share(child, "Ik slaap slecht")
    heard(eyes, *everyone)

    choose_audience(child, card=card, audience=Audience.TEACHER)

    told = dict(heard(eyes, *everyone))
    assert Role.TEACHER not in told
    assert Role.MOTHER in told
    assert "Ik slaap slecht" not in told[Role.MOTHER]
    settle_card(child, card=card, words={"text": "Ik slaap heel slecht", "date": "2021"})
    assert {who for who, _said in heard(eyes, *everyone)} == {Role.TEACHER, Role.CHILD}


def test_typing_wakes_nobody(world, opened, django_assert_num_queries):
    eyes, mother = BoardEyes(), opened(Role.MOTHER)
    heard(eyes, mother)
    coordinator = world.dossier(Role.CARE_COORDINATOR)
    keep_writing(coordinator, card=begin_card(coordinator, kind="help"), words={"text": "Ik typ"})
    heard(eyes, mother)
    with django_assert_num_queries(1):  # where the chain stands
        assert heard(eyes, mother) == []

    keep_writing(coordinator, card=begin_card(coordinator, kind="help"), words={"text": "Ik typ door"})
    keep_writing(coordinator, card=begin_card(coordinator, kind="home"), words={"text": "En door"})

    assert heard(eyes, mother) == []


def test_a_change_asks_as_many_questions_for_thirty_readers_as_for_one(world, opened):
    def questions(listeners: list[Listener]) -> int:
        eyes = BoardEyes()
        eyes.look(listeners)
        share(world.dossier(Role.MOTHER), f"Voor {len(listeners)}")
        with CaptureQueriesContext(connection) as asked:
            told = eyes.look(listeners)
        assert sum(each.event == "board" for _who, each in told) == len(listeners)
        return len(asked)

    one = questions([opened(Role.FATHER)])
    pages = ("", "?maat=year", "?maat=school", "?beeld=side-by-side", "?baan=hulp_kind_gezin")
    many = questions([opened(role, page) for role in ROLES for page in pages])

    assert one == many
    assert many <= 20


def test_where_only_the_whole_board_will_do_it_is_asked_anew(world, opened):
    eyes, mother = BoardEyes(), opened(Role.MOTHER)
    mother.shows = "iets heel anders"

    assert heard(eyes, mother) == [(Role.MOTHER, "reload None")]


@pytest.mark.proof
@pytest.mark.parametrize("what", ["consent", "place"])
def test_a_withdrawal_at_whatever_moment_of_a_look_comes_before_what_is_shown(world, opened, what):
    """After each question in turn somebody withdraws: what was not yet weighed for the last time then is not shown."""
    eyes, worker = BoardEyes(), opened(Role.YOUTH_WORKER)
    heard(eyes, worker)
    kept = worker.shows, worker.knows, eyes.heads
    asks_for_it = 'FROM "children_consentanswered"' if what == "consent" else '"is_emergency"'

    def look(after: int | None) -> tuple[bool, list[str]]:
        asked: list[str] = []

        def hold(execute, sql, params, many, context):
            answer = execute(sql, params, many, context)
            asked.append(sql)
            if len(asked) - 1 == after:
                withdraw(world, what)
            return answer

        with undone():
            worker.shows, worker.knows, eyes.heads = kept
            share(world.dossier(Role.CARE_COORDINATOR), "Zwaluw van school")
            with connection.execute_wrapper(hold):
                told = heard(eyes, worker)
        return any("Zwaluw" in said for _who, said in told), asked

    is_shown, asked = look(None)
    weighed_last = max(nth for nth, sql in enumerate(asked) if asks_for_it in sql)
    assert is_shown
    assert weighed_last > max(nth for nth, sql in enumerate(asked) if sql.startswith('SELECT "cards_cardversion"'))
    assert [nth for nth in range(weighed_last) if look(nth)[0]] == []


def withdraw(world, what: str) -> None:
    mother, worker = world.dossier(Role.MOTHER), Place.objects.get(child=world.noor, role=Role.YOUTH_WORKER)
    if what == "place":
        end_place(mother, place=worker)
        return
    for line in ConsentLine.objects.filter(asked__child=world.noor, reader=worker.organisation_id).select_related("asked"):
        answer_consent(mother, asked=line.asked, answer="withdrawn", language="nl", text=consent_text(mother, line.asked))


def test_a_heartbeat_asks_rights_again_though_nothing_happened(world, opened, monkeypatch):
    eyes, worker = BoardEyes(), opened(Role.YOUTH_WORKER)
    heard(eyes, worker)
    Person.objects.filter(pk=worker.person_id).update(is_active=False)
    assert heard(eyes, worker) == []

    worker.weighed_at -= WEIGHED_EVERY

    assert heard(eyes, worker) == [(Role.YOUTH_WORKER, "gone visit")]


def test_who_lost_the_place_or_never_had_one_is_not_weighed_in(world):
    place = Place.objects.get(child=world.noor, person=world.person(Role.YOUTH_WORKER))
    keys = {(place.person_id, world.noor.pk), (world.stranger.pk, world.noor.pk), (place.person_id, world.other.pk)}

    assert set(weigh_again(keys)) <= {(place.person_id, world.noor.pk), (place.person_id, world.other.pk)}
    assert (world.stranger.pk, world.noor.pk) not in weigh_again(keys)


def test_the_board_says_who_else_is_here_and_hides_who_may_not_know_where_the_child_is(world, opened):
    eyes, mother, coordinator = BoardEyes(), opened(Role.MOTHER), opened(Role.CARE_COORDINATOR)

    told = dict(heard(eyes, mother, coordinator))

    assert told == {Role.MOTHER: "here ('Anouk Verbeek',)", Role.CARE_COORDINATOR: "here ('Rima Haddad',)"}
    assert heard(eyes, mother) == [(Role.MOTHER, "here ()")]
    father = world.dossier(Role.FATHER)
    shielded = replace(father, reader=replace(father.reader, is_shielded=True))
    assert here_for(shielded, named_here([mother.scope, shielded])) == ()
    assert here_for(mother.scope, named_here([mother.scope, shielded])) == ()


def test_opening_and_closing_stand_in_the_record_and_nobody_is_told_of_them(world, opened):
    eyes, mother = BoardEyes(), opened(Role.MOTHER)
    heard(eyes, mother)

    worker = opened(Role.YOUTH_WORKER)
    eyes.note_left([worker])

    lines = Event.objects.filter(child_id=world.noor.pk, person_id=worker.person_id).order_by("-number")[:2]
    assert [(each.event, each.act) for each in lines] == [("board.left", "R"), ("board.followed", "R")]
    assert heard(eyes, mother) == []


def test_every_stream_is_a_route_that_is_walked_like_a_page(world):
    addresses = {name: re.sub("<uuid:[a-z]+_id>", str(world.noor.pk), pattern) for name, pattern in ROUTES.items()}
    streams = ("timeline:stream", "timeline:table_stream", "timeline:wall_stream", "timeline:guest_stream")
    for (path, _stream), expected in zip(STREAMS, streams, strict=True):
        named = [name for name, address in addresses.items() if re.fullmatch(path, address)]
        assert named == [expected]
        view = resolve(addresses[named[0]]).func
        assert view.is_looking_at_the_clock, "an open page does not keep a visit alive"


class Blind:
    """Eyes that can ask nothing: the database is away."""

    def look(self, _listeners):
        raise OSError

    def note_left(self, _listeners):
        raise OSError


def listener_of(person) -> Listener:
    return Listener(person, person, "", "nl", None, "", Trace(), None)


def test_where_nothing_can_be_asked_nothing_is_shown_and_the_page_comes_back(world):
    async def story() -> list[Told | None]:
        hub, one = Hub(Blind(), every=0.01), listener_of(world.noor.pk)
        hub.join(one)
        told = await asyncio.wait_for(one.waiting.get(), 5)
        hub.leave(one)
        await hub.rest()
        return [told]

    assert asyncio.run(story()) == [None]


def test_who_takes_nothing_in_is_let_go_and_may_come_back(world):
    async def story() -> list[Told | None]:
        hub, slow = Hub(Blind()), listener_of(world.noor.pk)
        for nth in range(MOST_WAITING + 5):
            hub.tell(slow, Told("board", nth))
        return [slow.waiting.get_nowait() for _nth in range(slow.waiting.qsize())]

    assert asyncio.run(story()) == [None]


def test_a_message_is_one_line_whatever_stands_in_a_card():
    said = Told("board", {"help": {"html": "een\n\nevent: gone\ndata: x"}}, "m").written.decode()

    assert said.count("\n") == 4
    assert said.startswith("id: m\nevent: board\ndata: {")
    assert GONE not in said.splitlines()[1]


def test_the_parts_of_a_board_are_its_whole_mark(mother):
    parts = parts_of(board_page(mother, wanted_of({})))

    assert parts.since(parts.mark) == {}
    assert len(parts.mark.split(".")) == 9


def test_the_list_on_a_phone_follows_too(world, opened, as_person):
    eyes, phone = BoardEyes(), opened(Role.MOTHER, "lijst/")
    assert heard(eyes, phone) == []

    share(world.dossier(Role.CARE_COORDINATOR), "Samen lezen")

    [(_who, said)] = heard(eyes, phone)
    assert "Samen lezen" in said
    assert "'story'" in said
    page = as_person(world.person(Role.MOTHER)).get(f"/kinderen/{world.noor.pk}/lijst/")
    assert phone.shows == mark_in(page.text)
