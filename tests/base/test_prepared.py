"""A question that is put into SQL once gives what it gives when it is put anew, with whatever values it is asked."""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from unittest import mock
from uuid import uuid4

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Exists, OuterRef, Q
from django.db.transaction import TransactionManagementError
from django.utils import timezone, translation

from rondom.base.prepared import Prepared
from rondom.base.record import RecordClosed
from rondom.cards import together
from rondom.cards.models import Card
from rondom.children import access, dossier
from rondom.children.access import rows_of_answers, rows_of_lines, rows_of_parents
from rondom.children.dossier import HEAD, PLACE, PLACES, ways_in, weighable
from rondom.children.models import Child, Place, Role
from rondom.meetings import rows as table
from rondom.meetings.actions import begin_step, prepare, say
from rondom.meetings.models import Said
from rondom.meetings.queries import own_invitation
from rondom.people import sessions
from rondom.people.models import Membership, Organisation
from rondom.surveys import room
from rondom.timeline import at_table, live
from tests.meetings.table import agreed, planned
from tests.sealed import rewrite

NOW = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def values(rows) -> list:
    return [each if isinstance(each, dict) else {n: v for n, v in vars(each).items() if n != "_state"} for each in rows]


@pytest.mark.parametrize("question", [rows_of_parents, rows_of_lines, rows_of_answers])
def test_what_is_asked_of_families_is_the_same_of_one_of_more_and_of_none(world, question):
    prepared = Prepared(question)
    every = list(Child.objects.values_list("pk", flat=True))

    for children in ((world.noor.pk,), tuple(every), tuple(reversed(every)), (uuid4(),), ()):
        assert values(prepared(children=children)) == values(question(children)), children
    assert prepared(children=(world.noor.pk,)), "there is something to hold beside each other"


def test_a_place_comes_with_all_that_stands_beside_it(world):
    for role in (Role.MOTHER, Role.FATHER, Role.YOUTH_WORKER, Role.CHILD):
        asked = {"person": world.person(role).pk, "child": world.noor.pk, "today": timezone.localdate()}

        [place] = PLACE(now=timezone.now(), **asked)

        plain = weighable(ways_in(**asked), timezone.now()).get()
        assert values([place]) == values([plain]) and place.is_emergency is False
        for name in ("child", "voice", "person", "organisation"):
            assert getattr(place, name) == getattr(plain, name)
        assert values([place.child, place.person]) == values([plain.child, plain.person])


def test_who_is_asked_for_is_who_is_found(world):
    mother, stranger, today = world.person(Role.MOTHER), uuid4(), timezone.localdate()
    people = [world.person(role).pk for role in (Role.MOTHER, Role.FATHER, Role.CHILD)]

    found = PLACES(people=tuple(people), children=(world.noor.pk,), today=today, now=NOW)
    assert sorted(each.person_id for each in found) == sorted(people)
    assert PLACE(person=stranger, child=world.noor.pk, today=today, now=NOW) == []
    assert PLACE(person=mother.pk, child=uuid4(), today=today, now=NOW) == []
    assert HEAD(chain="child:other", person=mother.pk, child=world.noor.pk, today=today) == []
    assert HEAD(chain=f"child:{world.noor.pk}", person=stranger, child=world.noor.pk, today=today) == []
    [head] = HEAD(chain=f"child:{world.noor.pk}", person=mother.pk, child=world.noor.pk, today=today)
    assert head.pk == f"child:{world.noor.pk}"


def test_each_day_is_asked_for_itself(world):
    teacher = world.person(Role.TEACHER)
    last = timezone.localdate() - timedelta(days=3)
    Membership.objects.filter(person=teacher).update(since=last - timedelta(days=9), until=last)

    found = [
        bool(PLACE(person=teacher.pk, child=world.noor.pk, today=last + timedelta(days=nth), now=NOW)) for nth in (-1, 0, 1, 2)
    ]

    assert found == [True, True, False, False]


def test_an_hour_is_asked_to_the_second(world):
    places = Prepared(lambda now: Place.objects.filter(offered_at__gt=now).order_by("pk"))

    for moment in (NOW - timedelta(days=36_500), NOW, NOW + timedelta(days=3_650), Place.objects.first().offered_at):
        assert values(places(now=moment)) == values(Place.objects.filter(offered_at__gt=moment).order_by("pk"))


def test_it_is_put_into_sql_once_and_asked_once_each_time(world, django_assert_num_queries):
    put = []

    def question(children):
        put.append(children)
        return Child.objects.filter(pk__in=children).annotate(has_place=Exists(Place.objects.filter(child=OuterRef("pk"))))

    prepared = Prepared(question)
    with django_assert_num_queries(3):
        answers = [prepared(children=[key]) for key in (world.noor.pk, uuid4(), world.noor.pk)]

    assert len(put) == 2, "once for either sort of stand-in"
    assert [[each.pk for each in found] for found in answers] == [[world.noor.pk], [], [world.noor.pk]]
    rewrite(Child.objects.filter(pk=world.noor.pk), birth_date=NOW.date())
    assert prepared(children=[world.noor.pk])[0].birth_date == NOW.date(), "nothing of an answer is kept"
    prepared(children=[uuid4(), uuid4()])
    assert len(put) == 4, "of another number it is another question"


def test_what_changes_the_shape_of_a_question_is_not_taken(world):
    with pytest.raises(TypeError, match="may change what a question looks like"):
        Prepared(lambda person: Place.objects.filter(person=person))(person=None)
    with pytest.raises(ValueError, match="not all of first, second is a value"):
        Prepared(lambda first, second: Place.objects.filter(person=first))(first=uuid4(), second=uuid4())
    with pytest.raises(ValueError, match="change more in this question than values"):
        Prepared(lambda name: Organisation.objects.filter(Q(name=name) | Q(name__icontains=name)))(name="oo")


def test_of_another_sort_of_value_it_is_another_question(world):
    children = Prepared(lambda key: Child.objects.filter(pk=key))

    for _once_more in range(2):
        assert [each.pk for each in children(key=world.noor.pk)] == [world.noor.pk]
        with pytest.raises(ValidationError):
            children(key=str(world.noor.pk))


ASKED = {
    "HEAD": (dossier.HEAD, {"chain": "x", "person": uuid4(), "child": uuid4(), "today": NOW.date()}),
    "PLACE": (dossier.PLACE, {"now": NOW, "person": uuid4(), "child": uuid4(), "today": NOW.date()}),
    "PLACES": (dossier.PLACES, {"people": (uuid4(), uuid4()), "children": (uuid4(),), "today": NOW.date(), "now": NOW}),
    "PARENTS": (access.PARENTS, {"children": (uuid4(),)}),
    "LINES": (access.LINES, {"children": (uuid4(), uuid4())}),
    "ANSWERS": (access.ANSWERS, {"children": (uuid4(), uuid4())}),
    "EVERYTHING": (together.EVERYTHING, {"child": uuid4()}),
    "SOME": (together.SOME, {"child": uuid4(), "cards": (uuid4(), uuid4())}),
    "PASSED_ON": (together.PASSED_ON, {"places": (uuid4(),), "today": NOW.date()}),
    "SESSIONS": (sessions.SESSIONS, {"keys": ("a", "b"), "now": NOW}),
    "HERE": (table.HERE, {"meetings": (uuid4(),)}),
    "SEATS": (table.SEATS, {"meetings": (uuid4(),)}),
    "GUESTS": (table.GUESTS, {"meetings": (uuid4(),)}),
    "CHOSEN": (table.CHOSEN, {"meetings": (uuid4(),)}),
    "PREPARED": (table.PREPARED, {"meetings": (uuid4(), uuid4())}),
    "AGREED": (table.AGREED, {"children": (uuid4(),)}),
    "FAMILY": (table.FAMILY, {"children": (uuid4(),), "roles": ("mother", "child")}),
    "NEWEST": (table.NEWEST, {"meetings": (uuid4(),), "since": NOW}),
    "HEADS": (live.HEADS, {"chains": ("a", "b")}),
    "CHANGES": (live.CHANGES, {"chain": "a", "after": 12}),
    "REFUSED": (at_table.REFUSED, {"children": (uuid4(),)}),
    "SCHOOL": (room.SCHOOL, {"wave": uuid4(), "number": 3}),
    **{model.__name__: (rows, {"meetings": (uuid4(),)}) for model, rows in table.ROWS.items()},
}


@pytest.mark.parametrize("name", ASKED)
def test_no_day_language_or_zone_is_kept_in_a_question(db, name):
    prepared, given = ASKED[name]
    with transaction.atomic():
        one = prepared.statement(given)
        with time_machine.travel(NOW + timedelta(days=5_000)), translation.override("ar"), timezone.override("Asia/Tokyo"):
            other = prepared.statement(given)

    assert (one.sql, one.slots, one.fixed) == (other.sql, other.slots, other.fixed)


OF_A_MEETING = ("HERE", "SEATS", "GUESTS", "CHOSEN", "PREPARED", *(each.__name__ for each in table.ROWS))
MAY_BE_NONE = {
    *("PASSED_ON", "LINES", "ANSWERS", "REFUSED", "SCHOOL"),
    *("GUESTS", "CHOSEN", "ChairTaken", "TurnGiven", "SaidLaid", "Marked", "Correction", "TableCode"),
    *("MomentPointedOut", "FactorMarked"),
}


def held_round(world):
    """A meeting at which something is prepared, begun, said and agreed."""
    meeting, mother = planned(world, Role.MOTHER), world.dossier(Role.MOTHER)
    prepare(mother, invited=own_invitation(mother, meeting), words={"c_right": "Zij sl"})
    begin_step(world.dossier(Role.CARE_COORDINATOR), meeting=meeting, step=1)
    say(mother, meeting=meeting, question="c_whole", text="Zij slaapt", language="nl")
    agreed(world, meeting=meeting)
    return (meeting.pk,)


def test_each_question_of_the_house_gives_what_it_gives_when_it_is_put_anew(world):
    child, today, now = world.noor.pk, timezone.localdate(), timezone.now()
    mother, places = world.person(Role.MOTHER).pk, tuple(Place.objects.filter(child=child).values_list("pk", flat=True))
    way_in = {"person": mother, "child": child, "today": today}
    cards = tuple(Card.objects.filter(child=child).values_list("pk", flat=True)[:3])
    session = Session.objects.create(session_key="k" * 32, session_data="", expire_date=now + timedelta(days=1))
    asked = {
        "HEAD": {"chain": f"child:{child}", **way_in},
        "PLACE": {"now": now, **way_in},
        "PLACES": {"people": (mother,), "children": (child,), "today": today, "now": now},
        "SCHOOL": {"wave": uuid4(), "number": 1},
        "PARENTS": {"children": (child,)},
        "LINES": {"children": (child,)},
        "ANSWERS": {"children": (child,)},
        "EVERYTHING": {"child": child},
        "SOME": {"child": child, "cards": cards},
        "PASSED_ON": {"places": places, "today": today},
        "SESSIONS": {"keys": (session.pk, "other"), "now": now},
        "AGREED": {"children": (child,)},
        "FAMILY": {"children": (child,), "roles": ("mother", "child")},
        "HEADS": {"chains": (f"child:{child}", "system")},
        "CHANGES": {"chain": f"child:{child}", "after": 2},
        "REFUSED": {"children": (child,)},
        **dict.fromkeys(OF_A_MEETING, {"meetings": held_round(world)}),
        "NEWEST": {"meetings": (Said.objects.latest("at").meeting_id,), "since": table.LONG_AGO},
    }

    assert set(asked) == set(ASKED)
    for name, (prepared, _given) in ASKED.items():
        found = prepared(**asked[name])
        assert found == list(prepared.question(**asked[name])), name
        assert found or name in MAY_BE_NONE, name


def test_every_prepared_question_is_held_to_that():
    known = {id(prepared) for prepared, _given in ASKED.values()}
    found = {
        f"{module.__name__}.{name}"
        for module in [each for key, each in sys.modules.items() if key.startswith("rondom.")]
        for name, value in vars(module).items()
        if isinstance(value, Prepared) and id(value) not in known
    }

    assert found == set()


def test_a_lock_is_taken_in_a_transaction_only(world):
    given = ASKED["HEAD"][1]
    dossier.HEAD(**given)

    with mock.patch.object(connection, "in_atomic_block", False), pytest.raises(TransactionManagementError):
        dossier.HEAD(**given)


def test_where_anything_can_not_be_asked_the_record_is_closed_and_nothing_is_shown(world):
    """The questions of an opening fail one by one."""
    mother, answers = world.person(Role.MOTHER), []

    def asked(failing: int) -> str:
        count = 0

        def ask(execute, sql, *given):
            nonlocal count
            count += "SAVEPOINT" not in sql
            if count == failing and "SAVEPOINT" not in sql:
                raise OperationalError("gone")
            return execute(sql, *given)

        try:
            with connection.execute_wrapper(ask), transaction.atomic():
                dossier.open_dossier(mother, world.noor.pk, looks=True)
        except RecordClosed:
            return "closed"
        return "open"

    while not answers or answers[-1] == "closed":
        answers.append(asked(len(answers) + 1))

    assert len(answers) > 6
    assert answers[-1] == "open"


def test_a_value_that_looks_like_a_stand_in_is_a_value_like_any_other(world):
    houses = Prepared(lambda name, other: Organisation.objects.filter(name=name).exclude(name=other))
    houses(name="stand-in 1", other="stand-in 0")
    Organisation.objects.filter(pk=world.school.pk).update(name="stand-in 1")

    assert [each.pk for each in houses(name="stand-in 1", other="stand-in 0")] == [world.school.pk]
    assert houses(name="stand-in 0", other="stand-in 1") == []


def test_many_threads_ask_the_same_question_each_on_its_own_connection(db):
    done = MigrationRecorder.Migration.objects
    asked, keys = Prepared(lambda app: done.filter(app=app).order_by("pk")), ("people", "children", "cards", "base")

    def ask(app: str) -> set[str]:
        try:
            return {each.app for _nth in range(20) for each in asked(app=app)}
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as hands:
        assert list(hands.map(ask, keys)) == [{app} for app in keys]
