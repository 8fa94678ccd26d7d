"""A lost key made good, and an account that comes to its end."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.models import Model
from rondom.people.models.persons import Invitation, Organisation, Person


class RecoveryAsked(Model):
    """That a member of an organisation saw somebody's proof of identity at the desk, after this person lost every key."""

    belongs_to: ClassVar[str | None] = "organisation"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="recoveries")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    seen_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    # The six digits that this person chose at the desk, sealed; no helper ever sees them.
    own_code = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"person", "seen_by"})
        plain = frozenset({"id", "organisation", "own_code", "at"})
        keep = "one year"

    class Meta:
        verbose_name = _("herstel van een sleutel")

    def __str__(self) -> str:
        return str(self.pk)


class RecoveryConfirmed(Model):
    """That a second member saw the same; from here twenty-four hours run."""

    belongs_to: ClassVar[str | None] = "recovery__organisation"

    recovery = models.OneToOneField(RecoveryAsked, on_delete=models.CASCADE, related_name="confirmed")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"by"})
        plain = frozenset({"id", "recovery", "at"})
        keep = "as its recovery"

    def __str__(self) -> str:
        return str(self.recovery_id)


class RecoveryUsed(Model):
    """That the fresh invitation of a recovery was made; the old keys went with it. Stopped is the same without one."""

    belongs_to: ClassVar[str | None] = "recovery__organisation"

    recovery = models.OneToOneField(RecoveryAsked, on_delete=models.CASCADE, related_name="used")
    invitation = models.ForeignKey(Invitation, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal: frozenset[str] = frozenset()
        plain = frozenset({"id", "recovery", "invitation", "at"})
        keep = "as its recovery"

    def __str__(self) -> str:
        return str(self.recovery_id)


class AccountShut(Model):
    """That somebody's account was shut: no child and no team for ninety days. After twelve months it is deleted."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="shut")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"person"})
        plain = frozenset({"id", "at"})
        keep = "as its person"

    def __str__(self) -> str:
        return str(self.person_id)
