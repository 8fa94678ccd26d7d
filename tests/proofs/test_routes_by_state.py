"""Every route and method, by every role, in every state of consent and authority, at every age of the child (T01).

`routes_by_role.csv` says what a cell is in the ordinary state; `states.py` says what becomes of it in each other. Each route of
one card is asked for with a card of every kind. In all answers it listens for words that are not for who asked (T03).
"""

import time
from collections import Counter
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from rondom.cards.models import Card
from rondom.children.models import Role
from tests.proofs.asks import STEPS
from tests.proofs.bodies import body
from tests.proofs.states import BANDS, BARRED, FLOWS, STATES, UNSEEN, WHOSE, Scene, lay
from tests.proofs.test_routes_by_role import WITH_A_DOOR, table
from tests.proofs.walking import FULL, ROUTES, address, ask, last_moment, readable, undone, write_result

WITH_A_CHILD = {name for name, path in ROUTES.items() if "child_id" in path}
# In the sample: two states at one age each, who differs in them, and what opens a dossier.
SAMPLE = [("withdrawn", "under 12"), ("authority unknown", "16 and 17")]
SCENES = [(state, band) for band in BANDS for state in STATES] if FULL else SAMPLE
IN_THE_SAMPLE = (Role.MOTHER, Role.CHILD, Role.YOUTH_WORKER, Role.FOSTER_PARENT)
# The pages of one's own keys are about no child: one of each sort of person asks for them.
AT_THE_KEYS = (Role.MOTHER, Role.CHILD, Role.CARE_COORDINATOR, Role.NURSE, "stranger")


class Walk:
    """All cells of one scene, with what differs from what the tables say, and which words somebody should not have heard."""

    def __init__(self, scene: Scene, rows: Any) -> None:
        self.scene, self.circle, self.rows = scene, scene.circle, rows
        self.cells, self.singing = 0, 0
        self.different: list[tuple[str, ...]] = []
        self.leaks: Counter[tuple[str, ...]] = Counter()

    def cell(self, name: str, method: str, who: str, whose: str = "", *, elsewhere: bool = False) -> None:
        scene, circle = self.scene, self.circle
        person, card = circle.everyone[who], scene.cards.get(whose)
        given = {"card_id": card.pk} if card else {}
        where = address(ROUTES[name], circle, circle.elsewhere if elsewhere else circle.child, **given)
        filled = body(name, circle, person) if method == "POST" else {}
        answer = ask(circle, person, method, where, filled)
        found, wanted = str(answer.status_code), self.wanted(name, method, who, card, elsewhere=elsewhere)
        said = readable(answer)
        self.cells += 1
        self.singing += bool(scene.aviary.heard(said))
        here = (scene.state, scene.band, name, method, who, "elsewhere" if elsewhere else whose)
        if found != wanted:
            self.different.append((*here, found, wanted))
        is_out = who == "stranger" or scene.is_out(who)
        for _word, sits_in in scene.aviary.not_for(None if is_out else person, said):
            self.leaks[(*here, sits_in)] += 1

    def wanted(self, name: str, method: str, who: str, card: Card | None, *, elsewhere: bool) -> str:
        cell = self.rows[name, method][who]
        if elsewhere:
            return "405" if cell == "405" else "404"
        return self.scene.expected(name, method, who, self.rows, card, has_child=name in WITH_A_CHILD)

    def all(self, until: float) -> bool:
        """False where time was up before all was asked."""
        for name, method, who, whose, elsewhere in self.asked():
            if time.monotonic() > until:
                return False
            self.cell(name, method, who, whose, elsewhere=elsewhere)
        return True

    def asked(self) -> Iterator[tuple[str, str, str, str, bool]]:
        for name, method in self.rows:
            if not FULL and (name not in STEPS or set(self.rows[name, method].values()) == {"405"}):
                continue
            people = self.circle.everyone if name in WITH_A_DOOR or name == "home:home" else AT_THE_KEYS
            # A method that a route does not have is refused before anybody looks for which child or card.
            is_a_method = set(self.rows[name, method].values()) != {"405"}
            cards = WHOSE if "card_id" in ROUTES[name] and is_a_method else ("",)
            for who, whose in product(people if FULL else IN_THE_SAMPLE, cards):
                yield name, method, who, whose, False
            if name in WITH_A_DOOR and is_a_method and FULL:
                yield from ((name, method, who, "", True) for who in self.circle.people)


def enter(circle) -> None:
    """Everybody is in before a scene is laid, so that who was in still is when it has been taken away again."""
    circle.entered_at.clear()
    for person in circle.everyone.values():
        circle.browser(person)


def figures(walk: Walk, *, is_whole: bool) -> dict[str, Any]:
    return {
        "state": walk.scene.state,
        "band": walk.scene.band,
        "is whole": is_whole,
        "cells": walk.cells,
        "different": len(walk.different),
        "with a canary": walk.singing,
        "leaks": walk.leaks.total(),
        "which": walk.different[:200],
        "leaked": [list(key) for key in walk.leaks][:200],
    }


@pytest.mark.proof
@pytest.mark.built_in
@pytest.mark.timeout(12_000)
@pytest.mark.parametrize(("state", "band"), SCENES, ids=[f"{state}, {band}" for state, band in SCENES])
def test_each_cell_in_each_state_at_each_age_is_as_the_tables_say(circle, state, band):
    """A scene a test: they go side by side, and one that was cut short is done again alone (`-k "withdrawn, under 12"`)."""
    enter(circle)
    with undone():
        walk = Walk(lay(circle, state, band), table())
        is_whole = walk.all(last_moment())
    write_result(f"routes-by-state-{SCENES.index((state, band))}", figures(walk, is_whole=is_whole))

    assert not walk.different, walk.different[:30]
    assert is_whole, "time was up before all was asked"
    assert walk.leaks == {}, "somebody got what is not theirs"
    assert walk.singing > walk.cells / 100, "there are canaries on the pages at all"


@pytest.mark.proof
@pytest.mark.built_in
def test_the_states_are_what_they_are_called(circle):
    """What the rules say of each state in one line, beside what the oracle makes of the rows that were laid."""
    for state, band in product(STATES, BANDS):
        with undone():
            scene = lay(circle, state, band)
            card, help_card = scene.cards[Role.CARE_COORDINATOR], scene.cards[Role.YOUTH_WORKER]
            flows = {scene.sees_card(Role.YOUTH_WORKER, card), scene.sees_card(Role.SCHOOL_SOCIAL_WORKER, help_card)}
            flows |= {scene.sees_card(Role.NURSE, help_card), scene.sees_card(Role.YOUTH_WORKER, scene.cards[Role.NURSE])}
            barred = {who for who, column in scene.columns.items() if column == "parent_without_authority"}
            unseen = {who for who, column in scene.columns.items() if column == "unknown"}
        parents = {Role.MOTHER, Role.FATHER, Role.CARER, Role.GUARDIAN}
        is_grown = band == "18 and up"

        assert flows == {band in FLOWS.get(state, ())}, (state, band)
        assert barred == (parents if is_grown else BARRED.get(state, set())), (state, band)
        assert unseen == (set() if is_grown else UNSEEN.get(state, set())), (state, band)


def test_what_each_route_asks_stands_in_the_list_of_routes_as_it_is_called():
    assert {key.removesuffix(" POST") for key in STEPS} <= WITH_A_CHILD
