"""What goes on a day of its own: drafts, contacts, hours in need, consents, persons; and a journal that is whole."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from rondom.base import forgotten
from rondom.base.keys import Subject, store
from rondom.base.models import Event, Letter
from rondom.base.record import close_months
from rondom.base.seal import PERSON
from rondom.cards.actions import begin_card, settle_card, share_card
from rondom.cards.models import Card, TypedLine, Writing
from rondom.children.actions import add_contact, answer_consent, end_contact, open_in_emergency
from rondom.children.consents import consent_text
from rondom.children.models import (
    Answer,
    Child,
    ConsentAnswered,
    ConsentAsked,
    Contact,
    EmergencyAccess,
    InformationKind,
    RecordQuestion,
    Role,
)
from rondom.people.actions import add_person
from rondom.people.actions.endings import erase
from rondom.people.models import Membership, Person
from rondom.retention.due import valid_until
from rondom.retention.models import DestructionProof, DraftWarned
from rondom.retention.replay import is_behind, replay
from tests.retention.night import HOME, closed_on, night_of
from tests.sealed import rewrite


def at(day: date) -> time_machine.travel:
    return time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=HOME), tick=True)


def test_a_draft_goes_after_thirty_days_and_its_writer_hears_of_it_a_week_before(world):
    rewrite(Person.objects.filter(pk=world.person(Role.MOTHER).pk), email="moeder@voorbeeld.nl")
    with at(date(2027, 1, 30)):
        mother = world.dossier(Role.MOTHER)
        draft = begin_card(mother, kind="help")
        settle_card(mother, card=draft, words={"text": "Nog niet af", "date": "2021"})
        shared = begin_card(mother, kind="help")
        settle_card(mother, card=shared, words={"text": "Wel af", "date": "2021"})
        share_card(mother, card=shared)

    night_of(date(2027, 2, 21))
    assert not DraftWarned.objects.filter(card=draft).exists()
    night_of(date(2027, 2, 22))
    assert DraftWarned.objects.filter(card=draft).exists()
    assert Letter.objects.filter(kind="draft").exists()
    night_of(date(2027, 3, 1))
    assert Card.objects.filter(pk=draft.pk).exists()

    night_of(date(2027, 3, 2))

    assert not Card.objects.filter(pk=draft.pk).exists()
    assert Card.objects.filter(pk=shared.pk).exists()


def test_who_goes_on_with_a_draft_keeps_it_and_is_told_again(world):
    with at(date(2027, 1, 30)):
        draft = begin_card(world.dossier(Role.MOTHER), kind="help")
        settle_card(world.dossier(Role.MOTHER), card=draft, words={"text": "Nog niet af"})
    night_of(date(2027, 2, 22))
    with at(date(2027, 2, 27)):
        settle_card(world.dossier(Role.MOTHER), card=draft, words={"text": "Bijna af"})

    night_of(date(2027, 3, 15))
    assert Card.objects.filter(pk=draft.pk).exists()
    night_of(date(2027, 3, 22))
    night_of(date(2027, 3, 30))
    assert not Card.objects.filter(pk=draft.pk).exists()


def test_a_draft_that_nobody_was_told_of_stays_until_a_week_after(world):
    with at(date(2027, 1, 30)):
        draft = begin_card(world.dossier(Role.MOTHER), kind="help")

    night_of(date(2027, 6, 1))
    assert Card.objects.filter(pk=draft.pk).exists()
    night_of(date(2027, 6, 8))
    assert not Card.objects.filter(pk=draft.pk).exists()


def test_what_was_begun_on_a_shared_card_or_typed_over_and_left_lying_goes_too(world):
    mother, today = world.person(Role.MOTHER), timezone.now()
    card = Card.objects.filter(child=world.noor, voice__letter="M", shares__isnull=False).first()
    Writing.objects.create(card=card, by=mother, words={"text": "Anders"}, at=today)
    line = TypedLine.objects.create(
        child=world.noor, by=mother, voice=card.voice, kind="help", words={"text": "x"}, information_kind="K06", ground="consent"
    )

    night_of(timezone.localdate(today) + timedelta(days=30))
    assert Writing.objects.filter(card=card).exists()
    night_of(timezone.localdate(today) + timedelta(days=31))

    assert not Writing.objects.filter(card=card).exists()
    assert not TypedLine.objects.filter(pk=line.pk).exists()
    assert Card.objects.filter(pk=card.pk).exists()


def test_who_is_no_longer_around_the_family_is_forgotten_the_night_after(world):
    mother = world.dossier(Role.MOTHER)
    with at(date(2027, 3, 1)):
        contact = add_contact(world.dossier(Role.MOTHER), name="Buurvrouw", relation="network")
        kept = add_contact(world.dossier(Role.MOTHER), name="Opa", relation="family")
        end_contact(world.dossier(Role.MOTHER), contact=contact)
    night_of(date(2027, 3, 1))
    assert Contact.objects.filter(pk=contact.pk).exists()

    night_of(date(2027, 3, 2))

    assert not Contact.objects.filter(pk=contact.pk).exists()
    assert Contact.objects.filter(pk=kept.pk).exists() and mother


def test_an_hour_in_need_and_a_question_about_the_record_stay_five_years(world):
    with at(date(2027, 3, 1)):
        opened = open_in_emergency(world.dossier(Role.YOUTH_WORKER), reason="Het kind is nu in nood")
        asked = RecordQuestion.objects.create(
            child=world.noor,
            asked_by=world.person(Role.MOTHER),
            organisation=world.school,
            owner=world.school,
            text="Wie was dit?",
            information_kind="K19",
            ground="legal_duty",
        )
    night_of(date(2032, 3, 1))
    assert EmergencyAccess.objects.filter(pk=opened.pk).exists() and RecordQuestion.objects.filter(pk=asked.pk).exists()

    night_of(date(2032, 3, 2))

    assert not EmergencyAccess.objects.filter(pk=opened.pk).exists()
    assert not RecordQuestion.objects.filter(pk=asked.pk).exists()


def test_a_consent_that_was_taken_back_was_in_force_until_then(world):
    asked = ConsentAsked.objects.filter(child=world.noor).order_by("asked_at").first()
    assert valid_until(asked) == asked.until
    last = asked.answers.filter(answer=Answer.YES).first()
    about = {"information_kind": "K18", "ground": "consent", "language": "nl", "capacity": "authority", "text_hash": "0" * 64}
    day = datetime(2026, 12, 24, 12, tzinfo=HOME)
    ConsentAnswered.objects.create(asked=asked, person=last.person, answer=Answer.WITHDRAWN, at=day, **about)

    assert valid_until(asked) == date(2026, 12, 24)


# ── the journal and doing it again ────────────────────────────────────────────────────────────────────


def lines_of(child: Child, given: ConsentAnswered) -> list[str]:
    said = Event.objects.filter(child_id=child.pk, event="consent.answered", object_ids=str(given.pk))
    return list(said.values_list("rule", flat=True))


def test_a_no_that_a_copy_does_not_know_is_said_again(world):
    asked = ConsentAsked.objects.filter(child=world.noor).order_by("asked_at").first()
    mother = world.dossier(Role.MOTHER)
    answer_consent(mother, asked=asked, answer=Answer.WITHDRAWN, language="nl", text=consent_text(mother, asked))
    told = ConsentAnswered.objects.filter(asked=asked, answer=Answer.WITHDRAWN)
    assert "Noor" not in str([line.told for line in forgotten.lines()])
    told.delete()  # as in the rows of yesterday

    assert replay().withdrawals == 1
    assert told.get().person_id == mother.person_id
    assert lines_of(world.noor, told.get()) == ["again"]  # a row without its line would be a change that nobody can account for
    assert replay().withdrawals == 0


def test_what_came_back_is_destroyed_again_with_its_proof(world):
    closed_on(world.noor, date(2027, 1, 31))
    night_of(date(2027, 8, 1))
    proof = DestructionProof.objects.get(code="B15", organisation=None)
    DestructionProof.objects.all().delete()
    assert is_behind()

    again = replay()

    assert again.destroyed == 1 and not is_behind()
    same = DestructionProof.objects.get(code="B15", organisation=None)
    assert (same.line, same.counts, same.keys, same.at) == (proof.line, proof.counts, proof.keys, proof.at)
    assert replay().destroyed == 0


def test_a_night_notices_that_older_rows_were_put_back(world):
    closed_on(world.noor, date(2027, 1, 31))
    night_of(date(2027, 8, 1))
    DestructionProof.objects.all().delete()

    assert night_of(date(2027, 8, 2))["again"] == 1


def test_a_journal_that_was_changed_is_not_played_and_nothing_opens(world, settings, capsys):
    for nth in range(3):
        forgotten.note("person", person=str(UUID(int=nth)))
    assert [line.number for line in forgotten.lines()] == [1, 2, 3]
    whole = settings.FORGOTTEN.read_bytes()

    settings.FORGOTTEN.write_bytes(whole.replace(b'000001"', b'000007"'))
    with pytest.raises(CommandError, match="niet heel"):
        call_command("forget_again")
    settings.FORGOTTEN.write_bytes(b"".join(whole.splitlines(keepends=True)[1:]))
    with pytest.raises(forgotten.NotWhole):
        forgotten.lines()
    settings.FORGOTTEN.write_bytes(whole)
    call_command("forget_again")
    assert "Opnieuw vernietigd: 0" in capsys.readouterr().out


def test_a_line_that_was_half_written_when_the_plug_was_pulled_is_no_line(settings):
    forgotten.note("person", person="1")
    with settings.FORGOTTEN.open("ab") as file:
        file.write(b'{"n":2,"at":"20')

    assert len(forgotten.lines()) == 1
    assert forgotten.note("person", person="2").number == 2
    assert [line.told["person"] for line in forgotten.lines()] == ["1", "2"]


def test_a_long_line_is_found_again(settings):
    forgotten.note("rows", rows={"cards.Card": ["x" * 36] * 400})

    assert forgotten.note("done", line=1).number == 2
    assert len(forgotten.lines()) == 2


# ── persons ───────────────────────────────────────────────────────────────────────────────────────────


def test_with_who_is_in_no_dossier_any_more_the_key_of_the_name_goes(world, django_capture_on_commit_callbacks):
    person = add_person(name="Kanariepiet")
    assert store().ring_of(Subject(PERSON, person.pk))
    key = person.pk
    with django_capture_on_commit_callbacks(execute=True):
        erase(person)

    assert not Person.objects.filter(pk=key).exists()
    assert store().ring_of(Subject(PERSON, key)) == {}
    assert forgotten.lines()[-1].told == {"person": str(key)}


def test_a_name_that_stood_in_a_dossier_goes_when_that_dossier_is_gone(world):
    father = world.person(Role.FATHER)
    erase(father)
    night_of(timezone.localdate())
    assert Person.objects.get(pk=father.pk).name

    closed_on(world.noor, date(2027, 1, 31))
    for day in (date(2049, 1, 1), date(2049, 1, 2)):
        night_of(day)

    assert not Child.objects.filter(pk=world.noor.pk).exists()
    assert not Person.objects.filter(pk=father.pk).exists()


def test_lines_of_the_record_go_after_five_years_by_the_month(world):
    now = timezone.now()
    lines = Event.objects.filter(at__lte=now).exclude(event__startswith="record.").count()
    close_months(timezone.localdate(now + timedelta(days=62)))
    night_of(timezone.localdate(now) + timedelta(days=5 * 365))
    assert Event.objects.filter(at__lte=now).exclude(event__startswith="record.").count() == lines > 0

    night_of(timezone.localdate(now) + timedelta(days=5 * 366 + 40))

    assert not Event.objects.filter(at__lte=now).exclude(event__startswith="record.").exists()


def test_what_was_held_at_a_desk_goes_two_years_after_it_ended(world):
    ended = Membership.objects.filter(organisation=world.school).first()
    Membership.objects.filter(pk=ended.pk).update(until=timezone.localdate() - timedelta(days=2 * 366))
    call_command("every_night")
    assert Membership.objects.filter(pk=ended.pk).exists()

    Membership.objects.filter(pk=ended.pk).update(until=timezone.localdate() - timedelta(days=2 * 366 + 1))
    call_command("every_night")
    assert not Membership.objects.filter(pk=ended.pk).exists()


def test_a_journal_of_another_house_does_no_harm(world):
    nobody = str(UUID(int=7))
    told = {"child": nobody, "owner": nobody, "code": "B01", "law": "R82", "kinds": ["K05"], "counts": {}, "keys": []}
    line = forgotten.note("part", **told, quiet=False, ends=True)
    forgotten.note("done", line=line.number)
    assert is_behind()

    assert replay().destroyed == 1
    assert not is_behind()
    assert DestructionProof.objects.get(line=line.number).organisation is None


def test_the_kinds_that_can_wait_are_those_of_the_matrix():
    assert len(InformationKind.values) == 24
