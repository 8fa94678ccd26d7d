"""What goes on its day, with its keys, and the proof that stays."""

import json
from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from rondom.base import forgotten
from rondom.base.actions import Refused
from rondom.base.keys import HOUSE, LASTING, KeyStore, Subject, store
from rondom.base.models import Event, Letter
from rondom.base.scope import Outside
from rondom.base.seal import CHILD
from rondom.base.verify import faults_in_record
from rondom.cards.models import Card, CardVersion, Remark
from rondom.children.models import Child, ConsentAnswered, ConsentAsked, Place, Role, Voice
from rondom.people.models import Organisation, Person
from rondom.retention.actions import destroy_on_request, note_leaving, pause, settle, why_not_destroy_on_request
from rondom.retention.actions.destroying import PART, Doom, destroy
from rondom.retention.models import DestructionProof, Hold, PartDestroyed
from rondom.retention.parts import KINDS, rows_of_part
from rondom.retention.proofs import faults_in_proofs
from tests.retention.night import all_keys_of, cards_of, closed_on, keys_of, night_of
from tests.sealed import rewrite

YOUTH = "Jeugdteam Oost"


def youth() -> Organisation:
    return Organisation.objects.get(name=YOUTH)


def test_nothing_goes_of_a_case_that_goes_on(world):
    cards = Card.objects.count()

    done = night_of(timezone.localdate())

    assert Card.objects.count() == cards
    assert not {"parts", "children", "rows"} & set(done)


def test_the_shared_part_goes_six_months_after_closing_and_the_others_stay(world):
    noor = world.noor
    closed_on(noor, date(2027, 1, 31))
    before = {owner: cards_of(noor, owner) for owner in (None, world.school, youth())}
    shared, lasting = keys_of(noor, HOUSE), keys_of(noor, LASTING)
    night_of(date(2027, 7, 31))
    assert cards_of(noor, None) == before[None] > 5

    night_of(date(2027, 8, 1))

    assert cards_of(noor, None) == 0
    assert {owner: cards_of(noor, owner) for owner in (world.school, youth())} == {
        owner: before[owner] for owner in (world.school, youth())
    }
    assert shared and not set(shared) & set(keys_of(noor, HOUSE))
    assert keys_of(noor, LASTING) == lasting
    again = Child.objects.get(pk=noor.pk)
    assert again.name == noor.name and again.facts == {}
    assert PartDestroyed.objects.get(child=noor).owner is None


def test_the_school_goes_two_years_after_leaving_and_youth_help_twenty_years_after_the_end(world):
    noor = world.noor
    note_leaving(world.dossier(Role.CARE_COORDINATOR), left_on=date(2027, 7, 16))
    closed_on(noor, date(2027, 8, 31))
    night_of(date(2029, 7, 16))
    assert cards_of(noor, world.school) > 0

    night_of(date(2029, 7, 17))
    assert cards_of(noor, world.school) == 0
    assert keys_of(noor, world.school.pk) == []
    assert cards_of(noor, youth()) > 0
    assert not Place.objects.filter(child=noor, organisation=world.school, ended__isnull=True).exists()

    night_of(date(2047, 9, 14))
    assert cards_of(noor, youth()) > 0
    night_of(date(2047, 9, 15))
    assert not Child.objects.filter(pk=noor.pk).exists()
    assert all_keys_of(noor) == 0


def test_after_the_last_part_nothing_of_the_child_is_left_but_the_record_and_proofs(world):
    noor, persons = world.noor, {world.person(Role.MOTHER).pk, world.person(Role.CHILD).pk}
    note_leaving(world.dossier(Role.CARE_COORDINATOR), left_on=date(2027, 7, 16))
    closed_on(noor, date(2027, 8, 31))

    night_of(date(2049, 1, 1))

    assert not Child.objects.filter(pk=noor.pk).exists()
    assert not Voice.objects.filter(child=noor.pk).exists()
    assert Child.objects.filter(pk=world.other.pk).exists()
    proofs = DestructionProof.objects.all()
    told = " ".join(f"{proof.counts} {proof.keys} {proof.code} {proof.law}" for proof in proofs)
    assert str(noor.pk) not in told and "Noor" not in told
    assert json.loads(proofs.filter(code="B08").first().counts)["Card"] > 0
    assert faults_in_proofs() == []
    assert [fault for fault in faults_in_record() if fault] == []
    assert Event.objects.filter(child_id=noor.pk, event="retention.destroyed").exists()
    assert persons


def test_nobody_makes_the_file_of_a_pupil_go_tonight_by_noting_that_it_left_long_ago(world):
    noor, today = world.noor, timezone.localdate()
    before = cards_of(noor, world.school)
    rewrite(Person.objects.filter(pk=world.person(Role.MOTHER).pk), email="rima@voorbeeld.nl")
    note_leaving(world.dossier(Role.CARE_COORDINATOR), left_on=today - timedelta(days=1000))
    assert Letter.objects.get().kind == "news"

    for day in (today + timedelta(days=1), today + timedelta(days=30)):
        night_of(day)
        assert cards_of(noor, world.school) == before
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        note_leaving(world.dossier(Role.CARE_COORDINATOR), left_on=today)
    night_of(today + timedelta(days=60))
    assert cards_of(noor, world.school) == before
    assert Place.objects.filter(child=noor, organisation=world.school, ended__isnull=True).exists()


def test_consents_stay_five_years_after_they_ended_whatever_part_went(world):
    noor = world.noor
    closed_on(noor, date(2027, 1, 31))
    asked = ConsentAsked.objects.filter(child=noor).order_by("asked_at").first()
    until = asked.until

    night_of(date(2027, 8, 1))
    answer = ConsentAnswered.objects.filter(asked=asked).first()
    assert answer.text

    night_of(date(until.year + 5, until.month, until.day))
    assert ConsentAsked.objects.filter(pk=asked.pk).exists()
    night_of(date(until.year + 5, until.month, until.day) + timedelta(days=1))
    assert not ConsentAsked.objects.filter(pk=asked.pk).exists()


def test_what_waits_survives_and_the_rest_of_the_same_file_does_not(world):
    noor = world.noor
    closed_on(noor, date(2027, 1, 31))
    Hold.objects.create(
        child=noor, reason="complaint", until=date(2027, 9, 1), only="K07", information_kind="K15", ground="legal_duty"
    )
    mother = Card.objects.filter(child=noor, owner=None, information_kind="K06")
    words = Card.objects.filter(child=noor, owner=None, information_kind="K07")
    assert mother.exists() and words.exists()

    night_of(date(2027, 8, 1))
    assert not mother.exists()
    assert words.exists()
    assert all(version.words for version in CardVersion.objects.filter(card__in=words))

    night_of(date(2027, 9, 2))
    assert not words.exists()
    assert keys_of(noor, HOUSE) == []


def test_a_remark_that_is_kept_longer_keeps_its_card_without_a_word(world):
    noor = world.noor
    card = Card.objects.filter(child=noor, owner=None, shares__isnull=False).first()
    voice = Voice.objects.filter(child=noor, places__organisation=youth()).first()
    remark = Remark.objects.create(
        card=card, voice=voice, text="Zag ik ook", owner=youth(), information_kind="K12", ground="legal_duty"
    )
    closed_on(noor, date(2027, 1, 31))

    night_of(date(2027, 8, 1))

    assert Remark.objects.get(pk=remark.pk).text == "Zag ik ook"
    assert not CardVersion.objects.filter(card=card).exists()
    night_of(date(2047, 2, 15))
    night_of(date(2047, 2, 16))
    assert not Remark.objects.filter(pk=remark.pk).exists()
    assert not Child.objects.filter(pk=noor.pk).exists()


def test_what_was_sealed_before_it_was_sealed_apart_is_sealed_anew_when_its_key_goes(world, monkeypatch):
    noor = world.noor
    monkeypatch.setattr("rondom.base.seal.LASTING", None)  # as it was
    child = Child.objects.get(pk=noor.pk)
    child.name = child.name
    child.save(update_fields=["name"])
    monkeypatch.undo()
    closed_on(noor, date(2027, 1, 31))

    night_of(date(2027, 8, 1))

    assert keys_of(noor, HOUSE) == []
    assert Child.objects.get(pk=noor.pk).name == noor.name


def test_more_than_a_night_can_take_goes_on_the_next(world):
    for child in (world.noor, world.other):
        closed_on(child, date(2027, 1, 31))

    first = night_of(date(2027, 8, 1), most=1)

    assert first["left for tomorrow"] == 1
    assert PartDestroyed.objects.count() == 1
    night_of(date(2027, 8, 2), most=50)
    assert PartDestroyed.objects.count() == 2


def test_twice_is_the_same_as_once(world):
    closed_on(world.noor, date(2027, 1, 31))
    night_of(date(2027, 8, 1))
    lines, proofs = len(forgotten.lines()), DestructionProof.objects.count()

    night_of(date(2027, 8, 1))

    assert (len(forgotten.lines()), DestructionProof.objects.count()) == (lines, proofs)


# ── the plug is pulled ────────────────────────────────────────────────────────────────────────────────


def doom_of(child: Child) -> Doom:
    return Doom(PART, "B15", "R82", child.pk, None, rows_of_part(child.pk, None, KINDS), KINDS, ends=True)


class Pulled(Exception):
    pass


def test_pulled_between_the_rows_and_the_keys_the_keys_go_the_next_night(world, django_capture_on_commit_callbacks):
    noor = world.noor
    with django_capture_on_commit_callbacks(execute=False):
        destroy(doom_of(noor))
    assert cards_of(noor, None) == 0
    assert keys_of(noor, HOUSE)

    assert settle() == 1

    assert keys_of(noor, HOUSE) == []
    assert settle() == 0


def test_pulled_between_the_journal_and_the_rows_nothing_is_lost_and_nothing_is_done_by_half(world, monkeypatch):
    noor, cards = world.noor, cards_of(world.noor, None)

    def pull(*_given):
        raise Pulled

    monkeypatch.setattr("rondom.retention.actions.destroying.take_away", pull)
    with pytest.raises(Pulled), transaction.atomic():
        destroy(doom_of(noor))
    monkeypatch.undo()

    assert cards_of(noor, None) == cards
    assert settle() == 0
    assert forgotten.lines()[-1].sort == "void"
    assert keys_of(noor, HOUSE)


def test_where_the_journal_can_not_be_written_nothing_is_destroyed(world, settings, tmp_path):
    noor, cards = world.noor, cards_of(world.noor, None)
    settings.FORGOTTEN = tmp_path / "a file" / "forgotten.jsonl"
    (tmp_path / "a file").write_text("in the way")

    with pytest.raises(forgotten.JournalAway), transaction.atomic():
        destroy(doom_of(noor))

    assert cards_of(noor, None) == cards
    assert not DestructionProof.objects.exists()


# ── on request ────────────────────────────────────────────────────────────────────────────────────────


def test_what_a_person_asked_for_goes_with_its_key_and_a_proof_of_that_rule(world, django_capture_on_commit_callbacks):
    noor, worker = world.noor, world.dossier(Role.YOUTH_WORKER)
    with django_capture_on_commit_callbacks(execute=True):
        proof = destroy_on_request(worker, child_id=noor.pk, owner_id=youth().pk, law="R43")

    assert cards_of(noor, youth()) == 0
    assert keys_of(noor, youth().pk) == []
    assert (proof.law, proof.code, proof.organisation) == ("R43", "B08", youth())
    assert Place.objects.filter(child=noor, organisation=youth(), ended__isnull=True).exists()


def test_single_things_go_with_all_that_hangs_on_them(world, django_capture_on_commit_callbacks):
    noor, worker = world.noor, world.dossier(Role.YOUTH_WORKER)
    first, *others = Card.objects.filter(child=noor, owner=youth()).order_by("pk")
    assert others

    with django_capture_on_commit_callbacks(execute=True):
        destroy_on_request(worker, child_id=noor.pk, owner_id=youth().pk, rows=[first], law="R43")

    assert not CardVersion.objects.filter(card=first).exists()
    assert cards_of(noor, youth()) == len(others)
    assert keys_of(noor, youth().pk)
    assert all(version.words for version in CardVersion.objects.filter(card__in=others))


def test_a_request_does_not_take_what_waits_nor_what_the_law_keeps_nor_what_is_of_another(world):
    noor, worker = world.noor, world.dossier(Role.YOUTH_WORKER)
    ib = world.dossier(Role.CARE_COORDINATOR)
    until = timezone.localdate() + timedelta(days=30)
    pause(worker, reason="court", until=until, part=youth().pk)
    assert "uitgesteld" in why_not_destroy_on_request(noor.pk, youth().pk, law="R43")
    with pytest.raises(Refused):
        destroy_on_request(worker, child_id=noor.pk, owner_id=youth().pk, law="R43")

    card = Card.objects.filter(child=noor, owner=world.school).first()
    Card.objects.filter(pk=card.pk).update(information_kind="K04")
    assert "wet" in why_not_destroy_on_request(noor.pk, world.school.pk, [card], law="R44")
    with pytest.raises(Outside):
        destroy_on_request(worker, child_id=noor.pk, owner_id=world.school.pk, rows=[card], law="R44")
    elsewhere = Card.objects.filter(child=world.other).first()
    with pytest.raises(Outside):
        destroy_on_request(ib, child_id=noor.pk, owner_id=world.school.pk, rows=[elsewhere], law="R44")


# ── the proof ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_proof_that_is_changed_or_taken_out_is_found(world):
    for child in (world.noor, world.other):
        closed_on(child, date(2027, 1, 31))
    night_of(date(2027, 8, 1))
    assert faults_in_proofs() == []
    first, second = DestructionProof.objects.order_by("number")

    DestructionProof.objects.filter(pk=first.pk).update(counts="{}")
    assert faults_in_proofs() == ["proof 1: changed"]
    DestructionProof.objects.filter(pk=first.pk).update(counts=first.counts)
    DestructionProof.objects.filter(pk=second.pk).delete()
    assert len(faults_in_proofs()) == 1


def test_a_proof_itself_goes_after_ten_years(world):
    closed_on(world.noor, date(2027, 1, 31))
    night_of(date(2027, 8, 1))
    (proof,) = DestructionProof.objects.all()

    night_of(date(2037, 8, 1))
    assert DestructionProof.objects.filter(pk=proof.pk).exists()
    night_of(date(2037, 8, 2))
    assert not DestructionProof.objects.filter(pk=proof.pk).exists()


def test_only_keys_of_these_names_are_destroyed(world):
    child = world.noor
    kept: KeyStore = store()
    names = keys_of(child, world.school.pk)
    assert names

    assert kept.destroy(house_subject(child), names=["0" * 16]) == []
    assert kept.destroy(house_subject(child), names=names) == names


def house_subject(child: Child) -> Subject:
    return Subject(CHILD, child.pk)
