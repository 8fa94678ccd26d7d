"""A browser as far as a stream needs one: the board on its screen, and a line to the server that may be cut."""

import asyncio
import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


def mark_in(page: str) -> str:
    found = re.search(r'data-mark="([^"]*)"', page)
    return found[1] if found else ""


def parts_in(page: str) -> dict[str, str]:
    return dict(re.findall(r'data-part="(\w+)".*?(<tight-rows.*?)</section>', page, re.DOTALL))


@dataclass
class Board:
    """What stands in each part, and what came into it."""

    page: str
    parts: dict[str, str] = field(default_factory=dict)
    arrived: list[str] = field(default_factory=list)
    idle: int = 0

    def __post_init__(self) -> None:
        self.parts = parts_in(self.page)

    @property
    def text(self) -> str:
        return " ".join(self.parts.values())

    def take(self, parts: dict[str, dict[str, str]]) -> None:
        """What was not there yet arrives; a message by which nothing changes is counted."""
        if all(self.parts.get(name) == told["html"] for name, told in parts.items()):
            self.idle += 1
        for name, told in parts.items():
            before = set(re.findall(r"<a .*?</a>", self.parts.get(name, ""), re.DOTALL))
            self.arrived += [card for card in re.findall(r"<a .*?</a>", told["html"], re.DOTALL) if card not in before]
            self.parts[name] = told["html"]


@dataclass(eq=False)
class Line:
    application: Any
    path: str
    cookie: str
    mark: str
    board: Board
    status: int = 0
    raw: bytes = b""
    kinds: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    here: list[str] = field(default_factory=list)
    is_open: bool = False
    is_over: bool = False
    by_header: bool = False
    fetch: Callable[[], str] | None = None  # the page itself, by the ordinary door

    async def listen(self) -> None:
        """Until one of the two hangs up."""
        self.hung_up, self.is_open, self.is_over, waiting = asyncio.Event(), False, False, [b""]
        headers = [(b"host", b"localhost"), (b"cookie", f"rondom={self.cookie}".encode()), (b"user-agent", b"Test")]
        self.by_header = not self.by_header  # a browser of itself says it by header, our page by address
        query = b"" if self.by_header else f"staat={self.mark}".encode()
        if self.by_header:
            headers.append((b"last-event-id", self.mark.encode()))
        scope = {
            "type": "http",
            "method": "GET",
            "path": self.path,
            "query_string": query,
            "headers": headers,
            "http_version": "1.1",
            "scheme": "http",
            "server": ("localhost", 80),
            "client": ("127.0.0.1", 1),
        }
        told = [False]

        async def receive() -> dict[str, Any]:
            if not told[0]:
                told[0] = True
                return {"type": "http.request", "body": b"", "more_body": False}
            await self.hung_up.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                self.status = message["status"]
                return
            if self.hung_up.is_set():
                return  # what is under way when the line is cut does not arrive
            waiting[0] += message.get("body", b"")
            self.raw += message.get("body", b"")
            self.is_open = self.is_open or self.status == 200
            *whole, waiting[0] = waiting[0].split(b"\n\n")
            for each in whole:
                self.take(each.decode())

        await self.application(scope, receive, send)
        self.is_over = True

    async def fetch_anew(self, fetch: Callable[[], str]) -> None:
        page = await asyncio.to_thread(fetch)
        self.board.take({name: {"html": lane} for name, lane in parts_in(page).items()})

    def hang_up(self) -> None:
        self.hung_up.set()

    def take(self, message: str) -> None:
        told = dict(line.split(": ", 1) for line in message.splitlines() if ": " in line and not line.startswith(":"))
        if self.status != 200 or "event" not in told:
            return
        said = json.loads(told["data"])
        self.kinds.append(f"{told['event']} {said}" if told["event"] == "gone" else told["event"])
        self.heard.append(html.unescape(told["data"]))
        self.mark = told.get("id", self.mark)
        if told["event"] == "board":
            self.board.take(said)
        if told["event"] == "reload" and self.fetch:
            self.fetching = asyncio.ensure_future(self.fetch_anew(self.fetch))
        if told["event"] == "here":
            self.here = said


async def until(is_so: Callable[[], bool], seconds: float = 20) -> None:
    for _nth in range(int(seconds / 0.05)):
        if is_so():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not come")
