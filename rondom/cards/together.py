"""The cards of a child for many readers at once: read once, then given to each by that one's own dossier."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import get_language

from rondom.cards.freshness import fresh
from rondom.cards.models import CardSeen, CardVersion, DiscretionaryCard, stands_open
from rondom.cards.queries import Told, is_only_passed_on, may_receive, told, versions_in
from rondom.children.access import Reader
from rondom.children.dossier import Dossier
from rondom.children.schooling import GroupYear

# What of one card, and of no other, changes what stands of it here.
OF_ONE_CARD = frozenset({"card.shared", "card.settled", "card.taken_back", "card.audience_chosen"})


def all_versions_in(listening: Dossier) -> QuerySet[CardVersion]:
    """The newest version of every card, whoever may see it. Of the remarks, which have readers of their own, nothing."""
    return versions_in(listening).annotate(is_seen=Exists(CardSeen.objects.filter(card=OuterRef("card"))))


def read_again(rows: QuerySet[CardVersion], known: Iterable[CardVersion], cards: Collection[UUID]) -> tuple[CardVersion, ...]:
    """What was read before with only these cards read again; in the order in which all would have come."""
    found = [*(each for each in known if each.card_id not in cards), *rows.filter(card__in=cards)]
    return tuple(sorted(found, key=place_in_order))


def place_in_order(version: CardVersion) -> tuple[bool, datetime, datetime, UUID]:
    shared_at, begun_at = vars(version)["shared_at"], version.card.begun_at
    return shared_at is None, shared_at or begun_at, begun_at, version.card_id


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


def unseen_by_typist(versions: Iterable[CardVersion]) -> dict[UUID | None, frozenset[UUID]]:
    """By who typed them in for another, the cards that nobody of their voice looked at yet."""
    found: dict[UUID | None, frozenset[UUID]] = {}
    for each in versions:
        if each.card.typed_by_id is not None and not vars(each)["is_seen"]:
            found[each.card.typed_by_id] = found.get(each.card.typed_by_id, frozenset()) | {each.card_id}
    return found


def sight_of(
    dossier: Dossier,
    versions: Sequence[CardVersion],
    typed: Mapping[UUID | None, frozenset[UUID]],
    passed_on: Mapping[UUID, set[UUID]],
) -> Sight:
    received = passed_on.get(dossier.place.pk, ()) if dossier.place is not None and may_receive(dossier) else ()
    return Sight(
        child=dossier.child.pk,
        reader=dossier.reader,
        voice=dossier.voice.pk if dossier.voice is not None else None,
        passed_on=frozenset(received),
        typed=typed.get(dossier.person_id, frozenset()),
        fresh=tuple(fresh(each, dossier) for each in versions) if dossier.since is not None else (),
    )


def cards_of(dossier: Dossier, sight: Sight, versions: Sequence[CardVersion], groups: Sequence[GroupYear]) -> tuple[Told, ...]:
    """What `cards_in` gives this reader, but for the number of remarks; a test holds the two beside each other."""
    found, may_read = [], cache(sight.reader.may_read)
    given = f"{get_language()} {groups}"
    for version in versions:
        vars(version).update(is_passed_on=version.card_id in sight.passed_on, remarks=0)
        if is_there(sight, version, may_read):
            found.append(told_once(version, dossier, groups, given))
    return tuple(found)


def told_once(version: CardVersion, dossier: Dossier, groups: Sequence[GroupYear], given: str) -> Told:
    """Kept with the row, which lives as long as nothing of its card changed; by all that `told` asks of a reader."""
    is_own = dossier.voice is not None and dossier.voice.pk == version.card.voice_id
    asked = given, is_own, is_only_passed_on(version, dossier), fresh(version, dossier)
    kept: dict[Any, Told] = vars(version).setdefault("told", {})
    if asked not in kept:
        kept[asked] = told(version, dossier, groups)
    return kept[asked]


def is_there(sight: Sight, version: CardVersion, may_read: Callable[..., bool]) -> bool:
    """The same as `visible`, of one row that is read already."""
    card = version.card
    if sight.voice is not None and sight.voice == card.voice_id:
        return True
    if not vars(version)["is_shared"]:
        return False
    if card.pk in sight.typed or card.pk in sight.passed_on:
        return True
    return may_read(card.information_kind, card.owner_id, card.audience, card.voice_id)
