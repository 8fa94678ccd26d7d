"""Reports on closed waves: what a wave says, fixed once, and the reports that are read from it."""

from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from rondom.base.keys import Subject
from rondom.base.models import Model
from rondom.base.seal import PersonalText, PersonalWords
from rondom.people.models import Organisation, Person
from rondom.surveys.models import Respondent, Wave

REPORTS = "reports"  # sealed apart: the desks that read a report are not all of one house
RELEASED, WITHDRAWN = "released", "withdrawn"


class ReportKind(models.TextChoices):
    YEAR = "year", _("jaarrapport over alle scholen")
    ROLE = "role", _("rapport over een rol")
    SCHOOL = "school", _("rapport van een school")


class WaveSheet(Model):
    """All that may be known of a closed wave. It is reckoned once and never anew: every report of the wave reads this (R130)."""

    belongs_to: ClassVar[str | None] = "wave__organisation"

    wave = models.OneToOneField(Wave, on_delete=models.CASCADE, related_name="sheet")
    content = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "wave", "content", "made_at"})
        keep = "as its organisation"

    def __str__(self) -> str:
        return str(self.wave_id)


class Report(Model):
    """One report of a wave, of a school, a role or the year: first to read and reword, then released as it was read."""

    belongs_to: ClassVar[str | None] = "organisation"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="reports")
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(_("Wat voor rapport?"), max_length=10, choices=ReportKind.choices)
    school = models.CharField(max_length=60, blank=True)  # its code in the wave
    role = models.CharField(max_length=30, choices=Respondent.choices, blank=True)
    number = models.PositiveSmallIntegerField()  # the version
    content = PersonalWords()  # all that page and paper print, as it was made and reworded
    # Whose school leader reads it, beside who researches.
    reader = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"made_by", "content"})
        plain = frozenset({"id", "organisation", "wave", "kind", "school", "role", "number", "reader", "made_at"})
        keep = "as its organisation"

    class Meta:
        verbose_name = _("rapport")
        constraints = [
            models.UniqueConstraint(fields=["wave", "kind", "school", "role", "number"], name="one_report_per_number"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def sealed_apart(self) -> tuple[Subject, UUID | None]:
        return Subject(REPORTS, self.organisation_id), None

    @cached_property
    def turn_rows(self) -> dict[str, Any]:
        return {each.turn: each for each in self.turns.all()}

    @property
    def is_released(self) -> bool:
        return RELEASED in self.turn_rows

    @property
    def is_withdrawn(self) -> bool:
        return WITHDRAWN in self.turn_rows


class ReportTurn(Model):
    """That a report was released, or withdrawn with a note: by whom and when."""

    belongs_to: ClassVar[str | None] = "report__organisation"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="turns")
    turn = models.CharField(max_length=10)  # released, withdrawn
    note = PersonalText(blank=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"by", "note"})
        plain = frozenset({"id", "report", "turn", "at"})
        keep = "as its organisation"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "turn"], name="a_report_turns_once")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.turn}"

    def sealed_apart(self) -> tuple[Subject, UUID | None]:
        return self.report.sealed_apart()
