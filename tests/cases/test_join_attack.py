"""Somebody with the whole database tries to find who wrote a case: no better than by chance (R57, T12).

What this attacker has: every table as it lies on disk, so in the order in which rows came; the record with who was in the room
on which day and at what moment; keys of rows; letters; and a copy of the tray of every evening.
"""

import random
from collections import defaultdict
from datetime import datetime, timedelta
from math import sqrt

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from rondom.base.models import Event, Letter
from rondom.cases import actions
from rondom.cases.actions import Written, lay_cases, write_case
from rondom.cases.room import open_cases, week_of
from rondom.people.actions import add_member, add_organisation, add_person
from rondom.people.models import Function
from tests.proofs.walking import FULL, write_result

SEED = 20261129
PEOPLE, DAYS = (40, 240) if FULL else (16, 24)
TEXT = "Een kind komt na elke vakantie niet meer naar binnen. Wat hielp bij jullie? Dit is vraag"
MARGIN = 0.02


def on_disk(table: str) -> list:
    """The keys of a table in the order in which its rows lie."""
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"select id from {table} order by {place}")
        return [str(row[0]).replace("-", "") for row in cursor.fetchall()]


class Attacker:
    """Guesses by whatever order there is, and counts how often that is right beside how often chance would be."""

    def __init__(self) -> None:
        self.right, self.tried, self.by_chance = defaultdict(int), defaultdict(int), defaultdict(float)

    def guess(self, by: str, cases: list, candidates: list, author_of: dict) -> None:
        """The n-th case by who came at that share of the day or week."""
        for nth, case in enumerate(cases):
            self.tried[by] += 1
            self.by_chance[by] += 1 / len(candidates)
            self.right[by] += author_of[case] == candidates[nth * len(candidates) // len(cases)]

    def advantage(self, by: str) -> float:
        return (self.right[by] - self.by_chance[by]) / self.tried[by]

    def luck(self, by: str) -> float:
        """Three times how far chance itself strays over so many tries."""
        share = self.by_chance[by] / self.tried[by]
        return 3 * sqrt(share * (1 - share) / self.tried[by])


def came_in(since: datetime, until: datetime) -> list:
    lines = Event.objects.filter(event="cases.opened", at__gte=since, at__lt=until).order_by("number")
    return list(dict.fromkeys(lines.values_list("person_id", flat=True)))


def attacked(chance: random.Random) -> Attacker:
    house = add_organisation(name="Instelling", kind="youth_help", municipality="Delft")
    people = [add_person(name=f"Iemand {nth}") for nth in range(PEOPLE)]
    for person in people:
        add_member(person=person, organisation=house, function=Function.YOUTH_WORKER)
    attacker, author_of, weeks = Attacker(), {}, defaultdict(list)
    begin = timezone.now().replace(hour=8, minute=0) + timedelta(days=3)
    for day in range(DAYS):
        morning = begin + timedelta(days=day)
        here = chance.sample(people, chance.randrange(4, 9))
        for nth, person in enumerate(here):
            with time_machine.travel(morning + timedelta(minutes=7 * nth), tick=False):
                room = open_cases(person)
                if chance.random() < 0.4:
                    text = f"{TEXT} {len(author_of)}"
                    waiting = write_case(room, written=Written("primary", "8-11", "absence", text, "no"))
                    author_of[waiting.pk.hex] = person.pk
        candidates = came_in(morning - timedelta(hours=1), morning + timedelta(hours=12))
        attacker.guess("tray as it lies, record of the day", on_disk("cases_intray"), candidates, author_of)
        weeks[week_of(morning.date())] += candidates
        with time_machine.travel(morning + timedelta(hours=18), tick=False):
            lay_cases(timezone.localdate())
    cases = {each.pk.hex: each for each in actions.AnonymousCase.objects.all()}
    for week, candidates in weeks.items():
        of_week = [key for key in on_disk("cases_anonymouscase") if key in cases and cases[key].week == week]
        every = list(dict.fromkeys(candidates))
        attacker.guess("cases as they lie, record of the week", of_week, every, author_of)
        attacker.guess("keys in order, record of the week", sorted(of_week), every, author_of)
        attacker.guess("keys in order, people by key", sorted(of_week), sorted(every), author_of)
    return attacker


@pytest.mark.proof
@pytest.mark.built_in
@pytest.mark.timeout(3600)
def test_no_order_key_or_moment_tells_who_wrote_a_case(db):
    letters = Letter.objects.count()

    attacker = attacked(random.Random(SEED))

    found = {
        by: {"tried": tried, "advantage": attacker.advantage(by), "luck": attacker.luck(by)}
        for by, tried in attacker.tried.items()
    }
    write_result("join-attack", {"seed": SEED, "people": PEOPLE, "days": DAYS, "found": found})
    assert min(attacker.tried.values()) > 30
    assert all(attacker.advantage(by) <= MARGIN + attacker.luck(by) for by in attacker.tried), found
    assert Letter.objects.count() == letters
    assert not Event.objects.filter(event__startswith="case.", person_id__isnull=False).exists()


@pytest.mark.proof
@pytest.mark.built_in
def test_where_rows_lie_as_they_came_the_same_attack_finds_them(db, monkeypatch):
    """A planted leak: without mixing the order tells."""
    monkeypatch.setattr(actions, "mixed_anew", lambda rows: None)

    attacker = attacked(random.Random(SEED))

    by = "tray as it lies, record of the day"
    assert attacker.advantage(by) > MARGIN + attacker.luck(by)
