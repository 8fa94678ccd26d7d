"""Own statements in a timeline file: each stands with the card beside which it was said, and nowhere else (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

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
