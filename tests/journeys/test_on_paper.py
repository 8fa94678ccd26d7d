"""Choosing paper: a sheet comes down, what was chosen on the board is chosen, and a wrong year costs nothing."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.test_looking import AXE, RUN_AXE

pytestmark = pytest.mark.built_in  # on the other database its changes and pages are proved without a browser


@pytest.mark.parametrize(
    ("button", "name"),
    [
        ("Bord", "tijdlijn-noor-a3.pdf"),
        ("Lijst op A4", "tijdlijn-noor-lijst.pdf"),
        ("Plaatje voor op een scherm", "tijdlijn-noor.svg"),
        ("Lege kaartjes", "kaartjes-nl.pdf"),
        ("Leeg bord", "leeg-bord-noor-a3.pdf"),
        ("Uitleg voor wie schrijft", "uitleg-nl.pdf"),
    ],
)
def test_one_tap_gives_the_paper_with_and_without_script(visitor, button, name):
    for script in (True, False):
        somebody = visitor(360, 800, java_script_enabled=script)
        somebody.page.goto(somebody.enter("moeder") + "afdrukken/")

        with somebody.page.expect_download() as coming:
            somebody.page.get_by_role("button", name=button, exact=True).click()

        assert coming.value.suggested_filename == name
        assert coming.value.path().stat().st_size > 5_000


def test_the_picture_opens_in_a_browser_and_asks_for_nothing(visitor, tmp_path):
    somebody = visitor()
    somebody.page.goto(somebody.enter("moeder") + "afdrukken/")
    with somebody.page.expect_download() as coming:
        somebody.page.get_by_role("button", name="Plaatje voor op een scherm").click()
    kept = tmp_path / "bord.svg"
    coming.value.save_as(kept)

    asked = []
    somebody.page.on("request", lambda request: asked.append(request.url))
    somebody.page.goto(kept.as_uri())

    assert asked == [kept.as_uri()]
    assert somebody.page.evaluate("document.documentElement.getBoundingClientRect().width") > 1500
    assert somebody.page.locator("text").filter(has_text="Tijdlijn van Noor").count() == 1


def test_a_wrong_year_is_said_and_the_choice_stays(visitor):
    somebody = visitor(bypass_csp=True)
    page = somebody.page
    home = somebody.enter("moeder")
    page.goto(home + "?beeld=together&van=2019&baan=hulp_kind_gezin")
    page.get_by_role("link", name="Op papier").click()
    expect(page.get_by_label("Van", exact=True)).to_have_value("2019")

    page.get_by_label("A1").first.check()
    page.get_by_label("Van", exact=True).fill("vroeger")
    page.get_by_role("button", name="Bord", exact=True).click()

    expect(page.get_by_text("Schrijf een jaar met vier cijfers, zoals 2018.")).to_be_visible()
    expect(page.get_by_label("A1").first).to_be_checked()
    page.evaluate(AXE)
    assert page.evaluate(RUN_AXE)["violations"] == []
    somebody.complaints = [line for line in somebody.complaints if not re.search("422", line)]
