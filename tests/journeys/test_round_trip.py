"""The paper round trip: empty cards out of the printer, written on at a table, typed over, and the board on paper again."""

import pytest
from playwright.sync_api import expect

from tests.journeys.test_typing_over import MOST_KEYS, Typist
from tests.timeline.test_papers import count_of_figures, pages_of
from tests.timeline.test_poster import squeezed

pytestmark = pytest.mark.built_in  # on the other database its changes and pages are proved without a browser

# What was written on the empty cards, one of each sheet in the order of the sheets: the lane above it, and which key that is;
# then who tells it, when, what, and round which face there is a circle.
WRITTEN = (
    ("Levensgebeurtenissen", "L", "M", "zomer 2019", "De kleine hond Bobbie kwam bij ons wonen", ""),
    ("Thuissituatie gezin", "T", "V", "winter 2020", "Samen soep koken op zondag", ""),
    ("School/opvang", "S", "S", "groep 5", "Zij zat vooraan bij het raam", ""),
    ("Ontwikkeling kind", "O", "M", "voorjaar 2021", "Zij leerde fietsen zonder zijwieltjes", ""),
    ("Hulp kind/gezin", "H", "J", "najaar 2022", "Tekenen en praten met Sanne", "G"),
    ("Samenwerking ouders, school, jeugdhulp", "A", "V", "2023", "Iedereen kwam naar het gesprek op school", "A"),
    ("Knelpunten in het stelsel", "K", "S", "maart 2023", "Negen weken wachten op een brief", ""),
)

# Who may read all that was written, what youth help tells too.
HEARS_ALL = ("Rima Haddad", "Cem Aydın", "Samira Boukhari", "Femke Terpstra")


def paper(somebody, button: str) -> bytes:
    """What a button of the page of papers gives."""
    with somebody.page.expect_download() as coming:
        somebody.page.get_by_role("button", name=button, exact=True).click()
    return coming.value.path().read_bytes()


def choose(page, names: tuple[str, ...]) -> None:
    """For whom it is; nobody else, also not who came into the circle in another journey."""
    for reader in page.locator("[name=people]").all():
        reader.set_checked(False)
    for name in names:
        page.get_by_label(name).check()


def missing(said: str) -> list[str]:
    return [text for *_rest, text, _face in WRITTEN if squeezed(text) not in said]


def test_what_was_written_on_empty_cards_is_typed_over_and_stands_on_the_printed_board(visitor):
    laptop = visitor()
    home = laptop.enter("ib")
    page = laptop.page
    page.goto(home + "afdrukken/")
    empty = paper(laptop, "Lege kaartjes")
    sheets = pages_of(empty)
    assert len(sheets) == len(WRITTEN)
    for nth, (sheet, (lane, _key, _voice, _date, _text, face)) in enumerate(zip(sheets, WRITTEN, strict=True)):
        assert sheet.count(squeezed(lane)) == 8, "eight cards with the lane above each"
        assert sheet.count("Wanneerwasdat?") == sheet.count("Wievertelt") == 8
        assert count_of_figures(empty, nth) == 8 * (1 + (3 if face else 0)), "the sign of the lane; faces where one is asked"
    assert len(missing("".join(pages_of(paper(laptop, "Bord"))))) == len(WRITTEN)

    page.goto(home + "overtypen/")
    typist = Typist(page)
    used = [typist.card(voice, key, date, text, face) for _lane, key, voice, date, text, face in WRITTEN]
    assert max(used) <= MOST_KEYS
    expect(page.locator(".type-line")).to_have_count(len(WRITTEN) + 1)
    expect(page.locator(".saved")).to_have_text("Bewaard")
    page.keyboard.press("Enter")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text(f"Er liggen {len(WRITTEN)} kaartjes op de tijdlijn.")).to_be_visible()

    page.goto(home + "afdrukken/")
    choose(page, HEARS_ALL)
    board = "".join(pages_of(paper(laptop, "Bord")))
    page.reload()
    choose(page, (*HEARS_ALL, "Ruben Claessen"))  # a teacher does not read what youth help tells
    for_the_teacher_too = "".join(pages_of(paper(laptop, "Bord")))

    assert missing(board) == []
    assert missing(for_the_teacher_too) == [text for _lane, _key, voice, _date, text, _face in WRITTEN if voice == "J"]
