"""The cards of a child for many readers at once: read once, then given to each by that one's own dossier."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, Value

from rondom.cards.models import CardSeen, DiscretionaryCard, stands_open
from rondom.cards.queries import may_receive, versions_in
from rondom.cards.tell import Row, Teller, Told, rows_of
from rondom.children.dossier import Dossier
from rondom.children.schooling import GroupYear


def all_rows_in(listening: Dossier) -> tuple[Row, ...]:
    """The newest version of every card, whoever may see it. Of the remarks, which have readers of their own, nothing."""
    seen = CardSeen.objects.filter(card=OuterRef("card"))
    return rows_of(versions_in(listening).annotate(is_seen=Exists(seen), remarks=Value(0)))


def passed_on_now(places: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """By place the cards that were passed on to it without consent, and stand open today."""
    rows = DiscretionaryCard.objects.filter(stands_open(), share__receiver__in=places)
    found: dict[UUID, set[UUID]] = {}
    for place, card in rows.values_list("share__receiver", "card"):
        found.setdefault(place, set()).add(card)
    return found


def cards_of(
    dossier: Dossier, rows: Sequence[Row], groups: Sequence[GroupYear], passed_on: Mapping[UUID, set[UUID]]
) -> tuple[Told, ...]:
    """What `cards_in` gives this reader, but for the number of remarks; a test holds the two beside each other."""
    received = passed_on.get(dossier.place.pk, set()) if dossier.place is not None and may_receive(dossier) else set()
    teller = Teller(dossier, groups)
    given = (row._replace(is_passed_on=True) if row.card_id in received else row for row in rows)
    return tuple([teller.told(row) for row in given if is_there(dossier, row)])


def is_there(dossier: Dossier, row: Row) -> bool:
    """The same as `visible`, of one row that is read already."""
    if dossier.voice is not None and dossier.voice.pk == row.voice_id:
        return True
    if not row.is_shared:
        return False
    is_typist = row.typed_by_id is not None and row.typed_by_id == dossier.person_id and not row.is_seen
    if is_typist or row.is_passed_on:
        return True
    return dossier.reader.may_read(row.information_kind, row.owner_id, row.audience, row.voice_id)
