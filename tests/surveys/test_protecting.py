"""What is printed of small groups: the bounds of the rules, and nothing that another table gives away."""

import json
from random import Random

import numpy as np
import pytest

from rondom.surveys.protecting.answers import Question, Wave, wave_of
from rondom.surveys.protecting.letters import can_be_linked
from rondom.surveys.protecting.release import apart, letter_of, protect
from rondom.surveys.protecting.rows import HIDDEN, LEAST, MOST, Wanted, counts_that_print, ends_of, rows_of, text_of
from tests.proofs.uncovering import WANTED, a_wave

YES_NO = Question("sneller", ("eens", "oneens"))


def wave(*schools: list[list[int]], question: Question = YES_NO) -> Wave:
    """Schools, in each the roles, in each how many gave each answer."""
    counts = np.array(schools)
    names = tuple(f"school {number}" for number in range(counts.shape[0])), tuple(f"rol {n}" for n in range(counts.shape[1]))
    return Wave(*names, (question,), (counts,), (np.zeros(counts.shape[:2], dtype=np.int64),))


def printed(one: Wave, *by: tuple[str, ...]) -> list[dict]:
    return protect(one, [Wanted(0, each) for each in by], Random(1)).printed()


@pytest.mark.parametrize(
    ("counts", "shares", "n"),
    [
        ([5, 5], ["50", "50"], "10"),
        ([5, 4], [HIDDEN, HIDDEN], HIDDEN),
        ([6, 4], [HIDDEN, HIDDEN], "10"),
        ([20, 0], [HIDDEN, HIDDEN], "20"),
    ],
)
def test_the_bounds_of_groups_and_cells(counts, shares, n):
    (table,) = printed(wave([counts]), ())

    assert (table["rows"][0]["shares"], table["rows"][0]["n"]) == (shares, n)


def test_what_is_nearly_nobody_or_everybody_is_cut():
    assert [text_of(count, 200, 1) for count in (9, 10, 190, 191)] == [LEAST, "5", "95", MOST]
    assert [text_of(5, n, 5) for n in (10, 11, 12, 13)] == ["50", "45", "40", "40"], "in steps of five"
    assert text_of(1, 8, 1) == "13", "half is rounded up"
    for n in (10, 37, 200):
        for step in (1, 5):
            for count in range(5, n + 1):
                low, high = ends_of(text_of(count, n, step), step)
                fewest, most = counts_that_print(text_of(count, n, step), n, step)
                assert low <= 100 * count / n <= high and fewest <= count <= most


def test_a_hidden_role_is_not_all_less_the_others():
    """Eight of one role are hidden: all together would tell of them, so it goes too."""
    table, roles = printed(wave([[40, 20], [15, 12], [5, 3]]), (), ("role",))

    assert table["rows"][0]["n"] == HIDDEN
    assert [row["n"] for row in roles["rows"]] == ["60", "27", HIDDEN]
    assert [row["shares"] for row in roles["rows"]] == [["67", "33"], ["56", "44"], [HIDDEN, HIDDEN]]


def test_schools_have_letters_no_number_and_no_order():
    schools = [[[6 + each, 9 + 2 * each]] for each in range(7)]
    seen = set()
    for seed in range(20):
        (table,) = protect(wave(*schools), [Wanted(0, ("school",))], Random(seed)).printed()
        assert [row["label"] for row in table["rows"]] == list("ABCDEFG")
        assert {row["n"] for row in table["rows"]} == {""}
        assert "Letters wisselen per tabel." in table["notes"]
        seen.add(tuple(row["shares"][0] for row in table["rows"]))
    assert len(seen) > 5


def test_fewer_than_five_schools_have_no_rows():
    schools = [[[10, 12]]] * 4

    (four,) = printed(wave(*schools), ("school",))
    (five,) = printed(wave(*schools, [[11, 12]]), ("school",))

    assert (four["rows"], len(five["rows"])) == ([], 5)
    assert "Per school is hier niets te tonen." in four["notes"]


def test_why_something_is_hidden_does_not_go_out():
    release = protect(a_wave(Random(3)), WANTED, Random(3))
    out = json.dumps(release.printed())

    assert {why for row in release.rows for why in row.why.values()} >= {"group", "cell", "second"}
    assert not [word for word in ("group", "cell", "second", "lonely", "linked", "school 0") if word in out]
    assert {tuple(row) for table in release.printed() for row in table["rows"]} == {("label", "n", "shares")}


def test_schools_that_could_be_told_again_keep_their_rows_once():
    """Each school answers every question alike: whoever reads two tables would know them."""
    counts = np.array([[[10 + 5 * each, 60 - 5 * each]] for each in range(8)])
    questions = tuple(Question(name, YES_NO.answers) for name in "abc")
    names = tuple(f"school {number}" for number in range(8))
    alike = Wave(names, ("rol",), questions, (counts,) * 3, (np.zeros((8, 1), dtype=np.int64),) * 3)
    wanted = [Wanted(number, ("school",)) for number in range(3)]
    rows = rows_of(alike, wanted)

    assert can_be_linked([row for row in rows if row.table == 0], [row for row in rows if row.table == 1])
    assert sorted(len(table["rows"]) for table in protect(alike, wanted, Random(2)).printed()) == [0, 0, 8]


def test_a_second_release_with_one_person_more_is_told():
    before, after = wave([[40, 20], [15, 12]]), wave([[41, 20], [15, 12]])
    first, second = (printed(each, (), ("role",)) for each in (before, after))

    assert apart(first, first) == []
    assert apart(first, second) == ["sneller, Allemaal", "sneller, rol 0"]
    assert apart(first, printed(wave([[60, 20], [15, 12]]), (), ("role",))) == []


def test_with_and_without_each_person_is_never_published_twice():
    people = [(school, 0, [answer]) for school in range(5) for answer in (0, 1) for _person in range(6 + school)]
    whole = wave_of([f"s{n}" for n in range(5)], ["rol"], [YES_NO], people)
    first = printed(whole, (), ("role",), ("school",))
    for left_out in range(0, len(people), 7):
        without = wave_of(whole.schools, whole.roles, [YES_NO], people[:left_out] + people[left_out + 1 :])
        second = printed(without, (), ("role",), ("school",))
        assert apart(first, second) or second == first


def test_counts_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="another shape"):
        Wave(("a",), ("b",), (YES_NO,), (np.zeros((1, 1, 3), dtype=np.int64),), (np.zeros((1, 1), dtype=np.int64),))
    with pytest.raises(ValueError, match="the same people"):
        counts = np.full((1, 1, 2), 5)
        Wave(("a",), ("b",), (YES_NO, YES_NO), (counts, counts + 1), (np.zeros((1, 1), dtype=np.int64),) * 2)
    with pytest.raises(ValueError, match="a table is by"):
        Wanted(0, ("year",))


def test_letters_go_on_after_z():
    assert [letter_of(each) for each in (0, 25, 26, 27, 52, 702)] == ["A", "Z", "AA", "AB", "BA", "AAA"]
