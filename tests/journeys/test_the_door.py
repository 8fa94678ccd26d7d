"""From invitation to withdrawal: trust costs the table no time, and a no is a no at the next request."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.test_looking import AXE, RUN_AXE

WORDS_TO_READ = 120
TAPS_TO_SET_UP = 25


@pytest.fixture
def circle(visitor):
    """A new child with two parents and a youth worker, set up by the coordinator; the papers by name."""
    laptop = visitor(1400, 1000)
    laptop.enter("ib")
    page = laptop.page
    page.goto(laptop.address)
    laptop.tap(page.get_by_role("link", name="Een nieuw kind"))
    page.get_by_label("Naam van het kind").fill("Sami Nassar")
    page.get_by_label("Geboortedatum").fill("2017-03-02")
    for row, name in (("first", "Huda Nassar"), ("second", "Bilal Nassar"), ("help", "Joris Smit")):
        page.locator(f"#id_{row}_name").fill(name)
    laptop.taps += 2
    page.locator("#id_first_language").select_option("ar")
    for row in ("first", "second"):
        laptop.taps += 2
        page.locator(f"#id_{row}_proof").select_option("register")
    page.locator("#id_help_organisation").fill("Jeugdteam Zuid")
    laptop.tap(page.get_by_label("Mag de hulp lezen wat"))
    laptop.tap(page.get_by_label("Mag de intern begeleider lezen"))
    laptop.tap(page.get_by_role("button", name="Tijdlijn beginnen"))
    expect(page.locator(".notice--paper")).to_have_count(3)
    papers = {}
    for paper in page.locator(".notice--paper").all():
        name = paper.get_by_role("heading").inner_text().split("\n")[0]
        papers[re.sub(r" (moeder|vader|jeugdhulpverlener)$", "", name)] = (
            paper.locator(".ticket__link").inner_text(),
            paper.locator(".ticket__code").inner_text(),
        )
    laptop.taps += 1
    laptop.follow(page.get_by_role("link", name="Naar de tijdlijn"))
    laptop.home = page.url.split("?")[0]
    return laptop, papers


def invited(laptop, name: str, role: str, organisation: str) -> tuple[str, str]:
    """Link and code of somebody at work who is asked into the circle."""
    page = laptop.page
    page.goto(laptop.home + "kring/")
    page.get_by_text("Iemand uitnodigen").click()
    page.locator("#id_name").fill(name)
    page.get_by_label("Rol").select_option(role)
    page.locator("#id_organisation").fill(organisation)
    laptop.follow(page.get_by_role("button", name="Uitnodiging maken"))
    return page.locator(".ticket__link").inner_text(), page.locator(".ticket__code").inner_text()


def come_in(visitor, paper: tuple[str, str], **given):
    phone = visitor(360, 740, has_touch=True, bypass_csp=True, **given)
    link, code = paper
    phone.page.goto(link)
    phone.page.locator("input.code").press_sequentially(code)
    phone.page.wait_for_url(re.compile("/welkom/"))
    return phone


def words_on(page) -> int:
    """What stands there to read at first sight: folded parts and the frame of the page do not count."""
    text = page.evaluate("document.querySelector('main').innerText")
    return len(text.split())


def test_trust_costs_the_table_no_time(visitor, circle):
    laptop, papers = circle
    assert laptop.taps <= TAPS_TO_SET_UP, laptop.taps

    write(laptop, "Rekent graag met blokken")
    youth = come_in(visitor, papers["Joris Smit"])
    youth.follow(youth.page.get_by_role("button", name="Beginnen"))
    youth.page.goto(laptop.home + "lijst/")
    expect(youth.page.get_by_text("Rekent graag met blokken")).to_have_count(0)

    mother = come_in(visitor, papers["Huda Nassar"])
    assert mother.page.evaluate("document.dir") == "rtl"
    assert words_on(mother.page) <= WORDS_TO_READ
    mother.page.evaluate(AXE)
    assert mother.page.evaluate(RUN_AXE)["violations"] == []
    yes, no = (mother.page.locator(f"button[value={answer}]").bounding_box() for answer in ("yes", "no"))
    assert abs(yes["width"] * yes["height"] - no["width"] * no["height"]) <= 0.05 * yes["width"] * yes["height"]
    mother.page.locator("button[value=yes]").click()
    expect(mother.page.locator(".tile").first).to_be_visible()

    father = come_in(visitor, papers["Bilal Nassar"])
    assert words_on(father.page) <= WORDS_TO_READ
    youth.page.reload()
    expect(youth.page.get_by_text("Rekent graag met blokken")).to_have_count(0)
    father.page.locator("button[value=yes]").click()
    expect(father.page.locator(".tile").first).to_be_visible()
    youth.page.reload()
    expect(youth.page.get_by_text("Rekent graag met blokken").first).to_be_visible()

    mother.page.goto(laptop.home + "toestemmingen/")
    mother.page.locator(".confirm > summary").first.click()
    mother.follow(mother.page.locator("button[value=withdrawn]"))
    youth.page.reload()
    expect(youth.page.get_by_text("Rekent graag met blokken")).to_have_count(0)


def write(laptop, text: str) -> None:
    page = laptop.page
    page.goto(laptop.home + "kaartjes/nieuw/")
    page.get_by_role("button", name="Hoe het gaat met").click()
    page.get_by_role("button", name="Klopt, verder").click()
    page.locator("textarea").first.fill(text)
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Delen met de kring").click()
    expect(page.get_by_text("Het kaartje staat op de tijdlijn.")).to_be_visible()


def test_a_child_of_twelve_sees_what_the_other_would_read_and_stops_it(visitor):
    noor = visitor(360, 740)
    home = noor.enter("noor")
    page = noor.page
    page.goto(home + "toestemmingen/")
    page.get_by_role("link", name="Laat zien wat zij dan lezen").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zo ziet de ander het")
    expect(page.locator(".card--whole").first).to_be_visible()
    page.goto(home + "toestemmingen/")
    page.locator(".confirm > summary").first.click()
    page.get_by_role("button", name="Ja, stop hiermee").first.click()

    expect(page.get_by_text("Gestopt.")).to_be_visible()
    page.get_by_role("link", name="Toch ja zeggen").first.click()
    page.get_by_role("button", name="Ja, dat mag").click()
    expect(page.get_by_text("Uw ja is bewaard")).to_be_visible()


def test_a_stranger_finds_nothing(visitor):
    laptop, stranger = visitor(), visitor()
    home = laptop.enter("ib")
    stranger.page.goto(laptop.address)

    answer = stranger.page.goto(home)

    assert "/binnenkomen/" in stranger.page.url
    assert answer.status == 200
