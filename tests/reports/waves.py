"""Waves as plain values, made by chance from a seed: for who tries the gate and the reckoning without a database."""

from random import Random
from typing import Any

from rondom.surveys.items import OPEN, PASSED, asked_of, item_from
from rondom.surveys.shipped import shipped

STAFF = {"teacher": 14, "care_coordinator": 2, "school_leader": 1, "support_assistant": 2, "school_social_worker": 1}


def invented(
    name: str = "samenwerken", *, year: str, seed: int, schools: int = 7, rise: float = 0.0, staff=None
) -> dict[str, Any]:
    """A wave of this questionnaire: marks round 7, five points round 3.5; `rise` is added to each."""
    chance, staff = Random(seed), staff or STAFF
    items = [item_from(each) for each in shipped(name)["items"]]
    rows = []
    for school in range(schools):
        for role, many in staff.items():
            asked = [item for item in asked_of(items, role, year) if item.kind != OPEN]
            for _person in range(many):
                rows += [
                    [f"school-{school}", role, item.code, value_for(item, chance, rise)]
                    for item in asked
                    if chance.random() < 0.97
                ]
    chance.shuffle(rows)
    return {
        "year": year,
        "schools": [f"school-{nth}" for nth in range(schools)],
        "roles": list(staff),
        "items": [plain_item(item) for item in items if item.kind != OPEN and item.since <= year],
        "rows": rows,
        "turnout": [[role, round(many * schools * 1.4), many * schools] for role, many in staff.items()],
        "not_compared": {},
        "sheet": None,
    }


def value_for(item: Any, chance: Random, rise: float) -> str:
    values = [each for each in item.values if each != PASSED]
    if item.kind in ("mark", "five"):
        middle, spread = (7.0, 1.4) if item.kind == "mark" else (3.5, 0.9)
        return str(min(len(values), max(1, round(chance.gauss(middle + rise, spread)))))
    return chance.choices(values, weights=[6, *([2] * (len(values) - 1))])[0]


def plain_item(item: Any) -> dict[str, Any]:
    plain = {name: getattr(item, name) for name in ("code", "kind", "indicator", "step")}
    values = [each for each in item.values if each != PASSED]
    return plain | {"text": item.text["nl"], "roles": list(item.roles), "values": values, "options": []}
