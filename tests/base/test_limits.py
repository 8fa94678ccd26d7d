"""What is heavy is not done without end: taking along, printing, inviting (R116)."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from rondom.base import limits
from rondom.base.actions import Refused
from rondom.base.limits import EVENTS, EXPORTS, INVITATIONS, PAPERS, left_today
from rondom.base.models import Event
from rondom.children.models import Role
from rondom.meetings.actions import begin_step, close_meeting
from rondom.people.actions import add_member, add_organisation, add_person, make_invitation
from rondom.people.models import Function
from tests.careteam.team import begun
from tests.careteam.team import planned as planned_by_team
from tests.meetings.table import planned
from tests.surveys.conftest import Bureau


@pytest.fixture
def most(monkeypatch):
    def allow(what: str, how_often: int) -> None:
        monkeypatch.setitem(limits.MOST_A_DAY, what, how_often)

    return allow


def test_the_story_is_taken_along_so_many_times_a_day_and_the_page_says_how_often_yet(world, as_person, most):
    most(EXPORTS, 2)
    browser, path = as_person(world.person(Role.MOTHER)), f"/kinderen/{world.noor.pk}/meenemen/"
    assert "Zo vaak kan dit vandaag nog: 2" in browser.get(path).text

    assert [browser.post(path).status_code for _time in range(3)] == [200, 200, 302]

    assert "Morgen kan het weer" in browser.get(path).text
    assert Event.objects.filter(event="timeline.exported", person_id=world.person(Role.MOTHER).pk).count() == 2
    assert left_today(world.person(Role.FATHER).pk, EXPORTS) == 2, "another person is not counted"


def test_a_day_later_it_can_be_done_again(world, as_person, most):
    most(EXPORTS, 1)
    browser, path = as_person(world.person(Role.MOTHER)), f"/kinderen/{world.noor.pk}/meenemen/"
    browser.post(path)
    assert left_today(world.person(Role.MOTHER).pk, EXPORTS) == 0

    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1), tick=False):
        assert left_today(world.person(Role.MOTHER).pk, EXPORTS) == 1


def test_paper_is_printed_so_many_times_a_day_whatever_it_is(world, as_person, most):
    most(PAPERS, 2)
    browser, path = as_person(world.person(Role.CARE_COORDINATOR)), f"/kinderen/{world.noor.pk}/afdrukken/"

    given = [{"make": "picture"}, {"make": "guide", "paper": "a4"}, {"make": "story", "paper": "a4"}]
    assert [browser.post(path, each).status_code for each in given] == [200, 200, 302]


def test_paper_of_a_meeting_of_a_team_of_a_school_and_of_a_wave_counts_with_the_rest(world, as_person, most):
    coordinator, researcher = world.person(Role.CARE_COORDINATOR), add_person(name="Rens Onderzoek")
    meeting = planned(world, Role.MOTHER)
    begin_step(world.dossier(Role.CARE_COORDINATOR), meeting=meeting, step=1)
    close_meeting(world.dossier(Role.CARE_COORDINATOR), meeting=meeting)
    team = planned_by_team(world, begun(world))
    bureau = add_organisation(name="Bureau", kind="other", municipality="Delft")
    add_member(person=researcher, organisation=bureau, function=Function.RESEARCHER)
    wave = Bureau(bureau, researcher).wave()
    child, browser = f"/kinderen/{world.noor.pk}", as_person(coordinator)
    ways = {
        f"{child}/overleg/{meeting.pk}/verslag/papier/": "post",
        f"{child}/afspraken/kaart/": "post",
        f"/zorgteam/{team.team_id}/overleg/{team.pk}/besluiten/papier/": "post",
        f"/organisaties/{world.school.pk}/school/plan/papier/": "get",
    }

    most(PAPERS, len(ways))
    for how in ("application/pdf", None):
        answers = [getattr(browser, way)(path, {"language": "nl"}) for path, way in ways.items()]
        assert [each.headers.get("Content-Type") if each.status_code == 200 else None for each in answers] == [how] * len(ways)
    assert left_today(coordinator.pk, PAPERS) == 0

    most(PAPERS, 1)
    slips, given = reverse("surveys:slips", args=[bureau.pk, wave.pk]), {"school": "de-wilg", "role": "teacher"}
    assert [as_person(researcher).post(slips, given).status_code for _time in range(2)] == [200, 302]


def test_nobody_invites_without_end(world, most):
    most(INVITATIONS, 1)
    mother, helper = world.person(Role.MOTHER), world.person(Role.CARE_COORDINATOR)
    make_invitation(person=mother, leads_to="/", made_by=helper)

    with pytest.raises(Refused, match="Morgen kan het weer"):
        make_invitation(person=mother, leads_to="/", made_by=helper)
    assert make_invitation(person=mother, leads_to="/", made_by=None).token, "the house itself may"


def test_what_is_counted_is_written_by_somebody():
    """An event that got another name would be counted no more."""
    told = " ".join(path.read_text("utf-8") for path in (limits_root()).rglob("*.py"))

    for events in EVENTS.values():
        for event in events:
            assert told.count(f'"{event}"') >= 2, event


def limits_root():
    from django.conf import settings  # noqa: PLC0415

    return settings.ROOT / "rondom"
