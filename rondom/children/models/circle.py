"""The child, the circle round the child, and who holds which place and voice in it."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.models import Model
from rondom.base.seal import PersonalDate, PersonalText, PersonalWords
from rondom.children.models.about import AboutChild
from rondom.people.models import Organisation, Person


class Child(AboutChild):
    """The child whom a dossier is about."""

    belongs_to: ClassVar[str | None] = ""
    outlives_parts: ClassVar[bool] = True

    name = PersonalText(_("naam"))
    birth_date = PersonalDate(_("geboortedatum"))
    # Municipalities and home languages, as in the timeline file.
    facts = PersonalWords(default=dict)
    started_at = models.DateTimeField(default=timezone.now)
    # Not kept: whether the page of consents is there for who opened the dossier. The door says so.
    shows_consents: bool = True
    shows_meetings: bool = True
    closed_at: datetime | None = None  # set at the door, as the other: since when the case is closed

    class Privacy:
        personal = frozenset({"name", "birth_date", "facts"})
        plain = frozenset({"id", "owner", "information_kind", "ground", "audience", "started_at"})
        keep = "until the dossier is closed, then by the schedule of each organisation"

    class Meta(AboutChild.Meta):
        verbose_name = _("kind")

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name else str(_("het kind"))


class Voice(AboutChild):
    """A perspective in a child's circle, with the letter that stands on its cards. Several people may share one."""

    belongs_to: ClassVar[str | None] = "child"
    outlives_parts: ClassVar[bool] = True

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="voices")
    letter = models.CharField(_("letter"), max_length=2)
    label = PersonalText(_("wie"))
    order = models.PositiveSmallIntegerField(default=0)

    class Privacy:
        personal = frozenset({"label"})
        plain = frozenset({"id", "child", "letter", "order", "owner", "information_kind", "ground", "audience"})
        keep = "as long as anything of the child"

    class Meta:
        verbose_name = _("stem")
        ordering = ["order"]
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(fields=["child", "letter"], name="one_voice_per_letter_in_a_circle"),
        ]

    def __str__(self) -> str:
        return self.letter


class Role(models.TextChoices):
    MOTHER = "mother", _("moeder")
    FATHER = "father", _("vader")
    CARER = "carer", _("verzorger")
    GUARDIAN = "guardian", _("voogd")
    FOSTER_PARENT = "foster_parent", _("pleegouder")
    CHILD = "child", _("kind")
    TEACHER = "teacher", _("leerkracht")
    CARE_COORDINATOR = "care_coordinator", _("intern begeleider")
    SCHOOL_LEADER = "school_leader", _("schoolleider")
    BEHAVIOURAL_SCIENTIST = "behavioural_scientist", _("gedragswetenschapper")
    SUPPORT_ASSISTANT = "support_assistant", _("onderwijsassistent")
    SCHOOL_SOCIAL_WORKER = "school_social_worker", _("schoolmaatschappelijk werker")
    YOUTH_WORKER = "youth_worker", _("jeugdhulpverlener")
    NEIGHBOURHOOD_TEAM = "neighbourhood_team", _("wijkteam")
    NURSE = "nurse", _("jeugdverpleegkundige")
    FAMILY_GUARDIAN = "family_guardian", _("gezinsvoogd")
    OTHER = "other", _("iemand anders")


class Place(AboutChild):
    """A person's place in the circle of one child. It lets in once it is taken and until it has ended."""

    belongs_to: ClassVar[str | None] = "child"
    outlives_parts: ClassVar[bool] = True

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="places")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="places")
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="places")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(_("rol"), max_length=30, choices=Role.choices)
    title = PersonalText(_("in eigen woorden"), blank=True)  # where the role is none of the list
    has_custody = models.BooleanField(_("gezag"), null=True)
    offered_at = models.DateTimeField(default=timezone.now)
    offered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Privacy:
        personal = frozenset({"person", "title", "has_custody", "offered_by"})
        plain = frozenset(
            {"id", "child", "voice", "organisation", "role", "offered_at", "owner", "information_kind", "ground", "audience"}
        )
        keep = "as long as anything of the child"

    class Meta:
        verbose_name = _("plaats in de kring")
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(fields=["child", "person"], name="one_place_per_person_in_a_circle"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"

    @property
    def called(self) -> str:
        """What this person is in the circle, in words."""
        return self.title or self.get_role_display()


class PlaceTaken(Model):
    """That the person of a place came in for the first time."""

    belongs_to: ClassVar[str | None] = "place__child"
    outlives_parts: ClassVar[bool] = True

    place = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="taken")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "place", "at"})
        keep = "as long as anything of the child"

    def __str__(self) -> str:
        return str(self.place_id)


class PlaceEnded(Model):
    """That somebody no longer belongs to the circle, since when and by whose word."""

    belongs_to: ClassVar[str | None] = "place__child"
    outlives_parts: ClassVar[bool] = True

    place = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="ended")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "place", "at"})
        keep = "as long as anything of the child"

    def __str__(self) -> str:
        return str(self.place_id)


class GroupInYear(AboutChild):
    """In which group the child was in a school year; a repeated group stands twice."""

    belongs_to: ClassVar[str | None] = "child"

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="groups")
    group = models.CharField(_("groep"), max_length=10)
    start_year = models.PositiveSmallIntegerField(_("schooljaar dat begint in"))
    note = PersonalText(_("opmerking"), blank=True)

    class Privacy:
        personal = frozenset({"group", "start_year", "note"})
        plain = frozenset({"id", "child", "owner", "information_kind", "ground", "audience"})
        keep = "as the dossier"

    class Meta:
        verbose_name = _("groep in een schooljaar")
        ordering = ["start_year"]
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(fields=["child", "start_year", "group"], name="one_row_per_group_and_school_year"),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.start_year}"
