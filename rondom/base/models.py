"""What every table stands on, and the record."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from rondom.base.scope import Scope
from rondom.base.seal import PersonalText


class Rows(models.QuerySet):
    """A set that knows how to keep to what a door opened."""

    def inside(self, scope: Scope) -> Self:
        path: str | None = getattr(self.model, "belongs_to", None)
        if path is None:
            raise TypeError(f"{self.model.__name__} lies behind no door")
        return self.filter(**{path or "pk": scope.inside})


class Model(models.Model):
    """A row with a key that may stand in an address: it does not count and does not tell its order."""

    # The path to the child or organisation that a door opens; "" for that thing itself, None for what lies behind no door.
    belongs_to: ClassVar[str | None] = None

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    objects = Rows.as_manager()

    class Meta:
        abstract = True


class Act(models.TextChoices):
    CREATE = "C", _("gemaakt")
    READ = "R", _("gelezen")
    UPDATE = "U", _("veranderd")
    DELETE = "D", _("weggehaald")
    EXECUTE = "E", _("gedaan")


class Event(models.Model):
    """One line of the record: who did what, when, from where and on which ground (NEN 7513 style, rule R87).

    A line holds no content. Lines of one chain follow each other by number and hash; a trigger in the
    database refuses every change and every removal.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    chain = models.CharField(max_length=60)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    zone = models.CharField(max_length=40)
    event = models.CharField(max_length=60)
    act = models.CharField(max_length=1, choices=Act.choices)
    outcome = models.CharField(max_length=10)
    person_id = models.UUIDField(null=True)
    role = models.CharField(max_length=40, blank=True)
    organisation_id = models.UUIDField(null=True)
    on_behalf_of = models.UUIDField(null=True)
    purpose = models.CharField(max_length=40, blank=True)
    network = models.CharField(max_length=45, blank=True)
    device = models.CharField(max_length=80, blank=True)
    child_id = models.UUIDField(null=True)
    object_kind = models.CharField(max_length=40, blank=True)
    object_ids = models.TextField(blank=True)
    rule = models.CharField(max_length=60, blank=True)
    relation_rule = models.CharField(max_length=60, blank=True)
    consent_id = models.UUIDField(null=True)
    was_authorised = models.BooleanField(null=True)
    was_related = models.BooleanField(null=True)
    had_consent = models.BooleanField(null=True)
    was_emergency = models.BooleanField(null=True)
    source = models.CharField(max_length=40)
    trace = models.CharField(max_length=40, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Privacy:
        personal = frozenset({"person_id", "on_behalf_of", "network", "device", "child_id"})
        plain = frozenset(
            [
                "id",
                "chain",
                "number",
                "at",
                "zone",
                "event",
                "act",
                "outcome",
                "role",
                "organisation_id",
                "purpose",
                "object_kind",
                "object_ids",
                "rule",
                "relation_rule",
                "consent_id",
                "was_authorised",
                "was_related",
                "had_consent",
                "was_emergency",
                "source",
                "trace",
                "previous_hash",
                "hash",
            ]
        )
        keep = "five years; closed per month"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="one_line_per_number_in_a_chain")]
        indexes = [
            models.Index(fields=["child_id", "at"], name="record_of_a_child"),
            models.Index(fields=["organisation_id", "at"], name="record_of_an_organisation"),
            models.Index(fields=["at"], name="record_in_time"),
        ]

    def __str__(self) -> str:
        return f"{self.chain} {self.number} {self.event}"


class Letter(models.Model):
    """A message to one person that something is there to see: no name, no topic, no school, no way in. A job sends it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)
    person_id = models.UUIDField()
    address = PersonalText()  # as it was then: a changed address is told at the old one
    calendar = PersonalText(blank=True)  # a file for a calendar that goes along, made for this address
    language = models.CharField(max_length=8)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Privacy:
        personal = frozenset({"person_id", "address", "calendar", "language"})
        plain = frozenset({"id", "kind", "made_at", "sent_at"})
        keep = "one month"

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ChainHead(models.Model):
    """The last line of a chain, locked while the next is written."""

    chain = models.CharField(max_length=60, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64, blank=True)

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"chain", "number", "hash", "seal"})
        keep = "as long as its chain"

    def __str__(self) -> str:
        return f"{self.chain} {self.number}"


class MonthClosed(models.Model):
    """That the lines of a chain are closed up to the end of a month, with the hash that stays when they are destroyed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    chain = models.CharField(max_length=60)
    month = models.DateField()
    first_number = models.PositiveBigIntegerField()
    last_number = models.PositiveBigIntegerField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "chain", "month", "first_number", "last_number", "previous_hash", "hash", "seal"})
        keep = "as long as its chain"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "month"], name="a_month_of_a_chain_closes_once")]
        indexes = [models.Index(fields=["month"], name="closings_of_a_month")]

    def __str__(self) -> str:
        return f"{self.chain} {self.month:%Y-%m}"


class MonthDestroyed(models.Model):
    """That the lines of a closed month were destroyed when their time was over; `kept` are those about the record itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    closed = models.OneToOneField(MonthClosed, on_delete=models.PROTECT, related_name="destroyed")
    kept = models.TextField(blank=True)
    at = models.DateTimeField()
    seal = models.CharField(max_length=64)

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "closed", "kept", "at", "seal"})
        keep = "as long as its chain"

    def __str__(self) -> str:
        return str(self.closed_id)
