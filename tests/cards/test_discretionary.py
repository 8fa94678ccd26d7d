"""Sharing without consent: five answers and two people, one reader, a last day, and somebody who looks again (R51)."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.base.models import Letter
from rondom.cards.actions import (
    add_remark,
    agree_to_sharing,
    decline_sharing,
    end_sharing,
    remind_of_reviews,
    review_sharing,
    settle_card,
    submit_sharing,
    take_back,
    tell_family,
    throw_sharing_away,
    write_sharing,
)
from rondom.cards.discretionary import find_share, shares_in
from rondom.cards.models import Card
from rondom.cards.pages import card_page
from rondom.cards.queries import find_card
from rondom.cards.rules import sees_sharing
from rondom.children.actions import end_place, take_place
from rondom.children.actions.circle import seat
from rondom.children.caseload import caseload_page, open_caseload
from rondom.children.consents import consents_page
from rondom.children.dossier import house_dossier
from rondom.children.models import QUESTIONS, DiscretionaryShare, Place, Role
from rondom.children.readings import period_of, readings_page
from tests.cards.in_danger import ANSWERS, Case, read_by_worker, written_again


@pytest.fixture
def case(world) -> Case:
    return Case(world)


def test_nothing_is_read_before_the_second_agrees_and_then_only_the_chosen_cards(case):
    assert read_by_worker(case) == set()
    share = submit_sharing(case.sharer, share=case.written())
    assert read_by_worker(case) == set()
    chosen = {card.pk for card in case.cards()}

    agree_to_sharing(case.leader, share=share)

    assert read_by_worker(case) == chosen
    page = card_page(case.worker, find_card(case.worker, case.cards()[0].pk))
    assert page.drawn.card.is_passed_on
    assert not (page.may_remark or page.may_tie or page.may_mark or page.may_change)
    assert page.remarks == page.versions == ()


def test_what_was_passed_on_is_read_and_no_action_takes_it(case):
    case.agreed()
    card = case.cards()[0]

    with pytest.raises(PermissionDenied):
        add_remark(case.worker, card=card, text="Dat zag ik ook")
    with pytest.raises(PermissionDenied):
        settle_card(case.worker, card=card, words={"text": "Anders"})


def test_it_is_for_one_named_reader_and_nobody_else(case):
    case.agreed()
    card = case.cards()[0]
    nurse = seat(house_dossier(case.world.noor), name="Ans Vos", role=Role.NURSE, language="nl", organisation="JGZ Delft")
    take_place(nurse)

    with pytest.raises(Http404):
        find_card(case.dossier(Role.NURSE), card.pk)


@pytest.mark.parametrize("name", [*QUESTIONS, "to_family"])
def test_each_question_is_answered_first(case, name):
    given = {"to_family": " "} if name == "to_family" else {"answers": {**ANSWERS, name: "  "}}
    share = case.written(**given)

    with pytest.raises(Refused):
        submit_sharing(case.sharer, share=share)

    assert DiscretionaryShare.objects.get(pk=share.pk).submitted_at is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"days": 31}, "binnen dertig dagen"),
        ({"days": -1}, "binnen dertig dagen"),
        ({"cards": []}, "Kies eerst welke kaartjes"),
        ({"second": Role.YOUTH_WORKER}, "drie verschillende mensen"),
        ({"second": Role.CARE_COORDINATOR}, "drie verschillende mensen"),
        ({"receiver": Role.SCHOOL_LEADER, "second": Role.YOUTH_WORKER}, "leest deze kaartjes al"),
    ],
)
def test_what_can_not_be_laid_before_somebody_says_why(case, given, said):
    until = timezone.localdate() + timedelta(days=given.get("days", 10))
    people = {name: case.place(given[name]) for name in ("second", "receiver") if name in given}
    cards = {"cards": given["cards"]} if "cards" in given else {}
    share = case.written(until=until, **people, **cards)

    with pytest.raises(Refused, match=said):
        submit_sharing(case.sharer, share=share)


def test_the_second_is_somebody_who_reads_these_cards_already(case):
    place = seat(house_dossier(case.world.noor), name="Ans Vos", role=Role.NURSE, language="nl", organisation="JGZ Delft")
    take_place(place)
    share = case.written(second=place)

    with pytest.raises(Refused, match="leest niet al deze kaartjes"):
        submit_sharing(case.sharer, share=share)


def test_only_what_the_own_organisation_wrote_is_passed_on(case):
    theirs = Card.objects.filter(child=case.world.noor, voice__letter="M", shares__isnull=False).first()

    share = case.written(cards=[theirs, *case.cards(1)])

    assert set(share.cards.values_list("card", flat=True)) == {case.cards(1)[0].pk}


def test_nobody_agrees_with_themselves_or_in_the_place_of_another(case):
    share = submit_sharing(case.sharer, share=case.written())

    for somebody in (case.sharer, case.worker):
        with pytest.raises(Refused, match="iemand anders"):
            agree_to_sharing(somebody, share=share)
    with pytest.raises(PermissionDenied):
        agree_to_sharing(case.dossier(Role.TEACHER), share=share)


def test_steps_are_not_skipped(case):
    share = case.written()

    with pytest.raises(Refused):
        agree_to_sharing(case.leader, share=share)
    with pytest.raises(Http404):
        find_share(case.leader, share.pk)
    share = submit_sharing(case.sharer, share=share)
    with pytest.raises(Refused):
        write_sharing(case.sharer, **written_again(case, share))
    with pytest.raises(Refused):
        throw_sharing_away(case.sharer, share=share)
    decline_sharing(case.leader, share=share)
    with pytest.raises(Refused):
        agree_to_sharing(case.leader, share=share)
    assert read_by_worker(case) == set()


def test_a_draft_is_thrown_away(case):
    throw_sharing_away(case.sharer, share=case.written())

    assert not DiscretionaryShare.objects.exists()


def test_it_ends_by_itself_on_its_day_and_at_once_when_somebody_stops_it(case):
    case.agreed()
    with time_machine.travel(timezone.now() + timedelta(days=11)):
        assert read_by_worker(case) == set()
    share = DiscretionaryShare.objects.get()

    end_sharing(case.leader, share=share)

    assert read_by_worker(case) == set()
    with pytest.raises(Refused, match="al afgelopen"):
        end_sharing(case.leader, share=share)


def test_a_card_that_is_taken_back_is_gone_for_the_reader_too(case):
    case.agreed()
    card = case.cards()[0]
    owner = case.dossier(Role.TEACHER) if card.voice == case.dossier(Role.TEACHER).voice else case.sharer
    take_back(owner, card=card)

    assert card.pk not in read_by_worker(case)


def test_a_card_that_says_something_else_than_was_agreed_on_is_closed_again(case):
    case.agreed()
    changed, other = case.cards()
    owner = case.dossier(Role.TEACHER) if changed.voice == case.dossier(Role.TEACHER).voice else case.sharer

    settle_card(owner, card=changed, words={"text": "Er staat nu iets heel anders"})

    assert read_by_worker(case) == {other.pk}
    with pytest.raises(Http404):
        find_card(case.worker, changed.pk)


def test_what_was_laid_before_somebody_is_not_rewritten_by_a_page_that_stood_open(case):
    as_it_stood = case.written()
    submit_sharing(case.sharer, share=as_it_stood)

    with pytest.raises(Refused, match="ligt al bij je collega"):
        write_sharing(case.sharer, **written_again(case, as_it_stood))

    share = DiscretionaryShare.objects.get()
    assert share.submitted_at is not None
    assert share.cards.count() == 2


def test_the_list_and_the_rule_agree_on_who_sees_a_share(case):
    shares = [case.written(), submit_sharing(case.sharer, share=case.written())]
    for role in Place.objects.filter(child=case.world.noor, taken__isnull=False).values_list("role", flat=True).distinct():
        dossier = case.dossier(role)
        listed = set(shares_in(dossier))
        assert listed == {share for share in shares if sees_sharing(dossier, share)}, role


def test_who_stops_helping_reads_nothing_any_more(case, as_person):
    case.agreed()
    browser = as_person(case.world.person(Role.YOUTH_WORKER))
    path = f"/kinderen/{case.world.noor.pk}/kaartjes/{case.cards()[0].pk}/"
    assert browser.get(path).status_code == 200

    end_place(case.dossier(Role.MOTHER), place=case.place(Role.YOUTH_WORKER))

    assert browser.get(path).status_code == 404


def events_seen(dossier) -> str:
    page = readings_page(dossier, period_of({}, timezone.localdate()))
    return " ".join(did for day in page.days for reading in day.readings for did in reading.did)


def test_the_family_is_told_with_a_letter_and_reads_what_and_why(case):
    case.agreed()

    (told,) = consents_page(case.dossier(Role.MOTHER)).without_consent
    assert told.words == "Wij maken ons zorgen en vertelden dit aan Joris."
    assert told.count == 2
    assert "Deelde iets zonder toestemming" in events_seen(case.dossier(Role.MOTHER))
    mother = case.world.person(Role.MOTHER)
    assert Letter.objects.filter(person_id=mother.pk).count() == 1


def test_where_it_is_dangerous_nothing_tells_the_family_until_it_is_safe(case):
    before = Letter.objects.filter(person_id=case.world.person(Role.MOTHER).pk).count()
    share = case.agreed(tells_family=False, to_family="Vader wordt dan boos")
    mother = case.dossier(Role.MOTHER)

    assert consents_page(mother).without_consent == ()
    assert "zonder toestemming" not in events_seen(mother)
    assert Letter.objects.filter(person_id=mother.person_id).count() == before

    with pytest.raises(Refused):
        tell_family(case.leader, share=share, words=" ")
    tell_family(case.leader, share=share, words="Nu kan het: wij vertelden het aan Joris.")

    assert [each.words for each in consents_page(mother).without_consent] == ["Nu kan het: wij vertelden het aan Joris."]
    assert "zonder toestemming" in events_seen(case.dossier(Role.MOTHER))
    with pytest.raises(Refused):
        tell_family(case.leader, share=share, words="Nog een keer")


def test_somebody_else_looks_again_and_is_reminded_every_week_from_the_fourteenth_day(case):
    share = case.agreed()
    with pytest.raises(Refused, match="iemand anders"):
        review_sharing(case.sharer, share=share, review="Goed gedaan")
    with pytest.raises(Refused):
        review_sharing(case.leader, share=share, review=" ")
    days = [day for day in range(30) if remind_of_reviews(timezone.now() + timedelta(days=day, hours=1))]
    assert days == [14, 21, 28]
    assert "kijk dit na" in attention(case)

    review_sharing(case.leader, share=share, review="Het was nodig")

    assert remind_of_reviews(timezone.now() + timedelta(days=14, hours=1)) == 0
    assert attention(case) == ""
    with pytest.raises(Refused, match="al naar gekeken"):
        review_sharing(case.leader, share=share, review="Nog een keer")


def attention(case: Case) -> str:
    person = case.world.person(Role.SCHOOL_LEADER)
    page = caseload_page(open_caseload(person))
    return " ".join(each.words for child in page for each in child.attention if "zonder toestemming" in each.words)
