"""Who sits in a care team and who leads it, and when it meets."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.base.models import Event, Letter
from rondom.base.scope import NotLetIn
from rondom.careteam.actions import (
    add_team_member,
    call_off_team_meeting,
    end_team_member,
    plan_team_meeting,
    start_team,
    take_team_lead,
)
from rondom.careteam.models import CareTeam, TeamMember
from rondom.careteam.rhythm import holiday_on, is_long, next_day
from rondom.careteam.room import open_team
from rondom.children.models import Role
from rondom.people.desk import open_desk
from rondom.people.models import Membership, Person
from tests.careteam.team import NAME, begun, planned, room, school_day, sitting, works_at
from tests.sealed import rewrite


def test_who_begins_a_team_leads_it_and_sits_in_it(world):
    team = begun(world)
    here = room(world, team)

    assert [member.person for member in here.members] == [world.person(Role.CARE_COORDINATOR)]
    assert here.leader == here.member
    assert begun(world) == team, "sent again at once it is the same team"


@pytest.mark.parametrize("role", [Role.TEACHER])
def test_a_team_is_begun_by_who_coordinates(world, role):
    with pytest.raises(PermissionDenied):
        start_team(open_desk(world.person(role), world.school.pk), name=NAME, weeks=6)
    assert not CareTeam.objects.exists()


@pytest.mark.parametrize("role", [Role.MOTHER, Role.TEACHER, Role.YOUTH_WORKER])
def test_for_who_does_not_sit_in_it_there_is_no_team(world, role):
    team = begun(world)
    with pytest.raises(NotLetIn):
        open_team(world.person(role), team.pk)
    assert Event.objects.filter(event="careteam.refused", person_id=world.person(role).pk).exists()


def test_somebody_of_another_organisation_is_found_by_address_and_gets_a_letter_that_says_nothing(world, as_person):
    team, worker = begun(world), world.person(Role.YOUTH_WORKER)
    rewrite(Person.objects.filter(pk=worker.pk), email="hulp@voorbeeld.nl")
    browser = as_person(world.person(Role.CARE_COORDINATOR))

    answer = browser.post(f"/zorgteam/{team.pk}/erbij/", {"email": "hulp@voorbeeld.nl"})

    assert answer.status_code == 302
    assert TeamMember.objects.get(team=team, person=worker).organisation.name == "Jeugdteam Oost"
    assert Letter.objects.filter(person_id=worker.pk, kind="news").exists()
    assert open_team(worker, team.pk).member.person == worker


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"email": "nergens@voorbeeld.nl"}, "Met dit adres vinden we niemand die bij een organisatie werkt."),
        ({"email": "geen adres"}, "Dit is geen e-mailadres. Kijk het na."),
        ({}, "Kies een collega, of schrijf een e-mailadres."),
        ({"colleague": "x"}, "Kies een antwoord."),
    ],
)
def test_who_can_not_be_found_is_said_and_nobody_is_added(world, as_person, sent, said):
    team = begun(world)
    browser = as_person(world.person(Role.CARE_COORDINATOR))

    answer = browser.post(f"/zorgteam/{team.pk}/erbij/", sent, follow=True)

    assert said in answer.text
    assert TeamMember.objects.filter(team=team).count() == 1


def test_a_parent_is_no_member_by_an_address(world):
    team, mother = begun(world), world.person(Role.MOTHER)
    assert not Membership.objects.filter(person=mother).exists()
    with pytest.raises(Refused, match="niemand die bij een organisatie werkt"):
        add_team_member(room(world, team), membership_id=None)


def test_nobody_sits_in_it_twice(world):
    team = begun(world, Role.TEACHER)
    with pytest.raises(Refused, match="zit al in het team"):
        add_team_member(room(world, team), membership_id=works_at(world.person(Role.TEACHER)))


def test_only_who_leads_puts_somebody_in_the_team(world):
    team = begun(world, Role.TEACHER)
    with pytest.raises(PermissionDenied):
        add_team_member(room(world, team, Role.TEACHER), membership_id=works_at(world.person(Role.YOUTH_WORKER)))


def test_who_leaves_finds_nothing_any_more(world):
    team = begun(world, Role.TEACHER)
    here = room(world, team, Role.TEACHER)

    end_team_member(here, member=here.member)

    with pytest.raises(NotLetIn):
        room(world, team, Role.TEACHER)


def test_who_does_not_work_there_any_more_finds_nothing_either(world):
    team = begun(world, Role.YOUTH_WORKER)
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(person=world.person(Role.YOUTH_WORKER)).update(since=yesterday, until=yesterday)

    with pytest.raises(NotLetIn):
        room(world, team, Role.YOUTH_WORKER)


def test_a_member_takes_out_nobody_but_oneself_and_the_last_one_stays(world):
    team = begun(world, Role.TEACHER)
    here = room(world, team, Role.TEACHER)
    with pytest.raises(Refused, match="wie het team leidt"):
        end_team_member(here, member=here.leader)
    alone = room(world, team)
    end_team_member(alone, member=here.member)
    with pytest.raises(Refused, match="de laatste"):
        end_team_member(room(world, team), member=alone.member)


def test_a_member_of_another_team_can_not_be_handed_in(world, as_person):
    first, second = (
        begun(world, Role.TEACHER),
        start_team(open_desk(world.person(Role.CARE_COORDINATOR), world.school.pk), name="Ander team", weeks=5),
    )
    member = TeamMember.objects.get(team=first, person=world.person(Role.TEACHER))
    browser = as_person(world.person(Role.CARE_COORDINATOR))

    assert browser.post(f"/zorgteam/{second.pk}/eraf/{member.pk}/").status_code == 404


def test_somebody_of_the_organisation_takes_the_lead_and_nobody_of_elsewhere(world):
    team = begun(world, Role.TEACHER, Role.YOUTH_WORKER)
    with pytest.raises(Refused, match="iemand van de organisatie zelf"):
        take_team_lead(room(world, team, Role.YOUTH_WORKER))

    take_team_lead(room(world, team, Role.TEACHER))

    assert room(world, team).leader.person == world.person(Role.TEACHER)


# ── when ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_next_day_is_so_many_weeks_later_and_on_a_day_of_work():
    wednesday, today = date(2026, 3, 4), date(2026, 3, 10)

    assert next_day(wednesday, 6, today) == date(2026, 4, 15)
    assert next_day(date(2026, 3, 7), 5, today).weekday() == 0
    assert next_day(date(2025, 3, 5), 6, today) > today
    assert next_day(None, 5, today) == date(2026, 4, 14)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 12, 28), "kerstvakantie"),
        (date(2027, 1, 2), "kerstvakantie"),
        (date(2026, 4, 28), "meivakantie"),
        (date(2026, 7, 30), "zomervakantie"),
        (date(2026, 9, 16), ""),
    ],
)
def test_about_which_holiday_a_day_is_in(day, name):
    assert holiday_on(day) == name


def test_forty_days_gives_no_warning_and_fifty_does():
    last = date(2026, 9, 1)

    assert not is_long(last, last + timedelta(days=40))
    assert is_long(last, last + timedelta(days=50))


def in_a_holiday() -> date:
    day = timezone.localdate() + timedelta(days=1)
    while not holiday_on(day) or day.weekday() > 4:
        day += timedelta(days=1)
    return day


def test_a_holiday_is_not_planned_over_silently(world, as_person):
    team, day = begun(world), in_a_holiday()
    browser = as_person(world.person(Role.CARE_COORDINATOR))
    where, sent = f"/zorgteam/{team.pk}/plannen/", {"day": day.isoformat(), "at": "14:07"}

    said = browser.post(where, sent)

    assert said.status_code == 422
    assert "Deze dag valt ongeveer in de" in said.text
    assert 'value="14:07"' in said.text, "what was filled in stands there still"
    assert browser.post(where, {**sent, "is_sure": "on"}).status_code == 302


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"day": "2020-01-01", "at": "10:00"}, "Dit moment is al voorbij."),
        ({"day": "gisteren", "at": "10:00"}, "Dit is geen dag."),
        ({"day": "2020-01-01", "at": "vroeg"}, "Dit is geen tijd."),
        ({}, "Kies een dag."),
        ({"day": "2999-01-01", "at": "10:00"}, "Dit is meer dan een jaar vooruit."),
    ],
)
def test_a_moment_that_can_not_be_is_said_kindly(world, as_person, sent, said):
    team = begun(world)
    answer = as_person(world.person(Role.CARE_COORDINATOR)).post(f"/zorgteam/{team.pk}/plannen/", sent)

    assert answer.status_code == 422
    assert said in answer.text


def test_everyone_of_the_team_hears_that_there_is_something_and_planning_twice_is_once(world):
    team = begun(world, Role.YOUTH_WORKER)
    rewrite(Person.objects.filter(pk=world.person(Role.YOUTH_WORKER).pk), email="hulp@voorbeeld.nl")
    moment = school_day(20)

    first = plan_team_meeting(room(world, team), starts_at=moment)

    assert plan_team_meeting(room(world, team), starts_at=moment) == first
    assert Letter.objects.filter(person_id=world.person(Role.YOUTH_WORKER).pk).count() == 1


def test_a_meeting_that_was_called_off_takes_nothing_any_more(world, as_person):
    team = begun(world)
    meeting = planned(world, team)
    call_off_team_meeting(room(world, team), sitting=sitting(world, meeting))
    browser = as_person(world.person(Role.CARE_COORDINATOR))

    answer = browser.post(
        f"/zorgteam/{team.pk}/overleg/{meeting.pk}/zonder-naam/", {"group": "lower", "reason": "brought"}, follow=True
    )

    assert "Dit overleg gaat niet door." in answer.text
    assert not meeting.items.exists()


def test_a_long_time_between_two_meetings_is_said(world, as_person):
    team = begun(world)
    planned(world, team, days=3)
    later = school_day(120)
    browser = as_person(world.person(Role.CARE_COORDINATOR))

    answer = browser.post(
        f"/zorgteam/{team.pk}/plannen/", {"day": later.date().isoformat(), "at": time(9, 13).isoformat("minutes")}, follow=True
    )

    assert "meer dan zes weken na het vorige overleg" in answer.text
    assert isinstance(later, datetime)
