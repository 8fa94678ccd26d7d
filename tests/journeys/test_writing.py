"""Writing cards, on a phone and on a laptop."""

import re

from playwright.sync_api import expect


def invitation(coordinator, name: str = "Tante Mia") -> tuple[str, str]:
    """What the coordinator hands over: link and code."""
    coordinator.enter("ib")
    page = coordinator.page
    page.goto(coordinator.home + "kring/")
    page.get_by_text("Iemand uitnodigen").click()
    page.locator("#id_name").fill(name)
    page.get_by_label("Rol").select_option("foster_parent")
    page.get_by_role("button", name="Uitnodiging maken").click()
    return page.locator(".ticket__link").inner_text(), page.locator(".ticket__code").inner_text()


def test_from_the_invitation_to_the_first_shared_card_in_six_taps(visitor):
    link, code = invitation(visitor())
    phone = visitor(360, 740, has_touch=True)
    page = phone.page

    page.goto(link)
    page.locator("input.code").press_sequentially(code)
    phone.tap(page.get_by_role("button", name="Beginnen"))
    phone.tap(page.get_by_role("button", name="Hulp"))
    page.get_by_label("Wanneer was dat?").fill("toen ze in groep 3 zat")
    expect(page.locator(".read-date")).to_contain_text("2020-2021")
    phone.tap(page.get_by_role("button", name="Klopt, verder"))
    page.get_by_label("Welke hulp was het?").fill("Leesmaatje op zaterdag")
    phone.tap(page.get_by_role("button", name="Verder"))
    phone.tap(page.locator(".face-choice--good"))
    phone.tap(page.get_by_role("button", name="Delen met de kring"))

    expect(page.get_by_role("heading", level=1)).to_have_text("Het verhaal tot nu toe")
    expect(page.get_by_text("Leesmaatje op zaterdag")).to_have_count(1)
    assert phone.taps <= 6


def test_closing_the_page_loses_nothing(visitor):
    first = visitor(360, 740)
    home = first.enter("moeder")
    first.page.goto(home + "kaartjes/nieuw/")
    first.page.get_by_role("button", name="Thuis").click()
    first.page.get_by_label("Wanneer was dat?").fill("zomer 2022")
    first.page.get_by_role("button", name="Klopt, verder").click()
    first.page.get_by_label("Hoe was het thuis?").fill("Iedereen sliep beneden")
    first.page.wait_for_timeout(100)
    first.page.close()

    again = visitor(360, 740)
    again.enter("moeder")
    again.page.wait_for_timeout(500)
    again.page.goto(home + "kaartjes/")
    expect(again.page.get_by_text("Iedereen sliep beneden")).to_be_visible()


def test_without_a_connection_it_says_so_and_keeps_it_when_the_connection_is_back(visitor):
    phone = visitor(360, 740)
    home = phone.enter("moeder")
    phone.page.goto(home + "kaartjes/nieuw/")
    phone.page.get_by_role("button", name="Thuis").click()
    phone.page.get_by_role("button", name="Klopt, verder").click()

    phone.context.set_offline(True)
    phone.page.get_by_label("Hoe was het thuis?").fill("In de trein geschreven")
    expect(phone.page.get_by_role("status")).to_contain_text("Geen verbinding")
    phone.context.set_offline(False)

    expect(phone.page.get_by_role("status")).to_have_text("Bewaard", timeout=30_000)
    phone.complaints[:] = [line for line in phone.complaints if "ERR_INTERNET_DISCONNECTED" not in line]


def test_editing_in_place_on_a_laptop(visitor):
    laptop = visitor()
    laptop.enter("moeder")
    page = laptop.page
    page.get_by_role("link", name=re.compile("Verhuisd naar oma")).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("link", name="Veranderen").click()
    dialog.get_by_label("Wat gebeurde er?").fill("Verhuisd naar oma en opa")
    dialog.get_by_role("button", name="Klaar").click()

    expect(dialog.get_by_text("Verhuisd naar oma en opa")).to_be_visible()
    expect(dialog.get_by_text("Zo stond het er eerder")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name=re.compile("Verhuisd naar oma en opa"))).to_be_visible()


def test_everything_works_without_script(visitor):
    plain = visitor(java_script_enabled=False)
    home = plain.enter("moeder")
    page = plain.page
    page.get_by_role("link", name=re.compile("Kerem is geboren")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Levensgebeurtenis")

    page.goto(home + "kaartjes/nieuw/")
    page.get_by_role("button", name="Iets wat gebeurde").click()
    page.get_by_label("Wanneer was dat?").fill("2 mei 2023")
    page.get_by_role("button", name="Klopt, verder").click()
    page.get_by_label("Wat gebeurde er?").fill("Zwemdiploma gehaald")
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Delen met de kring").click()

    expect(page.get_by_text("Zwemdiploma gehaald")).to_be_visible()
