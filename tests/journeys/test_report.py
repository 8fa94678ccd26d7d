"""Who researches makes a report of a closed round, rewords a sentence and releases it; a leader reads it until withdrawn."""

import re

from playwright.sync_api import expect

from tests.journeys.test_every_page import BARRIERS
from tests.journeys.test_looking import AXE

OWN = "Leerkrachten en ouders weten elkaar te vinden."


def test_a_report_is_made_released_read_and_withdrawn(visitor):
    page = somebody(visitor, "onderzoek", 1400)
    make_one(page)
    reword(page)
    page.get_by_label("Ik heb het rapport helemaal gelezen.").check()
    page.get_by_role("button", name="Vrijgeven").click()
    expect(page.get_by_text("Vrijgegeven. Dit rapport verandert niet meer.")).to_be_visible()
    title = page.get_by_role("heading", level=1).inner_text()
    on_paper(page)

    leader = somebody(visitor, "logboek", 360)
    leader.get_by_role("link", name=title).first.click()
    expect(leader.get_by_text(OWN)).to_be_visible()
    expect(leader.get_by_role("button", name="Intrekken")).to_have_count(0)
    assert leader.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    no_barrier(leader)

    page.get_by_text("Dit rapport intrekken").click()
    page.get_by_label(re.compile("Waarom trek je dit rapport in")).fill("Een vraag was anders gesteld.")
    page.get_by_role("button", name="Intrekken").click()
    leader.reload()
    expect(leader.get_by_text("Een vraag was anders gesteld.")).to_be_visible()
    expect(leader.get_by_text(OWN)).to_have_count(0)


def somebody(visitor, who: str, width: int):
    one = visitor(width, 800, bypass_csp=True)
    one.page.goto(f"{one.address}/demo/{who}/")
    one.page.goto(f"{one.address}/")
    one.page.get_by_role("link", name=re.compile("^Rapporten")).first.click()
    stands_at(one.page, "Rapporten")
    no_barrier(one.page)
    one.page.reload()  # what was unfolded to be looked at lies over the page
    return one.page


def stands_at(page, title: str) -> None:
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def no_barrier(page) -> None:
    page.evaluate(AXE)
    assert page.evaluate(BARRIERS) == []


def make_one(page) -> None:
    page.get_by_role("link", name=re.compile("^Samenwerken")).first.click()
    stands_at(page, "Een rapport maken")
    no_barrier(page)
    page.get_by_label("Waarover gaat het rapport?").select_option(label="leerkracht")
    page.get_by_label("Wie leest het straks ook?").select_option(label="Basisschool De Wilg")
    page.get_by_role("button", name="Rapport maken").click()
    expect(page.get_by_role("heading", name="Wat we vieren")).to_be_visible()
    for part in ("Waar we over praten", "De effecttrap", "Toetsen, met de reden", "Wie deden mee", "Hoe dit is onderzocht"):
        expect(page.get_by_role("heading", name=part)).to_be_visible()
    no_barrier(page)


def reword(page) -> None:
    page.get_by_role("link", name="Zinnen nalezen").click()
    expect(page.get_by_label("Wat we vieren (1)")).to_be_visible()
    no_barrier(page)
    page.get_by_label("Wat we vieren (1)").fill(OWN)
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text(OWN)).to_be_visible()


def on_paper(page) -> None:
    with page.expect_download() as begun:
        page.get_by_role("link", name="Op papier (PDF)").click()
    assert begun.value.path().read_bytes().startswith(b"%PDF")
