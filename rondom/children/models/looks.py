"""Since when somebody has not seen what others laid on a child's timeline."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from rondom.base.models import Model
from rondom.children.models.circle import Place


class Looked(Model):
    """When somebody last looked at the timeline, and up to when it had been seen before this visit."""

    belongs_to: ClassVar[str | None] = "place__child"
    outlives_parts: ClassVar[bool] = True

    place = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="looked")
    at = models.DateTimeField(default=timezone.now)
    since = models.DateTimeField(null=True)  # the end of the visit before; nothing at a first visit

    class Privacy:
        personal = frozenset({"at", "since"})
        plain = frozenset({"id", "place"})
        keep = "as its place"

    def __str__(self) -> str:
        return str(self.place_id)
