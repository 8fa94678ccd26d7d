"""The questions of a meeting as an organisation words them: versions that stay, and which one a meeting began with (0034)."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from rondom.base.models import Model
from rondom.meetings.models.meeting import Meeting, OfMeeting
from rondom.people.models import Organisation, Person


class QuestionsVersion(Model):
    """With which questions an organisation holds its meetings from then on, in its own words and language; about nobody."""

    belongs_to: ClassVar[str | None] = "organisation"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="question_versions")
    number = models.PositiveIntegerField()
    texts = models.JSONField()  # code: words; only what differs from the questions that are there for everybody
    language = models.CharField(max_length=8)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "organisation", "number", "texts", "language", "at"})
        keep = "as its organisation"

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="questions_of_one_organisation_count_on")]

    def __str__(self) -> str:
        return str(self.number)


class QuestionsChosen(OfMeeting):
    """With which version a meeting began: it keeps it, whatever is changed later."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="questions")
    version = models.ForeignKey(QuestionsVersion, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal: ClassVar[frozenset[str]] = frozenset()
        plain = frozenset({"id", "meeting", "version", "at"})
        keep = "as its meeting"
