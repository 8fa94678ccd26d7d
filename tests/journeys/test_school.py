"""A school looks at itself: its leader brings figures in, two colleagues fill a scan, and of what it shows they make a goal."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from rondom.schools.years import name_of, year_of
from tests.journeys.test_every_page import BARRIERS
from tests.journeys.test_looking import AXE

pytestmark = pytest.mark.built_in  # on the other database its changes and pages are proved without a browser

HEAD = "soort;schooljaar;waarde;definitie;bron\n"


def test_figures_a_scan_a_goal_and_looking_back(visitor):
    leader, page = somebody(visitor, "logboek", 1400)
    bring_figures_in(page, leader)
    where = open_a_scan(page)
    for who in ("ib", "logboek"):
        _colleague, sheet = somebody(visitor, who, 360)
        fill_in(sheet, where)
    page.goto(where)
    page.get_by_text("De scan sluiten").click()
    page.get_by_role("button", name="Ja, sluit de scan").click()
    expect(page.get_by_role("heading", name="Wat sterk is")).to_be_visible()
    no_barrier(page)
    set_a_goal(page)
    look_back(page)


def somebody(visitor, who: str, width: int):
    one = visitor(width, 800, bypass_csp=True)
    one.page.goto(f"{one.address}/demo/{who}/")
    one.page.goto(f"{one.address}/")
    one.page.get_by_role("link", name="Over onze school").first.click()
    no_barrier(one.page)
    return one, one.page


def no_barrier(page) -> None:
    page.evaluate(AXE)
    assert page.evaluate(BARRIERS) == []


def bring_figures_in(page, leader) -> None:
    year = name_of(year_of(timezone.localdate()) - 3)
    page.get_by_role("link", name=re.compile("^Cijfers")).click()
    page.get_by_role("link", name="Uit een bestand").click()
    no_barrier(page)
    give(page, HEAD + f"tlv;{year};1%;1;dashboard\n")
    expect(page.get_by_role("alert")).to_contain_text("Regel 2")
    no_barrier(page)
    leader.complaints.clear()  # that it was not taken is said in the console as well
    give(page, HEAD + f"tlv;{year};11;1;dashboard\nleerlingen;{year};240;1;dashboard\n")
    expect(page.get_by_role("cell", name="11", exact=True)).to_be_visible()
    no_barrier(page)


def give(page, text: str) -> None:
    page.set_input_files("input[type=file]", {"name": "cijfers.csv", "mimeType": "text/csv", "buffer": text.encode()})
    page.get_by_role("button", name="Bestand nakijken en opslaan").click()


def open_a_scan(page) -> str:
    page.get_by_role("link", name="Scan", exact=True).click()
    no_barrier(page)
    page.get_by_label("Welk team?").fill("Middenbouw")
    page.get_by_label(re.compile("kritische succesfactoren ONZE")).check()
    page.get_by_role("button", name="Scan openen").click()
    expect(page.get_by_role("heading", name="Scan invullen")).to_be_visible()
    no_barrier(page)
    return page.url


def fill_in(page, where: str) -> None:
    page.goto(where)
    page.get_by_role("group", name="scholen in de regie").get_by_label("dat lukt vaak").check()
    page.get_by_label("Waaraan zie je dat? scholen in de regie").fill("Dat zie je elke week")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Tot de scan sluit, kun je het nog veranderen")).to_be_visible()


def set_a_goal(page) -> None:
    page.get_by_role("link", name="Hier een doel van maken").click()
    no_barrier(page)
    page.get_by_label("Wat willen jullie bereiken?").fill("De school beslist zelf wie er komt helpen")
    page.get_by_label("3. Een sterke school met een sterk team").check()
    page.get_by_label("Bij welke factor hoort dit?").select_option(label="scholen in de regie")
    page.get_by_label("Wanneer kijken jullie terug?").fill((timezone.localdate() + timedelta(days=3)).isoformat())
    page.get_by_role("button", name="Opslaan").click()
    goal = page.get_by_role("article").filter(has_text="De school beslist zelf")
    expect(goal).to_contain_text("2 van 2 zeggen: dit gaat goed")
    no_barrier(page)


def look_back(page) -> None:
    page.get_by_role("link", name="Terugkijken: De school beslist zelf wie er komt helpen").click()
    no_barrier(page)
    page.get_by_label("gehaald").check()
    page.get_by_label("Wat is er uitgekomen?").fill("Het lukte bij iedereen")
    page.get_by_role("button", name="Opslaan").click()
    over = page.get_by_role("region", name="Klaar")
    expect(over).to_contain_text("Het lukte bij iedereen")
