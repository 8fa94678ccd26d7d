"""A mixed day replayed, and beside it a recorder outside: the record tells exactly what happened, no more and no less (T11).

The recorder knows nothing of the product's record: it looks at who asked what, what was answered, and which rows were added.
"""

import csv
import random
import re
import time
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from rondom.base.models import Event
from rondom.base.verify import faults_in_record
from rondom.children.models import AuthorityChange, Place
from tests.proofs.bodies import body
from tests.proofs.walking import FULL, ROUTES, address, last_moment, write_result

SEED = 20261124
ACTIONS = 2_000 if FULL else 150
CHANGES = Path(__file__).parent / "changes_by_route.csv"
AT_CHILD = [name for name, path in ROUTES.items() if "child_id" in path and name != "children:welcome"]
WROTE = re.compile(r'^\s*(?:INSERT INTO|DELETE FROM(?= "children_groupinyear))\s+"(\w+)"', re.IGNORECASE)
# A fresh invitation makes those before it worthless, where there are any.
WITHDREW = re.compile(r'^\s*UPDATE\s+"people_invitation"', re.IGNORECASE)
# Each new row in these is a change of its own, whatever page it came by.
BY_TABLE = {
    "children_voice": "circle.voice_added",
    "people_invitation": "invitation.made",
    "people_person": "person.added",
    "people_invitation, ended": "invitation.withdrawn",
    "children_groupinyear": "child.groups_noted",
}
# These lines tell of the one who comes in, not of the one who asks; and that a chain begins is of nobody.
OF_ANOTHER = ("person.added", "invitation.made", "invitation.withdrawn", "record.chain_begun")
AT_THE_DOOR = ("dossier.opened", "board.followed", "dossier.refused")
STREAMS = ("timeline:stream", "timeline:table_stream")
NOT_A_CHANGE = {"base_event", "base_chainhead", "django_session"}


def changes() -> dict[str, str]:
    """What the record must call a change by a post on a route: written from the register, by hand."""
    with CHANGES.open(encoding="utf-8", newline="") as file:
        return {row["route"]: row["event"] for row in csv.DictReader(file)}


class Recorder:
    """Stands outside: keeps which rows a request added, and from that and the answer what the record must say."""

    def __init__(self, circle) -> None:
        self.circle, self.rows, self.known = circle, Counter(), changes()

    def __call__(self, execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        found = WROTE.match(sql)
        if found and found[1] not in NOT_A_CHANGE:
            self.rows[found[1]] += 1
        if WITHDREW.match(sql) and context["cursor"].rowcount:
            self.rows["people_invitation, ended"] += 1
        return answer

    def has_lost_authority(self, who: str) -> bool:
        """Whether two people agreed before this request that somebody holds no authority; then there is no door."""
        return (
            AuthorityChange.objects.filter(place__person=self.circle.everyone[who], is_agreed=True).exists()
            and Place.objects.filter(person=self.circle.everyone[who], child=self.circle.child, has_custody=False).exists()
        )

    def expects_apart(self, name: str, method: str, answer) -> Counter:
        """Of the safety compartment: nothing in the record of the child, also not that its door was tried and opened."""
        if answer.status_code == 404:
            return Counter({("thing.refused", "refused"): 1})
        door = "safety.listed" if name in ("safety:shelf", "safety:begin") else "safety.opened"
        lines = Counter({(door, "done"): 1, ("act.refused", "refused"): int(answer.status_code == 403)})
        if method == "POST" and (answer.status_code == 200 or (answer.status_code == 302 and answer["Location"] != "/")):
            lines[self.known[name], "done"] += 1
            lines["record.chain_begun", "done"] += name == "safety:begin"
        return +lines

    def expects(self, name: str, method: str, who: str, child, answer) -> Counter:
        """Event and outcome of every line that must have come."""
        status = answer.status_code
        if status == 405:
            return Counter()
        if who == "stranger" or child == self.circle.elsewhere or self.has_lost_authority(who):
            return Counter({("dossier.refused", "refused"): 1})
        if name.startswith("safety:"):
            return self.expects_apart(name, method, answer)
        # A board that stays open is written down under a name of its own: to come back by itself is not to look again.
        lines = Counter({("board.followed" if name in STREAMS else "dossier.opened", "done"): 1})
        if name == "children:lost_key" and Place.objects.filter(pk=self.circle.newcomer.pk, ended__isnull=True).exists():
            # Behind this door stands that of the desk; who left the circle meanwhile is not helped there.
            lines["desk.refused" if status == 404 else "desk.opened", "refused" if status == 404 else "done"] += 1
        elif status == 404:
            lines["thing.refused", "refused"] += 1
        if status == 403:
            lines["act.refused", "refused"] += 1
        # What is refused leads back to where it came from, and here that is nowhere.
        is_done = status in (200, 204) or (status == 302 and answer["Location"] != "/")
        if method == "POST" and is_done:
            lines.update((event, "done") for event in self.known.get(name, "").split())
            lines.update({(event, "done"): self.rows[table] for table, event in BY_TABLE.items() if self.rows[table]})
            # What was said becomes a card once; then two lines more tell of that card.
            lines.update({(event, "done"): self.rows["meetings_saidlaid"] for event in ("card.begun", "card.shared")})
            lines["child.groups_noted", "done"] = min(1, lines["child.groups_noted", "done"])
            if name == "cards:share_all" and self.rows["cards_cardshared"]:
                lines["card.shared", "done"] += self.rows["cards_cardshared"]
        return +lines


@pytest.mark.proof
@pytest.mark.timeout(6000)
def test_the_record_tells_exactly_what_happened(circle):
    chance, recorder = random.Random(SEED), Recorder(circle)
    asked, missing, extra, wrong, differs = 0, Counter(), Counter(), 0, []
    kinds, until = Counter(), last_moment()
    while asked < ACTIONS and time.monotonic() < until:
        name, who = chance.choice(AT_CHILD), chance.choice([*circle.everyone, "mother", "care_coordinator"])
        if name == "timeline:papers" and chance.random() < 0.9:
            continue
        method = chance.choice(("GET", "POST", "POST"))
        child = circle.elsewhere if chance.random() < 0.1 else circle.child
        person = circle.everyone[who]
        where = address(ROUTES[name], circle, child)
        circle.bodies.clear()
        given = body(name, circle, person) if method == "POST" else {}
        recorder.rows = Counter()
        browser = circle.browser(person)
        before = set(Event.objects.order_by("-at")[:40].values_list("pk", flat=True))
        with connection.execute_wrapper(recorder):
            answer = getattr(browser, method.lower())(where, given)
        status = answer.status_code
        lines = newest(before)
        expected = recorder.expects(name, method, who, child, answer)
        found = Counter((each.event, each.outcome) for each in lines)
        wrong += sum(each.person_id != person.pk for each in lines if each.event not in OF_ANOTHER)
        wrong += sum(each.child_id != child.pk for each in lines if each.event in AT_THE_DOOR)
        missing += expected - found
        extra += found - expected
        if expected != found:
            differs.append((name, method, who, status, str(expected), str(found), dict(recorder.rows)))
        asked += 1
        kinds[status] += 1

    write_result(
        "log-truth",
        {"seed": SEED, "actions": asked, "answers": dict(kinds), "missing": sum(missing.values()), "extra": sum(extra.values())}
        | {"of the wrong person or child": wrong, "differs": differs[:20]},
    )
    assert differs == []
    assert wrong == 0
    assert faults_in_record() == []


def newest(before: set) -> list[Event]:
    return [each for each in Event.objects.order_by("-at")[:12] if each.pk not in before]
