"""A team is asked once before it begins on another day, or closes; without script too."""

import pytest
from django.utils import timezone

from rondom.careteam.models import TeamMeeting, TeamMeetingTurn
from rondom.children.models import Role
from tests.careteam.team import begun, planned, with_noor


@pytest.fixture
def meeting(world):
    made = planned(world, begun(world))
    with_noor(world, made)
    return made


@pytest.fixture
def where(meeting):
    return f"/zorgteam/{meeting.team_id}/overleg/{meeting.pk}/"


@pytest.fixture
def leading(world, as_person):
    return as_person(world.person(Role.CARE_COORDINATOR))


def test_on_another_day_the_page_asks_and_on_the_day_itself_one_press_begins(meeting, where, leading):
    page = leading.get(where).text
    assert "Is het team er nu al?" in page
    assert page.count("Ja, nu beginnen") == 1
    TeamMeeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now())
    page = leading.get(where).text
    assert "Ja, nu beginnen" not in page
    assert "Overleg beginnen" in page


def test_closing_stands_in_a_fold_that_says_what_it_does(where, leading):
    leading.post(f"{where}beginnen/")
    page = leading.get(where).text
    assert "Daarna kan er niets meer bij." in page
    assert page.index("Overleg afsluiten") < page.index("Ja, afsluiten")
    leading.post(f"{where}afsluiten/")
    assert list(TeamMeetingTurn.objects.values_list("what", flat=True)) == ["begun", "closed"]
