"""Clocks over 25 years (T21): each day as it was reasoned beforehand in `golden_days.csv`, and a case that lives through them.

The table was written from the rules with a calendar beside it, never from what came out.
"""

import csv
import random
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as configured

from rondom.cards.models import Card
from rondom.children.access import Family
from rondom.children.deciders import HOME, Holding, Regime, deciders
from rondom.children.models import Authority, Child, ConsentAnswered, ConsentAsked, ConsentLine, Place, Role
from rondom.people.models import Organisation
from rondom.retention.actions import note_leaving
from rondom.retention.clock import History, Span, Start, begins_on, day_after, last_day
from rondom.retention.parts import day_of
from rondom.retention.schedule import SCHEDULE, Then
from tests.proofs.walking import FULL, write_result
from tests.retention.night import cards_of, closed_on, night_of

SEED = 20261129
TABLE = Path(__file__).parent / "golden_days.csv"
HISTORIES = 200_000 if FULL else 4_000
LONG_AGO = date(2000, 1, 1)


def cases(sort: str) -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["sort"] == sort]


def given_of(row: dict[str, str]) -> dict[str, str]:
    return dict(each.split("=", 1) for each in row["given"].split())


def said_by_the_clock(row: dict[str, str]) -> str:
    days = {name: date.fromisoformat(day) for name, day in given_of(row).items()}
    found = day_of(row["line"], History(**{"born": date(2016, 3, 5), **days}))
    return found.isoformat() if found else "never"


def said_of_deciders(row: dict[str, str]) -> str:
    given = given_of(row)
    holders = [] if given.get("holder") == "none" else [Holding("mother", LONG_AGO)]
    found = deciders(date.fromisoformat(given["born"]), Regime(row["line"]), holders, datetime.fromisoformat(given["on"]))
    return " ".join(sorted(found)) if found else "unknown"


def said_of_consent(row: dict[str, str]) -> str:
    given = given_of(row)
    child = Child(birth_date=date.fromisoformat(given["born"]))
    mother = Place(child=child, person_id=uuid4(), role=Role.MOTHER, has_custody=True)
    recorded = datetime(2020, 1, 1, tzinfo=HOME)
    seen = Authority(place=mother, kind="parent", since=LONG_AGO, check_again_on=date(2060, 1, 1), recorded_at=recorded)
    asked = ConsentAsked(child=child, until=date.fromisoformat(given["until"]), purpose="help_together")
    line = ConsentLine(asked=asked, kind=row["line"], source_id=uuid4(), reader_id=uuid4())
    at = datetime.fromisoformat(given.get("yes") or given["oral"])
    how = "self" if "yes" in given else "oral"
    yes = ConsentAnswered(asked=asked, person_id=mother.person_id, answer="yes", how=how, capacity="authority", at=at)
    family = Family(child, (mother,), (seen,), (line,), (yes,), datetime.fromisoformat(given["on"]))
    return "reads" if family.allows(line) else "stops"


def test_every_day_is_as_it_was_reasoned_beforehand():
    said = {"retention": said_by_the_clock, "decides": said_of_deciders, "consent": said_of_consent}
    rows = [row for sort in said for row in cases(sort)]
    found = [(row, said[row["sort"]](row)) for row in rows]
    different = [(row["nr"], say, row["expected"], row["why"]) for row, say in found if say != row["expected"]]

    write_result("golden-days", {"cases": len(rows), "different": len(different)})
    assert len(rows) == 100
    assert different == []


def history_by(chance: random.Random) -> History:
    def day() -> date:
        return date(2026, 1, 1) + timedelta(days=chance.randrange(25 * 365))

    born = date(2005, 1, 1) + timedelta(days=chance.randrange(20 * 365))
    happened = ("left", "closed", "changed", "ended", "expired", "written")
    return History(born, **{name: day() for name in happened if chance.random() < 0.8})


@pytest.mark.proof
@pytest.mark.built_in
def test_nothing_goes_before_the_least_nor_later_than_the_most_and_thirty_days():
    """The bounds are counted here with days of the year, and not by the clock that is looked at."""
    chance, early, late, counted = random.Random(SEED), [], [], 0
    terms = [term for term in SCHEDULE.values() if term.then == Then.DESTROY]
    for _nth in range(HISTORIES // len(terms) + 1):
        history = history_by(chance)
        for term in terms:
            found, begin = day_of(term.code, history), begins_on(term.start, history)
            if found is None or begin is None:
                assert begin is None
                continue
            counted += 1
            if term.least and (found - begin).days < least_days(term.least):
                early.append((term.code, begin, found))
            if term.most and (found - begin).days > most_days(term.most) + 30:
                late.append((term.code, begin, found))
    write_result("retention-bounds", {"seed": SEED, "days": counted, "too early": len(early), "too late": len(late)})
    assert counted > HISTORIES / 2
    assert (early, late) == ([], [])


def least_days(span: Span) -> int:
    """So many days at the least: of five years one is a leap year, whichever five they are."""
    return span.years * 365 + span.years // 4 + span.months * 28 + (span.months >= 6) * 13 + span.days


def most_days(span: Span) -> int:
    return span.years * 365 + span.years // 4 + 1 + span.months * 31 + span.days


def test_a_term_that_ends_where_no_such_day_is_ends_with_the_month():
    assert last_day(date(2028, 2, 29), Span(years=1)) == date(2029, 2, 28)
    assert day_after(date(2027, 8, 31), Span(months=6)) == date(2028, 3, 1)
    assert begins_on(Start.CLOSED, History(born=date(2016, 3, 5))) is None


# What must be there on a day, for a case that was closed on 31 January 2027 and a pupil who left on 16 July 2027: by hand.
LIVES = (
    (date(2027, 7, 31), {"all": True, "school": True, "help": True, "consents": True}),
    (date(2027, 8, 1), {"all": False, "school": True, "help": True, "consents": True}),
    (date(2028, 2, 29), {"all": False, "school": True, "help": True, "consents": True}),
    (date(2029, 7, 16), {"all": False, "school": True, "help": True, "consents": True}),
    (date(2029, 7, 17), {"all": False, "school": False, "help": True, "consents": True}),
    (date(2034, 1, 1), {"all": False, "school": False, "help": True, "consents": False}),
    (date(2047, 2, 14), {"all": False, "school": False, "help": True, "consents": False}),
    (date(2047, 2, 15), {"all": False, "school": False, "help": False, "consents": False}),
    (date(2051, 11, 29), {"all": False, "school": False, "help": False, "consents": False}),
)


@pytest.mark.proof
@pytest.mark.built_in
@pytest.mark.timeout(3000)
def test_a_case_lives_through_twenty_five_years_of_nights(world, settings, tmp_path):
    """In full a night of each week of it; in the sample the nights of the table, and those before."""
    shutil.copytree(configured.KEYS, tmp_path / "store")
    settings.KEYS, settings.FORGOTTEN = tmp_path / "store", tmp_path / "forgotten.jsonl"
    noor, help_at = world.noor, Organisation.objects.get(name="Jeugdteam Oost")
    note_leaving(world.dossier(Role.CARE_COORDINATOR), left_on=date(2027, 7, 16))
    closed_on(noor, date(2027, 1, 31))
    nights = {day for day, _there in LIVES}
    if FULL:
        nights |= {date(2027, 2, 1) + timedelta(weeks=nth) for nth in range(25 * 52)}
    expected, different, seen = dict(LIVES), [], {}
    for day in sorted(nights):
        night_of(day)
        found = {
            "all": Card.objects.filter(child=noor, owner=None).exists(),
            "school": cards_of(noor, world.school) > 0,
            "help": cards_of(noor, help_at) > 0,
            "consents": ConsentAsked.objects.filter(child=noor).exists(),
        }
        if day in expected and found != expected[day]:
            different.append((day, found, expected[day]))
        for name, is_there in found.items():
            if not is_there:
                seen.setdefault(name, day)
    write_result("time-travel", {"nights": len(nights), "different": len(different), "first gone": seen})
    assert different == []
    assert not Child.objects.filter(pk=noor.pk).exists()
