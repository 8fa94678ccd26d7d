"""Streams: pages that stay open and hear of what changes. Knows no word of the field.

A stream is opened by an ordinary view, through the door and all that stands before it; then this module holds it open.
It holds no thread and no connection to the database: one pair of hands per process looks for all of them together.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol
from uuid import UUID

from django.db import close_old_connections

from rondom.base.models import Event
from rondom.base.record import written
from rondom.base.trace import Trace

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

HANDED_OVER = "rondom.listener"
EVERY = 0.5
SOON = 0.1
# A browser keeps at most six connections to one house, and its pages need one as well.
MOST_OF_ONE = 4
# Who takes in nothing for so long comes back by itself, and then hears all at once.
MOST_WAITING = 50

log = logging.getLogger(__name__)


@dataclass(eq=False)
class Listener:
    """One page that stays open: whose, about what, by which visit, and how it wants to be told."""

    person_id: UUID
    topic: UUID
    session_key: str
    language: str
    wanted: Any
    shows: str  # the mark of what the page shows
    trace: Trace
    scope: Any  # what the door handed out when it was last asked
    weighed_at: float = float("-inf")
    knows: Any = None
    here: tuple[str, ...] = ()
    has_visit: bool = True
    is_told_to_go: bool = False
    waiting: "asyncio.Queue[Told | None]" = field(default_factory=lambda: asyncio.Queue(MOST_WAITING))


@dataclass(frozen=True)
class Told:
    """One message. Its number is the mark of what the page shows once it has taken it in."""

    event: str
    said: Any = ""
    number: str = ""

    @cached_property
    def written(self) -> bytes:
        """As it goes over the line: made once, to however many it is told."""
        if not self.event:
            return b": \n\n"
        lines = [f"id: {self.number}"] if self.number else []
        return "\n".join([*lines, f"event: {self.event}", f"data: {json.dumps(self.said)}", "", ""]).encode()


HEARTBEAT = Told("")
GONE = "gone"


class Eyes(Protocol):
    """Looks for all who listen at once what there is to tell each, and writes down who left. Works on a thread of its own."""

    def about(self, line: Event) -> UUID | None:
        """The topic whose pages may have changed by what a line tells; asked on the thread that wrote it."""

    def look(self, listeners: list[Listener], topics: Collection[UUID] | None) -> Iterable[tuple[Listener, Told | None]]:
        """Of all who listen, what to tell those of these topics, or everyone; nothing to tell ends the stream."""

    def note_left(self, listeners: list[Listener]) -> None: ...


def with_a_fresh_connection(work: Callable[..., Any], *given: Any) -> Any:
    """These hands live as long as the process: a connection that the server shut meanwhile is not used again."""
    close_old_connections()
    return work(*given)


class Hub:
    """All streams of one process, and the one task that looks for them: at once where a line of the record is through in this
    process, and at every topic each half second, for what others write in the same database."""

    def __init__(self, eyes: Eyes, every: float = EVERY) -> None:
        self.eyes, self.every = eyes, every
        self.listeners: dict[Listener, None] = {}
        self.left: list[Listener] = []
        self.task: asyncio.Task[None] | None = None
        self.woken = asyncio.Event()
        self.stirred: set[UUID] = set()
        self.is_ending = False
        self.hands = ThreadPoolExecutor(1, thread_name_prefix="streams")
        written.connect(self.hear)

    def hear(self, line: Event, **_sent: Any) -> None:
        """A line of the record is through; called by the thread that wrote it, which waits for nothing here."""
        topic = self.eyes.about(line)
        if topic is not None and self.task is not None and not self.task.done():
            with suppress(RuntimeError):  # the server has just stopped
                self.task.get_loop().call_soon_threadsafe(self.stir, topic)

    def stir(self, topic: UUID) -> None:
        if any(each.topic == topic for each in self.listeners):
            self.stirred.add(topic)
            self.woken.set()

    def stir_soon(self, topic: UUID) -> None:
        """Who comes or goes seldom comes alone: after a restart everyone does."""
        asyncio.get_running_loop().call_later(SOON, self.stir, topic)

    def join(self, listener: Listener) -> None:
        """Of one person who has very many pages open, the oldest makes place."""
        own = [each for each in self.listeners if each.person_id == listener.person_id and not each.is_told_to_go]
        for oldest in own[: max(0, len(own) + 1 - MOST_OF_ONE)]:
            self.tell(oldest, Told(GONE, "elsewhere"))
        self.listeners[listener] = None
        if self.is_ending:
            self.tell(listener, None)
        self.stir_soon(listener.topic)
        if self.task is None or self.task.done():
            self.task = asyncio.get_running_loop().create_task(self.keep_looking())

    def leave(self, listener: Listener) -> None:
        if listener in self.listeners:
            del self.listeners[listener]
            self.left.append(listener)
            self.stir_soon(listener.topic)

    def tell(self, listener: Listener, told: Told | None) -> None:
        """What can not wait any longer ends the stream: the page comes back and hears all at once."""
        is_last = told is None or told.event == GONE
        try:
            if not listener.is_told_to_go:
                listener.waiting.put_nowait(told)
                listener.is_told_to_go = is_last
        except asyncio.QueueFull:
            listener.waiting = asyncio.Queue()
            listener.waiting.put_nowait(told if is_last else None)
            listener.is_told_to_go = True

    async def keep_looking(self) -> None:
        """Who writes much on one topic does not keep the others waiting: the round of all comes all the same."""
        clock = asyncio.get_running_loop().time
        next_round = clock()
        while self.listeners or self.left:
            topics: set[UUID] | None
            self.woken.clear()
            left, self.left, topics, self.stirred = self.left, [], self.stirred, set()
            if clock() >= next_round:
                topics, next_round = None, clock() + self.every
            if left:
                await self.by_hand(self.eyes.note_left, left)
            # Also where nobody listens any more: then all that was kept of their pages is let go of.
            listening = [each for each in self.listeners if not each.is_told_to_go]
            found = await self.by_hand(self.eyes.look, listening, topics)
            if found is None:  # nothing can be asked now: then nothing is shown, and everyone comes back later
                found = [(each, None) for each in self.listeners]
            for listener, told in found:
                self.tell(listener, told)
            if self.listeners:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.woken.wait(), max(0, next_round - clock()))

    async def by_hand(self, work: Callable[..., Any], *given: Any) -> Any:
        try:
            return await asyncio.get_running_loop().run_in_executor(self.hands, with_a_fresh_connection, work, *given)
        except Exception as error:  # whatever went wrong, no stream may stay open on it
            log.exception(error)
            return None

    def end(self) -> None:
        """The server stops: every page is let go and comes back to the next one."""
        self.is_ending = True
        for listener in list(self.listeners):
            self.tell(listener, None)

    def end_soon(self) -> None:
        """The same, asked from a signal."""
        self.is_ending = True
        if self.task is not None and not self.task.done():
            self.task.get_loop().call_soon_threadsafe(self.end)

    async def rest(self) -> None:
        """Until what is left to write down is written."""
        self.end()
        if self.task is not None and not self.task.done():
            await self.task
        self.hands.shutdown()


def streamed(pages: App, hub: Hub) -> App:
    """The pages, and those of them that stay open: where a view hands over a listener, its stream goes on from there."""

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        async def hold_back(message: Message) -> None:
            if HANDED_OVER not in scope:
                await send(message)
            elif message["type"] == "http.response.start":
                kept = [(name, value) for name, value in message["headers"] if name != b"content-length"]
                await send({**message, "headers": kept})

        await pages(scope, receive, hold_back)
        if HANDED_OVER in scope:
            await follow(hub, scope[HANDED_OVER], receive, send)

    return answered


async def follow(hub: Hub, listener: Listener, receive: Receive, send: Send) -> None:
    """Tell a listener what there is to tell, until one of the two has enough of it."""
    hub.join(listener)
    ends = [asyncio.ensure_future(keep_telling(listener, send)), asyncio.ensure_future(until_hung_up(receive))]
    try:
        done, _waiting = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        for each in done:
            each.result()
    finally:
        for each in ends:
            each.cancel()
        hub.leave(listener)


async def keep_telling(listener: Listener, send: Send) -> None:
    await send({"type": "http.response.body", "body": HEARTBEAT.written, "more_body": True})
    is_last = False
    while not is_last:
        told = await listener.waiting.get()
        is_last = told is None or told.event == GONE
        if told is not None:
            await send({"type": "http.response.body", "body": told.written, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def until_hung_up(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
