"""Questionnaires, waves and what was answered. No table here leads to a child or to who answered.

While a wave is open there are only locked boxes, all of one length, that say nothing of school, role or moment. Closing opens
them once, mixes what was in them and destroys their key.
"""

import secrets
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from rondom.base.keys import Subject
from rondom.base.models import Model, Rows
from rondom.base.seal import PersonalText
from rondom.people.models import Organisation, Person
from rondom.surveys.items import Item, item_from

BOX, OPEN_ANSWERS = "survey_box", "survey"


class Respondent(models.TextChoices):
    """Who is asked. Of the first eight the seed's questionnaire has questions."""

    SCHOOL_LEADER = "school_leader", _("schoolleider")
    CARE_COORDINATOR = "care_coordinator", _("intern begeleider")
    TEACHER = "teacher", _("leerkracht")
    BEHAVIOURAL_SCIENTIST = "behavioural_scientist", _("gedragswetenschapper")
    SUPPORT_ASSISTANT = "support_assistant", _("onderwijsassistent")
    SCHOOL_SOCIAL_WORKER = "school_social_worker", _("schoolmaatschappelijk werker")
    NEIGHBOURHOOD_TEAM = "neighbourhood_team", _("wijkteam")
    NURSE = "nurse", _("jeugdverpleegkundige")
    PARENT = "parent", _("ouder")
    PUPIL = "pupil", _("leerling")


# As the tables of response take them together: A and B, C, D and E, and who the seed did not ask.
SCHOOL_ROLES = (Respondent.TEACHER, Respondent.CARE_COORDINATOR, Respondent.SCHOOL_LEADER)
EXTRA_ROLES = (Respondent.SUPPORT_ASSISTANT, Respondent.BEHAVIOURAL_SCIENTIST)
PARTNER_ROLES = (Respondent.NURSE, Respondent.SCHOOL_SOCIAL_WORKER, Respondent.NEIGHBOURHOOD_TEAM)
FAMILY_ROLES = (Respondent.PARENT, Respondent.PUPIL)
GROUPS = (SCHOOL_ROLES, EXTRA_ROLES, PARTNER_ROLES, FAMILY_ROLES)


class Questionnaire(Model):
    """What an organisation asks each year: a row of versions. Answers of two years are compared within one questionnaire."""

    belongs_to: ClassVar[str | None] = "organisation"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="questionnaires")
    shipped = models.CharField(max_length=40, blank=True)  # with which of ours it began
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"made_by"})
        plain = frozenset({"id", "organisation", "shipped", "made_at"})
        keep = "as its organisation"

    class Meta:
        verbose_name = _("vragenlijst")

    def __str__(self) -> str:
        return str(self.pk)


class QuestionnaireVersion(Model):
    """One version, as it is asked. Once released it does not change any more; changing begins the next."""

    belongs_to: ClassVar[str | None] = "questionnaire__organisation"

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()  # title and intro per language, and the items in their order
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    released_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)

    class Privacy:
        personal = frozenset({"made_by", "released_by"})
        plain = frozenset({"id", "questionnaire", "number", "content", "made_at", "released_at"})
        keep = "as its organisation"

    class Meta:
        verbose_name = _("versie van een vragenlijst")
        constraints = [models.UniqueConstraint(fields=["questionnaire", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"{self.questionnaire_id} {self.number}"

    @cached_property
    def items(self) -> list[Item]:
        return [item_from(each) for each in self.content["items"]]

    @property
    def languages(self) -> list[str]:
        return list(self.content["title"])

    def said(self, what: str, language: str) -> str:
        """Title or introduction in a language, or in Dutch."""
        texts = self.content[what]
        return texts.get(language) or texts.get("nl", "")


class Wave(Model):
    """One time that a questionnaire is asked: a school year, whom, until when, and the lock of its boxes."""

    belongs_to: ClassVar[str | None] = "organisation"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="waves")
    version = models.ForeignKey(QuestionnaireVersion, on_delete=models.PROTECT, related_name="waves")
    year = models.CharField(_("schooljaar"), max_length=9)
    roles = models.JSONField()  # in the order in which links name them
    opens_on = models.DateField(_("open vanaf"))
    closes_on = models.DateField(_("open tot en met"))
    is_per_person = models.BooleanField(default=False)
    lock = models.CharField(max_length=64)
    key = PersonalText(blank=True)  # of the boxes; gone at closing, with the key under which it lies
    planned_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    planned_at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"planned_by"})
        plain = frozenset(
            {
                "id",
                "organisation",
                "version",
                "year",
                "roles",
                "opens_on",
                "closes_on",
                "is_per_person",
                "lock",
                "key",
                "planned_at",
            }
        )
        keep = "as its organisation"

    class Meta:
        verbose_name = _("ronde")

    def __str__(self) -> str:
        return str(self.pk)

    def sealed_apart(self) -> tuple[Subject, UUID | None]:
        return Subject(BOX, self.pk), None


class WaveTurn(Model):
    """That a wave was opened or closed by hand, or closed by the clock: by whom and when."""

    belongs_to: ClassVar[str | None] = "wave__organisation"

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="turns")
    turn = models.CharField(max_length=10)  # opened, closed
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "wave", "turn", "at"})
        keep = "as its organisation"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "turn"], name="a_wave_turns_once")]

    def __str__(self) -> str:
        return f"{self.wave_id} {self.turn}"


class WaveSchool(Model):
    """A school in a wave, and how many people of each role were invited there. Its code is the same each year."""

    belongs_to: ClassVar[str | None] = "wave__organisation"

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="schools")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("naam"), max_length=120)
    code = models.CharField(max_length=60)
    invited = models.JSONField(default=dict)

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "wave", "number", "name", "code", "invited"})
        keep = "as its organisation"

    class Meta:
        verbose_name = _("school in een ronde")
        constraints = [
            models.UniqueConstraint(fields=["wave", "number"], name="one_school_per_number"),
            models.UniqueConstraint(fields=["wave", "code"], name="one_school_per_code"),
        ]

    def __str__(self) -> str:
        return self.name


def by_chance() -> int:
    return 1 + secrets.randbelow(2**62)


class Box(models.Model):
    """What one person sent, locked. It lies in the order of a number by chance; the database keeps no other order."""

    belongs_to: ClassVar[str | None] = None

    id = models.BigAutoField(primary_key=True)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="boxes")
    mark = models.CharField(max_length=64)  # of the sending: the same sending comes in once
    laid = models.BinaryField()

    objects = Rows.as_manager()

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "wave", "mark", "laid"})
        keep = "until the wave closes"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "mark"], name="a_sending_comes_in_once")]

    def __str__(self) -> str:
        return str(self.pk)


class PassUsed(models.Model):
    """That a link for one person was used. It says not which, not for which school and not when; it goes at closing."""

    belongs_to: ClassVar[str | None] = None

    id = models.BigAutoField(primary_key=True)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="used")
    mark = models.CharField(max_length=64, unique=True)

    objects = Rows.as_manager()

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "wave", "mark"})
        keep = "until the wave closes"

    def __str__(self) -> str:
        return str(self.pk)


class Turnout(Model):
    """How many answered at a school in a role; `also` is the role that they have there too."""

    belongs_to: ClassVar[str | None] = "school__wave__organisation"

    school = models.ForeignKey(WaveSchool, on_delete=models.CASCADE, related_name="turnouts")
    role = models.CharField(max_length=30, choices=Respondent.choices)
    also = models.CharField(max_length=30, blank=True)
    answered = models.PositiveIntegerField()

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "school", "role", "also", "answered"})
        keep = "as its organisation"

    def __str__(self) -> str:
        return f"{self.school_id} {self.role}"


class SurveyAnswer(models.Model):
    """One answer to one item, mixed with those of all others. The tie is of who made a code, and can not be read back."""

    belongs_to: ClassVar[str | None] = "school__wave__organisation"

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(WaveSchool, on_delete=models.CASCADE, related_name="answers")
    role = models.CharField(max_length=30, choices=Respondent.choices)
    item = models.CharField(max_length=20)
    value = models.CharField(max_length=20)
    tie = models.CharField(max_length=32, blank=True)

    objects = Rows.as_manager()

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "school", "role", "item", "value", "tie"})
        keep = "as its organisation"

    def __str__(self) -> str:
        return str(self.pk)


class MarksCounted(models.Model):
    """How often a question that is asked after a meeting got a mark, at a school, in a school year, by one side of the table.

    A count and nothing else: no row is of one person, one meeting or one moment (decision 0042).
    """

    belongs_to: ClassVar[str | None] = "organisation"

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    year = models.CharField(max_length=9)  # in which it was counted
    instrument = models.CharField(max_length=8)
    side = models.CharField(max_length=8)
    question = models.CharField(max_length=20)
    mark = models.CharField(max_length=8)
    times = models.PositiveIntegerField()

    objects = Rows.as_manager()

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "organisation", "year", "instrument", "side", "question", "mark", "times"})
        keep = "as its organisation"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "instrument", "side", "question", "mark"], name="one_count_per_mark"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.question} {self.mark}"


class OpenAnswer(Model):
    """What somebody wrote in own words, sealed apart: no desk opens it but that of who researches."""

    belongs_to: ClassVar[str | None] = "school__wave__organisation"

    school = models.ForeignKey(WaveSchool, on_delete=models.CASCADE, related_name="open_answers")
    role = models.CharField(max_length=30, choices=Respondent.choices)
    item = models.CharField(max_length=20)
    text = PersonalText()

    class Privacy:
        personal = frozenset({"text"})
        plain = frozenset({"id", "school", "role", "item"})
        keep = "as its organisation"

    def __str__(self) -> str:
        return str(self.pk)

    def sealed_apart(self) -> tuple[Subject, UUID | None]:
        return Subject(OPEN_ANSWERS, self.school.wave_id), None


class TakeOut(Model):
    """That answers were taken out as a file: by whom, when, for what, and what the file carries. The file itself is not kept."""

    belongs_to: ClassVar[str | None] = "wave__organisation"

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="taken_out")
    years = models.JSONField()  # of which school years; the wave is the one from whose page it was asked
    cut = models.CharField(max_length=10)  # school, role or person: what stands beside the answers
    kind = models.CharField(max_length=10)  # of file
    purpose = models.CharField(_("doel"), max_length=300)
    rows = models.PositiveIntegerField()
    smallest = models.PositiveIntegerField()  # how many people the smallest group is that it shows
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "wave", "years", "cut", "kind", "purpose", "rows", "smallest", "at"})
        keep = "as its organisation"

    class Meta:
        verbose_name = _("bestand met antwoorden")

    def __str__(self) -> str:
        return str(self.pk)


class OpenAnswerSeen(Model):
    """That somebody read an answer in own words for names: which words are covered, or that others do not read it."""

    belongs_to: ClassVar[str | None] = "answer__school__wave__organisation"

    answer = models.OneToOneField(OpenAnswer, on_delete=models.CASCADE, related_name="seen")
    covered = models.JSONField(default=list)  # which words, counted from nought
    is_hidden = models.BooleanField(default=False)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "answer", "covered", "is_hidden"})
        keep = "as its organisation"

    class Meta:
        verbose_name = _("nagekeken antwoord")

    def __str__(self) -> str:
        return str(self.pk)
