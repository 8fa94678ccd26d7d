"""The figures of a report as SVG (pure): lines, hatches and words of one colour, for black and white too.

On a page each takes the colour of the text; on paper it is black. What it shows stands in words beside it.
"""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from rondom.reports.wording import number

FONT = 'font-family="Source Sans 3, sans-serif"'
WIDTH = 640
EDGE = 'stroke="currentColor" stroke-width="1.5"'
BAND = 'fill="currentColor" fill-opacity=".16" stroke="currentColor" stroke-opacity=".4"'
# Hatches that tell apart without colour: from empty to full.
TONES = ("none", "dots", "lines", "cross", "full")


def draw(kind: str, drawn: Mapping[str, Any], name: str = "figure") -> str:
    """The figure of this kind. Every text in it is escaped; `name` is its own among the figures of a page."""
    made: dict[str, Callable[[Mapping[str, Any]], str]] = {"years": years, "small": small, "ladder": ladder}
    return bars(drawn, name) if kind == "bars" else made[kind](drawn)


def svg(width: float, height: float, inside: Sequence[str]) -> str:
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {FONT} font-size="14" fill="currentColor">{"".join(inside)}</svg>'


def words(x: float, y: float, text: str, *, anchor: str = "middle", size: int = 14, weight: int = 400) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" font-weight="{weight}">{escape(text)}</text>'


def stroke(points: Sequence[tuple[float, float]], more: str = "") -> str:
    laid = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{laid}" fill="none" stroke="currentColor" stroke-width="2.5" {more}/>'


def years(drawn: Mapping[str, Any]) -> str:
    """The own line before the band of all schools, on the whole scale."""
    inside = plot(drawn, (44, 30, WIDTH - 44 - 130, 190), is_small=False)
    right = WIDTH - 118
    key = [(stroke([(right, 40), (right + 26, 40)]), drawn["own_name"])]
    if drawn["all"]:
        key.append((stroke([(right, 64), (right + 26, 64)], 'stroke-dasharray="6 4"'), "iedereen samen"))
    if any(drawn["band"]):
        y = 40 + 24 * len(key)
        box = f'<rect x="{right}" y="{y - 8}" width="26" height="14" {BAND}/>'
        key.append((box, "alle scholen"))
    for nth, (sign, name) in enumerate(key):
        inside += [
            sign,
            *(
                words(right + 32, 45 + 24 * nth + 12 * line, part, anchor="start", size=12)
                for line, part in enumerate(broken(name, 14)[:2])
            ),
        ]
    return svg(WIDTH, 262, inside)


def plot(drawn: Mapping[str, Any], box: tuple[float, float, float, float], *, is_small: bool) -> list[str]:
    left, top, wide, high = box
    low, most, many = drawn["low"], drawn["high"], len(drawn["years"])

    def at(nth: int, value: float) -> tuple[float, float]:
        x = left + wide / 2 if many == 1 else left + wide * (0.08 + 0.84 * nth / (many - 1))
        return x, top + high * (1 - (value - low) / (most - low))

    inside = []
    for mark in (low, most) if is_small else [*range(low, most, 1 if most <= 5 else 3), most]:
        y = at(0, mark)[1]
        inside.append(
            f'<line x1="{left}" x2="{left + wide}" y1="{y:.1f}" y2="{y:.1f}" stroke="currentColor" stroke-opacity=".3"/>'
        )
        inside.append(words(left - 6, y + 4, str(mark), anchor="end", size=11 if is_small else 13))
    banded = [(nth, band) for nth, band in enumerate(drawn["band"]) if band]
    if banded:
        inside.append(band_of(banded, at))
    inside += run_of(drawn["all"], at, 'stroke-dasharray="6 4" stroke-opacity=".8"', 0)
    inside += run_of(drawn["own"], at, "", 3.5 if is_small else 5)
    for nth, value in enumerate(drawn["own"]):
        if value is not None and (not is_small or nth == many - 1):
            star = "*" if drawn["is_changed"] and nth == many - 1 else ""
            x, y = at(nth, value)
            inside.append(words(x, y - 9, number(value) + star, size=12 if is_small else 14, weight=700))
    names = {0, many - 1} if is_small else set(range(many))
    inside += [
        words(at(nth, low)[0], top + high + 20, short(year) if is_small else year, size=11 if is_small else 13)
        for nth, year in enumerate(drawn["years"])
        if nth in names
    ]
    return inside


def short(year: str) -> str:
    return "’" + year[2:4] + "-" + year[-2:]


def band_of(banded: Sequence[tuple[int, Sequence[float]]], at: Any) -> str:
    """From the lowest to the highest school; of one year a bar."""
    top = [at(nth, band[1]) for nth, band in banded]
    low = [at(nth, band[0]) for nth, band in reversed(banded)]
    if len(banded) == 1:
        top = [(top[0][0] - 14, top[0][1]), (top[0][0] + 14, top[0][1])]
        low = [(low[0][0] + 14, low[0][1]), (low[0][0] - 14, low[0][1])]
    laid = " ".join(f"{x:.1f},{y:.1f}" for x, y in (*top, *low))
    return f'<polygon points="{laid}" fill="currentColor" fill-opacity=".16" stroke="currentColor" stroke-opacity=".4"/>'


def run_of(values: Sequence[float | None], at: Any, more: str, dot: float) -> list[str]:
    """A line over the years that follow each other, and a point on each: over a gap goes no line."""
    inside, run = [], []
    for nth, value in enumerate([*values, None]):
        if value is not None:
            run.append(at(nth, value))
            continue
        inside += [stroke(run, more)] if len(run) > 1 else []
        run = []
    radius = dot or 3
    points = [at(nth, value) for nth, value in enumerate(values) if value is not None]
    full = "" if dot else 'fill-opacity="0" stroke="currentColor"'
    return inside + [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" {full}/>' for x, y in points]


def small(drawn: Mapping[str, Any]) -> str:
    """One small picture per question, all on the same grid."""
    across, wide, high = 3, 208, 168
    inside = []
    for nth, line in enumerate(drawn["lines"]):
        left, top = nth % across * (wide + 8), nth // across * high
        inside += [
            words(left + 4, top + 14 + 13 * row, part, anchor="start", size=12, weight=600)
            for row, part in enumerate(cut(line["title"]))
        ]
        inside += plot(line, (left + 24, top + 54, wide - 34, 70), is_small=True)
    rows = -(-len(drawn["lines"]) // across)
    return svg(WIDTH, rows * high, inside)


def cut(text: str) -> list[str]:
    """At most three short lines; what is left out is said with a sign, and stands whole below."""
    lines = broken(text, 31)
    return lines if len(lines) <= 3 else [*lines[:2], lines[2][:28].rstrip() + "…"]


def broken(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def bars(drawn: Mapping[str, Any], own: str) -> str:
    """Stacked bars, each of the whole; a share is written in its part where it fits."""
    left, wide, tall = 150, WIDTH - 160, 34
    inside = [hatches(own)]
    for nth, row in enumerate(drawn["rows"]):
        y = 8 + nth * (tall + 12)
        inside.append(words(left - 10, y + tall / 2 + 5, row["name"], anchor="end", size=13))
        sizes = [float(share) if share.isdecimal() else 2.5 if "minder" in share else 97.5 for share in row["shares"]]
        x = float(left)
        for answer, (share, size) in enumerate(zip(row["shares"], sizes, strict=True)):
            part = wide * size / (sum(sizes) or 1)
            inside.append(f'<rect x="{x:.1f}" y="{y}" width="{part:.1f}" height="{tall}" fill="{tone(answer, own)}" {EDGE}/>')
            if share.isdecimal() and part > 40:
                inside += plate(x + part / 2, y + tall / 2, f"{share}%")
            x += part
    foot = 8 + len(drawn["rows"]) * (tall + 12) + 8
    for nth, name in enumerate(drawn["answers"]):
        x, y = left + nth % 2 * 240, foot + nth // 2 * 26
        inside.append(
            f'<rect x="{x}" y="{y}" width="22" height="16" fill="{tone(nth, own)}" stroke="currentColor" stroke-width="1.5"/>'
        )
        inside.append(words(x + 30, y + 13, name, anchor="start", size=13))
    return svg(WIDTH, foot + -(-len(drawn["answers"]) // 2) * 26 + 6, inside)


def plate(x: float, y: float, text: str) -> list[str]:
    """A figure on a light plate, so that it reads on any hatch."""
    plain = f'<rect x="{x - 19:.1f}" y="{y - 11:.1f}" width="38" height="22" rx="4" fill="#fff"/>'
    return [
        plain,
        words(x, y + 5, text, weight=700).replace("<text ", '<text fill="#22282f" '),
    ]


def tone(nth: int, own: str) -> str:
    name = TONES[nth % len(TONES)]
    return {"none": "none", "full": "currentColor"}.get(name, f"url(#{own}-{name})")


def hatches(own: str) -> str:
    dots = '<circle cx="3" cy="3" r="1.4" fill="currentColor"/>'
    lines = '<path d="M0 6 6 0" stroke="currentColor" stroke-width="1.2"/>'
    cross = '<path d="M0 6 6 0M0 0 6 6" stroke="currentColor" stroke-width="1.6"/>'
    made = "".join(
        f'<pattern id="{own}-{name}" width="6" height="6" patternUnits="userSpaceOnUse">{drawn}</pattern>'
        for name, drawn in (("dots", dots), ("lines", lines), ("cross", cross))
    )
    return f"<defs>{made}</defs>"


def ladder(drawn: Mapping[str, Any]) -> str:
    """Four steps that rise, each with how many of its questions went up or down."""
    steps = drawn["steps"]
    wide, base, inside = WIDTH / len(steps), 250.0, []
    for nth, step in enumerate(steps):
        top = 130 - nth * 34
        x = nth * wide + 1
        inside.append(
            f'<rect x="{x:.1f}" y="{top}" width="{wide - 2:.1f}" height="{base - top:.1f}" {EDGE}'
            ' fill="currentColor" fill-opacity=".07"/>'
        )
        inside.append(words(x + 10, top + 28, str(step["number"]), anchor="start", size=22, weight=700))
        inside += [
            words(x + 10, top + 48 + 16 * row, part, anchor="start", size=12)
            for row, part in enumerate(broken(step["name"], 21)[:4])
        ]
        counted = f"▲ {step['up']}   ▼ {step['down']}   = {step['other']}" if step["questions"] else "niet gevraagd"
        inside.append(words(x + 10, base - 10, counted, anchor="start", size=13, weight=700))
    inside.append(
        words(
            0,
            278,
            "▲ aangetoond hoger   ▼ aangetoond lager   = niet aangetoond anders, of niet te toetsen",
            anchor="start",
            size=12,
        )
    )
    return svg(WIDTH, 288, inside)
