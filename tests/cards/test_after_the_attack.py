"""What an attacker found on the pages of cards, kept as tests: remarks have readers of their own, a file is no way round."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rondom.cards.actions import add_remark, begin_card, choose_audience, settle_card, share_card
from rondom.cards.models import Card
from rondom.cards.queries import cards_in, settled_for
from rondom.children.actions import answer_consent
from rondom.children.consents import consent_text
from rondom.children.dossier import house_dossier
from rondom.children.models import ConsentAsked, Role
from rondom.timeline.export import timeline_file


def stop_everything(world) -> None:
    mother = world.dossier(Role.MOTHER)
    for asked in ConsentAsked.objects.filter(child=world.noor):
        answer_consent(mother, asked=asked, answer="withdrawn", language="nl", text=consent_text(mother, asked))


def shared(dossier, audience="circle", text="Wij gaan verhuizen", kind="home") -> Card:
    card = begin_card(dossier, kind=kind)
    if audience != "circle":
        choose_audience(dossier, card=card, audience=audience)
    share_card(dossier, card=card, words={"text": text})
    return Card.objects.get(pk=card.pk)


def page(world, as_person, role, card) -> str:
    return as_person(world.person(role)).get(f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/").text


def counted(dossier, card) -> int:
    return next(told.remarks for told in cards_in(dossier) if told.id == card.pk)


def test_what_help_writes_beside_a_card_of_the_mother_is_not_there_for_the_teacher(world, as_person):
    stop_everything(world)
    card = shared(world.dossier(Role.MOTHER))
    add_remark(world.dossier(Role.YOUTH_WORKER), card=card, text="Kanarievogel77")

    for role, reads in (
        (Role.TEACHER, False),
        (Role.CARE_COORDINATOR, False),
        (Role.YOUTH_WORKER, True),
        (Role.MOTHER, True),
    ):
        assert ("Kanarievogel77" in page(world, as_person, role, card)) is reads, role
        assert counted(world.dossier(role), card) == int(reads), role
    assert counted(house_dossier(world.noor), card) == 1


def test_with_consent_the_coordinator_reads_the_remark_of_help(world, as_person):
    card = shared(world.dossier(Role.MOTHER))
    add_remark(world.dossier(Role.YOUTH_WORKER), card=card, text="Kanarievogel77")

    assert "Kanarievogel77" in page(world, as_person, Role.CARE_COORDINATOR, card)
    assert "Kanarievogel77" not in page(world, as_person, Role.TEACHER, card)


def test_a_remark_for_the_family_stays_with_the_family_when_its_card_gets_more_readers(world, as_person):
    mother = world.dossier(Role.MOTHER)
    card = shared(mother, "family")
    add_remark(world.dossier(Role.FATHER), card=card, text="Kanarievogel77")
    choose_audience(mother, card=Card.objects.get(pk=card.pk), audience="circle")

    assert "Kanarievogel77" in page(world, as_person, Role.MOTHER, card)
    assert "Kanarievogel77" not in page(world, as_person, Role.TEACHER, card)


@pytest.mark.parametrize("role", [Role.TEACHER, Role.YOUTH_WORKER, Role.MOTHER])
def test_who_wrote_a_remark_goes_on_reading_it_and_takes_it_away(world, as_person, role):
    card = shared(world.dossier(Role.FATHER))
    stop_everything(world)
    remark = add_remark(world.dossier(role), card=card, text="Kanarievogel77")

    assert "Kanarievogel77" in page(world, as_person, role, card)
    path = f"/kinderen/{world.noor.pk}/kaartjes/{card.pk}/opmerkingen/{remark.pk}/weghalen/"
    assert as_person(world.person(role)).post(path).status_code == 302
    assert "Kanarievogel77" not in page(world, as_person, role, card)


def taken(world, role) -> set[str]:
    file = timeline_file(world.dossier(role), with_drafts=True)
    return {card["text"] for card in file["cards"]} | {row["text"] for rows in file["lane_texts"].values() for row in rows}


def test_who_works_here_takes_along_the_own_and_a_parent_what_it_reads(world):
    shared(world.dossier(Role.MOTHER), text="Van moeder", kind="help")
    shared(world.dossier(Role.TEACHER), text="Van school", kind="help")
    shared(world.dossier(Role.CHILD), text="Van Noor", kind="help")
    shared(world.dossier(Role.YOUTH_WORKER), text="Van jeugdhulp", kind="help")
    others = {"Van moeder", "Van school", "Van Noor"}
    assert others <= {card.text for card in cards_in(world.dossier(Role.YOUTH_WORKER))}

    for role, own in ((Role.YOUTH_WORKER, "Van jeugdhulp"), (Role.CARE_COORDINATOR, "Van school")):
        assert taken(world, role) & (others | {"Van jeugdhulp"}) == {own}, role
    assert others | {"Van jeugdhulp"} <= taken(world, Role.MOTHER)


def test_who_becomes_a_reader_later_does_not_read_what_stood_there_before(world, as_person):
    child = world.dossier(Role.CHILD)
    card = shared(child, audience="teacher", text="Ik ben bang voor oom Piet", kind="home")
    settle_card(child, card=card, words={"text": "Ik ben soms bang"})
    choose_audience(child, card=card, audience="circle")
    settle_card(child, card=card, words={"text": "Ik ben niet meer bang"})

    father = page(world, as_person, Role.FATHER, card)
    assert "Ik ben soms bang" in father, "this stood there when the father became a reader"
    assert "oom Piet" not in father
    assert "oom Piet" in page(world, as_person, Role.CHILD, card)


def test_choosing_the_same_readers_again_hides_nothing(world, mother):
    card = shared(mother, text="Eerst dit")
    settle_card(mother, card=card, words={"text": "Toen dat"})
    choose_audience(mother, card=card, audience="circle")

    others = settled_for(world.dossier(Role.FATHER), Card.objects.get(pk=card.pk))
    assert [version.words["text"] for version in others] == ["Eerst dit"]


def test_a_hidden_card_costs_as_many_questions_as_one_that_is_not_there(world, as_person):
    card = shared(world.dossier(Role.CHILD), audience="teacher")
    father, asked = as_person(world.person(Role.FATHER)), {}
    for key in (uuid4(), card.pk, uuid4()):  # the first visit of a session asks more: it is asked again
        with CaptureQueriesContext(connection) as counted_queries:
            assert father.get(f"/kinderen/{world.noor.pk}/kaartjes/{key}/").status_code == 404
        asked[key] = len(counted_queries)

    hidden, absent = list(asked.values())[1:]
    assert hidden == absent
