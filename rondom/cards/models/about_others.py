"""Which sentences of a card are about somebody else than the child: they stay where they are when others take it along (R41)."""

from django.db import models

from rondom.base.seal import PersonalText
from rondom.cards.models.cards import Card, CardRow


class AboutOthers(CardRow):
    """What who writes a card marked in it as about a brother, a new partner, somebody who reported. The newest row counts, whole;
    without a sentence it says that nothing is marked any more.
    """

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="about_others")
    marked = PersonalText()  # each sentence on a line of its own

    class Privacy:
        personal = frozenset({"by", "marked"})
        plain = frozenset({"id", "card", "at"})
        keep = "as its card"

    class Meta:
        ordering = ["at"]

    @property
    def sentences(self) -> tuple[str, ...]:
        return tuple(self.marked.splitlines())
