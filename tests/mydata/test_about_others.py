"""What is marked as about somebody else is in nothing that others take along, and in all that its writer takes along (R41).

A canary stands in a sentence of each field of a card of the mother, of the school and of the youth worker; each is asked for by
everybody who may take something along, in every file and on every paper that there is.
"""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
from django.core.management import call_command
from pypdf import PdfReader

from rondom.base.seal import all_laid_out
from rondom.cards.about_others import TOLD, sentences_of
from rondom.cards.actions import begin_card, keep_writing, mark_about_others, share_card
from rondom.cards.leaving import marked_in
from rondom.cards.models import AboutOthers, Card
from rondom.cards.queries import cards_in
from rondom.children.dossier import house_dossier
from rondom.children.models import Place, Role
from rondom.children.rights import Right
from rondom.people.desk import house_desk
from rondom.retention.export import copy_for
from rondom.timeline.actions import import_timeline
from rondom.timeline.export import timeline_file
from rondom.timeline.file import WrongFile, read_timeline

INSTEAD = "[dit stuk gaat over iemand anders]"
WRITERS = (Role.MOTHER, Role.CARE_COORDINATOR, Role.YOUTH_WORKER)
CANARY = re.compile(r"Kanarie[a-z]{10}")


def canary(role: str, field: str) -> str:
    """A word that looks like a name: letters only, so that paper can not break it."""
    return f"Kanarie{sum(map(ord, role)):05d}{TOLD.index(field):05d}".translate(str.maketrans("0123456789", "abcdefghij"))


def marked_card(dossier) -> Card:
    words = {name: f"Noor sliep goed. Toen kwam {canary(dossier.role, name)} weer thuis. Daarna was het stil." for name in TOLD}
    card = share_card(dossier, card=begin_card(dossier, kind="help"), words={**words, "date": "2021"})
    chosen = [sign for sign, sentence in sentences_of([words]).items() if "Kanarie" in sentence]
    mark_about_others(dossier, card=card, chosen=chosen)
    return card


@pytest.fixture
def cards(world) -> dict[str, Card]:
    return {role: marked_card(world.dossier(role)) for role in WRITERS}


def letters(pdf: bytes) -> str:
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def said_in(content: bytes) -> dict[str, str]:
    """All that a file says, and each file in it by its name."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return {name: said_in(packed.read(name))[""] for name in packed.namelist()}
    return {"": letters(content) if content[:4] == b"%PDF" else content.decode("utf-8", "replace")}


def sent(answer) -> bytes:
    assert answer.status_code == 200, answer
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def exports_of(world, browser, role: str) -> dict[str, str]:
    """Every way out for this reader, as files."""
    here, dossier, found = f"/kinderen/{world.noor.pk}", world.dossier(role), {}
    if dossier.may(Right.EXPORT_TIMELINE):
        found["bundle"] = sent(browser.post(f"{here}/mijn-gegevens/meenemen/", {"with_media": "on"}))
        found["file"] = sent(browser.post(f"{here}/meenemen/"))
    if dossier.may(Right.PRINT_TIMELINE):
        for make in ("story", "poster", "picture"):
            found[make] = sent(browser.post(f"{here}/afdrukken/", {"make": make, "paper": "a3"}))
    if dossier.organisation_id:
        found["copy"] = copy_for(dossier).content
    return {f"{way} {name}".strip(): said for way, content in found.items() for name, said in said_in(content).items()}


def heard(said: str) -> set[str]:
    return set(CANARY.findall(said))


def of(*roles: str) -> set[str]:
    return {canary(role, name) for role in roles for name in TOLD}


def on_paper(*roles: str) -> set[str]:
    """Paper prints what goes well and less in the place of a text, not beside it."""
    return {canary(role, name) for role in roles for name in TOLD if not name.startswith("goes")}


def own_of(world, role: str, way: str) -> tuple[str, ...]:
    """Whose marked words may stand whole in what this role takes along by this way."""
    voice, organisation = world.dossier(role).voice, world.dossier(role).organisation_id
    if way.startswith("copy"):
        return tuple(each for each in WRITERS if organisation and world.dossier(each).organisation_id == organisation)
    if way.startswith(("bundle", "file")):
        return tuple(each for each in WRITERS if world.dossier(each).voice == voice)
    return ()  # a paper is for others


@pytest.mark.parametrize("role", [Role.MOTHER, Role.FATHER, Role.CHILD, Role.TEACHER, Role.CARE_COORDINATOR, Role.YOUTH_WORKER])
def test_marked_words_are_in_no_export_of_another_and_in_all_of_the_writers_own(world, as_person, cards, role):
    exports = exports_of(world, as_person(world.person(role)), role)

    assert exports
    for way, said in exports.items():
        assert heard(said) <= of(*own_of(world, role, way)), way
    tells = ("verhaal.pdf", "tijdlijn.json", "tijdlijn.pdf", "file")
    for way in (each for each in exports if each.endswith(tells)):
        expected = on_paper if way.endswith(".pdf") else of
        assert heard(exports[way]) == expected(*own_of(world, role, way)), way
    if role in (Role.MOTHER, Role.FATHER):
        for way in ("bundle verhaal.pdf", "bundle tijdlijn.json", "file", "story"):
            assert INSTEAD.replace(" ", "") in exports[way].replace(" ", ""), way
        assert "Noorsliepgoed." in exports["story"] and "Daarnawashetstil." in exports["story"]


def test_before_it_is_marked_it_goes_along_so_the_canaries_can_be_heard(world, as_person, cards):
    AboutOthers.objects.all().delete()
    exports = exports_of(world, as_person(world.person(Role.FATHER)), Role.FATHER)

    for way in ("bundle verhaal.pdf", "bundle tijdlijn.json", "file", "story", "poster", "picture"):
        assert heard(exports[way]) & of(Role.MOTHER), way


def test_in_the_house_who_may_read_the_card_reads_it_whole(world, as_person, cards):
    for role in (Role.FATHER, Role.CARE_COORDINATOR):
        page = as_person(world.person(role)).get(f"/kinderen/{world.noor.pk}/lijst/").text
        assert of(Role.MOTHER) & heard(page) and INSTEAD not in page


def test_a_paper_for_the_writer_alone_is_whole_and_for_one_more_it_is_not(world, as_person, cards):
    browser, here = as_person(world.person(Role.MOTHER)), f"/kinderen/{world.noor.pk}/afdrukken/"
    mother, father = (str(Place.objects.get(child=world.noor, role=role).pk) for role in (Role.MOTHER, Role.FATHER))

    def story(*people: str) -> set[str]:
        return heard(said_in(sent(browser.post(here, {"make": "story", "people": people})))[""])

    assert story(mother) == on_paper(Role.MOTHER)
    assert story(father) == story(mother, father) == set()


def test_in_a_story_without_names_it_is_not_either(world, as_person, cards):
    coordinator = as_person(world.person(Role.CARE_COORDINATOR))
    where = f"/kinderen/{world.noor.pk}/zonder-namen/"
    assert not heard(coordinator.get(where).text)

    AboutOthers.objects.all().delete()

    assert heard(coordinator.get(where).text)


def test_an_own_draft_goes_along_whole(world, mother, as_person):
    draft = begin_card(mother, kind="home")
    keep_writing(mother, card=draft, words={"text": f"Toen kwam {canary(Role.MOTHER, 'text')} weer thuis."})
    mark_about_others(
        mother, card=draft, chosen=list(sentences_of([{"text": f"Toen kwam {canary(Role.MOTHER, 'text')} weer thuis."}]))
    )

    exports = exports_of(world, as_person(world.person(Role.MOTHER)), Role.MOTHER)

    assert heard(exports["bundle verhaal.pdf"]) == {canary(Role.MOTHER, "text")}


def test_the_words_in_its_place_are_in_the_language_of_who_takes_it_along(world, as_person, cards):
    father = as_person(world.person(Role.FATHER), "en")
    file = said_in(sent(father.post(f"/kinderen/{world.noor.pk}/meenemen/")))[""]
    assert INSTEAD not in file and not heard(file) and "[this part is about someone else]" in file


def test_marks_go_along_with_the_own_file_and_come_back_with_it(world, mother, cards):
    """Round trip: what is imported from an own export is marked again, and the house carries all of it over."""
    first = timeline_file(house_dossier(world.noor), with_drafts=True)
    marked = {row["id"]: row["about_others"] for row in first["cards"] if "about_others" in row}
    assert {each for rows in marked.values() for each in heard(" ".join(rows))} == of(*WRITERS)
    (own,) = [row for row in timeline_file(mother, with_drafts=True)["cards"] if "about_others" in row]
    assert heard(" ".join(own["about_others"])) == of(Role.MOTHER)

    child = import_timeline(house_desk(world.school), file=read_timeline(json.dumps(first)))

    again = timeline_file(house_dossier(child), with_drafts=True)
    assert {row["id"]: row["about_others"] for row in again["cards"] if "about_others" in row} == marked
    with all_laid_out():
        assert len(marked_in(house_dossier(child))) == len(WRITERS)


@pytest.mark.parametrize(
    ("wrong", "place"),
    [("Ilse", "cards[0].about_others"), ([7], "cards[0].about_others.0"), (["x"] * 401, "cards[0].about_others")],
)
def test_a_wrong_mark_in_a_file_is_named_by_its_place(wrong, place):
    card = {"id": "1", "lane": "hulp_kind_gezin", "author": "S", "text": "Hulp", "about_others": wrong}
    with pytest.raises(WrongFile) as said:
        read_timeline(json.dumps({"child": {"birth_date": "2016-04-12"}, "cards": [card]}))

    assert any(reason.startswith(f"{place}:") for reason in said.value.reasons)


def test_the_poster_that_the_house_prints_for_a_circle_is_without_it(world, cards, tmp_path):
    made = tmp_path / "bord.pdf"
    call_command("timeline_print", str(world.noor.pk), "--paper", "a3", "--out", str(made))
    assert not heard(said_in(made.read_bytes())[""])


def test_of_what_stands_on_the_timeline_only_the_marks_of_cards_change(world, mother, cards):
    told = {card.id: card for card in cards_in(mother)}
    assert all(card.about_others == () for card in told.values())
    assert AboutOthers.objects.count() == len(WRITERS)
    assert max(each.at for each in AboutOthers.objects.all()) - min(each.at for each in AboutOthers.objects.all()) < timedelta(1)
