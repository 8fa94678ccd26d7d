"""'Before we sit down together I want to see what there is to talk about': on a phone and on a laptop, with a yes and a no."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.test_looking import AXE, RUN_AXE

pytestmark = pytest.mark.built_in  # on the other database its changes and pages are proved without a browser


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_both_voices_stand_beside_each_other_and_on_a_phone_one_under_the_other(visitor, language):
    for width, is_beside in ((1400, True), (360, False)):
        somebody = visitor(width, 900)
        home = somebody.enter("moeder", language)
        somebody.page.goto(f"{home}?beeld=together")
        somebody.follow(somebody.page.locator("a.tools__talk"))
        sides = somebody.page.locator(".talk__sides--differ")
        expect(sides).to_have_count(3)
        first, second = (sides.first.locator(".plain").nth(nth).bounding_box() for nth in (0, 1))
        assert (first["y"] == second["y"]) is is_beside
        assert (first["x"] == second["x"]) is not is_beside
        assert somebody.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_an_open_difference_and_every_fold_have_no_barrier(visitor, language):
    somebody = visitor(360, 900, bypass_csp=True)
    home = somebody.enter("ib", language)
    somebody.page.goto(f"{home}bespreken/")
    for fold in somebody.page.locator("main summary").all():
        fold.click()
    somebody.page.evaluate(AXE)
    found = somebody.page.evaluate(RUN_AXE)

    assert [(each["id"], [node["html"][:120] for node in each["nodes"]][:3]) for each in found["violations"]] == []


def test_an_offer_is_refused_with_the_keyboard_and_does_not_come_back(visitor):
    somebody = visitor(1400, 900)
    home = somebody.enter("moeder")
    somebody.page.goto(f"{home}bespreken/")
    offers = somebody.page.locator(".talk__offer")
    before = offers.count()
    words = offers.first.locator(".card__text").all_inner_texts()

    somebody.page.get_by_role("button", name="Nee, dit is iets anders").first.focus()
    with somebody.page.expect_navigation():
        somebody.page.keyboard.press("Enter")

    assert somebody.page.url.endswith("/bespreken/")
    assert words not in [offer.locator(".card__text").all_inner_texts() for offer in offers.all()]
    assert before > 0


def test_an_empty_year_opens_a_card_with_that_year(visitor):
    somebody = visitor(1400, 900)
    home = somebody.enter("vader")
    somebody.page.goto(f"{home}bespreken/")

    empty = somebody.page.get_by_role("button", name=re.compile(r"^Nieuw kaartje: .*, \d{4}")).first
    years = re.findall(r"\d{4}", empty.get_attribute("aria-label") or empty.inner_text())

    somebody.follow(empty)

    expect(somebody.page.locator("[name=date]")).to_have_value(" - ".join(years))
