"""The cards of a child for many readers at once: read once, then given to each by that one's own dossier."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.utils import timezone
from django.utils.translation import get_language

from rondom.base.prepared import Prepared
from rondom.cards.models import CardSeen, CardVersion, DiscretionaryCard, stands_open
from rondom.cards.queries import may_receive, versions_in
from rondom.cards.statements import Beside
from rondom.cards.tell import Row, Teller, Told, columns_of, fresh
from rondom.children.access import Reader
from rondom.children.dossier import Dossier, listening
from rondom.children.models import Child
from rondom.children.schooling import GroupYear

# What of one card, and of no other, changes what stands of it here.
OF_ONE_CARD = frozenset({"card.shared", "card.settled", "card.taken_back", "card.audience_chosen"})


def all_versions_in(listening: Dossier) -> QuerySet[CardVersion]:
    """The newest version of every card, whoever may see it. Of the remarks, which have readers of their own, nothing."""
    seen = CardSeen.objects.filter(card=OuterRef("card"))
    return versions_in(listening).annotate(is_seen=Exists(seen), remarks=Value(0))


# Asked for every card that is shared while somebody has a board open, so put into SQL once.
EVERYTHING = Prepared(lambda child: columns_of(all_versions_in(listening(Child(pk=child)))))
SOME = Prepared(lambda child, cards: columns_of(all_versions_in(listening(Child(pk=child))).filter(card__in=cards)))
PASSED_ON = Prepared(
    lambda places, today: DiscretionaryCard.objects.filter(stands_open(today), share__receiver__in=places).values_list(
        "share__receiver", "card"
    )
)


def all_rows_in(listening: Dossier) -> tuple[Row, ...]:
    return tuple(map(Row._make, EVERYTHING(child=listening.child.pk)))


def read_again(listening: Dossier, known: Iterable[Row], cards: Collection[UUID]) -> tuple[Row, ...]:
    """What was read before with only these cards read again; in the order in which all would have come."""
    if not cards:
        return tuple(known)
    again = map(Row._make, SOME(child=listening.child.pk, cards=tuple(cards)))
    return tuple(sorted([*(each for each in known if each.card_id not in cards), *again], key=place_in_order))


def place_in_order(row: Row) -> tuple[bool, datetime, datetime, UUID]:
    return row.shared_at is None, row.shared_at or row.begun_at, row.begun_at, row.card_id


def passed_on_now(places: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """By place the cards that were passed on to it without consent, and stand open today."""
    found: dict[UUID, set[UUID]] = {}
    for place, card in PASSED_ON(places=tuple(places), today=timezone.localdate()):
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


def unseen_by_typist(rows: Iterable[Row]) -> dict[UUID | None, frozenset[UUID]]:
    """By who typed them in for another, the cards that nobody of their voice looked at yet."""
    found: dict[UUID | None, frozenset[UUID]] = {}
    for each in rows:
        if each.typed_by_id is not None and not each.is_seen:
            found[each.typed_by_id] = found.get(each.typed_by_id, frozenset()) | {each.card_id}
    return found


def sight_of(
    dossier: Dossier,
    rows: Sequence[Row],
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
        fresh=tuple([fresh(each, dossier) for each in rows]) if dossier.since is not None else (),
    )


def cards_of(
    dossier: Dossier, sight: Sight, rows: Sequence[Row], groups: Sequence[GroupYear], beside: Beside
) -> tuple[Told, ...]:
    """What `cards_in` gives this reader, but for the number of remarks; a test holds the two beside each other."""
    teller, may_read = Teller(dossier, groups, beside), cache(sight.reader.may_read)
    given = f"{get_language()} {timezone.localdate()} {groups}"
    there = [row for row in rows if is_there(sight, row, may_read)]
    return tuple([told_once(row, row.card_id in sight.passed_on, teller, given) for row in there])


def told_once(row: Row, is_passed_on: bool, teller: Teller, given: str) -> Told:
    """Kept with the row, which lives as long as nothing of its card changed; by all that is asked of a reader to tell it."""
    told = row._replace(is_passed_on=True) if is_passed_on else row
    asked: tuple[Any, ...] = (given, teller.is_own(row), teller.is_only_passed_on(told), fresh(row, teller.dossier))
    if row.card_id in teller.beside:  # what is said beside it is not for who reads nothing of others
        asked = (*asked, teller.dossier.reader.reads_others or teller.own)
    kept: dict[Any, Told] = vars(row).setdefault("told", {})
    if asked not in kept:
        kept[asked] = teller.told(told)
        vars(kept[asked])["html"] = {}  # and with it what is drawn of it
    return kept[asked]


def is_there(sight: Sight, row: Row, may_read: Callable[..., bool]) -> bool:
    """The same as `visible`, of one row that is read already."""
    if sight.voice is not None and sight.voice == row.voice_id:
        return True
    if not row.is_shared:
        return False
    if row.card_id in sight.typed or row.card_id in sight.passed_on:
        return True
    return may_read(row.information_kind, row.owner_id, row.audience, row.voice_id)
