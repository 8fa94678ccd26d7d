"""At the table lies paper: what is known, and empty cards to write on; in every language, for whom one chooses."""

import re
from datetime import date
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from rondom.base.lettering import advances, width_of, wrapped
from rondom.cards.actions import begin_card, settle_card, share_card
from rondom.children.dossier import house_dossier
from rondom.children.models import Role
from rondom.people.desk import house_desk
from rondom.timeline.actions import import_timeline
from rondom.timeline.blank import blank_cards, guide
from rondom.timeline.file import TimelineFile
from rondom.timeline.forms import BlankForm, FilledForm
from rondom.timeline.on_paper import cards_on_paper
from rondom.timeline.picture import picture
from rondom.timeline.poster import poster
from rondom.timeline.story import story_on_paper
from rondom.timeline.wanted import Excerpt
from tests.timeline.test_poster import MM, read, squeezed

MAKES = FilledForm.makes + BlankForm.makes
LANGUAGES = [code for code, _name in settings.LANGUAGES]
SVG = "{http://www.w3.org/2000/svg}"
# One who writes this wants to be more than text.
HOSTILE = "</text><script>alert(1)</script><a href='javascript:x' onload=\"y\">&amp;]]>\x00\x0b\ud7ff{{ 7 }} #panic(1)"


@pytest.fixture
def ask(world, as_person):
    """Ask the page for a paper, as somebody."""

    def asked(make="poster", role=Role.MOTHER, **given):
        browser = as_person(world.person(role))
        return browser.post(reverse("timeline:papers", args=[world.noor.pk]), {"make": make, **given})

    return asked


def pages_of(made: bytes) -> list[str]:
    return [squeezed(page.extract_text()) for page in PdfReader(BytesIO(made)).pages]


def parsed(made: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(made)  # noqa: S314 — what we made ourselves


def words_of(made: bytes) -> str:
    """All that a picture says, in its order."""
    return " ".join("".join(each.itertext()) for each in parsed(made).iter(f"{SVG}text"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [make for make in MAKES if make != "picture"])
def test_every_paper_is_tagged_in_its_own_language_in_letters_that_can_be_read(ask, make, language):
    answer = ask(make, paper="a3", language=language)

    assert answer.status_code == 200
    found = PdfReader(BytesIO(answer.content))
    catalogue = found.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert str(catalogue["/Lang"]).startswith(language)
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()
    said, smallest = zip(*(read(page) for page in found.pages), strict=True)
    assert min(smallest) >= 7
    assert "□" not in "".join(said)
    width, height = (420, 297) if make in ("poster", "blank_board") else (210, 297)
    assert [round(float(side) / MM) for side in found.pages[0].mediabox[2:]] == [width, height]


@pytest.mark.parametrize("paper", ["a4", "a3", "a2", "a1", "a0"])
def test_an_empty_board_has_axis_lanes_and_groups_in_every_size_and_no_card(world, paper):
    made = poster(house_dossier(world.noor), paper=paper, language="nl", is_blank=True)

    (only,) = PdfReader(BytesIO(made)).pages
    said, smallest = read(only)
    assert smallest >= 7
    for word in ("Levensgebeurtenissen", "Ontwikkelingkind", "Groepkind", "4jaar", "2020", "moeder"):
        assert word in said
    assert not any(squeezed(card.text)[:30] in said for card in cards_on_paper(house_dossier(world.noor)))


def test_a_part_of_the_board_holds_the_chosen_years_lanes_and_voices_and_says_so(world):
    dossier = house_dossier(world.noor)
    part = Excerpt(lanes=frozenset({"hulp_kind_gezin"}), voices=frozenset("M"), since=2019, until=2022)
    whole, chosen = cards_on_paper(dossier), cards_on_paper(dossier, None, part)

    (said, *_more) = pages_of(poster(dossier, paper="a3", language="nl", part=part))

    assert 0 < len(chosen) < len(whole)
    assert all(card.kind == "help" and card.letter == "M" for card in chosen)
    assert all(squeezed(card.text)[:12] in said for card in chosen)
    assert "Hierstaateendeel:Hulpkind/gezin;moeder;2019–2022." in said
    assert "Levensgebeurtenissen" not in said, "a lane that was not chosen takes no room"


@pytest.mark.parametrize(
    ("since", "until", "first", "last"), [(2019, 2022, 2019, 2022), (2024, None, 2024, 2026), (None, 2014, 2014, 2014)]
)
def test_the_axis_runs_over_the_chosen_years(since, until, first, last):
    days = Excerpt(since=since, until=until).window(date(2014, 10, 3), date(2026, 11, 28))

    assert days is not None
    ends = [date.fromordinal(date(2014, 10, 3).toordinal() + day).year for day in days]
    assert ends == [first, last]


@pytest.mark.parametrize("language", LANGUAGES)
def test_empty_cards_come_eight_to_a_sheet_with_the_lane_the_questions_and_three_faces(language):
    with translation.override(language):
        made = blank_cards(language=language)
        lanes = [squeezed(str(translation.gettext(name))) for name in ("Hulp kind/gezin", "Levensgebeurtenissen")]
        when = squeezed(translation.gettext("Wanneer was dat?"))

    sheets = PdfReader(BytesIO(made)).pages
    assert len(sheets) == 7
    if language != "ar":  # what a PDF keeps of Arabic are its shapes
        said = pages_of(made)
        assert [page.count(when) for page in said] == [8] * 7
        assert said[4].count(lanes[0]) == 8
        assert said[0].count(lanes[1]) == 8
    assert count_of_figures(made, 4) == 8 * (1 + 3), "the sign of the lane and three faces on each card about help"
    assert count_of_figures(made, 0) == 8


def count_of_figures(made: bytes, nth: int) -> int:
    """The pictures with a text for who listens that stand on one sheet."""
    found = PdfReader(BytesIO(made))
    sheet = found.pages[nth].indirect_reference.idnum
    count, waiting = 0, [found.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        part = waiting.pop().get_object()
        if isinstance(part, list):
            waiting.extend(part)
        elif isinstance(part, dict):
            is_here = "/Pg" in part and part.raw_get("/Pg").idnum == sheet
            count += part.get("/S") == "/Figure" and "/Alt" in part and is_here
            if "/K" in part:
                waiting.append(part["/K"])
    return count


def test_empty_cards_and_their_explanation_hold_nothing_of_a_child(ask, world):
    for make in ("blank_cards", "guide"):
        said = "".join(pages_of(ask(make).content))
        for word in ("Noor", "Rima", world.noor.name.split()[-1], str(world.noor.birth_date.year)):
            assert word not in said


def test_a_family_gets_no_empty_cards_for_bottlenecks_in_the_system_and_a_coordinator_does(ask):
    assert len(pages_of(ask("blank_cards").content)) == 6
    assert len(pages_of(ask("blank_cards", Role.CARE_COORDINATOR).content)) == 7
    assert len(pages_of(ask("blank_cards", lanes=["hulp_kind_gezin", "samenwerking"]).content)) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_explanation_is_one_sheet_with_an_example_that_is_described(language):
    with translation.override(language):
        found = PdfReader(BytesIO(guide(language=language)))
        described = translation.gettext(
            "Een ingevuld kaartje over hulp: wanneer, wat, een cirkel om het blije gezichtje, en wie het vertelt."
        )

    assert len(found.pages) == 1
    assert described in alternatives(found)


def alternatives(found: PdfReader) -> list[str]:
    texts, waiting = [], [found.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        part = waiting.pop().get_object()
        if isinstance(part, list):
            waiting.extend(part)
        elif isinstance(part, dict):
            texts.append(str(part.get("/Alt", "")))
            if "/K" in part:
                waiting.append(part["/K"])
    return texts


def test_the_story_is_a_list_by_year_with_every_text_its_voice_and_key_moments(world):
    dossier = house_dossier(world.noor)
    said = "".join(pages_of(story_on_paper(dossier, language="nl"))).replace("’", "'")

    cards = cards_on_paper(dossier)
    assert [card.text for card in cards if card.language == "nl" and squeezed(card.text).replace("’", "'") not in said] == []
    assert all(squeezed(card.voice) in said for card in cards)
    years = [int(year) for year in re.findall(r"(20[12]\d)·groep\d", said)]
    assert years == sorted(years)
    assert ("Belangrijkmoment" in said) == any(card.key_moments for card in cards)


def test_the_picture_names_itself_and_says_every_card_without_script_or_style(world):
    dossier = house_dossier(world.noor)
    made = picture(dossier, language="nl")

    root = parsed(made)
    name, about = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert (root.get("lang"), name.text) == ("nl", "Tijdlijn van Noor")
    assert root.get("aria-labelledby").split() == [name.get("id"), about.get("id")]
    assert re.match(r"\d+ kaartjes", about.text)
    assert harmless(root)
    titles = [each.text for each in root.iter(f"{SVG}title")][1:]
    said = squeezed(words_of(made))
    cards = cards_on_paper(dossier)
    assert len(titles) == len(cards)
    assert [card.text for card in cards if squeezed(card.text) not in squeezed(" ".join(titles))] == []
    assert all(squeezed(card.text)[:14] in said for card in cards)


def harmless(root) -> bool:
    tags = {each.tag.removeprefix(SVG) for each in root.iter()}
    given = {name for each in root.iter() for name in each.attrib}
    return tags <= {"svg", "title", "desc", "g", "rect", "line", "circle", "path", "text", "tspan"} and not any(
        name.startswith("on") or "href" in name or name in ("style", "class") for name in given
    )


@pytest.mark.parametrize("make", FilledForm.makes)
def test_what_wants_to_be_more_than_text_is_text(mother, ask, make):
    card = begin_card(mother, kind="help")
    settle_card(mother, card=card, words={"text": HOSTILE, "date": "<2021>", "response": HOSTILE})
    share_card(mother, card=card)

    answer = ask(make)

    assert answer.status_code == 200
    if make == "picture":
        assert harmless(parsed(answer.content))
        assert "<script>alert(1)</script>" in words_of(answer.content)
        assert answer["Content-Disposition"].startswith("attachment")
    else:
        assert "<script>alert(1)</script>" in "".join(pages_of(answer.content))


def test_a_long_text_goes_on_under_the_picture(mother):
    long = " ".join(f"woord{nth}" for nth in range(300))
    card = begin_card(mother, kind="life_event")
    settle_card(mother, card=card, words={"text": long, "date": "2021"})
    share_card(mother, card=card)

    said = words_of(picture(mother, language="nl"))

    assert "De hele tekst van wat niet op het bord paste" in said
    assert squeezed(long) in squeezed(said)


def test_in_arabic_a_picture_runs_from_right_to_left_and_each_text_its_own_way(world):
    root = parsed(in_language("ar", lambda: picture(house_dossier(world.noor), language="ar")))

    of = {each.get("lang"): each.get("direction") for each in root.iter(f"{SVG}text")}
    assert (of["ar"], of["nl"]) == ("rtl", "ltr")
    on_axis = [each for each in root.iter(f"{SVG}text") if each.get("text-anchor") == "middle"]
    ages = {"".join(each.itertext()): int(each[0].get("x")) for each in on_axis}
    assert ages["2019"] > ages["2021"]


def in_language(language, make):
    with translation.override(language):
        return make()


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_for_a_child_of_whom_nothing_is_told_says_so_kindly(world, language):
    child = import_timeline(house_desk(world.school), file=TimelineFile("Nieuw Kind", date(2019, 5, 1), {}, (), (), (), ()))
    dossier = house_dossier(child)
    with translation.override(language):
        kind = squeezed(translation.gettext("Hier staat nog niets. Schrijf erbij wat er was."))
        papers = [poster(dossier, paper="a4", language=language), story_on_paper(dossier, language=language)]
        drawn = picture(dossier, language=language)

    assert kind in squeezed(words_of(drawn))
    if language != "ar":
        assert all(kind in pages_of(paper)[0] for paper in papers)


WRONG = [
    ("poster", {"paper": "a7"}, "Deze maat kennen wij niet. Kies A4, A3, A2, A1 of A0."),
    ("blank_board", {"paper": "<b>"}, "Deze maat kennen wij niet. Kies A4, A3, A2, A1 of A0."),
    ("poster", {"van": "vroeger"}, "Schrijf een jaar met vier cijfers, zoals 2018."),
    ("story", {"tot": "20²²"}, "Schrijf een jaar met vier cijfers, zoals 2018."),
    ("story", {"van": "1066"}, "Kies een jaar van 20"),
    ("picture", {"tot": "9999"}, "Kies een jaar van 20"),
    ("poster", {"baan": ["tuin"]}, "Dit onderwerp kennen wij niet."),
    ("story", {"stem": ["?"]}, "Deze stem is er niet."),
    ("blank_cards", {"lanes": ["tuin"]}, "Dit onderwerp kennen wij niet."),
    ("guide", {"language": "tlh"}, "Deze taal kennen wij nog niet. Kies een taal uit de lijst."),
    ("vlieger", {}, "Dit papier kennen wij niet. Kies een van de knoppen."),
    ("poster", {"people": ["oma"]}, "Iemand die is aangevinkt, leest niet meer mee."),
]


@pytest.mark.parametrize(("make", "given", "said"), WRONG)
def test_what_can_not_be_printed_is_said_in_a_sentence_and_the_choice_stays(ask, make, given, said):
    answer = ask(make, **{"paper": "a1", "van": "", **given})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    if "paper" not in given:
        assert re.search(r'value="a1"[^>]*checked', page)


def test_nothing_chosen_is_everything_and_years_may_be_turned_round_and_in_arabic_figures(ask, world):
    assert ask("story").content[:4] == b"%PDF"

    turned, straight = (
        re.sub(rb"afgedrukt op [^<]*", b"", ask("picture", van=van, tot=tot).content)
        for van, tot in (("٢٠٢٢", "2019"), ("2019", "2022"))
    )
    assert turned == straight


def test_what_is_chosen_on_the_board_is_chosen_on_the_page_of_paper(world, as_person):
    browser = as_person(world.person(Role.MOTHER))
    where = reverse("timeline:papers", args=[world.noor.pk])

    board = browser.get(f"/kinderen/{world.noor.pk}/?van=2019&baan=hulp_kind_gezin").content.decode()
    page = browser.get(f"{where}?van=2019&baan=hulp_kind_gezin").content.decode()

    assert f'href="{where}?&amp;baan=hulp_kind_gezin&amp;van=2019"' in board
    assert re.search(r'name="van"[^>]*value="2019"', page)
    assert re.findall(r'name="baan" value="(\w+)"[^>]*checked', page) == ["hulp_kind_gezin"]


def test_lines_are_broken_at_words_and_no_line_is_wider_than_its_room():
    text = "Een verhaal over Pannenkoekenhuiselijkheidsvergunning en مدرسة en ትምህርቲ"

    lines = wrapped(text, 60, 10)

    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width_of(line, 10) <= 60 for line in lines)
    assert wrapped("", 60, 10) == []
    assert advances()[ord("m")] > advances()[ord("i")]
