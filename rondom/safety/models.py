"""The safety compartment: a concern about a child in the five steps of the reporting code, sealed with a key of its own."""

from datetime import date, timedelta
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.keys import Subject
from rondom.base.models import Model
from rondom.base.seal import PersonalText
from rondom.children.models import AboutChild, Audience, Child, Ground, InformationKind, Place
from rondom.people.models import Organisation, Person

SAFETY = "safety"
LOOK_AGAIN = timedelta(days=14)
REVIEW_EVERY = timedelta(days=365)


class Step(models.TextChoices):
    """The steps of the reporting code, in their order. None is in the way of another."""

    SIGNALS = "signals", _("Signalen op een rij")
    CONSULT = "consult", _("Overleggen")
    TALK = "talk", _("Praten met ouders en kind")
    WEIGH = "weigh", _("Wegen")
    DECIDE = "decide", _("Beslissen")


class Consulted(models.TextChoices):
    COLLEAGUE = "colleague", _("een collega")
    SAFE_AT_HOME = "safe_at_home", _("Veilig Thuis, zonder naam")
    BOTH = "both", _("allebei")


class Decision(models.TextChoices):
    YES = "yes", _("ja")
    NO = "no", _("nee")


class SafetyFile(AboutChild):
    """One concern about one child, of one organisation. That it is there is known to its list and to nobody else."""

    belongs_to: ClassVar[str | None] = ""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "child", "at", "owner", "information_kind", "ground", "audience"})
        keep = "with the pupil file (school) or the own file (care), looked at every year; held while a report runs"

    class Meta(AboutChild.Meta):
        verbose_name = _("zorg over veiligheid")
        constraints = [
            *AboutChild.Meta.constraints,
            models.CheckConstraint(condition=models.Q(owner__isnull=False), name="a_safety_file_has_an_owner"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def sealed_apart(self) -> tuple[Subject, UUID | None]:
        return Subject(SAFETY, self.pk), self.owner_id


def about_safety(child: Child, owner: UUID) -> dict[str, object]:
    """The columns of a new file. Its audience is never asked for, the list is; so the narrowest stands there."""
    about = {"information_kind": InformationKind.SAFETY, "ground": Ground.SAFETY_REPORTING, "audience": Audience.TEACHER}
    return {"child": child, "owner_id": owner, **about}


class InFile(Model):
    """What hangs on a file: sealed with its key, and added, never changed."""

    belongs_to: ClassVar[str | None] = "file"

    file = models.ForeignKey(SafetyFile, on_delete=models.CASCADE, related_name="%(class)ss")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)

    def sealed_apart(self) -> tuple[Subject, UUID | None]:
        return self.file.sealed_apart()


class SafetyNote(InFile):
    """What was done in a step: when, with whom, what was seen and heard, and apart from that what somebody made of it."""

    step = models.CharField(max_length=10, choices=Step.choices)
    on = models.DateField(_("Wanneer"))
    met = PersonalText(_("Met wie"), blank=True)
    consulted = models.CharField(max_length=20, choices=Consulted.choices, blank=True)
    facts = PersonalText(_("Feiten"), blank=True)
    opinions = PersonalText(_("Wat je ervan denkt"), blank=True)
    is_acute = models.BooleanField(_("Er is nu gevaar"), default=False)
    needs_report = models.CharField(_("Is melden nodig?"), max_length=5, choices=Decision.choices, blank=True)
    help_is_possible = models.CharField(_("Is hulp mogelijk?"), max_length=5, choices=Decision.choices, blank=True)

    class Privacy:
        personal = frozenset({"by", "met", "facts", "opinions"})
        plain = frozenset({"id", "file", "at", "step", "on", "consulted", "is_acute", "needs_report", "help_is_possible"})
        keep = "as its file"

    class Meta:
        verbose_name = _("stap van de meldcode")
        ordering = ["on", "at"]


class Openness(InFile):
    """Whether parents know of it: told, or not yet with the reason, and then looked at again after two weeks."""

    is_told = models.BooleanField()
    words = PersonalText(_("hoe het verteld is, of waarom nog niet"))
    look_again_on = models.DateField(null=True)

    class Privacy:
        personal = frozenset({"by", "words"})
        plain = frozenset({"id", "file", "at", "is_told", "look_again_on"})
        keep = "as its file"

    class Meta:
        verbose_name = _("weten de ouders het")
        ordering = ["at"]


class Reported(InFile):
    """That somebody reported it at Veilig Thuis. Rondom sends nothing there."""

    on = models.DateField(_("Gemeld op"))
    words = PersonalText(_("Met wie sprak je?"), blank=True)

    class Privacy:
        personal = frozenset({"by", "words"})
        plain = frozenset({"id", "file", "at", "on"})
        keep = "as its file"

    class Meta:
        verbose_name = _("gemeld")
        ordering = ["on", "at"]


class SafetyReview(InFile):
    """That somebody looked, after a year, at why this is still kept."""

    words = PersonalText(_("Waarom bewaren we dit nog?"))

    class Privacy:
        personal = frozenset({"by", "words"})
        plain = frozenset({"id", "file", "at"})
        keep = "as its file"

    class Meta:
        verbose_name = _("nagekeken")
        ordering = ["at"]


class OnList(Model):
    """That somebody of the same organisation is on the list of a file, beside its writer and the attention officer."""

    belongs_to: ClassVar[str | None] = "file"

    file = models.ForeignKey(SafetyFile, on_delete=models.CASCADE, related_name="listed")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "file", "place", "since", "until"})
        keep = "as its file"

    class Meta:
        verbose_name = _("op de lijst")

    def __str__(self) -> str:
        return str(self.pk)


class AttentionOfficer(Model):
    """Who, at an organisation, looks along at every concern about safety: the aandachtsfunctionaris."""

    belongs_to: ClassVar[str | None] = "organisation"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="attention_officers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True)

    class Privacy:
        personal = frozenset({"person"})
        plain = frozenset({"id", "organisation", "since", "until"})
        keep = "two years after its end"

    class Meta:
        verbose_name = _("aandachtsfunctionaris")

    def __str__(self) -> str:
        return str(self.person_id)


def look_again_on(today: date) -> date:
    return today + LOOK_AGAIN
