"""Figures of a school: by hand and from a file, corrected by a new row, and never two definitions in one line."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.base.scope import NotLetIn, Outside
from rondom.people.actions import add_member, add_organisation, add_person
from rondom.schools import actions
from rondom.schools.figure_pages import figures_page, sections_of
from rondom.schools.models import Figure, FigureDefinition, FiguresShown
from rondom.schools.room import open_school
from rondom.schools.years import name_of, year_of

HEAD = "soort;schooljaar;waarde;definitie;bron\n"


def this_year() -> int:
    return year_of(timezone.localdate())


def written(value, *, kind="absent", back=1, definition=1):
    return actions.Written(kind, this_year() - back, definition, None if value is None else Decimal(value), "dashboard")


def sent(browser, here, content: bytes):
    return browser.post(f"{here}cijfers/bestand/", {"file": SimpleUploadedFile("cijfers.csv", content, "text/csv")})


def line(kind="tlv", back=1, value="7"):
    return f"{kind};{name_of(this_year() - back)};{value};1;dashboard\n"


def test_a_correction_is_a_new_row_and_the_old_one_is_kept(leader):
    actions.write_figure(leader, written=written(3))
    actions.write_figure(leader, written=written(4))

    (section,) = sections_of(leader.organisation, is_own=True)
    assert section.rows[0].cells == ("4",)
    assert [each.value for each in figures_page(leader).told] == ["4", "3"]
    assert {each.by for each in figures_page(leader).told} == {"Hanneke Smit"}


def test_what_is_withdrawn_is_out_of_the_table_and_still_told(leader):
    actions.write_figure(leader, written=written(3))
    actions.write_figure(leader, written=written(None))

    page = figures_page(leader)
    assert page.sections == ()
    assert len(page.told) == 2


def test_two_definitions_stand_on_two_rows_and_in_two_lines(leader):
    for back in (4, 3):
        actions.write_figure(leader, written=written(10, back=back))
    actions.define(leader, kind="absent", from_year=this_year() - 2, text="Anders geteld")
    for back in (2, 1):
        actions.write_figure(leader, written=written(20, back=back, definition=2))

    (section,) = sections_of(leader.organisation, is_own=True)
    assert [row.cells for row in section.rows] == [("10", "10", "", ""), ("", "", "20", "20")]
    assert section.has_break
    assert len(section.drawn.lines) == 2, "no line goes over the break"
    assert len(section.drawn.breaks) == 1
    assert "definitie 1" in section.drawn.alt
    assert "definitie 2" in section.drawn.alt


def test_over_a_year_without_a_figure_goes_no_line(leader):
    for back in (4, 2, 1):
        actions.write_figure(leader, written=written(10, back=back))

    (section,) = sections_of(leader.organisation, is_own=True)
    assert [points.count(",") for points, _nth in section.drawn.lines] == [2]


def test_a_line_begins_at_zero(leader):
    for back, value in ((2, 10), (1, 5)):
        actions.write_figure(leader, written=written(value, back=back))

    drawn = sections_of(leader.organisation, is_own=True)[0].drawn
    high, low = (point.y for point in drawn.points)
    assert drawn.floor - high == pytest.approx(2 * (drawn.floor - low), abs=0.2)


def test_a_definition_begins_later_than_the_one_before(leader):
    actions.define(leader, kind="tlv", from_year=this_year(), text="Anders")

    with pytest.raises(Refused):
        actions.define(leader, kind="tlv", from_year=this_year(), text="Nog eens anders")
    assert FigureDefinition.objects.get().number == 2


def test_a_figure_of_a_definition_that_is_not_there_or_of_a_year_to_come_is_refused(leader):
    for wrong in (written(3, definition=2), written(3, back=-1), written("3.5")):
        with pytest.raises(Refused):
            actions.write_figure(leader, written=wrong)
    assert not Figure.objects.exists()


def test_a_file_goes_in_as_a_whole_and_the_second_time_nothing_is_written_twice(browser, here):
    content = (HEAD + line() + line("thuiszitters", value="3")).encode()

    assert sent(browser, here, content).status_code == 302
    assert sent(browser, here, content).status_code == 302
    assert Figure.objects.count() == 2
    page = browser.get(f"{here}cijfers/").text
    assert "stonden er al" in page
    assert "kleine aantallen" in page


def test_of_a_file_with_one_wrong_line_nothing_goes_in_and_the_line_is_named(browser, here):
    answer = sent(browser, here, (HEAD + line() + line("tvl")).encode())

    assert answer.status_code == 422
    assert "Regel 3" in answer.text
    assert "tvl" in answer.text
    assert not Figure.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\0", b"x" * 250_000, HEAD.encode("utf-16"), b"%PDF-1.7"])
def test_what_is_no_file_with_figures_is_refused_kindly(browser, here, content):
    answer = sent(browser, here, content)

    assert answer.status_code == 422
    assert 'class="error"' in answer.text or "Er is niets opgeslagen" in answer.text
    assert not Figure.objects.exists()


def test_without_a_file_the_page_asks_for_one(browser, here):
    answer = browser.post(f"{here}cijfers/bestand/", {})

    assert answer.status_code == 422
    assert "Kies eerst een bestand." in answer.text


def test_the_example_goes_in_as_it_is(browser, here):
    assert sent(browser, here, browser.get(f"{here}cijfers/voorbeeld/").content).status_code == 302
    assert Figure.objects.count() == 5


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"value": "drie"}, "Dit is geen getal"),
        ({"value": "-1"}, "0 of meer"),
        ({"value": "3,5"}, "heel getal"),
        ({"value": ""}, "Schrijf een getal"),
        ({"value": "99999999"}, "te groot"),
        ({"source": ""}, "Schrijf hier iets op"),
        ({"source": "x" * 201}, "te lang"),
        ({"definition": "absent.9"}, "Kies een antwoord"),
        ({"year": "1990"}, "Kies een antwoord"),
    ],
)
def test_a_figure_by_hand_that_is_not_right_comes_back_with_what_was_typed(browser, here, given, said):
    good = {"definition": "absent.1", "year": str(this_year()), "value": "3", "source": "eigen telling"}
    answer = browser.post(f"{here}cijfers/nieuw/", good | given)

    assert answer.status_code == 422
    assert said in answer.text
    assert not Figure.objects.exists()
    assert browser.post(f"{here}cijfers/nieuw/", good).status_code == 302


def test_another_school_reads_only_what_is_shown_and_no_small_number(leader, other_school, as_person):
    other, person = other_school
    for back, value in ((3, 12), (2, 4), (1, 0)):
        actions.write_figure(leader, written=written(value, back=back))
    reader = as_person(person)
    where = f"/organisaties/{other.pk}/school/cijfers/van/{leader.organisation.pk}/"
    assert reader.get(where).status_code == 404

    shown = actions.show_figures(leader, reader_id=str(other.pk))
    answer = reader.get(where)
    assert answer.text.count("<td>minder dan 5</td>") == 2
    assert "<td>12</td>" in answer.text
    assert "<td>4</td>" not in answer.text
    assert "dashboard" not in answer.text
    assert "Hanneke" not in answer.text.split("</header>")[1]
    drawn = open_page(leader).drawn
    assert [point.is_hidden for point in drawn.points] == [False, True, True]
    assert drawn.points[1].y == drawn.points[2].y, "the height tells nothing"

    actions.stop_showing(leader, shown=shown)
    assert reader.get(where).status_code == 404


def open_page(desk):
    return sections_of(desk.organisation, is_own=False)[0]


def test_at_the_own_desk_small_numbers_stand_as_they_are(leader):
    actions.write_figure(leader, written=written(2))

    assert sections_of(leader.organisation, is_own=True)[0].rows[0].cells == ("2",)


def test_figures_are_shown_once_and_only_to_who_may_be_chosen(leader, other_school):
    other, _person = other_school
    elsewhere = add_organisation(name="School in Emmen", kind="school", municipality="Emmen")
    actions.show_figures(leader, reader_id=str(other.pk))

    for reader in (other.pk, elsewhere.pk, leader.organisation.pk, "niets"):
        with pytest.raises(Refused):
            actions.show_figures(leader, reader_id=str(reader))
    assert FiguresShown.objects.count() == 1


@pytest.mark.parametrize("function", ["teacher", "support_assistant", "behavioural_scientist"])
def test_who_keeps_no_figures_writes_none(at_desk, function):
    desk = at_desk(function)

    with pytest.raises(PermissionDenied):
        actions.write_figure(desk, written=written(3))
    with pytest.raises(PermissionDenied):
        actions.define(desk, kind="tlv", from_year=this_year(), text="Anders")
    with pytest.raises(PermissionDenied):
        actions.import_figures(desk, lines=[])


def test_only_the_leader_lets_others_read(at_desk, leader, other_school):
    with pytest.raises(PermissionDenied):
        actions.show_figures(at_desk("care_coordinator"), reader_id=str(other_school[0].pk))
    shown = actions.show_figures(leader, reader_id=str(other_school[0].pk))
    other = open_school(other_school[1], other_school[0].pk)
    with pytest.raises(Outside):
        actions.stop_showing(other, shown=shown)


def test_where_no_pupils_are_there_is_no_such_page(world):
    person, youth = world.stranger, world.stranger.memberships.get().organisation
    with pytest.raises(NotLetIn):
        open_school(person, youth.pk)
    board = add_organisation(name="Samenwerkingsverband", kind="other", municipality="Delft")
    someone = add_person(name="Iemand van het verband")
    add_member(person=someone, organisation=board, function="behavioural_scientist")
    assert open_school(someone, board.pk).organisation == board


def test_as_many_questions_whatever_the_number_of_figures(leader, django_assert_num_queries):
    actions.write_figure(leader, written=written(3))
    with CaptureQueriesContext(connection) as few:
        figures_page(leader)
    for back in range(9):
        actions.write_figure(leader, written=written(back + 3, back=back))
        actions.write_figure(leader, written=written(back + 3, back=back, kind="tlv"))
    with django_assert_num_queries(len(few)):
        figures_page(leader)
