"""The cards of every measurement: made by chance of a fixed seed, so that all who are measured draw the same. Pure."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from rondom.timeline.layout import LANES, Placeable, lay_out

SEED = 20261124
BORN, YEARS = date(2014, 10, 3), 12
DAYS = YEARS * 365
AUTHORS = "MVSJ"
MONTHS = ("januari", "februari", "maart", "april", "mei", "juni")
MONTHS += ("juli", "augustus", "september", "oktober", "november", "december")
WORDS = ("school", "thuis", "huisarts", "gesprek", "rust", "slapen", "lezen", "vriendje")
WORDS += ("oma", "verhuizing", "toets", "juf", "zwemmen", "fiets", "vertrouwen", "hulp")


@dataclass(frozen=True)
class Card:
    """One generated card; `day` counts from the birth, `x`, `width` and `row` are its box on the board."""

    id: str
    lane: str
    author: str
    day: int
    text: str
    x: int = 0
    width: int = 0
    row: int = 0

    @property
    def date(self) -> date:
        return BORN + timedelta(days=self.day)

    @property
    def said(self) -> str:
        """All that a box says: whose, when, what."""
        return f"{self.author} {self.date.day} {MONTHS[self.date.month - 1]} {self.date.year} {self.text}"


def life(count: int) -> list[Card]:
    """So many cards, in the boxes in which the board lays them at its first scale: the whole life."""
    chance = random.Random(SEED)
    cards = [
        Card(
            id=str(nth),
            lane=LANES[nth % len(LANES)],
            author=chance.choice(AUTHORS),
            day=chance.randrange(DAYS),
            text=f"Kaartje {nth}: " + " ".join(chance.choices(WORDS, k=chance.randint(3, 9))),
        )
        for nth in range(count)
    ]
    places = [Placeable(each.id, each.lane, each.author, each.day, each.day, nth) for nth, each in enumerate(cards)]
    boxes = {box.cards[0]: box for box in lay_out(places, today=DAYS).boxes}
    return [
        Card(each.id, each.lane, each.author, each.day, each.text, boxes[each.id].x, boxes[each.id].width, boxes[each.id].row)
        for each in cards
    ]


def as_file(cards: list[Card]) -> dict[str, Any]:
    """The timeline file by which Rondom takes them in."""
    return {
        "child": {"name": f"Kind{len(cards)}", "birth_date": BORN.isoformat()},
        "members": [{"code": "S", "name": "Anouk", "role": "intern begeleider"}],
        "cards": [
            {"id": each.id, "lane": each.lane, "author": each.author, "date_printed": each.date.isoformat(), "text": each.text}
            for each in cards
        ],
    }


def as_data(cards: list[Card]) -> dict[str, Any]:
    """What stands in the page of each peer: lanes, and of each card what it says and from when until when its box lies."""
    ends = [BORN + timedelta(days=day) for day in (0, max(each.x + each.width for each in cards))]
    return {
        "lanes": [{"id": lane, "title": lane.replace("_", " ")} for lane in LANES],
        "first": ends[0].isoformat(),
        "last": ends[1].isoformat(),
        "cards": [
            {
                "id": each.id,
                "lane": each.lane,
                "start": each.date.isoformat(),
                "end": (each.date + timedelta(days=each.width)).isoformat(),
                "text": each.said,
            }
            for each in cards
        ],
    }
