"""Consent as rows that are only ever added: what was asked, for which lines, and who answered what (rules R11 to R24)."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.models import Model
from rondom.base.seal import PersonalText
from rondom.children.models.about import AboutChild, InformationKind
from rondom.children.models.circle import Child, Place
from rondom.people.models import Organisation, Person


class Purpose(models.TextChoices):
    """What a consent is for: one purpose each, a closed list."""

    HELP_TOGETHER = "help_together", _("samen bedenken welke hulp past")
    START_HELP = "start_help", _("hulp beginnen of voortzetten")
    HANDOVER = "handover", _("overdragen aan wie het overneemt")


class ConsentAsked(AboutChild):
    """A question to who decides: may they read this, for this, until this day?"""

    belongs_to: ClassVar[str | None] = "child"
    outlives_parts: ClassVar[bool] = True

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(_("waarvoor"), max_length=20, choices=Purpose.choices)
    until = models.DateField(_("tot en met"))
    asked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"asked_by"})
        plain = frozenset({"id", "child", "purpose", "until", "asked_at", "owner", "information_kind", "ground", "audience"})
        keep = "validity and five years"

    class Meta(AboutChild.Meta):
        verbose_name = _("vraag om toestemming")
        ordering = ["asked_at"]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class ConsentLine(Model):
    """One line of a question: one kind of information, from one owner to one reader."""

    belongs_to: ClassVar[str | None] = "asked__child"
    outlives_parts: ClassVar[bool] = True

    asked = models.ForeignKey(ConsentAsked, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=3, choices=InformationKind.choices)
    source = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    reader = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="+")
    reader_place = models.ForeignKey(Place, on_delete=models.CASCADE, null=True, related_name="+")

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "asked", "kind", "source", "reader", "reader_place"})
        keep = "as its question"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reader__isnull=False) ^ models.Q(reader_place__isnull=False),
                name="a_line_has_one_named_reader",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.source_id} {self.reader_id or self.reader_place_id}"


class Answer(models.TextChoices):
    YES = "yes", _("ja")
    NO = "no", _("nee")
    WITHDRAWN = "withdrawn", _("gestopt")


class How(models.TextChoices):
    """How an answer came: on the own screen, or told to somebody who wrote it down."""

    SELF = "self", _("zelf")
    ORAL = "oral", _("mondeling")
    PAPER = "paper", _("op papier")


class ConsentAnswered(AboutChild):
    """What one decider answered, to exactly which text; a later answer is a new row."""

    belongs_to: ClassVar[str | None] = "asked__child"
    outlives_parts: ClassVar[bool] = True

    asked = models.ForeignKey(ConsentAsked, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    how = models.CharField(max_length=10, choices=How.choices, default=How.SELF)
    capacity = models.CharField(max_length=20)
    noted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    language = models.CharField(max_length=8)
    text = PersonalText()
    text_hash = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"person", "noted_by", "text"})
        plain = frozenset(
            {
                "id",
                "asked",
                "answer",
                "how",
                "capacity",
                "language",
                "text_hash",
                "at",
                "owner",
                "information_kind",
                "ground",
                "audience",
            }
        )
        keep = "as its question"

    class Meta(AboutChild.Meta):
        verbose_name = _("antwoord op een vraag om toestemming")
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.answer} {self.asked_id}"
