"""What is agreed over all children, who is reminded of it, and what goes along or goes away."""

import json
from datetime import timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from rondom.base.letters import text_of
from rondom.base.models import Event, Letter
from rondom.children.actions import mark_secret_address
from rondom.children.caseload import open_caseload
from rondom.children.models import Role
from rondom.meetings.actions import bring, prepare, remind_of_agreements, say_of_agreement
from rondom.meetings.models import Prepared, Turn
from rondom.meetings.queries import agreements_over, own_invitation
from rondom.mydata.bundle import packed
from rondom.mydata.kept import kept_in
from rondom.retention.actions import destroy_what_is_due
from rondom.retention.export import files_for
from tests.meetings.table import GOAL, WHAT, agreed, planned, seat_of, soon


def today():
    return timezone.localdate()


@pytest.fixture
def reachable(world):
    for role in (Role.MOTHER, Role.FATHER, Role.TEACHER):
        person = world.person(role)
        person.email = f"{role}@voorbeeld.nl"
        person.save()
    return world


def over(world, role: str):
    return [(each.child.pk, len(each.mine), len(each.of_others)) for each in agreements_over(open_caseload(world.person(role)))]


def test_somebody_sees_the_own_agreements_of_all_children_and_who_coordinates_those_of_others(world, as_person):
    agreed(world, Role.TEACHER)
    agreed(world, Role.CARE_COORDINATOR, ready_on=soon(3))
    done = agreed(world, Role.CARE_COORDINATOR, what="Al klaar")
    say_of_agreement(world.dossier(Role.CARE_COORDINATOR), agreement=done, turn=Turn.DONE)

    assert over(world, Role.CARE_COORDINATOR) == [(world.noor.pk, 1, 1)]
    assert over(world, Role.TEACHER) == [(world.noor.pk, 1, 0)]
    assert over(world, Role.MOTHER) == []
    assert WHAT in as_person(world.person(Role.TEACHER)).get("/afspraken/").text
    assert "1 afspraak van een ander" in as_person(world.person(Role.CARE_COORDINATOR)).get("/afspraken/").text
    assert "Er staat niets open." in as_person(world.stranger).get("/afspraken/").text


def test_agreements_go_home_on_one_sheet_in_the_language_that_is_chosen(world, as_person):
    agreed(world, Role.TEACHER)
    planned(world, Role.MOTHER)
    browser = as_person(world.person(Role.CARE_COORDINATOR))

    for language, title in (("nl", "Afspraken voor Noor"), ("en", "Agreements for Noor"), ("ar", WHAT)):
        answer = browser.post(f"/kinderen/{world.noor.pk}/afspraken/kaart/", {"language": language})
        (page,) = PdfReader(BytesIO(answer.content)).pages
        said = page.extract_text()
        assert title in said and "Ruben Claessen" in said, language
    answer = browser.post(f"/kinderen/{world.noor.pk}/afspraken/kaart/", {"language": "klingon"}, follow=True)
    assert "Kies een taal." in answer.text
    assert Event.objects.filter(event="agreements.printed").count() == 3


def test_the_page_over_all_children_asks_as_much_with_many_as_with_few(world, as_person):
    browser = as_person(world.person(Role.CARE_COORDINATOR))

    def questions() -> int:
        browser.get("/afspraken/")
        with CaptureQueriesContext(connection) as asked:
            browser.get("/afspraken/")
        return sum("SAVEPOINT" not in each["sql"] for each in asked)

    agreed(world, Role.TEACHER)
    few = questions()
    for nth in range(4):
        agreed(world, Role.MOTHER, what=f"Bellen {nth}")
    assert questions() == few


def test_only_whose_agreement_it_is_hears_before_the_day_and_on_it(reachable):
    agreement = agreed(reachable, Role.TEACHER, ready_on=soon(5))
    Letter.objects.all().delete()

    assert [remind_of_agreements(today() + timedelta(days=nth)) for nth in (2, 3, 4, 5, 6)] == [0, 1, 0, 1, 0]
    assert {letter.address for letter in Letter.objects.all()} == {"teacher@voorbeeld.nl"}
    assert not any(word in " ".join(text_of("agreement")) for word in ("Noor", "bellen", "Wilg"))
    moved = today() + timedelta(days=9)
    say_of_agreement(reachable.dossier(Role.TEACHER), agreement=agreement, turn=Turn.MOVED, ready_on=moved)
    assert [remind_of_agreements(today() + timedelta(days=nth)) for nth in (3, 5, 7, 9)] == [0, 0, 1, 1]
    say_of_agreement(reachable.dossier(Role.TEACHER), agreement=agreement, turn=Turn.DONE)
    assert remind_of_agreements(moved) == 0


def test_who_may_not_know_any_more_where_the_child_is_is_reminded_of_nothing(reachable):
    agreed(reachable, Role.FATHER)
    mark_secret_address(
        reachable.dossier(Role.CARE_COORDINATOR), place=seat_of(reachable, Role.FATHER), reason="Voor de veiligheid"
    )

    assert remind_of_agreements(today() + timedelta(days=7)) == 0


def test_the_night_reminds(reachable):
    agreed(reachable, Role.TEACHER, ready_on=soon(2))
    said = StringIO()
    call_command("every_night", "--clock-is-right", stdout=said)

    assert "agreements: 1" in said.getvalue()


def test_what_was_prepared_and_never_brought_goes_thirty_days_after_the_meeting(world):
    meeting, mother = planned(world, Role.MOTHER), world.dossier(Role.MOTHER)
    prepare(mother, invited=own_invitation(mother, meeting), words={"p_well": "Zij leest", "p_worry": "De nachten"})
    bring(mother, prepared=Prepared.objects.get(question="p_worry"))

    for days, left in ((39, {"p_well", "p_worry"}), (42, {"p_worry"})):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            destroy_what_is_due()
        assert set(Prepared.objects.values_list("question", flat=True)) == left


def test_meetings_and_agreements_are_told_as_kept_and_go_along(world):
    meeting, mother = planned(world, Role.MOTHER), world.dossier(Role.MOTHER)
    prepare(mother, invited=own_invitation(mother, meeting), words={"p_well": "Zij leest Kanarielees"})
    agreed(world, Role.TEACHER)

    assert {("Overleggen", 1), ("Afspraken", 1)} <= {each for kept in kept_in(mother) for each in kept.what}
    told = taken(mother)
    assert [each["goal"] for each in told["meetings"]] == [GOAL]
    assert [each["what"] for each in told["agreements"]] == [WHAT]
    assert [each["text"] for each in told["prepared"]] == ["Zij leest Kanarielees"]
    assert "Kanarielees" not in json.dumps(taken(world.dossier(Role.FATHER)))


def taken(dossier) -> dict:
    with ZipFile(BytesIO(b"".join(packed(dossier, with_media=False).sent()))) as parcel:
        return json.loads(parcel.read("gegevens.json"))


def test_an_organisation_takes_meetings_and_agreements_into_its_own_file(world):
    planned(world, Role.MOTHER)
    told = json.loads(files_for(world.dossier(Role.CARE_COORDINATOR))["overleg.json"])

    assert [each["goal"] for each in told["meetings"]] == [GOAL]
