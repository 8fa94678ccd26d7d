"""The child, the circle round the child, and who holds which place and voice in it."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.models import Model
from rondom.base.seal import PersonalText, PersonalWords
from rondom.people.models import Organisation, Person


class Ground(models.TextChoices):
    """On which ground something about a child is kept: a closed list (rule R01)."""

    LEGAL_DUTY = "legal_duty", _("plicht uit de wet")
    PUBLIC_TASK = "public_task", _("publieke taak")
    CONSENT = "consent", _("toestemming")
    VITAL_INTEREST = "vital_interest", _("levensbelang")
    SAFETY_REPORTING = "safety_reporting", _("meldrecht")
    RESEARCH = "research", _("onderzoek")


class InformationKind(models.TextChoices):
    """Kinds of information, as numbered in the access matrix."""

    CONTACT = "K01", _("naam en adres")
    AUTHORITY = "K02", _("gezag")
    SCHOOL_PROGRESS = "K03", _("hoe het op school gaat")
    ATTENDANCE = "K04", _("aanwezig en afwezig")
    SCHOOL_ENTRY = "K05", _("tijdlijn: school")
    PARENT_ENTRY = "K06", _("tijdlijn: ouders")
    CHILD_ENTRY = "K07", _("eigen woorden van het kind")
    MEETING = "K08", _("overleg en afspraken")
    SHARED_PLAN = "K09", _("het plan samen")
    OPP = "K10", _("ontwikkelingsperspectief")
    HEALTH = "K11", _("gezondheid")
    CARE_ENTRY = "K12", _("tijdlijn: jeugdhulp")
    HOME_SITUATION = "K13", _("hoe het thuis is")
    SAFETY = "K14", _("veiligheid")
    INVOLVEMENT = "K15", _("wie er meedoen")
    ANONYMOUS_CASE = "K16", _("vraag zonder naam")
    TLV = "K17", _("toelaatbaarheidsverklaring")
    CONSENT = "K18", _("toestemmingen")
    RECORD = "K19", _("wie heeft gekeken")
    VIDEO = "K20", _("film")
    STAFF_SURVEY = "K21", _("vragenlijst voor medewerkers")
    INTERVIEW = "K22", _("interview")
    COMPLAINT = "K23", _("klacht")
    RELEASED_TABLE = "K24", _("cijfers die iedereen mag zien")


class Audience(models.TextChoices):
    """Who in the circle may read something."""

    CIRCLE = "circle", _("iedereen die meedoet")
    TEACHER_AND_PARENTS = "teacher_and_parents", _("de juf of meester en de ouders")
    TEACHER = "teacher", _("alleen de juf of meester")


class AboutChild(Model):
    """Columns that everything about a child has from the first day: whose it is, what kind, on which ground, for whom."""

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")  # null: of the family and all
    information_kind = models.CharField(max_length=3, choices=InformationKind.choices)
    ground = models.CharField(max_length=20, choices=Ground.choices)
    audience = models.CharField(_("wie mag dit lezen"), max_length=20, choices=Audience.choices, default=Audience.CIRCLE)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=models.Q(ground__in=Ground.values), name="%(class)s_has_a_known_ground"),
            models.CheckConstraint(
                condition=models.Q(information_kind__in=InformationKind.values), name="%(class)s_has_a_known_kind"
            ),
            models.CheckConstraint(condition=models.Q(audience__in=Audience.values), name="%(class)s_has_a_known_audience"),
        ]


class Child(AboutChild):
    """The child whom a dossier is about."""

    belongs_to: ClassVar[str | None] = ""

    name = PersonalText(_("naam"))
    birth_date = models.DateField(_("geboortedatum"))
    # Municipalities and home languages, as in the timeline file.
    facts = PersonalWords(default=dict)
    started_at = models.DateTimeField(default=timezone.now)

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

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="voices")
    letter = models.CharField(_("letter"), max_length=2)
    label = PersonalText(_("wie"))
    order = models.PositiveSmallIntegerField(default=0)

    class Privacy:
        personal = frozenset({"label"})
        plain = frozenset({"id", "child", "letter", "order", "owner", "information_kind", "ground", "audience"})
        keep = "as the dossier"

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
    OTHER = "other", _("iemand anders")


class Place(AboutChild):
    """A person's place in the circle of one child. It lets in once it is taken and until it has ended."""

    belongs_to: ClassVar[str | None] = "child"

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
        keep = "as the dossier"

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

    place = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="taken")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "place", "at"})
        keep = "as the dossier"

    def __str__(self) -> str:
        return str(self.place_id)


class PlaceEnded(Model):
    """That somebody no longer belongs to the circle, since when and by whose word."""

    belongs_to: ClassVar[str | None] = "place__child"

    place = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="ended")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "place", "at"})
        keep = "as the dossier"

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


class RecordQuestion(AboutChild):
    """That somebody of the family doubts a line of the record; for the log manager of the organisation that it is about."""

    belongs_to: ClassVar[str | None] = "child"

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
