"""PDF of anything, by typst: tagged (PDF/UA-1), with the fonts that we ship and none of the machine's.

Data goes in as JSON, so that nothing in it can be taken for an instruction. A sign that no shipped font has would
stop a PDF/UA print; it is replaced by a visible square before.
"""

import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import typst

from rondom.base.lettering import FAMILIES, FONTS, advances

SPRITE = Path(__file__).parent / "templates" / "ui" / "sprite.html"
SUBSTITUTE = "□"
# Signs that only steer the look of an emoji before them: without them the plain picture prints.
# A tagged PDF may hold none of these, whatever a font says. The second comes along unseen with what is pasted from a file.
NOT_IN_A_PDF = {"\0", "\ufeff", "\ufffe", "\uffff"}
STEERING = {"\ufe0f", "\ufe0e", "\u200d", *map(chr, range(0x1F3FB, 0x1F400))}


def print_paper(template: Path, content: dict[str, Any]) -> bytes:
    """A PDF from a typst template and what it is about. The template finds its parts beside it and nothing else."""
    return typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps({"fonts": FAMILIES, **printable(content)}, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )


def printable(content: Any) -> Any:
    """The same, with every sign either in a shipped font or shown as a square."""
    if isinstance(content, str):
        return content.translate(SHOWN)
    if isinstance(content, dict):
        return {key: printable(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [printable(value) for value in content]
    return content


def shown(sign: str) -> str:
    if sign in STEERING | NOT_IN_A_PDF:
        return ""
    if sign.isspace() or ord(sign) in advances():
        return " " if sign.isspace() and sign != "\n" else sign
    if unicodedata.category(sign) in {"Cf", "Cc"}:
        return ""
    return SUBSTITUTE


def picture_of(symbol: str, colour: str) -> str:
    """A sign of the screen as a picture for paper, in a colour: `icon-house`, `face-good`."""
    box, drawing = symbols()[symbol]
    drawing = drawing.replace('class="eye"', f'fill="{colour}" stroke="none"')
    width = 1.5 if box.endswith("20") else 2.6
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><g fill="none" stroke="{colour}" stroke-width="{width}"'
        f' stroke-linecap="round" stroke-linejoin="round">{drawing}</g></svg>'
    )


class Shown(dict[int, str]):
    """How each sign prints, found out once."""

    def __missing__(self, sign: int) -> str:
        self[sign] = shown(chr(sign))
        return self[sign]


SHOWN = Shown()


@cache
def symbols() -> dict[str, tuple[str, str]]:
    """The signs that the pages of the site draw from, with the box in which each stands."""
    found = re.findall(r'<symbol id="([\w-]+)" viewBox="([\d ]+)">(.*?)</symbol>', SPRITE.read_text(encoding="utf-8"))
    return {name: (box, drawing) for name, box, drawing in found}
