"""Lays what is measured, in the database of the run: `board CARDS` a child to look at, `live STREAMS` one to share on,
`together PEOPLE` one with so many people at its board, `tables STREAMS [MEETINGS]` so many meetings with so many phones each.

Run as a process of its own; prints as JSON where everything is.
"""

import json
import sys
from datetime import timedelta
from importlib import import_module
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.urls import NoReverseMatch, reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.cards import as_file, life  # noqa: E402
from bench.running import BOARDS_OF_ONE  # noqa: E402
from rondom.children.actions import offer_place, record_authority, take_place  # noqa: E402
from rondom.children.dossier import house_dossier, open_dossier  # noqa: E402
from rondom.children.models import Child, Proof, Role, Voice  # noqa: E402
from rondom.meetings.actions import Plan, begin_step, plan_meeting  # noqa: E402
from rondom.meetings.models import Form  # noqa: E402
from rondom.people.actions import add_member, add_organisation, add_person  # noqa: E402
from rondom.people.desk import house_desk  # noqa: E402
from rondom.people.models import Function, Organisation, Person  # noqa: E402
from rondom.people.sessions import note_entry  # noqa: E402
from rondom.timeline.actions import import_timeline  # noqa: E402
from rondom.timeline.file import read_timeline  # noqa: E402

MEETINGS = 3


def school() -> Organisation:
    return Organisation.objects.first() or add_organisation(name="School", kind="school")


def child_with(cards: int) -> Child:
    return import_timeline(house_desk(school()), file=read_timeline(json.dumps(as_file(life(cards))).encode()))


def mother_of(child: Child) -> Person:
    """Who reads all of it."""
    house, person = house_dossier(child), add_person(name="Moeder")
    voice = Voice.objects.get(child=child, letter="M")
    place = take_place(offer_place(house, person=person, role=Role.MOTHER, voice=voice, has_custody=True))
    record_authority(house, place=place, proof=Proof.REGISTER)
    return person


def colleague_for(child: Child, nth: int) -> Person:
    """Who reads, and writes in, what the school writes."""
    house, person = house_dossier(child), add_person(name=f"Lezer {nth}")
    add_member(person=person, organisation=school(), function=Function.CARE_COORDINATOR)
    voice = Voice.objects.get(child=child, letter="S")
    offered = offer_place(house, person=person, role=Role.CARE_COORDINATOR, voice=voice, organisation_id=school().pk)
    take_place(offered)
    return person


def visit_of(person: Person) -> str:
    """The cookie of somebody who came in."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    note_entry(session, how="demo", is_strong=True, is_fresh=True)
    session.save()
    return session.session_key


def path_of(name: str, child: Child) -> str:
    try:
        return reverse(name, args=[child.pk])
    except NoReverseMatch:
        return ""


def cookie() -> dict[str, str]:
    return {"cookie": settings.SESSION_COOKIE_NAME}


def board(cards: int) -> dict[str, Any]:
    """A child with so many cards, and a reader of it who is in."""
    child = child_with(cards)
    return {"board": path_of("timeline:board", child), "visit": visit_of(mother_of(child)), **cookie(), "child": str(child.pk)}


def people_for(streams: int) -> int:
    """Of one person a few boards stay open at most; and one more writes, one more looks on."""
    return -(-streams // BOARDS_OF_ONE) + 2


def live(streams: int) -> dict[str, Any]:
    """A child to share on, and as many people as so many open boards ask; the last two write and look on."""
    child = child_with(60)
    people = [colleague_for(child, nth) for nth in range(people_for(streams))]
    paths = {name.split(":")[1]: path_of(name, child) for name in ("timeline:board", "timeline:stream", "cards:new")}
    return {**paths, "visits": [visit_of(person) for person in people], **cookie()}


def together(people: int) -> dict[str, Any]:
    """A child, its mother, and colleagues of the school, all at one board."""
    child = child_with(60)
    everyone = [mother_of(child), *(colleague_for(child, nth) for nth in range(people - 1))]
    visits = [visit_of(person) for person in everyone]
    return {"board": path_of("timeline:board", child), "visits": visits, "letters": ["M", *"S" * (people - 1)], **cookie()}


def tables(streams: int, meetings: int = MEETINGS) -> dict[str, Any]:
    """Meetings that have begun, each with as many people as so many phones ask; the last two say something and look on."""
    return {"tables": [a_table(streams) for _nth in range(meetings)], **cookie()}


def a_table(streams: int) -> dict[str, Any]:
    child = child_with(60)
    mother_of(child)
    people = [colleague_for(child, nth) for nth in range(people_for(streams))]
    leads = open_dossier(people[-2], child.pk)
    seats = list(child.places.filter(person__in=people).exclude(person=people[-2]))
    starts = timezone.now() + timedelta(minutes=5)
    plan = Plan(form=Form.EVERYONE, goal="Rust", starts_at=starts, minutes=60, where="Kamer 4", interpreter="")
    meeting = plan_meeting(leads, plan=plan, places=seats)
    begin_step(leads, meeting=meeting, step=1)
    at = reverse("meetings:table", args=[child.pk, meeting.pk])
    stream = reverse("timeline:table_stream", args=[child.pk, meeting.pk])
    return {"board": at, "stream": stream, "visits": [visit_of(person) for person in people]}


if __name__ == "__main__":
    lays = {"board": board, "live": live, "together": together, "tables": tables}
    sys.stdout.write(json.dumps(lays[sys.argv[1]](*map(int, sys.argv[2:]))))
