"""An own statement beside the words of another: written by whom it concerns, there wherever the card stands whole (R42)."""

import json
import re
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from pypdf import PdfReader

from rondom.base.actions import Refused
from rondom.base.scope import Outside
from rondom.cards.actions import settle_card, state_own, take_back, throw_away, withdraw_statement
from rondom.cards.models import Card, OwnStatement
from rondom.cards.queries import cards_in
from rondom.children.actions import mark_secret_address
from rondom.children.models import Place, Role
from rondom.people.desk import house_desk
from rondom.timeline.actions import import_timeline
from rondom.timeline.export import timeline_file
from rondom.timeline.file import WrongFile, read_timeline
from rondom.timeline.on_paper import cards_on_paper
from rondom.timeline.picture import picture
from rondom.timeline.poster import poster
from rondom.timeline.story import story_on_paper

SAID = "Het was thuis heel anders"


def of_school(world) -> Card:
    return Card.objects.filter(child=world.noor, voice__letter="S", kind="help").order_by("begun_at").first()


def told(dossier, card):
    return next(each for each in cards_in(dossier) if each.id == card.pk)


def page_of(browser, card: Card) -> str:
    return browser.get(f"/kinderen/{card.child_id}/kaartjes/{card.pk}/").text


def on_paper(pdf: bytes) -> str:
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


@pytest.fixture
def beside(world, mother) -> OwnStatement:
    return state_own(mother, card=of_school(world), text=SAID)


def test_a_mother_states_her_own_beside_a_card_of_school_and_all_who_read_it_read_her(world, as_person):
    card = of_school(world)
    mother = as_person(world.person(Role.MOTHER))
    where = f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/"
    assert "Mijn eigen verklaring toevoegen" in mother.get(where).text

    answer = mother.post(f"{where}verklaring/", {"statement": SAID}, follow=True)

    assert SAID in answer.text
    assert "Mijn eigen verklaring veranderen" in answer.text
    for role in (Role.CARE_COORDINATOR, Role.FATHER, Role.TEACHER, Role.YOUTH_WORKER, Role.CHILD):
        page = page_of(as_person(world.person(role)), card)
        assert SAID in page and "Eigen verklaring van moeder" in page, role


@pytest.mark.parametrize("said", ["", "   ", "x" * 4001])
def test_an_empty_or_endless_statement_is_asked_again(world, as_person, said):
    where = f"/kinderen/{world.noor.pk}/kaartjes/{of_school(world).pk}/verklaring/"

    answer = as_person(world.person(Role.MOTHER)).post(where, {"statement": said})

    assert answer.status_code == 422
    assert 'id="verklaring" open' in answer.text
    assert not OwnStatement.objects.exists()


def test_it_stands_with_the_card_in_every_full_form(world, mother, beside):
    card, dossier = of_school(world), world.dossier(Role.CARE_COORDINATOR)
    text = told(dossier, card).text

    row = next(row for row in timeline_file(dossier, with_drafts=False)["cards"] if row["text"] == text)
    assert [each["text"] for each in row["statements"]] == [SAID]
    for made in (story_on_paper(mother, language="nl"), poster(mother, paper="a3", language="nl")):
        said = on_paper(made)
        assert SAID.replace(" ", "") in said and "Eigenverklaringvanmoeder" in said
    assert SAID in picture(mother, language="nl").decode()


def test_wherever_the_card_goes_the_statement_goes(world, beside):
    """For every reader and every way out: the item and its statement together, or neither."""
    card = of_school(world)
    for place in Place.objects.filter(child=world.noor, taken__isnull=False):
        dossier = world.dossier(place.role)
        whole = timeline_file(dossier, with_drafts=True)
        rows = [*whole["cards"], *whole["school_periods"], *whole["lane_texts"]["thuissituatie_gezin"]]
        is_there = any(each.get("id") in (card.file_id, str(card.pk)) for each in rows)
        assert any(each.get("statements") for each in rows) == is_there
        on_sheet = [each for each in cards_on_paper(dossier) if each.id == card.pk]
        assert all(each.statements for each in on_sheet)


def test_it_stands_on_the_list_and_its_mark_on_the_board(world, as_person, beside):
    school = as_person(world.person(Role.CARE_COORDINATOR))

    assert SAID in school.get(f"/kinderen/{world.noor.pk}/lijst/").text
    board = school.get(f"/kinderen/{world.noor.pk}/?beeld=together").text
    assert SAID not in board
    assert "#icon-say" in board and "Met een eigen verklaring van moeder." in board


def test_a_correction_leaves_it_and_says_that_the_words_were_others(world, beside):
    school, card = world.dossier(Role.CARE_COORDINATOR), of_school(world)

    settle_card(school, card=card, words={"text": "Verbeterd door school", "date": "2021"})

    (said,) = told(world.dossier(Role.MOTHER), card).statements
    assert said.text == SAID and said.is_of_earlier
    assert told(school, card).text == "Verbeterd door school"


def test_she_changes_her_words_and_takes_them_away_and_nobody_else_can(world, mother, beside):
    state_own(mother, card=of_school(world), text="Toch niet helemaal")
    assert [each.text for each in OwnStatement.objects.all()] == ["Toch niet helemaal"]

    with pytest.raises(Refused):
        withdraw_statement(world.dossier(Role.FATHER), statement=OwnStatement.objects.get())
    with pytest.raises(PermissionDenied):
        withdraw_statement(world.dossier(Role.CARE_COORDINATOR), statement=OwnStatement.objects.get())
    withdraw_statement(mother, statement=OwnStatement.objects.get())
    assert not OwnStatement.objects.exists()


def test_beside_an_own_card_or_one_that_is_no_longer_there_nothing_is_stated(world, mother):
    own = Card.objects.filter(child=world.noor, voice__letter="M", shares__isnull=False).first()
    with pytest.raises(Refused):
        state_own(mother, card=own, text=SAID)
    elsewhere = Card.objects.filter(child=world.other).first()
    with pytest.raises(Outside):
        state_own(mother, card=elsewhere, text=SAID)
    card = of_school(world)
    take_back(world.dossier(Role.CARE_COORDINATOR), card=card)
    with pytest.raises(Outside):
        state_own(mother, card=Card.objects.get(pk=card.pk), text=SAID)


@pytest.mark.parametrize("role", [Role.TEACHER, Role.CARE_COORDINATOR, Role.YOUTH_WORKER])
def test_who_works_here_writes_a_remark_and_no_statement(world, as_person, role):
    card = Card.objects.filter(child=world.noor, voice__letter="M", shares__isnull=False).first()
    browser = as_person(world.person(role))

    assert "eigen verklaring toevoegen" not in page_of(browser, card)
    assert browser.post(f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/verklaring/", {"statement": SAID}).status_code == 403


def test_what_stands_beside_a_card_of_the_father_does_not_tell_him_where_the_child_is(world, mother):
    his = Card.objects.filter(child=world.noor, voice__letter="V", shares__isnull=False).first()
    state_own(mother, card=his, text="Wij wonen nu in Zwolle")
    assert told(world.dossier(Role.FATHER), his).statements

    place = Place.objects.get(child=world.noor, role=Role.FATHER)
    mark_secret_address(world.dossier(Role.CARE_COORDINATOR), place=place, reason="Beslissing van de rechter")

    assert told(world.dossier(Role.FATHER), his).statements == ()


def test_a_file_brings_statements_back_with_their_cards(world, mother, beside):
    """Round trip: what is imported from an export gives the same export."""
    settle_card(world.dossier(Role.CARE_COORDINATOR), card=of_school(world), words={"text": "Verbeterd", "date": "2021"})
    first = timeline_file(world.dossier(Role.CARE_COORDINATOR), with_drafts=False)

    read = read_timeline(json.dumps(first))
    child = import_timeline(house_desk(world.school), file=read)

    assert [each.text for each in OwnStatement.objects.filter(card__child=child)] == [SAID]
    (said,) = [each for card in read.cards for each in card.statements]
    assert said.is_of_earlier and said.author == "M"


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ("niets", "cards[0].statements"),
        ([{"text": "Zonder wie"}], "cards[0].statements[0].author"),
        ([7], "cards[0].statements[0]"),
    ],
)
def test_a_wrong_statement_in_a_file_is_named_by_its_place(wrong, place):
    card = {"id": "1", "lane": "hulp_kind_gezin", "author": "S", "text": "Hulp", "statements": wrong}
    with pytest.raises(WrongFile) as said:
        read_timeline(json.dumps({"child": {"birth_date": "2016-04-12"}, "cards": [card]}))

    assert any(reason.startswith(f"{place}:") for reason in said.value.reasons)


def test_what_was_shared_today_by_mistake_can_be_thrown_away_for_a_day(world, mother, as_person):
    own = Card.objects.filter(child=world.noor, voice__letter="M", shares__isnull=False, remarks__isnull=True).first()
    assert "Ja, gooi dit kaartje weg" in page_of(as_person(world.person(Role.MOTHER)), own)

    throw_away(mother, card=own)

    assert not Card.objects.filter(pk=own.pk).exists()


def test_a_day_later_it_only_leaves_the_timeline_and_so_it_does_once_somebody_stated_beside_it(world, mother):
    first, second = Card.objects.filter(child=world.noor, voice__letter="M", shares__isnull=False, remarks__isnull=True)[:2]
    state_own(world.dossier(Role.FATHER), card=second, text=SAID)
    with pytest.raises(Refused):
        throw_away(mother, card=second)

    with time_machine.travel(timezone.now() + timedelta(hours=25)), pytest.raises(Refused):
        throw_away(mother, card=first)

    take_back(mother, card=first)
    assert Card.objects.filter(pk=first.pk).exists()
