"""A child's story without names: who may, what is asked word by word, and what is shown then (K16)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rondom.base.pointing import Asked
from rondom.cards.leaving import as_they_leave, for_nobody
from rondom.cards.pages import labels
from rondom.cards.queries import cards_in
from rondom.cards.tell import Told
from rondom.children.dossier import Dossier
from rondom.children.models import Child, Contact, InformationKind
from rondom.children.queries import circle_in
from rondom.children.rights import Facts, Level, decide
from rondom.timeline.anonymous import Plain, gone_along

SIDE_NAMES: dict[str, Promise] = {"home": _("thuis"), "child": _("het kind"), "school": _("school"), "help": _("hulp")}


@dataclass(frozen=True)
class Line:
    side: str
    lane: str
    month: date | None
    until: date | None
    words: str


@dataclass(frozen=True)
class WithoutNamesPage:
    child: Child
    asked: tuple[Asked, ...]
    story: tuple[Line, ...]
    has_cards: bool


def tells_without_names(dossier: Dossier) -> bool:
    """Whether somebody stands here for work that may talk about it elsewhere, as far as it is about nobody."""
    facts = Facts(has_link=True, is_own=False, is_opened=True, has_consent=False)
    kind = InformationKind.ANONYMOUS_CASE
    return dossier.place is not None and decide(dossier.reader.column, kind, "R", facts) != Level.NOTHING


def may_tell_without_names(dossier: Dossier) -> None:
    if not tells_without_names(dossier):
        raise PermissionDenied(InformationKind.ANONYMOUS_CASE)


def without_names_page(
    dossier: Dossier, given: Mapping[str, tuple[str, str]], *, looks_back: bool = False
) -> WithoutNamesPage:
    """What this reader reads of what is shared; what was passed on without consent goes nowhere else."""
    shared = [card for card in cards_in(dossier) if card.is_shared and not card.is_passed_on and said(card)]
    cards = [plain(card) for card in as_they_leave(dossier, shared, for_nobody)]
    settled, story = gone_along(cards, names_round(dossier), given)
    kinds = labels().kinds
    return WithoutNamesPage(
        child=dossier.child,
        asked=settled.asked,
        story=()
        if looks_back
        else tuple(
            Line(str(SIDE_NAMES[each.side]), kinds.get(each.lane, ""), each.month, each.until, each.words) for each in story
        ),
        has_cards=bool(cards),
    )


def said(card: Told) -> str:
    """All its own words but those for its time."""
    return "\n".join(words for name, words in card.words.items() if words.strip() and name not in {"date", "group"})


def plain(card: Told) -> Plain:
    return Plain(card.kind, card.letter, card.placed.start, card.placed.end, said(card))


def names_round(dossier: Dossier) -> tuple[str, ...]:
    """What the child, its people and the organisations round it are called."""
    found = [dossier.child.name, *(str(value) for value in dossier.child.facts.values() if isinstance(value, str))]
    for place in circle_in(dossier).select_related("person", "organisation"):
        found += [place.person.name, place.organisation.name if place.organisation else ""]
    found += [each.name for each in Contact.objects.inside(dossier)]
    return tuple(dict.fromkeys(name for name in found if name))
