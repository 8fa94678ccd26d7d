"""The shipped fonts: in which order a letter is looked for, which signs there are, and how wide each is."""

import struct
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
# The one list of families, for everything that prints: what a family lacks is looked for in the next.
FAMILIES = ("Source Sans 3", "Noto Sans Arabic", "Noto Sans Ethiopic", "Noto Emoji")


@cache
def advances() -> dict[int, float]:
    """Every sign that one of the shipped fonts can draw, with its width as a part of the size of the letter."""
    found: dict[int, float] = {}
    for font in sorted(FONTS.glob("*.ttf"), key=lambda font: (not font.name.startswith("SourceSans"), font.name)):
        found = advances_of(font.read_bytes()) | found
    return found


def width_of(text: str, size: float) -> float:
    """About how wide a text is in letters of a size: as its letters stand alone, which is never too narrow by much."""
    known = advances()
    return size * sum(known.get(ord(sign), 1.0) for sign in text)


def wrapped(text: str, width: float, size: float) -> list[str]:
    """A text in lines of at most a width, broken at words, and within a word where nothing else is left."""
    lines: list[str] = []
    line, used = "", 0.0
    for word in text.split():
        long = width_of(word, size)
        gap = width_of(" ", size) if line else 0.0
        if line and used + gap + long > width:
            lines.append(line)
            line, used, gap = "", 0.0, 0.0
        while long > width and len(word) > 1:
            fits = next((nth for nth in range(1, len(word)) if width_of(word[: nth + 1], size) > width), len(word) - 1)
            lines.append(word[:fits])
            word = word[fits:]
            long = width_of(word, size)
        line, used = (f"{line} {word}" if line else word), used + gap + long
    return [*lines, line] if line else lines


def advances_of(font: bytes) -> dict[int, float]:
    """The signs in a TrueType font's character map (formats 4 and 12) with the widths of their glyphs."""
    tables = {}
    for nth in range(struct.unpack(">H", font[4:6])[0]):
        tag, _sum, offset, _length = struct.unpack(">4sIII", font[12 + 16 * nth : 28 + 16 * nth])
        tables[tag] = offset
    (units,) = struct.unpack(">H", font[tables[b"head"] + 18 : tables[b"head"] + 20])
    (widths,) = struct.unpack(">H", font[tables[b"hhea"] + 34 : tables[b"hhea"] + 36])
    pairs = struct.unpack(f">{2 * widths}H", font[tables[b"hmtx"] : tables[b"hmtx"] + 4 * widths])
    return {sign: pairs[2 * min(glyph, widths - 1)] / units for sign, glyph in glyphs_of(font, tables[b"cmap"]).items()}


def glyphs_of(font: bytes, start: int) -> dict[int, int]:
    found: dict[int, int] = {}
    for nth in range(struct.unpack(">H", font[start + 2 : start + 4])[0]):
        offset = start + struct.unpack(">I", font[start + 8 + 8 * nth : start + 12 + 8 * nth])[0]
        form = struct.unpack(">H", font[offset : offset + 2])[0]
        if form == 12:
            count = struct.unpack(">I", font[offset + 12 : offset + 16])[0]
            for group in range(count):
                first, last, glyph = struct.unpack(">III", font[offset + 16 + 12 * group : offset + 28 + 12 * group])
                found.update({sign: glyph + sign - first for sign in range(first, last + 1)})
        elif form == 4:
            found |= glyphs_of_format_4(font, offset)
    return found


def glyphs_of_format_4(font: bytes, offset: int) -> dict[int, int]:
    (doubled,) = struct.unpack(">H", font[offset + 6 : offset + 8])

    def column(nth: int, kind: str) -> tuple[int, ...]:
        at = offset + 14 + nth * doubled + (2 if nth else 0)
        return struct.unpack(f">{doubled // 2}{kind}", font[at : at + doubled])

    found = {}
    for nth, (last, first, delta, shift) in enumerate(zip(*map(column, range(4), "HHhH"), strict=True)):
        for sign in range(first, last + 1) if last != 0xFFFF else ():
            glyph = sign
            if shift:
                at = offset + 16 + 3 * doubled + 2 * nth + shift + 2 * (sign - first)
                (glyph,) = struct.unpack(">H", font[at : at + 2])
            found[sign] = (glyph + delta) & 0xFFFF
    return found
