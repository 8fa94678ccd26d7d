"""Every page there is, in a browser, in Dutch and in Arabic, as who can see it: axe finds no barrier on it.

The pages are found by asking every route as everybody of the story. A route that gives nobody a page and is not named below
fails: no page is forgotten. The sample opens what is used most; `make proofs` opens all.
"""

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.journeys.conftest import served
from tests.journeys.houses import House, Houses, run
from tests.journeys.test_looking import AXE
from tests.proofs.walking import FULL, write_result

pytestmark = pytest.mark.built_in
NO_PAGE = {
    "cards:attachment": "what a child drew or said: a picture or a sound",
    "children:lost_key": "sees who stands at the desk and leads on to people:ask_recovery",
    "home:demo": "comes in as somebody of the story and leads on",
    "home:security_txt": "whom to tell that something is not safe, for machines that look there",
    "meetings:calendar": "a file for a calendar",
    "meetings:step": "asks once before a meeting begins on another day, and else leads to its table",
    "people:clock": "a number of seconds, for the element that asks it",
    "people:from_work": "comes back from the account of work and leads on",
    "people:to_work": "leads to the page of an organisation",
    "meetings:guest": "the page of who was let in by a code; looked at in test_at_the_wall.py",
    "timeline:guest_stream": "a line that stays open for a guest",
    "timeline:wall_stream": "the same for a screen on the wall",
    "schools:example": "a file to fill in",
    "schools:plan_paper": "the plan on paper",
    "reports:paper": "a report on paper",
    "reports:file": "a report as a file",
    "timeline:stream": "a line that stays open, no page",
    "timeline:table_stream": "the same for the table of a meeting",
}
# These are there on the way in only; they are walked to.
ON_THE_WAY_IN = {"people:code", "people:second"}
MOST_USED = (
    "timeline:board",
    "timeline:list",
    "timeline:talk",
    "timeline:papers",
    "cards:card",
    "cards:write",
    "cards:write_step",
    "cards:drafts",
    "children:circle",
    "children:consents",
    "meetings:meetings",
    "meetings:meeting",
    "meetings:plan",
    "meetings:prepare",
    "meetings:table",
    "meetings:result",
    "meetings:evaluate",
    "meetings:course",
    "meetings:agreement",
)
ON_A_PHONE = ("guest", "moeder", "noor")
# What is folded away is looked at too, after the page as it opens.
BARRIERS = """async () => {
    const options = {resultTypes: ["violations"], rules: {"label-content-name-mismatch": {enabled: false}}}
    const found = (await axe.run(document, options)).violations
    const folds = [...document.querySelectorAll("details:not([open])")]
    for (const fold of folds) { fold.removeAttribute("name"); fold.open = true }
    if (folds.length) found.push(...(await axe.run({include: folds}, options)).violations)
    return found.map((each) => [each.id, each.nodes.map((node) => node.html.slice(0, 160))])
}"""


def lay_circle(houses: Houses, made: House) -> None:
    """The whole circle, and beside it where each page stands."""
    said = run(houses.lay_tables(made), "-m", "tests.journeys.pages")
    (Path(made["RONDOM_VAR"]) / "pages.json").write_text(said.splitlines()[-1])


@pytest.fixture(scope="module")
def house(houses):
    """A house with a whole circle in it, and where its pages are."""
    house = houses.copy_of("circle", lambda made: lay_circle(houses, made))
    laid = json.loads((Path(house["RONDOM_VAR"]) / "pages.json").read_text())
    for address in served(house):
        yield {**laid, "address": address}


@pytest.fixture(scope="module")
def address(house) -> str:
    return house["address"]


class Walker:
    """Somebody who opens pages and notes what barriers are on each."""

    def __init__(self, visitor, who: str, language: str) -> None:
        width = 360 if who in ON_A_PHONE else 1400
        self.somebody = visitor(width, 800, bypass_csp=True)
        self.somebody.context.set_default_timeout(60_000)  # a long walk, beside other work
        self.who, self.language, self.found, self.opened = who, language, {}, 0
        page, address = self.somebody.page, self.somebody.address
        page.goto(f"{address}/binnenkomen/" if who == "guest" else f"{address}/demo/{who}/")
        self.somebody.context.add_cookies([{"name": "django_language", "value": language, "url": address}])

    def open(self, name: str, where: str) -> None:
        page = self.somebody.page
        answer = page.goto(self.somebody.address + where)
        if urlsplit(page.url).path == "/bevestigen/" and name != "people:confirm":
            self.somebody.follow(page.locator("main form button").first)  # who is it? in the story a button is enough
            answer = page.goto(self.somebody.address + where)
        assert answer.status == 200, name
        assert urlsplit(page.url).path == where or name == "people:ask_recovery", (name, page.url)
        self.look(name)

    def look(self, name: str) -> None:
        page = self.somebody.page
        assert page.evaluate("document.documentElement.lang") == self.language, name
        page.evaluate(AXE)
        self.opened += 1
        if barriers := page.evaluate(BARRIERS):
            self.found[name] = barriers


def test_every_route_has_a_page_that_is_walked_or_a_reason_why_not(house):
    walked = {name for pages in house["pages"].values() for name in pages} | ON_THE_WAY_IN
    only_sent = set(house["only sent"])

    assert walked & set(NO_PAGE) == walked & only_sent == only_sent & set(NO_PAGE) == set()
    assert walked | only_sent | set(NO_PAGE) == set(house["routes"])
    assert set(MOST_USED) <= set(house["pages"]["moeder"])


@pytest.mark.proof
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("who", ["moeder", "noor", "ib", "jeugdhulp", "logboek", "onderzoek"] if FULL else ["moeder"])
def test_no_page_has_a_barrier(house, visitor, who, language):
    pages = house["pages"][who]
    walker = Walker(visitor, who, language)

    for name in pages if FULL else MOST_USED:
        walker.open(name, pages[name])

    write_result(f"barriers-{who}-{language}", {"pages": walker.opened, "with a barrier": walker.found})
    assert walker.found == {}


@pytest.mark.proof
@pytest.mark.timeout(900)
@pytest.mark.parametrize("language", ["nl", "ar"])
def test_the_way_in_has_no_barrier(house, visitor, language):
    walker = Walker(visitor, "guest", language)
    page = walker.somebody.page
    for name, where in house["pages"]["guest"].items():
        walker.open(name, where)
    page.goto(f"{walker.somebody.address}/binnenkomen/thuis/")
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true })")
    page.locator("[name=code-email]").fill("niemand@voorbeeld.nl")
    with page.expect_navigation(url="**/binnenkomen/code/typen/"):
        page.locator("[name=code-email]").press("Enter")
    walker.look("people:code")
    page.goto(f"{walker.somebody.address}/demo/moeder/")
    walker.open("people:second", "/binnenkomen/nog-iets/")

    write_result(f"barriers-guest-{language}", {"pages": walker.opened, "with a barrier": walker.found})
    assert walker.found == {}
