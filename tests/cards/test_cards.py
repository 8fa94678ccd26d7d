"""Cards: drafts, sharing, taking back, versions, ties, remarks."""

import pytest
import time_machine
from django.http import Http404

from rondom.base.actions import Refused
from rondom.cards.actions import (
    Laid,
    add_remark,
    begin_card,
    choose_audience,
    keep_writing,
    lay_cards,
    mark_key_moment,
    move_in_tray,
    note_seen,
    remove_remark,
    settle_card,
    share_all,
    share_card,
    take_back,
    throw_away,
    tie_cards,
    unmark_key_moment,
    untie_card,
)
from rondom.cards.dates import FuzzyDate
from rondom.cards.models import Card, CardUsed, CardVersion
from rondom.cards.queries import cards_in, drafts_in, find_card, settled_for, tray_of
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


def test_a_card_that_others_read_is_not_thrown_away(world):
    school = world.dossier(Role.CARE_COORDINATOR)
    card = begin_card(school, kind="life_event")
    share_card(school, card=card, words={"text": "Gelezen"})

    with pytest.raises(Refused, match="niet weggooien"):
        throw_away(school, card=card)


def test_throwing_away_is_offered_as_long_as_nobody_else_read_the_card(world, as_person):
    school, browser = world.dossier(Role.CARE_COORDINATOR), as_person(world.person(Role.CARE_COORDINATOR))
    card = begin_card(school, kind="life_event")
    settle_card(school, card=card, words={"text": "Verhuisd"})
    page, offer = f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/", "weggooien/"

    before = browser.get(page).text
    share_card(school, card=card)
    take_back(school, card=card)
    after = browser.get(page).text

    assert offer in before
    assert offer not in after
    assert "Delen met de kring" in after


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


def test_who_typed_a_card_in_mends_it_until_its_voice_has_opened_it(world, mother):
    coordinator = world.dossier(Role.CARE_COORDINATOR)
    typed = Laid(voice=mother.voice, role=Role.MOTHER, kind="help", words={"text": "Logopdie"}, date=FuzzyDate())
    (card,) = lay_cards(coordinator, laid=[typed])
    settle_card(coordinator, card=card, words={"text": "Logopedie"})

    note_seen(coordinator, card=card)
    settle_card(coordinator, card=card, words={"text": "Logopedie op school"})
    note_seen(mother, card=card)

    with pytest.raises(Refused, match="van iemand anders"):
        settle_card(coordinator, card=card, words={"text": "Toch anders"})
    assert told(mother, card).text == "Logopedie op school"


def test_opening_a_card_that_was_typed_in_is_seen_by_its_page(world, mother, as_person):
    typed = Laid(voice=mother.voice, role=Role.MOTHER, kind="help", words={"text": "Logopedie"}, date=FuzzyDate())
    (card,) = lay_cards(world.dossier(Role.CARE_COORDINATOR), laid=[typed])
    path = f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/"

    assert "Veranderen" in as_person(world.person(Role.CARE_COORDINATOR)).get(path).text
    assert as_person(world.person(Role.MOTHER)).get(path).status_code == 200
    assert "Veranderen" not in as_person(world.person(Role.CARE_COORDINATOR)).get(path).text


def test_what_was_still_a_draft_stays_with_its_voice_after_sharing(world, mother):
    card = begin_card(mother, kind="help")
    settle_card(mother, card=card, words={"text": "Nog niet af"})
    share_card(mother, card=card, words={"text": "Eerste keer gedeeld"})
    settle_card(mother, card=card, words={"text": "Verbeterd"})
    take_back(mother, card=card)
    settle_card(mother, card=card, words={"text": "Weer voor mezelf"})
    share_card(mother, card=card, words={"text": "Opnieuw gedeeld"})

    others = [version.words["text"] for version in settled_for(world.dossier(Role.CARE_COORDINATOR), card)]
    own = [version.words["text"] for version in settled_for(mother, card)]

    assert others == ["Verbeterd", "Eerste keer gedeeld"]
    assert own == ["Weer voor mezelf", "Verbeterd", "Eerste keer gedeeld", "Nog niet af"]


def test_undated_cards_stand_in_order_of_sharing_until_somebody_orders_them(mother):
    first, second, third = (begin_shared(mother, text) for text in ("een", "twee", "drie"))
    before = [card.id for card in tray_of(cards_in(mother), "life_event")]

    move_in_tray(mother, card=third, later=False)
    move_in_tray(mother, card=third, later=False)
    move_in_tray(mother, card=third, later=False)

    after = [card.id for card in tray_of(cards_in(mother), "life_event")]
    assert [key for key in before if key in {first.pk, second.pk, third.pk}] == [first.pk, second.pk, third.pk]
    assert after[0] == third.pk
    assert sorted(after) == sorted(before)


def begin_shared(dossier, text):
    return share_card(dossier, card=begin_card(dossier, kind="life_event"), words={"text": text})


def test_a_dated_card_keeps_its_place(mother):
    card = share_card(mother, card=begin_card(mother, kind="life_event"), words={"text": "Feest", "date": "2 mei 2023"})

    with pytest.raises(Refused, match="op zijn datum"):
        move_in_tray(mother, card=card, later=True)


def test_mending_a_slip_a_year_later_leaves_last_year_where_it_was(mother):
    with time_machine.travel("2025-06-01 10:00"):
        card = share_card(mother, card=begin_card(mother, kind="help"), words={"text": "Hulpp", "date": "vorig jaar"})
    with time_machine.travel("2026-06-01 10:00"):
        settle_card(mother, card=card, words={"text": "Hulp"})

    assert told(mother, card).date.start.isoformat() == "2024-01-01"


def test_a_development_card_may_say_only_what_goes_well(mother):
    card = share_card(mother, card=begin_card(mother, kind="development"), words={"goes_well": "Ze leest alles"})

    assert told(mother, card).is_shared


def test_a_remark_is_taken_away_by_who_wrote_it(world, mother):
    card = begin_shared(mother, "Verhuisd")
    remark = add_remark(world.dossier(Role.FATHER), card=card, text="Dat was in juli")
    again = add_remark(world.dossier(Role.FATHER), card=card, text="Dat was in juli")

    with pytest.raises(Refused, match="iemand anders"):
        remove_remark(mother, remark=remark)
    remove_remark(world.dossier(Role.FATHER), remark=remark)

    assert again.pk == remark.pk
    assert not card.remarks.exists()


def test_sharing_all_leaves_what_was_taken_back_on_purpose(mother):
    back = begin_shared(mother, "Toch niet")
    take_back(mother, card=back)
    fresh = begin_card(mother, kind="help")
    settle_card(mother, card=fresh, words={"text": "Nieuw"})

    share_all(mother)

    assert told(mother, fresh).is_shared
    assert not told(mother, back).is_shared


def test_a_page_that_was_open_since_before_sharing_keeps_to_oneself_what_was_meant_for_oneself(world, mother, as_person):
    card = begin_shared(mother, "Verhuisd")
    path = f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/schrijven/wat/"

    as_person(world.person(Role.MOTHER)).post(path.replace("wat", "hoe"), {"meaning": "Nog even van mij", "keep": "draft"})

    assert "meaning" not in told(world.dossier(Role.FATHER), card).words
    page = as_person(world.person(Role.MOTHER)).get(f"/kinderen/{world.noor.pk}/kaartjes/").text
    assert "Een verandering die nog niet klaar is" in page


def test_a_card_with_nothing_on_it_goes_back_to_the_field_that_asks(world, mother, as_person):
    card = begin_card(mother, kind="life_event")
    path = f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/schrijven/"

    answer = as_person(world.person(Role.MOTHER)).post(f"{path}hoe/", {"meaning": "Fijn", "share": "1"})

    assert answer["Location"] == f"{path}wat/"


def test_the_date_of_a_card_for_few_readers_does_not_show_in_another(world, mother):
    noor, teacher = world.dossier(Role.CHILD), world.dossier(Role.TEACHER)
    secret = share_card(noor, card=begin_card(noor, kind="life_event"), words={"text": "Zonnebloem", "date": "3 mei 2021"})
    choose_audience(noor, card=secret, audience="teacher")

    card = share_card(teacher, card=begin_card(teacher, kind="help"), words={"text": "Praten", "date": "na zonnebloem"})

    assert not told(mother, card).date.is_known


def test_the_child_and_the_parents_choose_who_reads_their_cards(world, mother):
    noor = world.dossier(Role.CHILD)
    hers, mine = begin_shared(noor, "Van Noor"), begin_shared(mother, "Van mij")

    choose_audience(noor, card=hers, audience="teacher")
    choose_audience(mother, card=mine, audience="family_and_care")
    with pytest.raises(Refused, match="lezers die hier staan"):
        choose_audience(mother, card=mine, audience="teacher")
    with pytest.raises(Refused, match="kiezen wie"):
        choose_audience(world.dossier(Role.TEACHER), card=begin_shared(world.dossier(Role.TEACHER), "School"), audience="family")

    seen = {role: {card.id for card in cards_in(world.dossier(role))} for role in (Role.CARE_COORDINATOR, Role.YOUTH_WORKER)}
    assert hers.pk not in {card.id for card in cards_in(mother)}
    assert mine.pk in seen[Role.YOUTH_WORKER]
    assert mine.pk not in seen[Role.CARE_COORDINATOR]


def test_a_key_moment_is_marked_in_the_name_of_who_marks_it(world, mother):
    noor = world.dossier(Role.CHILD)
    card = begin_shared(mother, "Verhuisd")

    mark_key_moment(mother, card=card)
    mark_key_moment(mother, card=card)
    mark_key_moment(noor, card=card)
    unmark_key_moment(mother, card=card)

    assert told(mother, card).key_moments == 1


def test_going_back_to_another_kind_keeps_one_blank_card(mother):
    begin_card(mother, kind="help")

    assert begin_card(mother, kind="home").kind == "home"
    assert Card.objects.filter(written_by=mother.person_id, versions__isnull=True).count() == 1
