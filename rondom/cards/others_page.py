"""The page on which who writes a card says which of its sentences are about somebody else."""

from dataclasses import dataclass

from rondom.cards.about_others import sentences_of, sign_of
from rondom.cards.marks import asks_again, marked_on, words_on
from rondom.cards.models import Card, Writing
from rondom.cards.questions import is_formal, is_young
from rondom.cards.rules import nothing_said, why_not_change
from rondom.children.dossier import Dossier
from rondom.children.models import Child


@dataclass(frozen=True)
class Sentence:
    sign: str
    text: str
    is_marked: bool


@dataclass(frozen=True)
class OthersPage:
    child: Child
    card: Card
    sentences: tuple[Sentence, ...]
    since: str
    asks_again: bool
    why_not: str | None
    is_formal: bool
    back: str  # the name of the page from which somebody came


def others_page(dossier: Dossier, card: Card) -> OthersPage:
    marked, why_not = marked_on(card), why_not_change(dossier, card)
    stands = {} if why_not else sentences_of(words_on(dossier, card))
    signs = {sign_of(each) for each in marked.sentences}
    return OthersPage(
        child=dossier.child,
        card=card,
        sentences=tuple(Sentence(sign, text, sign in signs) for sign, text in stands.items()),
        since=marked.row,
        asks_again=why_not is None and asks_again(dossier, card),
        why_not=why_not or (None if stands else nothing_said()),
        is_formal=is_formal(dossier),
        back=back_from(dossier, card, why_not, says_something=bool(stands)),
    )


def back_from(dossier: Dossier, card: Card, why_not: str | None, *, says_something: bool) -> str:
    """To the form for who came from it, with something in it that is not settled yet; else to the card."""
    is_written = Writing.objects.filter(card=card, by=dossier.person_id).exists()
    if why_not or (says_something and (is_young(dossier) or not is_written)):
        return "cards:card"
    return "cards:own" if is_young(dossier) else "cards:write"
