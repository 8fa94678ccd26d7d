"""A meeting as it is held: what happened at the table, row by row. Each row is a thing of all together, as its meeting is."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from rondom.base.seal import PersonalText
from rondom.cards.models import Card, Face
from rondom.children.models import Place
from rondom.meetings.models.meeting import Invited, Meeting, OfMeeting
from rondom.people.models import Person


class StepBegun(OfMeeting):
    """That the table went on to a step, or back to one. The first of a meeting is its beginning."""

    step = models.PositiveSmallIntegerField()
    sent_as = models.UUIDField(null=True)  # the key that the page gave it: what comes twice is one row
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "meeting", "step", "at", "sent_as"})
        keep = "as its meeting"

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(step__gte=1, step__lte=5), name="a_meeting_has_five_steps"),
            models.UniqueConstraint(fields=["meeting", "sent_as"], name="a_step_is_taken_once"),
        ]


class ChairTaken(OfMeeting):
    """That somebody else leads the meeting from now on."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"place"})
        plain = frozenset({"id", "meeting", "at"})
        keep = "as its meeting"

    class Meta:
        ordering = ["at"]


class TurnGiven(OfMeeting):
    """Whose turn it is, as the chair gave it."""

    invited = models.ForeignKey(Invited, on_delete=models.CASCADE, related_name="turns")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "meeting", "invited", "at"})
        keep = "as its meeting"

    class Meta:
        ordering = ["at"]


class Said(OfMeeting):
    """What somebody answered to a question of a step, in that person's own words; where a face belongs to it, with a face."""

    invited = models.ForeignKey(Invited, on_delete=models.CASCADE, related_name="said")
    question = models.CharField(max_length=20)  # its code in the guide
    text = PersonalText()
    language = models.CharField(max_length=8)
    face = models.CharField(max_length=8, blank=True, choices=Face.choices)
    sent_as = models.UUIDField(null=True)  # the key that the page gave it: what comes twice is one row
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"text"})
        plain = frozenset({"id", "meeting", "invited", "question", "language", "face", "at", "sent_as"})
        keep = "as its meeting"

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["invited", "sent_as"], name="an_answer_is_given_once")]


class SaidLaid(OfMeeting):
    """That an answer with a face was laid on the timeline as a card of who gave it."""

    said = models.OneToOneField(Said, on_delete=models.CASCADE, related_name="laid")
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal: ClassVar[frozenset[str]] = frozenset()
        plain = frozenset({"id", "meeting", "said", "card", "at"})
        keep = "as its meeting"

    class Meta:
        ordering = ["at"]


class Marked(OfMeeting):
    """That somebody finds a card one of the most important; it may be taken back."""

    invited = models.ForeignKey(Invited, on_delete=models.CASCADE, related_name="marked")
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)

    class Privacy:
        personal: ClassVar[frozenset[str]] = frozenset()
        plain = frozenset({"id", "meeting", "invited", "card", "at", "taken_back_at"})
        keep = "as its meeting"

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["invited", "card"], condition=models.Q(taken_back_at=None), name="a_card_is_marked_once_by_one"
            ),
        ]


class MeetingClosed(OfMeeting):
    """That a meeting is over: from now on there is one page of it for everybody."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="closed")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "meeting", "at"})
        keep = "as its meeting"


class Correction(OfMeeting):
    """What somebody who was there wrote beside the page of the meeting, in the first days after it."""

    invited = models.ForeignKey(Invited, on_delete=models.CASCADE, related_name="corrections")
    text = PersonalText()
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"text"})
        plain = frozenset({"id", "meeting", "invited", "at"})
        keep = "as its meeting"

    class Meta:
        ordering = ["at"]
