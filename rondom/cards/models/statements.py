"""What somebody of the family says beside the words of another, to stand there as long as these do (rule R42)."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.scope import Scope
from rondom.base.seal import PersonalText
from rondom.cards.models.cards import Card
from rondom.children.models import AboutChild, Voice
from rondom.people.models import Person


class OwnStatement(AboutChild):
    """The own statement of one person beside a card of somebody else. It belongs to that card: whose dossier it is, who reads it
    and how long it stays are the card's; a correction of the card leaves it, and nobody but its writer takes it away.
    """

    belongs_to: ClassVar[str | None] = "card__child"

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="statements")
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    text = PersonalText(_("eigen verklaring"))
    language = models.CharField(max_length=8, default="nl")
    version = models.PositiveIntegerField(default=0)  # of which words of the card it was said
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        personal = frozenset({"by", "text", "language"})
        plain = frozenset({"id", "card", "voice", "version", "at", "owner", "information_kind", "ground", "audience"})
        keep = "as its card"

    class Meta(AboutChild.Meta):
        ordering = ["at"]
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(fields=["card", "by"], name="one_own_statement_per_person_and_card"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def is_visible_to(self, scope: Scope) -> bool:
        return self.card.is_visible_to(scope)
