"""What is said at a table, from its commit until it is with everyone who sits there: three meetings at once, thirty phones at
each; beside a text of y-websocket."""

import shutil
import time
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.beside import COMMITTED
from bench.board import FLAGS
from bench.live import BROWSERS, CHANCE, WATCH, Listeners, fan_out, fanned_out, opened, post
from bench.peers import HERE, install
from bench.running import ROOT, Server, a_place, serving

PHONES = 30
TEXTS = 6  # a round, so many at each table in turn
QUESTION = "c_whole"


class Sitting:
    """One meeting: its phones, and the browsers that look on."""

    def __init__(self, server: Server, laid: dict[str, Any], browser: Any) -> None:
        self.server, self.laid = server, laid
        self.phones = Listeners(server, laid)
        self.phones.until_open(PHONES)
        self.pages: list[Page] = [opened(browser, server, laid) for _nth in range(BROWSERS)]

    def say(self, text: str) -> tuple[list[float], list[float]]:
        """Milliseconds from the commit until each phone had it, and until each browser had drawn it."""
        self.phones.texts = [text]
        time.sleep(CHANCE.random())
        for page in self.pages:
            page.evaluate(WATCH, [text, ".sitting"])
        said = post(self.server, self.laid, self.laid["board"], question=QUESTION, text=text)
        committed = float(said.headers[COMMITTED])
        came = [(at - committed) * 1000 for at in self.phones.wait_for(text)]
        return came, [page.evaluate("benchSeen") - committed * 1000 for page in self.pages]


def measure_tables(rounds: int) -> dict[str, Any]:
    with a_place() as place, sync_playwright() as play:
        laid = place.ask("bench.laying", "tables", PHONES)
        packages = install(ROOT / "var" / "peers")
        shutil.copy(HERE / "fan-out.mjs", packages / "fan-out.mjs")
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        with serving(place) as server, fan_out(packages) as port:
            here = [Sitting(server, {**each, "cookie": laid["cookie"]}, browser) for each in laid["tables"]]
            for nth, each in enumerate(here):
                each.say(f"Om warm te worden {nth}")
            found: dict[str, Any] = {"rondom": [], "y-websocket": [], "painted, ms": []}
            for nth in range(rounds):
                texts = [f"Merel {nth} {which}" for which in range(TEXTS)]
                for text in texts:
                    for each in here:
                        came, painted = each.say(text)
                        found["rondom"] += came
                        found["painted, ms"] += painted
                found["y-websocket"] += fanned_out(packages, port, PHONES, texts)
            found["memory, MB"] = server.memory()
        browser.close()
    return found
