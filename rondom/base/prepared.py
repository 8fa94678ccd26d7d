"""Questions that are asked at every door, put into SQL once: to do so takes Django longer than the database needs to answer.

Only for questions of one shape: what is given changes values in them, never which tables, columns or conditions they have.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

Given = UUID | date | datetime | str | int
MOST_KEPT = 64


@dataclass(frozen=True)
class Statement:
    """A question as SQL, and of each of its parameters what stands there always or which of what is given goes there."""

    rows: QuerySet[Any]
    compiler: SQLCompiler
    sql: str
    fixed: tuple[Any, ...]
    slots: tuple[tuple[int, int], ...]  # the place of a parameter, and of what goes there

    def ask(self, given: Sequence[Given]) -> list[Any]:
        if self.rows.query.select_for_update and not connection.in_atomic_block:
            raise TransactionManagementError("a lock lasts as long as its transaction: there is none")
        parameters, adapted = list(self.fixed), [adapt(each) for each in given]
        for place, nth in self.slots:
            parameters[place] = adapted[nth]
        compiler, rows = copy(self.compiler), self.rows.all()
        compiler.connection = connections[rows.db]  # each thread has its own
        vars(compiler)["as_sql"] = lambda *_how, **_more: (self.sql, tuple(parameters))
        vars(rows.query)["get_compiler"] = lambda *_where, **_more: compiler
        return list(rows)


class Prepared:
    """A question by the names of what it asks with: single values, or sequences of them for an `IN`."""

    def __init__(self, question: Callable[..., QuerySet[Any]]) -> None:
        self.question = question
        self.kept: dict[Any, Statement] = {}

    def __call__(self, **given: Given | Sequence[Given]) -> list[Any]:
        """The rows as the question itself gives them; asked anew each time."""
        if not all(value for value in given.values() if isinstance(value, tuple | list)):
            return list(self.question(**given))  # of nothing Django asks the database nothing
        shape = connection.vendor, *((name, shape_of(value)) for name, value in given.items())
        statement = self.kept.get(shape)
        if statement is None:
            if len(self.kept) >= MOST_KEPT:
                self.kept.clear()
            statement = self.kept[shape] = self.statement(given)
        return statement.ask(flat(given))

    def statement(self, given: dict[str, Given | Sequence[Given]]) -> Statement:
        """Put into SQL twice, with other stand-ins: where more differs than these, it is not a question of one shape."""
        one, other = (self.put(given, first) for first in (0, 1_000_003))
        places = {place for place, _nth in one.slots}
        fixed = [(a, b) for place, (a, b) in enumerate(zip(one.fixed, other.fixed, strict=True)) if place not in places]
        if (one.sql, one.slots) != (other.sql, other.slots) or any(a != b for a, b in fixed):
            raise ValueError(f"{', '.join(given)} change more in this question than values")
        return one

    def put(self, given: dict[str, Given | Sequence[Given]], first: int) -> Statement:
        """Put into SQL with stand-ins, which are looked up among its parameters."""
        like = iter([stand_in(each, first + nth) for nth, each in enumerate(flat(given))])
        stand_ins = {
            name: [next(like) for _each in value] if isinstance(value, tuple | list) else next(like)
            for name, value in given.items()
        }
        rows = self.question(**stand_ins)
        compiler = rows.query.get_compiler(rows.db)
        sql, parameters = compiler.as_sql()
        adapted = {adapt(each): nth for nth, each in enumerate(flat(stand_ins))}
        slots = tuple((place, adapted[each]) for place, each in enumerate(parameters) if is_among(each, adapted))
        if {nth for _place, nth in slots} != set(adapted.values()):
            raise ValueError(f"not all of {', '.join(given)} is a value in this question")
        return Statement(rows, compiler, sql, tuple(parameters), slots)


def shape_of(value: Given | Sequence[Given]) -> tuple[Any, ...]:
    return tuple(map(type, value)) if isinstance(value, tuple | list) else (type(value), "alone")


def flat(given: Mapping[str, Given | Sequence[Given]]) -> list[Given]:
    found: list[Given] = []
    for value in given.values():
        found.extend(value) if isinstance(value, tuple | list) else found.append(value)  # type: ignore[arg-type]
    return found


def stand_in(value: Given, nth: int) -> Given:
    """Something of the same sort that nobody asks with."""
    if isinstance(value, UUID):
        return UUID(int=(0xA5 << 120) + nth)
    if isinstance(value, datetime):
        return datetime(1583, 1, 2, 3, 4, 5, 6, tzinfo=UTC) + timedelta(days=nth)
    if isinstance(value, date):
        return date(1582, 1, 2) + timedelta(days=nth)
    if isinstance(value, str):
        return f"stand-in {nth}"
    if isinstance(value, int) and not isinstance(value, bool):
        return 20_000 + nth % 9_973  # fits in the smallest column that there is
    raise TypeError(f"{value!r} may change what a question looks like")


def adapt(value: Given) -> Any:
    """As Django gives it to this database."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def is_among(value: Any, adapted: dict[Any, int]) -> bool:
    return isinstance(value, UUID | date | str | int) and not isinstance(value, bool) and value in adapted
