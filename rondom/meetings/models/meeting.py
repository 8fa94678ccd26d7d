"""A meeting as it is planned: what for, when and where, who comes, and what each of them prepares (decision 0031)."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.models import Model
from rondom.base.seal import PersonalText
from rondom.children.access import Reader
from rondom.children.dossier import Dossier
from rondom.children.models import AboutChild, Child, InformationKind, Place
from rondom.children.rights import FAMILY_ROLES, Facts, Level, decide
from rondom.people.models import Person


class Form(models.TextChoices):
    """Which kind of meeting it is: it says who sits there and what is asked (product part B)."""

    PARENTS = "parents", _("gesprek met ouders")
    TRIANGLE = "triangle", _("gesprek van kind, ouders en school")
    EVERYONE = "everyone", _("overleg met iedereen")
    REVIEW = "review", _("casusbespreking: terugkijken om te leren")


MEETING = InformationKind.MEETING


def reads(reader: Reader, *, is_invited: bool, is_own: bool, by_family: bool) -> bool:
    """Whether a meeting is there for somebody, by the matrix (K08). Who may not know where the child is, learns of none.

    Consent is there where the deciders let this person read along at all, and where the family asked this person itself.
    """
    if reader.is_house:
        return True
    if not reader.reads_others:
        return False
    facts = Facts(True, is_own, is_invited, bool(reader.consents) or by_family or reader.is_emergency)
    return decide(reader.column, MEETING, "R", facts) == Level.ALL


class Meeting(AboutChild):
    """A meeting of people round one child. It belongs to all together; how it stands is told by the rows about it.

    `starts_at` is when it begins by what was said last; `MeetingMoved` keeps when it was first.
    """

    belongs_to: ClassVar[str | None] = "child"

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="meetings")
    form = models.CharField(max_length=10, choices=Form.choices)
    goal = PersonalText()
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=45)
    where = PersonalText(blank=True)  # a room, or the address of a call
    interpreter = models.CharField(max_length=8, blank=True)  # for which language somebody interprets
    chair = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    planned_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"goal", "where", "interpreter", "planned_by"})
        plain = frozenset(
            {"id", "child", "form", "starts_at", "minutes", "chair", "at"}
            | {"owner", "information_kind", "ground", "audience"}
        )
        keep = "as the dossier"

    class Meta(AboutChild.Meta):
        verbose_name = _("overleg")
        ordering = ["starts_at"]
        constraints = [
            *AboutChild.Meta.constraints,
            models.CheckConstraint(condition=models.Q(form__in=Form.values), name="meeting_has_a_known_form"),
            models.CheckConstraint(condition=models.Q(minutes__gte=5, minutes__lte=240), name="meeting_takes_some_minutes"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def is_visible_to(self, dossier: Dossier) -> bool:
        mine = [each for each in self.invited.all() if each.is_of(dossier.place)]
        family = Place.objects.filter(child=self.child_id, role__in=FAMILY_ROLES, person__in=[each.by_id for each in mine])
        is_own = self.planned_by_id is not None and self.planned_by_id == dossier.person_id
        return reads(dossier.reader, is_invited=bool(mine), is_own=is_own, by_family=bool(mine) and family.exists())


class OfMeeting(Model):
    """A row that belongs to a meeting: whose dossier it is, who reads it and how long it stays are those of the meeting."""

    belongs_to: ClassVar[str | None] = "meeting__child"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="%(class)s_rows")

    class Meta:
        abstract = True

    def is_visible_to(self, dossier: Dossier) -> bool:
        return self.meeting.is_visible_to(dossier)


class MeetingMoved(OfMeeting):
    """That a meeting was put on another moment: from when, to when."""

    was_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "meeting", "was_at", "starts_at", "at"})
        keep = "as its meeting"

    class Meta:
        ordering = ["at"]


class MeetingCalledOff(OfMeeting):
    """That a meeting does not happen."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="called_off")
    why = PersonalText(blank=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"why", "by"})
        plain = frozenset({"id", "meeting", "at"})
        keep = "as its meeting"


class Seat(models.TextChoices):
    """As what somebody sits there."""

    MEMBER = "member", _("doet mee")
    TRUSTED = "trusted", _("komt mee met het gezin")
    INTERPRETER = "interpreter", _("tolkt")
    GUEST = "guest", _("is te gast")


class Invited(OfMeeting):
    """Somebody who is asked to come: of the circle, or somebody else by name whom a family or the chair brings along."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invited")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, null=True, related_name="+")
    name = PersonalText(blank=True)  # of who has no place in the circle
    seat = models.CharField(max_length=12, choices=Seat.choices, default=Seat.MEMBER)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    left_out_at = models.DateTimeField(null=True)
    told = models.PositiveSmallIntegerField(default=0)  # how often this person was told something new: a calendar goes by it

    class Privacy:
        personal = frozenset({"name", "by"})
        plain = frozenset({"id", "meeting", "place", "seat", "at", "left_out_at", "told"})
        keep = "as its meeting"

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "place"], name="one_invitation_per_place_and_meeting"),
        ]

    def is_of(self, place: Place | None) -> bool:
        """Whether it is for this place, and stands still."""
        return place is not None and self.place_id == place.pk and self.left_out_at is None


class Coming(models.TextChoices):
    YES = "yes", _("ik kom")
    ONLINE = "online", _("ik doe mee op afstand")
    NO = "no", _("ik kan niet")


class InvitationAnswered(Model):
    """What somebody said to an invitation; the last answer counts."""

    belongs_to: ClassVar[str | None] = "invited__meeting__child"

    invited = models.ForeignKey(Invited, on_delete=models.CASCADE, related_name="answers")
    answer = models.CharField(max_length=8, choices=Coming.choices)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "invited", "answer", "at"})
        keep = "as its meeting"

    class Meta:
        ordering = ["at"]


class Prepared(Model):
    """What one person wrote down beforehand under one question: for that person alone, until it is brought to the table."""

    belongs_to: ClassVar[str | None] = "invited__meeting__child"

    invited = models.ForeignKey(Invited, on_delete=models.CASCADE, related_name="prepared")
    question = models.CharField(max_length=20)  # its code in the guide
    text = PersonalText()
    at = models.DateTimeField(default=timezone.now)
    brought_at = models.DateTimeField(null=True)

    class Privacy:
        personal = frozenset({"text"})
        plain = frozenset({"id", "invited", "question", "at", "brought_at"})
        keep = "as its meeting; a draft until 30 days after it"

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["invited", "question"], name="one_answer_prepared_per_question"),
        ]

    def is_visible_to(self, dossier: Dossier) -> bool:
        is_own = self.invited.is_of(dossier.place)
        return is_own or (self.brought_at is not None and self.invited.meeting.is_visible_to(dossier))
