"""What a school counts about itself, by year and by definition."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.keys import Subject
from rondom.base.models import Model
from rondom.base.seal import PersonalText
from rondom.people.models import Organisation, Person

SCHOOL = "school"


class FigureKind(models.TextChoices):
    TLV = "tlv", _("toelaatbaarheidsverklaringen (TLV)")
    ABSENT = "absent", _("thuiszitters")
    REFERRALS = "referrals", _("verwijzingen naar speciaal onderwijs")
    PUPILS = "pupils", _("leerlingen")
    WEIGHT = "weight", _("schoolweging")


class OfSchool(Model):
    """What an organisation keeps about itself: its texts lie under a key of that organisation alone."""

    belongs_to: ClassVar[str | None] = "organisation"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)

    def sealed_apart(self) -> tuple[Subject, UUID | None]:
        return Subject(SCHOOL, self.organisation_id), self.organisation_id


class FigureDefinition(OfSchool):
    """What is counted under a name from a school year on. The first of each kind comes with Rondom and is no row."""

    kind = models.CharField(_("Welk cijfer?"), max_length=12, choices=FigureKind.choices)
    number = models.PositiveSmallIntegerField()
    from_year = models.PositiveSmallIntegerField()
    text = PersonalText(_("Wat tel je mee?"))

    class Privacy:
        personal = frozenset({"by", "text"})
        plain = frozenset({"id", "organisation", "at", "kind", "number", "from_year"})
        keep = "as its organisation"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "kind", "number"], name="a_definition_has_its_own_number")]


class Figure(OfSchool):
    """One number of one school year under one definition. A correction is a new row; one without a value withdraws."""

    kind = models.CharField(_("Welk cijfer?"), max_length=12, choices=FigureKind.choices)
    year = models.PositiveSmallIntegerField()  # in which the school year begins
    definition = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    source = PersonalText(_("Bron"))

    class Privacy:
        personal = frozenset({"by", "source"})
        plain = frozenset({"id", "organisation", "at", "kind", "year", "definition", "value"})
        keep = "as its organisation"

    class Meta:
        indexes = [models.Index(fields=["organisation", "kind", "year"], name="figures_of_a_school")]


class FiguresShown(OfSchool):
    """That a school lets another organisation read its figures, without the small ones; until it stops."""

    reader = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    stopped_at = models.DateTimeField(null=True)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "organisation", "at", "reader", "stopped_at"})
        keep = "as its organisation"
