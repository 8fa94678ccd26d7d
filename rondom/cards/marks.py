"""What is marked in one card as about somebody else, and what stands there to be marked (R41)."""

from collections.abc import Collection
from dataclasses import dataclass

from rondom.cards.about_others import key_of, sentences_of, still_there
from rondom.cards.models import AboutOthers, Card, CardVersion, Writing
from rondom.cards.rules import is_own, why_not_mark
from rondom.children.dossier import Dossier


@dataclass(frozen=True)
class Marked:
    """What is marked in one card, and by which row: a form that stood open since before an other row is asked again."""

    sentences: tuple[str, ...] = ()
    row: str = ""


def marked_on(card: Card) -> Marked:
    newest = AboutOthers.objects.filter(card=card).last()
    return Marked(newest.sentences, str(newest.pk)) if newest else Marked()


def words_on(dossier: Dossier, card: Card) -> tuple[dict[str, str], ...]:
    """All that who may change a card has before them: what they are writing on it, and what stands on it."""
    writings = Writing.objects.filter(card=card).order_by("-at")
    if card.is_shared or not is_own(dossier, card):
        writings = writings.filter(by=dossier.person_id)
    version = CardVersion.objects.filter(card=card).order_by("-number").first()
    return (*(dict(each.words) for each in writings), *([version.words] if version else []))


def asks_again(dossier: Dossier, card: Card) -> bool:
    """Whether something that was marked stands nowhere any more as it was."""
    marked = marked_on(card).sentences
    told = words_on(dossier, card) if marked else ()
    return not {each for words in told for each in still_there(marked, words)} >= set(marked)


@dataclass(frozen=True)
class Wanted:
    """What a form wants to be marked, held against what stands there now."""

    sentences: tuple[str, ...]
    is_same: bool  # as it is already
    why_not: str | None


def wanted_on(dossier: Dossier, card: Card, chosen: Collection[str], since: str) -> Wanted:
    known, before = sentences_of(words_on(dossier, card)), marked_on(card)
    sentences = tuple(sentence for sign, sentence in known.items() if sign in chosen)
    is_same = {key_of(each) for each in sentences} == {key_of(each) for each in before.sentences}
    return Wanted(sentences, is_same, why_not_mark(known, chosen, is_seen=is_same or since == before.row))
