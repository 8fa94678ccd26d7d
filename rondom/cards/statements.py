"""Own statements beside the words of another, as their reader gets them: always with the card, never without it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from rondom.cards.models import OwnStatement
from rondom.children.dossier import Dossier
from rondom.children.queries import say_voice

Beside = Mapping[UUID, Sequence[OwnStatement]]


class Statement(NamedTuple):
    """What somebody said beside a card: in whose voice, when, and whether the card says something else by now."""

    id: UUID
    letter: str
    voice: str
    text: str
    language: str
    at: datetime
    by: UUID | None
    is_of_earlier: bool


def statements_in(dossier: Dossier) -> dict[UUID, list[OwnStatement]]:
    """By card all that was said beside it, whoever may read that card; in one question."""
    found: dict[UUID, list[OwnStatement]] = {}
    for each in OwnStatement.objects.inside(dossier).select_related("voice"):
        found.setdefault(each.card_id, []).append(each)
    return found


def said_beside(dossier: Dossier, rows: Iterable[Any]) -> Beside:
    """The same, asked only where there is anything beside these cards: beside most there never is."""
    return statements_in(dossier) if any(row.is_stated for row in rows) else {}


def told_beside(dossier: Dossier, said: Sequence[OwnStatement], number: int) -> tuple[Statement, ...]:
    """For who reads the card. Not for a parent who reads nothing of others: what they say beside an own card may tell where the
    child is (R38), or is not theirs to read yet (R33)."""
    reader = dossier.reader
    return tuple(
        Statement(
            id=each.pk,
            letter=each.voice.letter,
            voice=say_voice(each.voice),
            text=each.text,
            language=each.language,
            at=each.at,
            by=each.by_id,
            is_of_earlier=each.version < number,
        )
        for each in said
        if reader.is_house or reader.reads_others or each.voice_id == reader.voice_id
    )
