"""Sharing without consent, from the first word to the reader, by keyboard: nobody does it alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.test_the_door import circle, come_in, write  # noqa: F401
from tests.journeys.test_who_looked import barriers

pytestmark = pytest.mark.built_in  # on the other database its changes and pages are proved without a browser

TEXT = "Zegt dat ze thuis bang is"


def typed(page, label: str, words: str) -> None:
    page.get_by_label(label).focus()
    page.keyboard.type(words)


def asked_as_colleague(laptop, visitor, name: str):
    """Somebody whom the school knows comes into the circle without a paper (decision 0013)."""
    laptop.page.goto(laptop.home + "kring/")
    laptop.page.get_by_text("Iemand uitnodigen").click()
    laptop.page.get_by_label("Collega").select_option(label=laptop.page.locator("option", has_text=name).first.inner_text())
    laptop.follow(laptop.page.get_by_role("button", name="Collega erbij vragen"))
    leader = visitor(bypass_csp=True)
    leader.page.goto(f"{leader.address}/demo/logboek/")
    leader.page.goto(leader.address)
    leader.follow(leader.page.get_by_role("link", name="Een nieuwe uitnodiging"))
    leader.follow(leader.page.get_by_role("button", name="Beginnen"))
    return leader


def test_two_people_let_a_third_read_what_is_needed(visitor, circle):  # noqa: F811
    laptop, papers = circle
    write(laptop, TEXT)
    youth = come_in(visitor, papers["Joris Smit"])
    youth.follow(youth.page.get_by_role("button", name="Beginnen"))
    leader = asked_as_colleague(laptop, visitor, "Hanneke Smit")
    youth.page.goto(laptop.home + "lijst/")
    expect(youth.page.get_by_text(TEXT)).to_have_count(0)

    page = laptop.page
    page.goto(laptop.home + "zonder-toestemming/nieuw/")
    page.get_by_label("Wie moet dit weten?").focus()
    page.keyboard.type("Joris")
    page.get_by_label(TEXT).focus()
    page.keyboard.press("Space")
    for question in ("gevaar voor het kind", "andere manier", "geen toestemming", "dan zwijgen", "juist met deze persoon"):
        typed(page, question, "Omdat het niet anders kan")
    typed(page, "Wat lezen de ouders?", "Wij maken ons zorgen")
    page.get_by_label("Wie denkt met je mee").focus()
    page.keyboard.type("Hanneke")
    with page.expect_navigation():
        page.get_by_role("button", name="Bewaren en nalezen").press("Enter")
    here = page.url
    expect(page.get_by_text("Nog niet voorgelegd.")).to_be_visible()
    # A heavy act: who it is, is asked once more, and the way leads back to what was written.
    laptop.follow(page.get_by_role("button", name="Voorleggen aan Hanneke Smit"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Bevestig dat u het bent")
    laptop.follow(page.get_by_role("button", name="Doorgaan"))
    assert page.url == here
    with page.expect_navigation():
        page.get_by_role("button", name="Voorleggen aan Hanneke Smit").press("Enter")
    expect(page.get_by_text("Er is nog niets gedeeld.")).to_be_visible()

    leader.page.goto(here)
    assert barriers(leader.page) == []
    leader.follow(leader.page.get_by_role("button", name="Ja, deel dit"))
    leader.follow(leader.page.get_by_role("button", name="Doorgaan"))
    leader.follow(leader.page.get_by_role("button", name="Ja, deel dit"))
    expect(leader.page.get_by_text("leest deze kaartjes nu")).to_be_visible()

    youth.page.reload()
    expect(youth.page.get_by_text(TEXT).first).to_be_visible()
    youth.page.get_by_role("link", name=re.compile(TEXT)).first.click()
    expect(youth.page.get_by_text("zonder toestemming")).to_be_visible()
    expect(youth.page.get_by_role("button", name="Erbij zetten")).to_have_count(0)
