"""A mother on a phone looks who looked, doubts it, asks; the log manager answers; she reads the answer."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.test_looking import AXE, RUN_AXE

pytestmark = pytest.mark.built_in  # on the other database its changes and pages are proved without a browser


def barriers(page) -> list:
    page.evaluate(AXE)
    return [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in page.evaluate(RUN_AXE)["violations"]]


def log_manager(visitor):
    desk = visitor(1400, 900, bypass_csp=True)
    desk.page.goto(f"{desk.address}/demo/logboek/")
    desk.page.goto(desk.address)  # in another journey she was asked into a circle, and then comes in there
    desk.follow(desk.page.get_by_role("link", name="Wie kijkt er mee?"))
    return desk


def test_a_mother_sees_who_looked_and_gets_an_answer_to_her_doubt(visitor):
    school = visitor()
    school.enter("ib")
    phone = visitor(360, 740, bypass_csp=True)
    home = phone.enter("moeder")
    page = phone.page
    page.goto(home + "kring/")

    phone.tap(page.get_by_role("link", name="Wie heeft gekeken?"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Wie heeft gekeken?")
    looked = page.get_by_role("listitem").filter(has_text="Intern begeleider").first
    expect(looked).to_contain_text("Keek in het dossier")
    expect(looked).to_contain_text("Doet mee in de kring.")
    expect(looked.get_by_text("Anouk Verbeek")).to_be_hidden()
    phone.tap(looked.get_by_text("Wie precies?"))
    expect(looked.get_by_text("Anouk Verbeek")).to_be_visible()
    assert barriers(page) == []
    phone.tap(looked.get_by_role("link", name=re.compile("Klopt dit niet")))
    page.get_by_label("Wat klopt er niet?").fill("Waarom vandaag?")
    phone.tap(page.get_by_role("button", name="Versturen"))
    expect(page.get_by_text("Er is nog geen antwoord.")).to_be_visible()
    assert phone.taps == 4

    manager = log_manager(visitor)
    desk = manager.page
    expect(desk.get_by_text("Waarom vandaag?")).to_be_visible()
    expect(desk.get_by_text("Noor")).to_have_count(0)
    manager.follow(desk.get_by_role("button", name="Trek de steekproef"))
    manager.follow(desk.get_by_role("button", name="In orde").first)
    assert barriers(desk) == []
    desk.get_by_label("Jouw antwoord").fill("Er was een overleg.")
    manager.follow(desk.get_by_role("button", name="Antwoord geven"))

    page.reload()
    expect(page.get_by_text("Er was een overleg.")).to_be_visible()
    phone.tap(page.get_by_text("Kies wat er te zien is"))
    page.get_by_label("Laat weg wat ik zelf deed").check()
    phone.tap(page.get_by_role("button", name="Laten zien"))
    expect(page.get_by_text("U zelf")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 1400])
def test_the_desk_of_the_log_manager_fits_its_screen(visitor, width):
    somebody = visitor(width, 800)
    somebody.page.goto(f"{somebody.address}/demo/logboek/")
    somebody.page.goto(somebody.address)
    somebody.follow(somebody.page.get_by_role("link", name="Wie kijkt er mee?"))

    assert somebody.page.evaluate("document.documentElement.scrollWidth") <= width
