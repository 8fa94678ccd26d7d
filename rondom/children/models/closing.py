"""That a case was closed: the work together round a child is done, and what was written goes on its day (rule R81)."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.children.models.about import AboutChild
from rondom.children.models.circle import Child
from rondom.people.models import Person

# So long each organisation has to take its copy; after it nobody writes here any more.
LOCK_AFTER = timedelta(days=14)


def locks_at() -> datetime:
    return timezone.now() + LOCK_AFTER


class CaseClosed(AboutChild):
    """Since when a case is closed, from when on nobody writes in it, and when it was opened again."""

    belongs_to: ClassVar[str | None] = "child"
    outlives_parts: ClassVar[bool] = True

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="closings")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")  # null: by the clock
    at = models.DateTimeField(default=timezone.now)
    locks_at = models.DateTimeField(default=locks_at)
    reopened_at = models.DateTimeField(null=True)
    reopened_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Privacy:
        personal = frozenset({"by", "reopened_by"})
        plain = frozenset({"id", "child", "at", "locks_at", "reopened_at", "owner", "information_kind", "ground", "audience"})
        keep = "as long as anything of the child"

    class Meta(AboutChild.Meta):
        verbose_name = _("afsluiting")
        ordering = ["at"]
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(reopened_at__isnull=True), name="a_case_is_closed_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.at}"
