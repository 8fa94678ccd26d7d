"""A meeting with a screen on the wall, and a neighbour who comes in by a code on a phone: seen by all, over at the closing."""

import re
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.journeys.test_at_table import OUR_WORDS
from tests.journeys.test_every_page import BARRIERS
from tests.journeys.test_looking import AXE

SAID = "Zij lacht weer in de tuin"
GUEST = "Els van hiernaast"


def planned(chair, day: str) -> str:
    """A meeting of its own, on a day that no other journey uses: the address of its table."""
    page = chair.page
    home = re.sub("lijst/$", "", chair.enter("ib"))
    page.goto(f"{home}overleg/nieuw/")
    page.locator("[name=goal]").fill("Samen kijken met de buurt")
    page.locator("[name=form][value=everyone]").check()
    for name in ("Rima Haddad", "Samira Boukhari"):
        page.get_by_label(re.compile(name)).check()
    page.locator("[name=day]").fill(day)
    page.locator("[name=at]").fill("16:10")
    chair.follow(page.locator("main form button.nl-button--primary").last)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return f"{page.url}tafel/"


def looked_at(*pages: Page) -> None:
    for page in pages:
        page.evaluate(AXE)
        assert page.evaluate(BARRIERS) == []
        # What was folded open to be looked at is folded again.
        page.evaluate("document.querySelectorAll('details[open]').forEach((each) => { each.open = false })")


def on_the_wall(chair, wall, table: str) -> None:
    """The screen says a code, who leads types it, and the board comes."""
    wall.page.goto(f"{wall.address}/scherm/")
    looked_at(wall.page)
    code = wall.page.locator(".screen-code__code").inner_text()
    chair.page.goto(f"{table}deur/")
    chair.page.get_by_label("Welke code staat daar?").fill(code.lower())
    chair.follow(chair.page.get_by_role("button", name="Toon op het grote scherm"))
    expect(wall.page.locator(".wall__name")).to_have_text("Checken")
    expect(wall.page.locator(".board .card").first).to_be_visible()


def let_in(chair, mother, guest, table: str) -> None:
    """The guest asks, the mother says that it is good, who leads nods; each sees it without asking."""
    chair.page.goto(f"{table}deur/")
    chair.follow(chair.page.get_by_role("button", name="Maak een code"))
    code = chair.page.locator(".door__code").inner_text().lower()
    looked_at(chair.page)
    assert chair.page.evaluate(OUR_WORDS) <= 60
    guest.page.goto(f"{guest.address}/mee/")
    guest.page.get_by_label("Code").fill(code)
    guest.follow(guest.page.get_by_role("button", name="Verder"))
    looked_at(guest.page)
    guest.page.get_by_label("Uw naam").fill(GUEST)
    guest.page.get_by_label("Als wie bent u hier?").fill("buurvrouw")
    guest.follow(guest.page.get_by_role("button", name="Vraag om mee te doen"))
    expect(guest.page.get_by_text("Even wachten")).to_be_visible()
    looked_at(guest.page)
    expect(chair.page.get_by_text(f"{GUEST} wil meedoen")).to_be_visible()  # on the page with the code, by itself
    looked_at(chair.page)
    expect(chair.page.get_by_role("button", name="Laat binnen")).to_have_count(0)
    mother.page.get_by_role("button", name="Dit is goed").click()
    chair.follow(chair.page.get_by_role("button", name="Laat binnen"))
    expect(guest.page.locator(".sitting__step")).to_contain_text("Checken")
    chair.page.goto(table)


def test_a_wall_and_a_guest_at_one_meeting(visitor):
    chair, mother, wall = (visitor(1400, 900, bypass_csp=True) for _nth in range(3))
    guest = visitor(360, 780, bypass_csp=True)
    table = planned(chair, (date.today() + timedelta(days=23)).isoformat())
    mother.enter("moeder")
    chair.page.goto(table)
    chair.page.get_by_role("link", name="Beginnen").click()
    chair.page.get_by_role("button", name="Ja, nu beginnen").click()
    expect(chair.page.locator(".sitting__step")).to_contain_text("Checken")
    mother.page.goto(table)
    on_the_wall(chair, wall, table)
    looked_at(wall.page)
    let_in(chair, mother, guest, table)

    guest.page.locator("main details:has(form) summary").first.click()
    guest.page.locator("textarea").first.fill(SAID)
    guest.follow(guest.page.get_by_role("button", name="Zeg dit").first)
    for page in (chair.page, mother.page, wall.page, guest.page):
        expect(page.locator(".said > p[dir]", has_text=SAID)).to_be_visible(timeout=3_000)
    expect(wall.page.locator(".wall__foot").get_by_text("alleen gekozen kaartjes")).to_be_visible()
    looked_at(wall.page, guest.page)
    assert guest.page.evaluate(OUR_WORDS) <= 60
    assert wall.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert guest.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    for step in range(2, 6):
        chair.page.get_by_role("button", name="Volgende stap").click()
        expect(chair.page.locator(".sitting__step")).to_contain_text(f"Stap {step}")
        expect(wall.page.locator(".wall__part").first).to_contain_text(f"Stap {step}")
        expect(guest.page.locator(".sitting__step")).to_contain_text(f"Stap {step}")
    chair.page.get_by_role("link", name="Overleg afsluiten").click()
    chair.page.get_by_role("button", name="Ja, afsluiten").click()
    expect(wall.page.get_by_text("Dit overleg staat niet meer op het scherm.")).to_be_visible(timeout=3_000)
    expect(guest.page.get_by_text("U bent niet meer aan deze tafel.")).to_be_visible(timeout=3_000)
    guest.page.goto(f"{guest.address}/mee/")
    wall.page.goto(f"{wall.address}/scherm/")
    expect(wall.page.locator(".screen-code__code")).to_be_visible()
