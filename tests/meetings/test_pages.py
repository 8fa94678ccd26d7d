"""The pages of a meeting as people use them; what is filled in wrong says why, and stands there still."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rondom.children.actions import mark_secret_address
from rondom.children.models import CaseClosed, Role
from rondom.meetings.models import Agreement, AgreementTurn, Form, InvitationAnswered, Invited, Meeting, MeetingMoved, Prepared
from rondom.meetings.pages import meetings_page
from rondom.retention.actions import close_case
from tests.meetings.table import GOAL, agreed, in_days, planned, seat_of


@pytest.fixture
def coordinator(world, as_person):
    return as_person(world.person(Role.CARE_COORDINATOR))


@pytest.fixture
def mother_at_home(world, as_person):
    return as_person(world.person(Role.MOTHER))


def at(world, last: str = "", of: str = "overleg") -> str:
    return f"/kinderen/{world.noor.pk}/{of}/{last}"


def filled(world, **given):
    told = {
        "goal": GOAL,
        "form": Form.EVERYONE,
        "people": [str(seat_of(world, Role.MOTHER).pk)],
        "along": "Tante Nadia",
        "day": in_days(10).date().isoformat(),
        "at": "15:30",
        "minutes": "45",
        "where": "Kamer 4",
        "interpreter": "ar",
    }
    return told | given


def test_somebody_plans_a_meeting_and_who_is_asked_says_to_come(world, coordinator, mother_at_home):
    answer = coordinator.post(at(world, "nieuw/"), filled(world))
    meeting = Meeting.objects.get()
    assert answer["Location"] == at(world, f"{meeting.pk}/")
    assert timezone.localtime(meeting.starts_at).strftime("%H:%M") == "15:30"

    page = mother_at_home.get(at(world, f"{meeting.pk}/")).text
    for word in (GOAL, "Tante Nadia", "komt mee met het gezin", "العربية", "Kamer 4"):
        assert word in page
    mother_at_home.post(at(world, f"{meeting.pk}/antwoord/"), {"answer": "online"})
    assert InvitationAnswered.objects.get().answer == "online"
    assert "ik doe mee op afstand" in coordinator.get(at(world, f"{meeting.pk}/")).text


WRONG = [
    ({"goal": ""}, "Schrijf in een paar woorden waarover het gaat."),
    ({"goal": "x" * 201}, "Dit is te lang. Maak het korter: hooguit 200 tekens."),
    ({"form": "feest"}, "Kies een antwoord."),
    ({"people": []}, "Kies wie er komen."),
    ({"people": ["niemand"]}, "Kies wie er komen."),
    ({"day": ""}, "Kies een dag."),
    ({"day": "31-02-2027"}, "Dit is geen dag."),
    ({"day": "0001-01-01"}, "Dit moment is al voorbij."),
    ({"day": "9999-12-31"}, "Dit is meer dan een jaar vooruit."),
    ({"at": ""}, "Kies hoe laat."),
    ({"at": "half vier"}, "Dit is geen tijd."),
    ({"minutes": "9000"}, "Kies een antwoord."),
    ({"interpreter": "klingon"}, "Kies een antwoord."),
    ({"where": "x" * 301}, "Dit is te lang."),
]


@pytest.mark.parametrize(("changed", "said"), WRONG)
def test_what_is_filled_in_wrong_says_why_and_stands_there_still(world, coordinator, changed, said):
    answer = coordinator.post(at(world, "nieuw/"), filled(world, **changed))

    assert answer.status_code == 422
    assert said in answer.text
    assert "Tante Nadia" in answer.text
    assert not Meeting.objects.exists()


def test_moved_joined_and_called_off_say_what_is_wrong_at_the_meeting_itself(world, coordinator):
    meeting = planned(world, Role.MOTHER)
    for last, given, said in (
        ("verzetten", {"day": "2020-01-01", "at": "15:30"}, "Dit moment is al voorbij."),
        ("erbij", {"place": "", "name": " "}, "Kies iemand, of schrijf een naam."),
        ("erbij", {"place": "niemand"}, "Kies een antwoord."),
        ("afzeggen", {"why": "x" * 301}, "Dit is te lang."),
    ):
        answer = coordinator.post(at(world, f"{meeting.pk}/{last}/"), given)
        assert (answer.status_code, said in answer.text) == (422, True), last
    assert not MeetingMoved.objects.exists() and Invited.objects.count() == 2


def test_one_more_is_asked_left_out_moved_and_called_off(world, coordinator):
    meeting = planned(world, Role.MOTHER)
    here = at(world, f"{meeting.pk}/")
    coordinator.post(f"{here}erbij/", {"place": str(seat_of(world, Role.TEACHER).pk)})
    coordinator.post(f"{here}erbij/", {"name": "Meneer Kaya"})
    assert {each.name for each in Invited.objects.filter(meeting=meeting)} == {"", "Meneer Kaya"}
    guest = next(each for each in Invited.objects.filter(place=None))
    coordinator.post(f"{here}{guest.pk}/eraf/")
    assert Invited.objects.get(pk=guest.pk).left_out_at is not None
    coordinator.post(f"{here}antwoord/", {"answer": "yes"})
    assert "ik kom" in coordinator.get(here).text
    coordinator.post(f"{here}verzetten/", {"day": in_days(12).date().isoformat(), "at": "09:00"})
    assert "ik kom" not in coordinator.get(here).text, "that was about another moment"
    assert "Dit moment is veranderd." in coordinator.get(at(world)).text
    coordinator.post(f"{here}afzeggen/", {"why": "Griep"})
    assert "Griep" in coordinator.get(here).text


def test_somebody_prepares_alone_and_lays_one_answer_on_the_table(world, coordinator, mother_at_home):
    meeting = planned(world, Role.MOTHER)
    here = at(world, f"{meeting.pk}/")
    too_long = mother_at_home.post(f"{here}voorbereiden/", {"p_well": "x" * 2001, "p_worry": "De nachten"})
    assert too_long.status_code == 422 and "De nachten" in too_long.text
    mother_at_home.post(f"{here}voorbereiden/", {"p_well": "Zij leest weer", "p_worry": "De nachten"})
    assert Prepared.objects.count() == 2
    mother_at_home.post(f"{here}meebrengen/p_well/")

    seen = coordinator.get(here).text
    assert "Zij leest weer" in seen and "De nachten" not in seen
    assert coordinator.post(f"{here}meebrengen/p_worry/").status_code == 404
    assert mother_at_home.post(f"{here}meebrengen/nergens/").status_code == 404


def test_the_calendar_of_who_takes_it_says_when_and_no_more(world, mother_at_home):
    meeting = planned(world, Role.MOTHER)
    answer = mother_at_home.get(at(world, f"{meeting.pk}/agenda.ics"))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "METHOD:PUBLISH" in answer.text and GOAL not in answer.text


def test_people_agree_at_a_meeting_and_say_what_became_of_it(world, coordinator, mother_at_home):
    meeting = planned(world, Role.MOTHER)
    day = (timezone.localdate() + timedelta(days=7)).isoformat()
    told = {"what": "Samen naar school lopen", "who": str(seat_of(world, Role.MOTHER).pk), "ready_on": day}
    answer = coordinator.post(at(world, "nieuw/", of="afspraken"), {**told, "overleg": str(meeting.pk)})
    assert answer["Location"] == at(world, f"{meeting.pk}/")
    agreement = Agreement.objects.get()
    assert "Samen naar school lopen" in mother_at_home.get(at(world, f"{meeting.pk}/")).text

    here = at(world, f"{agreement.pk}/", of="afspraken")
    for given, said in (
        ({"turn": "not_done", "why": " "}, "Schrijf kort op waarom."),
        ({"turn": "moved"}, "Kies een dag."),
        ({"turn": "moved", "ready_on": "2020-01-01"}, "Deze dag is al voorbij."),
        ({"turn": "stopped", "why": "x" * 301}, "Dit is te lang."),
    ):
        wrong = mother_at_home.post(here, given)
        assert (wrong.status_code, said in wrong.text) == (422, True), given
    assert mother_at_home.post(here, {"turn": "gek"}).status_code == 422
    mother_at_home.post(here, {"turn": "done"})
    mother_at_home.post(here, {"turn": "helped"})
    assert list(AgreementTurn.objects.values_list("turn", flat=True)) == ["done", "helped"]
    assert "dit hielp" in coordinator.get(here).text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"what": ""}, "Schrijf op wat er gebeurt."),
        ({"what": "x" * 301}, "Dit is te lang."),
        ({"who": ""}, "Kies wie dit doet."),
        ({"who": "niemand"}, "Kies een antwoord."),
        ({"ready_on": "gisteren"}, "Dit is geen dag."),
        ({"ready_on": "2020-01-01"}, "Deze dag is al voorbij."),
    ],
)
def test_an_agreement_filled_in_wrong_says_why_and_stands_there_still(world, coordinator, changed, said):
    day = (timezone.localdate() + timedelta(days=7)).isoformat()
    told = {"what": "Samen lopen", "who": str(seat_of(world, Role.MOTHER).pk), "ready_on": day}
    answer = coordinator.post(at(world, "nieuw/", of="afspraken"), told | changed)

    assert answer.status_code == 422 and said in answer.text
    assert not Agreement.objects.exists()
    if "what" not in changed:
        assert "Samen lopen" in answer.text


def test_who_may_not_know_where_the_child_is_finds_no_way_to_it(world, as_person):
    mark_secret_address(world.dossier(Role.CARE_COORDINATOR), place=seat_of(world, Role.FATHER), reason="Voor de veiligheid")
    father = as_person(world.person(Role.FATHER))

    assert father.get(at(world)).status_code == 403
    assert at(world) not in father.get(f"/kinderen/{world.noor.pk}/").text


def test_after_six_weeks_the_page_proposes_to_sit_together(world):
    meeting, coordinator = planned(world, Role.MOTHER), world.dossier(Role.CARE_COORDINATOR)
    assert not meetings_page(coordinator).proposes_everyone
    for days, proposes in ((40, False), (50, True)):
        Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - timedelta(days=days))
        assert meetings_page(coordinator).proposes_everyone is proposes
    planned(world, Role.MOTHER)
    assert not meetings_page(coordinator).proposes_everyone, "it is planned"


def test_a_page_asks_as_much_with_many_as_with_few(world, coordinator):
    meeting = planned(world, Role.MOTHER)
    agreed(world, Role.MOTHER, meeting=meeting)
    pages = [at(world), at(world, f"{meeting.pk}/"), at(world, "nieuw/"), at(world, "nieuw/", of="afspraken")]
    few = [questions(coordinator, page) for page in pages]
    for nth in range(3):
        planned(world, Role.FATHER, Role.TEACHER, starts_at=in_days(11 + nth))
        agreed(world, Role.MOTHER, meeting=meeting, what=f"Bellen {nth}")

    assert [questions(coordinator, page) for page in pages] == few
    assert max(few) <= 40


def questions(browser, page: str) -> int:
    browser.get("/bezoek/")
    browser.get(page)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(page).status_code == 200
    return sum("SAVEPOINT" not in each["sql"] for each in asked)


def test_in_a_closed_case_meetings_are_read_and_nothing_is_planned(world, coordinator):
    meeting = planned(world, Role.MOTHER)
    close_case(world.dossier(Role.CARE_COORDINATOR))
    CaseClosed.objects.update(locks_at=timezone.now() - timedelta(minutes=1))

    assert coordinator.get(at(world, f"{meeting.pk}/")).status_code == 200
    assert "Verzetten" not in coordinator.get(at(world, f"{meeting.pk}/")).text
    assert coordinator.get(at(world, "nieuw/")).status_code == 403
