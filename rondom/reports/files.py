"""A released report as another file: a document to go on writing in, or its tables for a spreadsheet. In Dutch."""

import csv
import io
import json
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import typst
import xlsxwriter
from django.conf import settings

from rondom.base.lettering import FAMILIES, FONTS
from rondom.reports.figures import draw
from rondom.reports.plain import FigurePlain, ReportPlain, TablePlain
from rondom.surveys.takeout.tables import Line, plain

DOCX, XLSX, CSV_NL, CSV = "docx", "xlsx", "csv-nl", "csv"
OFFICE = "application/vnd.openxmlformats-officedocument"
# What a browser is told, and how the name of the file ends.
MEDIA = {
    DOCX: (f"{OFFICE}.wordprocessingml.document", ".docx"),
    XLSX: (f"{OFFICE}.spreadsheetml.sheet", ".xlsx"),
    CSV_NL: ("text/csv; charset=utf-8", "-nl.csv"),
    CSV: ("text/csv; charset=utf-8", ".csv"),
}
TEMPLATE = Path(__file__).parent / "paper" / "figures.typ"
SHARP = 200  # dots an inch
MOST_PLACES = 4  # behind the comma
NUMBER = re.compile(r"[-−]?\d+(,\d+)?")


def file_of(report: ReportPlain, kind: str) -> bytes:
    """The whole file. What writes a document is loaded by a process apart, as what writes a file for SPSS is."""
    if kind == DOCX:
        return document_of(report)
    return book_of(report) if kind == XLSX else lines_of(report, is_dutch=kind == CSV_NL)


def document_of(report: ReportPlain) -> bytes:
    figures = [each for section in report.sections for each in section.figures]
    pictures = [b64encode(each).decode() for each in pictures_of(figures)]
    command = [sys.executable, "-m", "rondom.reports.document"]
    given = json.dumps({"report": asdict(report), "pictures": pictures}).encode()
    done = subprocess.run(command, input=given, cwd=settings.ROOT, check=True, capture_output=True)  # noqa: S603 — our own
    return done.stdout


def pictures_of(figures: list[FigurePlain]) -> list[bytes]:
    """Each figure as PNG, in their order. A document takes no drawing as text in every program that opens it."""
    if not figures:
        return []
    drawn = [draw(each.kind, each.drawn, f"f{nth}") for nth, each in enumerate(figures)]
    given = {"data": json.dumps({"fonts": FAMILIES, "figures": drawn}, ensure_ascii=False)}
    made = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs=given,
        format="png",
        ppi=SHARP,
    )
    return made if isinstance(made, list) else [made]


def tables_of(report: ReportPlain) -> list[TablePlain]:
    return [each for section in report.sections for each in section.tables]


def number_of(cell: str) -> float | None:
    """What a cell counts, where it is a number and nothing more."""
    return float(cell.replace("−", "-").replace(",", ".")) if NUMBER.fullmatch(cell) else None


def places_of(cell: str) -> int:
    return len(cell.partition(",")[2])


def book_of(report: ReportPlain) -> bytes:
    """First what is said, then each table on a sheet; a number is a number, with the decimals with which it is printed."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": report.title})
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    shapes = [book.add_format({"num_format": f"0.{'0' * places}".rstrip(".")}) for places in range(MOST_PLACES + 1)]
    first = book.add_worksheet("Rapport")
    first.set_column(0, 0, 40, wrapped)
    first.set_column(1, 1, 110, wrapped)
    said = [(report.title, report.subtitle)]
    said += [(section.title, text) for section in report.sections for _key, text in section.texts]
    for nth, line in enumerate(said):
        first.write_row(nth, 0, [plain(cell) for cell in line], bold if nth == 0 else None)
    for table in tables_of(report):
        sheet = book.add_worksheet(sheet_name(table.title))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 0, 48)
        sheet.set_column(1, len(table.heads), 18)
        sheet.write_row(0, 0, [plain(head) for head in table.heads], bold)
        for row, cells in enumerate(table.rows, start=1):
            for column, cell in enumerate(cells):
                value = number_of(cell)
                if value is None:
                    sheet.write_string(row, column, plain(cell))
                else:
                    sheet.write_number(row, column, value, shapes[min(places_of(cell), MOST_PLACES)])
        for nth, note in enumerate(table.notes):
            sheet.write(len(table.rows) + 2 + nth, 0, plain(note))
    book.close()
    return made.getvalue()


def sheet_name(title: str) -> str:
    """At most 31 signs, and none that a program of spreadsheets keeps for itself."""
    return re.sub(r"[\[\]:*?/\\']", " ", title)[:31].strip()


def lines_of(report: ReportPlain, *, is_dutch: bool) -> bytes:
    """Every cell of every table on a line of its own, as Excel in Dutch reads it, or as R and Python do."""
    writer = csv.writer(Line(), delimiter=";" if is_dutch else ",", lineterminator="\r\n" if is_dutch else "\n")
    lines = (writer.writerow([plain(cell) for cell in cells]) for cells in cells_of(report, is_dutch))
    return ("\ufeff" if is_dutch else "").encode() + "".join(lines).encode()


def cells_of(report: ReportPlain, is_dutch: bool) -> Iterator[list[str]]:
    yield ["tabel", "rij", "kolom", "waarde"]
    for table in tables_of(report):
        for nth, cells in enumerate(table.rows, start=1):
            for head, cell in zip(table.heads, cells, strict=True):
                counts = None if is_dutch else number_of(cell)
                yield [table.title, str(nth), head, cell if counts is None else f"{counts:.{places_of(cell)}f}"]
