"""The board with none, few, many and very many cards is a good page; its pictures stand in the manual."""

import json
import random
from datetime import date, timedelta

import pytest
from django.conf import settings
from playwright.sync_api import expect

pytestmark = pytest.mark.built_in  # how a page looks does not hang on where its rows lie
PICTURES = settings.ROOT / "docs" / "pictures"
LANES = ("levensgebeurtenissen", "ontwikkeling_kind", "hulp_kind_gezin", "samenwerking", "knelpunten_stelsel")
WORDS = ("Wennen in de kring", "Logopedie op dinsdag", "Fijn gesprek met de juf", "Oma past op", "Vriendje in de straat")


def file_of(count: int) -> bytes:
    chance = random.Random(count)
    born = date(2016, 4, 12)
    cards = [
        {
            "id": str(nth),
            "lane": LANES[nth % len(LANES)],
            "author": chance.choice("MVSJ"),
            "date_printed": str(born + timedelta(days=chance.randrange(3800))),
            "text": WORDS[nth % len(WORDS)],
        }
        for nth in range(count)
    ]
    return json.dumps({"child": {"name": f"Sem {count}", "birth_date": born.isoformat()}, "cards": cards}).encode()


@pytest.mark.parametrize("count", [0, 9, 500])
def test_the_board_is_a_good_page_with_any_number_of_cards(visitor, count):
    laptop = visitor(1600, 1000)
    laptop.enter("ib")
    page = laptop.page
    page.goto(laptop.address)
    page.get_by_role("link", name="Tijdlijnbestand inlezen").first.click()
    page.get_by_label("Tijdlijnbestand").set_input_files(
        {"name": "sem.json", "mimeType": "application/json", "buffer": file_of(count)}
    )
    page.get_by_role("button", name="Inlezen").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Tijdlijn van Sem")
    assert page.locator(".box").count() == count
    assert page.evaluate("document.documentElement.scrollWidth") <= 1600
    if count == 0:
        expect(page.get_by_text("Schrijf je eerste kaartje")).to_be_visible()
    page.screenshot(path=PICTURES / f"bord-{count}.png")
