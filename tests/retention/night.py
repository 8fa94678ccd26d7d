"""Shared by the tests of retention: nights that pass, and what is left of a child."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import time_machine
from django.test.testcases import TestCase

from rondom.base.keys import Subject, store
from rondom.base.seal import CHILD
from rondom.cards.models import Card
from rondom.children.models import CaseClosed, Child
from rondom.people.models import Organisation
from rondom.retention.actions import destroy_what_is_due

HOME = ZoneInfo("Europe/Amsterdam")


def night_of(day: date, **given: Any) -> dict[str, int]:
    """The work of the night with which a day begins, with the clock at that night; keys go when it is through."""
    at = datetime(day.year, day.month, day.day, 3, 30, tzinfo=HOME)
    with time_machine.travel(at, tick=True), TestCase.captureOnCommitCallbacks(execute=True):
        return destroy_what_is_due(day, **given)


def closed_on(child: Child, day: date) -> CaseClosed:
    at = datetime(day.year, day.month, day.day, 12, tzinfo=HOME)
    return CaseClosed.objects.create(
        child=child, at=at, locks_at=at + timedelta(days=14), information_kind="K15", ground="legal_duty"
    )


def cards_of(child: Child, owner: Organisation | None) -> int:
    return Card.objects.filter(child=child, owner=owner).count()


def keys_of(child: Child, owner: Any) -> list[str]:
    return store().names_of(Subject(CHILD, child.pk), owner)


def all_keys_of(child: Child) -> int:
    return len(store().ring_of(Subject(CHILD, child.pk)))
