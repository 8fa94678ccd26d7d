"""A file with figures: each wrong line is named with what to do, and nothing of it goes in by half."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rondom.schools.reading import LARGEST_FILE, MOST_LINES, Limits, read_figures
from rondom.schools.rules import TO_DO, to_do
from rondom.schools.years import name_of, year_in
from tests.proofs.hostile import payloads

HEAD = "soort;schooljaar;waarde;definitie;bron\n"
KINDS = {"tlv": "tlv", "thuiszitters": "absent", "schoolweging": "weight", "leerlingen": "pupils"}
LIMITS = Limits(KINDS, frozenset({"weight"}), lambda kind, number: number == 1, 2026)
GOOD = "tlv;2023-2024;7;1;dashboard\n"


def read(text: str):
    return read_figures(text.encode(), LIMITS)


def test_a_good_file_is_read_whatever_sign_stands_between():
    for sign in (";", ",", "\t"):
        lines, wrong = read((HEAD + GOOD).replace(";", sign))
        assert wrong == []
        assert [(each.kind, each.year, each.value, each.source) for each in lines] == [("tlv", 2023, Decimal(7), "dashboard")]


def test_a_sign_at_the_beginning_that_excel_writes_is_no_part_of_the_first_column():
    assert read_figures(("\ufeff" + HEAD + GOOD).encode(), LIMITS)[1] == []


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("tvl;2023-2024;7;1;x", "kind"),
        ("tlv;2023;7;1;x", "year"),
        ("tlv;2023-2025;7;1;x", "year"),
        ("tlv;2027-2028;7;1;x", "when"),
        ("tlv;2023-2024;1%;1;x", "percent"),
        ("tlv;2023-2024;<5;1;x", "value"),
        ("tlv;2023-2024;;1;x", "value"),
        ("tlv;2023-2024;1e9;1;x", "value"),
        ("tlv;2023-2024;٧;1;x", "value"),
        ("tlv;2023-2024;7,5;1;x", "whole"),
        ("tlv;2023-2024;7;2;x", "definition"),
        ("tlv;2023-2024;7;een;x", "definition"),
        ("tlv;2023-2024;7;1;", "source"),
        ("tlv;2023-2024;7;1", "source"),
        ("tlv;2023-2024;7;1;" + "x" * 201, "long"),
        ('tlv;2023-2024;7;1;=HYPERLINK("//x")', "formula"),
        ("tlv;2023-2024;-7;1;x", "formula"),
    ],
)
def test_what_is_wrong_in_a_line_is_named(line, what):
    _lines, wrong = read(HEAD + GOOD.replace("2023-2024", "2022-2023") + line + "\n")

    assert [(each.number, each.what) for each in wrong] == [(3, what)]
    assert "%(" not in to_do(wrong[0])


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (HEAD.encode(), "empty"),
        ("soort;schooljaar;één\n".encode("cp1252"), "encoding"),
        ((HEAD + GOOD).encode("utf-16"), "encoding"),
        (b"PK\x03\x04\0\0", "encoding"),
        (b"x" * (LARGEST_FILE + 1), "large"),
        ((HEAD + GOOD * (MOST_LINES + 1)).encode(), "lines"),
        (b"soort;waarde\ntlv;7\n", "columns"),
        ((HEAD + 'tlv;"2023-2024;7;1;x\n').encode(), "broken"),
    ],
)
def test_a_file_that_is_none_is_said_to_be_so(content, what):
    lines, wrong = read_figures(content, LIMITS)

    assert (lines, [each.what for each in wrong]) == ([], [what])
    assert "%(" not in to_do(wrong[0])


def test_the_same_figure_twice_is_named_with_the_line_where_it_stands_too():
    _lines, wrong = read(HEAD + GOOD + GOOD.replace(";7;", ";8;"))

    assert [(each.number, each.what, each.said) for each in wrong] == [(3, "twice", "2")]


def test_every_line_that_is_wrong_is_named_and_not_only_the_first():
    _lines, wrong = read(HEAD + "x;2023-2024;7;1;x\n" + GOOD + "tlv;y;z;1;x\n")

    assert [(each.number, each.what) for each in wrong] == [(2, "kind"), (4, "year"), (4, "value")]


def test_a_weight_has_parts():
    lines, wrong = read(HEAD + "schoolweging;2023-2024;31,25;1;CBS\n")

    assert wrong == []
    assert lines[0].value == Decimal("31.25")


@pytest.mark.parametrize("text", payloads(120))
def test_a_hostile_text_in_a_file_is_a_source_or_a_wrong_line(text):
    """It is never a kind, a year or a number; and as a source it never begins as a formula."""
    for column in range(5):
        cells = ["tlv", "2023-2024", "7", "1", "dashboard"]
        cells[column] = '"' + text.replace('"', '""') + '"'
        lines, wrong = read(HEAD + ";".join(cells) + "\n")
        assert wrong or (column == 4 and lines[0].source == text.strip() and not text.strip().startswith(("=", "+", "-", "@")))
        assert all(to_do(each) for each in wrong)


@given(st.binary(max_size=300))
def test_no_file_breaks_the_reader(content):
    lines, wrong = read_figures(content, LIMITS)

    assert not (lines and wrong) or all(each.what in TO_DO for each in wrong)


@given(st.integers(2000, 2098))
def test_a_school_year_is_read_as_it_is_called(year):
    assert year_in(name_of(year)) == year_in(f" {year}/{(year + 1) % 100:02} ") == year
