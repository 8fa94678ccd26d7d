"""The cards of a child for many readers at once: read once, then given to each by that one's own dossier."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef

from rondom.cards.freshness import fresh
from rondom.cards.models import CardSeen, CardVersion, DiscretionaryCard, stands_open
from rondom.cards.queries import Told, may_receive, told, versions_in
from rondom.children.access import Reader
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


@dataclass(frozen=True)
class Sight:
    """All by which one reader's cards differ from another's: two for whom all of this is the same see the same cards."""

    child: UUID
    reader: Reader
    voice: UUID | None
    passed_on: frozenset[UUID]
    typed: frozenset[UUID]  # what this person typed in for another, who did not look at it yet
    fresh: tuple[str, ...]


def sight_of(dossier: Dossier, versions: Sequence[CardVersion], passed_on: Mapping[UUID, set[UUID]]) -> Sight:
    received = passed_on.get(dossier.place.pk, ()) if dossier.place is not None and may_receive(dossier) else ()
    typed = (each for each in versions if each.card.typed_by_id == dossier.person_id and not vars(each)["is_seen"])
    return Sight(
        child=dossier.child.pk,
        reader=dossier.reader,
        voice=dossier.voice.pk if dossier.voice is not None else None,
        passed_on=frozenset(received),
        typed=frozenset(each.card_id for each in typed) if dossier.person_id is not None else frozenset(),
        fresh=tuple(fresh(each, dossier) for each in versions) if dossier.since is not None else (),
    )


def cards_of(dossier: Dossier, sight: Sight, versions: Sequence[CardVersion], groups: Sequence[GroupYear]) -> tuple[Told, ...]:
    """What `cards_in` gives this reader, but for the number of remarks; a test holds the two beside each other."""
    found = []
    for version in versions:
        vars(version).update(is_passed_on=version.card_id in sight.passed_on, remarks=0)
        if is_there(sight, version):
            found.append(told(version, dossier, groups))
    return tuple(found)


def is_there(sight: Sight, version: CardVersion) -> bool:
    """The same as `visible`, of one row that is read already."""
    card = version.card
    if sight.voice is not None and sight.voice == card.voice_id:
        return True
    if not vars(version)["is_shared"]:
        return False
    if card.pk in sight.typed or card.pk in sight.passed_on:
        return True
    return sight.reader.may_read(card.information_kind, card.owner_id, card.audience, card.voice_id)
