"""Persons, organisations, who works where, and the invitation by which somebody comes in."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.models import Model
from rondom.base.seal import PersonalText


class People(BaseUserManager["Person"]):
    """Finds persons; making one is an action."""


class Person(Model, AbstractBaseUser):
    """Somebody who signs in: a parent, a child, a professional. What this person may do follows from places and memberships."""

    belongs_to: ClassVar[str | None] = None

    name = PersonalText(_("naam"))
    email = models.EmailField(_("e-mailadres"), null=True, unique=True)  # noqa: DJ001 — many have none, and none is not a value
    language = models.CharField(_("taal"), max_length=8, default="nl")
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[People] = People()  # type: ignore[assignment]
    USERNAME_FIELD = "email"

    class Privacy:
        personal = frozenset({"name", "email", "language", "password", "last_login"})
        plain = frozenset({"id", "is_active", "made_at"})
        keep = "until the last place and membership has ended"

    class Meta:
        verbose_name = _("persoon")

    def __str__(self) -> str:
        return str(self.pk)


class OrganisationKind(models.TextChoices):
    SCHOOL = "school", _("school")
    YOUTH_HELP = "youth_help", _("jeugdhulp")
    LOCAL_TEAM = "local_team", _("wijkteam")
    SCHOOL_SOCIAL_WORK = "school_social_work", _("schoolmaatschappelijk werk")
    YOUTH_HEALTH = "youth_health", _("jeugdgezondheidszorg")
    OTHER = "other", _("anders")


class Organisation(Model):
    """A school, a youth help provider or a team of the municipality: the owner of what its people write."""

    belongs_to: ClassVar[str | None] = ""

    name = models.CharField(_("naam"), max_length=120)
    kind = models.CharField(_("soort"), max_length=30, choices=OrganisationKind.choices)
    municipality = models.CharField(_("gemeente"), max_length=80, blank=True)

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "name", "kind", "municipality"})
        keep = "as long as it takes part"

    class Meta:
        verbose_name = _("organisatie")

    def __str__(self) -> str:
        return self.name


class Function(models.TextChoices):
    TEACHER = "teacher", _("leerkracht")
    CARE_COORDINATOR = "care_coordinator", _("intern begeleider")
    SCHOOL_LEADER = "school_leader", _("schoolleider")
    BEHAVIOURAL_SCIENTIST = "behavioural_scientist", _("gedragswetenschapper")
    SUPPORT_ASSISTANT = "support_assistant", _("onderwijsassistent")
    SCHOOL_SOCIAL_WORKER = "school_social_worker", _("schoolmaatschappelijk werker")
    YOUTH_WORKER = "youth_worker", _("jeugdhulpverlener")
    NURSE = "nurse", _("jeugdverpleegkundige")


class Membership(Model):
    """That somebody works for an organisation, in a function, since and until a day."""

    belongs_to: ClassVar[str | None] = "organisation"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    function = models.CharField(_("functie"), max_length=30, choices=Function.choices)
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True)

    class Privacy:
        personal = frozenset({"person"})
        plain = frozenset({"id", "organisation", "function", "since", "until"})
        keep = "two years after its end"

    class Meta:
        verbose_name = _("lidmaatschap")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "function"], name="one_membership_per_person_function_and_organisation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.function}"


class Invitation(Model):
    """A way in for one person, once: a link on paper or in a message and a short code beside it. Only their hashes are kept."""

    belongs_to: ClassVar[str | None] = None

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    leads_to = models.CharField(max_length=200)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"person", "made_by"})
        plain = frozenset({"id", "token_hash", "code_hash", "expires_at", "leads_to", "made_at"})
        keep = "one month after it expires"

    class Meta:
        verbose_name = _("uitnodiging")

    def __str__(self) -> str:
        return str(self.pk)


class InvitationUsed(Model):
    """That an invitation let its person in; it can not do so again."""

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="used")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "invitation", "at"})
        keep = "as its invitation"

    def __str__(self) -> str:
        return str(self.invitation_id)


class WrongCode(Model):
    """That a wrong code was typed with an invitation; after five the invitation stays closed."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="wrong_codes")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "invitation", "at"})
        keep = "as its invitation"

    def __str__(self) -> str:
        return str(self.invitation_id)


class LogManager(Model):
    """Who keeps an eye on the record of an organisation: answers questions, sees alerts, checks samples."""

    belongs_to: ClassVar[str | None] = "organisation"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="log_managers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True)

    class Privacy:
        personal = frozenset({"person"})
        plain = frozenset({"id", "organisation", "since", "until"})
        keep = "two years after its end"

    class Meta:
        verbose_name = _("logboekbeheerder")

    def __str__(self) -> str:
        return str(self.person_id)


class AlertKind(models.TextChoices):
    MANY_DOSSIERS = "many_dossiers", _("Opende in één uur meer dan dertig dossiers.")
    MANY_REFUSALS = "many_refusals", _("Probeerde in één uur twintig keer of vaker iets te zien wat niet mocht.")
    NIGHT = "night", _("Keek midden in de nacht, tussen elf en zes uur.")
    OWN_CHILD = "own_child", _("Opende voor het werk een dossier van waarschijnlijk het eigen kind.")


class Alert(Model):
    """That the record shows strange use by somebody; for the log manager to look at. It says where, never what."""

    belongs_to: ClassVar[str | None] = "organisation"

    kind = models.CharField(max_length=20, choices=AlertKind.choices)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="alerts")
    at = models.DateTimeField()
    chain = models.CharField(max_length=60)
    first_line = models.PositiveBigIntegerField()

    class Privacy:
        personal = frozenset({"person", "at", "chain"})
        plain = frozenset({"id", "kind", "organisation", "first_line"})
        keep = "two years"

    class Meta:
        verbose_name = _("melding uit het logboek")
        indexes = [models.Index(fields=["person", "kind", "at"], name="alerts_of_a_person")]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"


class AlertSeen(Model):
    """That the log manager looked at an alert."""

    belongs_to: ClassVar[str | None] = "alert__organisation"

    alert = models.OneToOneField(Alert, on_delete=models.CASCADE, related_name="seen")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "alert", "at"})
        keep = "as its alert"

    def __str__(self) -> str:
        return str(self.alert_id)


class Sample(Model):
    """The readings of an organisation that are drawn by chance in a month, to be looked at. The seed draws them again."""

    belongs_to: ClassVar[str | None] = "organisation"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="samples")
    month = models.DateField()
    seed = models.BigIntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "organisation", "month", "seed", "since", "until"})
        keep = "two years"

    class Meta:
        verbose_name = _("steekproef")
        constraints = [models.UniqueConstraint(fields=["organisation", "month"], name="one_sample_a_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class SampledReading(Model):
    """One reading of a sample: the line of the record that tells of it."""

    belongs_to: ClassVar[str | None] = "sample__organisation"

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="readings")
    nth = models.PositiveSmallIntegerField()
    chain = models.CharField(max_length=60)
    number = models.PositiveBigIntegerField()

    class Privacy:
        personal = frozenset({"chain"})
        plain = frozenset({"id", "sample", "nth", "number"})
        keep = "as its sample"

    class Meta:
        ordering = ["nth"]

    def __str__(self) -> str:
        return f"{self.chain} {self.number}"


class Verdict(models.TextChoices):
    FINE = "fine", _("In orde")
    QUESTION = "question", _("Vraag")


class ReadingChecked(Model):
    """What the log manager found of one reading of a sample."""

    belongs_to: ClassVar[str | None] = "reading__sample__organisation"

    reading = models.OneToOneField(SampledReading, on_delete=models.CASCADE, related_name="checked")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "reading", "verdict", "at"})
        keep = "as its sample"

    def __str__(self) -> str:
        return f"{self.verdict} {self.reading_id}"
