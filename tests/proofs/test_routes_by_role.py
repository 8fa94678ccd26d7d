"""Every route and method, by every role, at the own child, at a child elsewhere and by who stands in no circle (T01).

What is expected stands in `routes_by_role.csv`, written from the matrix and the rights, never from what came out. A route
that does not stand there fails.
"""

import csv
from pathlib import Path

import pytest

from rondom.children.models import Role
from tests.proofs.walking import FULL, ROUTES, address, ask, body, write_result

TABLE = Path(__file__).parent / "routes_by_role.csv"
WITH_A_DOOR = {name for name, path in ROUTES.items() if "child_id" in path or "organisation_id" in path}
OF_EACH = (Role.MOTHER, Role.CHILD, Role.CARE_COORDINATOR, Role.NURSE, "stranger")
# Neither asked for nor answered by any page.
UNUSED = ("PUT", "PATCH", "DELETE")


def table() -> dict[tuple[str, str], dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {(row.pop("route"), row.pop("method")): row for row in csv.DictReader(file)}


def test_every_route_stands_in_the_table_for_every_role():
    rows = table()

    assert {name for name, _method in rows} == set(ROUTES), "a route without a row, or a row without a route"
    assert set(rows) == {(name, method) for name in ROUTES for method in ("GET", "POST")}
    assert all(set(row) == {*Role.values, "elsewhere", "stranger"} for row in rows.values())
    assert all(cell for row in rows.values() for who, cell in row.items() if who != "elsewhere")
    assert all(row["elsewhere"] and row["elsewhere"] in "404 405" for (name, _method), row in rows.items() if name in WITH_A_DOOR)


def answers_of(circle, name: str, method: str) -> dict[str, str]:
    path, given = ROUTES[name], {}
    here, there = address(path, circle, circle.child), address(path, circle, circle.elsewhere)
    # The pages of one's own keys are the same for every role at home and at work: in the sample one of each asks for them.
    keys = not FULL and name not in WITH_A_DOOR and name.startswith("people:")
    everyone = {who: circle.everyone[who] for who in OF_EACH} if keys else circle.everyone
    for who, person in everyone.items():
        filled = body(name, circle, person) if method == "POST" else {}
        given[who] = str(ask(circle, person, method, here, filled).status_code)
    if name in WITH_A_DOOR:
        elsewhere = {
            str(ask(circle, person, method, there, body(name, circle, person) if method == "POST" else {}).status_code)
            for who, person in circle.people.items()
            if FULL or who in (Role.MOTHER, Role.CARE_COORDINATOR)
        }
        given["elsewhere"] = " ".join(sorted(elsewhere))
    return given


@pytest.mark.proof
@pytest.mark.parametrize("app", ["cards", "children", "home", "people", "timeline"])
def test_each_role_on_each_route_gets_what_the_table_says(circle, app):
    cells, different = 0, []
    for (name, method), expected in table().items():
        if name.startswith(f"{app}:"):
            found = answers_of(circle, name, method)
            cells += len(found)
            different += [(name, method, who, answer, expected[who]) for who, answer in found.items() if answer != expected[who]]

    write_result(f"routes-{app}", {"cells": cells, "different": len(different)})
    assert not different, different


@pytest.mark.proof
def test_a_method_that_no_page_has_is_refused_to_everybody(circle):
    people = circle.everyone if FULL else {who: circle.everyone[who] for who in (Role.CARE_COORDINATOR, "stranger")}
    tried, let_through = 0, []
    for name, path in ROUTES.items():
        where = address(path, circle, circle.child)
        for method in UNUSED:
            for who, person in people.items():
                tried += 1
                status = ask(circle, person, method, where).status_code
                if status not in (404, 405):
                    let_through.append((name, method, who, status))

    write_result("routes-unused-methods", {"tried": tried, "let_through": len(let_through)})
    assert let_through == []
