"""Half an hour of eight browsers at one board: sharing, typing, looking nearer, losing the line, leaving and coming back.

Each minute: what the server holds in memory, and what the script of each page holds after its rubbish was cleared. A board
that stays open is where a leak would show, so two of the eight never leave theirs. The life is in balance: who shared a card
takes it off the board the next time, so that what grows is not the story.
"""

import random
import re
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from bench.board import FLAGS
from bench.cards import SEED
from bench.running import Server, a_place, serving

PEOPLE, STAYING = 8, 2
SIZES = ({"width": 1400, "height": 900}, {"width": 360, "height": 740}, {"width": 2560, "height": 1300})
PATIENCE = 30_000
PAUSE = 0.4  # between what one and the next does
AWAY = (3, 12)  # seconds
CARDS = ".board a[data-dialog]"
HIDE = """hidden => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden })
  document.dispatchEvent(new Event("visibilitychange"))
}"""
TOLD = f"[...document.querySelectorAll('{CARDS}')].map((card) => card.textContent.trim()).sort()"


@dataclass
class Guest:
    """Somebody at the board."""

    name: str
    context: BrowserContext
    home: str
    letter: str
    stays: bool
    chance: random.Random
    page: Page = None  # type: ignore[assignment] # there once one has come
    card: str = ""  # what this one shares and takes back in turn
    back: Callable[[], None] | None = None
    back_at: float = 0

    def open(self) -> None:
        if self.page and not self.page.is_closed():
            self.page.close()
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.come()

    def come(self, last: str = "") -> None:
        self.page.goto(self.home + last, wait_until="load")

    def board(self) -> None:
        """At the board, in whatever mode: who is on another page goes there."""
        if self.page.locator(CARDS).count() == 0:
            self.come()

    def away(self, back: Callable[[], None]) -> None:
        self.back, self.back_at = back, time.monotonic() + self.chance.uniform(*AWAY)

    def return_(self) -> None:
        assert self.back
        self.back()
        self.back = None

    # What one does. Who stays does what is in STAY only.

    def nearer(self) -> None:
        self.board()
        for step in self.chance.sample(["1", "1", "1", "-1", "0"], 4):
            button = self.page.locator(f"board-zoom [data-step='{step}']")
            if button.is_enabled():
                button.click()

    def year(self) -> None:
        self.board()
        years = self.page.locator(".year")
        chosen = years.nth(self.chance.randrange(years.count()))
        for _open_and_shut in range(2):
            chosen.focus()
            self.page.keyboard.press("Enter")

    def read(self) -> None:
        self.board()
        cards = self.page.locator(CARDS)
        cards.nth(self.chance.randrange(cards.count())).focus()
        self.page.keyboard.press("Enter")
        self.page.get_by_role("dialog").get_by_role("heading").first.wait_for()
        self.page.keyboard.press("Escape")

    def type(self) -> None:
        """Begins to change a card of the own voice, in the dialog on the board, and leaves it half-way."""
        self.board()
        own = self.page.locator(CARDS).filter(has=self.page.locator(".letter", has_text=re.compile(f"^{self.letter}$")))
        own.nth(self.chance.randrange(own.count())).focus()
        self.page.keyboard.press("Enter")
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("link", name="Veranderen").click()
        field = dialog.locator("save-self textarea[name=text]")
        field.press("End")
        field.press_sequentially(self.chance.choice([" en toen", " weer", " samen"]), delay=30)
        dialog.get_by_role("status").filter(has_text="Bewaard").wait_for()
        self.page.keyboard.press("Escape")

    def cut(self) -> None:
        self.context.set_offline(True)
        self.away(lambda: self.context.set_offline(False))

    def sleep(self) -> None:
        self.page.evaluate(HIDE, True)
        self.away(lambda: self.page.evaluate(HIDE, False))

    def share(self) -> None:
        """A new card the first time; then that card off the board and on it again in turn."""
        if self.card:
            self.page.goto(self.card)
            asked = self.page.get_by_role("button", name=re.compile("^(Van de tijdlijn halen|Delen met de kring)$"))
            asked.click()
            self.page.wait_for_url(lambda address: address != self.card)
            return
        self.come("?beeld=together")
        self.page.locator(".lane--help .lane__add").click()
        self.page.get_by_label("Wanneer").first.fill(self.chance.choice(["voorjaar 2022", "maart 2021", "2019", "groep 4"]))
        self.page.locator("textarea[name=text]").fill(f"Van {self.name}, {self.chance.randrange(10_000)}")
        card = self.page.url.split("schrijven/")[0]
        self.page.get_by_role("button", name="Delen met de kring").click()
        self.page.get_by_text("Het kaartje staat op de tijdlijn.").wait_for()
        self.card = card
        self.come()

    def mode(self) -> None:
        last = ["?beeld=together", "?beeld=side-by-side", "lijst/", "?beeld=together&maat=year", "?maat=school"]
        self.come(self.chance.choice(last))

    def leave(self) -> None:
        self.page.close()
        self.away(self.open)


STAY = ("nearer", "year", "read", "type", "cut", "sleep")
MOVE = (*STAY, "share", "share", "share", "mode", "mode", "leave")


def measure_half_hour(minutes: int) -> dict[str, Any]:
    with a_place() as place, sync_playwright() as play:
        laid = place.ask("bench.laying", "together", PEOPLE)
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        with serving(place) as server:
            guests = [guest(browser, server, laid, nth) for nth in range(PEOPLE)]
            found = lived(guests, server, minutes)
        browser.close()
    return found


def guest(browser: Browser, server: Server, laid: dict[str, Any], nth: int) -> Guest:
    context = browser.new_context(viewport=SIZES[nth % len(SIZES)], locale="nl-NL")  # type: ignore[arg-type]
    context.add_cookies([{"name": laid["cookie"], "value": laid["visits"][nth], "url": server.address}])
    home, stays = server.address + laid["board"], nth < STAYING
    name = f"{'stays' if stays else 'moves'} {nth}"
    made = Guest(name, context, home, laid["letters"][nth], stays, random.Random(SEED + nth))
    made.open()
    return made


def lived(guests: list[Guest], server: Server, minutes: int) -> dict[str, Any]:
    chance, began = random.Random(SEED), time.monotonic()
    did: Counter[str] = Counter()
    stumbled: list[str] = []
    kept: list[dict[str, Any]] = [sample(guests, server)]
    while len(kept) <= minutes:
        due = [one for one in guests if one.back and time.monotonic() >= one.back_at]
        there = [one for one in guests if not one.back]
        if due or there:
            one = due[0] if due else chance.choice(there)
            act = "come back" if due else chance.choice(STAY if one.stays else MOVE)
            try:
                one.return_() if due else getattr(one, act)()
                did[act] += 1
            except Error as error:
                stumbled.append(f"{one.name}, {act}: {str(error).splitlines()[0]}")
                recover(one)
        time.sleep(PAUSE)
        if time.monotonic() - began >= 60 * len(kept):
            kept.append(sample(guests, server))
            sys.stderr.write(f"  minute {len(kept) - 1}: {kept[-1]['server, MB']:.1f} MB\n")
    return {"minutes": minutes, "did": dict(did), "stumbled": stumbled, "different": different(guests), "each minute": kept}


def recover(one: Guest) -> None:
    """Somebody in whose way something came goes on; it is told in the result. Who stays presses Escape; the others come anew."""
    if one.stays and not one.back:
        one.page.keyboard.press("Escape")
        one.page.keyboard.press("Escape")
    elif not one.stays:
        one.page.close()
        one.away(one.open)


def sample(guests: list[Guest], server: Server) -> dict[str, Any]:
    pages = {one.name: held(one) for one in guests if not one.page.is_closed()}
    return {"server, MB": server.memory(), "pages": pages}


def held(one: Guest) -> dict[str, float]:
    """What the script of a page holds once its rubbish is cleared, and how much of a page there is."""
    devtools = one.context.new_cdp_session(one.page)
    devtools.send("HeapProfiler.enable")
    devtools.send("HeapProfiler.collectGarbage")
    heap = devtools.send("Runtime.getHeapUsage")["usedSize"]
    counted = devtools.send("Memory.getDOMCounters")
    devtools.detach()
    return {"heap, MB": heap / 2**20, "nodes": counted["nodes"], "listeners": counted["jsEventListeners"]}


def different(guests: list[Guest]) -> int:
    """Of those who stayed, how many see other cards than a page that is opened now: with all lines up, nothing was missed."""
    for one in guests:
        if one.back:
            one.return_()
    time.sleep(40)  # a line that was cut is taken up within half a minute
    found = 0
    for one in guests:
        if one.stays:
            fresh = one.context.new_page()
            fresh.goto(one.home, wait_until="load")
            found += one.page.evaluate(TOLD) != fresh.evaluate(TOLD)
            fresh.close()
    return found
