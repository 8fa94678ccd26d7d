"""A mother marks on her card what is about somebody else, at writing and later, on a phone and on a laptop."""

import pytest
from playwright.sync_api import expect

from tests.journeys.test_mydata import looks_right

pytestmark = pytest.mark.built_in  # on the other database its changes and pages are proved without a browser

SLEPT, DRANK = "Noor sliep bij oma.", "Zijn nieuwe vriendin dronk te veel."
ASKS = {"nl": "Gaat een stuk over iemand anders?", "ar": "هل هناك جزء عن شخص آخر؟"}


@pytest.mark.parametrize(("width", "language"), [(360, "nl"), (1400, "nl"), (360, "ar"), (1400, "ar")])
def test_what_is_about_somebody_else_is_marked_at_writing_and_found_again_on_the_card(visitor, width, language):
    mother = visitor(width, 800, bypass_csp=True)
    home = mother.enter("moeder", language)
    page = mother.page
    page.goto(home + "kaartjes/nieuw/")
    page.evaluate("document.querySelector('main form').insertAdjacentHTML('beforeend', '<input name=whole value=1 type=hidden>')")
    mother.follow(page.locator("main form button[value=home]"))
    page.locator("textarea[name=text]").fill(f"{SLEPT} {DRANK}\nDaarna was het stil.")
    page.locator("input[name=date]").fill("2021")

    mother.follow(page.get_by_role("button", name=ASKS[language]))

    expect(page.get_by_role("heading", level=1)).to_have_text(ASKS[language])
    page.get_by_label(DRANK).check()
    looks_right(page, width)
    mother.follow(page.locator("main form button.nl-button--primary"))

    expect(page.locator("textarea[name=text]")).to_have_value(f"{SLEPT} {DRANK}\nDaarna was het stil.")
    mother.follow(page.locator("button[name=share]"))
    card = page.url.split("#k")[1]
    page.goto(f"{home}kaartjes/{card}/")
    looks_right(page, width)
    expect(page.locator(".card--whole > .card__text").first).to_contain_text(DRANK)
    page.get_by_role("link", name=ASKS[language]).click()
    said = page.locator("label", has=page.locator("input[name=sentences]"))
    expect(said.filter(has_text=DRANK).locator("input")).to_be_checked()
    expect(said.filter(has_text=SLEPT).locator("input")).not_to_be_checked()

    said.filter(has_text=SLEPT).locator("input").check()  # in a dialog over the card
    dialog = page.locator("page-dialog dialog")
    dialog.locator("form:has(input[name=since]) button").click()
    expect(dialog.locator(".card--whole").first).to_be_visible()
    page.goto(f"{home}kaartjes/{card}/over-anderen/")
    assert page.locator("input[name=sentences]:checked").count() == 2
