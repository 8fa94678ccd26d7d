"""A word of its own in every personal field: nobody gets one that is not theirs, by any page, paper, file or letter (T03)."""

import logging
import random
import time
from collections import Counter
from itertools import product
from uuid import uuid4

import pytest
from django.core import mail

from rondom.base.letters import letter_to, send_letters
from rondom.base.logs import Quiet
from rondom.base.models import Event
from rondom.cards.models import Card
from rondom.children.models import ConsentAsked, DiscretionaryShare, Place
from tests.proofs.bodies import body
from tests.proofs.canaries import Aviary, let_loose
from tests.proofs.walking import FULL, ROUTES, address, ask, last_moment, readable, undone, write_result

SEED = 20261124
# With the 1,900 and more of the walk along all routes, which listens too (`test_routes_by_role.py`), over three thousand.
RESPONSES = 100_000 if FULL else 1_100
DOORS = ("child_id", "organisation_id", "team_id")
WORDY = [name for name, path in ROUTES.items() if any(door in path for door in DOORS) or name == "home:home"]
# Who may open an hour in need: the page to which that leads is read as in need.
IN_NEED = {"care_coordinator", "school_social_worker", "youth_worker", "neighbourhood_team", "nurse"}
TWISTS = {
    "timeline:board": ("", "?beeld=side-by-side", "?baan=hulp_kind_gezin", "?stem=M", "?van=2019&tot=2026", "?maat=year"),
    "timeline:list": ("", "?baan=thuissituatie_gezin", "?alleen=sleutel"),
    "children:readings": ("", "?maand=2026-11", "?zonder=1"),
}


class Ears(logging.Handler):
    """Hears every line of the log as it would be kept."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(Quiet())
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(self.format(record))


class Walk:
    """Random asking by everyone, everywhere; what the reader may not have is kept in `leaks`."""

    def __init__(self, circle, aviary: Aviary, seed: int) -> None:
        self.circle, self.aviary, self.chance = circle, aviary, random.Random(seed)
        self.cards = list(Card.objects.filter(child=circle.child).order_by("pk").values_list("pk", flat=True))
        self.asked = list(ConsentAsked.objects.filter(child=circle.child).values_list("pk", flat=True))
        self.shares = list(DiscretionaryShare.objects.filter(child=circle.child).values_list("pk", flat=True))
        self.places = list(Place.objects.filter(child=circle.child).values_list("pk", flat=True))
        self.leavers = list(Place.objects.filter(child=circle.child, handover__isnull=False).values_list("pk", flat=True))
        self.leaks: Counter[tuple[str, str, str, str]] = Counter()
        self.asked_for, self.broken, self.heard = 0, 0, Counter()

    def one(self, name: str, who: str, method: str, card=None, twist: str = "", *, elsewhere: bool = False) -> None:
        circle, person = self.circle, self.circle.everyone[who]
        child = circle.elsewhere if elsewhere else circle.child
        things = {"asked_id": self.asked, "share_id": self.shares, "leaver_id": self.leavers}
        chosen = {name: self.chance.choice(keys) for name, keys in things.items()}
        chosen = {} if elsewhere else {**chosen, "card_id": card or self.chance.choice(self.cards)}
        where = address(ROUTES[name], circle, child, **chosen) + twist
        filled = body(name, circle, person) if method == "POST" else {}
        answer = ask(circle, person, method, where, filled, follow=method == "POST")
        said = readable(answer) + "".join(str(step) for step in getattr(answer, "redirect_chain", ()))
        self.asked_for += 1
        self.broken += answer.status_code >= 500
        self.heard.update(self.aviary.heard(said) and [name])
        self.aviary.told.in_need = (name, method) == ("children:emergency", "POST") and who in IN_NEED
        has_closed = (name, method) == ("schools:close_scan", "POST") and bool(getattr(answer, "redirect_chain", ()))
        for _word, sits_in in self.aviary.not_for(person, said):
            if has_closed and sits_in == "in an open scan":
                continue  # by this very press it is a closed one, which the whole team reads
            self.leaks[name, method, who, sits_in] += 1

    def in_turn(self):
        """Every page by everyone once, then every card that is not theirs, in a mixed order."""
        pages = [
            (name, who, method, None, twist)
            for name, who, method in product(WORDY, self.circle.everyone, ("GET", "POST"))
            for twist in (TWISTS.get(name, ("",)) if method == "GET" else ("",))
        ]
        shown = product(("cards:card", "cards:attachment"), self.circle.everyone, self.cards)
        cards = [(name, who, "GET", card, "") for name, who, card in shown]
        self.chance.shuffle(pages)
        self.chance.shuffle(cards)
        return [each for pair in zip(pages, cards, strict=False) for each in pair] + pages[len(cards) :] + cards[len(pages) :]


@pytest.mark.proof
@pytest.mark.timeout(6000)
def test_nobody_reads_what_is_not_theirs(circle):
    ears = Ears()
    logging.getLogger().addHandler(ears)
    try:
        aviary = let_loose(circle)
        walk = Walk(circle, aviary, SEED)
        until = last_moment()
        steps = walk.in_turn()
        while walk.asked_for < RESPONSES and time.monotonic() < until:
            for step in steps:
                walk.one(*step, elsewhere=step[3] is None and walk.chance.random() < 0.05)
                if walk.asked_for >= RESPONSES or time.monotonic() > until:
                    break
        beside = beside_the_pages(circle, aviary, ears)
    finally:
        logging.getLogger().removeHandler(ears)

    write_result(
        "canaries",
        {"seed": SEED, "canaries": len(aviary.birds), "responses": walk.asked_for, "with a canary": sum(walk.heard.values())}
        | {"broken": walk.broken}
        | {"leaks": sum(walk.leaks.values()), "beside": beside, "which": [list(key) for key in list(walk.leaks)[:40]]},
    )
    assert walk.broken == 0
    assert walk.leaks == {}, "somebody got what is not theirs"
    assert set(beside.values()) == {0}
    assert sum(walk.heard.values()) > walk.asked_for / 20, "there are canaries on the pages at all"


def beside_the_pages(circle, aviary: Aviary, ears: Ears) -> dict[str, int]:
    """Logs, letters and the record hold none of these words, whoever reads them."""
    with undone():
        for person in circle.people.values():
            person.refresh_from_db()
            letter_to(person, "news")
        send_letters()
    letters = "".join(f"{each.subject}{each.body}" for each in mail.outbox)
    lines = "".join("|".join(map(str, row)) for row in Event.objects.values_list())
    return {
        "logs": len(aviary.heard("".join(ears.said))),
        "letters": len(aviary.heard(letters)),
        "record": len(aviary.heard(lines)),
    }


def test_a_card_that_is_not_there_says_nothing(circle):
    aviary = let_loose(circle)
    walk = Walk(circle, aviary, SEED)
    walk.one("cards:card", "mother", "GET", card=uuid4())

    assert walk.leaks == {}
