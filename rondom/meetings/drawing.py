"""The table in parts: what of it changes by itself while people sit there."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from rondom.base.parts import Parts
from rondom.cards.tell import Told
from rondom.children.dossier import Dossier
from rondom.meetings.onlooking import OnlookPage, picture_of
from rondom.meetings.table import Answer, TablePage

MOST_RESTS = 32
AROUND = ("now", "waiting", "cards", "brought", "own", "agreed", "back", "moments")
# What stands above this app may lay something on the table as well: the board tells here what it has to say in a step.
BESIDE: list[Callable[[Dossier, TablePage, Sequence[Told]], SafeString]] = []


def beside(dossier: Dossier, page: TablePage, cards: Sequence[Told]) -> SafeString:
    return SafeString("".join(each(dossier, page, cards) for each in BESIDE))


Rest = list[tuple[TablePage, dict[str, SafeString]]]


def parts_of_table(
    page: TablePage, beside: SafeString, before: dict[Any, SafeString] | None = None, rest: Rest | None = None
) -> Parts:
    """Each question is a part of its own: who is writing under one keeps the own words while others speak.

    What was drawn `before` for another at the same table, in the same language, is not drawn again where it is the same; nor
    is the `rest` around what is said, of the same rows.
    """
    before, rest = {} if before is None else before, [] if rest is None else rest
    html = {**rest_of(page, rest), "beside": beside}
    for each in page.asked:
        answers = [once(before, answer, page) for answer in each.answers]
        html[each.part] = drawn("said", {"answers": answers})
        if page.review and (principle := page.review.by_code.get(each.question.code)):
            html[f"worked_{principle.code}"] = drawn("worked", {"principle": principle})
    step = page.step.number if page.step else 0
    frame = [step, page.is_closed, page.is_chair, page.may_say, page.may_agree, page.is_formal, page.may_review]
    return Parts(html, {}, repr(frame))


def rest_of(page: TablePage, rest: Rest) -> dict[str, SafeString]:
    """The parts in which nothing stands of what is said."""
    unsaid = replace(page, asked=())
    html = next((html for other, html in rest if other == unsaid), None)
    if html is None:
        html = {name: drawn(name, {"page": unsaid}) for name in AROUND}
        rest.append((unsaid, html))
        del rest[:-MOST_RESTS]
    return html


def once(before: dict[Any, SafeString], answer: Answer, page: TablePage) -> SafeString:
    if answer not in before:
        before[answer] = drawn("answer", {"each": answer, "page": page})
    return before[answer]


def parts_for_guest(page: OnlookPage | None) -> Parts:
    """The same for a guest; who waits for a nod has an empty page."""
    if page is None:
        return Parts({}, {}, "waiting")
    html = {name: drawn(name, {"page": page}) for name in ("guest_now", "guest_cards", "brought", "guest_agreed")}
    for each in page.asked:
        html[each.part] = drawn("said", {"answers": [drawn("answer", {"each": answer, "page": page}) for answer in each.answers]})
    return Parts(html, {}, repr([page.step.number if page.step else 0, page.may_say]))


def html_for_wall(page: OnlookPage, link: str) -> dict[str, SafeString]:
    """What stands beside the board on the wall. A step is a part there: nobody types on it."""
    told: dict[str, object] = {"page": page, "picture": picture_of(f"{link}{page.code}/") if page.code else ""}
    told["address"] = link.partition("//")[2].rstrip("/")  # as people type it
    return {f"wall_{name}": drawn(f"wall_{name}", told) for name in ("step", "cards", "agreed", "door")}


def drawn(name: str, told: dict[str, object]) -> SafeString:
    return SafeString(render_to_string(f"meetings/table/_{name}.html", told).strip())
