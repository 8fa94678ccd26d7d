"""A released report as another file: opened again by other hands than wrote it, each cell and sentence beside the report."""

import csv
import io

import pytest
from docx import Document
from openpyxl import load_workbook

from rondom.reports.files import MEDIA, file_of, number_of
from rondom.reports.models import Report
from rondom.reports.plain import ReportPlain, SectionPlain, TablePlain, plain_of
from rondom.reports.queries import report_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(closed) -> Report:
    return report_at(closed.desk, closed.released("school", school="school-0", reader_id=str(closed.school.pk)).pk)


def tables_of(plain: ReportPlain) -> list[TablePlain]:
    return [table for section in plain.sections for table in section.tables]


def test_as_a_document_it_has_every_heading_sentence_figure_and_table(report):
    plain = plain_of(report.content)
    made = Document(io.BytesIO(file_of(plain, "docx")))
    told = [each.text for each in made.paragraphs]
    headings = [each.text for each in made.paragraphs if each.style.name.startswith("Heading")]
    figures = [each for section in plain.sections for each in section.figures]

    assert headings == [plain.title, *(each.title for each in plain.sections)]
    assert all(text in told for section in plain.sections for _key, text in section.texts)
    assert [each._inline.docPr.get("descr") for each in made.inline_shapes] == [each.words for each in figures]
    laid = [[[cell.text for cell in row.cells] for row in table.rows] for table in made.tables]
    assert laid == [[list(each.heads), *map(list, each.rows)] for each in tables_of(plain)]
    assert {table.rows[0]._tr.trPr.xpath("w:tblHeader") != [] for table in made.tables} == {True}
    assert made.core_properties.author == "" and made.core_properties.language == "nl-NL"


def test_as_a_book_each_table_has_a_sheet_and_a_number_is_a_number(report):
    plain = plain_of(report.content)
    book = load_workbook(io.BytesIO(file_of(plain, "xlsx")))

    assert len(book.sheetnames) == 1 + len(tables_of(plain))
    for sheet, table in zip(book.worksheets[1:], tables_of(plain), strict=True):
        cells = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=1 + len(table.rows), max_col=len(table.heads))]
        assert cells[0] == list(table.heads)
        for row, printed in zip(cells[1:], table.rows, strict=True):
            assert row == [text if number_of(text) is None else number_of(text) for text in printed]
    said = [cell.value for cell in book.worksheets[0]["B"]][1:]
    assert said == [text for section in plain.sections for _key, text in section.texts]


@pytest.mark.parametrize("kind, between", [("csv", ","), ("csv-nl", ";")])
def test_as_lines_each_cell_stands_once(report, kind, between):
    plain = plain_of(report.content)
    lines = list(csv.DictReader(io.StringIO(file_of(plain, kind).decode("utf-8-sig")), delimiter=between))

    printed = [cell for table in tables_of(plain) for row in table.rows for cell in row]
    assert len(lines) == len(printed)
    for line, cell in zip(lines, printed, strict=True):
        assert line["waarde"] == (cell.replace(",", ".") if kind == "csv" and number_of(cell) is not None else cell)


@pytest.mark.parametrize("kind", MEDIA)
def test_what_begins_as_a_formula_or_a_sign_of_its_own_is_text(kind):
    table = TablePlain("Wie: [alle] / niemand?*", ("=1+1", "n"), (("=HYPERLINK(1)", "−1,50"), ("@som & <b>", "12")), ("+31",))
    plain = ReportPlain("=titel", "-", "2025-2026", (SectionPlain("Een", (("a", "=SUM(A1)"),), tables=(table,)),))
    made = file_of(plain, kind)

    if kind == "xlsx":
        book = load_workbook(io.BytesIO(made))
        assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
        assert book.worksheets[1]["B2"].value == -1.5
    elif kind == "docx":
        assert "=SUM(A1)" in [each.text for each in Document(io.BytesIO(made)).paragraphs]
    else:
        told = csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=";" if kind == "csv-nl" else ",")
        assert not any(cell.startswith(("=", "@", "+")) for line in told for cell in line)


def test_who_reads_along_takes_it_out_and_a_draft_or_a_withdrawn_one_nobody(closed, report, client):
    client.force_login(closed.leader)
    here = f"/organisaties/{closed.school.pk}/rapporten/{report.pk}"
    for kind, (media, end) in MEDIA.items():
        answer = client.get(f"{here}/bestand/{kind}/")
        assert (answer.status_code, answer["Content-Type"]) == (200, media)
        assert answer["Content-Disposition"].endswith(f'{end}"')
    assert client.get(f"{here}/bestand/exe/").status_code == 404

    client.force_login(closed.researcher)
    draft = closed.make()
    there = f"/organisaties/{closed.organisation.pk}/rapporten"
    assert client.get(f"{there}/{draft.pk}/bestand/docx/").status_code == 404
    client.post(f"{there}/{report.pk}/intrekken/", {"note": "Een vraag was anders gesteld."})
    assert client.get(f"{there}/{report.pk}/bestand/docx/").status_code == 404
