"""The pages of the compartment: who it is, is asked before anything is shown, and what somebody wrote is never lost by that."""

import re
from uuid import uuid4

import pytest

from rondom.base.models import Letter
from rondom.children.models import Role, SafetyTold
from rondom.people.models import Membership
from rondom.safety.models import AttentionOfficer, OnList, Openness, Reported, SafetyFile, SafetyNote, SafetyReview
from tests.safety.concern import FACTS, WHY, begun, leader, officer, with_addresses

TODAY = {"on": "2026-01-05"}


def stale(browser):
    """The visit goes on, and it is long ago that its person showed who it is."""
    session = browser.session
    session["fresh_at"] = 0
    session.save()
    return browser


@pytest.fixture
def teacher(world, as_person):
    return as_person(world.person(Role.TEACHER))


@pytest.fixture
def home(world) -> str:
    return f"/kinderen/{world.noor.pk}/veiligheid/"


def test_before_anything_is_shown_who_it_is_is_asked(world, teacher, home):
    file = begun(world)
    for where in (home, f"{home}nieuw/", f"{home}{file.pk}/", f"{home}{file.pk}/stap/1/", "/veiligheid/"):
        assert teacher.get(where).status_code == 200
        answer = stale(teacher).get(where)
        assert answer.status_code == 302 and answer["Location"].startswith("/bevestigen/")
        teacher.post("/bevestigen/", {"next": "/"})
    assert stale(teacher).post(f"{home}{file.pk}/meldtekst/")["Location"].startswith("/bevestigen/")


def test_what_took_long_to_write_is_kept_without_that_question(world, teacher, home):
    given = {**TODAY, "facts": FACTS, "is_told": "no", "words": WHY}
    assert stale(teacher).post(f"{home}nieuw/", given).status_code == 302
    file = SafetyFile.objects.get()
    assert stale(teacher).post(f"{home}{file.pk}/stap/4/", {**TODAY, "facts": "Weegt zwaar"}).status_code == 302
    assert stale(teacher).post(f"{home}{file.pk}/vertellen/", {"is_told": "no", "words": "Nog niet"}).status_code == 302
    assert stale(teacher).post(f"{home}{file.pk}/gemeld/", TODAY).status_code == 302
    assert stale(teacher).post(f"{home}{file.pk}/nakijken/", {"words": "Loopt nog"}).status_code == 302

    assert SafetyNote.objects.count() == 2 and Openness.objects.count() == 2
    assert Reported.objects.count() == SafetyReview.objects.count() == 1
    let_out = stale(teacher).post(f"{home}{file.pk}/vertellen/", {"is_told": "yes", "words": "Verteld", "summary": "Zorgen"})
    assert let_out["Location"].startswith("/bevestigen/") and Openness.objects.count() == 2


def test_in_danger_the_reason_is_the_danger(world, teacher, home):
    answer = teacher.post(f"{home}nieuw/", {**TODAY, "facts": FACTS, "is_told": "no", "is_acute": "on"}, follow=True)

    assert Openness.objects.get().words == "Er is nu gevaar."
    assert "Praten met de ouders hoeft nu niet." in answer.text and "Verder met stap 2" in answer.text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Kies een antwoord."),
        ({"is_told": "no", "facts": "x"}, "Schrijf op waarom de ouders het nu nog niet horen."),
        ({"is_told": "yes", "facts": "x"}, "Schrijf op hoe en wanneer je het vertelde."),
        ({"is_told": "no", "words": "x"}, "Schrijf eerst op wat je zag of hoorde"),
        ({"is_told": "no", "words": "x", "facts": "x", "on": "2999-01-01"}, "Deze dag moet nog komen."),
        ({"is_told": "no", "words": "x", "facts": "x", "on": "straks"}, "Kies een dag, bijvoorbeeld"),
        ({"is_told": "no", "words": "x", "facts": "x" * 4001}, "Dit is te lang."),
    ],
)
def test_what_is_lacking_is_said_beside_the_field(teacher, home, given, said):
    answer = teacher.post(f"{home}nieuw/", {**TODAY, **given})

    assert answer.status_code == 422 and said in answer.text
    assert not SafetyFile.objects.exists()


def test_a_wrong_step_and_a_wrong_choice_are_answered_kindly(world, teacher, home):
    file = begun(world)

    assert teacher.get(f"{home}{file.pk}/stap/6/").status_code == 404
    assert "Kies een antwoord." in teacher.post(f"{home}{file.pk}/stap/5/", TODAY).text
    assert SafetyNote.objects.count() == 1
    assert teacher.post(f"{home}{file.pk}/vertellen/", {}).status_code == 422
    assert teacher.post(f"{home}{file.pk}/gemeld/", {"on": "2999-01-01"}).status_code == 422
    assert teacher.post(f"{home}{file.pk}/nakijken/", {"words": ""}).status_code == 422
    assert "Kies iemand uit de lijst." in teacher.post(f"{home}{file.pk}/lijst/", {"chosen": "x"}, follow=True).text


def test_the_first_page_leads_there_only_who_is_on_a_list(world, as_person):
    officer(world)
    coordinator, other = as_person(world.person(Role.CARE_COORDINATOR)), as_person(world.person(Role.YOUTH_WORKER))
    assert "/veiligheid/" not in coordinator.get("/").text

    begun(world)

    assert "/veiligheid/" in coordinator.get("/").text
    assert "/veiligheid/" not in other.get("/", follow=True).text


def test_a_colleague_is_put_on_the_list_and_off_it_by_the_page(world, as_person, teacher, home):
    with_addresses(world)
    file, place = begun(world), leader(world)
    with_addresses(world)
    Letter.objects.all().delete()
    page = teacher.get(f"{home}{file.pk}/").text
    assert place.person.name in page
    teacher.post(f"{home}{file.pk}/lijst/", {"chosen": str(place.pk)})
    reader = as_person(place.person)

    assert FACTS in reader.get(f"{home}{file.pk}/").text
    assert "Schrijven bij stap" not in reader.get(f"{home}{file.pk}/").text
    assert reader.get("/").status_code == 200 and "/veiligheid/" in reader.get("/").text
    assert set(Letter.objects.values_list("person_id", flat=True)) == {place.person_id}
    teacher.post(f"{home}{file.pk}/lijst/{place.pk}/weg/")
    assert reader.get(f"{home}{file.pk}/").status_code == 404
    assert OnList.objects.get().until is not None


def test_danger_that_was_ticked_stays_ticked_on_the_next_step(world, teacher, home):
    file = begun(world, is_acute=True)

    assert 'name="is_acute" id="id_is_acute" checked' in teacher.get(f"{home}{file.pk}/stap/4/").text


def test_a_leader_does_not_come_in_by_naming_oneself(world, as_person, home):
    place, file = leader(world), begun(world)
    member = Membership.objects.get(person=place.person, organisation=world.school)
    browser, desk = as_person(place.person), f"/organisaties/{world.school.pk}/aandachtsfunctionaris/"

    assert str(member.pk) not in browser.get(desk).text
    browser.post(desk, {"chosen": str(member.pk)})

    assert browser.get(f"{home}{file.pk}/").status_code == 404
    assert not AttentionOfficer.objects.exists()


def test_what_is_sent_twice_stands_there_once(world, teacher, home):
    with_addresses(world)
    once = re.search(r'name="once" value="([^"]+)"', teacher.get(f"{home}nieuw/").text)[1]
    given = {**TODAY, "facts": FACTS, "is_told": "no", "words": WHY, "once": once}
    where = [teacher.post(f"{home}nieuw/", given)["Location"] for _again in range(2)]
    assert where == [f"{home}{SafetyFile.objects.get().pk}/"] * 2
    told = {"is_told": "yes", "words": "Aan tafel", "summary": "Wij maken ons zorgen"}
    sent = {
        "stap/4/": {**TODAY, "facts": "Weegt zwaar"},
        "vertellen/": told,
        "gemeld/": TODAY,
        "nakijken/": {"words": "Loopt nog"},
    }
    for part, words in sent.items():
        for _again in range(2):
            assert teacher.post(f"{where[0]}{part}", words).status_code == 302

    assert SafetyNote.objects.count() == 2 and Openness.objects.count() == 2
    assert Reported.objects.count() == SafetyReview.objects.count() == SafetyTold.objects.count() == 1


def test_the_key_of_somebody_elses_concern_tells_nothing_and_changes_nothing(world, teacher, home):
    file = begun(world, Role.YOUTH_WORKER)
    given = {**TODAY, "facts": FACTS, "is_told": "no", "words": WHY}
    there, not_there = (teacher.post(f"{home}nieuw/", {**given, "once": each})["Location"] for each in (file.pk, uuid4()))

    assert str(file.pk) not in there and teacher.get(there).status_code == teacher.get(not_there).status_code == 200
    assert SafetyNote.objects.filter(file=file).count() == 1
