"""The table in parts: what of it changes by itself while people sit there."""

from collections.abc import Callable, Sequence

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from rondom.base.parts import Parts
from rondom.cards.tell import Told
from rondom.children.dossier import Dossier
from rondom.meetings.table import TablePage

# What stands above this app may lay something on the table as well: the board tells here what it has to say in a step.
BESIDE: list[Callable[[Dossier, TablePage, Sequence[Told]], SafeString]] = []


def beside(dossier: Dossier, page: TablePage, cards: Sequence[Told]) -> SafeString:
    return SafeString("".join(each(dossier, page, cards) for each in BESIDE))


def parts_of_table(page: TablePage, beside: SafeString) -> Parts:
    """Each question is a part of its own: who is writing under one keeps the own words while others speak."""
    html = {name: drawn(name, {"page": page}) for name in ("now", "cards", "brought", "own", "agreed", "back")}
    html["beside"] = beside
    for each in page.asked:
        html[each.part] = drawn("said", {"page": page, "asked": each})
    step = page.step.number if page.step else 0
    frame = [step, page.is_closed, page.is_chair, page.may_say, page.may_agree, page.is_formal]
    return Parts(html, {}, repr(frame))


def drawn(name: str, told: dict[str, object]) -> SafeString:
    return SafeString(render_to_string(f"meetings/table/_{name}.html", told).strip())
