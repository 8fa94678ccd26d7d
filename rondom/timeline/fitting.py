"""How tightly the lanes of a poster must be packed, reckoned beforehand from the widths of letters. Pure.

The sheet itself measures what it draws, and packs tighter where this was too hopeful. It only need not try first all that is
sure not to fit: with hundreds of cards that took nine tenths of the time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rondom.base.lettering import wrapped

# How many lines a text gets, and how tall a lane may be at most, in millimetres on A3: first all give up lines, and only when
# they have two lines left the cards that stand lowest go to the pages after.
STEPS = ((14, 9999), (9, 9999), (6, 9999), (5, 9999), (4, 9999), (3, 9999), (2, 9999), (1, 9999)) + tuple(
    (2, tallest) for tallest in (90, 70, 56, 46, 38, 30, 24, 18)
)
# As in the sheet: letters in points, and parts of a letter's size for a line, the room between lines, a head and its gap.
POINTS, LETTER, SMALLEST = 72 / 25.4, 7.05, 7.05
CAP, LEADING, HEAD, UNDER_HEAD, RULE = 0.66, 0.36, 1.36, 0.32, 1.0
AXES = {"groep_kind": 5, "leeftijd_kind": 9}
# A little hope: what turns out taller is packed tighter by the sheet, what was packed too tight would stay so.
HOPE = 0.96


@dataclass(frozen=True)
class Sheet:
    """The measures of a paper, in points."""

    width: float
    height: float
    days: int

    @property
    def scale(self) -> float:
        return self.width / 420

    @property
    def letter(self) -> float:
        return max(SMALLEST, LETTER * self.scale)

    def mm(self, millimetres: float) -> float:
        return millimetres * self.scale * POINTS

    @cached_property
    def track(self) -> float:
        return self.mm(420 - 18) - max(self.mm(23), 20 * POINTS)

    @property
    def room(self) -> float:
        return (self.height - 19 * self.scale - 2 * self.scale) * POINTS - 1.1 * max(SMALLEST, 15 * self.scale) - self.mm(2)

    def lines(self, count: int) -> float:
        return self.letter * (CAP * count + LEADING * max(0, count - 1))


class Lane:
    """One lane with its boxes, and how tall it is at each step."""

    def __init__(self, lane: dict[str, Any], sheet: Sheet) -> None:
        self.sheet, self.gap = sheet, sheet.mm(0.8)
        day = sheet.track / sheet.days
        self.boxes = [Box(box, day, sheet) for box in sorted(lane["boxes"], key=lambda box: -box["w"])]
        self.near = [
            [other for other in range(nth) if self.boxes[other].touches(box, self.gap)] for nth, box in enumerate(self.boxes)
        ]
        self.tray = [Words(card, sheet.mm(34 - 2), sheet) for card in lane["tray"]]
        names = wrapped(lane["name"].replace("\xad", ""), max(sheet.mm(20), 17 * POINTS), sheet.letter * 1.05)
        self.least = sheet.lines(len(names)) + sheet.mm(3)

    def height(self, step: int) -> float:
        lines, most = STEPS[step]
        tallest = self.sheet.mm(most)
        stand: dict[int, tuple[float, float]] = {}
        for nth, box in enumerate(self.boxes):
            height = box.height(lines)
            y = self.free_place(sorted(stand[other] for other in self.near[nth] if other in stand), height)
            if y + height <= tallest:
                stand[nth] = (y, y + height)
        bottom = max([self.gap, *(below for _above, below in stand.values())]) + self.gap
        fit = self.tray if most > 900 else self.tray[:8]
        if fit:
            across = max(1, int((self.sheet.track - self.sheet.mm(14)) / self.sheet.mm(35.5)))
            rows = [fit[start : start + across] for start in range(0, len(fit), across)]
            side = self.sheet.mm(13) + min(len(fit), across) * self.sheet.mm(35)
            in_the_way = [stand[nth][1] + self.gap for nth in stand if self.boxes[nth].x < side]
            tray = sum(max(each.height(lines) for each in row) + 2 * self.sheet.mm(0.8) + self.sheet.mm(1) for row in rows)
            bottom = max(bottom, max([self.gap, *in_the_way]) + tray + self.gap)
        is_dropped = len(stand) < len(self.boxes) or len(fit) < len(self.tray)
        return max(bottom + (self.sheet.mm(3.6) if is_dropped else 0), self.least)

    def free_place(self, near: Sequence[tuple[float, float]], height: float) -> float:
        y = self.gap
        for above, below in near:
            if y + height + self.gap <= above:
                break
            y = max(y, below + self.gap)
        return y


class Words:
    """The text of one card in a width: how many lines it has, and how tall they are with their head."""

    def __init__(self, card: dict[str, Any], width: float, sheet: Sheet) -> None:
        self.sheet = sheet
        self.count = max(1, len(wrapped(card["text"], width, sheet.letter)))
        beside = (HEAD + 0.8 + (HEAD if card["face"] else 0)) * sheet.letter
        when = len(wrapped(card["when"], max(width - beside, 2 * sheet.letter), sheet.letter))
        self.head = max(HEAD * sheet.letter, sheet.lines(when)) + UNDER_HEAD * sheet.letter

    def height(self, lines: int) -> float:
        return self.head + self.sheet.lines(min(self.count, lines))


class Box:
    """A card, a bar, or several cards about the same thing, as it stands on its lane."""

    def __init__(self, box: dict[str, Any], day: float, sheet: Sheet) -> None:
        self.sheet, self.is_bar, self.differs = sheet, box["bar"], box["differs"]
        self.x, self.width = box["x"] * day, box["w"] * day
        inside = self.width - sheet.mm(7 if self.is_bar else 2)
        cards = box["cards"][:1] if self.is_bar else box["cards"]
        self.words = [Words(card, inside, sheet) for card in cards]

    def touches(self, other: "Box", gap: float) -> bool:
        return self.x < other.x + other.width + gap and other.x < self.x + self.width + gap

    def height(self, lines: int) -> float:
        edges = 2 * self.sheet.mm(0.8)
        if self.is_bar:
            return edges + max(HEAD * self.sheet.letter, self.sheet.lines(min(self.words[0].count, lines)))
        rules = (len(self.words) - 1 + (1.66 if self.differs else 0)) * RULE * self.sheet.letter
        return edges + rules + sum(words.height(lines) for words in self.words)


def first_steps(lanes: Sequence[dict[str, Any]], *, first_day: int, days: int, width: int, height: int) -> list[int]:
    """For each lane the step from which the sheet need begin: the tallest lane goes on as long as all is too tall."""
    sheet = Sheet(width, height, days)
    shifted = [{**lane, "boxes": [{**box, "x": box["x"] - first_day} for box in lane["boxes"]]} for lane in lanes]
    drawn = {nth: Lane(lane, sheet) for nth, lane in enumerate(shifted) if not lane["axis"]}
    steps = [0] * len(lanes)
    heights = {nth: lane.height(0) * HOPE for nth, lane in drawn.items()}
    room = sheet.room - sum(sheet.mm(AXES[lane["key"]]) for lane in lanes if lane["axis"])
    while sum(heights.values()) > room:
        able = [nth for nth in drawn if steps[nth] < len(STEPS) - 1]
        if not able:
            break
        tallest = min(able, key=lambda nth: ((steps[nth] >= 6) + (steps[nth] >= 7), -heights[nth]))
        steps[tallest] += 1
        heights[tallest] = drawn[tallest].height(steps[tallest]) * HOPE
    return steps
