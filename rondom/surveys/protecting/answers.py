"""The answers of one wave as counts: per question a table of school x role x answer."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Question:
    """A closed question and its answers in their order. Who gave none is counted apart and never printed."""

    name: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Wave:
    """Counts of one wave. `counts[i]` has shape (schools, roles, answers of question i); `missing[i]` (schools, roles)."""

    schools: tuple[str, ...]
    roles: tuple[str, ...]
    questions: tuple[Question, ...]
    counts: tuple[Counts, ...]
    missing: tuple[Counts, ...]

    def __post_init__(self) -> None:
        groups = (len(self.schools), len(self.roles))
        for question, counts, missing in zip(self.questions, self.counts, self.missing, strict=True):
            if counts.shape != (*groups, len(question.answers)) or missing.shape != groups:
                raise ValueError(f"counts of {question.name} have another shape than schools, roles and answers")
            if (counts < 0).any() or (missing < 0).any():
                raise ValueError(f"counts of {question.name} are below 0")
        people = [counts.sum(axis=2) + missing for counts, missing in zip(self.counts, self.missing, strict=True)]
        if any((each != people[0]).any() for each in people):
            raise ValueError("not every question counts the same people")


def wave_of(
    schools: Sequence[str],
    roles: Sequence[str],
    questions: Sequence[Question],
    people: Sequence[tuple[int, int, Sequence[int]]],
) -> Wave:
    """Counts of people: (number of the school, number of the role, number of the answer to each question or -1 for none)."""
    groups = (len(schools), len(roles))
    counts = [np.zeros((*groups, len(each.answers)), dtype=np.int64) for each in questions]
    missing = [np.zeros(groups, dtype=np.int64) for _each in questions]
    for school, role, given in people:
        for place, answer in enumerate(given):
            if answer < 0:
                missing[place][school, role] += 1
            else:
                counts[place][school, role, answer] += 1
    return Wave(tuple(schools), tuple(roles), tuple(questions), tuple(counts), tuple(missing))
