"""What a questionnaire is made of: its items, for whom each is, what may be answered, and what counts as the same question."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

MARK, FIVE, AGREE, FREQUENCY, FACES, CHOICE, OPEN = "mark", "five", "agree", "frequency", "faces", "choice", "open"
# In the order in which they are shown. A choice has its own, per item.
VALUES: dict[str, tuple[str, ...]] = {
    MARK: tuple(str(mark) for mark in range(1, 11)),
    FIVE: tuple(str(mark) for mark in range(1, 6)),
    AGREE: ("agree", "disagree", "unknown"),
    FREQUENCY: ("daily", "weekly", "monthly", "rarely", "never"),
    FACES: ("good", "neutral", "not_good"),
}
KINDS = (*VALUES, CHOICE, OPEN)
PASSED = "not_applicable"


@dataclass(frozen=True)
class Item:
    """One question of a version. Its code stays over the years; by it answers of two years are laid side by side."""

    code: str
    kind: str
    text: Mapping[str, str]
    roles: tuple[str, ...] = ()
    indicator: str = ""
    step: int | None = None  # of the effect ladder
    since: str = ""  # the first school year in which it is asked
    only_if: str = ""  # code of the item of which the answer decides whether this one is asked
    only_values: tuple[str, ...] = ()
    options: tuple[Mapping[str, str], ...] = ()  # of a choice: a text per language
    can_pass: bool = False

    @property
    def values(self) -> tuple[str, ...]:
        own = tuple(str(nth + 1) for nth in range(len(self.options))) if self.kind == CHOICE else VALUES.get(self.kind, ())
        return (*own, PASSED) if self.can_pass else own

    def is_for(self, role: str, year: str) -> bool:
        return role in self.roles and self.since <= year


def item_from(laid: Mapping[str, Any]) -> Item:
    only = laid.get("only_if") or {}
    return Item(
        code=laid["code"],
        kind=laid["kind"],
        text=dict(laid["text"]),
        roles=tuple(laid.get("roles", ())),
        indicator=laid.get("indicator", ""),
        step=laid.get("step"),
        since=laid.get("since", ""),
        only_if=only.get("item", ""),
        only_values=tuple(only.get("values", ())),
        options=tuple(dict(each) for each in laid.get("options", ())),
        can_pass=bool(laid.get("can_pass")),
    )


def laid_from(item: Item) -> dict[str, Any]:
    laid = asdict(item)
    laid.pop("only_values")
    only = {"item": item.only_if, "values": list(item.only_values)} if item.only_if else None
    return {**laid, "roles": list(item.roles), "options": list(item.options), "only_if": only}


def asked_of(items: Iterable[Item], role: str, year: str) -> list[Item]:
    return [item for item in items if item.is_for(role, year)]


def follows(item: Item, given: Mapping[str, str]) -> bool:
    """Whether an item is asked, after what was answered before. One whose condition was not asked itself, is not."""
    return not item.only_if or given.get(item.only_if) in item.only_values


def kept_of(items: Iterable[Item], given: Mapping[str, str]) -> dict[str, str]:
    """What is answered of what was asked: an answer to a question that fell away later goes too."""
    kept: dict[str, str] = {}
    for item in items:
        if given.get(item.code) and follows(item, kept):
            kept[item.code] = given[item.code]
    return kept


@dataclass(frozen=True)
class Difference:
    """What is not as it was, by item code; of what is not compared, the years can not be laid side by side."""

    code: str
    what: str  # new, gone, wording, kind, roles
    is_compared: bool


def differences(before: Iterable[Item], now: Iterable[Item]) -> list[Difference]:
    old, new = {item.code: item for item in before}, {item.code: item for item in now}
    found = [Difference(code, "new", is_compared=False) for code in new if code not in old]
    found += [Difference(code, "gone", is_compared=False) for code in old if code not in new]
    for code in (code for code in new if code in old):
        was, is_now = old[code], new[code]
        if (was.kind, was.options) != (is_now.kind, is_now.options):
            found.append(Difference(code, "kind", is_compared=False))
        elif any(was.text[language] != is_now.text[language] for language in was.text.keys() & is_now.text.keys()):
            found.append(Difference(code, "wording", is_compared=False))
        elif (set(was.roles), was.only_if, was.only_values) != (set(is_now.roles), is_now.only_if, is_now.only_values):
            found.append(Difference(code, "roles", is_compared=True))
    return sorted(found, key=lambda each: each.code)
