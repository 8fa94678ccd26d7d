"""Cases without a name: a situation that colleagues of other organisations think along with (R56, R57).

No table here leads to a child or to a person, and none to an organisation: only a region. What is written waits in the tray
until the night, among what others wrote, and is laid down mixed; its moment is the week.
"""

from datetime import date, timedelta
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from rondom.base.keys import HOUSE, Subject
from rondom.base.models import Model
from rondom.base.seal import PersonalText

CASE, TRAY = "case", "tray"
LASTS = timedelta(days=365)


class Sector(models.TextChoices):
    PRIMARY = "primary", _("basisschool")
    SPECIAL_PRIMARY = "special_primary", _("speciaal onderwijs")
    SECONDARY = "secondary", _("middelbare school")
    CARE = "care", _("jeugdhulp")
    EARLY = "early", _("voorschool en opvang")


class AgeBand(models.TextChoices):
    """Bands of four years: an exact age is one of the things by which somebody is known."""

    TODDLER = "0-3", _("0 tot en met 3 jaar")
    YOUNG = "4-7", _("4 tot en met 7 jaar")
    OLDER = "8-11", _("8 tot en met 11 jaar")
    TEEN = "12-15", _("12 tot en met 15 jaar")
    ADULT = "16-19", _("16 tot en met 19 jaar")


class Theme(models.TextChoices):
    BEHAVIOUR = "behaviour", _("gedrag")
    LEARNING = "learning", _("leren")
    ABSENCE = "absence", _("thuiszitten en verzuim")
    HOME = "home", _("thuis")
    SAFETY = "safety", _("veiligheid")
    HEALTH = "health", _("gezondheid")
    TOGETHER = "together", _("samenwerken met ouders en hulp")
    BULLYING = "bullying", _("pesten en vriendschap")


class AnonymousCase(Model):
    """A situation without anything that points to somebody. Whoever wrote it can take it back; nobody reads who that is."""

    belongs_to: ClassVar[str | None] = ""

    sector = models.CharField(_("Waar speelt dit?"), max_length=20, choices=Sector.choices)
    age_band = models.CharField(_("Hoe oud ongeveer?"), max_length=5, choices=AgeBand.choices)
    theme = models.CharField(_("Waar gaat het over?"), max_length=20, choices=Theme.choices)
    text = PersonalText(_("De situatie en je vraag"))
    region = models.CharField(max_length=20, blank=True)
    week = models.DateField()  # the Monday of the week in which it was laid down
    author_mark = models.CharField(max_length=64)  # of writer and case together, under a key outside the database

    class Privacy:
        personal = frozenset({"text"})
        plain = frozenset({"id", "sector", "age_band", "theme", "region", "week", "author_mark"})
        keep = "twelve months, then what was learned without the text; gone at once when recognised"

    class Meta:
        verbose_name = _("vraag zonder naam")

    def __str__(self) -> str:
        return str(self.pk)

    def sealed_apart(self) -> tuple[Subject, UUID | None]:
        return Subject(CASE, self.pk), None

    @property
    def ends_on(self) -> date:
        return self.week + LASTS


class CaseAnswer(Model):
    """What a colleague thinks of it; who that is, stands nowhere."""

    belongs_to: ClassVar[str | None] = "case"

    case = models.ForeignKey(AnonymousCase, on_delete=models.CASCADE, related_name="answers")
    text = PersonalText(_("Je antwoord"))
    region = models.CharField(max_length=20, blank=True)
    week = models.DateField()

    class Privacy:
        personal = frozenset({"text"})
        plain = frozenset({"id", "case", "region", "week"})
        keep = "as its case"

    def __str__(self) -> str:
        return str(self.pk)

    def sealed_apart(self) -> tuple[Subject, UUID | None]:
        return Subject(CASE, self.case_id), None


class InTray(Model):
    """What was written today, a case or an answer, and waits for the night. The tray is laid anew at each writing."""

    belongs_to: ClassVar[str | None] = None

    case_id = models.UUIDField(null=True)  # of an answer: what it answers
    sector = models.CharField(max_length=20, blank=True)
    age_band = models.CharField(max_length=5, blank=True)
    theme = models.CharField(max_length=20, blank=True)
    text = PersonalText()
    region = models.CharField(max_length=20, blank=True)
    author_mark = models.CharField(max_length=64, blank=True)

    class Privacy:
        personal = frozenset({"text"})
        plain = frozenset({"id", "case_id", "sector", "age_band", "theme", "region", "author_mark"})
        keep = "until the night"

    def __str__(self) -> str:
        return str(self.pk)

    def sealed_apart(self) -> tuple[Subject, UUID | None]:
        """One key for the whole tray: a key of its own would tell when it was written."""
        return Subject(TRAY, HOUSE), None


class CaseRecognised(Model):
    """That a case is closed for one reader, for good. The mark is of reader and case together, and can not be read back."""

    belongs_to: ClassVar[str | None] = "case"

    case = models.ForeignKey(AnonymousCase, on_delete=models.CASCADE, related_name="recognised")
    mark = models.CharField(max_length=64, unique=True)

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "case", "mark"})
        keep = "as its case"

    def __str__(self) -> str:
        return str(self.case_id)


class CaseLesson(Model):
    """What stays of a case after its year: what sort of question it was and how many thought along. No words, no region."""

    sector = models.CharField(max_length=20, choices=Sector.choices)
    age_band = models.CharField(max_length=5, choices=AgeBand.choices)
    theme = models.CharField(max_length=20, choices=Theme.choices)
    year = models.PositiveSmallIntegerField()
    answers = models.PositiveSmallIntegerField()

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "sector", "age_band", "theme", "year", "answers"})
        keep = "as long as it is of use: it is about nobody"

    def __str__(self) -> str:
        return f"{self.theme} {self.year}"
