"""An open board is woken by the commit itself; what is rolled back wakes nobody, and only what changed is read again."""

import asyncio
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import partial
from unittest import mock
from uuid import UUID

import pytest
from django.db import OperationalError, connection, transaction

from rondom.base.live import Hub, Listener, Told
from rondom.base.models import Act, Event
from rondom.base.record import record
from rondom.cards.actions import (
    begin_card,
    choose_audience,
    keep_writing,
    mark_key_moment,
    settle_card,
    share_all,
    share_card,
    take_back,
    tie_cards,
)
from rondom.cards.together import all_rows_in
from rondom.children.dossier import house_dossier, listening
from rondom.children.models import Audience, Role
from rondom.timeline.live import BoardEyes, Drawer
from tests.timeline.test_streams import heard, listener_of, opened, share  # noqa: F401 — a fixture among them

NEVER = 3600


class Noting:
    """Eyes that note at which children they were asked to look; nothing means all."""

    def __init__(self) -> None:
        self.asked: list[set[UUID] | None] = []

    def about(self, line: Event) -> UUID | None:
        return BoardEyes().about(line)

    def look(self, listeners: list[Listener], topics: Collection[UUID] | None) -> list[tuple[Listener, Told]]:
        self.asked.append(None if topics is None else set(topics))
        return [(each, Told("seen")) for each in listeners if topics is None or each.topic in topics]

    def note_left(self, _listeners: list[Listener]) -> None:
        pass


class Listening:
    """A hub at work on a thread of its own, as in the server; it never looks of itself."""

    def __init__(self, *children: UUID) -> None:
        self.loop, self.eyes = asyncio.new_event_loop(), Noting()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        self.hub = self.wait(self.hub_of_all())
        self.listeners = {child: listener_of(child) for child in children}
        self.wait(self.join())

    def wait(self, work):
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(20)

    async def hub_of_all(self) -> Hub:
        return Hub(self.eyes, every=NEVER)

    async def join(self) -> None:
        """Each is looked for at the first round, and once more for who came."""
        for each in self.listeners.values():
            self.hub.join(each)
        for each in self.listeners.values():
            assert [(await each.waiting.get()).event for _nth in range(2)] == ["seen", "seen"]
        self.eyes.asked.clear()

    def hears(self, child: UUID) -> str:
        return self.wait(self.listeners[child].waiting.get()).event

    async def leave(self) -> None:
        for each in self.listeners.values():
            self.hub.leave(each)
        self.hub.woken.set()
        await self.hub.rest()

    def end(self) -> None:
        self.wait(self.leave())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()


@contextmanager
def open_boards(*children: UUID) -> Iterator[Listening]:
    boards = Listening(*children)
    try:
        yield boards
    finally:
        boards.end()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What is written inside is through at its end."""
    return partial(django_capture_on_commit_callbacks, execute=True)


def test_a_commit_wakes_the_boards_of_its_child_and_no_other(world, committed):
    with open_boards(world.noor.pk, world.other.pk) as boards:
        with committed():
            share(world.dossier(Role.CARE_COORDINATOR), "Samen lezen")

        assert boards.hears(world.noor.pk) == "seen"
        assert boards.eyes.asked == [{world.noor.pk}]
        assert boards.listeners[world.other.pk].waiting.empty()


def test_what_is_rolled_back_wakes_nobody_nor_does_who_only_reads_or_types(world, committed):
    with open_boards(world.noor.pk, world.other.pk) as boards:
        with committed():
            with pytest.raises(ZeroDivisionError), transaction.atomic():
                share(world.dossier(Role.CARE_COORDINATOR), "Toch niet")
                raise ZeroDivisionError
            coordinator = world.dossier(Role.CARE_COORDINATOR)
            keep_writing(coordinator, card=begin_card(coordinator, kind="help"), words={"text": "Ik typ"})
        with committed():
            record(house_dossier(world.other), "card.shared", Act.EXECUTE)

        assert boards.hears(world.other.pk) == "seen"
        assert boards.eyes.asked == [{world.other.pk}]


def test_who_writes_waits_for_no_board_that_can_not_be_woken(world, committed, monkeypatch):
    with open_boards(world.noor.pk) as boards:
        monkeypatch.setattr(Noting, "about", lambda *_given: 1 / 0)
        with committed():
            card = share(world.dossier(Role.CARE_COORDINATOR), "Samen lezen")
        monkeypatch.undo()

        assert Event.objects.filter(event="card.shared", object_ids=str(card.pk)).exists()
        assert boards.eyes.asked == []


def test_a_board_that_can_not_be_drawn_silences_no_other(world, opened, monkeypatch):  # noqa: F811
    eyes, mother, father = BoardEyes(), opened(Role.MOTHER), opened(Role.FATHER)
    heard(eyes, mother, father)
    draw = Drawer.drawn_for

    def draws_all_but_one(drawer, dossier, *given):
        return 1 / 0 if dossier.role == Role.FATHER else draw(drawer, dossier, *given)

    monkeypatch.setattr(Drawer, "drawn_for", draws_all_but_one)
    share(world.dossier(Role.CARE_COORDINATOR), "Samen lezen")

    told = [(each.scope.role, told and told.event) for each, told in eyes.look([father, mother])]

    assert told == [(Role.FATHER, None), (Role.MOTHER, "board")]


def test_what_is_kept_is_always_what_stands_there_and_what_stayed_is_not_read_again(world, opened):  # noqa: F811
    eyes, mother, noor = BoardEyes(), opened(Role.MOTHER), world.noor
    heard(eyes, mother)

    def read_again() -> int:
        """How many cards were read at this look; what is kept then is as if all had been."""
        before = {id(each): each for each in eyes.kept[noor.pk].rows}
        heard(eyes, mother)
        now = eyes.kept[noor.pk].rows
        assert now == all_rows_in(listening(noor))
        return sum(id(each) not in before for each in now)

    school, child = world.dossier(Role.CARE_COORDINATOR), world.dossier(Role.CHILD)
    first, second = share(school, "Samen lezen"), share(school, "Samen rekenen")
    assert read_again() == 2
    settle_card(school, card=first, words={"text": "Samen veel lezen", "date": "2021"})
    take_back(school, card=second)
    assert read_again() == 2
    own = share(child, "Ik slaap slecht")
    assert read_again() == 1
    choose_audience(child, card=own, audience=Audience.TEACHER)
    assert read_again() == 1
    keep_writing(school, card=begin_card(school, kind="home"), words={"text": "Thuis", "date": "2020"})
    assert read_again() == 0
    for change in (
        lambda: share_all(school),
        lambda: mark_key_moment(world.dossier(Role.MOTHER), card=first),
        lambda: tie_cards(school, cards=[first, share_card(school, card=second)]),
    ):
        change()
        assert read_again() == len(eyes.kept[noor.pk].rows)


def test_what_could_not_be_read_at_one_look_is_read_at_the_next(world, opened):  # noqa: F811
    """Or else what was taken back meanwhile would come back on boards with the next card that is shared."""
    eyes, mother, school = BoardEyes(), opened(Role.MOTHER), world.dossier(Role.CARE_COORDINATOR)
    taken = share(school, "Samen lezen")
    heard(eyes, mother)
    take_back(school, card=taken)

    def gone(execute, sql, *given):
        if "base_event" in sql:
            raise OperationalError("gone")
        return execute(sql, *given)

    with connection.execute_wrapper(gone), pytest.raises(OperationalError):
        eyes.look([mother])
    share(school, "Samen rekenen")
    heard(eyes, mother)

    assert eyes.kept[world.noor.pk].rows == all_rows_in(listening(world.noor))
    assert opened(Role.MOTHER).shows == mother.shows


def test_of_boards_that_nobody_has_open_any_more_nothing_is_kept(world, opened):  # noqa: F811
    eyes, mother = BoardEyes(), opened(Role.MOTHER)
    heard(eyes, mother)
    assert eyes.kept

    async def come_and_go() -> None:
        hub, eyes.note_left = Hub(eyes, every=0.02), lambda left: None
        try:
            hub.join(mother)
            hub.leave(mother)
            await hub.task
        finally:
            hub.hands.shutdown()

    with mock.patch("rondom.base.live.with_a_fresh_connection", lambda work, *given: work(*given)):
        asyncio.run(come_and_go())

    assert (eyes.kept, eyes.heads, eyes.present) == ({}, {}, {})
