"""Sharing without consent: chosen things for one named reader, for the safety of a child (rule R51)."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondom.base.seal import PersonalText
from rondom.children.models.about import AboutChild
from rondom.children.models.circle import Child, Place
from rondom.people.models import Person

MOST_DAYS = 30
REVIEW_WITHIN = timedelta(days=14)
# The five questions that are answered in writing before anything is shared.
QUESTIONS = {
    "interest": _("Wat is het gevaar voor het kind?"),
    "other_way": _("Waarom kan het niet op een andere manier?"),
    "no_consent": _("Waarom is er geen toestemming?"),
    "outweighs": _("Waarom weegt dit zwaarder dan zwijgen?"),
    "what": _("Wat deel je, en waarom juist met deze persoon?"),
}


class DiscretionaryShare(AboutChild):
    """That somebody passes on chosen cards although there is no consent: why, to whom, until when, and who thought along.

    It goes in steps, none skipped: written, laid before a second professional, agreed by that one, over on its day,
    looked at again. Which cards stands in `cards.DiscretionaryCard`.
    """

    belongs_to: ClassVar[str | None] = "child"

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="discretionary_shares")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    second = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    receiver = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="received_for_safety")
    interest = PersonalText(QUESTIONS["interest"])
    other_way = PersonalText(QUESTIONS["other_way"])
    no_consent = PersonalText(QUESTIONS["no_consent"])
    outweighs = PersonalText(QUESTIONS["outweighs"])
    what = PersonalText(QUESTIONS["what"])
    tells_family = models.BooleanField(default=True)
    to_family = PersonalText(_("wat de ouders lezen, of waarom zij het nu niet lezen"))
    until = models.DateField(_("Tot en met"))
    at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    review = PersonalText(_("wat is ervan gevonden"), blank=True)

    class Privacy:
        personal = frozenset({"by", *QUESTIONS, "to_family", "reviewed_by", "review"})
        plain = frozenset(
            {"id", "child", "second", "receiver", "tells_family", "until", "at", "submitted_at", "confirmed_at", "told_at"}
            | {"ended_at", "reviewed_at", "owner", "information_kind", "ground", "audience"}
        )
        keep = "as the record"

    class Meta(AboutChild.Meta):
        verbose_name = _("delen zonder toestemming")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.child_id} {self.at}"

    def is_live(self, today: date) -> bool:
        return self.confirmed_at is not None and self.ended_at is None and self.until >= today

    @property
    def review_by(self) -> date | None:
        """By which day somebody looks at it again. Whatever was let through once, also when it was stopped early."""
        if self.confirmed_at is None or self.reviewed_at is not None:
            return None
        return timezone.localdate(self.confirmed_at + REVIEW_WITHIN)


def live_shares(today: date, prefix: str = "") -> models.Q:
    """The same as `is_live`, for a set of rows."""
    is_open = {"confirmed_at__isnull": False, "ended_at__isnull": True, "until__gte": today}
    return models.Q(**{f"{prefix}{name}": value for name, value in is_open.items()})
