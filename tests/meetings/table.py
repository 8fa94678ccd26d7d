"""A meeting round Noor, shared by the tests of meetings."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from rondom.children.models import Place, Role
from rondom.meetings.actions import Agreed, Plan, agree, plan_meeting
from rondom.meetings.models import Agreement, Form, Meeting

GOAL = "Kiezen hoe Noor weer rust krijgt Kanarieoverleg"
ASKED = (Role.MOTHER, Role.TEACHER)
WHAT = "Elke vrijdag even bellen Kanarieafspraak"


def in_days(days: int) -> datetime:
    return (timezone.now() + timedelta(days=days)).replace(hour=13, minute=30, second=0, microsecond=0)


def soon(days: int = 7) -> date:
    return timezone.localdate() + timedelta(days=days)


def seat_of(world, role: str) -> Place:
    return Place.objects.filter(child=world.noor, role=role, ended__isnull=True).order_by("offered_at")[0]


def planned(world, *roles: str, by: str = Role.CARE_COORDINATOR, **given: Any) -> Meeting:
    told: dict[str, Any] = {
        "form": Form.EVERYONE,
        "goal": GOAL,
        "starts_at": in_days(10),
        "minutes": 45,
        "where": "Kamer 4",
        "interpreter": "",
    }
    seats = [seat_of(world, role) for role in roles]
    return plan_meeting(world.dossier(by), plan=Plan(**told | given), places=seats)


def agreed(
    world,
    who: str | None = Role.TEACHER,
    by: str = Role.CARE_COORDINATOR,
    meeting: Meeting | None = None,
    **given: Any,
) -> Agreement:
    told = {"what": WHAT, "ready_on": soon()}
    seat = seat_of(world, who) if who else None
    return agree(world.dossier(by), agreed=Agreed(**told | given), who=seat, meeting=meeting)
