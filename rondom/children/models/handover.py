"""That somebody who leaves a circle handed over: to whom, with which words for the family and for the one who comes."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.seal import PersonalText, PersonalWords
from rondom.children.models.about import AboutChild
from rondom.children.models.circle import Place
from rondom.people.models import Person


class Handover(AboutChild):
    """What somebody of school or help leaves behind for who takes over; or, where nobody does, why.

    No audience tells who reads the note: `handover.reads_note` does. The narrowest that there is stands in the column.
    """

    belongs_to: ClassVar[str | None] = "place__child"

    place = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="handover")
    successor = models.ForeignKey(Place, on_delete=models.CASCADE, null=True, related_name="taken_over")
    introduction = PersonalText(_("voorstellen aan het gezin"), blank=True)
    note = PersonalWords(_("voor wie het overneemt"), default=dict)
    why_nobody = PersonalText(_("waarom niemand het overneemt"), blank=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"introduction", "note", "why_nobody", "by"})
        plain = frozenset({"id", "place", "successor", "at", "owner", "information_kind", "ground", "audience"})
        keep = "as the dossier"

    class Meta(AboutChild.Meta):
        verbose_name = _("overdracht")
        ordering = ["-at"]
        constraints = [
            *AboutChild.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(successor=models.F("place")), name="nobody_hands_over_to_themselves"
            ),
        ]

    def __str__(self) -> str:
        return str(self.place_id)
