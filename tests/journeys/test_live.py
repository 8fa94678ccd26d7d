"""A board that is open: what somebody else shares appears by itself, and who loses the right sees nothing more."""

import re

from playwright.sync_api import expect

from tests.journeys.test_writing import invitation

HIDE = """hidden => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden })
  document.dispatchEvent(new Event("visibilitychange"))
}"""


def share(somebody, text: str) -> None:
    page = somebody.page
    page.locator(".lane--help .lane__add").click()
    page.get_by_label("Wanneer").first.fill("voorjaar 2022")
    page.locator("textarea[name=text]").fill(text)
    page.get_by_role("button", name="Delen met de kring").click()
    expect(page.get_by_text("Het kaartje staat op de tijdlijn.")).to_be_visible()
    page.goto(somebody.home)


def on_the_board(somebody, text: str):
    return somebody.page.locator(".board").get_by_text(text)


def test_what_school_shares_appears_beside_what_one_is_writing(visitor):
    mother, school = visitor(), visitor()
    mother.enter("moeder")
    school.enter("ib")
    page = mother.page
    expect(page.get_by_text("Nu ook hier: Anouk Verbeek")).to_be_visible()
    page.get_by_role("link", name=re.compile("Kerem is geboren")).first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("link", name="Veranderen").click()
    field = dialog.get_by_label("Wat gebeurde er?")
    field.fill("Kerem is geboren, en Noor zong")

    share(school, "Samen lezen op dinsdag")

    expect(on_the_board(mother, "Samen lezen op dinsdag")).to_have_count(1)
    expect(page.locator(".live__said")).to_have_text("Nieuw kaartje van school")
    expect(field).to_have_value("Kerem is geboren, en Noor zong")
    expect(field).to_be_focused()
    field.fill("Kerem is geboren. Noor hield zijn voet vast en liet niet los")
    expect(dialog.get_by_role("status")).to_have_text("Bewaard")

    school.page.get_by_role("link", name=re.compile("Samen lezen op dinsdag")).click()
    school.page.get_by_role("dialog").get_by_role("button", name="Van de tijdlijn halen").click()
    expect(on_the_board(mother, "Samen lezen op dinsdag")).to_have_count(0)


def test_who_stands_on_a_card_stands_there_still_and_nothing_jumps(visitor):
    mother, school = visitor(), visitor()
    mother.enter("moeder")
    school.enter("ib")
    card = mother.page.locator(".lane--help a[data-dialog]").first
    card.focus()
    board = mother.page.locator(".board")
    before = board.evaluate("board => [board.scrollTop, board.scrollLeft]")

    share(school, "Rekenen in een klein groepje")

    expect(on_the_board(mother, "Rekenen in een klein groepje")).to_have_count(1)
    expect(card).to_be_focused()
    assert board.evaluate("board => [board.scrollTop, board.scrollLeft]") == before
    tabbed = mother.page.locator('.board a[data-dialog][tabindex="0"]')
    expect(tabbed).to_have_count(1)


def test_a_page_that_was_hidden_hears_all_when_it_is_seen_again(visitor):
    mother, school = visitor(), visitor()
    mother.enter("moeder")
    school.enter("ib")
    expect(school.page.get_by_text("Nu ook hier: Rima Haddad")).to_be_visible()

    mother.page.evaluate(HIDE, True)
    expect(school.page.locator(".live__here")).to_be_hidden()
    share(school, "Voorlezen aan de kleuters")
    share(school, "Elke week een plusje")
    assert on_the_board(mother, "Voorlezen aan de kleuters").count() == 0
    mother.page.evaluate(HIDE, False)

    expect(on_the_board(mother, "Voorlezen aan de kleuters")).to_have_count(1)
    expect(on_the_board(mother, "Elke week een plusje")).to_have_count(1)
    expect(mother.page.locator(".live__said")).to_have_text("Nieuwe kaartjes van school")


def test_the_list_on_a_phone_follows_and_stays_where_it_was(visitor):
    mother, school = visitor(360, 740), visitor()
    mother.enter("moeder")
    mother.page.goto(mother.home + "lijst/")
    school.enter("ib")
    last = mother.page.locator(".listed a").last
    last.scroll_into_view_if_needed()
    last.focus()
    stood = last.bounding_box()["y"]

    share(school, "Een kwartier tafels met hulp")

    expect(mother.page.locator(".story").get_by_text("Een kwartier tafels met hulp")).to_have_count(1)
    expect(mother.page.locator(".live__said")).to_have_text("Nieuw kaartje van school")
    expect(last).to_be_focused()
    assert abs(last.bounding_box()["y"] - stood) < 3


def test_whose_place_ends_sees_nothing_more_on_the_page_that_was_open(visitor):
    school = visitor()
    link, code = invitation(school, "Tante Lien")
    aunt = visitor()
    page = aunt.page
    page.goto(link)
    page.locator("input.code").press_sequentially(code)
    page.get_by_role("button", name="Beginnen").click()
    page.goto(school.home)
    expect(page.get_by_text("Nu ook hier")).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile("Kerem is geboren")).first).to_be_visible()

    school.page.goto(school.home + "kring/")
    row = school.page.get_by_role("listitem").filter(has_text="Tante Lien")
    if row.locator(".more > summary").count():
        row.locator(".more > summary").click()
    row.get_by_text("Doet niet meer mee", exact=True).click()
    row.get_by_role("button", name=re.compile("^Ja")).click()

    expect(page.get_by_role("alert")).to_contain_text("dit verhaal nu niet lezen")
    expect(page.get_by_text("Kerem")).to_have_count(0)
    expect(page.locator(".board")).to_have_count(0)
    assert "Noor" not in page.title()


def test_two_windows_on_one_card_show_each_other(visitor):
    mother = visitor()
    mother.enter("moeder")
    first, second = mother.page, mother.context.new_page()
    second.goto(mother.home)
    for page in (first, second):
        page.get_by_role("link", name=re.compile("Oma lag twee weken")).click()
        page.get_by_role("dialog").get_by_role("link", name="Veranderen").click()
    for page, text in ((first, "Oma lag drie weken in het ziekenhuis"), (second, "Oma lag veertien dagen in het ziekenhuis")):
        page.get_by_role("dialog").get_by_label("Wat gebeurde er?").fill(text)
    first.get_by_role("dialog").get_by_role("button", name="Klaar").click()
    expect(first.get_by_label("Wat gebeurde er?")).to_have_count(0)  # this one is kept before the other comes
    second.get_by_role("dialog").get_by_role("button", name="Klaar").click()

    dialog = second.get_by_role("dialog")
    expect(dialog.get_by_role("alert")).to_contain_text("Oma lag drie weken")
    expect(dialog.get_by_label("Wat gebeurde er?")).to_have_value("Oma lag veertien dagen in het ziekenhuis")
    dialog.get_by_role("button", name="Klaar").click()
    dialog.get_by_text("Zo stond het er eerder").click()
    expect(dialog.get_by_text("Oma lag drie weken")).to_be_visible()
    first.keyboard.press("Escape")
    expect(first.locator(".board").get_by_text("Oma lag veertien dagen")).to_have_count(1)
    mother.complaints[:] = [line for line in mother.complaints if "409" not in line]
