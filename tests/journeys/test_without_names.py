"""A question without names, from the first word to the tray, and a story without names; by keyboard, on a small screen."""

from playwright.sync_api import expect

from tests.journeys.test_safety import go, is_as_wide_as_the_screen, press, told_what_lacks
from tests.journeys.test_who_looked import barriers

TEXT = "Noor komt na elke vakantie niet meer naar binnen. Wat hielp bij jullie om weer te beginnen?"


def test_a_question_without_names_is_asked_and_its_story_gone_along(visitor):
    asker = visitor(360, 800, bypass_csp=True)
    asker.enter("ib")
    page = asker.page
    page.goto(asker.address + "/")
    asker.follow(page.get_by_role("link", name="Denk mee, zonder namen"))
    asker.follow(page.get_by_role("link", name="Een vraag stellen"))
    page.get_by_label("Wat is er aan de hand, en wat is je vraag?").focus()
    page.keyboard.type(TEXT)
    press(asker, "Nakijken")

    expect(page.locator("mark")).to_have_text("Noor")
    expect(page.get_by_text("Het mag niet blijven staan.")).to_be_visible()
    assert barriers(page) == [] and is_as_wide_as_the_screen(page)
    told_what_lacks(asker)
    page.get_by_label("Of schrijf zelf Noor").focus()
    page.keyboard.type("Een kind")
    press(asker, "Nakijken")
    expect(page.get_by_role("heading", name="Zo lezen collega's het")).to_be_visible()
    expect(page.locator("section.notice")).to_contain_text("Een kind komt na elke vakantie niet meer")
    assert barriers(page) == []
    page.get_by_label("nee", exact=True).focus()
    page.keyboard.press("Space")
    press(asker, "Neerleggen")
    expect(page.get_by_text("Wat je schreef, wacht tot de nacht.")).to_be_visible()

    # The same, word by word, for the whole story.
    go(asker, asker.home + "zonder-namen/")
    expect(page.get_by_role("button", name="Laat het zonder namen zien")).to_be_visible()
    assert barriers(page) == [] and is_as_wide_as_the_screen(page)
