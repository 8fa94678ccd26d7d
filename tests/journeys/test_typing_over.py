"""After the meeting the IB'er types the paper cards over, by keyboard alone, a line per card."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.test_looking import AXE, RUN_AXE

CARDS = (
    # voice, lane, date, text, face; how many keys beside the words themselves
    ("M", "H", "najaar 2021", "Speltherapie bij Doortje", "G"),
    ("", "", "groep 4", "Leesmaatje", "N"),
    ("V", "T", "vorig jaar", "Ik woon nu in de Vlierstraat", ""),
    ("J", "A", "voorjaar 2022", "Bellen met de juf ging goed", "A"),
)
MOST_KEYS = 6


class Typist:
    """Counts every key that is no part of the words."""

    def __init__(self, page) -> None:
        self.page, self.keys = page, 0

    def press(self, key: str) -> None:
        self.keys += 1
        self.page.keyboard.press(key)

    def card(self, voice: str, lane: str, date: str, text: str, face: str) -> int:
        before = self.keys
        self.press(voice or "Tab")
        self.press(lane or "Tab")
        self.page.keyboard.type(date)
        self.press("Tab")
        self.page.keyboard.type(text)
        self.press("Tab" if face else "Enter")
        if face:
            self.press(face)
        return self.keys - before


def test_four_cards_by_keyboard_each_with_at_most_six_keys_beside_its_words(visitor):
    laptop = visitor()
    home = laptop.enter("ib")
    page = laptop.page
    page.goto(home + "overtypen/")
    typist = Typist(page)

    used = [typist.card(*card) for card in CARDS]

    assert max(used) <= MOST_KEYS
    assert page.locator(".type-line").count() == len(CARDS) + 1
    assert [one.input_value() for one in page.locator("textarea").all()] == [*(card[3] for card in CARDS), ""]
    expect(page.locator(".type-line__said").nth(1)).to_contain_text("2022-2023")
    expect(page.locator(".saved")).to_have_text("Bewaard")

    # Closing half-way loses nothing, and in a line everything can be mended.
    page.close()
    laptop.page = page = laptop.context.new_page()
    page.goto(home + "overtypen/")
    expect(page.locator("textarea").nth(2)).to_have_value(CARDS[2][3])
    page.locator("textarea").nth(2).fill("Ik woon in de Vlierstraat")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".type-line").last.locator("select").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Klaar: leg op de tijdlijn")).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.get_by_text("Er liggen 4 kaartjes op de tijdlijn.")).to_be_visible()

    phone = visitor(360, 740, has_touch=True)
    phone.enter("vader")
    phone.follow(phone.page.get_by_role("link", name=re.compile("kaartjes? overgetypt")))
    phone.page.get_by_role("link", name="Ik woon in de Vlierstraat").click()
    dialog = phone.page.get_by_role("dialog")
    expect(dialog.get_by_text("Overgetypt van papier door")).to_be_visible()
    dialog.get_by_role("button", name="Ja, dit klopt").click()
    expect(dialog.get_by_text("Klopt het?")).to_have_count(0)


def test_without_a_connection_the_lines_stay_and_go_when_it_is_back(visitor):
    laptop = visitor()
    home = laptop.enter("ib")
    page = laptop.page
    page.goto(home + "overtypen/")
    laptop.context.set_offline(True)
    Typist(page).card("M", "T", "zomer 2020", "In de trein getypt", "")
    expect(page.locator(".saved")).to_contain_text("Geen verbinding")
    page.get_by_role("button", name="Klaar: leg op de tijdlijn").click()
    expect(page.locator(".saved")).to_contain_text("Geen verbinding")

    laptop.context.set_offline(False)

    expect(page.locator(".saved")).to_have_text("Bewaard", timeout=30_000)
    page.reload()
    expect(page.locator("textarea").first).to_have_value("In de trein getypt")
    laptop.complaints[:] = [line for line in laptop.complaints if "ERR_INTERNET_DISCONNECTED" not in line]
    page.locator("textarea").first.fill("")
    page.locator("input:not([type=hidden])").first.fill("")
    expect(page.locator(".saved")).to_have_text("Bewaard", timeout=30_000)


def test_it_is_a_plain_form_without_script(visitor):
    plain = visitor(java_script_enabled=False)
    home = plain.enter("ib")
    page = plain.page
    page.goto(home + "overtypen/")
    page.get_by_label("Stem").nth(0).select_option(label="M moeder")
    page.get_by_label("Wat er staat").nth(0).fill("Zonder script getypt")
    page.get_by_label("Wanneer").nth(1).fill("2020")
    page.get_by_role("button", name="Bewaren en nog meer regels").click()
    page.get_by_role("button", name="Klaar: leg op de tijdlijn").click()

    expect(page.get_by_text("Er ligt 1 kaartje op de tijdlijn.")).to_be_visible()
    expect(page.get_by_text("1 regel is nog niet af.")).to_be_visible()
    expect(page.get_by_text("Er staat nog niets op dit kaartje.")).to_be_visible()
    page.get_by_label("Wanneer").nth(0).fill("")
    page.get_by_role("button", name="Bewaren en nog meer regels").click()
    expect(page.get_by_label("Wat er staat").nth(0)).to_have_value("")


@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("width", [360, 1400, 2560])
def test_it_fits_and_has_no_barrier(visitor, width, language):
    somebody = visitor(width, 900, bypass_csp=True)
    home = somebody.enter("ib", language)
    page = somebody.page
    page.goto(home + "overtypen/")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(AXE)
    found = page.evaluate(RUN_AXE)
    assert [(each["id"], [node["html"][:120] for node in each["nodes"]][:3]) for each in found["violations"]] == []
