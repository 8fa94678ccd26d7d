"""The screen on the wall and guests: what they are shown, by whose yes, and that it ends."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.base.models import Event
from rondom.cards.actions import choose_audience
from rondom.cards.models import Card
from rondom.children.models import Audience, Role
from rondom.meetings.actions import (
    allow_guest,
    begin_step,
    close_meeting,
    end_walls,
    invite_to,
    let_guest_in,
    make_code,
    mark,
    refuse_guest,
    say,
    show_on_wall,
    take_chair,
)
from rondom.meetings.codes import LONG, SIGNS, code_of, read_code, spaced
from rondom.meetings.models import GuestAnswered, Invited, Nod, Said, TableCode, TableGuest, Wall
from rondom.people.models.keys import WrongTry
from rondom.people.queries import counted_for
from rondom.people.rules import TRIES_FROM_AN_ADDRESS
from tests.meetings.table import in_days, planned

SAID = "Zij slaapt weer Kanariegezegd"
GUEST_SAYS = "Ik zie haar in de tuin Kanariegast"
WHO = {"name": "Buurvrouw Els", "capacity": "buurvrouw"}


@pytest.fixture
def begun(meeting, chair, world):
    begin_step(chair, meeting=meeting, step=1)
    say(world.dossier(Role.MOTHER), meeting=meeting, text=SAID, language="nl", question="c_whole")
    return meeting


def device() -> Client:
    return Client(SERVER_NAME="localhost")


@pytest.fixture
def screen(begun, chair):
    """A screen on which this meeting stands."""
    there = device()
    code = code_on(there.get("/scherm/").text)
    show_on_wall(chair, meeting=begun, code=code)
    return there


def code_on(page: str) -> str:
    return read_code(re.search(r'screen-code__code"><bdi>([^<]*)<', page)[1])


def code_of_table(meeting) -> str:
    return code_of(str(TableCode.objects.get(meeting=meeting, ended_at=None).pk))


def at_the_door(meeting, chair) -> tuple[Client, TableGuest]:
    make_code(chair, meeting=meeting)
    phone = device()
    assert phone.post(f"/mee/{code_of_table(meeting)}/", WHO).status_code == 302
    return phone, TableGuest.objects.get(meeting=meeting)


@pytest.fixture
def guest(begun, chair, world):
    """A guest who was let in."""
    phone, row = at_the_door(begun, chair)
    allow_guest(world.dossier(Role.MOTHER), guest=row)
    let_guest_in(chair, guest=row)
    return phone


# ── the codes ─────────────────────────────────────────────────────────────────────────────────────


def test_a_code_is_read_as_people_type_it_and_a_slip_is_heard():
    code = code_of("iets")
    assert len(code) == LONG
    for typed in (code, spaced(code).lower(), f" {code[:2]}-{code[2:]} "):
        assert read_code(typed) == code
    for nth in range(LONG):
        other = SIGNS[(SIGNS.index(code[nth]) + 1) % len(SIGNS)]
        assert read_code(code[:nth] + other + code[nth + 1 :]) is None
    assert [read_code(each) for each in ("", "ABC", code + "2", "0OIL1111")] == [None] * 4


# ── the wall ──────────────────────────────────────────────────────────────────────────────────────


def test_a_screen_shows_a_code_and_after_that_the_board_beside_the_step(begun, chair):
    there = device()
    waiting = there.get("/scherm/").text
    assert SAID not in waiting
    code = code_on(waiting)
    assert code_on(there.get("/scherm/").text) == code, "the same code as long as it waits"

    show_on_wall(chair, meeting=begun, code=code)

    page = there.get("/scherm/").text
    assert SAID in page
    assert "Checken" in page
    assert 'class="board' in page
    assert code_on(device().get("/scherm/").text) != code


def test_the_chair_opens_it_in_a_window_of_the_same_browser(begun, as_person, world):
    browser = as_person(world.person(Role.CARE_COORDINATOR))
    answer = browser.post(f"/kinderen/{world.noor.pk}/overleg/{begun.pk}/tafel/scherm/", {"here": "1"})
    assert answer["Location"] == "/scherm/"
    assert SAID in browser.get("/scherm/").text


def test_who_does_not_lead_opens_no_wall_and_a_slip_says_so(begun, as_person, world):
    where = f"/kinderen/{world.noor.pk}/overleg/{begun.pk}/tafel/scherm/"
    as_person(world.person(Role.TEACHER)).post(where, {"code": code_of("iets")})
    chair = as_person(world.person(Role.CARE_COORDINATOR))
    for typed in ("", "ABCD EFGH", code_of("iets")[:-1]):
        assert chair.post(where, {"code": typed}, follow=True).status_code == 200
    assert not Wall.objects.exists()
    assert "Lees hem nog eens voor" in chair.post(where, {"code": "x"}, follow=True).text


def test_a_screen_that_got_its_name_after_the_wall_was_opened_guessed(begun, chair):
    with time_machine.travel(timezone.now() - timedelta(minutes=30), tick=False):
        late = device()
        code = code_on(late.get("/scherm/").text)
    show_on_wall(chair, meeting=begun, code=code)
    assert SAID not in late.get("/scherm/").text, "it waited too long"


def test_the_wall_shows_what_each_who_sits_there_may_read(screen, world, begun):
    cards = Card.objects.filter(child=world.noor, voice__letter="M", shares__isnull=False).distinct()
    page = screen.get("/scherm/").text
    card = next(each for each in cards if f'id="b{str(each.pk)[:8]}"' in page)
    choose_audience(world.dossier(Role.MOTHER), card=card, audience=Audience.FAMILY)
    assert str(card.pk)[:8] not in screen.get("/scherm/").text


def test_the_wall_has_no_link_and_no_form(screen):
    page = screen.get("/scherm/").text.split("<main")[1]
    assert re.findall(r"<(?:a|form|button|textarea|input)\b", page) == []


def test_with_somebody_there_by_name_alone_the_wall_shows_only_what_was_chosen(screen, world, begun, chair):
    mother = world.dossier(Role.MOTHER)
    cards = list(Card.objects.filter(child=world.noor, voice__letter="M", shares__isnull=False).distinct()[:2])
    mark(mother, meeting=begun, card=cards[0])
    invite_to(mother, meeting=begun, name="Tante")

    page = screen.get("/scherm/").text

    assert str(cards[0].pk)[:8] in page
    assert str(cards[1].pk)[:8] not in page


@pytest.mark.parametrize("end", ["ended", "closed", "next day"])
def test_a_wall_ends(screen, begun, chair, end):
    if end == "ended":
        end_walls(chair, meeting=begun)
    if end == "closed":
        close_meeting(chair, meeting=begun)
    with time_machine.travel(timezone.now() + timedelta(days=end == "next day"), tick=False):
        assert SAID not in screen.get("/scherm/").text
        assert screen.get("/scherm/stroom/").status_code == 404


def test_a_screen_is_of_one_meeting_at_a_time(begun, chair, world):
    code = code_on(device().get("/scherm/").text)
    first = show_on_wall(chair, meeting=begun, code=code)
    assert show_on_wall(chair, meeting=begun, code=code) == first
    other = planned(world, Role.MOTHER, starts_at=in_days(12))
    begin_step(chair, meeting=other, step=1)
    with pytest.raises(Refused, match="al een ander overleg"):
        show_on_wall(chair, meeting=other, code=code)


# ── guests ────────────────────────────────────────────────────────────────────────────────────────


def test_who_was_asked_lands_at_the_table_by_the_code(begun, chair, world, as_person):
    make_code(chair, meeting=begun)
    code, table = code_of_table(begun), f"/kinderen/{world.noor.pk}/overleg/{begun.pk}/tafel/"
    assert as_person(world.person(Role.MOTHER)).get(f"/mee/{code}/")["Location"] == table
    assert as_person(world.stranger).get(f"/mee/{code}/").status_code == 200
    assert device().post("/mee/", {"code": spaced(code).lower()})["Location"] == f"/mee/{code}/"
    assert f"?next=/mee/{code}/" in device().get(f"/mee/{code}/").text


def test_a_guest_waits_until_the_family_and_who_leads_say_yes(begun, chair, world):
    phone, row = at_the_door(begun, chair)
    assert "Even wachten" in phone.get("/gast/").text
    assert SAID not in phone.get("/gast/").text
    with pytest.raises(Refused, match="Eerst zegt een ouder"):
        let_guest_in(chair, guest=row)
    for who in (chair, world.dossier(Role.TEACHER)):
        with pytest.raises(Refused, match="een ouder met gezag"):
            allow_guest(who, guest=row)
    allow_guest(world.dossier(Role.MOTHER), guest=row)
    assert SAID not in phone.get("/gast/").text
    with pytest.raises(Refused, match="wie het gesprek leidt"):
        let_guest_in(world.dossier(Role.MOTHER), guest=row)
    let_guest_in(chair, guest=row)
    assert SAID in phone.get("/gast/").text
    said = Event.objects.filter(event__startswith="meeting.guest_").order_by("number").values_list("event", "role")
    assert list(said) == [
        ("meeting.guest_knocked", "doorway"),
        ("meeting.guest_allowed", Role.MOTHER),
        ("meeting.guest_let_in", Role.CARE_COORDINATOR),
    ]


def test_who_asks_stands_at_the_table_of_who_leads_and_of_the_parent_alone(begun, chair, world, as_person):
    at_the_door(begun, chair)
    table = f"/kinderen/{world.noor.pk}/overleg/{begun.pk}/tafel/"
    for role, sees in ((Role.CARE_COORDINATOR, True), (Role.MOTHER, True), (Role.TEACHER, False)):
        assert ("Buurvrouw Els" in as_person(world.person(role)).get(table).text) is sees


def test_who_only_waits_is_not_written_down_as_who_looked_on(begun, chair, world):
    phone, _row = at_the_door(begun, chair)
    phone.get("/gast/")
    line = Event.objects.filter(event__startswith="guest.").get()
    assert (line.event, line.role, line.relation_rule, line.person_id) == ("guest.waited", "guest", "asks at one table", None)


def test_the_family_reads_in_the_record_who_was_at_the_table(guest, screen, world, as_person):
    screen.get("/scherm/")
    guest.get("/gast/")
    page = as_person(world.person(Role.MOTHER)).get(f"/kinderen/{world.noor.pk}/gekeken/").text
    for said in ("Het grote scherm", "Liet een overleg zien", "Een gast", "Keek mee bij een overleg", "Een ouder vond dit goed."):
        assert said in page


def test_a_guest_says_something_and_everybody_reads_it(guest, world, begun, as_person):
    assert guest.post("/gast/", {"question": "c_whole", "text": GUEST_SAYS})["Location"] == "/gast/"
    page = as_person(world.person(Role.TEACHER)).get(f"/kinderen/{world.noor.pk}/overleg/{begun.pk}/tafel/").text
    assert GUEST_SAYS in page
    assert "Buurvrouw Els (buurvrouw)" in page
    assert guest.post("/gast/", {"question": "c_whole", "text": " "}).status_code == 422
    assert guest.post("/gast/", {"question": "nergens", "text": "Iets"}).status_code == 422
    assert Said.objects.filter(invited__guest__isnull=False).count() == 1


def test_what_a_guest_said_stays_in_that_name(guest, world, begun, chair, as_person):
    guest.post("/gast/", {"question": "c_whole", "text": GUEST_SAYS})
    refuse_guest(chair, guest=TableGuest.objects.get())
    table = f"/kinderen/{world.noor.pk}/overleg/{begun.pk}/tafel/"
    assert "Buurvrouw Els (buurvrouw)" in as_person(world.person(Role.TEACHER)).get(table).text


def test_what_a_guest_calls_itself_is_shown_as_it_is(begun, chair, world, as_person):
    make_code(chair, meeting=begun)
    device().post(f"/mee/{code_of_table(begun)}/", {"name": "<script>alert(1)</script>", "capacity": "<b onclick=x>"})
    said = as_person(world.person(Role.CARE_COORDINATOR)).get(f"/kinderen/{world.noor.pk}/overleg/{begun.pk}/tafel/").text
    assert "<script>alert" not in said
    assert "&lt;script&gt;alert(1)" in said
    assert "<b onclick" not in said


def test_a_guest_reads_no_card_but_what_was_chosen_and_all_may_read(guest, world, begun):
    mother, chosen = world.dossier(Role.MOTHER), Card.objects.filter(child=world.noor, voice__letter="M", shares__isnull=False)
    card = chosen.distinct().first()
    assert "chosen__card" not in guest.get("/gast/").text
    mark(mother, meeting=begun, card=card)
    assert "chosen__card" in guest.get("/gast/").text
    choose_audience(mother, card=card, audience=Audience.FAMILY)
    assert "chosen__card" not in guest.get("/gast/").text


@pytest.mark.parametrize("end", ["refused by the chair", "refused by the mother", "closed", "next day"])
def test_the_place_of_a_guest_ends(guest, begun, chair, world, end):
    row = TableGuest.objects.get()
    if "refused" in end:
        refuse_guest(chair if "chair" in end else world.dossier(Role.MOTHER), guest=row)
    if end == "closed":
        close_meeting(chair, meeting=begun)
    with time_machine.travel(timezone.now() + timedelta(days=end == "next day"), tick=False):
        for answer in (guest.get("/gast/"), guest.post("/gast/", {"question": "c_whole", "text": GUEST_SAYS})):
            assert answer.status_code == 404
            assert SAID not in answer.text
        assert guest.get("/gast/stroom/").status_code == 404
    assert not Said.objects.filter(invited__guest__isnull=False).exists()


def test_who_is_refused_is_not_let_in_any_more(begun, chair, world):
    phone, row = at_the_door(begun, chair)
    with pytest.raises(Refused, match="een ouder met gezag"):
        refuse_guest(world.dossier(Role.TEACHER), guest=row)
    refuse_guest(chair, guest=row)
    assert phone.get("/gast/").status_code == 404
    for say_yes, who in ((allow_guest, world.dossier(Role.MOTHER)), (let_guest_in, chair)):
        with pytest.raises(Refused, match="al weg"):
            say_yes(who, guest=row)
    assert list(GuestAnswered.objects.values_list("answer", flat=True)) == [Nod.OUT]
    assert not Invited.objects.filter(guest__isnull=False).exists()


def test_a_code_dies_by_a_new_one_and_at_the_closing(begun, chair):
    make_code(chair, meeting=begun)
    old = code_of_table(begun)
    make_code(chair, meeting=begun)
    new = code_of_table(begun)
    assert old != new
    refused = device().post(f"/mee/{old}/", WHO)
    assert refused.status_code == 422
    assert "Deze code klopt niet" in refused.text
    assert "Buurvrouw Els" in refused.text, "nothing that was typed is lost"
    close_meeting(chair, meeting=begun)
    assert device().post(f"/mee/{new}/", WHO).status_code == 422
    assert not TableGuest.objects.exists()


def note_many_failures() -> None:
    wrong = code_of("iets")
    assert "Deze code klopt niet" in device().post(f"/mee/{wrong}/", WHO).text
    here = counted_for("address", "127.0.0.1")
    assert WrongTry.objects.filter(counted_for=here).count() == 1
    WrongTry.objects.bulk_create(WrongTry(counted_for=here) for _nth in range(TRIES_FROM_AN_ADDRESS))


def test_guessing_is_limited_and_the_page_says_nothing_of_a_code_before_one_asks(begun, chair):
    make_code(chair, meeting=begun)
    right, wrong = code_of_table(begun), code_of("iets")
    pages = [device().get(f"/mee/{each}/").text.replace(each, "") for each in (right, wrong)]
    changing = r'name="csrfmiddlewaretoken"[^>]*>|nonce="[^"]*"'
    assert len({re.sub(changing, "", each) for each in pages}) == 1
    note_many_failures()
    assert "Wacht een kwartier" in device().post(f"/mee/{right}/", WHO).text
    assert not TableGuest.objects.exists()


def test_bad_input_gets_a_kind_sentence(begun, chair):
    make_code(chair, meeting=begun)
    where = f"/mee/{code_of_table(begun)}/"
    for given, says in (({"name": "", "capacity": "x"}, "Schrijf uw naam"), ({"name": "Els"}, "Schrijf als wie u hier bent")):
        answer = device().post(where, given)
        assert answer.status_code == 422
        assert says in answer.text
    assert device().post(where, {"name": "x" * 101, "capacity": "y"}).status_code == 422
    assert "Typ de code" in device().post("/mee/", {"code": ""}).text
    assert "Deze code klopt niet" in device().post("/mee/", {"code": "ABCDEFGH"}).text


def test_not_without_end_people_wait_in_the_corridor(begun, chair):
    make_code(chair, meeting=begun)
    where = f"/mee/{code_of_table(begun)}/"
    for _nth in range(12):
        device().post(where, WHO)
    device().post(where, WHO)
    assert TableGuest.objects.count() == 12


def test_a_parent_who_leads_lets_nobody_in_alone(world):
    """Two people say yes: one of the family, and one who is there for the work."""
    mother = world.dossier(Role.MOTHER)
    meeting = planned(world, Role.TEACHER, by=Role.MOTHER)
    begin_step(mother, meeting=meeting, step=1)
    _phone, row = at_the_door(meeting, mother)
    allow_guest(mother, guest=row)
    with pytest.raises(Refused, match="voor het werk"):
        let_guest_in(mother, guest=row)
    take_chair(world.dossier(Role.TEACHER), meeting=meeting)
    let_guest_in(world.dossier(Role.TEACHER), guest=row)
    assert set(GuestAnswered.objects.values_list("answer", flat=True)) == {Nod.FAMILY, Nod.IN}
