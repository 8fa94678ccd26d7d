"""What the family asks about the record, and what the log manager answered."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.models import Model
from rondom.base.seal import PersonalText
from rondom.children.models.about import AboutChild
from rondom.children.models.circle import Child
from rondom.people.models import Organisation, Person


class RecordQuestion(AboutChild):
    """That somebody of the family doubts a line of the record; for the log manager of the organisation that it is about."""

    belongs_to: ClassVar[str | None] = "child"
    outlives_parts: ClassVar[bool] = True

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="record_questions")
    asked_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="record_questions")
    about_day = models.DateField(null=True)
    about_role = models.CharField(max_length=30, blank=True)
    text = PersonalText(_("wat klopt er niet"))
    asked_at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"asked_by", "about_day", "about_role", "text"})
        plain = frozenset({"id", "child", "organisation", "asked_at", "owner", "information_kind", "ground", "audience"})
        keep = "five years, as the record it asks about"

    class Meta:
        verbose_name = _("vraag over het logboek")
        constraints = [*AboutChild.Meta.constraints]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def reference(self) -> str:
        """What the log manager calls it: it leads to no name."""
        return self.pk.hex[:6].upper()


class RecordAnswer(Model):
    """What the log manager answered, in words for the family."""

    belongs_to: ClassVar[str | None] = "question__child"
    outlives_parts: ClassVar[bool] = True

    question = models.OneToOneField(RecordQuestion, on_delete=models.CASCADE, related_name="answer")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    text = PersonalText(_("antwoord"))
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"by", "text"})
        plain = frozenset({"id", "question", "at"})
        keep = "as its question"

    def __str__(self) -> str:
        return str(self.question_id)
