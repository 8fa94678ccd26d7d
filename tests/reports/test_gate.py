"""Nothing in a report tells of a small group, nor lets one be computed: tried with many waves made by chance, and by hand."""

from itertools import chain, combinations
from random import Random

import numpy as np
import pytest

from rondom.reports.gate import taken_together, weigh
from rondom.surveys.protecting.rows import CELL, GROUP, SCHOOLS


def some_wave(chance: Random, schools: int, roles: int, answers: int) -> np.ndarray:
    """Some schools and some roles are small, and some people are all of a role at one school."""
    sizes = [[chance.choice([0, 1, 1, 2, 3, 9, 14, 25]) for _role in range(roles)] for _school in range(schools)]
    made = np.zeros((schools, roles, answers), dtype=np.int64)
    for school in range(schools):
        for role in range(roles):
            for _person in range(sizes[school][role]):
                made[school, role, chance.choices(range(answers), [5, 3, *([1] * (answers - 2))])[0]] += 1
    return made


def masks_of(counts: np.ndarray, lines: set, kind: str) -> list[np.ndarray]:
    found = []
    for each, nth in sorted(lines):
        if each == kind:
            mask = np.zeros(counts.shape[:2], dtype=bool)
            mask[(slice(None), nth) if kind == "role" else nth] = True
            found.append(mask)
    return found


def computed(counts: np.ndarray, lines: set):
    """Every group that somebody can compute: roles together less schools together, or the other way round, with all beside it."""
    everybody = np.ones(counts.shape[:2], dtype=bool)
    roles, schools = masks_of(counts, lines, "role"), masks_of(counts, lines, "school")

    def unions(masks):
        for chosen in chain.from_iterable(combinations(masks, n) for n in range(len(masks) + 1)):
            yield np.logical_or.reduce([np.zeros_like(everybody), *chosen])

    people = counts.sum(axis=2) > 0
    for role in [*unions(roles), everybody]:
        for school in [*unions(schools), everybody]:
            for more, less in ((role, school), (school, role), (everybody & ~role, school), (everybody & ~school, role)):
                if not (less & ~more & people).any():
                    yield counts[more & ~less].sum(axis=0)


@pytest.mark.parametrize("seed", range(16))
def test_no_group_that_can_be_computed_is_small(seed):
    chance = Random(seed)
    counts = some_wave(chance, chance.choice([1, 4, 6, 7]), chance.choice([1, 2, 4]), chance.choice([2, 3, 5]))
    has_shares = seed % 2 == 1

    lines = weigh(counts, has_shares=has_shares)

    for cells in computed(counts, lines) if lines else []:
        n = int(cells.sum())
        assert n == 0 or n >= GROUP, (seed, sorted(lines))
        if has_shares and n:
            assert cells.min() >= CELL, (seed, sorted(lines))


def test_the_waves_made_by_chance_do_show_lines_of_roles_and_of_schools():
    shown = [weigh(some_wave(Random(seed), 7, 4, 3), has_shares=False) for seed in range(20)]

    for kind in ("all", "role", "school"):
        assert sum(any(each == kind for each, _nth in lines) for lines in shown) > 4, kind


def counts_of(people: list[list[int]]) -> np.ndarray:
    """Schools by roles, half of each giving one answer and half the other."""
    return np.array([[[n - n // 2, n // 2] for n in row] for row in people])


def test_a_report_on_a_role_does_not_tell_who_was_not_in_it():
    """Nine of the other role: all less the first would be those nine."""
    lines = weigh(counts_of([[40, 9]]), has_shares=False)

    assert ("role", 0) not in lines
    assert ("all", 0) in lines


def test_all_schools_but_one_do_not_tell_of_that_one():
    six = [[20, 10]] * 6

    assert ("school", 0) in weigh(counts_of(six), has_shares=False)
    assert len([each for each in weigh(counts_of([*six, [4, 4]]), has_shares=False) if each[0] == "school"]) == 5


def test_a_role_that_is_there_at_one_school_only_does_not_tell_of_the_rest_of_that_school():
    lines = weigh(counts_of([[20, 0]] * 6 + [[3, 30]]), has_shares=False)

    assert not {("role", 1), ("school", 6)} <= lines


def test_with_fewer_than_five_schools_there_is_none():
    assert not [each for each in weigh(counts_of([[20, 20]] * 4), has_shares=False) if each[0] == "school"]
    assert len([each for each in weigh(counts_of([[20, 20]] * 5), has_shares=False) if each[0] == "school"]) == SCHOOLS


@pytest.mark.parametrize(("n", "is_shown"), [(9, False), (10, True)])
def test_ten_are_told_of_and_nine_are_not(n, is_shown):
    assert (("all", 0) in weigh(counts_of([[n]]), has_shares=False)) is is_shown


@pytest.mark.parametrize(("cell", "is_shown"), [(4, False), (5, True)])
def test_percentages_stand_whole_or_not_at_all(cell, is_shown):
    assert (("all", 0) in weigh(np.array([[[30, 12, cell]]]), has_shares=True)) is is_shown


def test_what_nearly_everybody_said_is_not_told():
    assert weigh(np.array([[[60, 2]]]), has_shares=False) == set()


def test_a_small_answer_is_taken_together_with_the_smaller_one_beside_it():
    assert taken_together([30, 12, 4]) == [[0], [1, 2]]
    assert taken_together([2, 30, 3, 9]) == [[0, 1], [2, 3]]
    assert taken_together([1, 1]) == [[0, 1]]
