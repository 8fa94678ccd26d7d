"""A mother on a phone takes her story along, opens it at home and reads it; she asks something and sees her clock."""

import hashlib
import io
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.journeys.test_looking import PICTURES
from tests.journeys.test_who_looked import barriers

pytestmark = pytest.mark.built_in  # on the other database its changes and pages are proved without a browser


def fresh(somebody, where: str) -> None:
    """The page, after saying once more who it is where that is asked."""
    page = somebody.page
    page.goto(where)
    if "/bevestigen/" in page.url:
        somebody.follow(page.locator("main form button").first)
    if not page.url.startswith(where):
        page.goto(where)


def words(pdf: bytes) -> str:
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def looks_right(page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert barriers(page) == []


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_a_mother_takes_her_story_along_on_a_stick_and_can_read_it(visitor, browser, tmp_path: Path, language):
    phone = visitor(360, 740, bypass_csp=True)
    home = phone.enter("moeder", language)
    page = phone.page
    page.goto(home + "mijn-gegevens/")
    looks_right(page, 360)
    fresh(phone, home + "mijn-gegevens/meenemen/")
    looks_right(page, 360)
    with page.expect_download() as coming:
        page.locator("main form button").click()
    stick = tmp_path / coming.value.suggested_filename
    coming.value.save_as(stick)

    with zipfile.ZipFile(stick) as parcel:
        assert parcel.testzip() is None
        parcel.extractall(tmp_path / "thuis")
    at_home = tmp_path / "thuis"
    story = (at_home / "verhaal.pdf").read_bytes()
    assert "Noorisgeboren" in words(story)
    assert PdfReader(io.BytesIO(story)).trailer["/Root"]["/Lang"] == language
    marks = [line.split("  ", 1) for line in (at_home / "sha256.txt").read_text("utf-8").splitlines()]
    assert all(hashlib.sha256((at_home / name).read_bytes()).hexdigest() == mark for mark, name in marks)

    # At home: another browser, from the stick, with no line to anywhere.
    context = browser.new_context(viewport={"width": 360, "height": 740}, offline=True, java_script_enabled=True)
    read = context.new_page()
    asked: list[str] = []
    read.on("request", lambda request: asked.append(request.url))
    read.goto((at_home / "lees-mij.html").as_uri())
    assert read.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
        language,
        "rtl" if language == "ar" else "ltr",
    ]
    looks_right(read, 360)
    assert [url for url in asked if not url.startswith("file:")] == []
    links = read.eval_on_selector_all("a", "all => all.map((one) => one.getAttribute('href'))")
    assert links and all((at_home / link).exists() for link in links)
    context.close()


def test_a_mother_asks_to_correct_something_sees_her_clock_and_reads_the_answer(visitor):
    phone = visitor(360, 740, bypass_csp=True)
    home = phone.enter("moeder")
    page = phone.page
    page.goto(home + "kring/")
    phone.follow(page.get_by_role("link", name="Mijn gegevens").first)
    phone.follow(page.get_by_role("link", name="Verbeteren"))
    looks_right(page, 360)
    page.get_by_label("Basisschool De Wilg").check()
    page.get_by_label("Wat klopt er niet").fill("Wij verhuisden in mei, niet in juni.")
    phone.follow(page.get_by_role("button", name="Versturen"))
    asked = page.locator("article.consent", has_text="Wij verhuisden in mei")
    expect(asked.get_by_text(re.compile("U krijgt antwoord vóór"))).to_be_visible()
    looks_right(page, 360)

    school = visitor(1400, 900, bypass_csp=True)
    school.enter("ib")
    school.page.goto(school.address)
    school.follow(school.page.get_by_role("link", name="Vragen over gegevens").first)
    looks_right(school.page, 1400)
    school.follow(school.page.get_by_role("link", name=re.compile("Verbeteren · Noor")).first)
    looks_right(school.page, 1400)
    school.page.get_by_label("Ja, dit doen wij").check()
    school.page.get_by_label("In gewone woorden, voor het gezin").fill("Wij hebben het verbeterd.")
    school.follow(school.page.get_by_role("button", name="Antwoord geven"))

    page.reload()
    expect(page.get_by_text("Wij hebben het verbeterd.")).to_be_visible()


def test_a_statement_of_her_own_stands_beside_the_words_of_school(visitor):
    phone = visitor(360, 740, bypass_csp=True)
    home = phone.enter("moeder")
    page = phone.page
    page.goto(home + "lijst/")
    school = page.locator("a.listed__card", has=page.locator("b.letter", has_text=re.compile("^S$"))).first
    page.goto(phone.address + school.get_attribute("href"))
    page.get_by_text("Mijn eigen verklaring toevoegen").click()
    page.get_by_label("Mijn eigen verklaring").fill("Thuis was het heel anders.")
    looks_right(page, 360)
    phone.follow(page.get_by_role("button", name="Bij het kaartje zetten"))
    expect(page.locator(".statement")).to_contain_text("Thuis was het heel anders.")

    page.goto(home + "lijst/")
    expect(page.locator(".listed .statement").first).to_contain_text("Eigen verklaring van moeder")
    looks_right(page, 360)


@pytest.mark.parametrize(("width", "language"), [(360, "nl"), (1400, "nl"), (360, "ar")])
def test_the_pages_fit_their_screen(visitor, width, language):
    somebody = visitor(width, 800, bypass_csp=True)
    home = somebody.enter("moeder", language)
    for last in ("mijn-gegevens/", "mijn-gegevens/vragen/vernietigen/", "mijn-gegevens/vragen/bekijken/"):
        somebody.page.goto(home + last)
        looks_right(somebody.page, width)
        if (width, language, last) == (360, "nl", "mijn-gegevens/"):  # the picture of the manual
            somebody.page.screenshot(path=PICTURES / "mijn-gegevens.png")
    somebody.page.goto(f"{somebody.address}/privacy/")
    looks_right(somebody.page, width)
