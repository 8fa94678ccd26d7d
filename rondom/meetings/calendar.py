"""A meeting as a file for a calendar (iCalendar, RFC 5545; invitations RFC 5546): when, and nothing of whom or of what.

One who comes, one file (decision 28 of the papers): no child, no other people, no place that tells of a school. What it is about
stands behind the door.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress

from rondom.meetings.models import Meeting

ZONE = "Europe/Amsterdam"


@dataclass(frozen=True)
class Enclosed:
    """What is told of a meeting. Each new telling has a higher number; without an address it is somebody's own copy."""

    meeting: Meeting
    number: int
    is_off: bool = False

    def file(self, address: str = "") -> str:
        event = event_of(self.meeting, number=self.number, is_off=self.is_off)
        event.add("ORGANIZER", post_of_the_house())
        if address:
            event.add("ATTENDEE", vCalAddress(f"mailto:{address}"), parameters=asked(is_off=self.is_off))
        made = Calendar()
        made.add("VERSION", "2.0")
        made.add("PRODID", "-//Rondom//Overleg//NL")
        made.add("METHOD", ("CANCEL" if self.is_off else "REQUEST") if address else "PUBLISH")
        made.add_component(at_home())
        made.add_component(event)
        return made.to_ical().decode()


def asked(*, is_off: bool) -> dict[str, str]:
    answer = {} if is_off else {"PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"}
    return {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", **answer}


def event_of(meeting: Meeting, *, number: int, is_off: bool) -> Event:
    event, begins = Event(), meeting.starts_at.astimezone(ZoneInfo(ZONE))
    event.add("UID", f"{meeting.pk}@rondom")
    event.add("SEQUENCE", number)
    event.add("DTSTAMP", timezone.now())
    event.add("DTSTART", begins)
    event.add("DTEND", begins + timedelta(minutes=meeting.minutes))
    event.add("SUMMARY", _("overleg").capitalize())
    event.add("STATUS", "CANCELLED" if is_off else "CONFIRMED")
    event.add("CLASS", "PRIVATE")
    return event


def post_of_the_house() -> vCalAddress:
    """Who asks is the house, by the address that its letters come from: else a calendar takes no change from it later."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    told = vCalAddress(f"mailto:{address}")
    told.params["CN"] = name or "Rondom"
    return told


def at_home() -> Timezone:
    """The clock of Amsterdam in two rules: the last Sunday of March, and of October."""
    zone, winter, summer = Timezone(), timedelta(hours=1), timedelta(hours=2)
    zone.add("TZID", ZONE)
    for part, begins, before, after, name in (
        (TimezoneDaylight(), datetime(1996, 3, 31, 2), winter, summer, "CEST"),
        (TimezoneStandard(), datetime(1996, 10, 27, 3), summer, winter, "CET"),
    ):
        part.add("DTSTART", begins)
        part.add("TZOFFSETFROM", before)
        part.add("TZOFFSETTO", after)
        part.add("TZNAME", name)
        part.add("RRULE", {"FREQ": "YEARLY", "BYDAY": "-1SU", "BYMONTH": begins.month})
        zone.add_component(part)
    return zone


def why_not_on_the_clock(moment: datetime) -> str | None:
    """An hour of the clock at home that is there twice or not at all says no moment."""
    home = timezone.get_default_timezone()
    before, after = (moment.replace(tzinfo=home, fold=fold).utcoffset() for fold in (0, 1))
    if before == after or before is None or after is None:
        return None
    if before > after:
        return _("De klok gaat die nacht terug: dit uur komt twee keer. Kies een andere tijd.")
    return _("De klok gaat die nacht vooruit: dit uur is er niet. Kies een andere tijd.")
