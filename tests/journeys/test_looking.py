"""Looking at the timeline: every size, language and scheme, by keyboard, for a screen reader."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

pytestmark = pytest.mark.built_in  # how a page looks does not hang on where its rows lie
AXE = (settings.ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
# The name of a card says its words in the order of a sentence; what is seen stands in it, in another order.
RUN_AXE = """axe.run(document, {resultTypes: ["violations"], rules: {"label-content-name-mismatch": {enabled: false}}})"""
PAGES = [
    "",
    "?beeld=side-by-side",
    "?maat=school",
    "?maat=year",
    "lijst/",
    "bespreken/",
    "kaartjes/",
    "kaartjes/nieuw/",
    "kring/",
    "gekeken/",
    "gekeken/melden/",
    "welkom/",
    "afdrukken/",
    "meenemen/",
    "toestemmingen/",
    "gegevens/",
]
# The door, and one's own keys.
DOOR = ["binnenkomen/", "binnenkomen/thuis/", "binnenkomen/werk/", "kaart/onbekend/", "uitnodiging/onbekend/"]
OWN = ["toegang/", "toegang/sleutel/", "toegang/app/", "toegang/kaart/", "toegang/wachtwoord/", "toegang/adres/", "bevestigen/"]
PICTURES: Path = settings.ROOT / "docs" / "pictures"


@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("width", [360, 1400, 2560])
def test_no_page_is_wider_than_its_screen(visitor, width, language):
    somebody = visitor(width, 900)
    home = somebody.enter("moeder", language)

    for last in PAGES:
        somebody.page.goto(home + last)
        assert somebody.page.evaluate("document.documentElement.scrollWidth") <= width, last
        assert somebody.page.evaluate("document.dir") == ("rtl" if language == "ar" else "ltr")


def test_at_four_hundred_percent_nothing_is_out_of_reach(visitor):
    somebody = visitor(350, 225)
    home = somebody.enter("moeder")

    for last in PAGES:
        somebody.page.goto(home + last)
        assert somebody.page.evaluate("document.documentElement.scrollWidth") <= 350, last


@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_is_found_by_axe(visitor, language, scheme):
    # axe tries styles of its own while it measures; the other journeys hold the policy.
    somebody = visitor(1400, 900, color_scheme=scheme, bypass_csp=True)
    home = somebody.enter("moeder", language)

    for last in PAGES:
        somebody.page.goto(home + last)
        somebody.page.evaluate(AXE)
        found = somebody.page.evaluate(RUN_AXE)
        assert [(each["id"], [node["html"][:120] for node in each["nodes"]][:3]) for each in found["violations"]] == [], last


@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("width", [320, 1400])
def test_the_door_has_no_barrier_and_fits(visitor, language, width):
    somebody = visitor(width, 900, bypass_csp=True)
    page = somebody.page
    page.goto(f"{somebody.address}/binnenkomen/")
    somebody.context.add_cookies([{"name": "django_language", "value": language, "url": somebody.address}])

    for last in (*DOOR, *OWN):
        if last == OWN[0]:
            somebody.enter("moeder", language)
        page.goto(f"{somebody.address}/{last}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, last
        page.evaluate(AXE)
        found = page.evaluate(RUN_AXE)
        assert [(each["id"], [node["html"][:120] for node in each["nodes"]][:3]) for each in found["violations"]] == [], last
    # A card and an invitation that we do not know are answered as what is not there.
    somebody.complaints = [line for line in somebody.complaints if "404" not in line]


def test_arrows_walk_in_time_and_between_lanes_and_escape_returns(visitor):
    laptop = visitor()
    laptop.enter("moeder")
    page = laptop.page
    first = page.locator("board-walk a[data-dialog]").first
    first.focus()
    names = [page.evaluate("document.activeElement.getAttribute('aria-label')")]
    for key in ("ArrowRight", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
        names.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))

    assert names[0].startswith("Levensgebeurtenis, 3 oktober 2014, moeder:")
    assert names[1].startswith("Levensgebeurtenis")
    assert names[1] != names[0]
    assert names[2].startswith("Thuis")
    assert names[3].startswith("Levensgebeurtenis")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == names[3]


def test_a_card_reads_as_a_sentence_and_a_tied_group_voice_by_voice(visitor):
    somebody = visitor()
    somebody.enter("moeder")

    names = somebody.page.locator(".lane--help a[data-dialog]").evaluate_all("cards => cards.map(card => card.ariaLabel)")

    assert "Hulp, najaar 2021, moeder: Speltherapie op school. Goed." in names
    group = (
        somebody.page.locator(".lane--help [role=group]")
        .first.locator("a")
        .evaluate_all("cards => cards.map(card => card.ariaLabel)")
    )
    assert len({name.split(", ")[2].split(":")[0] for name in group}) >= 2


def test_nothing_on_the_board_is_clipped(visitor):
    for width in (360, 1400, 2560):
        somebody = visitor(width, 900)
        somebody.enter("moeder")
        clipped = somebody.page.locator(".box, .voice-of-group, .card--undated").evaluate_all(
            "cards => cards.filter(card => card.scrollHeight > card.clientHeight + 2 || card.scrollWidth > card.clientWidth + 2)"
            ".map(card => card.textContent.slice(0, 60))"
        )
        assert clipped == []


@pytest.mark.parametrize("zoom", ["life", "school", "year"])
@pytest.mark.parametrize(("width", "language"), [(360, "nl"), (1400, "nl"), (1400, "ar")])
def test_cards_years_and_today_stand_at_the_same_days(visitor, zoom, width, language):
    """One day is as wide for a card in small letters as for a year on the axis."""
    somebody = visitor(width, 900)
    home = somebody.enter("moeder", language)
    somebody.page.goto(f"{home}?beeld=together&maat={zoom}")

    start = "rtl ? sheet.right - box.right : box.left - sheet.left"
    stands = somebody.page.evaluate(f"""() => {{
        const rtl = document.dir === "rtl", sheet = document.querySelector(".board__sheet").getBoundingClientRect()
        const at = (one) => {{ const box = one.getBoundingClientRect(); return {start} }}
        const born = document.querySelector("[aria-label*='3 oktober 2014']")
        const moved = document.querySelector("[aria-label*='12-6-2018']")
        const year = [...document.querySelectorAll(".year")].find((one) => one.textContent === "2018")
        return [at(born), at(moved), at(year), at(document.querySelector(".age")), at(document.querySelector(".now"))]
    }}""")
    born, moved, year, age, now = stands
    day = (moved - born) / 1348

    assert abs((year - born) - 1186 * day) < 2, "1 January 2018 is 1186 days after the birth"
    assert abs(age - born) < 2
    assert now > moved


def test_a_phone_opens_the_list_and_shows_the_board_when_asked(visitor):
    phone = visitor(360, 740, user_agent="Mozilla/5.0 (Linux; Android 14) Mobile Safari", has_touch=True, is_mobile=True)
    home = phone.enter("moeder")

    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Het verhaal tot nu toe")
    phone.page.get_by_role("link", name="Samen", exact=True).click()
    expect(phone.page.locator("board-walk")).to_be_visible()
    assert home


def test_the_pictures_of_the_manual(visitor):
    """The pictures of the README and the manual are made here, so that they are always true."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    shots = [
        ("bord", "", 1600, 1000, "light"),
        ("lijst-telefoon", "lijst/", 360, 740, "light"),
        ("bord-donker", "", 1600, 1000, "dark"),
    ]
    for name, last, width, height, scheme in shots:
        somebody = visitor(width, height, color_scheme=scheme)
        home = somebody.enter("moeder")
        somebody.page.goto(home + last)
        somebody.page.screenshot(path=PICTURES / f"{name}.png")
        assert (PICTURES / f"{name}.png").stat().st_size > 10_000
