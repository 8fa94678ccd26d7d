"""What a parent sees who may not know where the child is (R38): who takes part, without name, organisation or way to reach.

Nothing says that something is left out: the pages are those of everyone, with fewer lines.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from rondom.children.models import InformationKind
from rondom.people.models import Organisation

if TYPE_CHECKING:
    from rondom.children.access import Reader
    from rondom.children.dossier import Dossier
    from rondom.children.queries import CirclePage, Neighbour


def circle_for(reader: Reader, page: CirclePage) -> CirclePage:
    """The page of the circle as this reader may have it."""
    if not reader.is_shielded:
        return page
    layers = tuple((name, tuple(unnamed(each, name) for each in people)) for name, people in page.layers)
    circle = tuple(each for _name, people in layers for each in people)
    return replace(
        page,
        circle=circle,
        layers=layers,
        contacts=(),
        invited_by="",
        coordinator=next((each.name for each in circle if each.is_coordinator), ""),
    )


def unnamed(one: Neighbour, layer: str) -> Neighbour:
    """All but parents and child by the ring they stand in alone: the name of a foster parent tells where the child lives."""
    return one if one.is_kin or one.is_reader else replace(one, name=layer, role="", organisation="")


def marked(page: CirclePage, shielded: Collection[UUID]) -> CirclePage:
    """For who works here: beside whose name it stands that this person may not know where the child is."""

    def mark(one: Neighbour) -> Neighbour:
        return replace(one, is_shielded=True) if one.place_id in shielded else one

    layers = tuple((name, tuple(mark(each) for each in people)) for name, people in page.layers)
    return replace(page, circle=tuple(mark(each) for each in page.circle), layers=layers)


def words_read(reader: Reader, words: str) -> str:
    """The words that somebody said yes or no to; not for who is kept from the names in them."""
    return "" if reader.is_shielded else words


def organisation_for(reader: Reader, organisation: Organisation) -> str:
    """What an organisation is called to this reader: its name, or only what kind it is."""
    return organisation.get_kind_display() if reader.is_shielded else organisation.name


def named_here(others: Iterable[Dossier]) -> dict[UUID, str]:
    """Of who has the board open now the names, in order. Not of a parent who may not know where the child is, nor of one whose
    authority nobody saw."""
    places = [each.place for each in others if each.reader.reads_others and each.place is not None]
    names = {place.person_id: place.person.name for place in places}
    return dict(sorted(names.items(), key=lambda each: (each[1], each[0])))


def here_for(dossier: Dossier, named: Mapping[UUID, str]) -> tuple[str, ...]:
    """Who else is named to this reader. Who may not know where the child is sees nobody here; the same goes while authority was
    not seen, and for who has no part in knowing who takes part (K15)."""
    if not dossier.reader.reads_others or not dossier.reader.reads_any(InformationKind.INVOLVEMENT):
        return ()
    return tuple(name for person, name in named.items() if person != dossier.person_id)
