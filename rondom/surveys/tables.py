"""The tables of response as the seed prints them: per function, per school, and each school by function (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Counted:
    """How many answered at one school in one role, and the role that they have there too."""

    school: str
    role: str
    also: str
    answered: int


@dataclass(frozen=True)
class Line:
    name: str
    invited: int
    answered: int
    share: float | None = None  # of all who answered, in per cent

    @property
    def percentage(self) -> float | None:
        """Filled in, divided by invited; nothing where nobody was invited."""
        return 100 * self.answered / self.invited if self.invited else None


def has_role(counted: Counted, role: str) -> bool:
    return role in (counted.role, counted.also)


def per_role(counts: Sequence[Counted], invited: Mapping[str, int], roles: Iterable[str]) -> list[Line]:
    """Who has two roles stands in both lines."""
    return [Line(role, invited.get(role, 0), sum(each.answered for each in counts if has_role(each, role))) for role in roles]


def people_in(counts: Sequence[Counted], roles: Iterable[str]) -> int:
    """Who has two roles counts once."""
    among = set(roles)
    return sum(each.answered for each in counts if each.role in among or each.also in among)


def per_school(
    counts: Sequence[Counted], invited: Mapping[str, Mapping[str, int]], roles: Sequence[str], schools: Iterable[str]
) -> list[Line]:
    """With the share of each school in all who answered; the shares add up to one hundred."""
    total, lines = people_in(counts, roles), []
    for school in schools:
        here = people_in([each for each in counts if each.school == school], roles)
        asked = sum(invited.get(school, {}).get(role, 0) for role in roles)
        lines.append(Line(school, asked, here, 100 * here / total if total else None))
    return lines


def school_by_role(counts: Sequence[Counted], roles: Sequence[str], schools: Iterable[str]) -> list[tuple[str, list[int]]]:
    return [
        (school, [sum(each.answered for each in counts if each.school == school and has_role(each, role)) for role in roles])
        for school in schools
    ]


def band_of(number: int) -> str:
    """What others than a researcher read of a number: no more than about how many (R129)."""
    return "" if number < 10 else "10-14" if number < 15 else "15-24" if number < 25 else "25+"
