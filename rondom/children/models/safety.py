"""What parents and child may read of a concern about safety, once it was told to them (rule R50)."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.seal import PersonalText
from rondom.children.models.about import AboutChild
from rondom.children.models.circle import Child
from rondom.people.models import Person


class SafetyTold(AboutChild):
    """A summary that left the safety compartment for parents and child. It leads to nothing that stayed behind."""

    belongs_to: ClassVar[str | None] = "child"

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="safety_told")
    words = PersonalText(_("wat de ouders lezen"))
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"words", "by"})
        plain = frozenset({"id", "child", "at", "owner", "information_kind", "ground", "audience"})
        keep = "as the dossier of the organisation that told it"

    class Meta(AboutChild.Meta):
        verbose_name = _("verteld over veiligheid")
        ordering = ["-at"]

    def __str__(self) -> str:
        return str(self.pk)
