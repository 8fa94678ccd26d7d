"""Every text that a person reads is marked for translation, and every marked text is there in every language."""

import ast
import re
from collections.abc import Iterator

import polib
import pytest
from django.conf import settings
from django.template import Engine
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

ROOT = settings.ROOT
TEMPLATES = sorted((ROOT / "rondom").rglob("templates/**/*.html"))
MARKS = {"_", "gettext", "gettext_lazy"}
# The name of the product, digits and signs are the same in every language.
SAME = re.compile(r"Rondom|UTF|[\W\d_]+")
ENGINE = Engine(
    builtins=["django.templatetags.i18n", "django.templatetags.static", "rondom.base.templatetags.ui"],
    libraries={"i18n": "django.templatetags.i18n", "board": "rondom.timeline.templatetags.board"},
)


def marked_in_python(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKS and isinstance(node.args[0], ast.Constant):
            yield node.args[0].value


def marked_in_template(source: str) -> Iterator[str]:
    for node in ENGINE.from_string(source).nodelist.get_nodes_by_type((TranslateNode, BlockTranslateNode)):
        if isinstance(node, TranslateNode):
            yield node.filter_expression.token.strip("\"'")
        else:
            yield node.render_token_list(node.singular)[0]
            if node.plural:
                yield node.render_token_list(node.plural)[0]


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


def every_marked_text() -> set[str]:
    texts = set()
    for path in TEMPLATES:
        texts |= set(marked_in_template(path.read_text(encoding="utf-8")))
    for path in (ROOT / "rondom").rglob("*.py"):
        if "migrations" not in path.parts:
            texts |= set(marked_in_python(path.read_text(encoding="utf-8")))
    return texts


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES if code != "nl"])
def test_every_text_is_there_in_every_language(language):
    catalogue = polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))
    there = {entry.msgid for entry in catalogue if entry.translated() and not entry.fuzzy}
    there |= {entry.msgid_plural for entry in catalogue if entry.msgid_plural and entry.translated()}

    assert every_marked_text() - there == set()


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES if code != "nl"])
def test_a_translation_keeps_the_places_for_names_and_numbers(language):
    def places(text: str) -> set[str]:
        return set(re.findall(r"%\(\w+\)s|</?strong>", text))

    for entry in polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po")):
        for said in [entry.msgstr] if entry.msgstr else entry.msgstr_plural.values():
            assert places(said) == places(entry.msgid), entry.msgid


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


@pytest.mark.parametrize(("language", "word"), [("en", "Together"), ("ar", "معا")])
def test_the_board_speaks_the_language_of_its_reader(world, as_person, language, word):
    page = as_person(world.person("mother"), language).get(f"/kinderen/{world.noor.pk}/")

    assert f'lang="{language}"' in page.text
    assert word in page.text
    assert "Samen<" not in page.text
