"""Every text that a person reads is marked for translation, and every marked text is there in every language."""

import ast
import re
from datetime import date

import polib
import pytest
from django.conf import settings
from django.utils import formats, translation

from rondom.base.paper import SUBSTITUTE, printable
from tools.texts import TEMPLATES, catalogue, every_text, family_texts, fill, languages, missing, texts_for, tidy

ROOT = settings.ROOT
# The name of the product, digits and signs are the same in every language.
SAME = re.compile(r"Rondom|UTF|[\W\d_]+")


def unmarked_in_template(source: str) -> list[str]:
    """Words between tags, or in an attribute that is read aloud, outside any mark."""
    text = re.sub(r"{% (?:comment|blocktranslate).*?{% end(?:comment|blocktranslate) %}", "", source, flags=re.S)
    text = re.sub(r"{% block \w+_class %}.*?{% endblock %}", "", text)
    text = re.sub(r"{[%{#].*?[%}#]}", "", text, flags=re.S)
    spoken = re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', text)
    text = re.sub(r"<(style|svg).*?</\1>", "", text, flags=re.S)
    text = re.sub(r"<!--.*?-->|<[^>]*>", " ", text, flags=re.S)
    return [word for part in (text, *spoken) for word in re.findall(r"[^\W\d_]{2,}", SAME.sub(" ", part))]


def unmarked_in_python(source: str) -> list[str]:
    """Sentences that refuse, or that a rule gives as a reason, without a mark."""
    found = []
    for node in ast.walk(ast.parse(source)):
        said = None
        if (
            isinstance(node, ast.Call)
            and getattr(node.func, "id", "") in {"Refused", "ValidationError", "WrongFile"}
            and node.args
        ):
            said = node.args[0]
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            said = node.value if " " in node.value.value else None
        if isinstance(said, ast.Constant | ast.JoinedStr):
            found.append(ast.unparse(said))
    return found


@pytest.mark.parametrize("language", languages())
def test_every_text_is_there_in_every_language(language):
    """English and Arabic say everything, the others what a family meets: see `tools/texts.py missing`."""
    there = {entry.msgid for entry in catalogue(language) if entry.translated() and not entry.fuzzy}
    there |= {entry.msgid_plural for entry in catalogue(language) if entry.msgid_plural and entry.translated()}

    assert texts_for(language) - there == set()
    assert missing(language) == {}


def test_a_planted_text_is_missing_until_it_is_filled(tmp_path, monkeypatch):
    planted = polib.POFile()
    planted.metadata = {"Plural-Forms": "nplurals=3; plural=0;"}
    planted.append(polib.POEntry(msgid="Kaartje"))
    planted.append(polib.POEntry(msgid="Ja, deel %(n)s kaartje", msgid_plural="Ja, deel deze %(n)s kaartjes"))
    planted.save(str(tmp_path / "django.po"))
    monkeypatch.setattr("tools.texts.catalogue", lambda _language: polib.pofile(str(tmp_path / "django.po")))

    assert missing("pl") == {"Kaartje": "", "Ja, deel %(n)s kaartje": ["", "", ""]}
    fill("pl", {"Kaartje": "Karteczka"})

    assert missing("pl") == {"Ja, deel %(n)s kaartje": ["", "", ""]}


@pytest.mark.parametrize("language", languages())
def test_a_translation_keeps_the_places_for_names_and_numbers(language):
    def places(text: str) -> set[str]:
        return set(re.findall(r"%\(\w+\)s|</?strong>", text))

    for entry in catalogue(language):
        for said in [entry.msgstr] if not entry.msgid_plural else entry.msgstr_plural.values():
            assert not said or places(said) == places(entry.msgid), entry.msgid


@pytest.mark.parametrize("language", languages())
def test_a_text_that_counts_has_every_form_of_its_language(language):
    there = catalogue(language)
    forms = int(there.metadata["Plural-Forms"].split(";")[0].split("=")[1])
    counting = [entry for entry in there if entry.msgid_plural and entry.translated()]

    assert counting
    assert forms == {"en": 2, "tr": 2, "ar": 6, "pl": 3, "uk": 3, "ti": 2}[language]
    assert all(len(entry.msgstr_plural) == forms for entry in counting)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_says_something_unmarked(path):
    assert unmarked_in_template(path.read_text(encoding="utf-8")) == []


def test_no_refusal_is_unmarked():
    found = {
        path.name: unmarked_in_python(path.read_text(encoding="utf-8"))
        for path in (ROOT / "rondom").rglob("*.py")
        if {path.name, f"{path.parent.name}.py"} & {"rules.py", "actions.py", "forms.py", "file.py", "views.py", "letters.py"}
    }
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_planted_unmarked_texts_are_found():
    assert unmarked_in_template('<p>Zomaar een zin</p><a aria-label="Sluit">{% translate "Goed" %}</a>') == [
        "Zomaar",
        "een",
        "zin",
        "Sluit",
    ]
    assert unmarked_in_python('def why():\n    return "Dit kan niet."') == ["'Dit kan niet.'"]


@pytest.mark.parametrize(("language", "word"), [("en", "Together"), ("ar", "معا"), ("tr", "Birlikte"), ("ti", "ብሓባር")])
def test_the_board_speaks_the_language_of_its_reader(world, as_person, language, word):
    page = as_person(world.person("mother"), language).get(f"/kinderen/{world.noor.pk}/")

    assert f'lang="{language}"' in page.text
    assert word in page.text
    assert "Samen<" not in page.text


@pytest.mark.parametrize(
    ("language", "said"),
    [("nl", "3 november 2026"), ("pl", "3 listopada 2026"), ("uk", "3 листопада 2026"), ("ti", "3 ሕዳር 2026")],
)
def test_a_day_is_written_as_the_language_writes_it(language, said):
    with translation.override(language):
        assert formats.date_format(date(2026, 11, 3), "j F Y") == said


def test_a_month_alone_does_not_bend_and_has_a_small_letter():
    with translation.override("pl"):
        assert formats.date_format(date(2026, 11, 3), "F Y") == "listopad 2026"


def test_what_gettext_only_guessed_and_what_no_page_says_goes(tmp_path, monkeypatch):
    found = polib.POFile(fpath=str(tmp_path / "django.po"))
    found.append(polib.POEntry(msgid="Kaartje", msgstr="Kaart", flags=["fuzzy"]))
    found.append(polib.POEntry(msgid="Weg", msgstr="Gone", obsolete=True))
    found.append(polib.POEntry(msgid="Tijdlijn", msgstr="Timeline"))
    monkeypatch.setattr("tools.texts.catalogue", lambda _language: found)

    tidy("en")

    assert [(entry.msgid, entry.msgstr, entry.flags) for entry in found] == [("Kaartje", "", []), ("Tijdlijn", "Timeline", [])]


def test_a_text_of_colleagues_is_said_in_dutch_where_it_is_not_translated():
    with translation.override("tr"):
        assert translation.gettext("Wie moet dit weten?") == "Wie moet dit weten?"


def test_what_a_family_meets_is_most_but_not_all():
    assert family_texts() < every_text()
    assert {"Mag %(reader)s meelezen?", "Kaartje"} <= family_texts()
    assert "Wie moet dit weten?" not in family_texts()


@pytest.mark.parametrize("language", languages())
def test_every_sign_of_a_language_can_be_printed(language):
    said = "".join(text for entry in catalogue(language) for text in (entry.msgstr, *entry.msgstr_plural.values()))

    assert SUBSTITUTE not in printable(said)
