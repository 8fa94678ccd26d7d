"""A sheet as CSV and as XLSX. What a spreadsheet would take for a formula is made plain text."""

import csv
from collections.abc import Iterator
from typing import Any

import xlsxwriter

from rondom.surveys.takeout.sheet import SIGNS, Sheet

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
ANSWERS, CODEBOOK, NOTES = "Antwoorden", "Codeboek", "Toelichting"


def plain(cell: int | float | str, comma: bool = False) -> str | int | float:
    """A text that begins as a formula gets an apostrophe; a number of a Dutch file a comma."""
    if isinstance(cell, str):
        return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell
    return str(cell).replace(".", ",") if comma and isinstance(cell, float) else cell


class Line:
    """Hands back what is written, line by line."""

    def write(self, line: str) -> str:
        return line


def csv_of(sheet: Sheet, *, is_dutch: bool) -> Iterator[bytes]:
    """As Excel in Dutch reads it (semicolon, comma in numbers, a mark of UTF-8 before it), or as R and Python do."""
    writer = csv.writer(Line(), delimiter=";" if is_dutch else ",", lineterminator="\r\n" if is_dutch else "\n")
    if is_dutch:
        yield b"\xef\xbb\xbf"
    for cells in cells_of(sheet):
        yield writer.writerow([plain(cell, comma=is_dutch) for cell in cells]).encode()


def cells_of(sheet: Sheet) -> Iterator[list[int | str]]:
    yield [each.name for each in sheet.variables]
    for row in sheet.rows:
        yield [sheet.said(place, code) for place, code in enumerate(row)]


def codebook_of(sheet: Sheet) -> Iterator[list[Any]]:
    """One line for each value, as researchers keep it: variable, label, measure, value, what it says, whether it is missing."""
    yield ["variabele", "label", "meetniveau", "waarde", "waardelabel", "missend"]
    for variable in sheet.variables:
        about = [variable.name, variable.label, variable.measure]
        if not variable.values:
            yield [*about, "", "", ""]
        for code, text in variable.values.items():
            yield [*about, code if variable.is_answer else text, text, "nee"]
        for code, text in sheet.missing.items() if variable.is_answer else ():
            yield [*about, SIGNS[code], text, "ja"]


def write_xlsx(sheet: Sheet, to: Any) -> None:
    """The answers, the codebook and what a reader must know, each on a sheet. Row by row: a large file stays small in memory."""
    book = xlsxwriter.Workbook(to, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": sheet.title})
    bold = book.add_format({"bold": True})
    tables = ((ANSWERS, cells_of(sheet), 12), (CODEBOOK, codebook_of(sheet), 28), (NOTES, ([each] for each in sheet.notes), 120))
    for name, lines, width in tables:
        page = book.add_worksheet(name)
        page.set_column(0, 60, width)
        if name != NOTES:
            page.freeze_panes(1, 0)
        for nth, cells in enumerate(lines):
            page.write_row(nth, 0, [plain(cell) for cell in cells], bold if nth == 0 and name != NOTES else None)
    book.close()
