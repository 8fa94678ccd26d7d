"""A table without a line, and one whose server is killed: everybody goes on, and nothing is lost or doubled."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from datetime import date, timedelta

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.journeys.houses import House
from tests.journeys.test_at_table import PLANNED
from tests.journeys.test_every_page import BARRIERS
from tests.journeys.test_looking import AXE
from tests.journeys.test_no_line import WAITING

pytestmark = pytest.mark.built_in
AWAY = re.compile("Geen verbinding. Wat (u|je) opschrijft wordt bewaard en straks gestuurd.")
SAID = ".said > p[dir]"


class Server:
    """A Rondom of its own, that can be killed where it stands and begun again at the same address."""

    def __init__(self, house: House) -> None:
        self.house = house
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.here = f"http://127.0.0.1:{self.port}"
        self.begin()

    def begin(self) -> None:
        command = [sys.executable, str(settings.ROOT / "manage.py"), "serve", "--port", str(self.port)]
        surroundings = {**os.environ, **self.house, "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(command, env=surroundings, start_new_session=True)  # noqa: S603
        for _try in range(450):
            try:
                urllib.request.urlopen(f"{self.here}/binnenkomen/", timeout=2)  # noqa: S310
                return
            except OSError:
                time.sleep(0.2)

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def server(houses):
    made = Server(houses.empty())
    yield made
    made.kill()


@pytest.fixture
def address(server) -> str:
    return server.here


@pytest.fixture
def seated(visitor):
    """Who leads at a laptop, a mother at a phone, a youth worker at a laptop; the meeting has begun."""
    chair, worker = (visitor(1400, 900, bypass_csp=True) for _nth in range(2))
    mother = visitor(360, 780, bypass_csp=True)
    home = re.sub("lijst/$", "", chair.enter("ib"))
    mother.enter("moeder")
    worker.enter("jeugdhulp")
    chair.page.goto(f"{home}overleg/")
    chair.follow(chair.page.locator("main .case", has_text=PLANNED).locator("a"))
    where = f"{chair.page.url}tafel/"
    for each in (chair, mother, worker):
        each.page.goto(where)
    chair.page.get_by_role("link", name="Beginnen").click()
    chair.page.get_by_role("button", name="Ja, nu beginnen").click()
    for each in (chair, mother, worker):
        expect(each.page.locator(".sitting__step")).to_contain_text("Stap 1", timeout=10_000)
    yield chair, mother, worker
    for each in (chair, mother, worker):
        each.complaints[:] = [line for line in each.complaints if "net::ERR_" not in line and "status of 409" not in line]


def say(page, text: str) -> None:
    page.locator("save-self summary").first.click()
    page.locator(".sitting textarea").first.fill(text)
    page.locator(".sitting save-self button").first.click()


def on_to(page, step: int) -> None:
    page.get_by_role("button", name="Volgende stap").click()
    expect(page.locator(".sitting__step")).to_contain_text(f"Stap {step}", timeout=10_000)


def waits(page, *texts: str) -> None:
    for text in texts:
        expect(page.locator(".goes-on__rows li", has_text=text)).to_contain_text("Wacht op verbinding")


def agreed_here(page, what: str) -> None:
    """Without a line the page on which one agrees can not be opened: it is written at the table."""
    page.get_by_role("link", name="Een afspraak erbij").click()
    page.get_by_label("Wat?").fill(what)
    page.get_by_label("Wie?", exact=True).select_option(index=1)
    page.get_by_label("Wanneer klaar?").fill((date.today() + timedelta(days=7)).isoformat())
    page.get_by_role("button", name="Afspreken", exact=True).click()


def closed_with(chair, *texts: str) -> None:
    """To the end of the meeting; on the page of it each text stands once."""
    for step in (4, 5):
        on_to(chair.page, step)
    chair.page.get_by_role("link", name="Overleg afsluiten").click()
    chair.page.get_by_role("button", name="Ja, afsluiten").click()
    chair.page.wait_for_url("**/verslag/")
    for text in texts:
        expect(chair.page.locator(SAID, has_text=text)).to_have_count(1)


@pytest.mark.timeout(300)
def test_a_table_without_a_line_goes_on_and_everything_arrives_once(seated):
    chair, mother, worker = seated
    for each in (chair, mother):
        each.context.set_offline(True)
        expect(each.page.get_by_text(AWAY)).to_be_visible()
    say(chair.page, "Gezegd zonder lijn")
    on_to(chair.page, 2)
    on_to(chair.page, 3)
    say(chair.page, "Ook in stap drie")
    agreed_here(chair.page, "Samen zwemmen")
    say(mother.page, "Vanaf de telefoon")
    waits(chair.page, "Gezegd zonder lijn", "Ook in stap drie", "Samen zwemmen")
    waits(mother.page, "Vanaf de telefoon")
    kept = "".join(chair.page.evaluate(WAITING) + mother.page.evaluate(WAITING))
    assert kept
    assert [word for word in ("Gezegd", "Samen", "telefoon", "kinderen", "step") if word in kept] == []
    for each in (chair, mother):
        each.page.evaluate(AXE)
        assert each.page.evaluate(BARRIERS) == []
    expect(worker.page.locator(".sitting__step")).to_contain_text("Stap 1")

    for each in (chair, mother):
        each.context.set_offline(False)
        expect(each.page.get_by_text("Er is weer verbinding.")).to_be_visible(timeout=20_000)
        expect(each.page.locator(".goes-on__rows li")).to_have_count(0)
    expect(worker.page.locator(".sitting__step")).to_contain_text("Stap 3", timeout=10_000)
    expect(chair.page.locator(".sitting__step")).to_contain_text("Stap 3", timeout=10_000)
    expect(worker.page.locator(SAID, has_text="Ook in stap drie")).to_have_count(1)
    expect(worker.page.get_by_role("link", name="Samen zwemmen")).to_have_count(1)
    closed_with(chair, "Gezegd zonder lijn", "Ook in stap drie", "Vanaf de telefoon")
    expect(chair.page.get_by_role("link", name="Samen zwemmen")).to_have_count(1)


@pytest.mark.timeout(300)
def test_what_comes_too_late_stays_in_the_page_with_what_to_do(seated):
    chair, mother, _worker = seated
    mother.context.set_offline(True)
    expect(mother.page.get_by_text(AWAY)).to_be_visible()
    say(mother.page, "Dit wilde ik nog zeggen")
    waits(mother.page, "Dit wilde ik nog zeggen")
    for step in (2, 3):
        on_to(chair.page, step)
    closed_with(chair)

    mother.context.set_offline(False)

    mother.page.wait_for_url("**/verslag/", timeout=30_000)
    late = mother.page.locator(".goes-on__rows li", has_text="Dit wilde ik nog zeggen")
    expect(late).to_contain_text("Dit overleg is afgesloten. Zet het hieronder bij Aanvullingen")
    mother.page.reload()
    expect(late).to_be_visible()
    late.get_by_role("button", name="Haal weg").click()
    expect(late).to_have_count(0)
    mother.page.reload()
    expect(late).to_have_count(0)


@pytest.mark.timeout(300)
def test_the_server_is_killed_in_the_middle_and_all_come_back(seated, server):
    chair, mother, worker = seated
    say(mother.page, "Voor de val gezegd")
    expect(worker.page.locator(SAID, has_text="Voor de val gezegd")).to_have_count(1, timeout=10_000)
    server.kill()
    for each in seated:
        expect(each.page.get_by_text(AWAY)).to_be_visible(timeout=15_000)
    say(mother.page, "In de val gezegd")
    say(chair.page, "Ook hij zei iets")
    on_to(chair.page, 2)
    on_to(chair.page, 3)
    waits(mother.page, "In de val gezegd")
    waits(chair.page, "Ook hij zei iets")

    server.begin()

    for each in seated:
        expect(each.page.locator(".sitting__step")).to_contain_text("Stap 3", timeout=60_000)
        expect(each.page.get_by_text(AWAY)).to_have_count(0, timeout=60_000)
        expect(each.page.locator(".goes-on__rows li")).to_have_count(0, timeout=60_000)
    closed_with(chair, "Voor de val gezegd", "In de val gezegd", "Ook hij zei iets")
    for each in (mother, worker):
        each.page.wait_for_url("**/verslag/", timeout=60_000)
