"""Who there were at seven schools in four years, as far as the first report prints it (pure).

Of the last year the report prints how many answered by role (table A), by school (B), of assistants and scientists (C) and of
partners (D and E), but not school by role: those are laid here so that all its tables come out at once. Its letters differ per
table; here each school keeps one. Of the years before it prints n only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

YEARS = ("2019-2020", "2020-2021", "2021-2022", "2022-2023")
SCHOOLS = ("A", "B", "C", "D", "E", "F", "G")
TEACHER, COORDINATOR, LEADER = "teacher", "care_coordinator", "school_leader"
ASSISTANT, SCIENTIST = "support_assistant", "behavioural_scientist"
NURSE, SOCIAL_WORKER, TEAM = "nurse", "school_social_worker", "neighbourhood_team"
ROLES = (TEACHER, COORDINATOR, LEADER, ASSISTANT, SCIENTIST, NURSE, SOCIAL_WORKER, TEAM)
# Table B: how many answered at each school, and were invited; the invited are teachers, coordinators and leaders alone.
ANSWERED, INVITED = (37, 11, 15, 29, 14, 16, 20), (52, 25, 24, 42, 22, 25, 33)
# n of Tabel F tells how many of each role answered in each year: teachers, coordinators, leaders, assistants, scientists.
PRINTED = {
    "2019-2020": (89, 14, 11, 0, 0),
    "2020-2021": (100, 13, 10, 10, 6),
    "2021-2022": (118, 14, 11, 13, 6),
    "2022-2023": (93, 16, 11, 15, 7),
}
ASKED = {COORDINATOR: 19, LEADER: 13}  # table A; the teachers are what stays of table B: 191
# Tables C and E, in the order of the schools.
ASSISTANTS, SCIENTISTS = (3, 0, 1, 3, 2, 2, 4), (1, 1, 1, 1, 1, 1, 1)
PARTNERS = {NURSE: (1, 1, 1, 0, 1, 1, 0), SOCIAL_WORKER: (1, 1, 1, 0, 0, 1, 1), TEAM: (1, 1, 1, 1, 0, 0, 1)}
PARTNERS_ASKED = {NURSE: (1, 1, 1, 1, 1, 1, 1), SOCIAL_WORKER: (1, 1, 1, 1, 1, 1, 1), TEAM: (1, 1, 1, 1, 1, 1, 2)}
BOTH_AT = "A"  # who is social worker and of the neighbourhood team: fourteen people fill fifteen places


@dataclass(frozen=True)
class Person:
    """Somebody who answers; the same number at a school in a role is the same person in each year."""

    school: str
    role: str
    number: int
    also: str = ""

    @property
    def code(self) -> tuple[str, str, str]:
        """Two in five make one."""
        if (self.number + SCHOOLS.index(self.school)) % 5 > 1:
            return ("", "", "")
        at = ROLES.index(self.role)
        return (f"{self.school}{chr(97 + at)}", str(self.number % 31 + 1), f"{chr(97 + self.number // 31)}o")


def spread(total: int, weights: Sequence[int], least: int = 0) -> list[int]:
    """A number over the schools by their size; the largest remainders get one more."""
    left = total - least * len(weights)
    exact = [left * weight / sum(weights) for weight in weights]
    found = [least + int(each) for each in exact]
    for school in sorted(range(len(weights)), key=lambda nth: int(exact[nth]) - exact[nth])[: total - sum(found)]:
        found[school] += 1
    return found


def answering(year: str) -> dict[str, list[int]]:
    """By role how many answered at each school."""
    teachers, coordinators, leaders, assistants, scientists = PRINTED[year]
    counts = {COORDINATOR: spread(coordinators, ANSWERED, least=1), LEADER: spread(leaders, ANSWERED, least=1)}
    if year == YEARS[-1]:
        counts |= {ASSISTANT: list(ASSISTANTS), SCIENTIST: list(SCIENTISTS)}
        counts[TEACHER] = [n - sum(each[nth] for each in counts.values()) for nth, n in enumerate(ANSWERED)]
    else:
        counts |= {ASSISTANT: spread(assistants, ASSISTANTS), SCIENTIST: spread(scientists, SCIENTISTS)}
        counts[TEACHER] = spread(teachers, ANSWERED, least=3)
    return counts | {role: list(numbers) for role, numbers in PARTNERS.items()}


def people_of(year: str) -> list[Person]:
    found = [
        Person(school, role, number)
        for role, numbers in answering(year).items()
        for school, many in zip(SCHOOLS, numbers, strict=True)
        for number in range(many)
        if not (role == TEAM and school == BOTH_AT)
    ]
    both = Person(BOTH_AT, SOCIAL_WORKER, 0, also=TEAM)
    return [both if (each.school, each.role) == (BOTH_AT, SOCIAL_WORKER) else each for each in found]


def invited_at(year: str) -> dict[str, Mapping[str, int]]:
    """By school and role. Of the last year as tables A, B and D print; of those before about as many more than answered."""
    counts = answering(year)
    if year == YEARS[-1]:
        asked = {role: spread(number, ANSWERED, least=1) for role, number in ASKED.items()}
        asked[TEACHER] = [n - asked[COORDINATOR][nth] - asked[LEADER][nth] for nth, n in enumerate(INVITED)]
    else:
        asked = {role: [-(-7 * n // 5) for n in counts[role]] for role in (TEACHER, COORDINATOR, LEADER)}
    asked |= {ASSISTANT: [0] * len(SCHOOLS), SCIENTIST: [0] * len(SCHOOLS), **PARTNERS_ASKED}
    return {school: {role: asked[role][nth] for role in ROLES} for nth, school in enumerate(SCHOOLS)}
