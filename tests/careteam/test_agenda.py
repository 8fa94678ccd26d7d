"""What stands on the agenda: what is due, of whom each member may read; by name only where all may hear it."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.base.models import Event
from rondom.base.seal import nothing_laid_out, rings
from rondom.careteam.actions import add_team_member, bring_child, bring_without_name, remove_item, set_item
from rondom.careteam.due import due_for
from rondom.careteam.models import AgendaItem, ItemOfChild, Reason
from rondom.careteam.naming import named_to_all
from rondom.careteam.queries import items_of, rows_of
from rondom.careteam.room import find_meeting, open_team
from rondom.children.actions import start_dossier, take_place
from rondom.children.actions.circle import seat
from rondom.children.caseload import open_caseload
from rondom.children.dossier import house_dossier
from rondom.children.models import Child, EmergencyAccess, Place, PlaceEnded, PlaceTaken, Role, Voice
from rondom.meetings.actions import Agreed, Plan, agree, plan_meeting
from rondom.meetings.models import Form, MeetingClosed
from rondom.people.desk import house_desk
from tests.careteam.team import begun, planned, room, sitting, with_noor, works_at
from tests.proofs.walking import everyone_says

TEAM = (Role.YOUTH_WORKER, Role.SCHOOL_SOCIAL_WORKER)


def reasons(world, role: str = Role.CARE_COORDINATOR) -> dict:
    return {each.child.pk: each.reason for each in due_for(open_caseload(world.person(role)))}


def no_longer_new(world) -> None:
    PlaceTaken.objects.filter(place__child=world.noor).update(at=timezone.now() - timedelta(days=100))


def test_who_is_new_at_the_coordinator_is_due_for_that_one_alone(world):
    assert reasons(world) == {world.noor.pk: Reason.NEW}
    assert reasons(world, Role.YOUTH_WORKER) == {}
    no_longer_new(world)
    assert reasons(world) == {}


def test_six_weeks_and_a_day_after_all_sat_together_it_is_due(world):
    no_longer_new(world)
    plan = Plan(Form.EVERYONE, "Samen kijken", timezone.now() + timedelta(hours=1), 30, "Kamer 4", "")
    seats = [Place.objects.get(child=world.noor, role=Role.MOTHER)]
    meeting = plan_meeting(world.dossier(Role.CARE_COORDINATOR), plan=plan, places=seats)
    assert reasons(world) == {}
    with time_machine.travel(meeting.starts_at + timedelta(days=2)):
        assert reasons(world) == {world.noor.pk: Reason.DAY_PASSED}
    MeetingClosed.objects.create(meeting=meeting)
    with time_machine.travel(meeting.starts_at + timedelta(days=42)):
        assert reasons(world) == {}
    with time_machine.travel(meeting.starts_at + timedelta(days=43)):
        assert reasons(world) == {world.noor.pk: Reason.SIX_WEEKS}


def test_an_agreement_that_is_late_comes_first(world):
    worker = Place.objects.filter(child=world.noor, role=Role.YOUTH_WORKER).order_by("offered_at")[0]
    agree(world.dossier(Role.CARE_COORDINATOR), agreed=Agreed("Bellen", timezone.localdate()), who=worker)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert reasons(world) == {world.noor.pk: Reason.LATE}
        assert reasons(world, Role.YOUTH_WORKER) == {world.noor.pk: Reason.LATE}
        assert reasons(world, Role.TEACHER) == {}, "of others only who coordinates sees that it is late"


def test_an_invitation_that_waits_longer_than_two_weeks_is_due_for_who_deals_with_it(world):
    no_longer_new(world)
    newcomer = seat(house_dossier(world.noor), name="Oma", role=Role.OTHER, language="nl")
    assert reasons(world) == {}
    Place.objects.filter(pk=newcomer.pk).update(offered_at=timezone.now() - timedelta(days=15))

    assert reasons(world) == {world.noor.pk: Reason.WAITING}
    assert reasons(world, Role.TEACHER) == {}


def test_with_consent_all_of_the_team_hear_the_name(world):
    meeting = planned(world, begun(world, *TEAM))
    item = with_noor(world, meeting)

    for role in (Role.CARE_COORDINATOR, *TEAM):
        here = room(world, meeting.team, role)
        (row,) = rows_of(here, find_meeting(here, meeting.pk))
        assert row.name == world.noor.name
        assert row.opens == world.noor.pk
    line = Event.objects.filter(event="careteam.named").latest("at")
    assert str(world.noor.pk) in line.object_ids
    assert ItemOfChild.objects.get(item=item).child == world.noor


def taken_back(world):
    everyone_says(world.noor, "withdrawn")


def left_the_circle(world):
    PlaceEnded.objects.create(place=Place.objects.filter(child=world.noor, role=Role.YOUTH_WORKER).order_by("offered_at")[0])


@pytest.mark.parametrize("happens", [taken_back, left_the_circle])
def test_what_ends_makes_it_nameless_at_once_for_everybody(world, as_person, happens):
    meeting = planned(world, begun(world, *TEAM))
    with_noor(world, meeting)

    happens(world)

    for role in (Role.CARE_COORDINATOR, *TEAM):
        here = room(world, meeting.team, role)
        (row,) = rows_of(here, find_meeting(here, meeting.pk))
        assert row.name == ""
        page = as_person(world.person(role)).get(f"/zorgteam/{meeting.team.pk}/overleg/{meeting.pk}/").text
        agenda = page[page.index("<ol") : page.index("</ol>")]
        assert world.noor.first_name not in agenda
        assert row.opens is None and "Open het dossier" not in agenda, "a letter leads to no dossier"


def test_a_member_who_knows_no_child_makes_all_nameless_and_nothing_leads_back(world, as_person):
    team = begun(world, Role.YOUTH_WORKER)
    add_team_member(room(world, team), membership_id=works_at(world.stranger))
    meeting = planned(world, team)
    browser = as_person(world.person(Role.CARE_COORDINATOR))
    where = f"/zorgteam/{team.pk}/overleg/{meeting.pk}/"
    before = Event.objects.filter(child_id=world.noor.pk).count()

    said = browser.post(f"{where}kind/", {"child": str(world.noor.pk), "reason": "new"}, follow=True).text

    assert "Het staat zonder naam op de agenda, met de letter A." in said
    assert Event.objects.filter(child_id=world.noor.pk).count() == before, "no line of the child tells of this moment"
    assert not ItemOfChild.objects.exists()
    (item,) = items_of(meeting)
    kept = {str(getattr(item, field.attname)) for field in AgendaItem._meta.concrete_fields}
    assert str(world.noor.pk) not in kept
    for person in (world.stranger, world.person(Role.YOUTH_WORKER), world.person(Role.CARE_COORDINATOR)):
        here = open_team(person, team.pk)
        (row,) = rows_of(here, find_meeting(here, meeting.pk))
        assert (row.name, row.opens) == ("", None)


def test_an_hour_in_need_is_no_consent_to_be_spoken_of(world):
    team = begun(world, Role.YOUTH_WORKER)
    taken_back(world)
    place = Place.objects.filter(child=world.noor, role=Role.YOUTH_WORKER).order_by("offered_at")[0]
    now = timezone.now()
    EmergencyAccess.objects.create(
        place=place, reason="Nood", at=now, until=now + timedelta(hours=1), information_kind="K19", ground="vital_interest"
    )

    assert named_to_all(world.school.pk, room(world, team).members, [world.noor]) == frozenset()


def test_what_was_opened_to_weigh_it_is_shut_again(world):
    team = begun(world, *TEAM)
    members = room(world, team).members
    with nothing_laid_out():
        child = Child.objects.get(pk=world.noor.pk)
        assert named_to_all(world.school.pk, members, [child]) == {child.pk}
        assert not rings().keys


def test_a_child_stands_there_by_name_once(world):
    meeting = planned(world, begun(world, *TEAM))
    with_noor(world, meeting)
    with pytest.raises(Refused, match="staat al op de agenda"):
        with_noor(world, meeting)


def test_a_child_that_may_not_be_named_is_not_laid_there_by_name(world):
    meeting = planned(world, begun(world, *TEAM))
    taken_back(world)
    with pytest.raises(Refused, match="zonder naam"):
        bring_child(
            room(world, meeting.team),
            sitting=sitting(world, meeting),
            dossier=world.dossier(Role.CARE_COORDINATOR),
            reason="new",
        )


def test_a_child_of_somebody_else_can_not_be_brought(world, as_person):
    meeting = planned(world, begun(world))
    browser = as_person(world.person(Role.CARE_COORDINATOR))
    where = f"/zorgteam/{meeting.team.pk}/overleg/{meeting.pk}/kind/"

    for child in (str(world.other.pk), "", "x"):
        assert "Kies een kind uit de lijst." in browser.post(where, {"child": child, "reason": "new"}, follow=True).text
    assert not items_of(meeting).exists()


def test_the_leader_orders_gives_minutes_and_removes_and_a_member_does_not(world, as_person):
    meeting = planned(world, begun(world, Role.TEACHER))
    here = room(world, meeting.team)
    first, second = (
        bring_without_name(here, sitting=sitting(world, meeting), group=group, reason="brought") for group in ("lower", "upper")
    )

    set_item(here, sitting=sitting(world, meeting), item=second, minutes=25, move=-1)

    assert [each.letter for each in items_of(meeting)] == ["B", "A"]
    assert AgendaItem.objects.get(pk=second.pk).minutes == 25
    remove_item(here, sitting=sitting(world, meeting), item=first)
    assert [each.letter for each in items_of(meeting)] == ["B"]
    where = f"/zorgteam/{meeting.team.pk}/overleg/{meeting.pk}/punt/{second.pk}/"
    assert as_person(world.person(Role.TEACHER)).post(f"{where}weg/").status_code == 403
    assert as_person(world.person(Role.TEACHER)).post(where, {"minutes": "5"}).status_code == 403


@pytest.mark.parametrize("minutes", ["", "0", "61", "veel", "-4"])
def test_minutes_that_can_not_be_are_said_and_change_nothing(world, as_person, minutes):
    meeting = planned(world, begun(world))
    item = bring_without_name(room(world, meeting.team), sitting=sitting(world, meeting), group="lower", reason="brought")
    where = f"/zorgteam/{meeting.team.pk}/overleg/{meeting.pk}/punt/{item.pk}/"

    answer = as_person(world.person(Role.CARE_COORDINATOR)).post(where, {"minutes": minutes}, follow=True)

    assert "Kies tussen 1 en 60 minuten." in answer.text
    assert AgendaItem.objects.get(pk=item.pk).minutes == 10


@pytest.mark.parametrize("sent", [{}, {"group": "lower"}, {"group": "x", "reason": "brought"}])
def test_an_item_without_a_name_asks_a_group_and_a_reason(world, as_person, sent):
    meeting = planned(world, begun(world))
    browser = as_person(world.person(Role.CARE_COORDINATOR))

    answer = browser.post(f"/zorgteam/{meeting.team.pk}/overleg/{meeting.pk}/zonder-naam/", sent, follow=True)

    assert "Kies van wie dit is, en waarom nu." in answer.text


def more_children(world, many: int) -> None:
    """Children like Noor, with the same coordinator in their circle."""
    person = world.person(Role.CARE_COORDINATOR)
    for nth in range(many):
        child = start_dossier(house_desk(world.school), name=f"Kind {nth}", birth_date=world.noor.birth_date)
        place = seat(house_dossier(child), name="x", role=Role.CARE_COORDINATOR, language="nl", organisation=world.school.name)
        Place.objects.filter(pk=place.pk).update(person=person)
        take_place(Place.objects.get(pk=place.pk))
        assert Voice.objects.filter(child=child).exists()


def test_the_questions_do_not_grow_with_the_children(world, as_person):
    meeting = planned(world, begun(world))
    browser = as_person(world.person(Role.CARE_COORDINATOR))
    where = f"/zorgteam/{meeting.team.pk}/overleg/{meeting.pk}/"
    counts = []
    for many in (1, 6):
        more_children(world, many)
        children = [each.child for each in due_for(open_caseload(world.person(Role.CARE_COORDINATOR)))]
        for child in children:
            browser.post(f"{where}kind/", {"child": str(child.pk), "reason": "new"})
        more_children(world, 1)
        browser.get(where)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(where).status_code == 200
        counts.append(len(asked))
    assert items_of(meeting).count() >= 8
    assert counts[0] == counts[1]
