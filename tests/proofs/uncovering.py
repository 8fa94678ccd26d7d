"""One who has all printed tables and tries to uncover what they hide (T13). Apart from what protects: it reads print only.

He is given more than he could have: which school each letter is, how many people and roles there may be, and that every question
was put to the same people. The truth is used to score him, and for nothing else.
"""

from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import linear_sum_assignment, linprog, milp

from rondom.surveys.protecting.answers import Question, Wave, wave_of
from rondom.surveys.protecting.release import ALL, Release, protect
from rondom.surveys.protecting.rows import HIDDEN, LEAST, MOST, Wanted

ROLES = ("leerkracht", "intern begeleider", "directie")
AGREE, OFTEN = ("eens", "oneens", "weet niet"), ("nooit", "soms", "vaak", "altijd")
QUESTIONS = (Question("sneller", AGREE), Question("gelukkiger", AGREE), Question("verstoord", OFTEN))
WANTED = tuple(Wanted(number, by) for number in range(len(QUESTIONS)) for by in ((), ("role",), ("school",)))


def a_wave(chance: Random, spread: float | None = None, least: int = 5) -> Wave:
    """Schools of 5 to 40 staff, with more or less of an opinion of their own (`spread`), as real ones have."""
    people = []
    schools, drawn = chance.randint(5, 12), chance.choice([0.0, 0.2, 0.5])
    spread = drawn if spread is None else spread
    lean = [[chance.uniform(-1, 1.5) for _answer in each.answers] for each in QUESTIONS]
    for school in range(schools):
        own = chance.gauss(0, spread)
        for nth in range(chance.randint(least, 40)):
            role = chance.choice([0, 1, 1, 2]) if nth < 4 else 0
            given = []
            for question, likes in zip(QUESTIONS, lean, strict=True):
                weights = [2.718 ** (like + (own if place == 0 else 0)) for place, like in enumerate(likes)]
                given.append(-1 if chance.random() < 0.02 else chance.choices(range(len(question.answers)), weights)[0])
            people.append((school, role, given))
    return wave_of([f"school {number}" for number in range(schools)], ROLES, QUESTIONS, people)


@dataclass(frozen=True)
class Hidden:
    """A figure that is not printed: which unknowns it adds up, and what it really is."""

    what: str
    line: np.ndarray
    truth: float


class Attack:
    """What print says, as inequalities over the counts of school x role x answer."""

    def __init__(self, wave: Wave, printed: list[dict[str, Any]], letters: tuple[dict[int, str], ...]) -> None:
        self.shape = [each.shape for each in wave.counts]
        self.starts = np.cumsum([0, *(int(np.prod(each)) for each in self.shape)])
        self.truth = np.concatenate([each.ravel() for each in wave.counts]).astype(float)
        self.upper: list[np.ndarray] = []
        self.limits: list[float] = []
        self.equal, self.totals = self.same_people(wave)
        self.hidden: list[Hidden] = []
        names = [each.name for each in wave.questions]
        for table, key in zip(printed, letters, strict=True):
            self.read(names.index(table["question"]), table, {letter: school for school, letter in key.items()})
        self.settled()

    def line(self, question: int, school: int | None, role: int | None, answer: int | None) -> np.ndarray:
        mask = np.zeros(self.shape[question])
        every = slice(None)
        mask[every if school is None else school, every if role is None else role, every if answer is None else answer] = 1
        found = np.zeros(int(self.starts[-1]))
        found[self.starts[question] : self.starts[question + 1]] = mask.ravel()
        return found

    def same_people(self, wave: Wave) -> tuple[list[np.ndarray], list[float]]:
        lines, totals = [], []
        for question in range(1, len(self.shape)):
            for school, role in np.ndindex(*self.shape[0][:2]):
                lines.append(self.line(question, school, role, None) - self.line(0, school, role, None))
                totals.append(float(wave.missing[0][school, role] - wave.missing[question][school, role]))
        return lines, totals

    def hide(self, what: str, line: np.ndarray) -> None:
        self.hidden.append(Hidden(what, line, float(line @ self.truth)))

    def read(self, question: int, table: dict[str, Any], key: dict[str, int]) -> None:
        seen = set()
        for row in table["rows"]:
            school = key[row["label"]] if "school" in table["by"] else None
            role = ROLES.index(row["label"]) if table["by"] == ["role"] else None
            assert "school" in table["by"] or table["by"] == ["role"] or row["label"] == ALL
            seen.add(school)
            self.read_row(question, row, school, role, 5 if "school" in table["by"] else 1)
        if "school" in table["by"]:
            for school in set(range(self.shape[0][0])) - seen:
                for answer in range(self.shape[question][2]):
                    self.hide(f"{table['question']}, a school left out", self.line(question, school, None, answer))

    def read_row(self, question: int, row: dict[str, Any], school: int | None, role: int | None, step: int) -> None:
        everybody = self.line(question, school, role, None)
        known = row["n"].isdigit()
        if known:
            self.equal.append(everybody)
            self.totals.append(float(row["n"]))
        elif row["n"] == HIDDEN:
            self.hide(f"n of {row['label']}", everybody)
        shown = [text for text in row["shares"] if text != HIDDEN]
        if shown and not known:
            self.at_least(everybody, 10)
        for answer, text in enumerate(row["shares"]):
            cell = self.line(question, school, role, answer)
            if text == HIDDEN:
                self.hide(f"{row['label']}, answer {answer}", cell)
                continue
            low, high = {LEAST: (0.0, 5.0), MOST: (95.0, 100.0)}.get(text) or (int(text) - step / 2, int(text) + step / 2)
            self.at_least(cell, 5)
            if known:
                n = int(row["n"])
                self.at_least(cell, np.ceil(low * n / 100 - 1e-9))
                self.at_least(-cell, -np.floor(high * n / 100 + 1e-9))
            else:
                self.at_least(cell - low / 100 * everybody, 0)
                self.at_least(high / 100 * everybody - cell, 0)

    def at_least(self, line: np.ndarray, number: float) -> None:
        self.upper.append(-line)
        self.limits.append(-float(number))

    def settled(self) -> None:
        """All was read: nothing is added any more."""
        size = int(self.starts[-1])
        self.upper_lines = sparse.csr_matrix(np.array(self.upper).reshape(-1, size))
        self.equal_lines = sparse.csr_matrix(np.array(self.equal).reshape(-1, size))
        self.points = [self.truth]

    def ends(self, line: np.ndarray, least: np.ndarray, whole: bool = False) -> tuple[float, float]:
        """Least and most of a figure, given counts that he knows himself to be there."""
        found = []
        for sign in (1, -1):
            if whole:
                rules = [(self.upper_lines, -np.inf, np.array(self.limits)), (self.equal_lines, self.totals, self.totals)]
                got = milp(sign * line, integrality=np.ones(line.size), bounds=(least, np.inf), constraints=rules)
            else:
                bounds = np.column_stack([least, np.full(line.size, np.inf)])
                given = (self.upper_lines, self.limits, self.equal_lines, self.totals)
                got = linprog(sign * line, *given, bounds=bounds, method="highs", options={"presolve": False})
            assert got.status in {0, 3, 4}, got.message
            if got.status == 0:
                self.points.append(got.x)
            found.append(sign * got.fun if got.status == 0 else -sign * np.inf)
        return found[0], found[1]

    def seen(self, line: np.ndarray, least: np.ndarray) -> float:
        """How far apart a figure lies in the counts found so far that fit all he knows: its ends lie as far apart or further."""
        values = [line @ point for point in self.points if (point >= least - 1e-9).all()]
        return max(values) - min(values)

    def insider(self, wave: Wave, chance: Random) -> np.ndarray:
        """Three people of one school whose answers he knows: his own and those of two colleagues."""
        least = np.zeros_like(self.truth)
        school = chance.randrange(len(wave.schools))
        for question, counts in enumerate(wave.counts):
            for _person in range(3):
                role, answer = chance.choices(list(np.ndindex(*counts.shape[1:])), counts[school].ravel() + 1e-9)[0]
                place = int(self.starts[question]) + int(np.ravel_multi_index((school, role, answer), counts.shape))
                least[place] = min(self.truth[place], least[place] + 1)
        return least


def numbers(table: dict[str, Any]) -> np.ndarray:
    """The shares of a table as somebody reads them; what is hidden as 2."""
    as_number = {HIDDEN: 2.0, LEAST: 2.5, MOST: 97.5}
    return np.array([[as_number.get(text) or float(text) for text in row["shares"]] for row in table["rows"]])


def sizes(row: list[str]) -> set[int]:
    """How many people can have been in a row, by what is printed of it."""
    shown = [int(text) for text in row if text.isdigit()]
    return {n for n in range(10, 41) if all(any(abs(100 * k / n - each) <= 2.5 for k in range(5, n + 1)) for each in shown)}


def ways(first: dict[str, Any], second: dict[str, Any]) -> dict[str, np.ndarray]:
    """How badly each row of one table fits each of another, in several ways."""
    a, b = numbers(first), numbers(second)
    found = {}
    for name, column in (("first column", 0), ("last column", -1)):
        x, y = a[:, column], b[:, column]
        found[f"values of the {name}"] = abs(x[:, None] - y[None, :])
        found[f"from the mean, {name}"] = abs((x - x.mean())[:, None] - (y - y.mean())[None, :])
    found["crosswise"] = abs((a[:, 0] - a[:, 0].mean())[:, None] + (b[:, -1] - b[:, -1].mean())[None, :])
    width = min(a.shape[1], b.shape[1])
    found["all shares"] = ((a[:, None, :width] - b[None, :, :width]) ** 2).sum(axis=2)
    found["spread"] = abs(a.std(axis=1)[:, None] - b.std(axis=1)[None, :])
    n = [[sizes(row["shares"]) for row in table["rows"]] for table in (first, second)]
    found["how many they can be"] = np.array([[-len(x & y) / max(1, len(x | y)) for y in n[1]] for x in n[0]])
    found["order of the letters"] = abs(np.arange(len(a))[:, None] - np.arange(len(b))[None, :]).astype(float)
    return found


def linked(release: Release, printed: list[dict[str, Any]]) -> list[tuple[str, int, int]]:
    """Of each two tables with letters and each way of fitting: how many letters are paired rightly, of how many."""
    found = []
    with_letters = [n for n, table in enumerate(printed) if "school" in table["by"] and table["rows"]]
    for place, one in enumerate(with_letters):
        for other in with_letters[place + 1 :]:
            keys = [{letter: school for school, letter in release.letters[n].items()} for n in (one, other)]
            schools = [[key[row["label"]] for row in printed[n]["rows"]] for key, n in zip(keys, (one, other), strict=True)]
            for way, cost in ways(printed[one], printed[other]).items():
                pairs = zip(*linear_sum_assignment(cost), strict=True)
                right = sum(schools[0][a] == schools[1][b] for a, b in pairs)
                found.append((way, right, max(len(schools[0]), len(schools[1]))))
    return found


def a_release(seed: int) -> Release:
    chance = Random(seed)
    return protect(a_wave(chance), WANTED, chance)
