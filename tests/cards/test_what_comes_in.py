"""What a card takes in: choices that there are, signs that can be kept, so many words; and what colleagues still write."""

import pytest
import time_machine

from rondom.base.actions import Refused
from rondom.cards.actions import (
    Laid,
    add_remark,
    begin_card,
    keep_writing,
    lay_cards,
    settle_card,
    share_all,
    share_card,
    tie_cards,
)
from rondom.cards.dates import FuzzyDate
from rondom.cards.models import Card, CardTied, CardVersion, Remark, Writing
from rondom.cards.queries import cards_in, drafts_in
from rondom.cards.rules import LONGEST, MOST_KEPT
from rondom.children.dossier import house_dossier
from rondom.children.models import Role
from rondom.timeline.export import timeline_file


def told(dossier, card):
    return next(each for each in cards_in(dossier) if each.id == card.pk)


def pages_of(world, card) -> list[str]:
    here = f"/kinderen/{world.noor.pk}"
    return [f"{here}/", f"{here}/?beeld=side-by-side", f"{here}/lijst/", f"{here}/kaartjes/{card.pk}/"]


@pytest.mark.parametrize("sent", [{"face": "GEHEIM"}, {"language": "nl-NL"}, {"language": "xx yy"}])
def test_a_choice_that_there_is_not_is_passed_over_and_no_page_breaks(world, as_person, mother, sent):
    card = begin_card(mother, kind="help")
    browser = as_person(world.person(Role.MOTHER))
    at = f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}"

    assert browser.post(f"{at}/bewaren/", {"text": "Speltherapie", "face": "good", "language": "nl"}).status_code == 204
    assert browser.post(f"{at}/bewaren/", sent).status_code == 204
    assert browser.post(f"{at}/delen/").status_code == 302

    assert (told(mother, card).face, told(mother, card).language) == ("good", "nl")
    assert [browser.get(page).status_code for page in pages_of(world, card)] == [200] * 4
    assert browser.post(f"/kinderen/{world.noor.pk}/afdrukken/", {"paper": "a4"}).status_code == 200


def test_an_older_row_with_a_choice_that_there_is_not_breaks_no_page(world, as_person, mother):
    card = share_card(mother, card=begin_card(mother, kind="school"), words={"text": "De Wilg"})
    CardVersion.objects.filter(card=card).update(face="GEHEIM", language="nl-NL", school_period="kasteel")
    Writing.objects.create(card=begin_card(mother, kind="help"), by_id=mother.person_id, words={"text": "x", "face": "?"})
    browser = as_person(world.person(Role.MOTHER))

    assert [browser.get(page).status_code for page in pages_of(world, card)] == [200] * 4
    assert browser.get(f"/kinderen/{world.noor.pk}/kaartjes/").status_code == 200
    assert browser.post(f"/kinderen/{world.noor.pk}/afdrukken/", {"paper": "a4"}).status_code == 200
    assert timeline_file(house_dossier(world.noor), with_drafts=True)["cards"]


def test_what_is_too_long_is_kept_but_not_settled_and_it_says_how_much(mother):
    card = begin_card(mother, kind="help")

    keep_writing(mother, card=card, words={"text": "x" * (LONGEST + 12)})

    for change in (settle_card, share_card):
        with pytest.raises(Refused, match="nog 12 tekens"):
            change(mother, card=card, words={})
    assert len(next(draft for draft in drafts_in(mother) if draft.id == card.pk).text) == LONGEST + 12
    keep_writing(mother, card=card, words={"text": "x" * LONGEST})
    assert len(told(mother, share_card(mother, card=card)).text) == LONGEST


def test_two_megabytes_in_one_field_are_not_kept(world, as_person, mother):
    card = begin_card(mother, kind="help")
    at = f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/bewaren/"

    answer = as_person(world.person(Role.MOTHER)).post(at, {"text": "x" * (MOST_KEPT + 1)}, headers={"Accept": "text/plain"})

    assert answer.status_code == 409
    assert "veel te lang" in answer.text
    assert not Writing.objects.filter(card=card).exists()


def test_half_characters_and_nought_signs_are_left_out_wherever_words_come_in(world, mother):
    broken = "Hulp\ud83d\x00 thuis\r\nen op school"
    card = share_card(mother, card=begin_card(mother, kind="help"), words={"text": broken, "date": broken})
    add_remark(world.dossier(Role.FATHER), card=card, text=broken)
    (typed,) = lay_cards(
        world.dossier(Role.CARE_COORDINATOR),
        laid=[Laid(voice=mother.voice, role=Role.MOTHER, kind="help", words={"text": broken}, date=FuzzyDate())],
    )

    whole = "Hulp thuis\nen op school"
    assert told(mother, card).words == {"text": whole, "date": whole}
    assert Remark.objects.get(card=card).text == whole
    assert told(mother, typed).text == whole


def test_two_presses_in_one_second_are_one_card_and_another_page_has_its_own(mother):
    with time_machine.travel("2026-05-01 10:00:00+00:00", tick=False) as clock:
        first, pressed_twice = begin_card(mother, kind="help"), begin_card(mother, kind="help")
        clock.shift(5)
        elsewhere = begin_card(mother, kind="help")
        clock.shift(60 * 60 * 48)
        days_later = begin_card(mother, kind="home")

    assert first.pk == pressed_twice.pk != elsewhere.pk
    assert days_later.pk in {first.pk, elsewhere.pk}
    assert Card.objects.filter(written_by=mother.person_id).count() == 2


def test_sharing_all_shares_the_rest_and_tells_which_one_stayed(world, as_person):
    teacher, coordinator = world.dossier(Role.TEACHER), world.dossier(Role.CARE_COORDINATOR)
    assert teacher.voice == coordinator.voice
    share_all(coordinator)
    mine = settle_card(coordinator, card=begin_card(coordinator, kind="help"), words={"text": "Van de ib"})
    long = keep_writing(coordinator, card=begin_card(coordinator, kind="home"), words={"text": "Lang " * LONGEST})
    hers = keep_writing(teacher, card=begin_card(teacher, kind="help"), words={"text": "Nog niet af"})

    page = as_person(world.person(Role.CARE_COORDINATOR)).post(f"/kinderen/{world.noor.pk}/kaartjes/delen/", follow=True)

    assert Card.objects.get(pk=mine.pk).is_shared
    assert not Card.objects.get(pk=hers.pk).is_shared
    assert not Card.objects.get(pk=long.pk).is_shared
    assert "Nog niet af" in page.text
    assert "nog niet gedeeld" in page.text


def test_a_colleagues_unsettled_words_are_not_passed_over_in_silence(world):
    teacher, coordinator = world.dossier(Role.TEACHER), world.dossier(Role.CARE_COORDINATOR)
    card = settle_card(teacher, card=begin_card(teacher, kind="help"), words={"text": "Oud"})
    keep_writing(teacher, card=card, words={"text": "Nieuw"})

    with pytest.raises(Refused, match="schrijft nog"):
        share_card(coordinator, card=card)

    assert next(draft for draft in drafts_in(coordinator) if draft.id == card.pk).text == "Nieuw"
    settle_card(teacher, card=card, words={})
    assert told(coordinator, share_card(coordinator, card=card)).text == "Nieuw"


def test_who_writes_further_on_a_colleagues_draft_shares_the_own_words(world):
    teacher, coordinator = world.dossier(Role.TEACHER), world.dossier(Role.CARE_COORDINATOR)
    card = keep_writing(teacher, card=begin_card(teacher, kind="help"), words={"text": "Begin"})

    keep_writing(coordinator, card=card, words={"text": "Samen verder"})

    assert next(draft for draft in drafts_in(coordinator) if draft.id == card.pk).text == "Samen verder"
    assert next(draft for draft in drafts_in(teacher) if draft.id == card.pk).text == "Begin"
    assert told(coordinator, share_card(coordinator, card=card)).text == "Samen verder"


def test_tying_leaves_the_hidden_cards_of_a_group_as_they_are(world, mother):
    """A draft of another voice in the same group gets no row by somebody who can not see it."""
    father = world.dossier(Role.FATHER)
    hers, other = (share_card(mother, card=begin_card(mother, kind="help"), words={"text": text}) for text in "ab")
    his = share_card(father, card=begin_card(father, kind="help"), words={"text": "c"})
    hidden = settle_card(father, card=begin_card(father, kind="help"), words={"text": "voor mezelf"})
    tie_cards(father, cards=[his, hidden])
    tie_cards(mother, cards=[hers, other])
    before = CardTied.objects.filter(card=hidden).count()

    tie_cards(mother, cards=[hers, his])

    assert CardTied.objects.filter(card=hidden).count() == before
    assert told(mother, his).subject == told(mother, hers).subject


@pytest.mark.parametrize(("role", "is_told"), [(Role.MOTHER, True), (Role.CHILD, False), (Role.YOUTH_WORKER, False)])
def test_a_file_tells_custody_only_to_who_brings_the_circle_together(world, role, is_told):
    members = timeline_file(world.dossier(role), with_drafts=True)["members"]

    assert any("custody" in member for member in members) is is_told
