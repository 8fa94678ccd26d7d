"""A running Rondom and a browser: the product as people get it, in a process of its own."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys.houses import House, houses

__all__ = ["houses"]

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.enable_socket)


@pytest.fixture(scope="session")
def database() -> Iterator[str]:
    """An empty database of its own on the server that the other tests use; none for the built-in SQLite."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        yield ""
        return
    name = f"rondom_journeys_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"  # journeys run side by side
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"drop database if exists {name} with (force)")
        server.execute(f"create database {name}")
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        server.execute(f"drop database {name} with (force)")


@pytest.fixture(scope="session")
def address(database, houses) -> Iterator[str]:
    """`manage.py serve` with the demo world, as at its first start."""
    yield from served({**houses.empty(), "DATABASE_URL": database})


def served(house: House) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    surroundings = {**os.environ, **house, "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, str(settings.ROOT / "manage.py"), "serve", "--port", str(port)]
    with subprocess.Popen(command, env=surroundings) as server:  # noqa: S603
        here = f"http://127.0.0.1:{port}"
        for _try in range(450):  # a machine that does much at once starts slowly
            try:
                urllib.request.urlopen(f"{here}/binnenkomen/", timeout=2)  # noqa: S310
                break
            except OSError:
                time.sleep(0.2)
        yield here
        server.terminate()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        yield play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)


class Visitor:
    """Somebody with a browser. What goes wrong in its console fails the journey."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context, self.address = context, address
        self.page: Page = context.new_page()
        self.taps = 0
        self.complaints: list[str] = []
        self.page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def enter(self, who: str, language: str = "nl") -> str:
        """Come in as somebody of the world; the address of the child's board."""
        self.page.goto(f"{self.address}/demo/{who}/")
        self.context.add_cookies([{"name": "django_language", "value": language, "url": self.address}])
        if "/kinderen/" not in self.page.url:
            self.page.goto(f"{self.address}/")
            self.follow(self.page.get_by_role("link", name=re.compile("^Noor")).first)
        self.page.goto(self.page.url)
        self.home = self.page.url.split("?")[0]
        return self.home

    def follow(self, what) -> None:
        """Click what opens another page, and wait for that page: a click alone does not."""
        with self.page.expect_navigation():
            what.click()

    def tap(self, what) -> None:
        self.taps += 1
        what.click()


@pytest.fixture
def visitor(browser, address):
    """Make visitors with a screen of a size, in a scheme, with or without script."""
    made: list[Visitor] = []

    def arrive(width: int = 1400, height: int = 900, **given) -> Visitor:
        # A screen that stands still: what is looked at halfway to another colour is neither the one nor the other.
        still = {"reduced_motion": "reduce", **given}
        context = browser.new_context(viewport={"width": width, "height": height}, locale="nl-NL", **still)
        context.set_default_timeout(10_000)
        made.append(Visitor(context, address))
        return made[-1]

    yield arrive
    complaints = [line for each in made for line in each.complaints]
    for each in made:
        each.context.close()
    assert complaints == []
