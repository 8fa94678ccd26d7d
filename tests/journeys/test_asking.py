"""The monitor: a wave is planned, answered on a phone in Arabic and without script, closed, and its response is read."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Route, expect

from tests.journeys.test_looking import AXE, RUN_AXE

SCHOOL = "Basisschool De Iep"


def without_barrier(page) -> None:
    page.evaluate(AXE)
    assert [each["id"] for each in page.evaluate(RUN_AXE)["violations"]] == []


def plan(desk) -> str:
    """A questionnaire for parents, a wave and a school; the link of it."""
    page = desk.page
    page.goto(f"{desk.address}/demo/onderzoek/")
    desk.follow(page.get_by_role("link", name="Monitor"))
    page.get_by_label("Beginnen met").select_option("ouders")
    desk.follow(page.get_by_role("button", name="Beginnen"))
    without_barrier(page)
    desk.follow(page.get_by_role("button", name="Vrijgeven"))
    desk.follow(page.get_by_role("link", name="Terug"))
    desk.follow(page.get_by_role("link", name="Een ronde plannen"))
    options = page.locator("#id_version option")
    page.get_by_label("Welke vragenlijst?").select_option(index=options.count() - 1)
    page.get_by_label("ouder", exact=True).check()
    today = timezone.localdate()
    page.get_by_label("Open vanaf").fill(today.isoformat())
    page.get_by_label("Open tot en met").fill((today + timedelta(days=9)).isoformat())
    without_barrier(page)
    desk.follow(page.get_by_role("button", name="Plannen"))
    page.get_by_label("School", exact=True).fill(SCHOOL)
    page.get_by_label("Uitgenodigd: ouder").fill("4")
    desk.follow(page.get_by_role("button", name="Bewaren"))
    page.locator("summary", has_text="ouder").first.click()
    without_barrier(page)
    return page.locator(".ask__link bdi").first.inner_text()


class AwayForAMoment:
    """The first sending arrives and its answer is lost; after that the line is there again."""

    def __init__(self, page) -> None:
        self.sent: list[str] = []
        page.route("**/vragen/**", self.carry)

    def carry(self, route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        self.sent.append(route.request.post_data or "")
        if len(self.sent) > 1:
            return route.continue_()
        route.fetch()
        return route.abort("connectionreset")


@pytest.mark.timeout(300)
def test_a_wave_from_planning_to_its_response(visitor):
    desk = visitor(1400, 900, bypass_csp=True)
    link = plan(desk)
    phone = visitor(360, 740, has_touch=True, bypass_csp=True)
    page = phone.page
    page.goto(f"{link}?taal=ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    without_barrier(page)
    onwards, line = page.locator("[data-on]"), AwayForAMoment(page)
    onwards.click()
    page.locator("input[name=a_P01][value='4']").check()
    onwards.click()
    page.reload()  # the tab goes on where it was
    expect(page.locator("[data-code=P02]")).to_be_visible()
    without_barrier(page)
    for _step in range(4):
        onwards.click()
    page.locator("textarea").fill("أكثر وقت")
    onwards.click()
    page.locator("[data-send]").click()
    expect(page.locator("ask-one .notice")).to_be_visible(timeout=30_000)

    assert len(line.sent) > 1 and len({re.search(r"key=([^&]+)", each)[1] for each in line.sent}) == 1
    assert not phone.context.cookies()
    assert page.evaluate("sessionStorage.length") == 0
    phone.complaints[:] = [each for each in phone.complaints if "ERR_CONNECTION_RESET" not in each]
    without_script(visitor, link)
    close_and_read(desk)


def without_script(visitor, link: str) -> None:
    bare = visitor(360, 740, java_script_enabled=False)
    bare.page.goto(link)
    bare.page.locator("input[name=a_P05][value='8']").check()
    bare.follow(bare.page.get_by_role("button", name="Versturen"))
    expect(bare.page.get_by_text("Het is aangekomen")).to_be_visible()


def close_and_read(desk) -> None:
    page = desk.page
    page.reload()
    page.locator("summary", has_text="Sluiten").click()
    desk.follow(page.get_by_role("button", name="Ja, sluit deze ronde"))
    expect(page.get_by_text("minder dan 10")).to_be_visible()
    desk.follow(page.get_by_role("link", name="Respons"))
    row = page.get_by_role("region", name="Ouders en leerlingen").get_by_role("row", name="ouder")
    assert [cell.inner_text() for cell in row.get_by_role("cell").all()] == ["4", "2", "50,0"]
    without_barrier(page)
