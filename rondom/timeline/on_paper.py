"""Paper as finished goods: what may stand on it, and the page on which somebody chooses."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from rondom.base.limits import EXPORTS, left_today
from rondom.cards.leaving import as_they_leave, for_readers
from rondom.cards.queries import cards_for, cards_in
from rondom.cards.tell import Told
from rondom.children.dossier import Dossier
from rondom.children.models import Child, Role
from rondom.children.queries import PaperReader, paper_readers_in, say_voice, voices_in
from rondom.children.rights import PARENTS, Right
from rondom.timeline.queries import card_lanes, is_in
from rondom.timeline.wanted import WHOLE, Excerpt

# Bottlenecks in the system are for who works in it: a family gets no empty cards for them.
OF_THE_SYSTEM = "knelpunten_stelsel"


def cards_on_paper(dossier: Dossier, places: Collection[UUID] | None = None, part: Excerpt = WHOLE) -> tuple[Told, ...]:
    """What is printed: what everyone for whom it is may read; never a draft, also not the printer's own. Without names: all.

    What was passed on without consent is read and nothing else: it is on no paper (0011). Nor is what is about somebody else.
    """
    readers = [each.reader for each in paper_readers_in(dossier) if places is None or each.place_id in places]
    cards = [card for card in cards_for(readers, cards_in(dossier)) if is_in(card, part) and not card.is_passed_on]
    return as_they_leave(dossier, cards, for_readers(readers))


@dataclass(frozen=True)
class PapersPage:
    """What the page asks: for whom a paper is, and what stands on it."""

    child: Child
    number_of_cards: int
    readers: tuple[PaperReader, ...]
    lanes: dict[str, str]
    blank_lanes: dict[str, str]
    voices: tuple[tuple[str, str], ...]
    first_year: int
    last_year: int
    may_export: bool


def papers_page(dossier: Dossier) -> PapersPage:
    lanes = card_lanes()
    is_family = dossier.role in PARENTS | {Role.CHILD}
    return PapersPage(
        child=dossier.child,
        number_of_cards=sum(card.is_shared for card in cards_in(dossier)),
        readers=paper_readers_in(dossier),
        lanes=lanes,
        blank_lanes={key: name for key, name in lanes.items() if not (is_family and key == OF_THE_SYSTEM)},
        voices=tuple((voice.letter, say_voice(voice)) for voice in voices_in(dossier)),
        # As far as the axis of a sheet goes: two years around a life.
        first_year=dossier.child.birth_date.year - 2,
        last_year=timezone.localdate().year + 2,
        may_export=dossier.may(Right.EXPORT_TIMELINE),
    )


@dataclass(frozen=True)
class ExportPage:
    child: Child
    is_formal: bool
    is_child: bool
    left_today: int


def export_page(dossier: Dossier) -> ExportPage:
    return ExportPage(
        child=dossier.child,
        is_formal=dossier.role in PARENTS,
        is_child=dossier.role == Role.CHILD,
        left_today=left_today(dossier.person_id, EXPORTS),
    )
