"""Saying something of one's own beside the words of another, and taking that back (R42)."""

from django.utils import timezone
from django.utils.translation import get_language

from rondom.base.actions import action, refuse_if
from rondom.base.models import Act
from rondom.base.signs import clean
from rondom.cards.actions.cards import lock, own_voice
from rondom.cards.models import Card, CardVersion, OwnStatement
from rondom.cards.rules import why_not_state, why_not_withdraw
from rondom.children.dossier import Dossier
from rondom.children.rights import Right


@action("statement.written", needs=Right.STATE_OWN)
def state_own(dossier: Dossier, *, card: Card, text: str) -> OwnStatement:
    """Lay an own statement beside somebody's card, or put other words in its place. Who reads the card, reads it too."""
    lock(card)
    refuse_if(why_not_state(dossier, card))
    said = OwnStatement.objects.filter(card=card, by=dossier.person_id).first() or OwnStatement(
        card=card,
        by_id=dossier.person_id,
        # Part of the dossier that the card is part of, for as long as that is kept.
        owner_id=card.owner_id,
        information_kind=card.information_kind,
        ground=card.ground,
        audience=card.audience,
    )
    newest = CardVersion.objects.filter(card=card).order_by("-number").values_list("number", flat=True).first()
    said.voice, said.text, said.language = own_voice(dossier), clean(text), get_language() or "nl"
    said.version, said.at = newest or 0, timezone.now()
    said.save()
    return said


@action("statement.withdrawn", needs=Right.STATE_OWN, act=Act.DELETE)
def withdraw_statement(dossier: Dossier, *, statement: OwnStatement) -> Card:
    """Take the own statement away again; nobody else can."""
    lock(statement.card)
    refuse_if(why_not_withdraw(dossier, statement))
    OwnStatement.objects.filter(pk=statement.pk).delete()
    return statement.card
