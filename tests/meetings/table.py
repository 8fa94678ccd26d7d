"""A meeting round Noor, shared by the tests of meetings."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from rondom.children.models import Place, Role
from rondom.meetings.actions import Plan, plan_meeting
from rondom.meetings.models import Form, Meeting

GOAL = "Kiezen hoe Noor weer rust krijgt Kanarieoverleg"


def in_days(days: int) -> datetime:
    return (timezone.now() + timedelta(days=days)).replace(hour=13, minute=30, second=0, microsecond=0)


def seat_of(world, role: str) -> Place:
    return Place.objects.filter(child=world.noor, role=role, ended__isnull=True).order_by("offered_at")[0]


def plan(world, *roles: str, **given: Any) -> Plan:
    told: dict[str, Any] = {
        "form": Form.EVERYONE,
        "goal": GOAL,
        "starts_at": in_days(10),
        "minutes": 45,
        "where": "Kamer 4",
        "interpreter": "",
        "places": tuple(seat_of(world, role) for role in roles),
    }
    return Plan(**told | given)


def planned(world, *roles: str, by: str = Role.CARE_COORDINATOR, **given: Any) -> Meeting:
    return plan_meeting(world.dossier(by), plan=plan(world, *roles, **given))
