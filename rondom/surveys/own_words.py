"""Answers in own words: read by who researches, and after each was looked at for names by who plans waves as well (R132)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator

from rondom.base.models import Act
from rondom.base.record import record
from rondom.people.desk import Desk
from rondom.people.models import Organisation
from rondom.people.rights import DeskRight
from rondom.surveys.items import OPEN, Item
from rondom.surveys.models import OpenAnswer, OpenAnswerSeen, Wave
from rondom.surveys.queries import FEWEST_OPEN, is_closed
from rondom.surveys.room import lay_out_open_answers
from rondom.surveys.words import now_spoken, title_of

AT_ONCE = 20
COVER = "▒▒▒"
BESIDE = re.compile(r"^\W+|\W+$")


def bare(word: str) -> str:
    """A word without the signs round it, the same whatever its capitals."""
    return BESIDE.sub("", word).casefold()


def covered_in(text: str, wanted: str) -> tuple[list[int], list[str]]:
    """Which words of a text are meant, counted from nought, and what of it does not stand there. A comma lies between."""
    words = [bare(word) for word in text.split()]
    found: set[int] = set()
    lacking = []
    for asked in filter(None, (each.strip() for each in wanted.split(","))):
        looked_for = [bare(word) for word in asked.split()]
        at = [nth for nth in range(len(words)) if words[nth : nth + len(looked_for)] == looked_for]
        found |= {nth + more for nth in at for more in range(len(looked_for))}
        lacking += [] if at else [asked]
    return sorted(found), lacking


def without(text: str, covered: Iterable[int]) -> str:
    """What others read: a row of covered words is one cover, so that it does not tell how many there were."""
    hidden = set(covered)
    found: list[str] = []
    for nth, word in enumerate(text.split()):
        if nth not in hidden:
            found.append(word)
        elif nth - 1 not in hidden:
            found.append(COVER)
    return " ".join(found)


def like_names(text: str) -> list[str]:
    """Words with a capital that begin no sentence: perhaps names. Who reads decides."""
    words = text.split()
    begins = [nth == 0 or words[nth - 1].endswith((".", "!", "?", ":", "…")) for nth in range(len(words))]
    found = [BESIDE.sub("", word) for word, begin in zip(words, begins, strict=True) if not begin]
    return list(dict.fromkeys(word for word in found if word[:1].isupper()))


@dataclass(frozen=True)
class WordsShown:
    """One answer as its reader gets it; `cover` is what stands in the field of what to cover."""

    key: UUID
    text: str
    told: str
    cover: str
    is_seen: bool
    is_hidden: bool
    wrong: str = ""


@dataclass(frozen=True)
class OwnWordsPage:
    organisation: Organisation
    wave: Wave
    title: str
    code: str
    items: tuple[tuple[str, str, bool], ...]  # code, what was asked, whether this one is shown
    answers: tuple[WordsShown, ...]
    leaf: Page | None
    is_few: bool
    waits: int  # how many nobody looked at yet
    may_look: bool


def own_words_page(desk: Desk, wave: Wave, code: str, leaf: str, wrong: tuple[str, str, str] | None = None) -> OwnWordsPage:
    """The answers to one open item, of all schools and roles together, in an order by chance.

    `wrong` is of a form that was sent: the key of its answer, what was typed, and why not.
    Of fewer than ten nothing is there. Who does not research reads them once all were looked at, without what was hidden.
    """
    desk.must(DeskRight.PLAN_WAVES)
    desk.must_hold(wave)
    if not is_closed(wave):
        raise PermissionDenied("wave is open")
    items = [item for item in wave.version.items if item.kind == OPEN]
    item = next((each for each in items if each.code == code), items[0] if items else None)
    rows = rows_of(wave, item) if item else []
    may_look = desk.may(DeskRight.RESEARCH)
    waits = sum(not hasattr(row, "seen") for row in rows)
    readable = rows if may_look else readable_by_others(rows)
    part = Paginator(readable, AT_ONCE).get_page(leaf) if readable else None
    if part is not None:
        lay_out_open_answers(wave)
        record(desk, "words.read", Act.READ, wave)
    return OwnWordsPage(
        organisation=desk.organisation,
        wave=wave,
        title=title_of(wave.version),
        code=item.code if item else "",
        items=tuple((each.code, each.text.get(now_spoken()) or each.text.get("nl", ""), each is item) for each in items),
        answers=tuple(shown(row, wrong, may_look=may_look) for row in part) if part is not None else (),
        leaf=part,
        is_few=not rows,
        waits=waits,
        may_look=may_look,
    )


def rows_of(wave: Wave, item: Item) -> list[OpenAnswer]:
    """All of a wave to one item, in the order of keys by chance; none where there are fewer than ten."""
    found = OpenAnswer.objects.filter(school__wave=wave, item=item.code).select_related("school", "seen").order_by("pk")
    rows = list(found)
    return rows if len(rows) >= FEWEST_OPEN else []


def readable_by_others(rows: Sequence[OpenAnswer]) -> list[OpenAnswer]:
    """Nothing before all were looked at, and nothing where fewer than ten stay."""
    if any(not hasattr(row, "seen") for row in rows):
        return []
    kept = [row for row in rows if not row.seen.is_hidden]
    return kept if len(kept) >= FEWEST_OPEN else []


def shown(row: OpenAnswer, wrong: tuple[str, str, str] | None, *, may_look: bool) -> WordsShown:
    seen: OpenAnswerSeen | None = getattr(row, "seen", None)
    told = without(row.text, seen.covered if seen else ())
    if not may_look:
        return WordsShown(row.pk, told, told, "", is_seen=True, is_hidden=False)
    words = row.text.split()
    cover = [BESIDE.sub("", words[nth]) for nth in seen.covered if nth < len(words)] if seen else like_names(row.text)
    typed, why = (wrong[1], wrong[2]) if wrong and wrong[0] == str(row.pk) else (", ".join(dict.fromkeys(cover)), "")
    return WordsShown(row.pk, row.text, told, typed, seen is not None, bool(seen and seen.is_hidden), why)


def answer_to_look_at(desk: Desk, wave: Wave, key: UUID) -> OpenAnswer | None:
    """One of ten or more, with its text laid out; nothing where it is not of this wave."""
    row = OpenAnswer.objects.inside(desk).filter(school__wave=wave, pk=key).select_related("school").first()
    if row is None or OpenAnswer.objects.filter(school__wave=wave, item=row.item).count() < FEWEST_OPEN:
        return None
    lay_out_open_answers(wave)
    return row
