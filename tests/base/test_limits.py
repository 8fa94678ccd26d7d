"""What is heavy is not done without end: taking along, printing, inviting (R116)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from rondom.base import limits
from rondom.base.actions import Refused
from rondom.base.limits import EVENTS, EXPORTS, INVITATIONS, PAPERS, left_today
from rondom.base.models import Event
from rondom.children.models import Role
from rondom.people.actions import make_invitation


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
