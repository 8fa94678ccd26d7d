"""Who sees a turning point in which card: the voices behind the stars."""

from collections.abc import Iterable
from uuid import UUID

from rondom.cards.models import KeyMoment
from rondom.cards.tell import Told
from rondom.children.dossier import Dossier
from rondom.children.models import Place
from rondom.children.queries import say_voice


def key_moments_by(dossier: Dossier, cards: Iterable[Told]) -> dict[UUID, tuple[str, ...]]:
    """For each of these cards with a star the voices of who gave it, as a reader may know them.

    A star without a giver came with the card from a file: it is of its own voice. Who may not know who helps sees the star alone.
    """
    starred = {card.id: card for card in cards if card.key_moments}
    rows = KeyMoment.objects.inside(dossier).filter(card__in=starred).order_by("at").values_list("card", "by")
    places = Place.objects.inside(dossier).select_related("voice").order_by("offered_at")
    voices = {place.person_id: say_voice(place.voice) for place in places}
    given: dict[UUID, list[str]] = {key: [] for key in starred}
    for card_id, person_id in rows:
        given[card_id].append(starred[card_id].voice if person_id is None else voices.get(person_id, ""))
    if not dossier.reader.reads_others:
        return dict.fromkeys(starred, ())
    return {key: tuple(dict.fromkeys(filter(None, names))) for key, names in given.items()}
