"""A report as a document of Word. Run apart (`python -m rondom.reports.document`): the report as JSON in, the document out.

Real headings, lists and tables, so that parts of it can be copied into one's own; what a figure shows stands in words with it.
"""

import io
import json
import sys
from base64 import b64decode
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

WIDE, TEXT = 6, Pt(10.5)  # more columns than this are printed smaller
PAGE, EDGE, FULL = (Cm(21), Cm(29.7)), Cm(2), Cm(17)  # A4
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)  # when a file was made tells who sat where; the report says of which day it is


def document(report: dict[str, Any], pictures: list[bytes]) -> bytes:
    made = Document()
    about = made.core_properties
    about.title, about.author, about.language = report["title"], "", "nl-NL"
    about.created = about.modified = LONG_AGO
    about.comments = ""
    speak_dutch(made)
    made.styles["Normal"].font.size = TEXT
    page = made.sections[0]
    page.page_width, page.page_height = PAGE
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = EDGE
    made.add_heading(report["title"], level=1)
    made.add_paragraph(report["subtitle"])
    left = iter(pictures)
    for section in report["sections"]:
        made.add_heading(section["title"], level=section["level"])
        for _key, text in section["texts"]:
            made.add_paragraph(text, style="List Bullet" if section["is_list"] else None)
        for figure in section["figures"]:
            add_figure(made, figure, next(left))
        for table in section["tables"]:
            add_table(made, table)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def speak_dutch(made: Any) -> None:
    """On what all styles begin with: else Dutch is read aloud as English."""
    begins = made.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    spoken = begins.find(qn("w:lang"))
    if spoken is None:
        spoken = OxmlElement("w:lang")
        begins.append(spoken)
    spoken.set(qn("w:val"), "nl-NL")


def add_figure(made: Any, figure: dict[str, Any], picture: bytes) -> None:
    shown = made.add_picture(io.BytesIO(picture), width=Cm(15))
    shown._inline.docPr.set("descr", figure["words"])
    made.add_paragraph(figure["caption"], style="Caption")


def add_table(made: Any, table: dict[str, Any]) -> None:
    made.add_paragraph(table["title"], style="Caption").paragraph_format.keep_with_next = True
    laid = made.add_table(rows=1, cols=len(table["heads"]), style="Table Grid")
    laid.autofit = False
    shares = [share_of(column) for column in zip(table["heads"], *table["rows"], strict=True)]
    for column, share in zip(laid.columns, shares, strict=True):
        column.width = int(FULL * share / sum(shares))
    fill(laid.rows[0], table["heads"], len(table["heads"]) > WIDE, is_head=True)
    for cells in table["rows"]:
        fill(laid.add_row(), cells, len(table["heads"]) > WIDE)
    for note in table["notes"]:
        made.add_paragraph(note)


def share_of(column: tuple[str, ...]) -> float:
    """What is longer gets more room, and not all that it would take on one line; no word is broken."""
    return max(max(len(cell) ** 0.5, *(0.6 * len(word) for word in cell.split()), 1.0) for cell in column)


def fill(row: Any, cells: list[str], is_wide: bool, is_head: bool = False) -> None:
    """A row is not broken over two pages, and that of the heads stands on each."""
    for cell, text in zip(row.cells, cells, strict=True):
        cell.paragraphs[0].paragraph_format.space_after = Pt(0)
        run = cell.paragraphs[0].add_run(text)
        run.bold, run.font.size = is_head, Pt(7.5 if is_wide else 9)
    marks = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", *(["w:tblHeader"] if is_head else [])):
        marks.append(OxmlElement(name))


if __name__ == "__main__":
    given = json.load(sys.stdin)
    sys.stdout.buffer.write(document(given["report"], [b64decode(each) for each in given["pictures"]]))
