"""What is new to a reader: what was laid on the timeline, or changed there, since that one looked before."""

from django.db.models import QuerySet, Subquery, UUIDField

from rondom.cards.models import CardShared, CardVersion
from rondom.children.dossier import Dossier


def laid_last(standing: QuerySet[CardShared]) -> dict[str, Subquery]:
    """When a card that stands on the timeline was laid there, and by whom."""
    newest = standing.order_by("-at")
    return {"laid": Subquery(newest.values("at")[:1]), "laid_by": Subquery(newest.values("by")[:1], output_field=UUIDField())}


def fresh(version: CardVersion, dossier: Dossier) -> str:
    """Whether a card came or changed since its reader looked before; what somebody did here is not new to that one."""
    since, laid = dossier.since, getattr(version, "laid", None)
    if since is None or laid is None:
        return ""
    opened = version.card.readers_since  # when its readers were chosen anew: it may be there for this one since then
    if laid > since and getattr(version, "laid_by", None) != dossier.person_id:
        return "new"
    changed = max(version.at, opened) if opened else version.at
    return "changed" if changed > since and version.by_id != dossier.person_id else ""
