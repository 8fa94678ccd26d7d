"""A meeting for the calendar of whoever comes: when, and nothing of whom or of what; changed and taken away by its key."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from icalendar import Calendar

from rondom.base.letters import send_letters
from rondom.base.models import Letter
from rondom.children.actions import mark_secret_address
from rondom.children.models import Role
from rondom.meetings.actions import call_off, invite_to, leave_out, move_meeting
from rondom.meetings.calendar import Enclosed
from rondom.meetings.forms import MomentForm
from rondom.meetings.queries import own_invitation
from tests.meetings.table import GOAL, in_days, planned, seat_of

MOTHER = "moeder@voorbeeld.nl"


@pytest.fixture
def reachable(world):
    for role, address in ((Role.MOTHER, MOTHER), (Role.FATHER, "vader@voorbeeld.nl")):
        person = world.person(role)
        person.email, person.language = address, "nl"
        person.save()
    return world


def files_to(address: str) -> list[str]:
    return [letter.calendar for letter in Letter.objects.order_by("made_at") if letter.address == address]


def told(file: str) -> tuple[str, str, int]:
    calendar = Calendar.from_ical(file)
    (event,) = calendar.events
    return calendar["METHOD"], str(event["UID"]), int(event["SEQUENCE"])


def test_invited_moved_and_called_off_are_one_event_with_a_growing_number(reachable):
    coordinator, meeting = reachable.dossier(Role.CARE_COORDINATOR), planned(reachable, Role.MOTHER)
    move_meeting(coordinator, meeting=meeting, starts_at=in_days(20))
    call_off(coordinator, meeting=meeting, why="Griep Kanariegriep")

    key = f"{meeting.pk}@rondom"
    assert [told(file) for file in files_to(MOTHER)] == [("REQUEST", key, 0), ("REQUEST", key, 1), ("CANCEL", key, 2)]
    assert [letter.kind for letter in Letter.objects.order_by("made_at")] == ["invited", "moved", "called_off"]


def test_a_file_says_when_and_nothing_of_whom_or_of_what(reachable):
    planned(reachable, Role.MOTHER, Role.FATHER)
    (file,) = files_to(MOTHER)

    for word in (GOAL, "Noor", "Wilg", "Kamer 4", "vader@voorbeeld.nl", reachable.person(Role.FATHER).name):
        assert word not in file
    (event,) = Calendar.from_ical(file).events
    assert str(event["SUMMARY"]) == "Overleg"
    assert str(event["ATTENDEE"]) == f"mailto:{MOTHER}"
    assert str(event["ORGANIZER"]) == "mailto:rondom@localhost"
    assert file.count("RRULE:FREQ=YEARLY;BYDAY=-1SU") == 2
    assert "TZID=Europe/Amsterdam" in file
    assert all(len(line.encode()) <= 75 for line in file.split("\r\n"))


def test_who_is_left_out_loses_it_alone_and_who_comes_back_gets_it_again(reachable):
    coordinator, meeting = reachable.dossier(Role.CARE_COORDINATOR), planned(reachable, Role.MOTHER, Role.FATHER)
    leave_out(coordinator, invited=own_invitation(reachable.dossier(Role.MOTHER), meeting))
    invite_to(coordinator, meeting=meeting, place=seat_of(reachable, Role.MOTHER))

    assert [told(file)[::2] for file in files_to(MOTHER)] == [("REQUEST", 0), ("CANCEL", 1), ("REQUEST", 2)]
    assert len(files_to("vader@voorbeeld.nl")) == 1


def test_who_may_not_know_any_more_where_the_child_is_hears_of_no_change(reachable):
    coordinator, meeting = reachable.dossier(Role.CARE_COORDINATOR), planned(reachable, Role.MOTHER, Role.FATHER)
    mark_secret_address(coordinator, place=seat_of(reachable, Role.FATHER), reason="Voor de veiligheid")
    before = len(files_to("vader@voorbeeld.nl"))
    move_meeting(reachable.dossier(Role.CARE_COORDINATOR), meeting=meeting, starts_at=in_days(20))

    assert len(files_to("vader@voorbeeld.nl")) == before == 1
    assert len(files_to(MOTHER)) >= 2


def test_a_letter_brings_the_file_for_calendars_that_read_letters_and_for_those_that_read_files(reachable):
    meeting = planned(reachable, Role.MOTHER)
    call_off(reachable.dossier(Role.CARE_COORDINATOR), meeting=meeting)
    send_letters()

    invited, off = mail.outbox
    assert "Noor" not in invited.body and GOAL not in str(invited.message())
    kinds = [part.get_content_type() for part in invited.message().walk()]
    assert kinds == ["multipart/mixed", "multipart/alternative", "text/plain", "text/calendar", "application/ics"]
    for letter, method in ((invited, "REQUEST"), (off, "CANCEL")):
        (part,) = [each for each in letter.message().walk() if each.get_content_type() == "text/calendar"]
        assert (part.get_param("method"), part.get_content_charset()) == (method, "utf-8")
        assert Calendar.from_ical(part.get_payload(decode=True))["METHOD"] == method


def test_the_clock_of_amsterdam_stands_in_winter_and_in_summer(world):
    meeting = planned(world, Role.MOTHER)
    for moment, said in (
        (datetime(2027, 1, 12, 14, 30, tzinfo=UTC), "20270112T153000"),
        (datetime(2027, 7, 12, 13, 30, tzinfo=UTC), "20270712T153000"),
    ):
        meeting.starts_at = moment
        (event,) = Calendar.from_ical(Enclosed(meeting, 0).file()).events
        assert event["DTSTART"].to_ical().decode() == said
        assert event["DTSTART"].dt == moment and event["DTEND"].dt == moment + timedelta(minutes=45)


@pytest.mark.parametrize(
    ("day", "at", "said"),
    [
        ("2026-10-25", "02:30", "komt twee keer"),
        ("2027-03-28", "02:30", "is er niet"),
        ("2026-10-25", "03:00", ""),
        ("2027-03-28", "03:00", ""),
        ("2026-10-24", "02:30", ""),
    ],
)
def test_an_hour_that_is_there_twice_or_not_at_all_is_no_moment(day, at, said):
    with time_machine.travel(datetime(2026, 9, 1, tzinfo=UTC)):
        form = MomentForm({"day": day, "at": at})
        assert form.is_valid() == (not said)
        assert said in str(form.errors)
