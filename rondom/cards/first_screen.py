"""The first screen of a new card: what is it about?"""

from dataclasses import dataclass

from rondom.cards.models import CardKind
from rondom.cards.questions import Questions, is_young, questions, tile
from rondom.children.dossier import Dossier
from rondom.children.models import Child, Role
from rondom.children.rights import PARENTS, Right

ICONS = {
    CardKind.LIFE_EVENT: "spark",
    CardKind.HOME: "house",
    CardKind.SCHOOL: "cap",
    CardKind.DEVELOPMENT: "sprout",
    CardKind.HELP: "heart",
    CardKind.COLLABORATION: "people",
    CardKind.BOTTLENECK: "stone",
}


@dataclass(frozen=True)
class Tile:
    kind: str
    name: str
    icon: str


@dataclass(frozen=True)
class NewPage:
    child: Child
    asks: Questions
    tiles: tuple[Tile, ...]
    may_type_for_others: bool
    is_young: bool


def new_page(dossier: Dossier) -> NewPage:
    """The first screen. Bottlenecks in the system are for who works in it."""
    kinds = [kind for kind in CardKind if kind != CardKind.BOTTLENECK or dossier.role not in PARENTS | {Role.CHILD}]
    return NewPage(
        child=dossier.child,
        asks=questions(CardKind.LIFE_EVENT, dossier),
        tiles=tuple(Tile(kind, tile(kind, dossier), ICONS[kind]) for kind in kinds),
        may_type_for_others=dossier.may(Right.TYPE_FOR_OTHERS),
        is_young=is_young(dossier),
    )
