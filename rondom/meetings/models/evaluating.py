"""Looking back: what each person who was asked to come marks of how people work together (decision 0033)."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.models import Model
from rondom.base.seal import PersonalText
from rondom.cards.models import Face
from rondom.children.dossier import Dossier
from rondom.meetings.models.meeting import Invited, OfMeeting


class Instrument(models.TextChoices):
    """By which questions somebody looks back: one minute after each meeting, or in full at the end of a period."""

    MINUTE = "minute", _("elk overleg")
    PERIOD = "period", _("hele periode")


class Evaluation(OfMeeting):
    """That somebody who was asked to come looked back, at the close of a meeting. Of two by one person the last one counts."""

    invited = models.ForeignKey(Invited, on_delete=models.CASCADE, related_name="evaluations")
    instrument = models.CharField(max_length=8, choices=Instrument.choices)
    language = models.CharField(max_length=8)
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal: ClassVar[frozenset[str]] = frozenset()
        plain = frozenset({"id", "meeting", "invited", "instrument", "language", "at"})
        keep = "as its meeting"

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(instrument__in=Instrument.values), name="evaluation_by_a_known_instrument")
        ]


class EvaluationAnswer(Model):
    """One mark of it, or one answer in own words: by the code of its question, so that words may be bettered."""

    belongs_to: ClassVar[str | None] = "evaluation__meeting__child"

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=20)  # its code in the guide
    face = models.CharField(max_length=8, blank=True, choices=Face.choices)
    text = PersonalText(blank=True)
    is_counted = models.BooleanField(default=False)  # its mark came down to the monitor, in a batch (decision 0042)

    class Privacy:
        personal = frozenset({"text"})
        plain = frozenset({"id", "evaluation", "question", "face", "is_counted"})
        keep = "as its meeting"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "question"], name="one_answer_per_question_looked_back_on"),
        ]

    def is_visible_to(self, dossier: Dossier) -> bool:
        """Marks are for who reads the meeting; words for who was asked to it."""
        meeting = self.evaluation.meeting
        is_here = any(each.is_of(dossier.place) for each in meeting.invited.all())
        return meeting.is_visible_to(dossier) and (is_here or not self.text)
