"""Letters that say nothing, and accounts that end by themselves."""

from datetime import timedelta
from io import StringIO

import time_machine
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from rondom.base.letters import letter_to, send_letters
from rondom.base.models import Event, Letter
from rondom.children.models import Place, PlaceEnded, Role
from rondom.children.queries import without_a_child_since
from rondom.people.actions import add_member, add_person, make_invitation, tidy_accounts, use_invitation
from rondom.people.models import AccountShut, Function, Person
from tests.sealed import person_called

NOW = timezone.now()


def night(days: float) -> dict[str, int]:
    with time_machine.travel(NOW + timedelta(days=days), tick=False):
        return tidy_accounts(without_a_child_since)


def test_a_letter_is_the_same_for_everyone_byte_for_byte(world):
    people = [world.person(Role.MOTHER), world.person(Role.FATHER), world.person(Role.CARE_COORDINATOR)]
    for nth, person in enumerate(people):
        person.email, person.language = f"iemand{nth}@voorbeeld.nl", "nl"
        person.save()
        letter_to(person, "news")

    call_command("send_letters")
    call_command("send_letters")

    assert len(mail.outbox) == 3
    assert {(sent.subject, sent.body.encode()) for sent in mail.outbox} == {
        ("Rondom", b"Er is iets nieuws bij Rondom. Kom binnen zoals u gewend bent om het te zien.\n")
    }
    assert all("http" not in sent.body and "Noor" not in str(sent.message()) for sent in mail.outbox)
    assert not Letter.objects.filter(sent_at=None).exists()


def test_every_kind_of_letter_is_fixed(mother_at):
    mother_at.language = "nl"
    for kind in ("news", "access", "ending"):
        letter_to(mother_at, kind)
    send_letters()

    assert [sent.body.encode() for sent in mail.outbox] == [
        b"Er is iets nieuws bij Rondom. Kom binnen zoals u gewend bent om het te zien.\n",
        b"Er is iets veranderd aan hoe u binnenkomt bij Rondom. "
        b"Was u dat niet? Kom langs of bel met wie u uitnodigde.\n",
        b"U was lang niet bij Rondom. Wilt u blijven? Vraag het aan wie u uitnodigde.\n",
    ]


def test_who_has_no_address_gets_no_letter(world):
    assert letter_to(world.person(Role.CHILD), "news") is None


def test_an_account_without_child_and_team_is_shut_after_ninety_days_and_gone_after_a_year(world):
    person = add_person(name="Opa Henk")
    key = person.pk

    assert night(89)["shut"] == 0
    assert night(91)["shut"] == 1
    assert not Person.objects.get(pk=key).is_active
    assert night(91 + 364)["deleted"] == 0
    assert night(91 + 366)["deleted"] == 1
    assert not Person.objects.filter(pk=key).exists()
    assert Event.objects.filter(event__startswith="account.").count() == 2


def test_who_stands_round_a_child_or_works_in_a_team_stays(world):
    colleague = add_person(name="Nieuwe collega")
    add_member(person=colleague, organisation=world.school, function=Function.TEACHER)

    night(400)

    assert not AccountShut.objects.filter(person__in=[colleague, world.person(Role.MOTHER)]).exists()


def test_the_days_count_from_the_end_of_the_last_place(world):
    place = Place.objects.filter(child=world.noor, role=Role.FATHER).get()
    PlaceEnded.objects.create(place=place, at=NOW + timedelta(days=100))

    assert night(189)["shut"] == 0
    assert night(191)["shut"] == 1


def test_a_name_stays_in_the_dossier_in_which_it_stands(world):
    place = Place.objects.filter(child=world.noor, role=Role.FATHER).select_related("person").get()
    father = place.person
    father.email = "vader@voorbeeld.nl"
    father.save()
    PlaceEnded.objects.create(place=place, at=NOW)
    night(91)

    assert night(91 + 366)["deleted"] == 1
    father.refresh_from_db()
    assert father.name
    assert father.email == ""
    assert night(91 + 367)["deleted"] == 0


def test_an_invitation_opens_a_shut_account_again(world):
    person = add_person(name="Opa Henk")
    night(91)
    paper = make_invitation(person=person, leads_to="/", made_by=None)

    use_invitation(token=paper.token, code=paper.code)

    assert Person.objects.get(pk=person.pk).is_active
    assert not AccountShut.objects.exists()


def test_every_night_runs_by_a_command(world):
    add_person(name="Opa Henk")
    said = StringIO()

    with time_machine.travel(NOW + timedelta(days=91), tick=False):
        call_command("every_night", stdout=said)

    assert AccountShut.objects.filter(person=person_called("Opa Henk")).exists()
    assert "shut: 1" in said.getvalue()
