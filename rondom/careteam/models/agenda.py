"""What a care team speaks of. What is of the team knows no child; what is of a child lies in its dossier, under its key.

An item of the agenda is a group, a reason and minutes. Where the child may be named, a row in the dossier of that child says that
it is this one; without that row nobody, also not who has the database, can tell of whom an item is.
"""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.keys import Subject
from rondom.base.models import Model
from rondom.base.seal import PersonalText
from rondom.careteam.models.teams import TeamMeeting, TeamMember, sealed_of
from rondom.children.models import AboutChild, Child
from rondom.meetings.models import Agreement
from rondom.people.models import Person


class Group(models.TextChoices):
    """Who an item without a name is of: wide enough to point to nobody."""

    LOWER = "lower", _("Een kind uit de onderbouw")
    UPPER = "upper", _("Een kind uit de bovenbouw")
    SECONDARY = "secondary", _("Een jongere van de middelbare school")


class Reason(models.TextChoices):
    """Why a child stands on the agenda: one short sentence each."""

    LATE = "late", _("Een afspraak is te laat.")
    DAY_PASSED = "day_passed", _("Een overleg is geweest en niet afgesloten.")
    SIX_WEEKS = "six_weeks", _("Iedereen zat meer dan zes weken geleden bij elkaar.")
    WAITING = "waiting", _("Er wacht al meer dan twee weken iets op antwoord.")
    NEW = "new", _("Nieuw bij de intern begeleider.")
    BROUGHT = "brought", _("Iemand van het team wil dit bespreken.")


class AgendaItem(Model):
    """One point of an agenda. It holds no child, and nothing by which one is found."""

    belongs_to: ClassVar[str | None] = "meeting__team"

    meeting = models.ForeignKey(TeamMeeting, on_delete=models.CASCADE, related_name="items")
    group = models.CharField(_("Van wie is dit?"), max_length=10, choices=Group.choices)
    reason = models.CharField(_("Waarom nu?"), max_length=10, choices=Reason.choices)
    minutes = models.PositiveSmallIntegerField(default=10)
    position = models.PositiveSmallIntegerField()
    letter = models.CharField(max_length=2)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "meeting", "group", "reason", "minutes", "position", "letter", "at", "removed_at"})
        keep = "as its meeting of a team"

    class Meta:
        ordering = ["position", "at"]

    def __str__(self) -> str:
        return str(self.pk)


class OfItem(Model):
    """What a team wrote at an item without a name: sealed with the key of the organisation for that meeting."""

    belongs_to: ClassVar[str | None] = "item__meeting__team"

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="%(class)ss")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        ordering = ["at"]

    def sealed_apart(self) -> tuple[Subject, UUID | None]:
        return sealed_of(self.item.meeting_id, self.item.meeting.team.organisation_id)


class ItemNote(OfItem):
    """What was said at an item without a name."""

    text = PersonalText()

    class Privacy:
        personal = frozenset({"text", "by"})
        plain = frozenset({"id", "item", "at"})
        keep = "as its meeting of a team"


class TeamDecision(OfItem):
    """What the team will do for a child without a name: it stays in the team's own list, and leads to nobody."""

    what = PersonalText()
    who = models.ForeignKey(TeamMember, on_delete=models.CASCADE, related_name="decisions")
    ready_on = models.DateField()
    done_at = models.DateTimeField(null=True)

    class Privacy:
        personal = frozenset({"what", "by"})
        plain = frozenset({"id", "item", "who", "ready_on", "done_at", "at"})
        keep = "as its meeting of a team"


class ItemOfChild(AboutChild):
    """That a team speaks of this child by name. It lies in the dossier of the child, and goes with it."""

    belongs_to: ClassVar[str | None] = "child"

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    item = models.OneToOneField(AgendaItem, on_delete=models.SET_NULL, null=True, related_name="of_child")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal: ClassVar[frozenset[str]] = frozenset()
        plain = frozenset({"id", "child", "item", "at", "owner", "information_kind", "ground", "audience"})
        keep = "as the dossier"

    class Meta(AboutChild.Meta):
        verbose_name = _("besproken in een zorgteam")


class NoteOfChild(AboutChild):
    """What was said of a child at a team that speaks of it by name: in its dossier, under its key."""

    belongs_to: ClassVar[str | None] = "child"

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, related_name="child_notes")
    text = PersonalText()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"text", "by"})
        plain = frozenset({"id", "child", "item", "at", "owner", "information_kind", "ground", "audience"})
        keep = "as the dossier"

    class Meta(AboutChild.Meta):
        verbose_name = _("notitie van een zorgteam")
        ordering = ["at"]


class AgreementOfItem(Model):
    """Of which item an agreement in the dossier of a child came."""

    belongs_to: ClassVar[str | None] = "agreement__child"

    agreement = models.OneToOneField(Agreement, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, related_name="agreements")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal: ClassVar[frozenset[str]] = frozenset()
        plain = frozenset({"id", "agreement", "item", "at"})
        keep = "as its agreement"

    class Meta:
        ordering = ["at"]
