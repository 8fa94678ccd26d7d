"""What somebody who used it for the first time stumbled over: what is kept is said, and what is wrong stands in sight."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from rondom.children.models import Role
from rondom.safety.actions import add_note, say_openness
from rondom.safety.models import Step
from rondom.safety.papers import parents_in, summary, summary_pdf
from tests.safety.concern import begun, first_note, folder, officer

TODAY = {"on": "2026-01-05"}


@pytest.fixture
def teacher(world, as_person):
    return as_person(world.person(Role.TEACHER))


@pytest.fixture
def file(world):
    return begun(world)


@pytest.fixture
def page(world, file) -> str:
    return f"/kinderen/{world.noor.pk}/veiligheid/{file.pk}/"


@pytest.mark.parametrize(
    ("part", "given", "where"),
    [
        ("stap/2/", {**TODAY, "consulted": "both", "facts": "Overlegd"}, "stap-2"),
        ("stap/3/", {**TODAY, "facts": "Gesproken"}, "stap-3"),
        ("stap/4/", {**TODAY, "facts": "Gewogen"}, "stap-4"),
        ("stap/5/", {**TODAY, "needs_report": "no", "help_is_possible": "yes"}, "stap-5"),
        ("vertellen/", {"is_told": "no", "words": "Nog niet veilig"}, "vertellen"),
        ("gemeld/", TODAY, "melden"),
        ("nakijken/", {"words": "Loopt nog"}, "nakijken"),
    ],
)
def test_what_is_kept_is_said_at_the_part_where_it_stands(teacher, page, part, given, where):
    answer = teacher.post(page + part, given)
    assert answer["Location"] == f"{page}#{where}"

    shown = teacher.get(page).text

    assert "Bewaard." in shown and f'id="{where}"' in shown


@pytest.mark.parametrize(
    ("part", "given", "where", "field"),
    [
        ("vertellen/", {"is_told": "yes", "words": ""}, "vertellen", "words"),
        ("vertellen/", {"words": "Aan tafel"}, "vertellen", "is_told"),
        ("gemeld/", {"on": "2999-01-01"}, "melden", "on"),
        ("nakijken/", {"words": ""}, "nakijken", "words"),
    ],
)
def test_a_wrong_form_comes_back_open_with_its_error(teacher, page, part, given, where, field):
    answer = teacher.post(page + part, given)

    assert answer.status_code == 422
    folds = re.findall(r'<details class="fold"( open)?>(.*?)</details>', answer.text, re.S)
    ((is_open, fold),) = [each for each in folds if f'action="{page}{part}#{where}"' in each[1]]
    wrong = re.search(rf'<(?:input|textarea)[^>]*name="{field}"[^>]*>', fold)[0]
    assert is_open and 'class="error"' in fold and 'aria-invalid="true"' in wrong


def test_each_step_asks_for_somebody_in_its_own_words(teacher, page):
    home = page.rsplit("/", 2)[0]
    assert "Van wie hoorde je het?" in teacher.get(f"{home}/nieuw/").text
    second = teacher.get(f"{page}stap/2/").text

    assert "Naam en functie" in second and "Met wie?" not in second
    assert second.index("verandert niet meer") < second.index("nl-button--primary")


def test_that_it_is_no_emergency_service_is_said_of_rondom(teacher, page):
    said = "Rondom is geen spoeddienst: wat je hier schrijft, leest niemand meteen."
    assert said in teacher.get(page).text
    assert "Rondom is geen spoeddienst. Bij gevaar: bel" in teacher.get("/vragen/nieuw/").text


def test_its_writer_sees_what_the_parents_were_given_to_read_and_nobody_else_there(world, teacher, as_person, file, page):
    officer(world)
    assert "aan de ouders te lezen" not in teacher.get(page).text
    say_openness(folder(world, file), is_told=True, words="Aan tafel", summary="Wij maken ons zorgen Kwikstaart7")

    shown = teacher.get(page).text

    assert "aan de ouders te lezen" in shown and "Kwikstaart7" in shown
    assert "Kwikstaart7" not in as_person(world.person(Role.CARE_COORDINATOR)).get(page).text


# ── on paper ──────────────────────────────────────────────────────────────────────────────────────


def lines(said) -> dict[str, str]:
    return {line["label"]: line["said"] for line in said}


def test_the_paper_says_who_the_parents_are_and_whether_they_know(world, file):
    not_yet = lines(summary(folder(world, file))["lines"])
    assert not_yet["Weten de ouders het?"] == "nog niet" and "Veilig Thuis" in not_yet["Waarom nog niet"]
    for name in (world.person(Role.MOTHER).name, world.person(Role.FATHER).name):
        assert name in not_yet["Ouders en verzorgers"]
    assert "(moeder)" in not_yet["Ouders en verzorgers"]

    say_openness(folder(world, file), is_told=True, words="Aan tafel, met allebei")

    known = lines(summary(folder(world, file))["lines"])
    assert known["Weten de ouders het?"].startswith("ja") and str(timezone.localdate().year) in known["Weten de ouders het?"]
    assert known["Hoe verteld"] == "Aan tafel, met allebei" and "Waarom nog niet" not in known


def test_on_paper_each_line_says_what_it_is_and_no_stop_stands_twice(world, file):
    opened = folder(world, file)
    add_note(opened, note=first_note(step=Step.CONSULT, consulted="colleague", met="Anouk, intern begeleider."))
    decided = {"needs_report": "no", "help_is_possible": "yes", "met": "We wegen dit samen."}
    add_note(opened, note=first_note(step=Step.DECIDE, **decided))

    *_before, consulted, taken = summary(opened)["notes"]

    assert lines(consulted["met"]) == {"Overlegd met": "een collega", "Naam en functie": "Anouk, intern begeleider."}
    assert lines(taken["met"]) == {
        "Samen met": "We wegen dit samen.",
        "Is melden nodig?": "nee",
        "Is hulp mogelijk?": "ja",
    }
    read = "".join(page.extract_text() for page in PdfReader(BytesIO(summary_pdf(opened))).pages)
    assert "Is melden nodig?" in read and ".." not in read


def test_who_may_not_know_where_the_child_is_gets_parents_by_role_alone(world, file):
    opened = folder(world, file)
    shielded = replace(opened.dossier, reader=replace(opened.dossier.reader, is_shielded=True))

    assert set(parents_in(replace(opened, dossier=shielded))) == {"moeder", "vader"}


def test_the_paper_opens_beside_the_page_and_says_so(teacher, page):
    shown = teacher.get(page).text

    form = re.search(rf'<form[^>]*action="{page}meldtekst/"[^>]*>.*?</form>', shown, re.S)[0]
    assert 'target="_blank" rel="noopener"' in form
    assert 'aria-describedby="nieuw-tabblad"' in form and "Opent in een nieuw tabblad." in form
