"""Every route and method, by every role, at the own child, at a child elsewhere and by who stands in no circle (T01).

What is expected stands in `routes_by_role.csv`, written from the matrix and the rights, never from what came out. A route
that does not stand there fails. In the answers it listens for canaries: words of which who asked is no reader (T03).
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from rondom.children.models import Role
from tests.proofs.bodies import body
from tests.proofs.canaries import Aviary, let_loose
from tests.proofs.expecting import told_of
from tests.proofs.walking import FULL, ROUTES, address, ask, readable, write_result

TABLE = Path(__file__).parent / "routes_by_role.csv"
WITH_A_DOOR = {name for name, path in ROUTES.items() if "child_id" in path or "organisation_id" in path}
OF_EACH = (Role.MOTHER, Role.GUARDIAN, Role.CHILD, Role.CARE_COORDINATOR, Role.NURSE, "stranger")
# Who works at the school of another child and stands not in its circle: for them too it is not there.
COLLEAGUES = (Role.CARE_COORDINATOR, Role.SCHOOL_LEADER)
APPS = ["cards", "careteam", "cases", "children", "home", "meetings", "mydata", "people", "retention", "safety"]
APPS += ["reports", "schools", "surveys", "timeline"]
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


class Listener:
    """Asks, and hears in each answer whether there is a word in it that is not for who asked."""

    def __init__(self, circle, app: str) -> None:
        # What can be done with cards depends on the whole story, which makes way for the canaries: there the walk of T03 listens.
        self.circle, self.aviary = circle, Aviary(circle, told_of(circle.child)) if app == "cards" else let_loose(circle)
        self.answers, self.singing, self.leaks = 0, 0, Counter()

    def status(self, name: str, method: str, person, where: str) -> str:
        filled = body(name, self.circle, person) if method == "POST" else {}
        answer = ask(self.circle, person, method, where, filled)
        said = readable(answer)
        self.answers += 1
        self.singing += bool(self.aviary.heard(said))
        self.leaks.update((name, method, person.name, sits_in) for _word, sits_in in self.aviary.not_for(person, said))
        return str(answer.status_code)


def answers_of(listener: Listener, name: str, method: str) -> dict[str, str]:
    circle = listener.circle
    path, given = ROUTES[name], {}
    here, there = address(path, circle, circle.child), address(path, circle, circle.elsewhere)
    # The pages of one's own keys are the same for every role at home and at work: in the sample one of each asks for them, and
    # a guardian, who is a parent at work.
    keys = not FULL and name not in WITH_A_DOOR and name.startswith("people:")
    everyone = {who: circle.everyone[who] for who in OF_EACH} if keys else circle.everyone
    for who, person in everyone.items():
        given[who] = listener.status(name, method, person, here)
    if name in WITH_A_DOOR:
        elsewhere = {
            listener.status(name, method, person, there)
            for who, person in circle.people.items()
            if FULL or who in (Role.MOTHER, Role.CARE_COORDINATOR)
        }
        if "child_id" in path:
            schoolmate = address(path, circle, circle.schoolmate)
            asks = everyone.items() if FULL else [(who, circle.people[who]) for who in COLLEAGUES]
            elsewhere |= {listener.status(name, method, person, schoolmate) for _who, person in asks}
        given["elsewhere"] = " ".join(sorted(elsewhere))
    return given


@pytest.mark.proof
@pytest.mark.built_in
@pytest.mark.parametrize("app", APPS)
def test_each_role_on_each_route_gets_what_the_table_says(circle, app):
    cells, different, listener = 0, [], Listener(circle, app)
    for (name, method), expected in table().items():
        if name.startswith(f"{app}:"):
            found = answers_of(listener, name, method)
            cells += len(found)
            different += [(name, method, who, answer, expected[who]) for who, answer in found.items() if answer != expected[who]]

    heard = {"canaries": len(listener.aviary.birds), "answers": listener.answers, "with a canary": listener.singing}
    write_result(f"routes-{app}", {"cells": cells, "different": len(different), **heard, "leaks": sum(listener.leaks.values())})
    assert not different, "\n".join(map(str, different))
    assert listener.leaks == {}, "somebody got what is not theirs"


@pytest.mark.proof
@pytest.mark.built_in
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
