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


class NotYet(Refused):
    """The same can be done later as it is, and a page that sends by itself tries again."""


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
    event: str, *, needs: StrEnum, act: str = Act.CREATE, is_quiet: bool = False
) -> Callable[[Callable[Concatenate[S, P], R]], Callable[Concatenate[S, P], R]]:
    """Declare a change: the right it needs and the event that the record keeps of it.

    A quiet one leaves no line at its own moment: where that moment would tell who wrote something that is of nobody (R57). Its
    door says in the record who was there that day, and a job how much was laid down.
    """

    def declare(change: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
        @wraps(change)
        def run(scope: S, /, *args: P.args, **given: P.kwargs) -> R:
            scope.must(needs)
            for thing in (*args, *given.values()):
                scope.must_hold(thing)
            with transaction.atomic():
                subject = change(scope, *args, **given)
                if not is_quiet:
                    record(scope, event, act, subject)
            return subject

        ACTIONS.append(Declared(event, needs, act, run))
        return run

    return declare
