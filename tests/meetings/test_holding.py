"""A meeting as it is held: five steps, whose turn, what people say and mark, and one page for everybody after it."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.utils import timezone
from pypdf import PdfReader

from rondom.base.actions import Refused
from rondom.base.models import Letter
from rondom.base.scope import Outside
from rondom.cards.actions import choose_audience, settle_card
from rondom.cards.models import Card
from rondom.children.models import Audience, Role
from rondom.meetings.actions import (
    Agreed,
    agree,
    begin_step,
    bring,
    call_off,
    close_meeting,
    correct,
    give_turn,
    mark,
    prepare,
    say,
    take_chair,
    unmark,
)
from rondom.meetings.models import ChairTaken, Correction, Marked, MeetingClosed, Prepared, Said, StepBegun
from rondom.meetings.queries import invited_of, own_invitation
from rondom.meetings.telling import meetings_told
from tests.meetings.table import ASKED, WHAT, agreed, in_days, planned, seat_of, soon
from tests.meetings.test_pages import questions

SAID = "Zij slaapt weer Kanariegezegd"


@pytest.fixture
def begun(meeting, chair):
    begin_step(chair, meeting=meeting, step=1)
    return meeting


def said_by(world, role: str, meeting, text: str = SAID, **given) -> Said:
    return say(world.dossier(role), meeting=meeting, text=text, language="nl", **({"question": "c_whole"} | given))


def cards(world, many: int = 4) -> list[Card]:
    return list(Card.objects.filter(child=world.noor, shares__isnull=False, voice__letter="M").distinct()[:many])


def test_who_leads_begins_goes_on_and_back_and_nobody_else_does(world, meeting, chair):
    for step in (1, 2, 2, 1):
        begin_step(chair, meeting=meeting, step=step)
    assert list(StepBegun.objects.values_list("step", flat=True)) == [1, 2, 1], "pressed twice is once"
    with pytest.raises(Refused, match="wie het gesprek leidt"):
        begin_step(world.dossier(Role.TEACHER), meeting=meeting, step=2)


def test_a_professional_takes_the_chair_over_and_a_parent_does_not(world, begun, chair):
    with pytest.raises(Refused, match="Wie hier werkt"):
        take_chair(world.dossier(Role.MOTHER), meeting=begun)
    take_chair(world.dossier(Role.TEACHER), meeting=begun)
    begin_step(world.dossier(Role.TEACHER), meeting=begun, step=2)
    with pytest.raises(Refused, match="wie het gesprek leidt"):
        begin_step(chair, meeting=begun, step=3)
    assert ChairTaken.objects.get().place == seat_of(world, Role.TEACHER)


def test_who_leads_gives_the_turn(world, begun, chair):
    hers = own_invitation(world.dossier(Role.MOTHER), begun)
    assert give_turn(chair, invited=hers).invited == hers
    with pytest.raises(Refused, match="wie het gesprek leidt"):
        give_turn(world.dossier(Role.MOTHER), invited=hers)


def test_what_has_not_begun_is_not_closed(meeting, chair):
    with pytest.raises(Refused, match="nog niet begonnen"):
        close_meeting(chair, meeting=meeting)
    assert not MeetingClosed.objects.exists()


def test_people_say_something_once_begun_and_its_draft_goes_with_that(world, meeting, chair):
    with pytest.raises(Refused, match="nog niet begonnen"):
        said_by(world, Role.MOTHER, meeting)
    begin_step(chair, meeting=meeting, step=1)
    mother = world.dossier(Role.MOTHER)
    prepare(mother, invited=own_invitation(mother, meeting), words={"c_whole": "Zij sl"})
    said_by(world, Role.MOTHER, meeting)
    assert said_by(world, Role.MOTHER, meeting) == Said.objects.get(), "pressed twice is once"
    assert not Prepared.objects.exists()
    with pytest.raises(Refused, match="Schrijf eerst"):
        said_by(world, Role.MOTHER, meeting, text="  ")


def test_who_was_not_asked_says_nothing(world, begun):
    with pytest.raises(Refused, match="wie is uitgenodigd"):
        said_by(world, Role.FATHER, begun)
    hers = planned(world, Role.MOTHER, starts_at=in_days(12))
    with pytest.raises(Outside):
        said_by(world, Role.TEACHER, hers)


def test_everyone_marks_three_cards_at_most_and_takes_one_back(world, begun):
    mother, found = world.dossier(Role.MOTHER), cards(world)
    for card in (*found[:3], found[0]):
        mark(mother, meeting=begun, card=card)
    with pytest.raises(Refused, match="is genoeg"):
        mark(mother, meeting=begun, card=found[3])
    unmark(mother, meeting=begun, card=found[0])
    mark(mother, meeting=begun, card=found[3])
    assert set(Marked.objects.filter(taken_back_at=None).values_list("card", flat=True)) == {each.pk for each in found[1:]}


def test_what_was_said_becomes_an_agreement_that_knows_what_it_came_of(world, begun, chair):
    said = said_by(world, Role.MOTHER, begun)
    made = agree(chair, agreed=Agreed(WHAT, soon()), who=seat_of(world, Role.TEACHER), meeting=begun, said=said)
    assert (made.said, made.card) == (said, None)


def test_after_it_is_closed_nothing_is_said_and_everybody_hears_that_there_is_something(world, begun, chair):
    for role in ASKED:
        person = world.person(role)
        person.email = f"{role}@voorbeeld.nl"
        person.save()
    Letter.objects.all().delete()
    close_meeting(chair, meeting=begun)
    assert MeetingClosed.objects.get().by_id == chair.person_id
    assert {each.address for each in Letter.objects.all()} == {"mother@voorbeeld.nl", "teacher@voorbeeld.nl"}
    with pytest.raises(Refused, match="afgesloten"):
        said_by(world, Role.MOTHER, begun)
    with pytest.raises(Refused, match="afgesloten"):
        close_meeting(chair, meeting=begun)
    with pytest.raises(Refused, match="al geweest"):
        call_off(chair, meeting=begun)


def test_what_somebody_said_and_wrote_beside_it_goes_along_with_who_said_it(world, begun, chair):
    said_by(world, Role.MOTHER, begun)
    close_meeting(chair, meeting=begun)
    correct(world.dossier(Role.MOTHER), meeting=begun, text="Het was een dinsdag")
    told = meetings_told(world.dossier(Role.MOTHER))
    assert [told[name][0]["text"] for name in ("said", "corrections")] == [SAID, "Het was een dinsdag"]
    assert meetings_told(world.dossier(Role.TEACHER))["said"] == []


def test_for_seven_days_who_was_there_writes_something_beside_it(world, begun, chair):
    mother = world.dossier(Role.MOTHER)
    with pytest.raises(Refused, match="nog niet afgesloten"):
        correct(mother, meeting=begun, text="Het was een dinsdag")
    close_meeting(chair, meeting=begun)
    correct(mother, meeting=begun, text="Het was een dinsdag")
    correct(mother, meeting=begun, text="Het was een dinsdag")
    with pytest.raises(Refused, match="wie is uitgenodigd"):
        correct(world.dossier(Role.FATHER), meeting=begun, text="Ik ook")
    with time_machine.travel(timezone.now() + timedelta(days=8)), pytest.raises(Refused, match="zeven dagen"):
        correct(world.dossier(Role.MOTHER), meeting=begun, text="Te laat")
    assert [each.text for each in Correction.objects.all()] == ["Het was een dinsdag"]


def test_at_a_table_that_is_called_off_nothing_happens(world, meeting, chair):
    call_off(chair, meeting=meeting)
    with pytest.raises(Refused, match="gaat niet door"):
        begin_step(chair, meeting=meeting, step=1)


# ── its pages ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def here(world, meeting):
    return f"/kinderen/{world.noor.pk}/overleg/{meeting.pk}/"


def test_a_whole_meeting_by_its_pages_without_script(world, meeting, as_person, here):
    chair, mother = as_person(world.person(Role.CARE_COORDINATOR)), as_person(world.person(Role.MOTHER))
    assert "Het overleg begint zo." in mother.get(f"{here}tafel/").text
    chair.post(f"{here}tafel/stap/", {"step": "1"})
    seat = invited_of(meeting).get(place=seat_of(world, Role.MOTHER))
    chair.post(f"{here}tafel/beurt/{seat.pk}/")
    assert "U bent aan de beurt" in mother.get(f"{here}tafel/").text
    mother.post(f"{here}tafel/concept/", {"question": "c_whole", "text": "Zij sl"})
    assert "Zij sl<" in mother.get(f"{here}tafel/").text and "Zij sl<" not in chair.get(f"{here}tafel/").text
    mother.post(f"{here}tafel/concept/", {"question": "c_whole", "text": ""})
    assert not Prepared.objects.exists()
    mother.post(f"{here}tafel/", {"question": "c_whole", "text": SAID})
    assert SAID in chair.get(f"{here}tafel/").text
    chair.post(f"{here}tafel/stap/", {"step": "2"})
    (card,) = cards(world, 1)
    mother.post(f"{here}tafel/kaartje/{card.pk}/")
    assert "Haal weg" in mother.get(f"{here}tafel/").text
    chair.post(f"{here}tafel/stap/", {"step": "3"})
    mother.post(f"{here}tafel/", {"question": "h_well", "text": "Elke week iemand", "face": "good"})
    said = Said.objects.get(question="h_well")
    form = chair.get(f"/kinderen/{world.noor.pk}/afspraken/nieuw/?overleg={meeting.pk}&antwoord={said.pk}").text
    assert 'value="Elke week iemand"' in form and str(said.pk) in form
    told = {"what": WHAT, "who": str(seat_of(world, Role.TEACHER).pk), "ready_on": soon().isoformat()}
    told |= {"overleg": str(meeting.pk), "antwoord": str(said.pk)}
    answer = chair.post(f"/kinderen/{world.noor.pk}/afspraken/nieuw/", told)
    assert answer["Location"] == f"{here}tafel/" and WHAT in mother.get(f"{here}tafel/").text
    chair.post(f"{here}tafel/afsluiten/")
    assert mother.get(f"{here}tafel/")["Location"] == f"{here}verslag/"
    page = mother.get(f"{here}verslag/").text
    assert all(word in page for word in (SAID, "Elke week iemand", WHAT, "Volgende overleg"))
    mother.post(f"{here}verslag/", {"text": "Het was een dinsdag"})
    assert "Het was een dinsdag" in chair.get(f"{here}verslag/").text
    paper = chair.post(f"{here}verslag/papier/", {"language": "ar"})
    assert paper["Content-Type"] == "application/pdf"
    assert "Kies een taal." in chair.post(f"{here}verslag/papier/", {"language": "klingon"}, follow=True).text


WRONG = [
    ("tafel/", {"question": "c_whole", "text": ""}, 422, "Schrijf eerst iets op."),
    ("tafel/", {"question": "c_whole", "text": "x" * 2001}, 422, "Dit is te lang."),
    ("tafel/", {"question": "nergens", "text": "Hallo"}, 422, "Kies een antwoord."),
    ("tafel/", {"question": "c_whole", "text": "Hallo", "face": "boos"}, 422, "Kies een antwoord."),
    ("tafel/concept/", {"question": "nergens", "text": "Hallo"}, 422, ""),
    ("tafel/stap/", {"step": "9"}, 302, ""),
]


@pytest.mark.parametrize(("last", "given", "status", "said"), WRONG)
def test_what_is_filled_in_wrong_at_the_table_says_why(world, begun, as_person, here, last, given, status, said):
    answer = as_person(world.person(Role.CARE_COORDINATOR)).post(f"{here}{last}", given)

    assert answer.status_code == status and said in answer.text
    assert not Said.objects.exists() and StepBegun.objects.count() == 1


def test_the_table_and_its_page_are_there_for_who_was_asked_and_who_reads_it(world, begun, chair, as_person, here):
    said_by(world, Role.MOTHER, begun)
    father, worker = as_person(world.person(Role.FATHER)), as_person(world.person(Role.YOUTH_WORKER))
    assert [each.get(f"{here}tafel/").status_code for each in (father, worker)] == [404, 404]
    assert as_person(world.person(Role.TEACHER)).get(f"{here}verslag/").status_code == 404, "it is not closed"
    close_meeting(chair, meeting=begun)
    assert SAID in father.get(f"{here}verslag/").text
    hers = planned(world, Role.MOTHER, starts_at=in_days(12))
    for last in ("tafel/", "verslag/"):
        assert as_person(world.person(Role.TEACHER)).get(f"/kinderen/{world.noor.pk}/overleg/{hers.pk}/{last}").status_code == 404
    assert "Bewaren" not in father.get(f"{here}verslag/").text, "who was not there corrects nothing"


def test_on_paper_stands_of_the_cards_what_everyone_may_read(world, begun, chair, as_person, here):
    mother, (first, second) = world.dossier(Role.MOTHER), cards(world, 2)
    for card, text in ((first, "Voor allen"), (second, "Voor weinigen")):
        settle_card(mother, card=card, words={"text": text, "date": "2021"})
        mark(mother, meeting=begun, card=card)
    choose_audience(mother, card=second, audience=Audience.FAMILY)
    close_meeting(chair, meeting=begun)
    at_home = as_person(world.person(Role.MOTHER))
    assert "Voor weinigen" in at_home.get(f"{here}verslag/").text
    (page,) = PdfReader(BytesIO(at_home.post(f"{here}verslag/papier/", {"language": "nl"}).content)).pages
    said = page.extract_text()
    assert "Voor allen" in said and "Voor weinigen" not in said


def test_what_somebody_prepared_is_brought_in_at_the_table(world, begun, as_person, here):
    dossier, mother = world.dossier(Role.MOTHER), as_person(world.person(Role.MOTHER))
    prepare(dossier, invited=own_invitation(dossier, begun), words={"p_well": "Zij leest", "p_worry": "De nachten"})
    assert mother.post(f"{here}meebrengen/p_well/", {"tafel": "1"})["Location"] == f"{here}tafel/"
    bring(dossier, prepared=Prepared.objects.get(question="p_worry"))
    teacher, chair = as_person(world.person(Role.TEACHER)), world.dossier(Role.CARE_COORDINATOR)
    page = teacher.get(f"{here}tafel/").text
    assert "Zij leest" in page and "De nachten" in page
    begin_step(chair, meeting=begun, step=2)
    assert "De nachten" not in teacher.get(f"{here}tafel/").text, "it stands in the step in which it was brought"
    close_meeting(chair, meeting=begun)
    assert "De nachten" in teacher.get(f"{here}verslag/").text
    assert "afgesloten" in mother.post(f"{here}meebrengen/p_well/", follow=True).text


def test_the_table_and_its_page_ask_as_much_with_many_as_with_few(world, begun, chair, as_person, here):
    browser = as_person(world.person(Role.MOTHER))
    said_by(world, Role.MOTHER, begun)
    agreed(world, Role.TEACHER, meeting=begun)
    few = questions(browser, f"{here}tafel/")
    for nth in range(4):
        said_by(world, Role.TEACHER, begun, text=f"Ook {nth}")
        mark(world.dossier(Role.MOTHER), meeting=begun, card=cards(world)[nth % 3])
        agreed(world, Role.TEACHER, meeting=begun, what=f"Bellen {nth}")
    assert questions(browser, f"{here}tafel/") == few <= 45
    close_meeting(chair, meeting=begun)
    assert questions(browser, f"{here}verslag/") <= 45


def test_after_a_meeting_the_next_is_proposed_in_six_weeks(world, begun, chair, as_person, here):
    close_meeting(chair, meeting=begun)
    browser = as_person(world.person(Role.CARE_COORDINATOR))
    day = (timezone.localdate() + timedelta(days=42)).isoformat()
    assert f"?dag={day}" in browser.get(f"{here}verslag/").text
    assert f'value="{day}"' in browser.get(f"/kinderen/{world.noor.pk}/overleg/nieuw/?dag={day}").text
    assert browser.get(f"/kinderen/{world.noor.pk}/overleg/nieuw/?dag=morgen").status_code == 200


def test_who_thinks_better_of_an_agreement_comes_back_to_the_table(world, begun, as_person):
    browser = as_person(world.person(Role.CARE_COORDINATOR))
    page = browser.get(f"/kinderen/{world.noor.pk}/afspraken/nieuw/?overleg={begun.pk}").text
    assert f'href="/kinderen/{world.noor.pk}/overleg/{begun.pk}/tafel/">Terug' in page
    assert f'href="/kinderen/{world.noor.pk}/overleg/">Terug' in browser.get(f"/kinderen/{world.noor.pk}/afspraken/nieuw/").text
