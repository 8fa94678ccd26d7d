"""A report as values, from what is kept of it (pure): for a page, paper or another file; and its sentences in other words."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class TablePlain:
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class FigurePlain:
    """A figure as it is drawn: of which kind, with what in it, and the same in words."""

    kind: str
    caption: str
    words: str
    drawn: Mapping[str, Any]


@dataclass(frozen=True)
class SectionPlain:
    title: str
    texts: tuple[tuple[str, str], ...]  # key and sentence, as it was reworded
    figures: tuple[FigurePlain, ...] = ()
    tables: tuple[TablePlain, ...] = ()
    level: int = 2
    is_list: bool = False


@dataclass(frozen=True)
class ReportPlain:
    """A report in its order, for a page, paper, or another file."""

    title: str
    subtitle: str
    year: str
    sections: tuple[SectionPlain, ...]


def reworded(content: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    """The same with sentences in other words, by their key. Empty, or as it was made, is as it was made."""

    def own(text: Mapping[str, str]) -> dict[str, str]:
        given = texts.get(text["key"], text["own"]).strip()
        return {**text, "own": "" if given == text["made"] else given}

    sections = [{**section, "texts": [own(text) for text in section["texts"]]} for section in content["sections"]]
    return {**content, "sections": sections}


def mark_of(content: Mapping[str, Any]) -> str:
    """By what one sees that it is still what was read."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def plain_of(content: Mapping[str, Any]) -> ReportPlain:
    """What is kept of a report, as values: title, year, sections with texts, figures and tables of rows."""
    return ReportPlain(
        title=content["title"],
        subtitle=content["subtitle"],
        year=content["year"],
        sections=tuple(
            SectionPlain(
                title=section["title"],
                texts=tuple((text["key"], text["own"] or text["made"]) for text in section["texts"]),
                figures=tuple(
                    FigurePlain(each["kind"], each["caption"], each["words"], each["drawn"]) for each in section["figures"]
                ),
                tables=tuple(
                    TablePlain(each["title"], tuple(each["heads"]), tuple(map(tuple, each["rows"])), tuple(each["notes"]))
                    for each in section["tables"]
                ),
                level=section["level"],
                is_list=section["is_list"],
            )
            for section in content["sections"]
        ),
    )
