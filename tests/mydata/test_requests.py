"""Asking an organisation something about one's data: a clock, an owner, an answer, and nobody else who reads it (R39 to R44)."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.base.models import Letter
from rondom.base.scope import NotLetIn
from rondom.cards.actions import begin_card, share_card
from rondom.cards.models import Card
from rondom.children.actions import offer_place, take_place
from rondom.children.dossier import house_dossier
from rondom.children.models import Child, Role
from rondom.mydata.actions import answer_request, ask_about_data, name_privacy_contact, remind_desks, withdraw_request
from rondom.mydata.clock import days_to_remind, due_on, months_after
from rondom.mydata.models import DataReminder, DataRequest, DataRequestStep, Outcome, Part, PrivacyContact, Reason, Wish
from rondom.mydata.requests import of_others
from rondom.mydata.rules import Asking
from rondom.people.desk import open_desk
from rondom.people.models import Membership, Person
from tests.sealed import person_called, rewrite

TEXT = "De datum van de verhuizing klopt niet"


def mine(world) -> str:
    return f"/kinderen/{world.noor.pk}/mijn-gegevens/"


def asked(dossier, organisation, wish=Wish.CORRECT, part=Part.ORGANISATION, **given) -> DataRequest:
    return ask_about_data(dossier, asking=Asking(wish, organisation, part, TEXT), **given)


def leader(world):
    return open_desk(person_called("Hanneke Smit"), world.school.pk)


def coordinator(world):
    return open_desk(world.person(Role.CARE_COORDINATOR), world.school.pk)


def age(child: Child, years: int) -> None:
    child = Child.objects.get(pk=child.pk)
    child.birth_date = timezone.localdate() - timedelta(days=int(years * 365.25) + 100)
    child.save()


@pytest.mark.parametrize(
    ("day", "longer", "due"),
    [
        (date(2026, 11, 29), False, date(2026, 12, 29)),
        (date(2026, 12, 31), False, date(2027, 1, 31)),
        (date(2027, 1, 31), False, date(2027, 2, 28)),
        (date(2028, 1, 31), False, date(2028, 2, 29)),
        (date(2026, 11, 30), True, date(2027, 2, 28)),
        (date(2026, 10, 15), True, date(2027, 1, 15)),
    ],
)
def test_there_is_an_answer_within_a_month_and_at_most_two_more(day, longer, due):
    assert due_on(day, is_extended=longer) == due
    assert months_after(day, 12).year == day.year + 1


def test_the_desk_is_reminded_on_day_21_and_28_and_before_a_longer_clock_ends():
    day = date(2026, 11, 1)

    assert days_to_remind(day, date(2026, 11, 21), extended=None) == []
    assert days_to_remind(day, date(2026, 11, 22), extended=None) == [date(2026, 11, 22)]
    assert days_to_remind(day, date(2026, 12, 5), extended=None) == [date(2026, 11, 22), date(2026, 11, 29)]
    assert days_to_remind(day, date(2027, 2, 1), extended=date(2026, 11, 10)) == [date(2027, 1, 23), date(2027, 1, 30)]
    late = days_to_remind(day, date(2027, 2, 1), extended=date(2026, 11, 25))
    assert late == [date(2026, 11, 22), date(2027, 1, 23), date(2027, 1, 30)]


def test_a_mother_asks_and_sees_her_clock_and_the_desk_sees_the_same(world, as_person):
    mother = as_person(world.person(Role.MOTHER))
    page = mother.get(f"{mine(world)}vragen/verbeteren/").text
    assert "Basisschool De Wilg" in page and "Jeugdteam Oost" in page

    today = timezone.localdate()
    year = today.year if (today.month, today.day) < (11, 29) else today.year + 1
    with time_machine.travel(f"{year}-11-29T10:00:00+01:00", tick=False):  # a day that is still to come, whenever this runs
        mother = as_person(world.person(Role.MOTHER))
        answer = mother.post(f"{mine(world)}vragen/verbeteren/", {"to": str(world.school.pk), "text": TEXT}, follow=True)
        desk = as_person(person_called("Hanneke Smit")).get(f"/organisaties/{world.school.pk}/gegevens/").text

    assert f"U krijgt antwoord vóór 29 december {year}." in answer.text and TEXT in answer.text
    assert "Rima Haddad" in desk and "Noor" in desk and f"antwoord vóór 29 december {year}" in desk and "Nog 30 dagen" in desk


def test_nobody_else_reads_what_somebody_asked(world, mother, as_person):
    request = asked(mother, world.school)

    for role in (Role.FATHER, Role.CHILD, Role.CARE_COORDINATOR, Role.TEACHER):
        assert TEXT not in as_person(world.person(role)).get(mine(world)).text, role
    youth = world.person(Role.YOUTH_WORKER)
    elsewhere = Membership.objects.get(person=youth).organisation_id
    where = f"/organisaties/{world.school.pk}/gegevens/{request.pk}/"
    assert as_person(youth).get(where).status_code == 404
    assert as_person(youth).get(where.replace(str(world.school.pk), str(elsewhere))).status_code == 404
    assert as_person(world.person(Role.TEACHER)).get(where).status_code == 403
    assert TEXT in as_person(world.person(Role.CARE_COORDINATOR)).get(where).text


def test_the_answer_comes_in_the_words_of_the_desk_and_a_no_leads_on(world, mother, as_person):
    request = asked(mother, world.school)
    desk = as_person(person_called("Hanneke Smit"))
    where = f"/organisaties/{world.school.pk}/gegevens/{request.pk}/"

    assert desk.post(where, {"outcome": "refused", "reason": "", "text": "Nee"}).status_code == 422
    assert desk.post(where, {"outcome": "granted", "text": "   "}).status_code == 422
    assert desk.post(where, {"outcome": "proposed", "text": "x"}).status_code == 422
    given = {"outcome": "refused", "reason": "opinion", "text": "De juf zag het zo."}
    assert desk.post(where, given).status_code == 302

    page = as_person(world.person(Role.MOTHER)).get(mine(world)).text
    assert "De juf zag het zo." in page and str(Reason.OPINION.label) in page and "/privacy/" in page
    with pytest.raises(Refused, match="al beantwoord"):
        answer_request(leader(world), number=request.pk, outcome=Outcome.GRANTED, reason="", text="Toch wel")


def test_it_may_take_longer_once_and_only_in_time(world, mother):
    request = asked(mother, world.school)
    answer_request(leader(world), number=request.pk, outcome=Outcome.EXTENDED, reason="", text="Wij zoeken het archief door")
    with pytest.raises(Refused, match="maar één keer"):
        answer_request(leader(world), number=request.pk, outcome=Outcome.EXTENDED, reason="", text="Nog langer")

    other = asked(mother, world.school, wish=Wish.OBJECT)
    with time_machine.travel(timezone.now() + timedelta(days=32)), pytest.raises(Refused, match="maand is voorbij"):
        answer_request(leader(world), number=other.pk, outcome=Outcome.EXTENDED, reason="", text="Te laat gevraagd")


def test_too_late_is_said_to_the_one_who_asked(world, mother, as_person):
    asked(mother, world.school)

    with time_machine.travel(timezone.now() + timedelta(days=32)):
        page = as_person(world.person(Role.MOTHER)).get(mine(world)).text
        desk = as_person(person_called("Hanneke Smit")).get(f"/organisaties/{world.school.pk}/gegevens/").text

    assert "Het antwoord is te laat." in page
    assert "Te laat" in desk


def test_the_clock_of_every_hour_reminds_each_day_once_and_says_nothing_of_what_it_is_about(world, mother):
    rewrite(Person.objects.filter(pk=person_called("Hanneke Smit").pk), email="hanneke@voorbeeld.nl")
    request = asked(mother, world.school)
    Letter.objects.all().delete()
    now = timezone.now()

    assert [remind_desks(now + timedelta(days=days)) for days in (1, 20, 21, 21, 25, 28, 40)] == [0, 0, 1, 0, 0, 1, 0]

    assert DataReminder.objects.filter(request=request).count() == 2
    assert {letter.kind for letter in Letter.objects.all()} == {"news"}
    assert Letter.objects.count() == 2


def test_what_was_answered_is_not_reminded_of(world, mother):
    request = asked(mother, world.school)
    answer_request(leader(world), number=request.pk, outcome=Outcome.GRANTED, reason="", text="Gedaan")

    assert remind_desks(timezone.now() + timedelta(days=40)) == 0


def test_the_command_of_every_hour_looks_after_it(world, mother, capsys):
    asked(mother, world.school)

    with time_machine.travel(timezone.now() + timedelta(days=22)):
        call_command("every_hour")

    assert "1 vragen over gegevens: het bureau kreeg bericht." in capsys.readouterr().out


def test_the_same_is_not_asked_twice_and_can_be_withdrawn(world, mother, as_person):
    request = asked(mother, world.school)
    with pytest.raises(Refused, match="ligt er al"):
        asked(mother, world.school)
    with pytest.raises(Refused, match="iemand anders"):
        withdraw_request(world.dossier(Role.FATHER), request=request)
    father = as_person(world.person(Role.FATHER))
    assert father.post(f"{mine(world)}vraag/{request.pk}/intrekken/").status_code == 404

    withdraw_request(mother, request=request)

    assert "Ingetrokken" in as_person(world.person(Role.MOTHER)).get(mine(world)).text
    asked(mother, world.school)


@pytest.mark.parametrize("given", [{}, {"to": "niemand", "text": "x"}, {"to": "", "text": ""}, {"text": "x" * 4001}])
def test_a_request_that_is_not_whole_is_asked_again(world, as_person, given):
    answer = as_person(world.person(Role.MOTHER)).post(f"{mine(world)}vragen/bezwaar/", given)

    assert answer.status_code == 422
    assert 'class="error"' in answer.text
    assert not DataRequest.objects.exists()


def test_there_is_no_other_wish_than_these(world, as_person):
    assert as_person(world.person(Role.MOTHER)).get(f"{mine(world)}vragen/toveren/").status_code == 404


@pytest.mark.parametrize(("years", "may"), [(8, False), (11, False), (12, True), (13, True), (17, True)])
def test_a_child_asks_itself_from_the_age_at_which_it_has_a_say(world, as_person, years, may):
    age(world.noor, years)
    child = world.dossier(Role.CHILD)

    page = as_person(world.person(Role.CHILD)).get(mine(world)).text
    assert ("Bezwaar maken" in page) == may and ("Vraag dit samen met je vader" in page) != may
    if may:
        asked(child, world.school)
    else:
        with pytest.raises(Refused, match="samen met je vader"):
            asked(child, world.school)


@pytest.mark.parametrize("role", [Role.TEACHER, Role.CARE_COORDINATOR, Role.YOUTH_WORKER])
def test_who_works_here_asks_nothing_in_the_name_of_a_family(world, as_person, role):
    with pytest.raises(PermissionDenied):
        asked(world.dossier(role), world.school)
    page = as_person(world.person(role)).get(mine(world)).text
    assert "Bezwaar maken" not in page and "Stel die aan je organisatie." in page


def test_who_wrote_a_request_does_not_answer_it(world, mother):
    request = asked(mother, world.school)
    Membership.objects.create(person=world.person(Role.MOTHER), organisation=world.school, function="school_leader")

    desk = open_desk(world.person(Role.MOTHER), world.school.pk)
    with pytest.raises(Refused, match="Deze vraag is van jou"):
        answer_request(desk, number=request.pk, outcome=Outcome.GRANTED, reason="", text="Ja")


def test_a_desk_answers_no_request_of_another(world, mother):
    request = asked(mother, world.school)
    youth = world.person(Role.YOUTH_WORKER)
    desk = open_desk(youth, Membership.objects.get(person=youth).organisation_id)

    with pytest.raises(NotLetIn):
        answer_request(desk, number=request.pk, outcome=Outcome.GRANTED, reason="", text="Ja")


class TestDestroying:
    """What is destroyed, when, and by how many."""

    def test_the_form_says_what_goes_and_what_stays_before_it_is_asked(self, world, as_person):
        page = as_person(world.person(Role.MOTHER)).get(f"{mine(world)}vragen/vernietigen/").text

        assert "Dit gaat weg als het antwoord ja is" in page and "Dit blijft" in page
        assert "Wie heeft gekeken: 5 jaar." in page and "Mijn eigen kaartjes" in page

    def test_both_parents_ask_two_colleagues_say_yes_and_then_it_is_gone(self, world, mother):
        age(world.noor, 9)
        mother = world.dossier(Role.MOTHER)
        card = Card.objects.filter(child=world.noor, owner=world.school).first()
        request = asked(mother, world.school, wish=Wish.DESTROY, card=card)
        with pytest.raises(Refused, match="Nog niet iedereen"):
            answer_request(coordinator(world), number=request.pk, outcome=Outcome.GRANTED, reason="", text="Goed")

        too = asked(world.dossier(Role.FATHER), world.school, wish=Wish.DESTROY, card=card)
        first = answer_request(coordinator(world), number=request.pk, outcome=Outcome.GRANTED, reason="", text="Goed")
        assert first.outcome == Outcome.PROPOSED and Card.objects.filter(pk=card.pk).exists()
        with pytest.raises(Refused, match="andere collega"):
            answer_request(coordinator(world), number=request.pk, outcome=Outcome.GRANTED, reason="", text="Goed")
        answer_request(leader(world), number=request.pk, outcome=Outcome.GRANTED, reason="", text="Het is weg")

        assert not Card.objects.filter(pk=card.pk).exists()
        assert Card.objects.filter(child=world.noor, owner=world.school).exists(), "nothing but what was asked"
        for each in (request, too):
            (end,) = DataRequestStep.objects.filter(request=each, outcome=Outcome.GRANTED)
            assert end.text == "Het is weg"

    def test_the_other_parent_sees_that_it_was_asked(self, world, as_person):
        age(world.noor, 9)
        asked(world.dossier(Role.MOTHER), world.school, wish=Wish.DESTROY)

        page = as_person(world.person(Role.FATHER)).get(mine(world)).text
        assert "kwam de vraag om te vernietigen wat Basisschool De Wilg bewaart" in page and TEXT not in page

    def test_all_that_one_organisation_wrote_goes_and_what_others_wrote_stays(self, world):
        age(world.noor, 9)
        youth = Card.objects.filter(child=world.noor, voice__letter="J").first().owner
        for role in (Role.MOTHER, Role.FATHER):
            request = asked(world.dossier(role), youth, wish=Wish.DESTROY)
        before = Card.objects.filter(child=world.noor).exclude(owner=youth).count()
        people = Membership.objects.filter(organisation=youth).order_by("pk")[:2]
        for each in people:
            answer_request(open_desk(each.person, youth.pk), number=request.pk, outcome=Outcome.GRANTED, reason="", text="Weg")

        assert not Card.objects.filter(child=world.noor, owner=youth).exists()
        assert Card.objects.filter(child=world.noor).count() == before

    def test_who_asked_it_of_one_card_that_has_gone_since_did_not_ask_it_of_everything(self, world):
        age(world.noor, 9)
        teacher = world.dossier(Role.TEACHER)
        slip = begin_card(teacher, kind="school")
        share_card(teacher, card=slip, words={"text": "Verkeerd kind"})
        of_card = asked(world.dossier(Role.FATHER), world.school, wish=Wish.DESTROY, card=slip)
        Card.objects.get(pk=slip.pk).delete()
        of_all = asked(world.dossier(Role.MOTHER), world.school, wish=Wish.DESTROY)

        with pytest.raises(Refused, match="Nog niet iedereen"):
            answer_request(coordinator(world), number=of_all.pk, outcome=Outcome.GRANTED, reason="", text="Goed")

        assert not DataRequestStep.objects.filter(request=of_card).exists()
        assert of_others(world.dossier(Role.FATHER)), "he hears that it is asked of everything"
        asked(world.dossier(Role.FATHER), world.school, wish=Wish.DESTROY)

    def test_own_cards_go_on_ones_own_word(self, world, mother, as_person):
        own = begin_card(mother, kind="home")
        share_card(mother, card=own, words={"text": "Dit wil ik kwijt"})
        where = f"{mine(world)}vragen/vernietigen/?kaartje={own.pk}"
        browser = as_person(world.person(Role.MOTHER))
        browser.post(where, {"to": str(world.school.pk), "text": "Weg ermee"})
        request = DataRequest.objects.get()
        assert (request.part, request.card_id, request.is_of_card) == (Part.OWN, own.pk, True)

        for desk in (coordinator(world), leader(world)):
            answer_request(desk, number=request.pk, outcome=Outcome.GRANTED, reason="", text="Weg")

        assert not Card.objects.filter(pk=own.pk).exists()
        assert Card.objects.filter(child=world.noor, voice__letter="M").exists()
        assert "Weg" in browser.get(mine(world)).text

    @pytest.mark.parametrize(
        ("role", "years", "why"), [(Role.CHILD, 13, "beslissen je ouders"), (Role.MOTHER, 17, "beslist uw kind")]
    )
    def test_who_does_not_decide_about_school_lets_nothing_of_it_be_destroyed(self, world, role, years, why):
        age(world.noor, years)

        with pytest.raises(Refused, match=why):
            asked(world.dossier(role), world.school, wish=Wish.DESTROY)

    def test_a_card_of_the_other_parent_is_not_destroyed_by_this_one(self, world, mother):
        shared = Card.objects.filter(child=world.noor, voice__letter="V", shares__isnull=False, shares__taken_back__isnull=True)
        his = shared.order_by("begun_at").first()

        with pytest.raises(Refused, match="iemand anders uit het gezin"):
            asked(mother, world.school, wish=Wish.DESTROY, card=his)


def test_where_people_turn_to_is_said_by_the_organisation_itself(world, as_person):
    desk = as_person(person_called("Hanneke Smit"))
    where = f"/organisaties/{world.school.pk}/gegevens/contact/"
    desk.post(where, {"officer": "Fatima, fg@dewilg.voorbeeld", "complaint": "Klachtencommissie, postbus 1"})
    assert desk.post(where, {"officer": "x" * 301}).status_code == 302

    page = as_person(world.person(Role.MOTHER)).get(mine(world)).text
    assert "fg@dewilg.voorbeeld" in page and "Klachtencommissie, postbus 1" in page
    name_privacy_contact(leader(world), officer="", complaint="Bel de school")
    assert PrivacyContact.objects.get().officer == ""


def test_the_page_on_complaints_is_there_for_everybody_and_at_the_foot_of_every_page(world, client, as_person):
    page = client.get("/privacy/").text
    for words in ("functionaris gegevensbescherming", "klachtencommissie", "Autoriteit Persoonsgegevens"):
        assert words in page
    for where in ("/binnenkomen/", "/privacy/"):
        assert 'href="/privacy/"' in client.get(where).text
    assert 'href="/privacy/"' in as_person(world.person(Role.MOTHER)).get(f"/kinderen/{world.noor.pk}/").text


def test_the_menu_leads_to_the_data_of_the_one_child_or_asks_which(world, as_person):
    assert as_person(world.person(Role.MOTHER)).get("/mijn-gegevens/")["Location"] == mine(world)
    assert "Hier is nu geen kind." in as_person(world.stranger).get("/mijn-gegevens/").text
    voice = world.other.voices.order_by("order").last()
    take_place(offer_place(house_dossier(world.other), person=world.person(Role.MOTHER), role=Role.OTHER, voice=voice))
    page = as_person(world.person(Role.MOTHER)).get("/mijn-gegevens/").text
    assert "Van welk kind?" in page and world.noor.name in page and world.other.name in page


def test_what_is_kept_is_told_by_owner_with_why_and_how_long(world, as_person):
    page = as_person(world.person(Role.MOTHER)).get(mine(world)).text

    terms = ("tot twee jaar nadat een leerling weg is", "twintig jaar na de laatste verandering")
    for words in ("Het gezin", "Basisschool De Wilg", "Jeugdteam Oost", *terms):
        assert words in page
    theirs = as_person(world.person(Role.TEACHER)).get(mine(world)).text
    assert "Jeugdteam Oost" not in theirs
