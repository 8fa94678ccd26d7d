"""Going nearer without a step: what is under the hand stays there, and a full year opens where it stands."""

import math

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.built_in  # how a page looks does not hang on where its rows lie
# A place in the middle of the board where no card lies.
BARE = """([x, y]) => { while (document.elementFromPoint(x, y).closest("a, button")) y += 4; return [x, y] }"""
BOARD = "document.querySelector('board-walk')"


@pytest.fixture(params=["nl", "ar"])
def mother(request, visitor):
    somebody = visitor(1400, 900)
    somebody.page.goto(somebody.enter("moeder", request.param))
    somebody.page.wait_for_function("document.querySelector('board-zoom:not([hidden])')")
    return somebody.page


def number(page, what: str) -> float:
    return page.evaluate(what)


def width(page) -> float:
    return number(page, f"{BOARD}.scrollWidth - {BOARD}.querySelector('.lane__name').offsetWidth")


def shortest_card(page) -> float:
    return number(page, f"Math.min(...[...{BOARD}.querySelectorAll('.box')].map(box => box.offsetWidth))")


def edge(page, year: str) -> float:
    """Where a year begins on the screen, as it is read."""
    box = page.locator(".year", has_text=year).bounding_box()
    return box["x"] if page.evaluate("document.dir") == "ltr" else box["x"] + box["width"]


def test_nearer_by_button_makes_room_and_no_larger_cards(mother):
    before, card = width(mother), shortest_card(mother)

    mother.locator("board-zoom [data-step='1']").click()
    assert width(mother) == pytest.approx(before * 1.5, abs=2)
    assert shortest_card(mother) == pytest.approx(card, abs=1)

    mother.locator("board-zoom [data-step='0']").click()
    assert width(mother) == pytest.approx(before, abs=2)
    expect(mother.locator("board-zoom [data-step='-1']")).to_be_disabled()


def test_by_the_wheel_what_is_under_the_pointer_stays_there(mother):
    mother.locator(".year", has_text="2021").scroll_into_view_if_needed()
    x = edge(mother, "2021")
    pointer = int(x)  # a browser says where the pointer is in whole points; what lies beside it moves away from it
    mother.mouse.move(pointer, mother.locator("board-walk").bounding_box()["y"] + 60)
    before = width(mother)
    mother.keyboard.down("Control")
    for _turn in range(5):
        mother.mouse.wheel(0, -100)
    mother.keyboard.up("Control")

    zoom = math.exp(100 / 240) ** 5
    mother.wait_for_function(f"{BOARD}.scrollWidth > {before} * {zoom - 0.1}")
    assert edge(mother, "2021") == pytest.approx(pointer + (x - pointer) * zoom, abs=1.5)


def test_by_keys_and_a_year_opens_and_shuts_where_it_stands(mother):
    mother.locator("board-walk").focus()
    before = width(mother)
    mother.keyboard.press("+")
    assert width(mother) > before * 1.4
    mother.keyboard.press("0")
    assert width(mother) == pytest.approx(before, abs=2)

    first, second = mother.locator(".year").nth(0), mother.locator(".year").nth(1)
    first.focus()
    mother.keyboard.press("ArrowRight" if mother.evaluate("document.dir") == "ltr" else "ArrowLeft")
    expect(second).to_be_focused()
    was, other = second.bounding_box()["width"], first.bounding_box()["width"]
    mother.keyboard.press("Enter")
    expect(second).to_have_attribute("aria-expanded", "true")
    assert second.bounding_box()["width"] > was * 3
    assert first.bounding_box()["width"] == pytest.approx(other, abs=1), "the other years stay as wide as they were"
    mother.keyboard.press("Enter")
    expect(second).to_have_attribute("aria-expanded", "false")
    assert width(mother) == pytest.approx(before, abs=2)


def test_cards_of_an_opened_year_stand_under_their_own_year(mother):
    """The card of the summer of 2021 is under 2021 before and after another year opens."""
    card = mother.locator(".box", has_text="Verhuisd naar oma").first

    def is_under_its_year() -> bool:
        year, box = mother.locator(".year", has_text="2021").bounding_box(), card.bounding_box()
        begins = box["x"] if mother.evaluate("document.dir") == "ltr" else box["x"] + box["width"]
        return year["x"] - 1 <= begins <= year["x"] + year["width"] + 1

    assert is_under_its_year()
    for year in ("2019", "2021"):
        mother.locator(".year", has_text=year).click()
        assert is_under_its_year(), year


def test_by_the_hand_the_board_moves_and_no_card_opens(mother):
    board = mother.locator("board-walk").bounding_box()
    mother.locator("board-zoom [data-step='1']").click()
    where = number(mother, f"{BOARD}.scrollLeft")
    x, y = mother.evaluate(BARE, [board["x"] + board["width"] / 2, board["y"] + 8])
    step = 160 if mother.evaluate("document.dir") == "ltr" else -160
    mother.mouse.move(x, y)
    mother.mouse.down()
    mother.mouse.move(x + step / 2, y)
    mother.mouse.move(x + step, y)
    mother.mouse.up()

    assert number(mother, f"{BOARD}.scrollLeft") == pytest.approx(where - step, abs=2)
    assert mother.locator("dialog[open]").count() == 0
    mother.locator(".box", has_text="Verhuisd naar oma").first.click()
    expect(mother.locator("dialog[open]")).to_be_visible()


def test_two_fingers_that_part_bring_it_nearer(visitor):
    somebody = visitor(820, 1180, has_touch=True)
    page = somebody.page
    page.goto(somebody.enter("moeder"))
    page.wait_for_function("document.querySelector('board-zoom:not([hidden])')")
    before, board = width(page), page.locator("board-walk").bounding_box()
    x, y = board["x"] + board["width"] / 2, board["y"] + board["height"] / 2
    hand = page.context.new_cdp_session(page)

    def fingers(kind: str, apart: float) -> None:
        points = [{"x": x - apart, "y": y, "id": 1}, {"x": x + apart, "y": y, "id": 2}] if apart else []
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    fingers("touchStart", 40)
    for apart in (60, 90, 120):
        fingers("touchMove", apart)
    fingers("touchEnd", 0)

    assert width(page) > before * 2
    assert page.evaluate("visualViewport.scale") == 1, "the page itself is not magnified"


def test_without_script_there_are_no_buttons_that_do_nothing(visitor):
    somebody = visitor(1400, 900, java_script_enabled=False)
    somebody.page.goto(somebody.enter("moeder"))

    expect(somebody.page.locator("board-zoom")).to_be_hidden()
    assert somebody.page.locator(".year[role]").count() == 0
