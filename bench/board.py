"""The board beside its peers and beside the bare boxes: until all is drawn, bytes, memory, and one step of zoom."""

import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Page, sync_playwright

from bench.cards import life
from bench.peers import bundle, install, write_pages
from bench.running import ROOT, Server, a_place, serving

PROBE = Path(__file__).with_name("probe.js").read_text(encoding="utf-8")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
WINDOW = {"width": 1400, "height": 900}
# There, and laid out too: not left alone by the browser because it lies far from what is seen.
DRAWN = "(cards) => cards.filter((card) => card.checkVisibility({ contentVisibilityAuto: true })).length"
CALM = 30  # frames in which nothing changes any more
PATIENCE = 120  # seconds


@dataclass(frozen=True)
class Subject:
    """One that is measured: which elements are its cards, whether all are in its page, and how a user goes nearer."""

    name: str
    package: str
    board: str
    card: str
    nearer: Callable[[Page], None] | None
    draws_all: bool = False


def with_wheel(page: Page, key: str = "") -> None:
    page.mouse.move(WINDOW["width"] * 0.6, WINDOW["height"] * 0.4)
    if key:
        page.keyboard.down(key)
    page.mouse.wheel(0, -120)
    if key:
        page.keyboard.up(key)


def on_our_board(page: Page) -> None:
    """The button that goes nearer where the board has one; else the next of its scales, a page of its own."""
    button = page.locator("board-zoom button[data-step='1']")
    (button if button.count() else page.locator(".tools a[href*='maat=school']")).first.click()


def wider_days(page: Page) -> None:
    page.evaluate("benchDid(); benchCalendar.setOption('slotWidth', 48)")


SUBJECTS = (
    Subject("rondom", "Rondom", ".board", ".board a[data-dialog]", on_our_board, draws_all=True),
    Subject("bare", "bare page", "body", "body > div", None, draws_all=True),
    Subject("vis", "vis-timeline", "#timeline", ".vis-item", with_wheel),
    Subject("react", "react-calendar-timeline", "#timeline", ".rct-item", lambda page: with_wheel(page, "Alt")),
    Subject("event-calendar", "@event-calendar/core", "#timeline", ".ec-event", wider_days),
    Subject("markwhen", "@markwhen/timeline", "body", ".eventItem", lambda page: with_wheel(page, "Control")),
)


def measure_boards(sizes: list[int], rounds: int) -> dict[str, Any]:
    """For each size and subject what each round found; the rounds of all run through each other."""
    found: dict[str, Any] = {}
    with a_place() as place, sync_playwright() as play:
        packages = install(ROOT / "var" / "peers")
        bundle(packages, place.static)
        write_pages(place.var / "bench", packages, place.static, {size: life(size) for size in sizes})
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        # Somebody must be there before it is served, or else it lays its demo.
        laid = {size: place.ask("bench.laying", "board", size) for size in sizes}
        with serving(place) as server:
            for size in sizes:
                found[str(size)] = measure_size(browser, server, laid[size], size, rounds)
        found["browser"] = browser.version
        browser.close()
    return found


def measure_size(browser: Browser, server: Server, laid: dict[str, Any], size: int, rounds: int) -> dict[str, Any]:
    found: dict[str, Any] = {each.name: [] for each in SUBJECTS}
    for nth in range(-1, rounds):  # the first warms up, and is not counted
        for each in SUBJECTS[nth % len(SUBJECTS) :] + SUBJECTS[: nth % len(SUBJECTS)]:
            if isinstance(found[each.name], str):
                continue
            try:
                one = measure_one(browser, server, laid, each, size)
            except (Error, AssertionError) as error:
                found[each.name] = f"not usable: {str(error).splitlines()[0]}"
                continue
            finally:
                sys.stderr.write(f"  {size} {each.name} {nth + 1}/{rounds}   \r")
            if nth >= 0:
                found[each.name].append(one)
    return found


def measure_one(browser: Browser, server: Server, laid: dict[str, Any], subject: Subject, size: int) -> dict[str, float]:
    """A first visit with an empty cache, a second with a full one, then a step nearer."""
    context = browser.new_context(viewport=WINDOW, locale="nl-NL")
    context.set_default_timeout(PATIENCE * 1000)
    context.add_init_script(f"window.benchBoard = {subject.board!r};{PROBE}")
    context.add_cookies([{"name": laid["cookie"], "value": laid["visit"], "url": server.address}])
    address = server.address + (laid["board"] if subject.name == "rondom" else f"/bench/{subject.name}-{size}.html")
    page = context.new_page()
    try:
        tools = context.new_cdp_session(page)
        tools.send("Network.enable")
        size_of: list[int] = []
        tools.on("Network.loadingFinished", lambda told: size_of.append(told["encodedDataLength"]))
        found: dict[str, float] = {"first, ms": opened(page, subject, address, size)}
        found["first, bytes"] = sum(size_of)
        size_of.clear()
        found["again, ms"] = opened(page, subject, address, size)
        found["again, bytes"] = sum(size_of)
        found["drawn"] = page.locator(subject.card).evaluate_all(DRAWN)
        tools.send("HeapProfiler.collectGarbage")
        found["heap, bytes"] = tools.send("Runtime.getHeapUsage")["usedSize"]
        if subject.nearer:
            found["nearer, ms"] = gone_nearer(page, subject)
        return found
    finally:
        context.close()


def opened(page: Page, subject: Subject, address: str, size: int) -> float:
    """From the start of the navigation until the last change to the board has been drawn."""
    page.goto(address, wait_until="load")
    started = page.evaluate("bench.started")
    painted = at_rest(page, subject, size if subject.draws_all else 1)
    return painted - started


def at_rest(page: Page, subject: Subject, wanted: int, patience: float = PATIENCE) -> float:
    """When the last change to the board was drawn, once nothing changes any more."""
    until, seen = time.monotonic() + patience, None
    while time.monotonic() < until:
        seen = page.evaluate(
            "(card) => document.readyState === 'complete' && ({ ...bench, count: document.querySelectorAll(card).length })",
            subject.card,
        )
        if seen and seen["calm"] >= CALM and seen["painted"] and seen["count"] >= wanted:
            return float(seen["painted"])
        page.wait_for_timeout(100)
    raise AssertionError(f"not drawn within {patience:.0f} s: {seen and seen['count']} of {wanted} cards")


def gone_nearer(page: Page, subject: Subject) -> float:
    """From what the user does until the last change that follows from it has been drawn."""
    assert subject.nearer is not None
    page.evaluate("bench.painted = bench.calm = 0; sessionStorage.removeItem('bench')")
    subject.nearer(page)
    painted = at_rest(page, subject, 1)
    return painted - float(page.evaluate("sessionStorage.getItem('bench')"))
