"""'I have thirty children; where is Zoë?': a part of the name is enough, and nothing of it leaves the page."""

import pytest
from playwright.sync_api import expect

from tests.journeys.test_looking import AXE, RUN_AXE

pytestmark = pytest.mark.built_in  # on the other database its changes and pages are proved without a browser

NAMES = ["Zoë Aydin", "Bo de Vries", "Kim Yılmaz", "Lotte Prins", "Sem Bakker", "Amin Haddad", "Fleur Mol", "Daan Kok"]


@pytest.fixture
def coordinator(visitor):
    somebody = visitor(1400, 900)
    somebody.enter("ib")
    page = somebody.page
    for name in NAMES:
        page.goto(somebody.address)
        somebody.follow(page.get_by_role("link", name="Een nieuw kind"))
        page.get_by_label("Naam van het kind").fill(name)
        page.get_by_label("Geboortedatum").fill("2017-03-02")
        somebody.follow(page.get_by_role("button", name="Tijdlijn beginnen"))
    page.goto(somebody.address)
    return page


def test_a_child_is_found_by_a_part_of_its_name_without_a_word_to_the_server(coordinator):
    page, asked = coordinator, []
    names = page.locator(".case__name")
    many = names.count()
    page.on("request", lambda request: asked.append(request.url))

    page.get_by_label("Zoek op naam").fill("zoe")
    expect(names.filter(visible=True)).to_have_text(["Zoë Aydin"])
    page.get_by_label("Zoek op naam").fill("zoe a")
    expect(names.filter(visible=True)).to_have_count(1)
    page.get_by_label("Zoek op naam").fill("xx")
    expect(names.filter(visible=True)).to_have_count(0)
    expect(page.get_by_text("Geen kind met deze naam.")).to_be_visible()
    page.get_by_label("Zoek op naam").fill("")
    expect(names.filter(visible=True)).to_have_count(many)

    assert asked == []
    page.evaluate(AXE)
    assert page.evaluate(RUN_AXE)["violations"] == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
