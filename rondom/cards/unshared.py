"""What the own voice still keeps to itself."""

from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from rondom.cards.models import CardShared, Writing
from rondom.cards.pages import Drawn, aloud, colleagues, drawn
from rondom.cards.queries import cards_in, drafts_in
from rondom.cards.questions import is_formal
from rondom.children.dossier import Dossier
from rondom.children.models import Child
from rondom.children.rights import Right


@dataclass(frozen=True)
class DraftsPage:
    child: Child
    drafts: tuple[Drawn, ...]
    unfinished: tuple[Drawn, ...]
    to_check: tuple[Drawn, ...]
    to_share: int
    with_whom: str
    is_formal: bool
    may_write: bool


def what_stays(dossier: Dossier) -> str | None:
    """Which drafts could not be shared with the others, by their first words; an empty card is none."""
    before = set(CardShared.objects.inside(dossier).values_list("card", flat=True))
    words = [aloud(draft) for draft in drafts_in(dossier) if draft.says_something and draft.id not in before]
    if not words:
        return None
    named = "; ".join(Truncator(each).chars(60, truncate=" …") for each in words[:5])
    said = _("Dit is nog niet gedeeld: %(cards)s. Open het kaartje en probeer het daar; dan staat erbij waarom.")
    return said % {"cards": named}


def drafts_page(dossier: Dossier) -> DraftsPage:
    """What the own voice still keeps to itself."""
    drafts, cards = drafts_in(dossier), cards_in(dossier)
    shares = CardShared.objects.inside(dossier).filter(card__in=[draft.id for draft in drafts])
    shared_before = set(shares.values_list("card", flat=True))
    pending = set(Writing.objects.inside(dossier).filter(by=dossier.person_id).values_list("card", flat=True))
    return DraftsPage(
        child=dossier.child,
        drafts=tuple(drawn(draft) for draft in drafts),
        unfinished=tuple(drawn(card) for card in cards if card.is_shared and card.id in pending),
        to_check=tuple(drawn(card) for card in cards if card.is_own and card.is_to_check),
        to_share=sum(draft.says_something and draft.id not in shared_before for draft in drafts),
        with_whom=colleagues(dossier),
        is_formal=is_formal(dossier),
        may_write=dossier.may(Right.WRITE_CARD),
    )
