"""What a family reads is plain: short sentences, the same word for the same thing, and no word of the field unexplained."""

import re

import pytest
from django.conf import settings

from rondom.base.terms import EXPLAINED, stands_in, starts, words, words_on
from rondom.children.models import Role
from tests.proofs.walking import ROUTES, address, ask, readable, whole_circle
from tools.texts import TEMPLATES, catalogue, family_texts, languages, marked_in_template, name_of, of_colleagues

LONGEST, AVERAGE = 25, 15
PAGES = [path for path in TEMPLATES if name_of(path) not in of_colleagues()[0]]


def sentences(text: str) -> list[str]:
    plain = re.sub(r"%\(\w+\)s", "Noor", re.sub(r"<[^>]+>", "", text))
    return [part for part in re.split(r"(?<=[.!?])\s+", plain) if part.strip()]


def lengths(texts) -> list[int]:
    return [len(each.split()) for text in texts for each in sentences(text)]


def too_hard(texts) -> bool:
    """Whole sentences only: labels would make every average low."""
    found = [length for length in lengths(text for text in texts if text[-1] in ".?!") if length > 1]
    return bool(found) and (max(found) > LONGEST or sum(found) / len(found) > AVERAGE)


def lacking_terms(language: str) -> list[tuple[str, str]]:
    """Texts of the family in which a Dutch word of the list is not said by the word that its language has for it."""
    found = []
    of_family = family_texts()
    for entry in catalogue(language):
        if {entry.msgid, entry.msgid_plural} & of_family:
            for word in words():
                said = " ".join([entry.msgstr, *entry.msgstr_plural.values()])
                if stands_in(word, entry.msgid, "nl") and not stands_in(word, said, language):
                    found.append((word, entry.msgid))
    return found


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_the_sentences_of_a_page_of_the_family_are_short(path):
    assert not too_hard(list(marked_in_template(path.read_text(encoding="utf-8"))))


def test_no_sentence_that_a_family_may_read_is_long():
    assert [text for text in family_texts() if max(lengths([text])) > LONGEST] == []


def test_planted_long_sentences_are_found():
    assert too_hard(["Dit is " + "heel " * 24 + "lang."])
    assert too_hard(["Dit is " + "heel " * 14 + "lang.", "Ook dit is " + "heel " * 12 + "lang."])
    assert not too_hard(["Dit is kort. Dit ook."])


@pytest.mark.parametrize("language", languages())
def test_each_language_has_one_word_for_one_thing(language):
    assert lacking_terms(language) == []


def test_a_planted_other_word_is_found(monkeypatch):
    there = catalogue("pl")
    there.find("Nieuw kaartje: %(lane)s").msgstr = "Nowa notatka: %(lane)s"
    monkeypatch.setattr("tests.house.test_plain_words.catalogue", lambda _language: there)

    assert lacking_terms("pl") == [("kaartje", "Nieuw kaartje: %(lane)s")]


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_a_word_is_found_on_a_page_in_every_language(language):
    with_all = " ".join(f"<p title='gezag'>{label}</p>" for label in said_in(language))

    assert set(words_on(with_all, language)) == set(EXPLAINED)
    assert words_on("<p class='gezag' title='kring'>Noor</p>", language) == []
    assert all(len(start) >= 2 for word in EXPLAINED for start in starts(word, language))


def said_in(language: str) -> list[str]:
    labels = [str(label) for label, _meaning in EXPLAINED.values()]
    there = {entry.msgid: entry.msgstr for entry in catalogue(language)} if language != "nl" else {}
    return [there.get(label, label) for label in labels]


def test_no_word_of_the_field_stands_unexplained_on_a_page_of_the_family(world):
    """The mother walks all her pages: each word of the list can be tapped there, once, and the tap needs no script."""
    circle = whole_circle(world)
    explained = set()
    for path in ROUTES.values():
        page = readable(ask(circle, circle.people[Role.MOTHER], "GET", address(path, circle, circle.child)))
        if "<main" not in page:
            continue
        main = page[page.index("<main") : page.index("</main>")]
        buttons = re.findall(r'popovertarget="uitleg-([\w-]+)"', page)
        assert len(buttons) == len(set(buttons)), path
        assert {word for word in EXPLAINED if stands_in(word, main, "nl")} <= {name.replace("-", " ") for name in buttons}, path
        assert all(page.count(f'id="uitleg-{name}"') == 1 for name in buttons), path
        explained |= set(buttons)

    assert {"gezag", "toestemming", "kring", "intern-begeleider"} <= explained
