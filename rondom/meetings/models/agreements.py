"""What people agreed: what, who, when ready; and what became of it, row by row."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.models import Model
from rondom.base.seal import PersonalText
from rondom.cards.models import Card
from rondom.children.dossier import Dossier
from rondom.children.models import AboutChild, Child, Place
from rondom.meetings.models.meeting import Meeting, reads
from rondom.people.models import Person


class Agreement(AboutChild):
    """One thing that somebody will do, and by when (RK-73). Its words stand as they were agreed; what became of it are rows.

    Whose it is: somebody of the circle, or a name outside it.
    """

    belongs_to: ClassVar[str | None] = "child"

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="agreements")
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, related_name="agreements")
    said = models.ForeignKey("meetings.Said", on_delete=models.SET_NULL, null=True, related_name="agreements")
    card = models.ForeignKey(Card, on_delete=models.SET_NULL, null=True, related_name="+")  # of what it came, where of something
    what = PersonalText()
    who = models.ForeignKey(Place, on_delete=models.CASCADE, null=True, related_name="agreements")
    outside = PersonalText(blank=True)
    ready_on = models.DateField()
    sent_as = models.UUIDField(null=True)  # the key that the page gave it: what comes twice is one row
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"what", "outside", "by"})
        plain = frozenset(
            {"id", "child", "meeting", "said", "card", "who", "ready_on", "at", "sent_as"}
            | {"owner", "information_kind", "ground", "audience"}
        )
        keep = "as the dossier"

    class Meta(AboutChild.Meta):
        verbose_name = _("afspraak")
        ordering = ["ready_on", "at"]
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(fields=["child", "by", "sent_as"], name="an_agreement_is_made_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def is_visible_to(self, dossier: Dossier) -> bool:
        """For its owner, for who reads the meeting in which it was made, and for who reads all that is agreed."""
        if not dossier.reader.is_house and not dossier.reader.reads_others:
            return False
        is_mine = dossier.place is not None and self.who_id == dossier.place.pk
        return (
            is_mine
            or reads(dossier.reader, is_invited=False, is_own=False, by_family=False)
            or (self.meeting is not None and self.meeting.is_visible_to(dossier))
        )


class Turn(models.TextChoices):
    """What happened to an agreement: the doer says done or not, the family whether it helped; a "not yet" opens it again."""

    DONE = "done", _("gedaan")
    NOT_DONE = "not_done", _("niet gedaan")
    MOVED = "moved", _("verzet")
    HELPED = "helped", _("dit hielp")
    NOT_YET = "not_yet", _("nog niet")
    STOPPED = "stopped", _("niet meer nodig")


class AgreementTurn(Model):
    """One thing that happened to an agreement: by whom, when, and why."""

    belongs_to: ClassVar[str | None] = "agreement__child"

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="turns")
    turn = models.CharField(max_length=10, choices=Turn.choices)
    why = PersonalText(blank=True)
    ready_on = models.DateField(null=True)  # the new day, where it was moved or opened again
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    link = models.ForeignKey("meetings.AnswerLink", on_delete=models.SET_NULL, null=True, related_name="turns")  # said by it
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"why", "by"})
        plain = frozenset({"id", "agreement", "turn", "ready_on", "link", "at"})
        keep = "as its agreement"

    class Meta:
        ordering = ["at"]
