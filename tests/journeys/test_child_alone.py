"""Noor is eight; she makes a card by herself, on a phone."""

import shutil
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import FLAGS, Visitor, served
from tests.journeys.houses import manage
from tests.journeys.test_looking import AXE, RUN_AXE
from tests.media import DEVICE, photo

pytestmark = pytest.mark.built_in  # in a house of its own
FAKE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
# What can be tapped and is too small; a choice that fills its label counts as that label.
SMALL = """() => [...document.querySelectorAll("main button, main input, main textarea, main .choice, main a")]
  .filter(each => each.offsetParent && each.type !== "hidden" && !each.closest(".choice > input, audio"))
  .map(each => [each.closest("label") || each, each])
  .filter(([box]) => box.getBoundingClientRect().height < 44 || box.getBoundingClientRect().width < 44)
  .map(([box]) => box.outerHTML.slice(0, 90))"""


@pytest.fixture(scope="module")
def young(houses):
    """The world with a Noor who is eight, on the built-in database: it is a world of its own."""
    house = houses.empty()
    manage(house, "world")
    born = date.today() - timedelta(days=8 * 366)
    manage(house, "birth_date", "Noor", born.isoformat())
    yield from served(house)


@pytest.fixture
def noor(young, browser):
    """Her phone: with a microphone, or with one that she said no to."""
    made = []

    def arrive(flags=FAKE, width=360, language="nl", who="noor", **given) -> Visitor:
        phone = browser.browser_type.launch(executable_path=shutil.which("chromium"), args=[*FLAGS, *flags])
        still = {"reduced_motion": "reduce", **given}
        context = phone.new_context(viewport={"width": width, "height": 740}, locale="nl-NL", has_touch=True, **still)
        context.set_default_timeout(15_000)
        made.append(Visitor(context, young))
        made[-1].enter(who, language)
        return made[-1]

    yield arrive
    complaints = [line for each in made for line in each.complaints]
    for each in made:
        each.context.browser.close()
    assert complaints == []


def begin(phone: Visitor, kind: str = "School of opvang"):
    phone.page.goto(phone.home.replace("lijst/", "") + "kaartjes/nieuw/")
    phone.follow(phone.page.get_by_role("button", name=kind))
    return phone.page


def draw(page) -> None:
    page.get_by_role("button", name="Ik teken het").tap()
    page.locator("canvas").scroll_into_view_if_needed()
    box = page.locator("canvas").bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 100)
    page.mouse.down()
    for x, y in ((40, 40), (120, 40), (120, 100)):
        page.mouse.move(box["x"] + x, box["y"] + y, steps=5)
    page.mouse.up()
    expect(page.locator("draw-here .saved")).to_have_text("Bewaard")


def test_she_draws_tells_and_chooses_who_may_read_it(noor, young):
    phone = noor()
    page = begin(phone)

    page.locator(".face-choice--neutral").tap()
    draw(page)
    page.get_by_role("button", name="Ik vertel het").tap()
    page.wait_for_timeout(1200)
    page.get_by_role("button", name="Klaar met vertellen").tap()
    expect(page.locator("tell-it .saved")).to_have_text("Bewaard")
    page.get_by_text("Mijn juf of meester en mijn ouders").tap()
    phone.follow(page.get_by_role("button", name="Delen", exact=True))

    mother = noor(width=1400, who="moeder")
    listed = mother.page
    listed.goto(mother.home.replace("lijst/", "") + "lijst/")
    listed.get_by_role("link", name="Tekening · Opname").click()
    dialog = listed.get_by_role("dialog")
    picture = dialog.get_by_alt_text("Tekening van Noor")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 960
    plays = """sound => new Promise(done => { sound.oncanplay = () => done("plays"); sound.onerror = () => done("no")
      sound.preload = "auto"; sound.load() })"""
    assert dialog.get_by_label("Noor vertelt").evaluate(plays) == "plays"


def test_what_she_drew_is_there_when_she_comes_back_and_undo_takes_one_stroke_back(noor):
    phone = noor()
    page = begin(phone, "Thuis")
    draw(page)
    where = page.url
    page.close()

    page = phone.page = phone.context.new_page()
    page.goto(where)
    expect(page.get_by_alt_text("Tekening van Noor")).to_be_visible()
    dark = """() => { const sheet = document.querySelector("canvas")
      return sheet.getContext("2d").getImageData(0, 0, 960, 640).data.filter((dot, nth) => nth % 4 === 0 && dot < 100).length }"""
    page.get_by_role("button", name="Ik teken het").tap()
    before = page.evaluate(dark)
    page.locator("canvas").scroll_into_view_if_needed()
    box = page.locator("canvas").bounding_box()
    page.touchscreen.tap(box["x"] + 200, box["y"] + 150)
    assert page.evaluate(dark) > before > 0
    page.locator(".sheet__undo").tap()
    assert page.evaluate(dark) == before
    expect(page.locator("draw-here .saved")).to_have_text("Bewaard")


def test_without_a_microphone_a_kind_sentence_and_the_rest_works(noor):
    phone = noor(flags=["--deny-permission-prompts"])
    page = begin(phone, "Hulp")

    page.get_by_role("button", name="Ik vertel het").tap()

    expect(page.locator("tell-it .saved")).to_have_text("De microfoon doet het niet. Je kunt ook tekenen of schrijven.")
    page.get_by_label("Een paar woorden, als je wilt").fill("Praten met juf Doortje")
    phone.follow(page.get_by_role("button", name="Nog even zelf houden"))
    expect(page.get_by_text("Praten met juf Doortje")).to_be_visible()


def test_by_keyboard_without_drawing_and_without_script_it_is_a_form(noor):
    phone = noor()
    page = begin(phone, "Thuis")
    page.get_by_role("radio", name="fijn", exact=True).focus()
    page.keyboard.press("Space")
    for _nth in range(3):  # past drawing and telling
        page.keyboard.press("Tab")
    page.keyboard.type("Oma bakt taart")
    phone.follow(page.get_by_role("button", name="Nog even zelf houden"))
    expect(page.get_by_text("Oma bakt taart")).to_be_visible()

    plain = noor(java_script_enabled=False)
    page = begin(plain, "Thuis")
    expect(page.get_by_role("button", name="Ik teken het")).to_have_count(0)
    page.get_by_label("Een paar woorden, als je wilt").fill("Zonder script")
    page.get_by_role("button", name="Delen", exact=True).click()
    expect(page.get_by_text("Zonder script")).to_be_visible()


@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("width", [360, 1400, 2560])
def test_it_fits_is_large_enough_to_tap_and_has_no_barrier(noor, width, language):
    phone = noor(width=width, language=language, bypass_csp=True)
    page = phone.page
    page.goto(phone.home.replace("lijst/", "") + "kaartjes/nieuw/")
    phone.follow(page.locator(".tile").nth(1))
    page.locator("draw-here .way").tap()

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(SMALL) == []
    page.evaluate(AXE)
    found = page.evaluate(RUN_AXE)
    assert [(each["id"], [node["html"][:120] for node in each["nodes"]][:3]) for each in found["violations"]] == []


def test_what_the_page_asks_is_read_aloud_where_the_browser_has_a_voice(noor):
    phone = noor()
    phone.context.add_init_script(
        """const said = []
        window.said = said
        const value = { speaking: false, cancel() {}, getVoices: () => [{ lang: "nl-NL" }], addEventListener() {},
          removeEventListener() {}, speak: (speech) => said.push(speech.text) }
        Object.defineProperty(window, "speechSynthesis", { value })
        window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }"""
    )
    page = begin(phone)

    page.get_by_role("button", name="Lees voor").tap()

    assert "Hoe is het op school?" in page.evaluate("said[0]")
    assert "Ik teken het" in page.evaluate("said[0]")


def test_a_photo_of_a_drawing_on_paper_becomes_her_drawing_without_the_place(noor, tmp_path):
    """Larger than what is taken in: the page makes it smaller, and turns it upright."""
    taken = tmp_path / "IMG_1.jpg"
    taken.write_bytes(photo(4000, 2400))
    phone = noor()
    page = begin(phone, "Thuis")
    page.get_by_label("Een paar woorden, als je wilt").fill("Met verf")

    page.get_by_label("Of kies een foto van je tekening").set_input_files(taken)
    with page.expect_navigation():
        page.get_by_role("button", name="Foto bewaren").tap()

    drawing = page.get_by_alt_text("Tekening van Noor")
    expect(drawing).to_be_visible()
    assert drawing.evaluate("image => image.decode().then(() => [image.naturalWidth, image.naturalHeight])") == [960, 1600]
    expect(page.get_by_label("Een paar woorden, als je wilt")).to_have_value("Met verf")
    kept = phone.context.request.get(f"{phone.address}{drawing.get_attribute('src')}").body()
    assert DEVICE.encode() in taken.read_bytes() and DEVICE.encode() not in kept and b"Exif" not in kept


def test_a_file_that_is_no_picture_is_refused_in_words(noor, tmp_path):
    taken = tmp_path / "scan.jpg"
    taken.write_bytes(b"%PDF-1.7 no picture")
    phone = noor()
    page = begin(phone, "Thuis")

    page.get_by_label("Of kies een foto van je tekening").set_input_files(taken)
    page.get_by_role("button", name="Foto bewaren").tap()

    expect(page.locator("photo-here .saved")).to_contain_text("Deze tekening kan Rondom niet bewaren.")
    phone.complaints.clear()  # a 409 is said in the console as well
