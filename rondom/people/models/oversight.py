"""Who keeps an eye on the record of an organisation: log managers, alerts, samples."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.models import Model
from rondom.people.models.persons import Organisation, Person


class LogManager(Model):
    """Who keeps an eye on the record of an organisation: answers questions, sees alerts, checks samples."""

    belongs_to: ClassVar[str | None] = "organisation"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="log_managers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True)

    class Privacy:
        personal = frozenset({"person"})
        plain = frozenset({"id", "organisation", "since", "until"})
        keep = "two years after its end"

    class Meta:
        verbose_name = _("logboekbeheerder")

    def __str__(self) -> str:
        return str(self.person_id)


class AlertKind(models.TextChoices):
    MANY_DOSSIERS = "many_dossiers", _("Opende in één uur meer dan dertig dossiers.")
    MANY_REFUSALS = "many_refusals", _("Probeerde in één uur twintig keer of vaker iets te zien wat niet mocht.")
    NIGHT = "night", _("Keek midden in de nacht, tussen elf en zes uur.")
    OWN_CHILD = "own_child", _("Opende voor het werk een dossier van waarschijnlijk het eigen kind.")


class Alert(Model):
    """That the record shows strange use by somebody; for the log manager to look at. It says where, never what."""

    belongs_to: ClassVar[str | None] = "organisation"

    kind = models.CharField(max_length=20, choices=AlertKind.choices)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="alerts")
    at = models.DateTimeField()
    chain = models.CharField(max_length=60)
    first_line = models.PositiveBigIntegerField()

    class Privacy:
        personal = frozenset({"person", "at", "chain"})
        plain = frozenset({"id", "kind", "organisation", "first_line"})
        keep = "two years"

    class Meta:
        verbose_name = _("melding uit het logboek")
        indexes = [models.Index(fields=["person", "kind", "at"], name="alerts_of_a_person")]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"


class AlertSeen(Model):
    """That the log manager looked at an alert."""

    belongs_to: ClassVar[str | None] = "alert__organisation"

    alert = models.OneToOneField(Alert, on_delete=models.CASCADE, related_name="seen")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "alert", "at"})
        keep = "as its alert"

    def __str__(self) -> str:
        return str(self.alert_id)


class Sample(Model):
    """The readings of an organisation that are drawn by chance in a month, to be looked at. The seed draws them again."""

    belongs_to: ClassVar[str | None] = "organisation"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="samples")
    month = models.DateField()
    seed = models.BigIntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "organisation", "month", "seed", "since", "until"})
        keep = "two years"

    class Meta:
        verbose_name = _("steekproef")
        constraints = [models.UniqueConstraint(fields=["organisation", "month"], name="one_sample_a_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class SampledReading(Model):
    """One reading of a sample: the line of the record that tells of it."""

    belongs_to: ClassVar[str | None] = "sample__organisation"

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="readings")
    nth = models.PositiveSmallIntegerField()
    chain = models.CharField(max_length=60)
    number = models.PositiveBigIntegerField()

    class Privacy:
        personal = frozenset({"chain"})
        plain = frozenset({"id", "sample", "nth", "number"})
        keep = "as its sample"

    class Meta:
        ordering = ["nth"]

    def __str__(self) -> str:
        return f"{self.chain} {self.number}"


class Verdict(models.TextChoices):
    FINE = "fine", _("In orde")
    QUESTION = "question", _("Vraag")


class ReadingChecked(Model):
    """What the log manager found of one reading of a sample."""

    belongs_to: ClassVar[str | None] = "reading__sample__organisation"

    reading = models.OneToOneField(SampledReading, on_delete=models.CASCADE, related_name="checked")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "reading", "verdict", "at"})
        keep = "as its sample"

    def __str__(self) -> str:
        return f"{self.verdict} {self.reading_id}"
