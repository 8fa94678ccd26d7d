"""Cards: drafts, sharing, taking back, versions, ties, remarks."""

import pytest
from django.http import Http404

from rondom.base.actions import Refused
from rondom.cards.actions import (
    add_remark,
    begin_card,
    keep_writing,
    settle_card,
    share_all,
    share_card,
    take_back,
    throw_away,
    tie_cards,
    untie_card,
)
from rondom.cards.models import Card, CardUsed, CardVersion
from rondom.cards.queries import cards_in, drafts_in, find_card
from rondom.children.models import Role


def told(dossier, card):
    return next(each for each in cards_in(dossier) if each.id == card.pk)


def test_what_is_typed_is_kept_before_anything_is_sent(mother):
    card = begin_card(mother, kind="help")

    keep_writing(mother, card=card, words={"date": "najaar 2021"})
    keep_writing(mother, card=card, words={"text": "Speltherapie"})

    draft = next(draft for draft in drafts_in(mother) if draft.id == card.pk)
    assert draft.words == {"date": "najaar 2021", "text": "Speltherapie"}
    assert not CardVersion.objects.filter(card=card).exists()


def test_going_back_to_the_first_screen_leaves_no_blank_cards(mother):
    first = begin_card(mother, kind="help")
    second = begin_card(mother, kind="home")

    assert first.pk == second.pk
    assert Card.objects.get(pk=first.pk).kind == "home"


def test_a_shared_card_is_there_for_the_others_with_its_date_understood(world, mother):
    card = begin_card(mother, kind="help")

    share_card(mother, card=card, words={"date": "in groep 3", "text": "Leeshulp", "face": "good"})

    seen = told(world.dossier(Role.CARE_COORDINATOR), card)
    assert (seen.text, seen.face, seen.letter) == ("Leeshulp", "good", "M")
    assert (seen.placed.start.isoformat(), seen.placed.end.isoformat(), seen.placed.by) == ("2020-08-01", "2022-07-31", "group")


def test_an_empty_card_is_not_shared_and_says_why(mother):
    with pytest.raises(Refused, match="nog niets"):
        share_card(mother, card=begin_card(mother, kind="help"))


def test_all_drafts_are_shared_at_once(world, mother):
    for text in ("een", "twee"):
        settle_card(mother, card=begin_card(mother, kind="help"), words={"text": text})

    shared = share_all(mother)

    assert len(shared) == len({card.pk for card in shared}) >= 2
    assert drafts_in(mother) == ()


def test_a_card_taken_back_is_a_draft_again_and_keeps_its_place_in_the_order(world, mother):
    card = begin_card(mother, kind="help")
    share_card(mother, card=card, words={"text": "Even"})
    first = told(mother, card).shared_at

    take_back(mother, card=card)

    assert card.pk not in {each.id for each in cards_in(world.dossier(Role.FATHER))}
    share_card(mother, card=card)
    assert told(mother, card).shared_at == first


def test_a_card_used_in_a_meeting_stays(mother):
    card = begin_card(mother, kind="help")
    share_card(mother, card=card, words={"text": "Afspraak"})
    CardUsed.objects.create(card=card, where="meeting")

    with pytest.raises(Refused, match="al gebruikt"):
        take_back(mother, card=card)


def test_a_change_is_a_new_version_and_the_old_words_stay(mother):
    card = begin_card(mother, kind="life_event")
    share_card(mother, card=card, words={"text": "Verhuist"})

    settle_card(mother, card=card, words={"text": "Verhuisd"})
    settle_card(mother, card=card, words={"text": "Verhuisd"})

    assert [version.words["text"] for version in CardVersion.objects.filter(card=card)] == ["Verhuist", "Verhuisd"]
    assert told(mother, card).text == "Verhuisd"


def test_only_the_own_voice_changes_a_card_and_others_write_beside_it(world, mother):
    card = begin_card(mother, kind="life_event")
    share_card(mother, card=card, words={"text": "Verhuisd"})
    school = world.dossier(Role.CARE_COORDINATOR)

    with pytest.raises(Refused, match="van iemand anders"):
        settle_card(school, card=card, words={"text": "Anders"})
    add_remark(school, card=card, text="Dat merkten wij in de klas")

    assert told(mother, card).remarks == 1
    assert told(mother, card).text == "Verhuisd"


def test_a_card_that_others_read_is_not_thrown_away(mother):
    card = begin_card(mother, kind="life_event")
    share_card(mother, card=card, words={"text": "Gelezen"})

    with pytest.raises(Refused, match="niet weggooien"):
        throw_away(mother, card=card)


def test_a_draft_may_be_thrown_away(mother):
    card = begin_card(mother, kind="life_event")
    settle_card(mother, card=card, words={"text": "Toch niet"})

    throw_away(mother, card=card)

    assert not Card.objects.filter(pk=card.pk).exists()


def test_two_groups_that_are_about_the_same_thing_become_one(mother):
    cards = []
    for text in "abcd":
        card = begin_card(mother, kind="help")
        share_card(mother, card=card, words={"text": text})
        cards.append(card)
    tie_cards(mother, cards=cards[:2])
    tie_cards(mother, cards=cards[2:])

    tie_cards(mother, cards=cards[1:3])

    assert len({told(mother, card).subject for card in cards}) == 1
    untie_card(mother, card=cards[0])
    assert told(mother, cards[0]).subject is None


def test_cards_of_different_lanes_are_not_tied(mother):
    cards = []
    for kind in ("help", "home"):
        card = begin_card(mother, kind=kind)
        share_card(mother, card=card, words={"text": kind})
        cards.append(card)

    with pytest.raises(Refused, match="verschillende banen"):
        tie_cards(mother, cards=cards)


def test_a_card_that_is_not_visible_is_not_found(world, mother):
    card = begin_card(mother, kind="help")
    settle_card(mother, card=card, words={"text": "stil"})

    assert find_card(mother, card.pk) == card
    with pytest.raises(Http404):
        find_card(world.dossier(Role.FATHER), card.pk)
