"""What a question for consent would let the other read: seen beforehand, by the same gate as real reading."""

from dataclasses import dataclass, replace
from uuid import UUID

from rondom.cards.pages import Drawn, drawn
from rondom.cards.queries import cards_in, is_for
from rondom.cards.questions import is_formal
from rondom.children.access import Reader, family_of
from rondom.children.access import is_for as is_for_reader
from rondom.children.consents import lines_of, question_for
from rondom.children.dossier import Dossier
from rondom.children.models import Child, ConsentAsked, ConsentLine
from rondom.children.queries import circle_in
from rondom.children.rights import Right


@dataclass(frozen=True)
class ShownLine:
    """What one line of a question would open: the real cards, as that reader gets them."""

    sentence: str
    cards: tuple[Drawn, ...]


@dataclass(frozen=True)
class ShownPage:
    child: Child
    asked_id: UUID
    heading: str
    lines: tuple[ShownLine, ...]
    of: int
    may_answer: bool
    is_formal: bool


def shown_page(dossier: Dossier, asked: ConsentAsked) -> ShownPage:
    """Beforehand what a yes would open, by the same gate as real reading. Only of what this reader may see."""
    question = question_for(dossier, asked)
    cards = [card for card in cards_in(dossier) if card.is_shared]
    family, places = family_of(dossier.child), list(circle_in(dossier))
    shown = []
    for line, sentence in zip(lines_of(asked), question.lines, strict=True):
        readers = [with_line(family.reader_of(place), line) for place in places if is_for_reader(line, place)]
        opened = [card for card in cards if card.owner_id == line.source_id and card.information_kind == line.kind]
        shown.append(ShownLine(sentence, tuple(drawn(card) for card in opened if any(is_for(each, card) for each in readers))))
    return ShownPage(
        child=dossier.child,
        asked_id=asked.pk,
        heading=question.heading,
        lines=tuple(shown),
        of=len(cards),
        may_answer=dossier.may(Right.ANSWER_CONSENT),
        is_formal=is_formal(dossier),
    )


def with_line(reader: Reader, line: ConsentLine) -> Reader:
    """The reader as it would stand if everyone said yes to this line."""
    return replace(reader, consents=reader.consents | {(line.source_id, line.kind)})
