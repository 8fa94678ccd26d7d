"""The link by which somebody without an account says how it goes with one agreement (decision 0035)."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from rondom.base.models import Model
from rondom.base.seal import PersonalText
from rondom.meetings.models.agreements import Agreement
from rondom.people.models import Person


class AnswerLink(Model):
    """A way to one agreement and to nothing else, for who is to do it and has no account. Of its token only a hash stands here.

    How it stands is asked: whether it was taken back, its last day is over, or the agreement is settled.
    """

    belongs_to: ClassVar[str | None] = "agreement__child"

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    address = PersonalText(blank=True)  # where it was sent to, if it was sent
    until = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)

    class Privacy:
        personal = frozenset({"address", "by"})
        plain = frozenset({"id", "agreement", "token_hash", "until", "at", "taken_back_at"})
        keep = "as its agreement"

    class Meta:
        ordering = ["at"]


class AnswerLinkOpened(Model):
    """That a link was opened for the first time. The later times are not kept."""

    belongs_to: ClassVar[str | None] = "link__agreement__child"

    link = models.OneToOneField(AnswerLink, on_delete=models.CASCADE, related_name="opened")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal: ClassVar[frozenset[str]] = frozenset()
        plain = frozenset({"id", "link", "at"})
        keep = "as its agreement"
