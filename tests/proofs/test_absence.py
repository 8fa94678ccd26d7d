"""What somebody may not see and what is not there give the same answer: the same words and headers, in the same time (T06)."""

import os
import random
import re
import time
from uuid import uuid4

import pytest

from rondom.cards.models import Card
from rondom.children.models import Role
from tests.proofs.bodies import body
from tests.proofs.walking import ROUTES, address, ask, write_result

FULL = os.environ.get("RONDOM_PROOF") == "full"
SEED = 20261124
PAIRS = 20_000
SECONDS = float(os.environ.get("RONDOM_PROOF_SECONDS", "3000"))
ALWAYS = re.compile(
    r" 'nonce-[^']+'|" r'data-seconds="\d+"|csrfmiddlewaretoken" value="\w+"|nonce[=-][\'"]?[\w+/=-]+|csrftoken=\w+'
)
BOUND = 0.52


def answer_of(circle, person, method: str, where: str, given: dict) -> tuple[int, str, dict]:
    answer = ask(circle, person, method, where, given)
    said = answer.content.decode().replace(where, "")
    headers = {name: ALWAYS.sub("", value) for name, value in answer.items()}
    return answer.status_code, ALWAYS.sub("", said), headers


def hidden_card(circle) -> Card:
    """A draft of the mother: for all others it is not there."""
    return Card.objects.filter(child=circle.child, voice__letter="M", shares__isnull=True).first() or Card.objects.create(
        child=circle.child,
        kind="home",
        voice=circle.child.voices.get(letter="M"),
        information_kind="K06",
        ground="consent",
    )


def pairs(circle):
    """Route, who asks, where it may not be seen, where it is not there."""
    hidden = hidden_card(circle).pk
    for name, path in ROUTES.items():
        if "child_id" in path:
            yield name, circle.stranger, {"child_id": circle.child.pk}, {"child_id": uuid4()}
            yield name, circle.people[Role.MOTHER], {"child_id": circle.elsewhere.pk}, {"child_id": uuid4()}
        if "organisation_id" in path:
            yield name, circle.people[Role.MOTHER], {"organisation_id": circle.school.pk}, {"organisation_id": uuid4()}
        if "team_id" in path:
            yield name, circle.people[Role.TEACHER], {}, {"team_id": uuid4()}
        if "card_id" in path:
            yield name, circle.people[Role.FATHER], {"card_id": hidden}, {"card_id": uuid4()}
            elsewhere = Card.objects.filter(child=circle.elsewhere).first().pk
            yield name, circle.people[Role.FATHER], {"card_id": elsewhere}, {"card_id": uuid4()}


@pytest.mark.proof
@pytest.mark.built_in
def test_forbidden_and_absent_say_the_same(circle):
    different, compared = [], 0
    for name, person, there, nowhere in pairs(circle):
        for method in ("GET", "POST"):
            given = body(name, circle, person) if method == "POST" else {}
            paths = [address(ROUTES[name], circle, circle.child, **where) for where in (there, nowhere)]
            answers = [answer_of(circle, person, method, path, given) for path in paths]
            if answers[0] != answers[1]:  # what tells them apart does so each time; a visit that grew older in between does not
                answers = [answer_of(circle, person, method, path, given) for path in paths]
            compared += 1
            if answers[0] != answers[1]:
                different.append((name, method, person.name, answers[0][0], answers[1][0]))
            elif answers[0][0] not in (404, 405):
                different.append((name, method, person.name, "let in"))

    write_result("absence-words", {"pairs": compared, "different": len(different)})
    assert different == []


@pytest.mark.proof
@pytest.mark.built_in
@pytest.mark.timeout(6000)
@pytest.mark.skipif(not FULL, reason="time is measured in the proofs only")
@pytest.mark.parametrize("what", ["child", "card"])
def test_no_clock_tells_forbidden_from_absent(circle, what):
    """The best single cut in the times of one half is tried on the other half."""
    chance, hidden = random.Random(SEED), hidden_card(circle).pk
    person = circle.stranger if what == "child" else circle.people[Role.FATHER]
    browser, route = circle.browser(person), ROUTES["cards:card"]
    times: list[tuple[float, bool]] = []
    until = time.monotonic() + SECONDS / 2
    while len(times) < 2 * PAIRS and time.monotonic() < until:
        for is_there in chance.sample((True, False), 2):
            key = "child_id" if what == "child" else "card_id"
            there = circle.child.pk if what == "child" else hidden
            where = address(route, circle, circle.child, **{key: there if is_there else uuid4()})
            began = time.perf_counter()
            status = browser.get(where).status_code
            times.append((time.perf_counter() - began, is_there))
            assert status == 404
    times = times[200:]
    learned, judged = times[0::4] + times[1::4], times[2::4] + times[3::4]
    cut, above = best_cut(learned)
    right = sum((took > cut) == (is_there == above) for took, is_there in judged)

    result = {"seed": SEED, "pairs": len(times) // 2, "right": round(right / len(judged), 4), "cut in ms": round(cut * 1000, 3)}
    write_result(f"absence-time-{what}", result)
    assert right / len(judged) <= BOUND


def best_cut(times: list[tuple[float, bool]]) -> tuple[float, bool]:
    """Where to cut, and whether what is there lies above it."""
    ordered = sorted(times)
    of_all = sum(is_there for _took, is_there in ordered)
    best, cut, above, below_there = -1.0, 0.0, True, 0
    for nth, (took, is_there) in enumerate(ordered, 1):
        below_there += is_there
        lies_above = (of_all - below_there) + (nth - below_there)
        for score, is_above in ((lies_above, True), (len(ordered) - lies_above, False)):
            if score > best:
                best, cut, above = score, took, is_above
    return cut, above
