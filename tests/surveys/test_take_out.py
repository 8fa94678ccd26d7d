"""Answers as files: opened again by other programs, and every value laid beside what was answered."""

import csv
import json
import subprocess
import sys
from collections import Counter
from io import BytesIO, StringIO
from random import Random

import openpyxl
import pyreadstat
import pytest
from defusedxml import ElementTree
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from lxml import etree

from rondom.base import limits
from rondom.base.models import Event
from rondom.people.actions import add_member, add_person
from rondom.people.desk import open_desk
from rondom.people.models import Function
from rondom.surveys import extracts
from rondom.surveys.actions import Taken, close_wave, take_out
from rondom.surveys.items import Item
from rondom.surveys.models import SurveyAnswer, TakeOut, Wave
from rondom.surveys.takeout.ddi import SPACE, ddi_of
from rondom.surveys.takeout.laying import PERSON, ROLE, SCHOOL, Asked, Given, checked, columns_over, laid
from rondom.surveys.takeout.sav import cut, lines_of
from rondom.surveys.takeout.sheet import FEW, LEFT_OPEN, NOMINAL, NOT_ASKED, PASSED_BY, SIGNS, UNSURE, Sheet, Variable
from rondom.surveys.takeout.tables import csv_of, write_xlsx
from tests.surveys.conftest import YEAR, answer

PURPOSE = "Is er in een jaar iets veranderd?"
HOSTILE = ("=1+1", "@SUM(A1)", "+49", "-x", "\tx", " =cmd|'/c'!A1")


@pytest.fixture
def closed(bureau) -> Wave:
    """Two years of one questionnaire at two schools; six teachers a school and two coordinators, four of whom made a code."""
    version = bureau.version()
    for year in ("2025-2026", YEAR):
        wave = bureau.wave(version, year=year)
        for school in ("De Wilg", "De Beuk"):
            for nth in range(8):
                role = "teacher" if nth < 6 else "care_coordinator"
                given = {"S01": str(nth % 5 + 1), "S05": str(nth % 10 + 1), **({"S06": "Meer tijd"} if nth < 3 else {})}
                given.pop("S05" if nth == 5 else "", None)
                code = (f"a{nth}", str(nth + 1), school[3:5]) if nth < 4 else ()
                answer(wave, f"{school} {nth}", role, school, answers=given, code=code)
        close_wave(bureau.desk, wave=wave)
    return Wave.objects.get(pk=wave.pk)


def sent(browser, bureau, wave, **given):
    asked = {"cut": SCHOOL, "years": "all", "kind": "csv", "purpose": PURPOSE, **given}
    return browser.post(reverse("surveys:take_out", args=[bureau.organisation.pk, wave.pk]), asked)


def test_who_showed_who_it_is_long_ago_is_asked_once_more_and_nothing_goes(bureau, closed, as_person):
    browser = as_person(bureau.researcher)
    session = browser.session
    session["fresh_at"] = 0
    session.save()

    said = sent(browser, bureau, closed)

    assert said["Location"].startswith("/bevestigen/")
    assert not TakeOut.objects.exists()


def bytes_of(said) -> bytes:
    assert said.status_code == 200 and said.streaming
    return b"".join(said.streaming_content)


def answered(*about: str) -> Counter:
    """Every answer that lies in the database, by these of year, school, role; with its item and value."""
    paths = {"year": "school__wave__year", "school": "school__name", "role": "role"}
    return Counter(SurveyAnswer.objects.values_list(*(paths[each] for each in about), "item", "value"))


def in_rows(rows, beside: str) -> Counter:
    """Every answer that a file holds, with the year and what stands beside it."""
    signs = {*SIGNS.values(), *map(str, SIGNS)}
    apart = {"jaar", "school", "functie", "persoon"}
    return Counter(
        (row["jaar"], row[beside], name, str(value))
        for row in rows
        for name, value in row.items()
        if name not in apart and str(value) not in signs
    )


def unnamed(found: Counter) -> list[tuple]:
    """The same without which is which: schools have letters in a file."""
    by_group: dict = {}
    for (year, group, item, value), n in found.items():
        by_group.setdefault((year, group), Counter())[item, value] += n
    return sorted((year, sorted(counted.items())) for (year, _group), counted in by_group.items())


def test_a_csv_holds_every_answer_of_every_school_and_year(closed, bureau, as_person):
    browser = as_person(bureau.researcher)
    rows = list(csv.DictReader(StringIO(bytes_of(sent(browser, bureau, closed)).decode())))
    dutch = bytes_of(sent(browser, bureau, closed, kind="csv-nl"))

    assert unnamed(in_rows(rows, "school")) == unnamed(answered("year", "school"))
    assert Counter(row["school"] for row in rows) == {"School A": 16, "School B": 16}
    assert sum(row["S05"] == "GA" for row in rows) == 4, "who left it open is counted"
    assert dutch.startswith(b"\xef\xbb\xbfjaar;school;S01;") and b"\r\n" in dutch
    again = list(csv.DictReader(StringIO(dutch.decode("utf-8-sig")), delimiter=";"))
    assert unnamed(in_rows(again, "school")) == unnamed(answered("year", "school"))


def test_a_file_of_spss_has_labels_missing_values_and_measures(closed, bureau, as_person, tmp_path):
    (tmp_path / "a.sav").write_bytes(bytes_of(sent(as_person(bureau.researcher), bureau, closed, kind="sav", cut=ROLE)))

    rows, about = pyreadstat.read_sav(tmp_path / "a.sav", user_missing=True, output_format="dict")

    labels = about.column_names_to_labels
    assert labels["S01"] == "Wordt er naar mij geluisterd in overleggen?" and labels["jaar"] == "Schooljaar"
    assert about.variable_measure["S05"] == "scale" and about.variable_measure["S01"] == "ordinal"
    assert about.variable_measure["functie"] == "nominal"
    assert about.missing_ranges["S01"] == [{"lo": 95.0, "hi": 99.0}] and "functie" not in about.missing_ranges
    said = about.variable_value_labels
    assert said["S01"][1.0] == "1, helemaal niet" and said["S01"][96.0] == "niet gevraagd" and said["S05"][99.0]
    assert "niet van één mens" in " ".join(about.notes)
    found = Counter()
    for nth, code in enumerate(rows["functie"]):
        year, role = said["jaar"][rows["jaar"][nth]], said["functie"][code]
        found.update((year, role, name, f"{rows[name][nth]:.0f}") for name in ("S01", "S05") if rows[name][nth] < 95)
    # Four coordinators in all are too few by themselves: theirs go together with the teachers, who are not said either.
    everyone = Counter((year, item, value) for (year, _role, item, value) in answered("year", "role").elements())
    assert Counter((year, item, value) for (year, _role, item, value) in found.elements()) == everyone
    assert {role for (_year, role, _item, _value) in found} == {"niet gezegd: te weinig mensen"}
    kept, _about = pyreadstat.read_sav(tmp_path / "a.sav", output_format="dict")
    assert sum(value is None or value != value for value in kept["S05"]) == 4, "SPSS leaves what is missing out"


def test_excel_gets_the_codebook_beside_it(closed, bureau, as_person):
    book = openpyxl.load_workbook(BytesIO(bytes_of(sent(as_person(bureau.researcher), bureau, closed, kind="xlsx"))))

    head, *lines = book["Antwoorden"].values
    rows = [dict(zip(head, line, strict=True)) for line in lines]
    assert unnamed(in_rows(rows, "school")) == unnamed(answered("year", "school"))
    assert all(isinstance(row["S01"], int) for row in rows), "numbers are numbers"
    codebook = list(book["Codeboek"].values)
    assert ("S01", "Wordt er naar mij geluisterd in overleggen?", "ordinal", "GA", "niet beantwoord", "ja") in codebook
    assert any("door elkaar" in line[0] for line in book["Toelichting"].values)


def test_the_codebook_in_ddi_holds_what_was_asked_and_no_answer(closed, bureau, as_person):
    made = bytes_of(sent(as_person(bureau.researcher), bureau, closed, kind="ddi"))

    ElementTree.fromstring(made, forbid_dtd=True)
    book = etree.fromstring(made)
    inside = {"d": SPACE}
    assert book.get("version") == "2.5" and book.findtext("d:stdyDscr/d:citation/d:titlStmt/d:titl", namespaces=inside)
    names = [each.get("name") for each in book.iterfind("d:dataDscr/d:var", inside)]
    assert names == ["jaar", "school", "S01", "S02", "S03", "S04", "S05"]
    s01 = book.find("d:dataDscr/d:var[@name='S01']", inside)
    assert s01.findtext("d:qstn/d:qstnLit", namespaces=inside).startswith("Wordt er naar mij")
    assert [each.tag.split("}")[1] for each in s01] == ["labl", "qstn", *["catgry"] * 10, "varFormat"]
    missing = s01.xpath("d:catgry[@missing='Y']/d:catValu/text()", namespaces=inside)
    assert missing == ["95", "96", "97", "98", "99"]
    assert b"<caseQnty" not in made and b"catStat" not in made


def test_who_made_a_code_is_one_row_a_year_without_school_and_role(closed, bureau, as_person):
    raw = bytes_of(sent(as_person(bureau.researcher), bureau, closed, cut=PERSON)).decode()
    rows = list(csv.DictReader(StringIO(raw)))

    assert len(rows) == 16 and "school" not in rows[0] and "functie" not in rows[0]
    by_person: dict = {}
    for row in rows:
        by_person.setdefault(row["persoon"], []).append((row["jaar"], row["S01"], row["S05"]))
    assert len(by_person) == 8 and all(len(each) == 2 for each in by_person.values())
    ties = dict(SurveyAnswer.objects.exclude(tie="").values_list("tie", "pk"))
    assert not any(tie in raw for tie in ties)
    expected = sorted((year, str(nth % 5 + 1), str(nth + 1)) for year in ("2025-2026", YEAR) for nth in range(4)) * 2
    assert sorted(each for person in by_person.values() for each in person) == sorted(expected)


def test_each_file_draws_its_letters_anew_and_rows_are_nobody(closed, bureau):
    waves = list(Wave.objects.filter(version=closed.version).order_by("year"))
    drawn = [extracts.extract_of(bureau.desk, waves, SCHOOL).sheet.rows for _nth in range(5)]
    marks = [[row[2] for row in rows if row[:2] == [2025, 1]] for rows in drawn]

    assert len({tuple(each) for each in marks}) > 1, "the order is by chance"
    assert all(sorted(each) == sorted(marks[0]) for each in marks)


def test_what_is_taken_out_is_written_down_and_stands_on_the_page(closed, bureau, as_person):
    browser = as_person(bureau.researcher)
    assert sent(browser, bureau, closed, purpose="kort").status_code == 422
    assert sent(browser, bureau, closed, kind="exe").status_code == 422
    assert not TakeOut.objects.exists()
    bytes_of(sent(browser, bureau, closed))

    row = TakeOut.objects.get()
    assert (row.purpose, row.years, row.rows, row.smallest) == (PURPOSE, ["2025-2026", YEAR], 32, 8)
    line = Event.objects.get(event="answers.taken_out")
    assert line.object_ids == str(row.pk) and line.person_id == bureau.researcher.pk
    page = browser.get(reverse("surveys:take_out", args=[bureau.organisation.pk, closed.pk])).text
    assert PURPOSE in page and "Rens Onderzoek" in page and "CSV voor R en Python · de school, als letter · 2025-2026" in page


def test_a_file_that_does_not_come_about_is_not_written_down(closed, bureau, as_person, monkeypatch):
    monkeypatch.setattr(extracts.sys, "executable", "/bin/false")
    with pytest.raises(subprocess.CalledProcessError):
        sent(as_person(bureau.researcher), bureau, closed, kind="sav")
    assert not TakeOut.objects.exists()


def test_only_who_researches_takes_out_and_only_after_closing(closed, bureau, as_person, world):
    leader = add_person(name="Wie plant")
    add_member(person=leader, organisation=bureau.organisation, function=Function.SCHOOL_LEADER)
    where = reverse("surveys:take_out", args=[bureau.organisation.pk, closed.pk])
    open_wave = bureau.wave()

    assert as_person(leader).get(where).status_code == 403
    assert sent(as_person(leader), bureau, closed).status_code == 403
    assert as_person(world.person("teacher")).get(where).status_code == 404
    assert sent(as_person(bureau.researcher), bureau, open_wave).status_code == 403
    taken = Taken((YEAR,), SCHOOL, "csv", PURPOSE, 9, 9)
    with pytest.raises(PermissionDenied):
        take_out(open_desk(leader, bureau.organisation.pk), wave=closed, taken=taken)
    assert not TakeOut.objects.exists()


def test_of_too_few_nothing_goes_out(bureau, as_person):
    wave = bureau.wave()
    for nth in range(4):
        answer(wave, f"k{nth}")
    close_wave(bureau.desk, wave=wave)

    page = sent(as_person(bureau.researcher), bureau, wave, years="one")

    assert page.status_code == 302 and not TakeOut.objects.exists()


def test_nobody_takes_out_without_end(closed, bureau, as_person, monkeypatch):
    monkeypatch.setitem(limits.MOST_A_DAY, limits.ANSWERS, 1)
    browser = as_person(bureau.researcher)
    assert [sent(browser, bureau, closed).status_code for _time in range(2)] == [200, 302]
    assert TakeOut.objects.count() == 1


def test_a_page_asks_as_often_however_many_answers_there_are(closed, bureau, as_person, django_assert_max_num_queries):
    browser = as_person(bureau.researcher)
    with django_assert_max_num_queries(40):
        bytes_of(sent(browser, bureau, closed))


# --- what may lie in a row: by hand, and by chance

TEACHERS = Item("A1", "mark", {"nl": "Voor leraren"}, ("teacher",), since="2020-2021")
ALL = Item("A2", "agree", {"nl": "Voor allen"}, ("teacher", "school_leader"), since="2020-2021")
NEXT = Item("A3", "five", {"nl": "Daarna"}, ("teacher",), since="2020-2021", only_if="A1", only_values=("9",), can_pass=True)


def test_a_question_that_too_few_were_asked_does_not_say_where():
    people = {("big", "teacher"): 9, ("small", "teacher"): 3, ("big", "school_leader"): 1, ("small", "school_leader"): 3}
    given = [Given("big", "teacher", "A1", "9")] * 6 + [Given("big", "teacher", "A3", "not_applicable")] * 5
    given += [Given("small", "teacher", "A1", "4")] * 3 + [Given("small", "school_leader", "A2", "unknown")] * 3
    rows = laid([Asked("2021-2022", (TEACHERS, ALL, NEXT), people, given)], SCHOOL, Random(1))

    big = [row.codes for row in rows if row.of == "big"]
    small = [row.codes for row in rows if row.of == "small"]
    unsaid = [row.codes for row in rows if not row.of]
    # Three teachers of the small school go together with the nine of the big one: alone they would be too few.
    assert {codes[0] for codes in big + small} == {FEW}
    assert Counter(codes[0] for codes in unsaid) == {9: 6, 4: 3, LEFT_OPEN: 3}
    assert Counter(codes[1] for codes in small) == {UNSURE: 3, LEFT_OPEN: 3}
    assert Counter(codes[2] for codes in big) == {PASSED_BY: 5, LEFT_OPEN: 1, NOT_ASKED: 4}, "behind a nine, and only there"
    assert {codes[2] for codes in small} == {NOT_ASKED}
    assert checked(rows, SCHOOL).smallest >= 5


def test_whatever_the_numbers_no_group_under_five_is_shown_and_no_answer_doubles():
    chance = Random(20261201)
    for _round in range(200):
        schools = [f"s{nth}" for nth in range(chance.randint(1, 6))]
        people = {(school, role): chance.randint(0, 8) for school in schools for role in ("teacher", "school_leader")}
        given = [
            Given(school, role, item.code, str(chance.randint(1, 10)) if item is TEACHERS else "agree")
            for (school, role), n in people.items()
            for _person in range(n)
            for item in (TEACHERS, ALL)
            if item.is_for(role, "2021-2022") and chance.random() < 0.8
        ]
        for kind in (SCHOOL, ROLE):
            rows = laid([Asked("2021-2022", (TEACHERS, ALL), people, given)], kind, chance)
            assert not rows or checked(rows, kind).smallest >= 5
            for place, item in enumerate((TEACHERS, ALL)):
                asked = sum(n for (_school, role), n in people.items() if role in item.roles)
                shown = [row.codes[place] for row in rows if row.codes[place] not in (FEW, NOT_ASKED)]
                assert len(shown) in (0, asked), "all of it or nothing"
                if shown:
                    assert sum(code != LEFT_OPEN for code in shown) == sum(each.item == item.code for each in given)


def test_a_planted_row_of_few_is_found_by_the_check():
    people = {("big", "teacher"): 6}
    rows = laid([Asked("2021-2022", (TEACHERS,), people, [Given("big", "teacher", "A1", "7")] * 6)], SCHOOL, Random(1))
    assert (checked(rows, SCHOOL).smallest, checked(rows, SCHOOL).alike) == (6, 1)
    assert checked(rows[:4], SCHOOL).smallest == 4


def test_two_with_the_same_code_are_not_one_row():
    given = [Given("s", "teacher", "A1", str(nth), f"t{nth}") for nth in range(1, 7)]
    given += [Given("s", "teacher", "A1", "10", "t1"), Given("other", "teacher", "A1", "9", "t2")]
    rows = laid([Asked("2021-2022", (TEACHERS,), {("s", "teacher"): 9}, given)], PERSON, Random(1))
    assert rows == [], "of six codes two are of more than one person, and four are too few"
    more = [*given, Given("s", "teacher", "A1", "8", "t7")]
    assert len(laid([Asked("2021-2022", (TEACHERS,), {("s", "teacher"): 9}, more)], PERSON, Random(1))) == 5


def test_of_persons_a_question_that_few_were_led_to_stays_out():
    given = [Given("s", "teacher", "A1", "9" if nth < 4 else "4", f"t{nth}") for nth in range(7)]
    given += [Given("s", "teacher", "A3", "2", f"t{nth}") for nth in range(4)]
    few = laid([Asked("2021-2022", (TEACHERS, NEXT), {("s", "teacher"): 7}, given)], PERSON, Random(1))
    more = [*given, Given("s", "teacher", "A1", "9", "t7")]
    enough = laid([Asked("2021-2022", (TEACHERS, NEXT), {("s", "teacher"): 8}, more)], PERSON, Random(1))

    assert {row.codes[1] for row in few} == {FEW} and checked(few, PERSON).smallest == 7
    assert Counter(row.codes[1] for row in enough) == {2: 4, LEFT_OPEN: 1, NOT_ASKED: 3}


def test_a_question_with_other_words_has_a_column_of_its_own():
    other = Item("A1", "mark", {"nl": "Anders gevraagd"}, ("teacher",))
    assert columns_over([[TEACHERS, ALL], [ALL, other]]) == [[TEACHERS, None], [ALL, ALL], [None, other]]
    taken: set[str] = {"jaar"}
    named = [each.name for each in extracts.answers_asked([[TEACHERS, None], [None, other]], taken)]
    assert named == ["A1", "A1_2"]
    assert [extracts.name_of(code, taken) for code in ("by", "JAAR", "b1")] == ["by_2", "JAAR_2", "b1"]


# --- what people wrote, in files that others open

EVIL = Sheet(
    "=titel\x07",
    [Variable("jaar", "@jaar", NOMINAL, {1: HOSTILE[0]}, is_answer=False), Variable("A1", "é" * 200, NOMINAL, {1: HOSTILE[1]})],
    [[1, 1], [1, 99]],
    {99: "-niets"},
    HOSTILE,
)


def test_no_cell_is_a_formula():
    for is_dutch in (True, False):
        made = b"".join(csv_of(EVIL, is_dutch=is_dutch)).decode("utf-8-sig")
        cells = [cell for row in csv.reader(StringIO(made), delimiter=";" if is_dutch else ",") for cell in row]
        assert "'=1+1" in cells and not any(cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t")) for cell in cells)
    made = BytesIO()
    write_xlsx(EVIL, made)
    book = openpyxl.load_workbook(made)
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value not in (None, "")]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    texts = [cell.value for cell in cells if cell.data_type == "s"]
    assert "'=1+1" in texts and not any(text.lstrip(" ").startswith(("=", "+", "-", "@", "\t")) for text in texts)


def test_labels_are_cut_at_the_border_of_a_letter(tmp_path):
    assert cut("é" * 200, 256) == "é" * 128 and cut("aé", 2) == "a"
    assert all(len(line.encode()) <= 80 for line in lines_of("woord " * 50 + "é" * 90))
    laid_out = json.dumps(
        {
            "title": EVIL.title,
            "variables": [vars(each) for each in EVIL.variables],
            "rows": EVIL.rows,
            "missing": EVIL.missing,
            "notes": EVIL.notes,
        }
    )
    path = tmp_path / "evil.sav"
    command = [sys.executable, "-m", "rondom.surveys.takeout.sav", str(path)]
    subprocess.run(command, input=laid_out, text=True, cwd=settings.ROOT, check=True)
    _rows, about = pyreadstat.read_sav(path, user_missing=True, output_format="dict")
    assert about.column_names_to_labels["A1"] == "é" * 128
    assert about.variable_value_labels["A1"] == {1.0: HOSTILE[1], 99.0: "-niets"}


def test_a_sign_that_xml_does_not_know_is_replaced():
    made = ddi_of(EVIL, language="nl", began="2026-01-01", ended="2026-02-01", maker="<b>&\x00")
    book = ElementTree.fromstring(made)
    assert book.findtext(f".//{{{SPACE}}}AuthEnty") == "<b>&\ufffd"
