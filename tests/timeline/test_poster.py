"""The timeline on paper: one board page, letters to read, everything somewhere, drafts nowhere."""

import random
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from io import BytesIO

import pytest
from django.utils import translation
from pypdf import PdfReader

from rondom.base.paper import printable
from rondom.cards.actions import Laid, begin_card, lay_cards, settle_card
from rondom.cards.dates import FuzzyDate
from rondom.cards.queries import cards_for_the_circle
from rondom.children.actions import add_voice
from rondom.children.dossier import house_dossier
from rondom.children.queries import paper_readers_in, voices_in
from rondom.people.desk import house_desk
from rondom.timeline.actions import import_timeline
from rondom.timeline.file import TimelineFile
from rondom.timeline.fitting import first_steps
from rondom.timeline.poster import PAPERS, lanes_on_paper, poster
from rondom.timeline.queries import board_of, lanes_of
from rondom.timeline.wanted import Wanted

pytestmark = pytest.mark.built_in  # how a paper looks does not hang on where its rows lie
MM = 72 / 25.4
TEXTS = (
    "Speltherapie op school",
    "Çok iyi gitti, öğretmen memnun",
    "Mówi mało, ale rozumie",
    "Вона знову сміється",
    "بدأت تتكلم من جديد",
    "Doelpunt ⚽ 🎉",
)


def printed(dossier, paper="a3", language="nl", without=("teacher",)) -> PdfReader:
    """A poster for the whole circle but the teacher, who does not read what youth help writes."""
    places = {each.place_id for each in paper_readers_in(dossier) if each.reader.role not in without}
    with translation.override(language):
        return PdfReader(BytesIO(poster(dossier, paper=paper, language=language, places=places)))


@cache
def noor_on_paper(noor, language="nl") -> PdfReader:
    """The story as it was laid, printed once for all tests that change nothing in it."""
    return printed(house_dossier(noor), language=language)


@cache
def noor_reads(noor) -> list[tuple[str, float]]:
    return [read(page) for page in noor_on_paper(noor).pages]


def read(page) -> tuple[str, float]:
    """What stands on a page, and its smallest letter: in one go, for to take a page apart is slow."""
    sizes = []

    def see(text, _matrix, text_matrix, _font, size):
        if text.strip():
            sizes.append(abs(size * (text_matrix[3] or text_matrix[0])) if size else 99)

    said = page.extract_text(visitor_text=see)
    return squeezed(said), min(sizes, default=0.0)


def squeezed(text: str) -> str:
    return "".join(text.replace("\xad", "").split())


@pytest.fixture
def crowd(world):
    """A child with so many cards, over seven lanes and twelve years."""

    def make(count: int):
        file = TimelineFile("Druk Kind", date(2014, 10, 3), {}, (), (), (), ())
        child = import_timeline(house_desk(world.school), file=file)
        dossier = house_dossier(child)
        add_voice(dossier, letter="S", label="school")
        (voice,) = voices_in(dossier)
        chance = random.Random(7)
        kinds = ["life_event", "home", "school", "development", "help", "collaboration", "bottleneck"]
        lay_cards(dossier, laid=[laid(voice, kinds[nth % 7], nth, chance) for nth in range(count)])
        return dossier

    return make


def laid(voice, kind, nth, chance) -> Laid:
    start = date(2014, 10, 3) + timedelta(days=chance.randrange(4300))
    words = {"text": f"{TEXTS[nth % len(TEXTS)]} {nth} " + "en verder " * chance.randrange(12), "date": start.isoformat()}
    return Laid(voice=voice, role="teacher", kind=kind, words=words, date=FuzzyDate(start, start, "day"))


def test_sixty_cards_stand_on_exactly_one_a3_in_letters_of_seven_points_and_more(world):
    (board, smallest), (second, _size), *_others = noor_reads(world.noor)

    assert [round(float(side) / MM) for side in noor_on_paper(world.noor).pages[0].mediabox[2:]] == [420, 297]
    assert smallest >= 7
    assert "Zonderdatum" in board
    assert "volgendebladen" not in board, "every card stands on the board"
    assert "Deheletekst" in second


def test_every_text_of_the_circle_stands_somewhere_whole(world):
    dossier = house_dossier(world.noor)
    everything = "".join(said for said, _size in noor_reads(world.noor))

    missing = [
        card.text
        for card in cards_for_the_circle(dossier)
        if card.language == "nl" and squeezed(printable(card.text)).replace("’", "'") not in everything.replace("’", "'")
    ]
    assert missing == []


def test_a_draft_is_never_printed_not_even_the_own_one(world, mother):
    settle_card(mother, card=begin_card(mother, kind="help"), words={"text": "Kanarievogel77"})

    assert "Kanarievogel77" not in squeezed(" ".join(page.extract_text() for page in printed(mother).pages))


def test_what_one_of_the_readers_may_not_read_stays_off_the_paper(world):
    dossier = house_dossier(world.noor)

    with_teacher = squeezed(" ".join(page.extract_text() for page in printed(dossier, without=()).pages))
    without = "".join(said for said, _size in noor_reads(world.noor))

    assert "Minderpiekeren" in without
    assert "Minderpiekeren" not in with_teacher


def test_the_poster_is_tagged_for_who_listens(world):
    found = noor_on_paper(world.noor)

    catalogue = found.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert str(catalogue["/Lang"]).startswith("nl")
    assert found.metadata.title == "Tijdlijn van Noor"
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()


@pytest.mark.parametrize("count", [9, 120, pytest.param(500, marks=pytest.mark.proof)])
def test_few_and_many_cards_print_with_the_board_on_the_first_page(crowd, count):
    pages = [read(page) for page in printed(crowd(count)).pages]

    everything = "".join(said for said, _size in pages)
    assert pages[0][1] >= 7
    assert all(squeezed(f"{TEXTS[0]} {nth} ") in everything for nth in range(0, count, len(TEXTS)))
    assert (len(pages) == 1) == (count == 9)


@pytest.mark.proof
@pytest.mark.parametrize("shape", ["a life", "one lane", "one day", "no date", "bars", "stories"])
def test_a_thousand_cards_of_any_shape_find_their_place(crowd, shape):
    dossier = crowd(0)
    (voice,) = voices_in(dossier)
    chance = random.Random(3)
    kinds = ["life_event", "home", "school", "development", "help", "collaboration", "bottleneck"]
    every = [laid(voice, kinds[nth % 7], nth, chance) for nth in range(300 if shape == "stories" else 1000)]
    first, last = date(2015, 1, 1), date(2024, 1, 1)
    change = {
        "one lane": {"kind": "help"},
        "one day": {"kind": "help", "date": FuzzyDate(first, first, "day")},
        "no date": {"date": FuzzyDate()},
        "bars": {"kind": "school", "date": FuzzyDate(first, last, "day")},
        "stories": {"words": {"text": "Een lang verhaal over hoe het ging. " * 111}},
    }
    lay_cards(dossier, laid=[replace(each, **change.get(shape, {})) for each in every])

    found = PdfReader(BytesIO(poster(dossier, paper="a3", language="nl")))

    board, smallest = read(found.pages[0])
    assert smallest >= 7
    assert "volgendebladen" in board


@pytest.mark.parametrize("paper", PAPERS)
def test_every_paper_has_its_size(world, paper):
    width, height = PAPERS[paper]

    assert [round(float(side) / MM) for side in printed(house_dossier(world.other), paper).pages[0].mediabox[2:]] == [
        width,
        height,
    ]


def test_in_arabic_it_prints_from_right_to_left(world):
    found = noor_on_paper(world.noor, "ar")

    assert str(found.trailer["/Root"]["/Lang"]).startswith("ar")
    assert place_of("Gastouder", found.pages[0]) > place_of("uitleg", found.pages[0]), "the first year stands on the right"
    dutch = noor_on_paper(world.noor)
    assert place_of("Gastouder", dutch.pages[0]) < place_of("uitleg", dutch.pages[0])


def place_of(word, page) -> float:
    """How far from the left edge a word stands, in points."""
    found = []

    def see(text, matrix, text_matrix, _font, _size):
        if word in text:
            found.append(text_matrix[4] * matrix[0] + matrix[4])

    page.extract_text(visitor_text=see)
    return found[0]


def test_an_unknown_sign_becomes_a_square_and_an_emoji_stays():
    assert printable("hiëroglief 𓀀 en ⚽️") == "hiëroglief □ en ⚽"


def test_where_the_sheet_begins_is_reckoned_nearly_as_it_is_measured(crowd):
    """Too hopeful costs time, too tight costs words: few and short cards begin with every line, hundreds do not."""
    dossier = crowd(9)
    found = steps_of(dossier)
    assert set(found) == {0}

    many = steps_of(crowd(400))
    assert all(step >= 8 for nth, step in enumerate(many) if nth not in AXES)


AXES = (3, 4)


def steps_of(dossier, width=420, height=297) -> list[int]:
    cards = cards_for_the_circle(dossier)
    board = board_of(dossier, cards, voices_in(dossier), Wanted(zoom="paper"))
    lanes = lanes_on_paper(lanes_of(board, {str(card.id): card for card in cards}), {"S": 0})
    return first_steps(lanes, first_day=board.first_day, days=board.days, width=width, height=height)
