"""What others did with a card while somebody writes in it."""

from rondom.cards.models import Card, CardVersion, Writing
from rondom.children.dossier import Dossier


def newer_than(card: Card, words: dict[str, str], based_on: int | None) -> CardVersion | None:
    """What was settled on a card since a page was opened on it, where it says something else than what is written there."""
    newest = CardVersion.objects.filter(card=card).select_related("by").order_by("-number").first()
    if newest is None or based_on is None or newest.number <= based_on:
        return None
    stands = {**newest.words, "face": newest.face, "language": newest.language, "school_period": newest.school_period}
    return newest if any(text.strip() != stands.get(name, "") for name, text in words.items()) else None


def also_written(dossier: Dossier, card: Card) -> tuple[Writing, ...]:
    """What others of the own voice are writing on a card: between them there are no secrets on it."""
    writings = Writing.objects.filter(card=card).exclude(by=dossier.person_id).select_related("by").order_by("at")
    return tuple(each for each in writings if any(text.strip() for text in each.words.values()))
