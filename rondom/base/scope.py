"""What a door hands out: the thing, the person and what this person may do there, in one frozen object."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404


class NotLetIn(Http404):
    """A door stayed shut, and wrote so in the record. To who stands before it there is nothing behind."""


class Outside(PermissionDenied):
    """A row was handed in that does not lie inside what the door opened."""


@dataclass(frozen=True)
class Scope:
    """To hold one is to have been let in. `Dossier` and `Desk` are the two kinds."""

    person_id: UUID | None
    role: str
    rights: frozenset[StrEnum]
    organisation_id: UUID | None

    @property
    def chain(self) -> str:
        """The chain of the record in which this scope's lines stand."""
        raise TypeError("only a door makes a scope")

    @property
    def inside(self) -> UUID:
        """The key of the thing that the door opened."""
        raise TypeError("only a door makes a scope")

    @property
    def child_id(self) -> UUID | None:
        return None

    @property
    def relation(self) -> str:
        """By which rule somebody stands inside it, as the record says it."""
        return "place in the circle" if self.child_id else "membership"

    def may(self, right: StrEnum) -> bool:
        return right in self.rights

    def must(self, right: StrEnum) -> None:
        if not self.may(right):
            raise PermissionDenied(right.value)

    def must_hold(self, thing: Any) -> None:
        """Refuse what lies elsewhere: a row of another child, or one that this person may not see."""
        if isinstance(thing, models.Model):
            holder = holder_of(thing)
            if holder is not None and holder != self.inside:
                raise Outside(type(thing).__name__)
            is_visible_to = getattr(thing, "is_visible_to", None)
            if is_visible_to is not None and not is_visible_to(self):
                raise Outside(type(thing).__name__)
        elif isinstance(thing, Iterable) and not isinstance(thing, str | bytes | dict):
            for part in thing:
                self.must_hold(part)


def holder_of(thing: models.Model) -> UUID | None:
    """The key of the child or organisation to which a row belongs, along its `belongs_to`; None where it belongs to none."""
    path = getattr(type(thing), "belongs_to", None)
    if path is None:
        return None
    if path == "":
        return thing.pk
    *steps, last = path.split("__")
    for step in steps:
        thing = getattr(thing, step)
    return getattr(thing, f"{last}_id")
