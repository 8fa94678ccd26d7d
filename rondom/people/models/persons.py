"""Persons, organisations, who works where, and the invitation by which somebody comes in."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.found import FoundBy
from rondom.base.models import Model
from rondom.base.seal import PersonalText


class People(BaseUserManager["Person"]):
    """Finds persons; making one is an action."""


class Person(Model, AbstractBaseUser):
    """Somebody who signs in: a parent, a child, a professional. What this person may do follows from places and memberships."""

    belongs_to: ClassVar[str | None] = None

    name = PersonalText(_("naam"))
    email = PersonalText(_("e-mailadres"), blank=True)
    found_by = FoundBy("email", unique=True)
    language = models.CharField(_("taal"), max_length=8, default="nl")
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[People] = People()  # type: ignore[assignment]
    USERNAME_FIELD = "found_by"
    EMAIL_FIELD = "email"

    class Privacy:
        personal = frozenset({"name", "email", "found_by", "language", "password", "last_login"})
        plain = frozenset({"id", "is_active", "made_at"})
        keep = "until the last place and membership has ended"

    class Meta:
        verbose_name = _("persoon")

    def __str__(self) -> str:
        return str(self.pk)

    def save_base(self, *args: Any, **given: Any) -> None:
        """An address is written with what it is found by, always."""
        if "email" in (given.get("update_fields") or ()):
            given["update_fields"] = frozenset({*given["update_fields"], "found_by"})
        super().save_base(*args, **given)

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.strip() else ""


class OrganisationKind(models.TextChoices):
    SCHOOL = "school", _("school")
    YOUTH_HELP = "youth_help", _("jeugdhulp")
    LOCAL_TEAM = "local_team", _("wijkteam")
    SCHOOL_SOCIAL_WORK = "school_social_work", _("schoolmaatschappelijk werk")
    YOUTH_HEALTH = "youth_health", _("jeugdgezondheidszorg")
    CERTIFIED_INSTITUTION = "certified_institution", _("gecertificeerde instelling")
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
    RESEARCHER = "researcher", _("onderzoeker")


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
