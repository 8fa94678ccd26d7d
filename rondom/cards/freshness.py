"""What is new to a reader: what was laid on the timeline, or changed there, since that one looked before."""

from typing import Any

from django.db.models import DateTimeField, QuerySet, Subquery, UUIDField, Value

from rondom.cards.models import CardShared


def laid_last(standing: QuerySet[CardShared]) -> dict[str, Any]:
    """When a card that stands on the timeline was laid there, and by whom."""
    newest = standing.order_by("-at")
    return {"laid": Subquery(newest.values("at")[:1]), "laid_by": Subquery(newest.values("by")[:1], output_field=UUIDField())}


# The same for whom nothing is new: who does not look at the timeline now.
NOT_LOOKED: dict[str, Any] = {"laid": Value(None, output_field=DateTimeField()), "laid_by": Value(None, output_field=UUIDField())}
