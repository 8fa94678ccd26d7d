"""Saying which sentences of a card are about somebody else than the child (R41)."""

from collections.abc import Collection

from rondom.base.actions import action, refuse_if
from rondom.cards.actions.cards import lock
from rondom.cards.marks import wanted_on
from rondom.cards.models import AboutOthers, Card
from rondom.cards.rules import why_not_change
from rondom.children.dossier import Dossier
from rondom.children.rights import Right


@action("card.others_marked", needs=Right.WRITE_CARD)
def mark_about_others(dossier: Dossier, *, card: Card, chosen: Collection[str], since: str = "") -> Card:
    """Keep which sentences are marked, and that no other is. `chosen` are their signs, `since` the row that the page showed.

    Nothing new gives no new row, so that sending it twice is the same as once.
    """
    lock(card)
    refuse_if(why_not_change(dossier, card))
    wanted = wanted_on(dossier, card, chosen, since)
    refuse_if(wanted.why_not)
    if not wanted.is_same:
        AboutOthers.objects.create(card=card, by_id=dossier.person_id, marked="\n".join(wanted.sentences))
    return card
