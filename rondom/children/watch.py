"""What strange use looks like in the lines of the record. Reads nothing itself: lines in, findings out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from rondom.people.models import AlertKind

HOUR = timedelta(hours=1)
MOST_DOSSIERS = 30
MOST_REFUSALS = 20
NIGHT_FROM, NIGHT_UNTIL = 23, 6


@dataclass(frozen=True)
class Look:
    """One opening or refusal, at the time on the clock of the people concerned."""

    person_id: UUID
    organisation_id: UUID | None
    child_id: UUID | None
    at: datetime
    chain: str
    number: int
    is_refused: bool


@dataclass(frozen=True)
class Finding:
    """Strange use: of what kind, by whom, from which line on. The same since `same_since` is not told again."""

    kind: AlertKind
    look: Look
    same_since: datetime
    children: frozenset[UUID]


def strange_use(looks: Iterable[Look], own_children: Mapping[UUID, frozenset[UUID]]) -> list[Finding]:
    """All that stands out. `own_children`: of which children somebody is a parent, as far as known."""
    opened: dict[tuple[UUID, UUID | None], list[Look]] = {}
    refused: dict[UUID, list[Look]] = {}
    for look in sorted(looks, key=lambda each: each.at):
        if look.is_refused:
            refused.setdefault(look.person_id, []).append(look)
        elif look.child_id:
            opened.setdefault((look.person_id, look.organisation_id), []).append(look)
    found: list[Finding] = []
    for (person_id, organisation_id), own in opened.items():
        found += crowded(own, AlertKind.MANY_DOSSIERS)
        if organisation_id is not None:
            found += at_night(own)
            found += of_own_child(own, own_children.get(person_id, frozenset()))
    for own in refused.values():
        found += crowded(own, AlertKind.MANY_REFUSALS)
    return found


def crowded(looks: list[Look], kind: AlertKind) -> list[Finding]:
    """Stretches of an hour that hold too many: different children opened, or refusals of any kind."""
    found: list[Finding] = []
    first, told_until = 0, None
    for last, look in enumerate(looks):
        while look.at - looks[first].at >= HOUR:
            first += 1
        within = looks[first : last + 1]
        if len(within) < MOST_REFUSALS or (told_until is not None and look.at < told_until):
            continue
        children = frozenset(each.child_id for each in within if each.child_id)
        if len(children) > MOST_DOSSIERS if kind == AlertKind.MANY_DOSSIERS else len(within) >= MOST_REFUSALS:
            found.append(Finding(kind, looks[first], looks[first].at - HOUR, children))
            told_until = looks[first].at + 2 * HOUR
    return found


def at_night(looks: list[Look]) -> list[Finding]:
    """One for each night in which somebody looked for the work."""
    found: dict[datetime, Finding] = {}
    for look in looks:
        if look.at.hour >= NIGHT_FROM or look.at.hour < NIGHT_UNTIL:
            evening = look.at if look.at.hour >= NIGHT_FROM else look.at - timedelta(days=1)
            began = evening.replace(hour=NIGHT_FROM, minute=0, second=0, microsecond=0)
            found.setdefault(began, Finding(AlertKind.NIGHT, look, began, frozenset()))
    return list(found.values())


def of_own_child(looks: list[Look], children: frozenset[UUID]) -> list[Finding]:
    """One a day for each child."""
    found: dict[tuple[UUID | None, datetime], Finding] = {}
    for look in looks:
        if look.child_id in children:
            began = look.at.replace(hour=0, minute=0, second=0, microsecond=0)
            found.setdefault((look.child_id, began), Finding(AlertKind.OWN_CHILD, look, began, frozenset()))
    return list(found.values())
