"""One change: may it, is it inside, do it, record it; together or not at all."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import transaction

from rondom.base.models import Act
from rondom.base.record import record
from rondom.base.scope import Scope


class Refused(Exception):
    """Something can not be done now; the text says why, in the words that the person reads."""


def refuse_if(reason: str | None) -> None:
    if reason:
        raise Refused(reason)


@dataclass(frozen=True)
class Declared:
    """An action as it stands in the register: its event, the right it needs, and itself."""

    event: str
    needs: StrEnum
    act: str
    run: Callable[..., Any]


ACTIONS: list[Declared] = []


S = TypeVar("S", bound=Scope)
P = ParamSpec("P")
R = TypeVar("R")


def action(
    event: str, *, needs: StrEnum, act: str = Act.CREATE
) -> Callable[[Callable[Concatenate[S, P], R]], Callable[Concatenate[S, P], R]]:
    """Declare a change: the right it needs and the event that the record keeps of it."""

    def declare(change: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
        @wraps(change)
        def run(scope: S, /, *args: P.args, **given: P.kwargs) -> R:
            scope.must(needs)
            for thing in (*args, *given.values()):
                scope.must_hold(thing)
            with transaction.atomic():
                subject = change(scope, *args, **given)
                record(scope, event, act, subject)
            return subject

        ACTIONS.append(Declared(event, needs, act, run))
        return run

    return declare
