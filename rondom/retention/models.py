"""What retention itself keeps: that a pupil left, that destruction waits, that a copy was taken, what went, and its proof."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.models import Model
from rondom.base.seal import PersonalText
from rondom.cards.models import Card
from rondom.children.models import AboutChild, Child
from rondom.people.models import Organisation, Person


class SchoolLeft(AboutChild):
    """On which day a child left the school that owns this row, and whether to special education. The newest row counts."""

    belongs_to: ClassVar[str | None] = "child"
    outlives_parts: ClassVar[bool] = True

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="leavings")
    left_on = models.DateField(_("Laatste dag op school"))
    is_referred = models.BooleanField(_("Naar het speciaal onderwijs"), default=False)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"left_on", "is_referred", "by"})
        plain = frozenset({"id", "child", "at", "owner", "information_kind", "ground", "audience"})
        keep = "as long as anything of the child"

    class Meta(AboutChild.Meta):
        verbose_name = _("uitschrijving")
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.child_id} {self.left_on}"


class HoldReason(models.TextChoices):
    """Why destruction waits: a closed list (rule R83)."""

    COMPLAINT = "complaint", _("een klacht")
    COURT = "court", _("een rechtszaak")
    INSPECTION = "inspection", _("een onderzoek van de inspectie")
    REQUEST = "request", _("een vraag van ouders of kind die nog loopt")


class Hold(AboutChild):
    """That the part of its owner, or one kind of information in it, is not destroyed until a day; or until it is lifted."""

    belongs_to: ClassVar[str | None] = "child"
    outlives_parts: ClassVar[bool] = True

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="holds")
    reason = models.CharField(_("Waarom"), max_length=20, choices=HoldReason.choices)
    note = PersonalText(_("Toelichting"), blank=True)
    only = models.CharField(_("Wat"), max_length=3, blank=True)  # one kind of information; empty: the whole part
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    until = models.DateField(_("Tot en met"))
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Privacy:
        personal = frozenset({"reason", "note", "by", "lifted_by"})
        plain = frozenset({"id", "child", "only", "at", "until", "lifted_at", "owner", "information_kind", "ground", "audience"})
        keep = "as long as anything of the child"

    class Meta(AboutChild.Meta):
        verbose_name = _("uitstel van vernietigen")
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.child_id} {self.until}"


class CopyTaken(AboutChild):
    """That an organisation took its copy of a child's file: how many files, and the hash of the whole."""

    belongs_to: ClassVar[str | None] = "child"
    outlives_parts: ClassVar[bool] = True

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="copies")
    files = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "child", "files", "sha256", "at", "owner", "information_kind", "ground", "audience"})
        keep = "as long as anything of the child"

    class Meta(AboutChild.Meta):
        verbose_name = _("kopie van een organisatie")
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.child_id} {self.at}"


class PartDestroyed(AboutChild):
    """That what its owner wrote about a child was destroyed on its day, and by which line of the schedule."""

    belongs_to: ClassVar[str | None] = "child"
    outlives_parts: ClassVar[bool] = True

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="parts_destroyed")
    code = models.CharField(max_length=3)
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "child", "code", "at", "owner", "information_kind", "ground", "audience"})
        keep = "as long as anything of the child"

    class Meta(AboutChild.Meta):
        verbose_name = _("vernietigd deel")
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.child_id} {self.code}"


class DraftWarned(Model):
    """That whose draft it is was told that it will be thrown away, a week before."""

    belongs_to: ClassVar[str | None] = "card__child"

    card = models.OneToOneField(Card, on_delete=models.CASCADE, related_name="warned")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "card", "at"})
        keep = "as its card"

    def __str__(self) -> str:
        return str(self.card_id)


class DestructionProof(Model):
    """That something was destroyed: of which class, how many, when, by which rule, under which keys. No name, no child (R84).

    Each is chained to the one before by a hash that cannot be made without the key of the record. Of which line of the journal
    it tells is kept too, so that after a restore no proof is written twice.
    """

    belongs_to: ClassVar[str | None] = "organisation"

    number = models.PositiveBigIntegerField(unique=True)
    line = models.PositiveBigIntegerField(unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=3)
    law = models.CharField(max_length=10)
    at = models.DateTimeField()
    counts = models.TextField()  # how many rows of which table
    keys = models.TextField(blank=True)  # the names of the keys that went
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset(
            {"id", "number", "line", "organisation", "code", "law", "at", "counts", "keys", "previous_hash", "hash"}
        )
        keep = "ten years"

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["organisation", "at"], name="proofs_of_an_organisation")]

    def __str__(self) -> str:
        return f"{self.number} {self.code}"
