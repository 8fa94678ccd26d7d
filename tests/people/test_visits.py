"""How long a visit lasts, what is kept when it ends, and showing once more who one is."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from rondom.base.models import Event
from rondom.children.models import Role
from rondom.people.actions import make_paper_key
from rondom.people.models import Visit, VisitEnded

NOW = timezone.now()


def later(minutes: float):
    return time_machine.travel(NOW + timedelta(minutes=minutes), tick=False)


@pytest.mark.parametrize(
    ("role", "minutes"), [(Role.MOTHER, 30), (Role.CHILD, 30), (Role.CARE_COORDINATOR, 15), (Role.YOUTH_WORKER, 15)]
)
def test_a_visit_may_be_quiet_for_half_an_hour_at_home_and_a_quarter_at_work(world, come_in, role, minutes):
    board = f"/kinderen/{world.noor.pk}/"
    with later(0):
        browser = come_in(world.person(role))
        browser.get(board)
    with later(minutes - 1):
        before = browser.get(board)
    with later(2 * minutes):
        after = browser.get(board)

    assert before.status_code == 200
    assert after["Location"] == f"/binnenkomen/?next={board}"
    assert VisitEnded.objects.count() == 1
    assert Event.objects.filter(event="visit.ended").count() == 1


def test_after_twelve_hours_one_comes_in_again_however_busy(world, come_in):
    with later(0):
        browser = come_in(world.person(Role.MOTHER))
    for minutes in range(20, 12 * 60, 20):
        with later(minutes):
            assert browser.get("/toegang/").status_code == 200
    with later(12 * 60 + 1):
        assert browser.get("/toegang/").status_code == 302


def test_looking_at_the_clock_is_not_being_there_and_going_on_is(world, come_in):
    with later(0):
        browser = come_in(world.person(Role.MOTHER))
    with later(28):
        left = browser.get("/bezoek/").text
        on = browser.post("/bezoek/verder/").text
    with later(57):
        still = browser.get("/bezoek/").text
    with later(59):
        over = browser.get("/bezoek/", headers={"Accept": "text/plain"})

    assert (left, on, still) == ("120", "1800", "60")
    assert over.status_code == 401


def test_a_board_that_listens_after_the_visit_is_over_hears_nothing_and_gets_no_page_to_come_in(world, come_in):
    with later(0):
        browser = come_in(world.person(Role.MOTHER))
    with later(31):
        over = browser.get(f"/kinderen/{world.noor.pk}/stroom/", headers={"Accept": "text/event-stream"})

    assert (over.status_code, over.content) == (204, b"")


def test_what_was_typed_is_there_after_coming_in_again(world, come_in):
    place = f"/kinderen/{world.noor.pk}/kaartjes/nieuw/"
    mother = world.person(Role.MOTHER)
    with later(0):
        browser = come_in(mother)
        begun = browser.post(place, {"kind": "home"})["Location"]
        kept = begun.rsplit("/", 3)[0]
        browser.post(f"{kept}/bewaren/", {"date": "zomer 2022"}, headers={"Accept": "text/plain"})
    with later(40):
        gone = browser.post(f"{kept}/bewaren/", {"date": "x"}, headers={"Accept": "text/plain"})
        asked = browser.get(begun)
        browser.get(f"/binnenkomen/thuis/?next={begun}")
        paper = make_paper_key(mother, pin="402917")
        entered = browser.post(f"/kaart/{paper.token}/", {"pin": "402917"})
        again = browser.get(entered["Location"])

    assert gone.status_code == 401
    assert asked["Location"].endswith(begun)
    assert entered["Location"] == begun
    assert "zomer 2022" in again.text


def test_one_sees_where_one_is_in_and_ends_it_from_elsewhere(world, come_in):
    mother = world.person(Role.MOTHER)
    phone = come_in(mother)
    laptop = come_in(mother)
    page = laptop.get("/toegang/").text
    other = Visit.objects.filter(person=mother, ended=None).exclude(session_key=laptop.session.session_key).get()

    laptop.post(f"/toegang/bezoek/{other.pk}/")

    assert page.count("computer") == 2
    assert "Mozilla" not in str(list(Visit.objects.values()))
    assert phone.get("/toegang/").status_code == 302
    assert laptop.get("/toegang/").status_code == 200


def test_leaving_ends_the_visit(world, come_in):
    browser = come_in(world.person(Role.MOTHER))

    browser.post("/vertrekken/")

    assert VisitEnded.objects.count() == 1
    assert browser.get("/toegang/").status_code == 302


def test_another_s_visit_can_not_be_ended(world, come_in):
    mother = come_in(world.person(Role.MOTHER))
    father = come_in(world.person(Role.FATHER))
    visit = Visit.objects.get(session_key=mother.session.session_key)

    assert father.post(f"/toegang/bezoek/{visit.pk}/").status_code == 404
    assert mother.get("/toegang/").status_code == 200


def test_taking_the_story_along_asks_once_more_who_it_is(earnest, world, come_in):
    mother = world.person(Role.MOTHER)
    paper = make_paper_key(mother, pin="402917")
    export = f"/kinderen/{world.noor.pk}/meenemen/"
    with later(0):
        browser = come_in(mother)
        browser.post(f"/kaart/{paper.token}/", {"pin": "402917"})
        fresh = browser.get(export)
    with later(6):
        stale = browser.get(export)
        asked = browser.get(stale["Location"], headers={"Referer": f"http://localhost/kinderen/{world.noor.pk}/"})
        wrong = browser.post(stale["Location"], {"pin": "000000"})
        right = browser.post(stale["Location"], {"pin": "402917"})
        back = browser.post(right["Location"])

    assert fresh.status_code == 200
    assert stale["Location"] == f"/bevestigen/?next=%2Fkinderen%2F{world.noor.pk}%2Fmeenemen%2F"
    assert f'class="back nl-link" href="/kinderen/{world.noor.pk}/"' in asked.text
    assert wrong.status_code == 422
    assert right["Location"] == export
    assert back["Content-Type"] == "application/json"


def test_a_stranger_is_not_asked_to_confirm_but_finds_nothing(world, come_in):
    assert come_in(world.stranger).get(f"/kinderen/{world.noor.pk}/meenemen/").status_code == 404


def test_who_has_no_key_can_not_confirm(earnest, world, come_in):
    browser = come_in(world.person(Role.MOTHER))
    session = browser.session
    session["how"] = "mailcode"
    session.save()

    asked = browser.get(f"/kinderen/{world.noor.pk}/meenemen/")
    tried = browser.post(asked["Location"], {})

    assert "Vraag een nieuwe uitnodiging" in browser.get(asked["Location"]).text
    assert tried.status_code == 422
    assert browser.get(f"/kinderen/{world.noor.pk}/meenemen/").status_code == 302


def test_the_invented_people_go_on_by_a_button_in_the_demo_only(world, come_in, settings):
    browser = come_in(world.person(Role.MOTHER))
    export = f"/kinderen/{world.noor.pk}/meenemen/"
    asked = browser.get(export)["Location"]

    settings.DEMO = False
    outside = browser.post(asked, {})
    settings.DEMO = True
    inside = browser.post(asked, {})

    assert outside.status_code == 422
    assert inside["Location"] == export
    assert browser.get(export).status_code == 200


def test_confirming_leads_nowhere_else(world, come_in):
    browser = come_in(world.person(Role.MOTHER))

    assert browser.post("/bevestigen/", {"next": "https://elders.voorbeeld/"})["Location"] == "/"
