"""Somebody worries about a child, by keyboard on a small screen: in five steps, with nobody else seeing any of it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.test_who_looked import barriers

pytestmark = pytest.mark.built_in  # on the other database its changes and pages are proved without a browser

FACTS = "Zei dat ze niet naar huis durft Zwaluwveer"


def opened(visitor, who: str, where: str):
    """A page that asks first who it is: in the story a button is enough."""
    somebody = visitor(360, 800, bypass_csp=True)
    home = somebody.enter(who)
    go(somebody, home + where)
    return somebody, home


def go(somebody, where: str) -> None:
    somebody.page.goto(where)
    if "/bevestigen/" in somebody.page.url:
        somebody.follow(somebody.page.locator("main form button").first)
        somebody.page.goto(where)


def press(somebody, name: str) -> None:
    with somebody.page.expect_navigation():
        somebody.page.get_by_role("button", name=name).press("Enter")


def told_what_lacks(somebody) -> None:
    """That a form came back is a line in the console of a browser, and no fault here."""
    assert all("422" in line for line in somebody.complaints)
    somebody.complaints.clear()


def is_as_wide_as_the_screen(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") <= 360


def was_kept_in_sight(page, part: str) -> None:
    """It is said where somebody comes back to, halfway the page."""
    expect(page.locator(".messages").get_by_text("Bewaard.")).to_be_in_viewport()
    expect(page.get_by_role("heading", name=part)).to_be_in_viewport()


def nobody_else_reads_it(visitor) -> None:
    for who in ("moeder", "jeugdhulp"):
        other = visitor(360, 800)
        board = other.enter(who)
        for where in ("", "lijst/", "kring/", "gekeken/"):
            other.page.goto(board + where)
            assert "Zwaluwveer" not in other.page.content()


def test_a_concern_from_the_first_word_to_paper_by_keyboard(visitor):
    somebody, home = opened(visitor, "ib", "kring/")
    page = somebody.page
    somebody.follow(page.get_by_role("link", name="Zorgen over veiligheid: de meldcode"))
    if "/bevestigen/" in page.url:
        somebody.follow(page.get_by_role("button", name="Doorgaan"))
    expect(page.get_by_text("Nu acuut gevaar? Bel")).to_be_visible()
    expect(page.get_by_text("Rondom is geen spoeddienst")).to_be_visible()
    assert barriers(page) == [] and is_as_wide_as_the_screen(page)
    somebody.follow(page.get_by_role("link", name="Beginnen"))

    # What is lacking is said beside the field, and what was typed stands there still.
    page.get_by_label("Feiten").focus()
    page.keyboard.type(FACTS)
    press(somebody, "Bewaren")
    expect(page.get_by_text("Kies een antwoord.")).to_be_visible()
    expect(page.get_by_label("Feiten")).to_have_value(FACTS)
    assert barriers(page) == [] and is_as_wide_as_the_screen(page)
    told_what_lacks(somebody)
    page.get_by_label("Er is nu gevaar voor het kind of voor een ander").focus()
    page.keyboard.press("Space")
    page.get_by_label("nog niet", exact=True).focus()
    page.keyboard.press("Space")
    press(somebody, "Bewaren")

    file = page.url.split("#")[0]
    expect(page.get_by_text("Praten met de ouders hoeft nu niet.")).to_be_visible()
    expect(page.get_by_role("link", name="Verder met stap 2: Overleggen")).to_be_visible()
    assert barriers(page) == [] and is_as_wide_as_the_screen(page)
    go(somebody, file + "stap/5/")
    for _question in page.get_by_label("ja", exact=True).all():
        _question.focus()
        page.keyboard.press("Space")
    press(somebody, "Bewaren")
    was_kept_in_sight(page, "5. Beslissen")
    expect(page.get_by_text("Is melden nodig?").first).to_be_visible()
    paper = page.request.post(
        file + "meldtekst/",
        form={"csrfmiddlewaretoken": page.locator("[name=csrfmiddlewaretoken]").first.input_value()},
        headers={"Referer": file},
    )
    assert paper.body().startswith(b"%PDF")

    nobody_else_reads_it(visitor)
    expect(page.get_by_role("heading", level=1)).to_have_text("Zorgen over Noor")
