"""A care team meets: the coordinator leads, who helps at home has a phone, and what is decided stands in Noor's dossier."""

import re
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from rondom.careteam.rhythm import holiday_on
from tests.journeys.test_every_page import BARRIERS
from tests.journeys.test_looking import AXE

WHAT = "Elke maand met Noor naar het bos"


def a_day_of_school() -> date:
    day = date.today() + timedelta(days=48)
    while holiday_on(day) or day.weekday() > 4:
        day += timedelta(days=1)
    return day


def looked_at(*pages: Page) -> None:
    for page in pages:
        page.evaluate(AXE)
        assert page.evaluate(BARRIERS) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def opened(page: Page, words: str):
    """A fold of the page, open."""
    fold = page.locator("details.fold", has_text=words).first
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    return fold


def planned(lead) -> Page:
    """From the first page to an own meeting of the team."""
    page = lead.page
    page.goto(f"{lead.address}/")
    lead.follow(page.get_by_role("link", name=re.compile("^Zorgteam")))
    lead.follow(page.get_by_role("link", name=re.compile("^Zorgteam De Wilg")))
    looked_at(page)
    fold = opened(page, "Overleg plannen")
    fold.get_by_label("Welke dag?").fill(a_day_of_school().isoformat())
    fold.get_by_label("Hoe laat?").fill("13:37")
    lead.follow(fold.get_by_role("button", name="Plannen"))
    expect(page.locator("h1")).to_contain_text("13:37")
    return page


def item_of(page: Page, words: str):
    return page.locator("ol > li.case", has=page.get_by_role("heading", name=re.compile(words)))


def test_a_care_team_meets_and_what_it_decides_is_in_the_dossier(visitor):
    lead, helper, mother = visitor(1400, 900, bypass_csp=True), visitor(360, 780, bypass_csp=True), visitor(360, 780)
    lead.enter("ib")
    home = re.sub("lijst/$", "", mother.enter("moeder"))
    helper.enter("jeugdhulp", "ar")
    page = planned(lead)
    lead.follow(page.get_by_role("button", name=re.compile("^Op de agenda.*Noor Haddad")))
    nameless = opened(page, "Een kind zonder naam")
    nameless.get_by_label("Van wie is dit?").select_option("upper")
    lead.follow(nameless.get_by_role("button", name="Op de agenda"))
    lead.follow(opened(page, "Overleg beginnen").get_by_role("button", name="Ja, nu beginnen"))
    looked_at(page)

    phone = helper.page
    phone.goto(page.url)
    expect(phone.get_by_role("heading", name="Noor Haddad")).to_be_visible()
    assert "Noor" not in item_of(phone, " · B$").inner_text()
    looked_at(phone)
    note_that_points(helper, item_of(phone, " · B$"))

    lead.follow(item_of(page, "Noor").get_by_role("link", name=re.compile("^Besluit")))
    page.get_by_label("Wat?").fill(WHAT)
    page.get_by_label("Wie?", exact=True).select_option(label=samira(page))
    page.get_by_label("Wanneer klaar?").fill((date.today() + timedelta(days=9)).isoformat())
    looked_at(page)
    lead.follow(page.get_by_role("button", name="Vastleggen"))
    expect(item_of(page, "Noor")).to_contain_text(WHAT)
    lead.follow(opened(page, "Overleg afsluiten").get_by_role("button", name="Ja, afsluiten"))
    expect(page.locator("h1")).to_have_text("Besluiten")
    expect(page.get_by_text("is dan moe")).to_be_visible()
    looked_at(page)

    mother.page.goto(f"{home}overleg/")
    expect(mother.page.get_by_text(WHAT)).to_be_visible()


def samira(page: Page) -> str:
    return page.locator("select[name=who] option", has_text="Samira").first.inner_text()


def note_that_points(helper, item) -> None:
    """At an item without a name a name is asked about first, and does not stay."""
    page = helper.page
    if not item.locator("textarea").is_visible():
        item.locator("summary").first.click()
    item.locator("textarea").fill("Noor is dan moe")
    helper.follow(item.locator("form button").first)
    expect(page.locator("mark")).to_have_text("Noor")
    helper.complaints.clear()  # a 422 is said in the console as well
    page.locator("select[name=now-1]").select_option("+")
    looked_at(page)
    helper.follow(page.locator("main form button.nl-button--primary"))
    expect(page.locator(".said", has_text="is dan moe")).to_be_visible()
    assert "Noor" not in page.locator(".said", has_text="is dan moe").inner_text()
