"""A youth worker leaves: the mother reads on her phone who comes, the new one reads one page, and the change is counted."""

from playwright.sync_api import expect

from tests.journeys.test_the_door import circle, come_in, invited  # noqa: F401
from tests.journeys.test_who_looked import barriers

INTRODUCTION = "Joris is rustig. U ontmoet hem dinsdag, samen met mij."
NOTE = {
    "Wat helpt": "Eerst even buiten lopen",
    "Waar je op let": "Bel niet onder schooltijd",
    "Wat is beloofd": "Dinsdag samen op bezoek",
}


def begin(somebody) -> None:
    somebody.follow(somebody.page.get_by_role("button", name="Beginnen"))


def test_who_comes_is_introduced_and_reads_one_page(visitor, circle):  # noqa: F811
    laptop, papers = circle
    leaver = come_in(visitor, papers["Joris Smit"])
    begin(leaver)
    successor = come_in(visitor, invited(laptop, "Amira Bakker", "youth_worker", "Jeugdteam Zuid"))
    begin(successor)

    page = leaver.page
    page.goto(laptop.home + "kring/")
    page.get_by_role("listitem").filter(has_text="Jij").locator(".more > summary").click()
    leaver.follow(page.get_by_role("link", name="Overdragen en stoppen"))
    here = page.url
    page.get_by_label("Wie neemt het over?").select_option(label="Amira Bakker, jeugdhulpverlener")
    page.get_by_label("Voorstellen aan het gezin").fill(INTRODUCTION)
    for label, words in NOTE.items():
        page.get_by_label(label).fill(words)
    assert barriers(page) == []
    leaver.follow(page.get_by_role("button", name="Overdracht bewaren"))
    page.get_by_text("Ik stop hier", exact=True).click()
    leaver.follow(page.get_by_role("button", name="Ja, ik stop nu"))
    assert page.goto(laptop.home).status == 404
    leaver.complaints[:] = [line for line in leaver.complaints if "404" not in line]

    mother = come_in(visitor, papers["Huda Nassar"])
    mother.follow(mother.page.locator("button[value=yes]"))
    mother.page.goto(laptop.home + "kring/")
    assert mother.page.evaluate("document.dir") == "rtl"
    assert mother.page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(mother.page.get_by_text(INTRODUCTION)).to_be_visible()
    assert barriers(mother.page) == []
    mother.follow(mother.page.locator(f"a[href$='{here.removeprefix(laptop.address)}']").first)
    expect(mother.page.get_by_text(NOTE["Wat is beloofd"])).to_be_visible()

    successor.page.goto(laptop.home + "kring/")
    expect(successor.page.get_by_text("1 keer iemand weg van school of hulp")).to_be_visible()
    successor.follow(successor.page.get_by_role("link", name="Lees de overdracht"))
    for words in (INTRODUCTION, *NOTE.values()):
        expect(successor.page.get_by_text(words)).to_be_visible()
    expect(successor.page.get_by_text("aanspreekpunt").first).to_be_visible()
    assert barriers(successor.page) == []
