"""What a family meets is decided by walking: every page as a parent, as the child and as someone of the own network."""

import re
from contextlib import contextmanager
from html import unescape

import pytest
from django.conf import settings
from django.test.signals import template_rendered
from django.utils import translation

from rondom.children.models import Role
from tests.cards.in_danger import Case
from tests.proofs.bodies import body
from tests.proofs.walking import FULL, ROUTES, address, ask, readable, whole_circle
from tools.texts import RONDOM, TEMPLATES, catalogue, every_text, family_texts, languages, name_of, of_colleagues

FAMILY = (Role.MOTHER, Role.CHILD)
WHOLE_FAMILY = (*FAMILY, Role.OTHER, Role.FATHER, Role.CARER, Role.GUARDIAN, Role.FOSTER_PARENT)


@contextmanager
def noted(monkeypatch):
    """Every template that is rendered and every text that is looked up, which is more than what is shown."""
    templates, texts = set(), set()

    def note_template(sender, template, **_more):
        templates.add(template.name)

    with monkeypatch.context() as patch:
        for name in ("gettext", "ngettext"):
            say = getattr(translation._trans, name)
            patch.setattr(translation._trans, name, lambda text, *more, say=say: (texts.add(str(text)), say(text, *more))[1])
        template_rendered.connect(note_template)
        try:
            yield templates, texts
        finally:
            template_rendered.disconnect(note_template)


def shown(answer) -> str:
    """The words of an answer, and the message that the page after it will show."""
    waiting = getattr(answer.wsgi_request, "_messages", ())
    return " ".join([unescape(readable(answer)), *(str(each) for each in getattr(waiting, "_queued_messages", ()))])


def stands_in(text: str, page: str) -> bool:
    return all(part in page for part in re.split(r"%\(\w+\)s", text))


@pytest.mark.parametrize("role", WHOLE_FAMILY if FULL else FAMILY)
def test_no_family_meets_a_page_or_a_text_that_counts_as_one_of_colleagues(world, monkeypatch, role):
    circle = whole_circle(world)
    person = circle.people[role]
    met, pages = set(), set()
    theirs = every_text() - family_texts()
    for name, path in ROUTES.items():
        where = address(path, circle, circle.child)
        for method, given in (("GET", None), ("POST", body(name, circle, person)), ("POST", {})):
            with noted(monkeypatch) as (templates, texts):
                page = shown(ask(circle, person, method, where, given))
            pages |= templates
            met |= {text for text in texts & theirs if stands_in(text, page)}

    assert len(pages) > 40
    assert pages & of_colleagues()[0] == set()
    assert met == set()


def test_parents_who_are_told_what_was_shared_read_that_in_their_language(world, as_person, monkeypatch):
    share = Case(world).agreed()
    mother = as_person(world.person(Role.MOTHER))
    with noted(monkeypatch) as (templates, texts):
        pages = "".join(
            shown(mother.get(f"/kinderen/{world.noor.pk}/{page}"))
            for page in ("toestemmingen/", f"zonder-toestemming/{share.pk}/kaartjes/", "gekeken/", "lijst/")
        )

    assert "cards/sharing_told.html" in templates
    assert templates & of_colleagues()[0] == set()
    assert {text for text in texts & (every_text() - family_texts()) if stands_in(text, pages)} == set()


def test_what_counts_as_of_colleagues_is_there():
    """A template or module that moved leaves no row behind that says nothing any more."""
    templates, code = of_colleagues()

    assert templates <= {name_of(path) for path in TEMPLATES}
    for module, names in code.items():
        source = (RONDOM / module).read_text(encoding="utf-8")
        assert names == "*" or all(f"def {name}(" in source or f"class {name}(" in source for name in names), module


def test_every_language_stands_on_the_door_in_its_own_script(client):
    page = client.get("/binnenkomen/").text

    for code, name in settings.LANGUAGES:
        assert f'lang="{code}">{name}<' in page


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_a_page_says_that_a_computer_translated_it(client, language):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get("/binnenkomen/").text

    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page
    assert ('class="machine"' in page) == (language in settings.LANGUAGES_NOT_READ_BY_A_NATIVE)


def test_who_is_said_to_have_read_a_language_is_said_in_its_catalogue_too():
    unread = {code for code in languages() if catalogue(code).metadata["X-Checked-By-A-Native-Reader"] == "no"}

    assert unread == settings.LANGUAGES_NOT_READ_BY_A_NATIVE
