"""Six people hold a whole meeting by the words of the screen alone, from planning it to the page for everybody.

The coordinator leads by keyboard; the mother has a phone in Arabic; the father is followed as a screen reader hears the page; the
youth worker and Noor have a laptop; a neighbour comes in as a guest. Who leads types nothing after it.
"""

import re
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.journeys.test_at_table import OUR_WORDS, press, say
from tests.journeys.test_at_the_wall import let_in
from tests.journeys.test_every_page import BARRIERS
from tests.journeys.test_looking import AXE

GOAL = "Kiezen wat Noor volgend jaar nodig heeft"
AGREED = "Elke dinsdag samen lezen"
SOON = 5_000


def planned(chair) -> str:
    """Who leads plans it: a goal, who comes, a day. The address of its table."""
    page, home = chair.page, re.sub("lijst/$", "", chair.enter("ib"))
    page.goto(f"{home}overleg/nieuw/")
    page.locator("[name=goal]").fill(GOAL)
    page.locator("[name=form][value=everyone]").check()
    for name in ("Rima Haddad", "Cem Aydın", "Samira Boukhari", "Noor"):
        page.get_by_role("checkbox", name=f"{name},").check()
    page.locator("[name=day]").fill((date.today() + timedelta(days=29)).isoformat())
    page.locator("[name=at]").fill("14:20")
    chair.follow(page.locator("main form button.nl-button--primary").last)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return f"{page.url}tafel/"


def heard(page: Page) -> str:
    """The page as a screen reader goes through it."""
    return page.locator("main").aria_snapshot()


def looked_at(*pages: Page) -> None:
    for page in pages:
        page.evaluate(AXE)
        assert page.evaluate(BARRIERS) == []
        assert page.evaluate(OUR_WORDS) <= 60
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def on_to(chair: Page, others: list[Page], step: int) -> None:
    if step == 1:
        press(chair, chair.get_by_role("link", name="Beginnen"))
    press(chair, chair.get_by_role("button", name="Volgende stap" if step > 1 else "Ja, nu beginnen"))
    for page in (chair, *others):
        expect(page.locator(".sitting__step")).to_contain_text(str(step), timeout=SOON)


def test_six_people_hold_a_whole_meeting(visitor):
    chair, father, worker, child = (visitor(1400, 900, bypass_csp=True) for _nth in range(4))
    mother, guest = (visitor(360, 780, bypass_csp=True) for _nth in range(2))
    table = planned(chair)
    for who, name in ((mother, "moeder"), (father, "vader"), (worker, "jeugdhulp"), (child, "noor")):
        who.enter(name, "ar" if name == "moeder" else "nl")
        who.page.goto(table)
    chair.page.goto(table)
    sitting = [each.page for each in (mother, father, worker, child)]
    on_to(chair.page, sitting, 1)
    mother.enter("moeder")  # who says that a guest is good does so in words that this journey can read
    mother.page.goto(table)
    let_in(chair, mother, guest, table)
    mother.enter("moeder", "ar")
    mother.page.goto(table)

    say(mother.page, "تنام نومًا جيدًا")
    say(child.page, "Ik lees graag")
    guest.page.locator("main details:has(form) summary").first.click()
    guest.page.locator("textarea").first.fill("Zij speelt weer buiten")
    guest.follow(guest.page.get_by_role("button", name="Zeg dit").first)
    for page in (chair.page, *sitting, guest.page):
        for said in ("تنام نومًا جيدًا", "Ik lees graag", "Zij speelt weer buiten"):
            expect(page.locator(".said > p[dir]", has_text=said)).to_be_visible(timeout=SOON)
    hears = heard(father.page)
    assert re.search(r'heading "Stap 1 van 5 Checken" \[level=2\]', hears) and "Zij speelt weer buiten" in hears
    looked_at(chair.page, *sitting, guest.page)

    on_to(chair.page, [*sitting, guest.page], 2)
    father.page.locator("[data-part=cards] summary").first.click()
    father.page.locator("button[formaction*=kaartje]:visible").first.click()
    expect(chair.page.locator(".chosen .muted", has_text="Cem")).to_have_count(1, timeout=SOON)
    on_to(chair.page, [*sitting, guest.page], 3)
    say(worker.page, AGREED, face="good")
    agreed_in_one_gesture(chair.page)
    for page in (*sitting, guest.page):
        expect(page.get_by_text(AGREED).first).to_be_visible(timeout=SOON)
    for step in (4, 5):
        on_to(chair.page, [*sitting, guest.page], step)
    looked_at(chair.page, *sitting)

    press(chair.page, chair.page.get_by_role("link", name="Overleg afsluiten"))
    press(chair.page, chair.page.get_by_role("button", name="Ja, afsluiten"))
    for page in (chair.page, *sitting):
        page.wait_for_url("**/verslag/", timeout=15_000)
        expect(page.locator("main").get_by_text(AGREED).first).to_be_visible()
    expect(guest.page.get_by_text("U bent niet meer aan deze tafel.")).to_be_visible(timeout=SOON)
    assert 'heading "' in heard(father.page) and AGREED in heard(father.page)


def agreed_in_one_gesture(chair: Page) -> None:
    """Beside what was said: what is filled in already; who leads chooses who and when, by keyboard."""
    expect(chair.get_by_role("link", name=re.compile(f"^Afspreken.*{AGREED}"))).to_be_visible(timeout=SOON)
    press(chair, chair.get_by_role("link", name=re.compile(f"^Afspreken.*{AGREED}")))
    expect(chair.get_by_label("Wat?")).to_have_value(AGREED)
    chair.get_by_label("Wie?", exact=True).focus()
    chair.keyboard.type("Samira")
    chair.get_by_label("Wanneer klaar?").fill((date.today() + timedelta(days=7)).isoformat())
    press(chair, chair.get_by_role("button", name="Afspreken"))
    expect(chair.locator(".sitting__step")).to_contain_text("3")
