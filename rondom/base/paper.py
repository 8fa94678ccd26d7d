"""PDF of anything, by typst: tagged (PDF/UA-1), with the fonts that we ship and none of the machine's.

Data goes in as JSON, so that nothing in it can be taken for an instruction. A sign that no shipped font has would
stop a PDF/UA print; it is replaced by a visible square before.
"""

import json
import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import typst

FONTS = Path(__file__).parent / "fonts"
SUBSTITUTE = "□"
# Signs that only steer the look of an emoji before them: without them the plain picture prints.
STEERING = {"\ufe0f", "\ufe0e", "\u200d", *map(chr, range(0x1F3FB, 0x1F400))}


def print_paper(template: Path, content: dict[str, Any]) -> bytes:
    """A PDF from a typst template and what it is about. The template finds its parts beside it and nothing else."""
    return typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(printable(content), ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )


def printable(content: Any) -> Any:
    """The same, with every sign either in a shipped font or shown as a square."""
    if isinstance(content, str):
        return "".join(shown(sign) for sign in content)
    if isinstance(content, dict):
        return {key: printable(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [printable(value) for value in content]
    return content


def shown(sign: str) -> str:
    if sign in STEERING:
        return ""
    if sign.isspace() or ord(sign) in known_signs():
        return " " if sign.isspace() and sign != "\n" else sign
    if unicodedata.category(sign) in {"Cf", "Cc"}:
        return ""
    return SUBSTITUTE


@cache
def known_signs() -> frozenset[int]:
    """Every sign that one of the shipped fonts can draw."""
    return frozenset().union(*(signs_of(font.read_bytes()) for font in FONTS.glob("*.ttf")))


def signs_of(font: bytes) -> set[int]:
    """The signs in a TrueType font's character map (formats 4 and 12)."""
    tables = struct.unpack(">H", font[4:6])[0]
    records = (struct.unpack(">4sIII", font[12 + 16 * nth : 28 + 16 * nth]) for nth in range(tables))
    start = next(offset for tag, _sum, offset, _length in records if tag == b"cmap")
    found: set[int] = set()
    for nth in range(struct.unpack(">H", font[start + 2 : start + 4])[0]):
        offset = start + struct.unpack(">I", font[start + 8 + 8 * nth : start + 12 + 8 * nth])[0]
        form = struct.unpack(">H", font[offset : offset + 2])[0]
        if form == 12:
            count = struct.unpack(">I", font[offset + 12 : offset + 16])[0]
            for group in range(count):
                first, last = struct.unpack(">II", font[offset + 16 + 12 * group : offset + 24 + 12 * group])
                found.update(range(first, last + 1))
        elif form == 4:
            found |= signs_of_format_4(font, offset)
    return found


def signs_of_format_4(font: bytes, offset: int) -> set[int]:
    doubled = struct.unpack(">H", font[offset + 6 : offset + 8])[0]
    ends = struct.unpack(f">{doubled // 2}H", font[offset + 14 : offset + 14 + doubled])
    starts = struct.unpack(f">{doubled // 2}H", font[offset + 16 + doubled : offset + 16 + 2 * doubled])
    return {sign for first, last in zip(starts, ends, strict=True) for sign in range(first, last + 1) if last != 0xFFFF}
