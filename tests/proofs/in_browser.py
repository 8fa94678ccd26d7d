"""A real browser on the house as it stands in this test: each request is answered by Django itself, with its headers, in here.

So what a page holds was written in the transaction of the test, the policy of the page is the real one, and whatever asks for
another host is heard.
"""

import mimetypes
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import Page, Route, sync_playwright

from tests.journeys.conftest import FLAGS

HERE = "http://localhost"
# What a payload calls; what a page shows of a policy that stopped something; and every way to stop a page with a question.
HOOK = """
window.__hits = []
window.__hit = (number) => { window.__hits.push(["ran", String(number)]) }
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = (text) => window.__hits.push([name, String(text)])
addEventListener("securitypolicyviolation", (event) => {
  window.__hits.push(["stopped", `${event.violatedDirective} ${event.blockedURI} ${event.sample}`])
})
"""
LOOK = """() => {
  const leads = [...document.querySelectorAll("[href], [src], [action], [formaction], [data], [poster]")]
    .flatMap((each) => ["href", "src", "action", "formaction", "data", "poster"].map((name) => each[name]))
    .map((where) => where?.baseVal ?? where).filter((where) => typeof where === "string" && where)
  const ours = (where) => !/^[a-z]+:/i.test(where) || where.startsWith("http://localhost/") || /^(mailto|tel):[^<>]*$/.test(where)
  const values = [...document.querySelectorAll("input, textarea, option")].map((each) => each.value)
  return {
    hits: window.__hits,
    made: document.querySelectorAll("[hit]").length,
    leads: leads.filter((where) => !ours(where)),
    said: document.documentElement.textContent + values.join(" ") + [...document.querySelectorAll("[aria-label], [title], [alt]")]
      .map((each) => `${each.ariaLabel} ${each.title} ${each.alt}`).join(" "),
  }
}"""


@dataclass
class Watched:
    """A page of a browser, and all that happened in it."""

    page: Page
    connection: Any
    client: Client | None = None
    answer: tuple[str, Any] | None = None
    foreign: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    opened: int = 0

    def route(self, route: Route) -> None:
        connections["default"] = self.connection
        asked = route.request
        parts = urlsplit(asked.url)
        if parts.scheme not in ("http", "https") or parts.netloc != "localhost":
            self.foreign.append(asked.url)
            route.abort()
        elif parts.path.startswith(settings.STATIC_URL):
            file = settings.STATIC_ROOT / parts.path.removeprefix(settings.STATIC_URL)
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            route.fulfill(body=file.read_bytes(), content_type=kind) if file.is_file() else route.fulfill(status=404)
        elif self.answer and asked.is_navigation_request() and asked.url == self.answer[0]:
            given(route, self.answer[1])
        elif asked.method == "GET" and self.client is not None and "/stroom/" not in parts.path:
            given(route, self.client.get(parts.path + (f"?{parts.query}" if parts.query else "")))
        else:
            route.fulfill(status=204)

    def show(self, path: str, client: Client, answer: Any = None) -> dict[str, Any]:
        """Open a page as somebody, or show an answer that is there already; what came of it."""
        self.client, self.answer = client, (HERE + path, answer) if answer is not None else None
        self.page.goto(HERE + path, wait_until="load")
        # What is folded away is opened, and what has the focus or the pointer has it.
        self.page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        self.opened += 1
        return self.page.evaluate(LOOK)

    def noticed(self) -> list[str]:
        """What is wrong whatever page it was on; it is told once."""
        told = [*(f"asked {each}" for each in self.foreign), *(f"dialog {each}" for each in self.dialogs), *self.complaints]
        self.foreign, self.dialogs, self.complaints = [], [], []
        return told


def given(route: Route, answer: Any) -> None:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = {name.lower(): value for name, value in answer.items()}
    for name in ("content-length", "content-encoding"):
        headers.pop(name, None)
    route.fulfill(status=answer.status_code, headers=headers, body=body)


@contextmanager
def watched() -> Iterator[Watched]:
    # The browser runs a loop in this thread, and in a loop Django would open another connection: it gets ours.
    ours = connections["default"]
    with sync_playwright() as play:
        connections["default"] = ours
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        context = browser.new_context(viewport={"width": 1400, "height": 900}, locale="nl-NL", service_workers="block")
        context.set_default_timeout(30_000)
        context.add_init_script(HOOK)
        page = context.new_page()
        seen = Watched(page, ours)
        page.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: seen.complaints.append(f"error {error}"))
        context.on("page", lambda other: other != page and seen.foreign.append(f"a window {other.url}"))
        context.route("**/*", seen.route)
        yield seen
        browser.close()
