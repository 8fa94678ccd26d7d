"""On a bad line: requests get lost on the way there or back, and everything arrives, once."""

import random

import pytest
from playwright.sync_api import Error, Route, expect

CUT = 0.5
# Nothing that still waits to be sent, is on its way or has to be sent again.
ALL_KEPT = """name => { const { pending, sending, failed, busy, waiting, status } = document.querySelector(name)
  return !pending && !sending && !failed && !busy && !waiting?.size && status.textContent === "Bewaard" }"""


class BadLine:
    """Loses what a page sends: before it arrives, or only the answer. Who waits long enough gets through."""

    def __init__(self, page, seed: int) -> None:
        self.chance, self.lost = random.Random(seed), 0
        page.route("**/kaartjes/**/bewaren/", self.carry)
        page.route("**/overtypen/regel/", self.carry)

    def carry(self, route: Route) -> None:
        if self.chance.random() > CUT:
            return route.continue_()
        self.lost += 1
        if self.chance.random() < 0.5:
            route.fetch()  # it arrives, and nobody hears so
        return route.abort("connectionreset")


def without_lost_ones(visitor) -> None:
    visitor.complaints[:] = [line for line in visitor.complaints if "ERR_CONNECTION_RESET" not in line]


@pytest.mark.parametrize("seed", [20261, 20262, 20263])
def test_what_a_mother_writes_on_a_bad_line_arrives_once(visitor, seed):
    phone = visitor(360, 740, has_touch=True)
    home = phone.enter("moeder").replace("lijst/", "")
    page = phone.page
    line = BadLine(page, seed)
    page.goto(home + "kaartjes/nieuw/")
    phone.follow(page.get_by_role("button", name="Thuis"))
    phone.follow(page.get_by_role("button", name="Klopt, verder"))
    words = f"Geschreven in de tunnel {seed}"

    for part in ("Geschreven ", "in de ", f"tunnel {seed}"):
        page.get_by_label("Hoe was het thuis?").press_sequentially(part)
        page.wait_for_function(ALL_KEPT, arg="save-self", timeout=60_000)
    expect(page.get_by_role("status")).to_have_text("Bewaard")
    where = page.url
    page.goto(where)
    expect(page.get_by_label("Hoe was het thuis?")).to_have_value(words)
    phone.follow(page.get_by_role("button", name="Verder"))
    # The card arrives and the answer is lost; she tries once more.
    lost = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch(max_redirects=0).status)
            return route.abort("connectionreset")
        return route.continue_()

    page.route("**/schrijven/hoe/", lose)
    hoe = page.url
    with pytest.raises(Error, match="ERR_CONNECTION_RESET"):
        phone.follow(page.get_by_role("button", name="Delen met de kring"))
    page.wait_for_timeout(500)  # the browser first shows that there is no line
    page.goto(hoe)
    expect(page.get_by_text("Dit kaartje is al gedeeld.")).to_be_visible()
    page.goto(home + "lijst/")

    expect(page.get_by_text(words)).to_have_count(1)
    assert lost == [302]
    assert line.lost > 0
    without_lost_ones(phone)


def test_cards_typed_over_on_a_bad_line_are_laid_once(visitor):
    laptop = visitor()
    home = laptop.enter("ib")
    page = laptop.page
    line = BadLine(page, 20264)
    page.goto(home + "overtypen/")

    for nth in range(4):
        page.keyboard.press("M")
        page.keyboard.press("T")
        page.keyboard.type("2020")
        page.keyboard.press("Tab")
        page.keyboard.type(f"Op een slechte lijn {nth}")
        page.keyboard.press("Enter")
    page.wait_for_function(ALL_KEPT, arg="type-lines", timeout=60_000)
    expect(page.locator(".saved")).to_have_text("Bewaard")
    page.reload()
    assert [one.input_value() for one in page.locator("textarea").all()] == [
        *(f"Op een slechte lijn {nth}" for nth in range(4)),
        "",
    ]
    listed = home + "lijst/"
    laptop.follow(page.get_by_role("button", name="Klaar: leg op de tijdlijn"))
    page.goto(listed)

    expect(page.get_by_text("Op een slechte lijn")).to_have_count(4)
    assert line.lost > 0
    without_lost_ones(laptop)
