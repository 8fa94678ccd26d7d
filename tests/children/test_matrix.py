"""The gate beside the oracle that was written from the rules by another hand: every cell, and random worlds (T01, T02)."""

import json
import os
import random
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from rondom.children.access import CARD_KINDS, OPENED_BY_WRITER, Family
from rondom.children.deciders import CHILD, regime_of
from rondom.children.models import (
    Answer,
    Audience,
    Authority,
    Child,
    ConsentAnswered,
    ConsentAsked,
    ConsentLine,
    How,
    Place,
    Role,
)
from rondom.children.rights import COLUMNS, READERS, Facts, decide
from tests.oracle.deciders import consent_flows, local_day, who_decides
from tests.oracle.matrix import ACTIONS, KINDS, ROLES, expected

OURS = {
    "gz_parent_under_12": "parent_under_12",
    "gz_parent_12_15": "parent_12_15",
    "gz_parent_16_17": "parent_16_17",
    "parent_without_authority": "no_authority",
    "platform_admin": "admin",
}
LEVELS = ("none", "minimal", "full")
DECISIONS = 1_000_000 if os.environ.get("RONDOM_PROOF") == "full" else 50_000
SEED = 20261124


def test_every_cell_of_the_matrix_is_as_the_oracle_says():
    cells = list(product(ROLES, KINDS, ACTIONS, *[(False, True)] * 4))
    different = [
        cell
        for cell in cells
        if LEVELS[decide(OURS.get(cell[0], cell[0]), cell[1], cell[2], Facts(*cell[3:]))]
        != expected(cell[0], cell[1], cell[2], has_link=cell[3], is_own=cell[4], is_opened=cell[5], has_consent=cell[6])
    ]

    assert len(cells) == 49_920
    assert different == []
    assert {OURS.get(role, role) for role in ROLES} == set(COLUMNS)


# Half past twelve at night in the Netherlands, when it is still yesterday in UTC: who mixes the two days up is heard.
TODAY = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
PARENTS = (Role.MOTHER, Role.FATHER)
WORKERS = (Role.TEACHER, Role.CARE_COORDINATOR, Role.SCHOOL_LEADER, Role.SCHOOL_SOCIAL_WORKER, Role.YOUTH_WORKER, Role.NURSE)


def today() -> date:
    return local_day(TODAY)


class Random:
    """A family as it might be: ages, authority seen or not, questions, answers, a clock."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.organisations = [uuid4() for _nth in range(3)]
        self.child = Child(birth_date=today() - timedelta(days=chance.choice([1500, 4000, 4383, 5000, 5844, 6200, 7000])))
        self.places = {role: self.place(role) for role in (*PARENTS, Role.CHILD, *WORKERS)}
        self.parents = [self.places[role] for role in PARENTS]
        self.authorities = [self.authority(role) for role in PARENTS if chance.random() < 0.85]
        self.authorities += [self.authority(role) for role in PARENTS if chance.random() < 0.15]  # looked at again
        self.asked = [
            ConsentAsked(pk=uuid4(), until=today() + timedelta(days=chance.choice([-1, 0, 30]))) for _nth in range(2)
        ]
        self.lines = [self.line(asked) for asked in self.asked for _nth in range(3)]
        self.answers = [self.answer() for _nth in range(chance.randrange(9))]

    def place(self, role: str) -> Place:
        organisation = self.chance.choice(self.organisations) if role in WORKERS else None
        custody = self.chance.choice([True, None, False]) if role in PARENTS else None
        return Place(
            pk=uuid4(), person_id=uuid4(), role=role, voice_id=uuid4(), organisation_id=organisation, has_custody=custody
        )

    def authority(self, role: str) -> Authority:
        return Authority(
            place=self.places[role],
            since=today() - timedelta(days=900),
            until=self.chance.choice([None, None, None, today() - timedelta(days=30)]),
            check_again_on=today() + timedelta(days=self.chance.choice([-1, 0, 200, 200])),
            recorded_at=TODAY - timedelta(days=self.chance.choice([900, 900, 5]), seconds=self.chance.randrange(9999)),
            ended_at=self.chance.choice([None, TODAY - timedelta(days=20)]),
        )

    def line(self, asked: ConsentAsked) -> ConsentLine:
        source, reader = self.chance.sample(self.organisations, 2)
        kind = self.chance.choice(CARD_KINDS)
        return ConsentLine(asked=asked, kind=kind, source_id=source, reader_id=reader)

    def answer(self) -> ConsentAnswered:
        role = self.chance.choice((*PARENTS, Role.CHILD))
        return ConsentAnswered(
            asked=self.chance.choice(self.asked),
            person_id=self.places[role].person_id,
            capacity=CHILD if role == Role.CHILD else "authority",
            answer=self.chance.choice([Answer.YES, Answer.YES, Answer.YES, Answer.NO, Answer.WITHDRAWN]),
            how=self.chance.choice([How.SELF, How.SELF, How.ORAL]),
            at=TODAY - timedelta(days=self.chance.choice([1, 10, 29, 30, 60]), minutes=self.chance.randrange(99)),
        )

    def family(self) -> Family:
        answers = tuple(sorted(self.answers, key=lambda each: each.at))
        return Family(self.child, tuple(self.parents), tuple(self.authorities), tuple(self.lines), answers, TODAY)


def told_slowly(world: Random, place: Place, kind: str, owner, audience: str, *, is_own: bool) -> bool:
    """The same question answered from the tables alone."""
    role = column_slowly(world, place)
    is_unknown = role == "unknown"
    is_opened = not is_unknown and place.role in READERS[audience]
    has_consent = is_opened if kind in OPENED_BY_WRITER else allowed_slowly(world, place, kind, owner)
    if is_own:
        return True
    if is_unknown or not is_opened:
        return False
    return expected(role, kind, "R", has_link=True, is_own=False, is_opened=is_opened, has_consent=has_consent) == "full"


def age(world: Random) -> int:
    born, day = world.child.birth_date, today()
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def column_slowly(world: Random, place: Place) -> str:
    years = age(world)
    if place.role == Role.CHILD:
        return "child_under_12" if years < 12 else "child_12_15" if years < 16 else "child_16_up"
    if place.role not in PARENTS:
        return str(place.role)
    if years >= 18:
        return "parent_without_authority"
    rows = [each for each in world.authorities if each.place is place]
    running = [each for each in newest_rows(world) if each.place is place and (each.until is None or today() < each.until)]
    if not running:
        return "parent_without_authority" if rows or place.has_custody is False else "unknown"
    if any(today() > each.check_again_on for each in running):
        return "unknown"
    return "gz_parent_under_12" if years < 12 else "gz_parent_12_15" if years < 16 else "gz_parent_16_17"


def newest_rows(world: Random) -> list[Authority]:
    """What was recorded last of each parent; looking again replaces what was seen before."""
    rows = world.authorities
    return [
        row
        for nth, row in enumerate(rows)
        if not any(
            other.place.pk == row.place.pk and (other.recorded_at, number) > (row.recorded_at, nth)
            for number, other in enumerate(rows)
        )
    ]


def asked_again_since(world: Random, line: ConsentLine) -> datetime | None:
    """The last moment at which all that was answered to this question is asked again."""
    moments = []
    for pk in {each.place.pk for each in world.authorities}:
        was_running = False
        for row in sorted((each for each in world.authorities if each.place.pk == pk), key=lambda each: each.recorded_at):
            moments += [] if was_running else [row.recorded_at]
            was_running = row.until is None
            if row.until is not None:
                moments.append(datetime.combine(row.until, time(), ZoneInfo("Europe/Amsterdam")))
                moments.append(row.ended_at or row.recorded_at)
    born = world.child.birth_date
    for other in world.lines:
        if other.asked is line.asked:
            ages = (16, 18) if regime_of(other.kind).value == "A" else (12, 16, 18)
            for years in ages:
                day = born.replace(year=born.year + years)
                moments.append(datetime.combine(day, time(), ZoneInfo("Europe/Amsterdam")))
    return max((each for each in moments if each <= TODAY), default=None)


def needed_slowly(world: Random, kind: str) -> frozenset[str] | None:
    """Whose yes is needed for a kind; None when that is not known."""
    holders = [
        {
            "person": str(each.place.person_id),
            "since": each.since,
            "until": each.until,
            "is_verified": True,
            "checked_until": each.check_again_on,
        }
        for each in newest_rows(world)
    ]
    recorded = {each.place.pk for each in world.authorities}
    holders += [
        {
            "person": str(place.person_id),
            "since": world.child.birth_date,
            "until": None,
            "is_verified": False,
            "checked_until": None,
        }
        for place in world.parents
        if place.pk not in recorded and place.has_custody is not False
    ]
    return who_decides(world.child.birth_date, regime_of(kind).value, holders, TODAY, [])


def allowed_slowly(world: Random, place: Place, kind: str, owner) -> bool:
    needed = needed_slowly(world, kind)
    for line in world.lines:
        if (line.kind, line.source_id, line.reader_id) != (kind, owner, place.organisation_id) or line.asked.until < today():
            continue
        changed = asked_again_since(world, line)
        counted = [each for each in world.answers if each.asked_id == line.asked_id and (changed is None or each.at >= changed)]
        themselves = [each for each in counted if each.how == How.SELF]
        answers = [
            (CHILD if each.capacity == CHILD else str(each.person_id), str(each.answer), each.at)
            for each in counted
            if each.how == How.SELF
            or each.answer != Answer.YES
            or (
                TODAY - each.at < timedelta(days=30)
                and not any(own.person_id == each.person_id and own.at <= each.at for own in themselves)
            )
        ]
        if consent_flows(needed, answers, TODAY):
            return True
    return False


@pytest.mark.proof
def test_decisions_in_random_worlds_are_as_the_slow_reference_says():
    chance = random.Random(SEED)
    asked, yes, different = 0, 0, []
    while asked < DECISIONS:
        world = Random(chance)
        family = world.family()
        readers = {place.pk: family.reader_of(place) for place in world.places.values()}
        for place, kind, audience in product(
            world.places.values(), CARD_KINDS, (Audience.CIRCLE, chance.choice(Audience.values))
        ):
            owner, is_own = chance.choice(world.organisations), chance.random() < 0.1
            mine = readers[place.pk].may_read(kind, owner, audience, place.voice_id if is_own else uuid4())
            asked, yes = asked + 1, yes + mine
            if mine != told_slowly(world, place, kind, owner, audience, is_own=is_own):
                different.append((place.role, kind, audience, is_own, age(world)))
    kept = settings.ROOT / "var" / "proof-decisions.json"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text(json.dumps({"seed": SEED, "decisions": asked, "allowed": yes, "different": len(different)}))

    assert different[:5] == []
    assert 0.1 < yes / asked < 0.9, "both answers are really tried"


def test_an_age_stands_only_in_the_engine():
    """R25: no screen and no rule names an age at which a right changes."""
    folder = settings.ROOT / "rondom"
    files = [path for path in folder.rglob("*.py") if not {"migrations", "base"} & set(path.parts) and path.name != "deciders.py"]
    words = ("age >= 12", "age < 12", "age >= 16", "age < 16", "age >= 18", "age < 18", "== 12", "== 16", "== 18")

    assert [path.name for path in files for word in words if word in path.read_text("utf-8")] == []
