"""What stands with a card in a timeline file: own statements beside it, and which sentences are about somebody else (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from rondom.timeline.file import Reader


@dataclass(frozen=True)
class FileStatement:
    author: str
    text: str
    language: str
    day: date | None
    is_of_earlier: bool


def statements_of(row: dict[str, Any], place: str, reader: Reader) -> tuple[FileStatement, ...]:
    return tuple(
        FileStatement(
            author=reader.letter(said, "author", here, needed=True),
            text=reader.text(said, "text", here, needed=True),
            language=reader.language(said, "lang", here) or "nl",
            day=reader.day(said, "day", here),
            is_of_earlier=reader.yes(said, "earlier_text", here),
        )
        for here, said in reader.rows(row.get("statements"), f"{place}.statements", "statements")
    )


MOST_MARKED = 400


def marked_of(row: dict[str, Any], place: str, reader: Reader) -> tuple[str, ...]:
    """The sentences that are marked as about somebody else (R41)."""
    given = row.get("about_others") or []
    if not isinstance(given, list) or len(given) > MOST_MARKED:
        reader.wrong(f"{place}.about_others", _("dit moet een lijst van zinnen zijn"))
        return ()
    named = ({str(nth): each} for nth, each in enumerate(given))
    return tuple(filter(None, (reader.text(each, str(nth), f"{place}.about_others") for nth, each in enumerate(named))))
