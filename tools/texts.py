"""Which texts there are, which of them a family meets, and what is still missing in a language.

    .venv/bin/python tools/texts.py missing [tr pl …] > missing.json   every text without a translation, as JSON to fill
    .venv/bin/python tools/texts.py fill missing.json                  put what was filled into the catalogues
    .venv/bin/python tools/texts.py tidy                               what `make messages` ends with

A text of one form stands in the JSON as "text": "", one that counts as "text": ["", "", …], with a place for each form
of the language. Run `make messages` first. All languages hold every text of the family; English and Arabic hold all.
"""

import ast
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402
from django.conf import settings  # noqa: E402
from django.template import Engine  # noqa: E402
from django.template.backends.django import get_installed_libraries  # noqa: E402
from django.templatetags.i18n import BlockTranslateNode, TranslateNode  # noqa: E402

django.setup()
RONDOM = ROOT / "rondom"
TEMPLATES = sorted(RONDOM.rglob("templates/**/*.html"))
MODULES = [path for path in sorted(RONDOM.rglob("*.py")) if "migrations" not in path.parts]
MARKS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "ngettext": 2}  # and how many texts each is given
# In these languages every page is translated; in the others what a family meets.
WHOLE = ("en", "ar")
ENGINE = Engine(
    builtins=["django.templatetags.i18n", "django.templatetags.static", "rondom.base.templatetags.ui"],
    libraries=get_installed_libraries(),
)


def marked_in_python(source: str | ast.AST) -> Iterator[str]:
    for node in ast.walk(ast.parse(source) if isinstance(source, str) else source):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            for said in node.args[: MARKS.get(node.func.id, 0)]:
                if isinstance(said, ast.Constant):
                    yield said.value


def marked_in_template(source: str) -> Iterator[str]:
    for node in ENGINE.from_string(source).nodelist.get_nodes_by_type((TranslateNode, BlockTranslateNode)):
        if isinstance(node, TranslateNode):
            yield node.filter_expression.token.strip("\"'")
        else:
            yield node.render_token_list(node.singular)[0]
            if node.plural:
                yield node.render_token_list(node.plural)[0]


def every_text() -> set[str]:
    texts = {text for path in TEMPLATES for text in marked_in_template(path.read_text(encoding="utf-8"))}
    return texts | {text for path in MODULES for text in marked_in_python(path.read_text(encoding="utf-8"))}


def of_colleagues() -> tuple[set[str], dict[str, list[str]]]:
    """Templates that only colleagues meet, and code by module: names at its top, or "*" for all of it."""
    told = json.loads((ROOT / "locale" / "family.json").read_text(encoding="utf-8"))
    return set(told["templates_of_colleagues"]), told["code_of_colleagues"]


def name_of(template: Path) -> str:
    return str(template.relative_to(RONDOM)).split("/templates/")[1]


def family_texts() -> set[str]:
    templates, code = of_colleagues()
    texts = set()
    for path in TEMPLATES:
        if name_of(path) not in templates:
            texts |= set(marked_in_template(path.read_text(encoding="utf-8")))
    for path in MODULES:
        theirs = code.get(str(path.relative_to(RONDOM)), [])
        for node in ast.parse(path.read_text(encoding="utf-8")).body if "*" not in theirs else []:
            if getattr(node, "name", None) not in theirs:
                texts |= set(marked_in_python(node))
    return texts


def texts_for(language: str) -> set[str]:
    return every_text() if language in WHOLE else family_texts()


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"), wrapwidth=120)


def languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def missing(language: str) -> dict[str, str | list[str]]:
    """Every text that a page in this language would still say in Dutch."""
    found: dict[str, str | list[str]] = {}
    wanted, there = texts_for(language), catalogue(language)
    forms = int(there.metadata["Plural-Forms"].split(";")[0].split("=")[1])
    for entry in there:
        if {entry.msgid, entry.msgid_plural} & wanted and (not entry.translated() or entry.fuzzy) and not entry.obsolete:
            found[entry.msgid] = [""] * forms if entry.msgid_plural else ""
    return found


def fill(language: str, given: dict[str, str | list[str]]) -> None:
    there = catalogue(language)
    for text, said in given.items():
        entry = there.find(text)
        assert entry is not None, f"{language}: {text}: run `make messages` first"
        if isinstance(said, str):
            entry.msgstr = said
        else:
            entry.msgstr_plural = dict(enumerate(said))
        if entry.fuzzy:
            entry.flags.remove("fuzzy")
    there.save()


def tidy(language: str) -> None:
    """What gettext only guessed is empty again, and what no page says any more is gone."""
    there = catalogue(language)
    for entry in list(there):
        if entry.obsolete:
            there.remove(entry)
        elif entry.fuzzy:
            entry.flags.remove("fuzzy")
            entry.previous_msgid = entry.previous_msgid_plural = None
            entry.msgstr, entry.msgstr_plural = "", dict.fromkeys(entry.msgstr_plural, "")
    there.save()


def main(what: str, *given: str) -> None:
    if what == "missing":
        lacking = {language: missing(language) for language in given or languages()}
        json.dump(lacking, sys.stdout, ensure_ascii=False, indent=1)
    elif what == "tidy":
        for language in languages():
            tidy(language)
    elif what == "fill":
        for language, texts in json.loads(Path(given[0]).read_text(encoding="utf-8")).items():
            fill(language, {text: said for text, said in texts.items() if said and all(said)})
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(*sys.argv[1:] or ["help"])
