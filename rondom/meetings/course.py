"""How something was marked over time, as a picture: pure. Each side has a strip of its own, each mark is the face itself, so that
it reads without colour; what it says in words is said with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from rondom.cards.models import Face

WIDTH, EDGE, NAME, STEP, SIZE, FOOT = 320, 22, 20, 15, 18, 22
HEIGHT = NAME + 2 * STEP + SIZE + 8  # of a strip
LEVELS = {Face.GOOD: 0, Face.NEUTRAL: 1, Face.NOT_GOOD: 2}


@dataclass(frozen=True)
class Point:
    """What one side marked after one meeting: the how manieth it is, its day, and the faces of all on that side."""

    nth: int
    day: str
    faces: tuple[str, ...]

    @property
    def level(self) -> float:
        return sum(LEVELS[Face(each)] for each in self.faces) / len(self.faces)


@dataclass(frozen=True)
class Strip:
    name: str
    points: tuple[Point, ...]


def draw(about: str, strips: Sequence[Strip], rounds: int, ends: tuple[str, str], *, is_rtl: bool) -> SafeString:
    """Nothing where nobody marked it. From right to left where one reads so: the last stands where a line ends."""
    if not strips:
        return SafeString("")

    def across(nth: int) -> float:
        x = EDGE + nth * (WIDTH - 2 * EDGE) / max(rounds - 1, 1)
        return round(WIDTH - x if is_rtl else x, 1)

    each = ((strip_of(strip, nth * HEIGHT, across, is_rtl=is_rtl),) for nth, strip in enumerate(strips))
    drawn = format_html_join("", "{}", each)
    foot, start, end = len(strips) * HEIGHT + 14, WIDTH - 4 if is_rtl else 4, 4 if is_rtl else WIDTH - 4
    days = format_html('<text x="{}" y="{}">{}</text>', start, foot, ends[0])
    if rounds > 1:
        days += format_html('<text x="{}" y="{}" text-anchor="end">{}</text>', end, foot, ends[1])
    return format_html(
        '<svg class="course" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>',
        WIDTH, len(strips) * HEIGHT + FOOT, in_words(about, strips), drawn, days,
    )  # fmt: skip


def strip_of(strip: Strip, top: int, across: Callable[[int], float], *, is_rtl: bool) -> SafeString:
    first = top + NAME + SIZE / 2

    def down(level: float) -> float:
        return round(first + level * STEP, 1)

    line = " ".join(f"{across(each.nth)},{down(each.level)}" for each in strip.points)
    marks = [(across(each.nth), down(LEVELS[Face(face)]), face) for each in strip.points for face in dict.fromkeys(each.faces)]
    return format_html(
        '<text class="course__side" x="{}" y="{}">{}</text><path class="course__rule" d="M4 {}H{}"/><polyline points="{}"/>{}',
        WIDTH - 4 if is_rtl else 4, top + 14, strip.name, down(1), WIDTH - 4, line,
        format_html_join("", "{}", ((mark_at(*each),) for each in marks)),
    )  # fmt: skip


def mark_at(x: float, y: float, face: str) -> SafeString:
    return format_html(
        '<circle cx="{0}" cy="{1}" r="{2}"/><g class="face--{3}"><use class="course__face" href="#face-{3}" x="{4}" y="{5}" '
        'width="{6}" height="{6}"/></g>',
        x, y, SIZE / 2, face, x - SIZE / 2, y - SIZE / 2, SIZE,
    )  # fmt: skip


def in_words(about: str, strips: Sequence[Strip]) -> str:
    """What stands in it, for who hears it."""
    sides = [f"{strip.name}: {', '.join(map(said, strip.points))}." for strip in strips]
    return " ".join([f"{about}.", *sides])


def said(point: Point) -> str:
    return f"{point.day} {', '.join(str(Face(each).label).lower() for each in point.faces)}"
