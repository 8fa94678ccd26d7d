"""A shared card, from its commit until it is with everyone who has the board open; beside a text of y-websocket."""

import asyncio
import http.client
import json
import os
import random
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from bench.beside import COMMITTED
from bench.board import FLAGS, WINDOW
from bench.cards import SEED
from bench.peers import HERE, install
from bench.running import BOARDS_OF_ONE, ROOT, Server, a_place, free_port, serving, wait_for

FEW, MANY, BROWSERS = 30, 200, 3
CARDS = 5  # a round
PATIENCE = 20
CHANCE = random.Random(SEED)
TOKEN = "b" * 32
WATCH = """([text, where]) => {
  window.benchSeen = new Promise((done) => {
    const drawn = () => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.timeOrigin + performance.now())))
    const watch = new MutationObserver(() => {
      if (!document.querySelector(where).textContent.includes(text)) return
      watch.disconnect()
      drawn()
    })
    watch.observe(document, { subtree: true, childList: true })
  })
}"""


class Listeners:
    """So many open streams in one thread, and when each heard a text."""

    def __init__(self, server: Server, laid: dict[str, Any]) -> None:
        self.server, self.laid = urlsplit(server.address), laid
        self.heard: dict[str, list[float]] = {}
        self.texts: list[str] = []
        self.open = 0
        self.tasks: list[asyncio.Future[None]] = []
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()

    def until_open(self, wanted: int) -> None:
        for nth in range(len(self.tasks), wanted):
            visit = self.laid["visits"][nth // BOARDS_OF_ONE]
            self.tasks.append(asyncio.run_coroutine_threadsafe(self.listen(visit), self.loop))  # type: ignore[arg-type]
        # Opening is not measured, and writes in the record: on a busy machine it takes its time.
        until(lambda: self.opened() >= wanted, f"only {self.open} of {wanted} streams opened", PATIENCE * 10)

    def opened(self) -> int:
        """How many are open; why one is not is said at once."""
        for each in self.tasks:
            if each.done():
                each.result()
        return self.open

    async def listen(self, visit: str) -> None:
        reader, writer = await asyncio.open_connection(self.server.hostname, self.server.port, limit=2**24)
        cookie = f"{self.laid['cookie']}={visit}"
        writer.write(f"GET {self.laid['stream']} HTTP/1.1\r\nHost: {self.server.netloc}\r\nCookie: {cookie}\r\n\r\n".encode())
        status = await reader.readline()
        assert b" 200 " in status, status
        is_open = False
        while line := await reader.readline():
            if not is_open and line.startswith(b"event:"):
                self.open, is_open = self.open + 1, True
            for text in self.texts:
                if line.startswith(b"data:") and text.encode() in line:
                    self.heard.setdefault(text, []).append(time.time())

    def wait_for(self, text: str) -> list[float]:
        until(lambda: len(self.heard.get(text, [])) >= len(self.tasks), f"{text} came to {len(self.heard.get(text, []))}")
        return self.heard[text]


def until(is_so: Any, otherwise: str, seconds: float = PATIENCE) -> None:
    late = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > late:
            raise TimeoutError(otherwise)
        time.sleep(0.01)


def post(server: Server, laid: dict[str, Any], path: str, **given: str) -> http.client.HTTPResponse:
    """Send a form as the browser of who writes does."""
    line = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=PATIENCE)
    headers = {
        "Cookie": f"{laid['cookie']}={laid['visits'][-1]}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    line.request("POST", path, urlencode(given), headers)
    answer = line.getresponse()
    answer.read()
    line.close()
    assert answer.status == 302, f"{path}: {answer.status}"
    return answer


def share(server: Server, laid: dict[str, Any], text: str) -> float:
    """Write and share a card; when its transaction was through."""
    card = post(server, laid, laid["new"], kind="help", whole="1").headers["Location"]
    return float(post(server, laid, card, text=text, date="2021", share="1").headers[COMMITTED])


@contextmanager
def fan_out(packages: Path) -> Iterator[int]:
    """The peer's own server, in a process of its own."""
    port = free_port()
    command = ["node", "node_modules/y-websocket/bin/server.cjs"]
    surroundings = {**os.environ, "HOST": "127.0.0.1", "PORT": str(port)}
    with subprocess.Popen(command, cwd=packages, env=surroundings, stdout=subprocess.DEVNULL) as process:
        try:
            wait_for(port)
            yield port
        finally:
            process.terminate()


def fanned_out(packages: Path, port: int, clients: int, texts: list[str]) -> list[float]:
    """Milliseconds from writing until each client has it; the first two texts warm up."""
    command = ["node", "fan-out.mjs", str(port), str(clients), "warm", "warmer", *texts]
    done = subprocess.run(command, cwd=packages, capture_output=True, check=True, timeout=120)
    return [each for text in json.loads(done.stdout)[2:] for each in text]


def measure_live(rounds: int) -> dict[str, Any]:
    with a_place() as place, sync_playwright() as play:
        laid = place.ask("bench.laying", "live", MANY)
        if not laid["stream"]:
            return {"note": "no stream here"}
        packages = install(ROOT / "var" / "peers")
        shutil.copy(HERE / "fan-out.mjs", packages / "fan-out.mjs")
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        with serving(place) as server, fan_out(packages) as port:
            share(server, laid, "Om warm te worden")
            found: dict[str, Any] = {"memory, MB": {"0": server.memory()}, "painted, ms": []}
            listeners = Listeners(server, laid)
            pages = [opened(browser, server, laid) for _nth in range(BROWSERS)]
            for streams in (FEW, MANY):
                listeners.until_open(streams)
                found[str(streams)] = {"rondom": [], "y-websocket": []}
                for nth in range(rounds):
                    texts = [f"Zwaluw {streams} {nth} {card}" for card in range(CARDS)]
                    for text in texts:
                        came, painted = shared(server, laid, listeners, pages, text)
                        found[str(streams)]["rondom"] += came
                        found["painted, ms"] += painted if streams == FEW else []
                    found[str(streams)]["y-websocket"] += fanned_out(packages, port, streams, texts)
                found["memory, MB"][str(streams)] = server.memory()
        browser.close()
    return found


def opened(browser: Browser, server: Server, laid: dict[str, Any]) -> Page:
    """A browser at the board, or at the table."""
    context = browser.new_context(viewport=WINDOW)
    context.add_cookies([{"name": laid["cookie"], "value": laid["visits"][-2], "url": server.address}])
    page = context.new_page()
    page.goto(server.address + laid["board"], wait_until="load")
    return page


def shared(
    server: Server, laid: dict[str, Any], listeners: Listeners, pages: list[Page], text: str
) -> tuple[list[float], list[float]]:
    """Milliseconds from the commit until each stream had the card, and until each browser had drawn it."""
    listeners.texts = [text]
    # Not always just after a look of the server: whoever looks at intervals is met at any moment of one.
    time.sleep(CHANCE.random())
    for page in pages:
        page.evaluate(WATCH, [text, ".board"])
    committed = share(server, laid, text)
    came = [(at - committed) * 1000 for at in listeners.wait_for(text)]
    return came, [page.evaluate("benchSeen") - committed * 1000 for page in pages]
