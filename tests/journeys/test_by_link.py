"""Somebody without an account gets a link of who coordinates, opens it on a phone, and says how it goes."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.test_every_page import BARRIERS
from tests.journeys.test_looking import AXE


def made(school, what: str) -> tuple[str, str]:
    """An agreement of somebody outside the circle, and a link to it; the addresses of both."""
    home = re.sub("lijst/$", "", school.enter("ib"))
    page = school.page
    page.goto(f"{home}afspraken/nieuw/")
    page.get_by_label("Wat?").fill(what)
    page.get_by_label("Of iemand anders: schrijf de naam").fill("Oom Karim")
    page.get_by_label("Wanneer klaar?").fill((date.today() + timedelta(days=9)).isoformat())
    school.follow(page.get_by_role("button", name="Afspreken"))
    school.follow(page.get_by_role("link", name=what))
    agreement = page.url
    page.get_by_text("Een link maken").click()
    school.follow(page.get_by_role("button", name="Link maken"))
    page.evaluate(AXE)
    assert page.evaluate(BARRIERS) == []
    return agreement, page.locator(".ticket__link").inner_text()


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_an_uncle_without_an_account_answers_on_a_phone(visitor, language):
    school, phone = visitor(1400, 900, bypass_csp=True), visitor(360, 740, has_touch=True, bypass_csp=True)
    what = f"Meerijden naar zwemles ({language})"
    agreement, link = made(school, what)
    phone.context.add_cookies([{"name": "django_language", "value": language, "url": phone.address}])
    page = phone.page

    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text(what)
    expect(page.locator(".facts")).to_contain_text("Oom Karim")
    assert "Noor" not in page.locator("body").inner_text()
    for fold in range(3):
        page.locator("main summary").nth(fold).click()
    page.evaluate(AXE)
    assert page.evaluate(BARRIERS) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(link)
    page.locator("main summary").nth(2).click()
    phone.follow(page.locator("main details[open] button"))
    expect(page.locator("details[open] .error")).to_be_visible()  # not done asks why
    page.locator("details[open] input[name=why]").fill("De auto is stuk")
    phone.follow(page.locator("main details[open] button"))
    assert page.url.endswith("?dank")
    page.goto(link)
    expect(page.locator("main .facts")).to_have_count(0)  # it is settled, so the link is over

    school.page.goto(agreement)
    expect(school.page.get_by_text("De auto is stuk")).to_be_visible()
    expect(school.page.get_by_text("via de link, Oom Karim")).to_be_visible()
    phone.complaints[:] = [line for line in phone.complaints if "404" not in line and "422" not in line]
