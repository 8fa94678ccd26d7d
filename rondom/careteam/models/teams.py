"""A care team of an organisation: who sits in it, who leads it, and when it meets (decision 0037)."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.keys import Subject
from rondom.base.models import Model
from rondom.people.models import Organisation, Person

MEETING_OF_TEAM = "careteam"


def sealed_of(meeting: UUID, organisation: UUID) -> tuple[Subject, UUID | None]:
    """Of which key is what a team writes at a meeting: of the organisation, and one for each meeting, so that it can go."""
    return Subject(MEETING_OF_TEAM, meeting), organisation


class CareTeam(Model):
    """A zorgteam: a fixed group round an organisation that meets every five or six weeks about many children (VS-01)."""

    belongs_to: ClassVar[str | None] = ""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="care_teams")
    name = models.CharField(_("Hoe heet het team?"), max_length=80)
    weeks = models.PositiveSmallIntegerField(_("Om de hoeveel weken?"), choices=[(5, "5"), (6, "6")], default=6)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "organisation", "name", "weeks", "at"})
        keep = "as its organisation"

    class Meta:
        verbose_name = _("zorgteam")
        constraints = [models.CheckConstraint(condition=models.Q(weeks__in=(5, 6)), name="a_care_team_has_a_rhythm")]

    def __str__(self) -> str:
        return str(self.pk)


class TeamMember(Model):
    """That somebody sits in a team, for the organisation where this person works. Who left finds nothing of it any more."""

    belongs_to: ClassVar[str | None] = "team"

    team = models.ForeignKey(CareTeam, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)

    class Privacy:
        personal = frozenset({"person", "by"})
        plain = frozenset({"id", "team", "organisation", "since", "until"})
        keep = "two years after its end"

    class Meta:
        verbose_name = _("lid van een zorgteam")
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "person"], condition=models.Q(until=None), name="somebody_sits_in_a_team_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class TeamLead(Model):
    """That somebody leads the team from now on."""

    belongs_to: ClassVar[str | None] = "member__team"

    member = models.ForeignKey(TeamMember, on_delete=models.CASCADE, related_name="leads")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal: ClassVar[frozenset[str]] = frozenset()
        plain = frozenset({"id", "member", "at"})
        keep = "as its member of a team"

    class Meta:
        ordering = ["at"]


class TeamMeeting(Model):
    """One time that the team meets."""

    belongs_to: ClassVar[str | None] = "team"

    team = models.ForeignKey(CareTeam, on_delete=models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "team", "starts_at", "at"})
        keep = "one year after its day; its key goes with it"

    class Meta:
        verbose_name = _("overleg van een zorgteam")
        ordering = ["starts_at"]

    def __str__(self) -> str:
        return str(self.pk)


class Happened(models.TextChoices):
    BEGUN = "begun", _("begonnen")
    CLOSED = "closed", _("afgesloten")
    CALLED_OFF = "called_off", _("gaat niet door")


class TeamMeetingTurn(Model):
    """What happened to a meeting of a team: it began, was closed, or was called off."""

    belongs_to: ClassVar[str | None] = "meeting__team"

    meeting = models.ForeignKey(TeamMeeting, on_delete=models.CASCADE, related_name="turns")
    what = models.CharField(max_length=10, choices=Happened.choices)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "meeting", "what", "at"})
        keep = "as its meeting of a team"

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["meeting", "what"], name="a_meeting_of_a_team_begins_and_ends_once")]
