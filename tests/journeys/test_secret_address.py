"""A secret address, by keyboard: the other parent sees nothing that tells where the child is, until it is lifted."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.test_who_looked import barriers

pytestmark = pytest.mark.built_in  # on the other database its changes and pages are proved without a browser

# Of whom and of which houses the story is: each name leads to the child.
TELLS = ("De Wilg", "Jeugdteam", "Kwadraad", "Verbeek", "Claessen", "Terpstra", "Boukhari")
SAYS_THAT_SOMETHING_IS_KEPT = re.compile("geheim|verborgen|afgeschermd|weggelaten|adres|mag u niet", re.IGNORECASE)
REASON = "Beslissing van de rechter"
PAGES = ("", "?beeld=side-by-side", "lijst/", "kring/", "toestemmingen/", "gekeken/", "welkom/")


def by_keyboard(page, what) -> None:
    what.focus()
    page.keyboard.press("Enter")


def send(page, what) -> None:
    with page.expect_navigation():
        by_keyboard(page, what)


def open_more(school, summary: str):
    """The father in the circle, with what can be done unfolded."""
    father = school.page.get_by_role("listitem").filter(has_text="Cem Aydın")
    by_keyboard(school.page, father.locator(".more > summary"))
    by_keyboard(school.page, father.get_by_text(summary, exact=True))
    return father


def mark(school) -> None:
    father = open_more(school, "Geheim adres")
    father.get_by_label("Waarom?").focus()
    school.page.keyboard.type(REASON)
    send(school.page, father.get_by_role("button", name="Ja, houd dit geheim"))


def seen_by(father) -> str:
    """What stands on every page of the story, folded parts and hidden words too."""
    told = []
    for last in PAGES:
        assert father.page.goto(father.home + last).ok, last
        told.append(father.page.locator("body").text_content())
    return " ".join(told)


def test_the_other_parent_sees_nothing_that_tells_where_the_child_is(visitor):
    school = visitor(bypass_csp=True)
    school.page.goto(school.enter("ib") + "kring/")
    father = visitor(bypass_csp=True)
    father.enter("vader")
    before = seen_by(father)
    assert [name for name in TELLS if name not in before] == []

    mark(school)
    # A heavy act: who it is, is asked once more, and the page says that it is not done yet.
    send(school.page, school.page.get_by_role("button", name="Doorgaan"))
    expect(school.page.get_by_role("alert")).to_have_text("Bedankt. Doe het nu nog één keer, dan is het klaar.")
    mark(school)
    expect(school.page.locator(".badge", has_text="geheim adres")).to_be_visible()
    assert barriers(school.page) == []

    after = seen_by(father)
    assert [name for name in TELLS if name in after] == []
    assert SAYS_THAT_SOMETHING_IS_KEPT.findall(after) == []
    father.page.goto(father.home + "kring/")
    expect(father.page.get_by_role("listitem").filter(has_text="Hulp").first).to_be_visible()
    assert barriers(father.page) == []

    send(school.page, open_more(school, "Adres is niet meer geheim").get_by_role("button", name="Ja, deze persoon mag het weten"))
    expect(school.page.locator(".badge", has_text="geheim adres")).to_have_count(0)
    back = seen_by(father)
    assert [name for name in TELLS if name not in back] == []
