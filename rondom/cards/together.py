"""The cards of a child for many readers at once: read once, then given to each by that one's own dossier."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef

from rondom.cards.models import CardSeen, CardVersion, DiscretionaryCard, stands_open
from rondom.cards.queries import Told, may_receive, told, versions_in
from rondom.children.dossier import Dossier
from rondom.children.schooling import GroupYear


def all_versions_in(listening: Dossier) -> tuple[CardVersion, ...]:
    """The newest version of every card, whoever may see it. Of the remarks, which have readers of their own, nothing."""
    seen = CardSeen.objects.filter(card=OuterRef("card"))
    return tuple(versions_in(listening).annotate(is_seen=Exists(seen)))


def passed_on_now(places: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """By place the cards that were passed on to it without consent, and stand open today."""
    rows = DiscretionaryCard.objects.filter(stands_open(), share__receiver__in=places)
    found: dict[UUID, set[UUID]] = {}
    for place, card in rows.values_list("share__receiver", "card"):
        found.setdefault(place, set()).add(card)
    return found


def cards_of(
    dossier: Dossier, versions: Sequence[CardVersion], groups: Sequence[GroupYear], passed_on: Mapping[UUID, set[UUID]]
) -> tuple[Told, ...]:
    """What `cards_in` gives this reader, but for the number of remarks; a test holds the two beside each other."""
    received = passed_on.get(dossier.place.pk, set()) if dossier.place is not None and may_receive(dossier) else set()
    found = []
    for version in versions:
        vars(version).update(is_passed_on=version.card_id in received, remarks=0)
        if is_there(dossier, version):
            found.append(told(version, dossier, groups))
    return tuple(found)


def is_there(dossier: Dossier, version: CardVersion) -> bool:
    """The same as `visible`, of one row that is read already."""
    card, known = version.card, vars(version)
    if dossier.voice is not None and dossier.voice.pk == card.voice_id:
        return True
    if not known["is_shared"]:
        return False
    is_typist = card.typed_by_id is not None and card.typed_by_id == dossier.person_id and not known["is_seen"]
    if is_typist or known["is_passed_on"]:
        return True
    return dossier.reader.may_read(card.information_kind, card.owner_id, card.audience, card.voice_id)
