"""The table in parts: what of it changes by itself while people sit there."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from rondom.base.parts import Parts
from rondom.meetings.table import Answer, TablePage


def parts_of_table(page: TablePage, before: dict[Any, SafeString] | None = None) -> Parts:
    """Each question is a part of its own: who is writing under one keeps the own words while others speak.

    What was drawn `before` for another at the same table, in the same language, is not drawn again where it is the same.
    """
    before = {} if before is None else before
    html = {name: drawn(name, {"page": page}) for name in ("now", "cards", "brought", "own", "agreed")}
    for each in page.asked:
        answers = [once(before, answer, page) for answer in each.answers]
        html[each.part] = drawn("said", {"answers": answers})
    step = page.step.number if page.step else 0
    frame = [step, page.is_closed, page.is_chair, page.may_say, page.may_agree, page.is_formal]
    return Parts(html, {}, repr(frame))


def once(before: dict[Any, SafeString], answer: Answer, page: TablePage) -> SafeString:
    if answer not in before:
        before[answer] = drawn("answer", {"each": answer, "page": page})
    return before[answer]


def drawn(name: str, told: dict[str, object]) -> SafeString:
    return SafeString(render_to_string(f"meetings/table/_{name}.html", told).strip())
