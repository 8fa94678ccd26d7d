"""Consent and authority at the door: asked, answered, stopped, and in force at the next request."""

from datetime import date, timedelta

import pytest
import time_machine
from django.http import Http404
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.cards.models import Card
from rondom.cards.queries import cards_in
from rondom.children.actions import (
    answer_consent,
    ask_consent,
    end_authority,
    invite_newcomer,
    note_answer,
    record_authority,
    take_place,
)
from rondom.children.actions.consent import Line, text_hash
from rondom.children.consents import consent_text
from rondom.children.dossier import house_dossier, open_dossier
from rondom.children.models import Authority, ConsentAnswered, ConsentAsked, InformationKind, Place, Proof, Purpose, Role
from rondom.people.models import Organisation
from tests.sealed import place_of


def kinds(dossier) -> set[str]:
    return {card.information_kind for card in cards_in(dossier) if card.is_shared}


def between(world, first: str, second: str) -> ConsentAsked:
    """The question of the world by which two organisations read each other."""
    names = {"school": "Basisschool De Wilg", "youth": "Jeugdteam Oost", "work": "Kwadraad Delft"}
    one, two = (Organisation.objects.get(name=names[name]) for name in (first, second))
    return ConsentAsked.objects.filter(child=world.noor, lines__source=one).filter(lines__reader=two).distinct().get()


def say(dossier, asked: ConsentAsked, answer: str) -> ConsentAnswered:
    return answer_consent(dossier, asked=asked, answer=answer, language="nl", text=consent_text(dossier, asked))


def test_with_everyones_yes_school_and_youth_help_read_each_other(world):
    assert InformationKind.SCHOOL_ENTRY in kinds(world.dossier(Role.YOUTH_WORKER))
    assert InformationKind.CARE_ENTRY in kinds(world.dossier(Role.CARE_COORDINATOR))


def test_what_youth_help_writes_is_never_there_for_a_teacher(world):
    assert InformationKind.CARE_ENTRY not in kinds(world.dossier(Role.TEACHER))


@pytest.mark.parametrize("who", [Role.MOTHER, Role.FATHER])
def test_one_who_decides_stops_it_for_all_at_the_next_request(world, as_person, who):
    browser = as_person(world.person(Role.YOUTH_WORKER))
    words = "Elf ochtenden thuis"
    path = f"/kinderen/{world.noor.pk}/lijst/"
    assert words in browser.get(path).text

    say(world.dossier(who), between(world, "school", "youth"), "withdrawn")

    assert words not in browser.get(path).text
    assert InformationKind.CARE_ENTRY not in {
        card.information_kind for card in cards_in(world.dossier(Role.CARE_COORDINATOR)) if card.owner == "Jeugdteam Oost"
    }


def test_from_twelve_the_childs_yes_is_needed_for_what_help_knows_and_not_for_school(world):
    say(world.dossier(Role.CHILD), between(world, "school", "youth"), "no")

    assert InformationKind.SCHOOL_ENTRY in kinds(world.dossier(Role.YOUTH_WORKER))
    owners = {card.owner for card in cards_in(world.dossier(Role.CARE_COORDINATOR))}
    assert "Jeugdteam Oost" not in owners


def test_what_is_allowed_stops_by_itself_at_the_end_of_its_day(world):
    asked = between(world, "school", "youth")
    youth = world.person(Role.YOUTH_WORKER)

    with time_machine.travel(asked.until):
        assert InformationKind.SCHOOL_ENTRY in kinds(open_dossier(youth, world.noor.pk))
    with time_machine.travel(asked.until + timedelta(days=1)):
        assert InformationKind.SCHOOL_ENTRY not in kinds(open_dossier(youth, world.noor.pk))


def test_the_text_is_kept_as_it_stood_there(world, mother):
    asked = between(world, "school", "youth")
    given = say(mother, asked, "yes")
    text = consent_text(mother, asked)

    kept = ConsentAnswered.objects.get(pk=given.pk)

    assert (kept.text, kept.text_hash) == (text, text_hash(text))
    assert "Basisschool De Wilg" in text
    assert "zonder reden" in text
    assert len(text.split()) <= 120


def test_a_question_names_what_and_who_and_ends_within_a_year(world):
    coordinator = world.dossier(Role.CARE_COORDINATOR)
    line = Line(InformationKind.SCHOOL_ENTRY, world.school.pk, Organisation.objects.get(name="Jeugdteam Oost").pk)
    today = timezone.localdate()

    for until, lines, why in (
        (today + timedelta(days=30), [], "vanzelf aan"),
        (today, [line], "nog komt"),
        (today + timedelta(days=400), [line], "hooguit een jaar"),
        (today + timedelta(days=30), [Line("K12", line.reader_id, None)], "eigen organisatie"),
    ):
        with pytest.raises(Refused, match=why):
            ask_consent(coordinator, purpose=Purpose.HELP_TOGETHER, until=until, lines=lines)


def test_who_does_not_decide_does_not_answer(world, mother):
    invite_newcomer(mother, name="Oma Hanan", role=Role.OTHER, language="ar")
    place = place_of("Oma Hanan")
    take_place(place)

    with pytest.raises(Exception, match="answer consent"):
        say(open_dossier(place.person, world.noor.pk), between(world, "school", "youth"), "yes")


def test_a_yes_that_was_told_lapses_when_it_is_not_confirmed_in_thirty_days(world):
    asked, coordinator = between(world, "school", "youth"), world.dossier(Role.CARE_COORDINATOR)
    father = Place.objects.get(child=world.noor, role=Role.FATHER)
    ConsentAnswered.objects.filter(asked=asked, person=father.person).delete()
    note_answer(coordinator, asked=asked, place=father, answer="yes", how="oral", language="tr", text="voorgelezen")
    youth = world.person(Role.YOUTH_WORKER)

    assert InformationKind.SCHOOL_ENTRY in kinds(open_dossier(youth, world.noor.pk))
    with time_machine.travel(timezone.now() + timedelta(days=29, hours=23)):
        assert InformationKind.SCHOOL_ENTRY in kinds(open_dossier(youth, world.noor.pk))
    with time_machine.travel(timezone.now() + timedelta(days=30, hours=1)):
        assert InformationKind.SCHOOL_ENTRY not in kinds(open_dossier(youth, world.noor.pk))


def test_nobody_writes_down_a_yes_of_their_own(world):
    coordinator = world.dossier(Role.CARE_COORDINATOR)
    asked = between(world, "school", "youth")

    with pytest.raises(Refused, match="ouder of het kind"):
        note_answer(coordinator, asked=asked, place=coordinator.place, answer="yes", how="oral", language="nl", text="x")


def test_a_parent_whose_authority_nobody_saw_writes_along_and_reads_nothing_of_others(world):
    Authority.objects.filter(place__role=Role.FATHER, place__child=world.noor).delete()
    Place.objects.filter(child=world.noor, role=Role.FATHER).update(has_custody=None)
    father = world.dossier(Role.FATHER)

    assert {card.letter for card in cards_in(father)} == {"V"}
    assert "write card" in father.rights
    assert "invite" not in father.rights


def test_with_unknown_authority_nothing_is_shared(world):
    Authority.objects.filter(place__child=world.noor).delete()

    assert InformationKind.SCHOOL_ENTRY not in kinds(world.dossier(Role.YOUTH_WORKER))


def test_a_check_that_is_overdue_shares_nothing_until_somebody_looks_again(world):
    Authority.objects.filter(place__child=world.noor, place__role=Role.FATHER).update(check_again_on=date(2020, 1, 1))

    assert InformationKind.SCHOOL_ENTRY not in kinds(world.dossier(Role.YOUTH_WORKER))


def test_a_parent_who_lost_authority_has_no_way_in(world):
    house = house_dossier(world.noor)
    authority = Authority.objects.get(place__child=world.noor, place__role=Role.FATHER)

    end_authority(house, authority=authority, until=timezone.localdate())

    with pytest.raises(Http404):
        world.dossier(Role.FATHER)
    with pytest.raises(Refused, match="al beëindigd"):
        end_authority(house, authority=authority, until=timezone.localdate())


def test_after_a_change_of_authority_everything_is_asked_again(world):
    house = house_dossier(world.noor)
    mother = Place.objects.get(child=world.noor, role=Role.MOTHER)
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        end_authority(house, authority=mother.authorities.get(), until=timezone.localdate() - timedelta(days=200))
        record_authority(house, place=mother, proof=Proof.COURT)

        assert InformationKind.SCHOOL_ENTRY not in kinds(world.dossier(Role.YOUTH_WORKER))
        for role in (Role.MOTHER, Role.FATHER):
            say(world.dossier(role), between(world, "school", "youth"), "yes")
        assert InformationKind.SCHOOL_ENTRY in kinds(world.dossier(Role.YOUTH_WORKER))


def test_authority_is_of_a_parent_or_a_guardian(world):
    teacher = Place.objects.get(child=world.noor, role=Role.TEACHER)

    with pytest.raises(Refused, match="ouder of een voogd"):
        record_authority(world.dossier(Role.CARE_COORDINATOR), place=teacher, proof=Proof.REGISTER)


def test_the_list_and_the_single_card_decide_alike_for_everyone_in_the_world(world):
    for place in Place.objects.filter(child=world.noor).select_related("person"):
        dossier = open_dossier(place.person, world.noor.pk)
        listed = {card.id for card in cards_in(dossier)}
        alone = {card.pk for card in Card.objects.filter(child=world.noor) if card.is_visible_to(dossier)}
        assert listed == alone, place.role


def test_the_same_answer_that_is_sent_again_is_one_answer(world):
    """A browser that got no reply sends it once more. An answer in between makes it another."""
    mother = world.dossier(Role.MOTHER)
    asked = ConsentAsked.objects.filter(child=world.noor).order_by("asked_at").first()
    mine = ConsentAnswered.objects.filter(asked=asked, person=mother.person_id)
    text, before = consent_text(mother, asked), mine.count()

    def say(answer: str) -> None:
        answer_consent(mother, asked=asked, answer=answer, language="nl", text=text)

    for answer in ("withdrawn", "withdrawn", "yes", "yes", "withdrawn"):
        say(answer)

    assert [each.answer for each in mine.order_by("at")][before:] == ["withdrawn", "yes", "withdrawn"]
