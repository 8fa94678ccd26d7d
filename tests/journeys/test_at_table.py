"""A whole meeting: who leads by keyboard alone, a mother on a phone in Arabic, a youth worker on a laptop."""

import re
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.journeys.test_every_page import BARRIERS
from tests.journeys.test_looking import AXE

PLANNED = "Kiezen wat Noor nu het meest helpt"  # the meeting of the world that has not begun
# What people wrote themselves, the names of who sits there, and of the kinds of cards that they laid, are no words of ours:
# these are as many as there are. The minute after it is counted apart.
OUR_WORDS = """() => {
  const main = document.querySelector("main").cloneNode(true)
  const folded = "details > :not(summary), .visually-hidden"
  const counted = "[data-part=cards] summary, .case, .chosen, .facts dd"
  const theirs = `.said, .chip, .turn, .live, .minute, .sitting__goal, ${counted}, ${folded}`
  for (const each of main.querySelectorAll(theirs)) each.remove()
  return main.textContent.trim().split(/\\s+/).length
}"""


def press(page: Page, what) -> None:
    """By keyboard alone: walk on until one stands on it, and press Enter."""
    for _nth in range(250):
        if what.evaluate("each => each === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(what).to_be_focused()
    page.keyboard.press("Enter")


def at_the_table(visitor):
    chair, worker = (visitor(1400, 900, bypass_csp=True) for _nth in range(2))
    mother = visitor(360, 780, bypass_csp=True)
    home = re.sub("lijst/$", "", chair.enter("ib"))
    mother.enter("moeder", "ar")
    worker.enter("jeugdhulp")
    chair.page.goto(f"{home}overleg/")
    chair.follow(chair.page.locator("main .case", has_text=PLANNED).locator("a"))
    where = chair.page.url
    for each in (chair, mother, worker):
        each.page.goto(f"{where}tafel/")
    return chair.page, mother.page, worker.page


def looked_at(*pages: Page) -> None:
    for page in pages:
        page.evaluate(AXE)
        assert page.evaluate(BARRIERS) == []
        assert page.evaluate(OUR_WORDS) <= 60


def on_to(chair: Page, *others: Page, step: int) -> None:
    if step == 1:  # on another day than was planned: asked once
        press(chair, chair.get_by_role("link", name="Beginnen"))
    press(chair, chair.get_by_role("button", name="Volgende stap" if step > 1 else "Ja, nu beginnen"))
    for page in (chair, *others):
        expect(page.locator(".sitting__step")).to_contain_text(str(step))


def say(page: Page, text: str, face: str = "") -> None:
    page.locator("save-self summary").first.click()
    page.locator("textarea").first.fill(text)
    if face:
        page.locator(f"label.face-choice--{face}").first.click()
    page.locator("save-self button").first.click()


def on_paper(page: Page) -> None:
    """Printed, what stands beside stands below, and no button or link without a use."""
    page.emulate_media(media="print")
    main, side = (page.locator(f".sitting__{name}").bounding_box() for name in ("main", "side"))
    assert side["y"] >= main["y"] + main["height"]
    for unused in (".sitting__steps", ".sitting__now [role=group]", ".sitting .nl-link"):
        assert not any(each.is_visible() for each in page.locator(unused).all())
    page.emulate_media(media="screen")


def test_a_whole_meeting_from_begin_to_the_page_for_everybody(visitor):
    chair, mother, worker = at_the_table(visitor)
    expect(mother.locator(".sitting__step")).to_have_count(0)
    on_to(chair, mother, worker, step=1)
    press(chair, chair.get_by_role("button", name="Rima Haddad"))
    expect(worker.get_by_text("Aan de beurt: Rima Haddad")).to_be_visible(timeout=3_000)
    worker.locator("save-self summary").first.click()
    worker.locator("textarea").first.fill("Ik ben nog aan het")
    say(mother, "كل شيء موجود")
    for page in (chair, worker):
        expect(page.locator(".said > p[dir]", has_text="كل شيء موجود")).to_be_visible(timeout=3_000)
    expect(worker.locator("textarea").first).to_have_value("Ik ben nog aan het")
    expect(worker.locator("textarea").first).to_be_focused()
    expect(worker.locator(".saved").first).to_have_text("Bewaard")
    looked_at(chair, mother, worker)

    on_to(chair, mother, worker, step=2)
    expect(mother.locator("button[formaction*=kaartje]:visible")).to_have_count(0)  # kind by kind: no wall of cards
    mother.locator("[data-part=cards] summary").nth(1).click()
    mother.locator("button[formaction*=kaartje]:visible").first.click()
    expect(chair.locator(".chosen .muted", has_text="Rima Haddad")).to_have_count(1, timeout=3_000)
    looked_at(mother, worker)
    on_to(chair, mother, worker, step=3)
    on_paper(chair)
    say(worker, "Elke week komt er iemand", "good")
    expect(mother.locator(".said > p[dir]", has_text="Elke week komt er iemand").first).to_be_visible(timeout=3_000)
    looked_at(chair, mother, worker)
    laid_by_one_press(worker, mother)
    agreed_by_keyboard(chair)
    expect(mother.get_by_role("link", name="Elke week komt er iemand", exact=True)).to_be_visible(timeout=3_000)
    for step in (4, 5):
        on_to(chair, mother, worker, step=step)
        looked_at(chair, mother, worker)

    press(chair, chair.get_by_role("link", name="Overleg afsluiten"))
    chair.wait_for_url("**/afsluiten/")
    looked_at(chair)
    press(chair, chair.get_by_role("button", name="Ja, afsluiten"))
    for page in (chair, mother, worker):
        page.wait_for_url("**/verslag/")
    one_minute(mother)
    worker.reload()
    for page in (chair, mother, worker):
        expect(page.locator(".said > p[dir]", has_text="كل شيء موجود")).to_be_visible()
        looked_at(page)
    mother.locator("textarea").fill("كان يوم ثلاثاء")
    mother.locator("main form button").first.click()
    worker.reload()
    expect(worker.get_by_text("كان يوم ثلاثاء")).to_be_visible()


def laid_by_one_press(worker: Page, mother: Page) -> None:
    """What the worker said with a face stands on the timeline, for all at the table."""
    worker.get_by_role("button", name=re.compile("^Maak er een kaartje van")).click()
    expect(worker.get_by_role("link", name="Staat op de tijdlijn")).to_be_visible()
    expect(mother.locator(".said a[href*=kaartjes]")).to_be_visible(timeout=3_000)
    expect(mother.locator("button[formaction*=gezegd]")).to_have_count(0)


def one_minute(mother: Page) -> None:
    """Five taps on a phone in Arabic: four faces and save. Nothing of it is wider than the phone."""
    assert mother.evaluate("document.documentElement.scrollWidth") <= 360
    assert len(mother.locator(".minute").inner_text().split()) <= 80
    for question, face in (("e_heard", "good"), ("e_goal", "neutral"), ("e_roles", "not_good"), ("e_trust", "good")):
        mother.locator(f"label:has(input[name={question}][value={face}])").click()
    mother.locator(".looking-back button").click()
    expect(mother.locator(".looking-back")).to_have_count(0)
    expect(mother.locator("#terug")).to_be_visible()


def agreed_by_keyboard(chair: Page) -> None:
    """One gesture beside what was said: what stands there is filled in; who and when are chosen."""
    press(chair, chair.get_by_role("link", name=re.compile("^Afspreken")).first)
    expect(chair.get_by_label("Wat?")).to_have_value("Elke week komt er iemand")
    chair.get_by_label("Wie?", exact=True).focus()
    chair.keyboard.type("Samira")
    chair.get_by_label("Wanneer klaar?").fill((date.today() + timedelta(days=7)).isoformat())
    press(chair, chair.get_by_role("button", name="Afspreken"))
    expect(chair.locator(".sitting__step")).to_contain_text("3")
