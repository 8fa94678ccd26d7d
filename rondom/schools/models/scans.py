"""A team looks at what makes working together succeed: each for oneself, then together."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.keys import Subject
from rondom.base.models import Model
from rondom.base.seal import PersonalText
from rondom.people.models import Person
from rondom.schools.models.figures import OfSchool

SCAN = "scan"


class Scan(OfSchool):
    """One moment at which a team fills the success factors of some lists."""

    team = PersonalText(_("Welk team?"), blank=True)
    lists = models.JSONField()  # which lists of factors, by key
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    people = models.PositiveSmallIntegerField(default=0)  # how many filled it, laid down at closing

    class Privacy:
        personal = frozenset({"by", "team", "closed_by"})
        plain = frozenset({"id", "organisation", "at", "lists", "closed_at", "people"})
        keep = "as its organisation"


class ScanAnswer(Model):
    """Where one person thinks the team stands with one factor, and by what this shows.

    Once its scan is closed only the sentence is left: who wrote it, and where that one stood, is laid down nowhere.
    """

    belongs_to: ClassVar[str | None] = "scan__organisation"

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    factor = models.CharField(max_length=8)
    stand = models.PositiveSmallIntegerField(null=True)
    evidence = PersonalText(_("Waaraan zie je dat?"), blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"person", "stand", "evidence"})
        plain = frozenset({"id", "scan", "factor", "at"})
        keep = "twenty-four months after its scan was closed, then only how many said what"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scan", "person", "factor"], name="one_answer_of_each_on_a_factor")]

    def __str__(self) -> str:
        return str(self.pk)

    def sealed_apart(self) -> tuple[Subject, UUID | None]:
        """Under a key of its scan, so that all sentences of it go at once, in every backup."""
        return Subject(SCAN, self.scan_id), None


class ScanCount(Model):
    """How many stood where with one factor when the scan was closed: this stays, to lay beside the next."""

    belongs_to: ClassVar[str | None] = "scan__organisation"

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="counts")
    factor = models.CharField(max_length=8)
    counts = models.JSONField()  # of each of the four stands, the first first

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "scan", "factor", "counts"})
        keep = "as its organisation"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scan", "factor"], name="a_factor_is_counted_once_in_a_scan")]

    def __str__(self) -> str:
        return str(self.pk)
