"""Who decides: the engine's five properties on ten thousand random families each, and a slow reference beside it."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from rondom.children.deciders import CHILD, HOME, Given, Holding, NotAble, Regime, band_of, deciders, flows
from rondom.children.schooling import birthday
from tests.oracle.deciders import consent_flows, who_decides

FAMILIES = 10_000
PEOPLE = ("anna", "bilal", "chris", "dina")


def random_day(chance: random.Random, first: date = date(2005, 1, 1), days: int = 9000) -> date:
    return first + timedelta(days=chance.randrange(days))


def random_holding(chance: random.Random, person: str) -> Holding:
    since = random_day(chance)
    return Holding(
        person,
        since,
        since + timedelta(days=chance.randrange(1, 6000)) if chance.random() < 0.4 else None,
        is_verified=chance.random() < 0.9,
        checked_until=random_day(chance, date(2020, 1, 1), 4000) if chance.random() < 0.3 else None,
    )


def random_family(chance: random.Random) -> tuple[date, Regime, list[Holding], datetime]:
    birth = date(2008, 2, 29) if chance.random() < 0.05 else random_day(chance)
    holdings = [random_holding(chance, person) for person in chance.sample(PEOPLE, chance.randrange(4))]
    moment = datetime.combine(random_day(chance, date(2010, 1, 1), 9000), time(chance.randrange(24), chance.randrange(60)), UTC)
    return birth, chance.choice(list(Regime)), holdings, moment


def families(seed: int):
    chance = random.Random(seed)
    return (random_family(chance) for _nth in range(FAMILIES))


def test_nobody_without_authority_ever_decides():
    for birth, regime, holdings, on in families(1):
        found = deciders(birth, regime, holdings, on)
        day = on.astimezone(HOME).date()
        holders = {each.person for each in holdings if each.is_valid(day) and each.is_checked(day)}
        assert found is None or found <= holders | {CHILD}


def test_it_is_never_empty_and_unknown_authority_shares_nothing():
    for birth, regime, _holdings, on in families(2):
        found = deciders(birth, regime, [], on)
        assert found is None or found == {CHILD}
        assert not flows(None, [Given("anna", True, on)], on)
        assert not flows(frozenset(), [], on)


def test_on_every_birthday_it_changes_at_midnight_at_home():
    chance = random.Random(3)
    for _nth in range(FAMILIES):
        birth = date(2008, 2, 29) if chance.random() < 0.1 else random_day(chance)
        regime, age = chance.choice(list(Regime)), chance.choice([12, 16, 18])
        holdings = [Holding("anna", birth)]
        midnight = datetime.combine(birthday(birth, age), time.min, HOME).astimezone(UTC)
        before, after = (
            deciders(birth, regime, holdings, midnight + shift) for shift in (timedelta(microseconds=-1), timedelta())
        )
        asked = {Regime.GDPR: {16}, Regime.EDUCATION: {18}}.get(regime, {12, 16})
        assert (before != after) == (age in asked)


def test_another_parent_with_authority_never_makes_fewer_decide():
    chance = random.Random(4)
    for birth, regime, holdings, on in families(4):
        before = deciders(birth, regime, holdings, on)
        more = deciders(birth, regime, [*holdings, Holding("new", random_day(chance), None)], on)
        assert before is None or more is None or before <= more


def test_a_change_of_the_court_has_no_effect_before_its_day():
    chance = random.Random(5)
    for birth, regime, holdings, on in families(5):
        later = on.astimezone(HOME).date() + timedelta(days=chance.randrange(1, 500))
        changed = [*holdings, Holding("voogd", later)]
        ended = [replace(each, until=later) if each.until is None else each for each in holdings]
        assert deciders(birth, regime, changed, on) == deciders(birth, regime, holdings, on)
        assert deciders(birth, regime, ended, on) == deciders(birth, regime, holdings, on)


def test_the_engine_and_the_slow_reference_agree():
    chance = random.Random(6)
    for birth, regime, holdings, on in families(6):
        marks = [NotAble(regime, random_day(chance), random_day(chance, date(2026, 1, 1)))] if chance.random() < 0.2 else []
        mine = deciders(birth, regime, holdings, on, marks)
        theirs = who_decides(birth, regime.value, [row(each) for each in holdings], on, [mark(each) for each in marks])
        assert mine == theirs, (birth, regime, holdings, on)


def row(holding: Holding) -> dict:
    return {
        "person": holding.person,
        "since": holding.since,
        "until": holding.until,
        "is_verified": holding.is_verified,
        "checked_until": holding.checked_until,
    }


def mark(mark: NotAble) -> dict:
    return {"regime_or_matter": mark.regime.value, "since": mark.since, "until": mark.until}


def test_every_order_of_yes_no_and_stop_flows_only_while_all_say_yes():
    chance = random.Random(7)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for _nth in range(FAMILIES):
        needed = frozenset(chance.sample(PEOPLE[:3], chance.randrange(1, 4)))
        said = [
            (chance.choice(PEOPLE[:3]), chance.choice(["yes", "no", "withdrawn"]), start + timedelta(hours=chance.randrange(40)))
            for _answer in range(chance.randrange(8))
        ]
        now = start + timedelta(hours=chance.randrange(48))
        given = [Given(person, answer == "yes", at) for person, answer, at in said]
        assert flows(needed, given, now) == consent_flows(needed, said, now)


def test_what_was_allowed_before_authority_changed_is_asked_again():
    at = datetime(2026, 1, 1, tzinfo=UTC)
    yes = [Given("anna", True, at)]

    assert flows({"anna"}, yes, at + timedelta(days=2))
    assert not flows({"anna"}, yes, at + timedelta(days=2), since=at + timedelta(days=1))
    assert flows(
        {"anna"}, [*yes, Given("anna", True, at + timedelta(days=1))], at + timedelta(days=2), since=at + timedelta(days=1)
    )


@pytest.mark.parametrize(("age", "band"), [(0, "under_12"), (12, "12_15"), (16, "16_17"), (18, "18_up")])
def test_a_band_begins_on_the_birthday(age, band):
    birth = date(2008, 2, 29)

    assert band_of(birth, birthday(birth, age)) == band
