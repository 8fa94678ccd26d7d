"""What people point out and mark in a case review: key moments, and what helped or hindered (decision 0036)."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.seal import PersonalText
from rondom.cards.models import Card
from rondom.meetings.models.meeting import Invited, OfMeeting


class MomentPointedOut(OfMeeting):
    """That somebody finds something a key moment, and why: a card, or what has no card, by a name and its time in own words."""

    invited = models.ForeignKey(Invited, on_delete=models.CASCADE, related_name="moments")
    card = models.ForeignKey(Card, on_delete=models.CASCADE, null=True, related_name="+")
    what = PersonalText(blank=True)
    when = PersonalText(blank=True)
    why = PersonalText(blank=True)
    language = models.CharField(max_length=8)
    at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)

    class Privacy:
        personal = frozenset({"what", "when", "why"})
        plain = frozenset({"id", "meeting", "invited", "card", "language", "at", "taken_back_at"})
        keep = "as its meeting"

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["invited", "card"], condition=models.Q(taken_back_at=None), name="a_card_is_pointed_out_once_by_one"
            ),
        ]


class Worked(models.TextChoices):
    """How something worked out in the working together."""

    HELPED = "helped", _("hielp")
    HINDERED = "hindered", _("zat in de weg")


class FactorMarked(OfMeeting):
    """That somebody says of one factor that it helped, or that it hindered. Who thinks again marks it anew."""

    invited = models.ForeignKey(Invited, on_delete=models.CASCADE, related_name="factors")
    factor = models.CharField(max_length=20)  # its code in the guide
    worked = models.CharField(max_length=8, choices=Worked.choices)
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal: ClassVar[frozenset[str]] = frozenset()
        plain = frozenset({"id", "meeting", "invited", "factor", "worked", "at"})
        keep = "as its meeting"

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["invited", "factor"], name="a_factor_is_marked_once_by_one"),
            models.CheckConstraint(condition=models.Q(worked__in=Worked.values), name="a_factor_helped_or_hindered"),
        ]
