"""Who is at one table without an account of their own: the screen on the wall, and a guest (decision 0032)."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from rondom.base.models import Model
from rondom.base.seal import PersonalText
from rondom.meetings.models.meeting import Invited, OfMeeting
from rondom.people.models import Person


class TableCode(OfMeeting):
    """The short code by which people come to a table, as long as it stands. Its letters are kept nowhere: they are made again."""

    key = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "meeting", "key", "at", "ended_at"})
        keep = "as its meeting"

    class Meta:
        ordering = ["at"]


class Wall(OfMeeting):
    """A screen on the wall that shows this meeting and can do nothing else. `key` is what its browser is known by."""

    key = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "meeting", "key", "at", "ended_at"})
        keep = "as its meeting"

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=models.Q(ended_at=None), name="a_screen_shows_one_meeting"),
        ]


class TableGuest(OfMeeting):
    """Somebody without an account who asks to sit at this table, by name and as what. Once let in there is a seat."""

    name = PersonalText()
    capacity = PersonalText()
    language = models.CharField(max_length=8)
    key = models.CharField(max_length=64, unique=True)
    seat = models.OneToOneField(Invited, on_delete=models.SET_NULL, null=True, related_name="guest")
    at = models.DateTimeField(default=timezone.now)
    waits_since = models.DateTimeField(null=True)  # the first look at the door: of that one there is a line in the record

    class Privacy:
        personal = frozenset({"name", "capacity"})
        plain = frozenset({"id", "meeting", "language", "key", "seat", "at", "waits_since"})
        keep = "as its meeting"

    class Meta:
        ordering = ["at"]


class Nod(models.TextChoices):
    """What is said of a guest: by the family that it is good, by who leads that this person is in, by either that not."""

    FAMILY = "family"
    IN = "in"
    OUT = "out"


class GuestAnswered(Model):
    """What somebody of the table said of a guest. Who is once refused comes in no more by the same asking."""

    belongs_to: ClassVar[str | None] = "guest__meeting__child"

    guest = models.ForeignKey(TableGuest, on_delete=models.CASCADE, related_name="answers")
    answer = models.CharField(max_length=8, choices=Nod.choices)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "guest", "answer", "at"})
        keep = "as its meeting"

    class Meta:
        ordering = ["at"]
