"""What somebody stumbled over who wrote a case without a name for the first time: what is wrong is said where it is."""

import re

import pytest

from rondom.cases.models import InTray
from rondom.children.models import Place, Role
from tests.cases.test_cases import FORM, TEXT

NEW = "/vragen/nieuw/"


@pytest.fixture
def writer(world, as_person):
    return as_person(world.person(Role.TEACHER))


def chosen(page: str) -> dict[str, str]:
    """What stands chosen in the lists beside the words."""
    lists = re.findall(r'<select name="now-(\d+)"[^>]*>(.*?)</select>', page, re.S)
    return {nth: found[1] if (found := re.search(r'value="(.)" selected', said)) else "" for nth, said in lists}


def field(page: str, name: str) -> str:
    return re.search(rf'<(?:input|select)[^>]*name="{name}"[^>]*>', page)[0]


def test_own_words_that_still_point_come_back_with_what_is_wrong(writer, world):
    sent = {**FORM, "text": f"{world.noor.first_name} komt niet meer. {TEXT}", "was-1": "Noor", "own-1": "Noor H."}

    answer = writer.post(NEW, sent)

    assert answer.status_code == 422
    assert "Dit kan nog iemand aanwijzen: Noor H." in answer.text and "bijvoorbeeld: het kind." in answer.text
    own = field(answer.text, "own-1")
    assert 'aria-invalid="true"' in own and 'aria-describedby="eigen-1"' in own and 'value="Noor H."' in own


def test_who_lays_it_down_without_the_last_answer_hears_so_at_that_question(writer):
    ready = writer.post(NEW, {**FORM, "text": TEXT})
    assert ready.status_code == 200 and 'name="last"' in ready.text and 'class="error"' not in ready.text

    answer = writer.post(NEW, {**FORM, "text": TEXT, "last": "1"})

    assert answer.status_code == 422 and not InTray.objects.exists()
    question = re.search(r'<fieldset class="choices">.*?</fieldset>', answer.text, re.S)[0]
    assert "Geef eerst antwoord: zou een collega dit kind herkennen?" in question and 'aria-invalid="true"' in question
    assert "Neerleggen" in answer.text
    assert writer.post(NEW, {**FORM, "text": TEXT, "last": "1", "recognisable": "no"}).status_code == 302


def test_a_doubt_at_the_last_question_keeps_what_was_chosen(writer, world):
    sent = {**FORM, "text": f"Noor komt niet meer. {TEXT}", "was-1": "Noor", "now-1": "+", "last": "1", "recognisable": "yes"}

    answer = writer.post(NEW, sent)

    assert answer.status_code == 422 and "Maak het dan eerst algemener" in answer.text
    assert chosen(answer.text) == {"1": "+"}


@pytest.mark.parametrize("name", ["sector", "age_band", "theme"])
def test_nothing_is_answered_beforehand(writer, name):
    page = writer.get(NEW).text
    listed = re.search(rf'<select name="{name}".*?</select>', page, re.S)[0]
    assert re.search(r'<option value="" selected>', listed)

    answer = writer.post(NEW, {**FORM, "text": f"Noor komt niet meer. {TEXT}", name: "", "was-1": "Noor", "now-1": "+"})

    assert answer.status_code == 422 and "Kies een antwoord." in answer.text and not InTray.objects.exists()
    assert 'aria-invalid="true"' in field(answer.text, name)
    assert chosen(answer.text) == {"1": "+"}, "what was chosen beside the words stays"


def test_how_many_words_there_are_is_said_on_top_and_one_button_takes_what_is_proposed(writer, world):
    mother = Place.objects.get(child=world.noor, role=Role.MOTHER).person.name
    text = f"Noor woont bij {mother} in Delft, ze waren vijf maanden in Turkije. {TEXT}"
    first = writer.post(NEW, {**FORM, "text": text})
    assert "5 woorden om te kiezen" in first.text
    assert first.text.index("5 woorden") < first.text.index("<mark>")
    words = dict(re.findall(r'name="(was-\d+)" value="([^"]+)"', first.text))

    answer = writer.post(NEW, {**FORM, "text": text, **words, "now-1": "-", "rest": "+"})

    assert answer.status_code == 200 and not InTray.objects.exists()
    assert chosen(answer.text) == {"1": "-", "2": "+", "3": "+", "4": "+", "5": "+"}
    assert "woont bij moeder in een plaats, ze waren een tijd in een ander land." in answer.text
    assert "om te kiezen" not in answer.text


def test_the_story_without_names_is_looked_at_before_it_is_shown(writer, world):
    where = f"/kinderen/{world.noor.pk}/zonder-namen/"
    first = writer.get(where)
    count = len(chosen(first.text))
    assert f"{count} woorden om te kiezen" in first.text
    words = dict(re.findall(r'name="(was-\d+)" value="([^"]+)"', first.text))

    proposed = writer.post(where, {**words, "rest": "+"})

    assert proposed.status_code == 200 and set(chosen(proposed.text).values()) == {"+"}
    assert "Laat het zonder namen zien" in proposed.text
    story = writer.post(where, {**words, **{f"now-{nth}": "+" for nth in chosen(first.text)}})
    assert story.status_code == 200 and "Een verhaal zonder namen" in story.text and "Noor" not in story.text


def test_own_words_in_a_story_that_still_point_come_back_with_what_is_wrong(writer, world):
    where = f"/kinderen/{world.noor.pk}/zonder-namen/"
    words = dict(re.findall(r'name="(was-\d+)" value="([^"]+)"', writer.get(where).text))
    settled = {f"now-{nth}": "+" for nth in (each.removeprefix("was-") for each in words)}

    answer = writer.post(where, {**words, **settled, "own-1": "Femke H."})

    assert answer.status_code == 422 and "Dit kan nog iemand aanwijzen: Femke H." in answer.text


def test_enter_in_a_field_does_not_choose_for_all_words(writer):
    page = writer.post(NEW, {**FORM, "text": f"Noor komt niet meer. {TEXT}"}).text
    form = page[page.index('class="stack" novalidate') :]

    assert 'name="rest"' not in re.search(r"<button[^>]*>", form)[0]
