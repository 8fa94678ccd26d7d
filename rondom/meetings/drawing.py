"""The table in parts: what of it changes by itself while people sit there."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from rondom.base.parts import Parts
from rondom.meetings.table import TablePage


def parts_of_table(page: TablePage) -> Parts:
    """Each question is a part of its own: who is writing under one keeps the own words while others speak."""
    html = {name: drawn(name, {"page": page}) for name in ("now", "cards", "brought", "own", "agreed")}
    for each in page.asked:
        html[each.part] = drawn("said", {"page": page, "asked": each})
    step = page.step.number if page.step else 0
    frame = [step, page.is_closed, page.is_chair, page.may_say, page.may_agree, page.is_formal]
    return Parts(html, {}, repr(frame))


def drawn(name: str, told: dict[str, object]) -> SafeString:
    return SafeString(render_to_string(f"meetings/table/_{name}.html", told).strip())
