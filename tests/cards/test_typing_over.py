"""After the meeting the IB'er types the paper cards over, a line per card; of whom they are, says whether it is right."""

from itertools import count
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from rondom.base.actions import Refused
from rondom.base.models import Event, Letter
from rondom.cards.actions import Typed, confirm_typed, keep_lines, lay_lines, settle_card
from rondom.cards.models import Card, CardShared, CardVersion, TypedLine
from rondom.cards.queries import cards_in
from rondom.cards.typed import MOST_LINES, lines_of, speakers_in
from rondom.children.actions.circle import seat
from rondom.children.dossier import house_dossier
from rondom.children.models import Authority, Place, Role, Voice
from rondom.people.models import Person
from tests.sealed import rewrite

NUMBERS = count()


@pytest.fixture
def typist(world):
    return world.dossier(Role.CARE_COORDINATOR)


def voice(dossier, letter: str) -> Voice:
    return Voice.objects.get(child=dossier.child, letter=letter)


def cards_saying(text: str) -> list[Card]:
    return [each.card for each in CardVersion.objects.select_related("card") if each.words["text"] == text]


def line(dossier, letter: str = "M", kind: str = "help", key=None, **words: str) -> Typed:
    told = {"date": "", "text": "Van papier", "face": "", **words}
    return Typed(key or uuid4(), voice(dossier, letter), kind, told, next(NUMBERS))


def path(world) -> str:
    return f"/kinderen/{world.noor.pk}/overtypen/"


def form(*lines: Typed) -> dict:
    given: dict = {"line": [str(each.key) for each in lines]}
    for each in lines:
        given |= {f"{each.key}-{name}": words for name, words in each.words.items()}
        given[f"{each.key}-number"] = str(each.number)
        given |= {f"{each.key}-voice": str(each.voice.pk), f"{each.key}-kind": each.kind}
    return given


def test_lines_become_cards_of_their_voice_with_who_typed_them_in_the_order_of_the_paper(world, typist):
    keep_lines(
        typist,
        lines=[
            line(typist, text="Speltherapie", date="najaar 2021", face="good"),
            line(typist, "V", "home", text="Verhuisd", date="vorig jaar"),
        ],
    )

    first, second = lay_lines(typist)

    first, second = Card.objects.get(pk=first.pk), Card.objects.get(pk=second.pk)
    assert (first.voice.letter, first.kind, second.voice.letter, second.kind) == ("M", "help", "V", "home")
    assert {card.typed_by_id for card in (first, second)} == {typist.person_id}
    assert first.written_by_id is None
    assert (first.information_kind, first.owner_id) == ("K06", None)
    version = CardVersion.objects.get(card=first)
    assert (version.words, version.face, version.start.year) == ({"date": "najaar 2021", "text": "Speltherapie"}, "good", 2021)
    assert list(CardShared.objects.filter(card__in=[first, second]).order_by("at").values_list("card", flat=True)) == [
        first.pk,
        second.pk,
    ]
    assert lines_of(typist) == []


def test_a_card_for_youth_care_belongs_to_youth_care_and_one_of_the_own_voice_is_the_own(world, typist):
    keep_lines(typist, lines=[line(typist, "J"), line(typist, "S")])

    youth, own = (Card.objects.get(pk=card.pk) for card in lay_lines(typist))

    worker = Place.objects.filter(child=world.noor, role=Role.YOUTH_WORKER).first()
    assert (youth.information_kind, youth.owner_id) == ("K12", worker.organisation_id)
    assert (own.written_by_id, own.typed_by_id, own.owner_id) == (typist.person_id, None, typist.organisation_id)


def test_who_is_typed_for_gets_a_letter_that_says_nothing_and_says_whether_it_is_right(world, typist, as_person):
    rewrite(Person.objects.filter(pk=world.person(Role.MOTHER).pk), email="moeder@voorbeeld.nl")
    keep_lines(typist, lines=[line(typist, text="Zij was zo blij")])
    assert not Letter.objects.exists()
    (card,) = lay_lines(typist)
    assert list(Letter.objects.values_list("person_id", "kind")) == [(world.person(Role.MOTHER).pk, "news")]

    browser, other = as_person(world.person(Role.MOTHER)), as_person(world.person(Role.FATHER))
    board = browser.get(f"/kinderen/{world.noor.pk}/").text
    assert "1 kaartje overgetypt: klopt het?" in board
    assert "overgetypt: klopt" not in other.get(f"/kinderen/{world.noor.pk}/").text
    assert "Zij was zo blij" in browser.get(f"/kinderen/{world.noor.pk}/kaartjes/").text
    where = f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/"
    name = world.person(Role.CARE_COORDINATOR).name
    assert f"Overgetypt van papier door {name}. Klopt het?" in browser.get(where).text
    assert "zei nog niet of het klopt" in other.get(where).text

    assert browser.post(f"{where}klopt/").status_code == 302
    browser.post(f"{where}klopt/")

    assert card.confirmed.count() == 1
    assert "Klopt het?" not in browser.get(where).text
    assert "zei nog niet" not in other.get(where).text
    assert "overgetypt: klopt" not in browser.get(f"/kinderen/{world.noor.pk}/").text


def test_mending_it_says_that_it_is_right_now_and_from_then_on_the_typist_does_not_mend_it(world, typist, mother):
    keep_lines(typist, lines=[line(typist)])
    (card,) = lay_lines(typist)
    settle_card(typist, card=card, words={"text": "Van papier, beter"})
    assert next(each for each in cards_in(mother) if each.id == card.pk).is_to_check

    settle_card(mother, card=card, words={"text": "Zo was het"})

    assert not next(each for each in cards_in(mother) if each.id == card.pk).is_to_check
    confirm_typed(mother, card=card)
    with pytest.raises(Refused, match="van iemand anders"):
        settle_card(typist, card=Card.objects.get(pk=card.pk), words={"text": "Toch anders"})


def test_nobody_says_for_another_voice_that_it_is_right(world, typist, mother):
    keep_lines(typist, lines=[line(typist)])
    (card,) = lay_lines(typist)

    for dossier in (typist, world.dossier(Role.FATHER)):
        with pytest.raises(Refused):
            confirm_typed(dossier, card=card)
    own = Card.objects.filter(child=world.noor, voice=mother.voice, typed_by=None).first()
    with pytest.raises(Refused):
        confirm_typed(mother, card=own)


def test_only_who_types_reads_what_is_being_typed(world, typist, as_person):
    keep_lines(typist, lines=[line(typist, text="Nog niet van iemand")])

    for role in Role.values:
        if Place.objects.filter(child=world.noor, role=role, taken__isnull=False).exists():
            said = as_person(world.person(role)).get(path(world)).text
            assert ("Nog niet van iemand" in said) == (role == Role.CARE_COORDINATOR)
    assert all("Nog niet van iemand" not in each.words.get("text", "") for each in cards_in(world.dossier(Role.MOTHER)))


def test_closing_half_way_loses_nothing(world, typist, as_person):
    browser = as_person(world.person(Role.CARE_COORDINATOR))
    half = line(typist, text="", date="na de zomer")

    said = browser.post(f"{path(world)}regel/", {**form(half), "line": str(half.key)})

    assert said.status_code == 200
    assert "regel" not in said.text.lower()
    assert "na de zomer" in as_person(world.person(Role.CARE_COORDINATOR)).get(path(world)).text


def test_a_line_that_is_not_whole_says_so_and_stays_while_the_rest_is_laid(world, typist, as_person):
    browser = as_person(world.person(Role.CARE_COORDINATOR))
    whole, empty = line(typist, text="Deze is af"), line(typist, text="", date="2022")
    long = line(typist, text="lang " * 1000)
    wrong = line(typist, kind="home", face="good", text="Met een gezicht")
    blank = line(typist, text="")

    page = browser.post(path(world), {**form(whole, empty, long, wrong, blank), "done": "1"}, follow=True)

    assert len(cards_saying("Deze is af")) == 1
    assert {each.pk for each in lines_of(typist)} == {empty.key, long.key, wrong.key}
    assert "Er ligt 1 kaartje op de tijdlijn." in page.text
    assert "3 regels zijn nog niet af" in page.text
    assert "Er staat nog niets op dit kaartje" in page.text
    assert "haal er nog 999 tekens af" in page.text
    assert "Een gezichtje hoort bij hulp en bij samenwerking" in page.text
    again = browser.post(path(world), {"done": "1"}, follow=True)
    assert "3 regels zijn nog niet af" in again.text


def test_a_date_that_is_not_understood_is_said_and_stops_nobody(world, typist, as_person):
    browser = as_person(world.person(Role.CARE_COORDINATOR))
    one = line(typist, date="31-31-2021")

    said = browser.post(f"{path(world)}regel/", {**form(one), "line": str(one.key)}).text
    assert "Deze datum begrijpt Rondom niet" in said

    (card,) = lay_lines(typist)
    told = next(each for each in cards_in(typist) if each.id == card.pk)
    assert (told.when, told.placed.by) == ("31-31-2021", "none")


def test_what_is_typed_twice_is_laid_once(world, typist, as_person):
    browser = as_person(world.person(Role.CARE_COORDINATOR))
    one, late = line(typist, text="Maar een keer"), line(typist, text="Later getypt")
    given = {**form(one), "done": "1"}
    browser.post(path(world), given)

    assert "al een kaartje" in browser.post(path(world), given, follow=True).text
    kept = browser.post(f"{path(world)}regel/", {**form(one), "line": str(one.key)}, headers={"accept": "text/plain"})
    assert (kept.status_code, "al een kaartje" in kept.text) == (409, True)
    browser.post(path(world), {**form(one, late), "done": "1"})  # a page that was open since before

    assert len(cards_saying("Maar een keer")) == 1
    assert len(cards_saying("Later getypt")) == 1
    assert TypedLine.objects.get(pk=one.key).words == {}


def test_a_line_that_arrives_late_keeps_its_place(world, typist, as_person):
    first, second = line(typist, text="Eerst"), line(typist, text="Daarna")
    browser = as_person(world.person(Role.CARE_COORDINATOR))

    for late in (second, first):
        browser.post(f"{path(world)}regel/", {**form(late), "line": str(late.key)})
    strange = line(typist, text="Vooraan")
    browser.post(f"{path(world)}regel/", {**form(strange), "line": str(strange.key), f"{strange.key}-number": "-1e9"})

    told = [each.words["text"] for each in lines_of(typist)]
    assert told.index("Eerst") < told.index("Daarna")
    assert TypedLine.objects.get(pk=strange.key).number == 0


def test_a_line_that_is_made_empty_is_gone(typist):
    one = line(typist)
    keep_lines(typist, lines=[one])
    keep_lines(typist, lines=[line(typist, key=one.key, text=" ")])

    assert lines_of(typist) == []
    with pytest.raises(Refused, match="nog geen regel"):
        lay_lines(typist)


def test_when_no_line_is_whole_nothing_is_laid(typist):
    keep_lines(typist, lines=[line(typist, text="", date="2021")])

    with pytest.raises(Refused, match="nog geen regel af"):
        lay_lines(typist)


def test_nobody_writes_in_the_line_of_another(world, typist):
    one = line(typist, text="Van de typist")
    keep_lines(typist, lines=[one])
    leader = seat(house_dossier(world.noor), name="Nog een", role=Role.CARE_COORDINATOR, language="nl")
    TypedLine.objects.filter(pk=one.key).update(by=leader.person)

    with pytest.raises(Http404):
        keep_lines(typist, lines=[line(typist, key=one.key, text="Overschreven")])
    assert TypedLine.objects.get(pk=one.key).words["text"] == "Van de typist"


def test_it_is_typed_only_for_a_voice_that_may_come_in_and_write(world, typist):
    father = Place.objects.get(child=world.noor, role=Role.FATHER)
    assert father.voice_id in speakers_in(typist)
    Authority.objects.filter(place=father).delete()
    Place.objects.filter(pk=father.pk).update(has_custody=False)

    assert father.voice_id not in speakers_in(typist)
    with pytest.raises(Refused, match="Kies een andere"):
        keep_lines(typist, lines=[line(typist, "V")])
    with pytest.raises(Refused, match="Kies een andere"):
        keep_lines(typist, lines=[Typed(uuid4(), None, "help", {"text": "Van niemand"})])


def test_a_voice_that_leaves_half_way_is_said_at_its_line(world, typist, as_person):
    keep_lines(typist, lines=[line(typist, "V")])
    Authority.objects.filter(place__role=Role.FATHER, place__child=world.noor).delete()
    Place.objects.filter(child=world.noor, role=Role.FATHER).update(has_custody=False)

    page = as_person(world.person(Role.CARE_COORDINATOR)).post(path(world), {"done": "1"}, follow=True)

    assert "Deze stem doet niet meer mee. Kies een andere." in page.text
    assert "Van papier" in page.text


def test_a_voice_of_another_child_is_no_voice_here(world, typist):
    other = Voice.objects.filter(child=world.other).first()

    with pytest.raises((Refused, PermissionDenied)):
        keep_lines(typist, lines=[Typed(uuid4(), other, "help", {"text": "Elders"})])


def test_more_lines_than_a_page_can_hold_are_not_taken(typist):
    keep_lines(typist, lines=[line(typist) for _nth in range(MOST_LINES)])

    with pytest.raises(Refused, match="Leg deze eerst op de tijdlijn"):
        keep_lines(typist, lines=[line(typist)])
    assert len(lines_of(typist)) == MOST_LINES


def test_a_line_without_a_key_or_with_a_strange_one_is_not_there(world, as_person):
    browser = as_person(world.person(Role.CARE_COORDINATOR))

    assert browser.post(f"{path(world)}regel/", {}).status_code == 404
    assert browser.post(f"{path(world)}regel/", {"line": "1 of 2"}).status_code == 404
    assert browser.post(path(world), {"line": ["x"]}).status_code == 404


def test_the_record_says_that_was_typed_and_not_what(world, typist):
    keep_lines(typist, lines=[line(typist, text="Geheim woord")])
    lay_lines(typist)

    lines = Event.objects.filter(child_id=world.noor.pk, event__in=["typing.kept", "typing.laid", "card.laid"])
    assert set(lines.values_list("event", flat=True)) >= {"typing.kept", "typing.laid", "card.laid"}
    assert all("Geheim" not in str(row) for row in lines.values_list())


def test_the_page_asks_as_many_questions_with_many_lines_as_with_few(world, typist, as_person, django_assert_max_num_queries):
    browser = as_person(world.person(Role.CARE_COORDINATOR))
    keep_lines(typist, lines=[line(typist, date="voor de verhuizing")])
    browser.get(path(world))
    with django_assert_max_num_queries(60) as few:
        browser.get(path(world))
    keep_lines(typist, lines=[line(typist, date="voor de verhuizing") for _nth in range(20)])
    with django_assert_max_num_queries(len(few)):
        browser.get(path(world))
