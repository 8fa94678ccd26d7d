"""A question without names, from the first word to the tray, and a story without names; by keyboard, on a small screen."""

import pytest
from playwright.sync_api import expect

from tests.journeys.test_safety import go, is_as_wide_as_the_screen, press, told_what_lacks
from tests.journeys.test_who_looked import barriers

pytestmark = pytest.mark.built_in  # on the other database its changes and pages are proved without a browser

TEXT = "Noor komt na elke vakantie niet meer naar binnen. Wat hielp bij jullie om weer te beginnen?"


def test_a_question_without_names_is_asked_and_laid_down(visitor):
    asker = visitor(360, 800, bypass_csp=True)
    asker.enter("ib")
    page = asker.page
    page.goto(asker.address + "/")
    asker.follow(page.get_by_role("link", name="Denk mee, zonder namen"))
    asker.follow(page.get_by_role("link", name="Een vraag stellen"))
    # Nothing is answered beforehand.
    answers = {"Waar speelt dit?": "basisschool", "Hoe oud": "8 tot en met 11 jaar", "Waar gaat het over?": "leren"}
    for question, said in answers.items():
        expect(page.get_by_label(question)).to_have_value("")
        page.get_by_label(question).select_option(said)
    page.get_by_label("Wat is er aan de hand, en wat is je vraag?").focus()
    page.keyboard.type(TEXT)
    press(asker, "Nakijken")

    expect(page.locator("mark")).to_have_text("Noor")
    expect(page.get_by_text("Het mag niet blijven staan.")).to_be_visible()
    assert barriers(page) == [] and is_as_wide_as_the_screen(page)
    told_what_lacks(asker)
    expect(page.get_by_text("1 woord om te kiezen")).to_be_visible()
    # By Enter in the field itself: it does what the last button does, and own words that still point say so.
    own = page.get_by_label("Of schrijf zelf Noor")
    own.focus()
    page.keyboard.type("Noor H.")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(own).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("Dit kan nog iemand aanwijzen: Noor H.")).to_be_visible()
    assert barriers(page) == [] and is_as_wide_as_the_screen(page)
    told_what_lacks(asker)
    own.fill("Een kind")
    press(asker, "Nakijken")
    expect(page.get_by_role("heading", name="Zo lezen collega's het")).to_be_visible()
    expect(page.locator("section.notice")).to_contain_text("Een kind komt na elke vakantie niet meer")
    assert barriers(page) == []
    press(asker, "Neerleggen")
    expect(page.get_by_text("Geef eerst antwoord")).to_be_visible()
    assert barriers(page) == []
    told_what_lacks(asker)
    page.get_by_label("nee", exact=True).focus()
    page.keyboard.press("Space")
    press(asker, "Neerleggen")
    expect(page.get_by_text("Wat je schreef, wacht tot de nacht.")).to_be_visible()


def test_a_story_without_names_is_gone_along_with_one_button_and_looked_at_first(visitor):
    asker = visitor(360, 800, bypass_csp=True)
    page, home = asker.page, asker.enter("ib")
    go(asker, home + "zonder-namen/")
    expect(page.get_by_role("button", name="Laat het zonder namen zien")).to_be_visible()
    assert barriers(page) == [] and is_as_wide_as_the_screen(page)
    press(asker, "Neem overal het voorstel")
    expect(page.get_by_text("om te kiezen")).to_have_count(0)
    assert barriers(page) == [] and is_as_wide_as_the_screen(page)
    press(asker, "Laat het zonder namen zien")
    expect(page.get_by_role("heading", level=1)).to_have_text("Een verhaal zonder namen")
