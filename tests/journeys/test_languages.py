"""A family reads Rondom in its own language, on a small phone, and taps what it does not understand."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

pytestmark = pytest.mark.built_in  # how a page looks does not hang on where its rows lie
SHAPE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
BEYOND = """() => [...document.querySelectorAll("main *, header *, .words *")].filter((part) => {
  const box = part.getBoundingClientRect()
  const scrolls = (one) => one && (/auto|scroll/.test(getComputedStyle(one).overflowX) || scrolls(one.parentElement))
  return box.width > 0 && !part.children.length && !part.closest(".visually-hidden, .board, details:not([open])")
    && (box.right > innerWidth + 1 || box.left < -1) && !scrolls(part.parentElement)
}).map((part) => part.textContent)"""


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_page_of_the_mother_fits_a_small_phone_in_every_language(visitor, language):
    phone = visitor(360, 780)
    phone.context.add_cookies([{"name": "django_language", "value": language, "url": phone.address}])
    phone.page.goto(f"{phone.address}/binnenkomen/")
    assert phone.page.evaluate(BEYOND) == []
    waiting, seen, too_wide = [phone.enter("moeder", language)], set(), []
    while waiting:
        there = waiting.pop(0)
        shape = SHAPE.sub("…", there.split("?")[0])
        if shape in seen:
            continue
        seen.add(shape)
        phone.page.goto(there)
        expect(phone.page.locator("html")).to_have_attribute("lang", language)
        if phone.page.evaluate("document.documentElement.scrollWidth") > 360 or phone.page.evaluate(BEYOND):
            too_wide.append(shape)
        links = phone.page.eval_on_selector_all("a[href^='/']:not([download])", "all => all.map((one) => one.href)")
        waiting += [link for link in links if "/demo/" not in link]

    assert len(seen) > 15
    assert too_wide == []


def test_the_mother_taps_a_word_in_her_language_and_reads_what_it_means(visitor):
    phone = visitor(360, 780)
    home = phone.enter("moeder", "pl")
    phone.page.goto(f"{home}kring/")
    word = phone.page.get_by_role("button", name="władza rodzicielska")
    meaning = phone.page.locator("#uitleg-gezag")

    expect(meaning).not_to_be_visible()
    word.focus()
    phone.page.keyboard.press("Enter")
    expect(meaning).to_contain_text("ważnych sprawach dziecka")
    phone.page.keyboard.press("Escape")
    expect(meaning).not_to_be_visible()
