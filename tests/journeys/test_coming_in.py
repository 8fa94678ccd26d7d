"""Coming in with a passkey, a paper card and an app, in a browser as people have it."""

import re
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.journeys.conftest import served
from tests.journeys.houses import manage
from tests.journeys.test_writing import invitation
from tests.people.conftest import code_of


def with_a_passkey(somebody) -> None:
    """A phone or laptop that can keep a passkey, and sees its owner."""
    devtools = somebody.context.new_cdp_session(somebody.page)
    devtools.send("WebAuthn.enable")
    kept = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options = {**kept, "isUserVerified": True, "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def locally(link: str) -> str:
    """The same page under a name: a passkey belongs to a name, never to a number."""
    parts = urlsplit(link)
    return f"http://localhost:{parts.port}{parts.path}"


@pytest.fixture
def newcomer(visitor):
    """Somebody who was just handed an invitation, with a phone that can keep a passkey."""
    link, code = invitation(visitor())
    phone = visitor(360, 740, has_touch=True)
    with_a_passkey(phone)
    phone.page.goto(locally(link))
    phone.page.locator("input.code").press_sequentially(code)
    expect(phone.page.get_by_role("button", name="Beginnen")).to_be_visible()
    return phone


def test_two_minutes_before_the_door_shuts_one_is_asked_and_goes_on(visitor):
    somebody = visitor()
    page = somebody.page
    page.clock.install()
    page.route("**/bezoek/", lambda route: route.fulfill(body="100", content_type="text/plain"))
    somebody.enter("moeder")

    page.clock.run_for("28:05")
    expect(page.get_by_role("heading", name="Bent u er nog?")).to_be_visible()
    with page.expect_response("**/bezoek/verder/") as answer:
        page.get_by_role("button", name="Doorgaan").click()

    assert int(answer.value.text()) >= 1795
    expect(page.get_by_role("heading", name="Bent u er nog?")).to_be_hidden()


def test_when_the_visit_is_over_elsewhere_the_page_asks_to_come_in(visitor):
    phone, laptop = visitor(360, 740), visitor()
    phone.enter("vader")
    laptop.enter("vader")
    laptop.page.goto(f"{laptop.address}/toegang/")
    laptop.follow(laptop.page.get_by_role("button", name="Overal dichtdoen, behalve hier"))

    phone.page.evaluate("document.querySelector('session-clock').look()")

    expect(phone.page.get_by_role("link", name="Ik ben er voor mijn werk")).to_be_visible()
    assert "next=/kinderen/" in phone.page.url
    phone.complaints.clear()


def test_without_script_the_door_opens_too(browser, address, visitor):
    somebody = visitor(360, 740, java_script_enabled=False)
    page = somebody.page
    page.goto(f"{address}/binnenkomen/")
    page.get_by_role("link", name="Ik ben er voor mijn werk").click()

    expect(page.get_by_role("button", name="Met de sleutel van dit apparaat")).to_be_hidden()
    page.get_by_text("Met een code per e-mail").click()
    page.get_by_label("E-mailadres").last.fill("niemand@voorbeeld.nl")
    page.get_by_role("button", name="Stuur een code").click()
    expect(page.get_by_text("Kennen wij niemand@voorbeeld.nl?")).to_be_visible()


def leave(page) -> None:
    page.locator("summary", has_text="Mijn Rondom").click()
    page.get_by_role("button", name="Vertrekken").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fijn dat u er bent")


def test_from_the_invitation_to_a_passkey_and_in_again_by_it(newcomer):
    page = newcomer.page

    newcomer.tap(page.get_by_role("button", name="Onthoud dit apparaat voor de volgende keer"))
    expect(page.get_by_text("Gelukt.")).to_be_visible()
    assert newcomer.taps == 1
    newcomer.follow(page.get_by_role("button", name="Beginnen"))
    leave(page)
    page.get_by_role("link", name="Ik ben ouder, verzorger of kind").click()
    page.get_by_role("button", name="Met de sleutel van dit apparaat").click()

    expect(page.get_by_role("link", name="Tijdlijn")).to_be_visible()


INVITE = """
from rondom.children.models import Place
from rondom.people.actions import make_invitation
place = Place.objects.filter(role="teacher", child__owner__name="Basisschool De Wilg").order_by("offered_at").first()
paper = make_invitation(person=place.person, leads_to=f"/kinderen/{place.child_id}/", made_by=None)
print(paper.token, paper.code)
"""


@pytest.fixture(scope="module")
def earnest_house(houses):
    """The same world outside the demo: nobody enters by a link, and a teacher needs a key."""
    house = houses.empty()
    manage(house, "world")
    token, code = manage(house, "shell", "-v0", "-c", INVITE).split()
    house |= {"RONDOM_DEMO": "off", "RONDOM_HTTPS": "off"}
    for address in served(house):
        yield address.replace("127.0.0.1", "localhost"), token, code


@pytest.mark.built_in
def test_outside_the_demo_a_teacher_makes_a_key_before_reading_and_shows_it_before_a_heavy_act(earnest_house, visitor):
    address, token, code = earnest_house
    laptop = visitor()
    page = laptop.page
    with_a_passkey(laptop)
    page.goto(f"{address}/uitnodiging/{token}/")
    page.locator("input.code").press_sequentially(code)
    expect(page.get_by_role("heading", level=1)).to_have_text("Maak eerst een sleutel")
    page.goto(f"{address}/toegang/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Maak eerst een sleutel")
    page.get_by_role("button", name="Onthoud dit apparaat").click()
    expect(page.get_by_text("Gelukt.")).to_be_visible()

    leave(page)
    page.get_by_role("link", name="Ik ben er voor mijn werk").click()
    page.get_by_role("button", name="Met de sleutel van dit apparaat").click()
    expect(page.get_by_text("Noor").first).to_be_visible()
    page.goto(f"{address}/bevestigen/?next=/toegang/")
    page.get_by_role("button", name="Met de sleutel van dit apparaat").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn toegang")


def test_in_again_by_a_paper_card_and_an_own_pin(newcomer, visitor):
    page = newcomer.page

    page.get_by_role("link", name="Maak een kaart van papier").click()
    page.get_by_label("Uw pincode").fill("402917")
    page.get_by_label("Nog een keer").fill("402917")
    with page.expect_download() as download:
        page.get_by_role("button", name="Kaart maken en opslaan").click()
    text = PdfReader(BytesIO(download.value.path().read_bytes())).pages[0].extract_text().replace("\n", "")
    link = re.search(r"http://localhost:\d+/kaart/[\w-]+/", text).group()

    other = visitor(360, 740)
    other.page.goto(link)
    other.page.get_by_label("Uw pincode").fill("402917")
    other.page.get_by_role("button", name="Naar binnen").click()
    expect(other.page.get_by_role("button", name="Beginnen")).to_be_visible()


def test_an_app_for_codes_confirms_who_one_is(newcomer):
    page = newcomer.page
    page.goto(locally(page.url).split("/kinderen")[0] + "/toegang/app/")
    page.get_by_text("Of typ deze tekens over").click()
    secret = page.locator("code").inner_text().replace(" ", "")
    page.get_by_label("Uw code").press_sequentially(code_of(secret))
    page.get_by_role("button", name="Tien codes maken").click()
    expect(page.locator(".spare code")).to_have_count(10)
    codes = page.locator(".spare code").all_inner_texts()
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    expect(page.get_by_text("Er zijn nog 10 codes over.")).to_be_visible()

    leave(page)

    assert len(codes) == 10
