"""Data keys anew while Rondom goes on: what an old key sealed is sealed again with a new one; long after that the old one goes.

A key that has a successor stays as long as a backup may need it, and as long as one row does.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils import timezone

from rondom.base.keys import NAME, OF_THE_HOUSE, DataKey, Subject, moment_of, store
from rondom.base.seal import Broken, NotOpened, Sealed, SealedField, opened_with

BATCH = 50  # rows that are in memory at once: a picture may be among them
NEEDED_FOR = timedelta(days=35)  # as long as a backup is kept


@dataclass
class Renewed:
    """What came of it: keys that were made, texts that were sealed again, and those that could not be opened."""

    keys: int = 0
    texts: int = 0
    broken: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Lying:
    """A data key as it lies in the store: about whom, of which owner, and the names of its owner's keys in their order."""

    subject: Subject
    owner: UUID
    names: tuple[str, ...]


def renew() -> Renewed:
    """A new key for each owner of each subject, and all that lies there sealed with it. By what things are found, stays."""
    done = Renewed()
    for lying in {(each.subject, each.owner) for each in all_keys().values()}:
        store().make(*lying)
        done.keys += 1
    return reseal(done)


def reseal(done: Renewed | None = None) -> Renewed:
    """Seal with the newest key what lies under another. May be stopped and begun again at any moment."""
    done, keys = done or Renewed(), all_keys()
    for model, fields in sealed_tables():
        for row, name, value in laid_in(model, fields):
            laid = fields[name].taken_up(value)
            lying = keys.get(laid[1 : 1 + NAME].hex())
            if lying is None or lying.names[-1] == laid[1 : 1 + NAME].hex():
                continue
            try:
                done.texts += seal_again(model, fields[name], row, value, store().ring_of(lying.subject), lying)
            except (Broken, NotOpened):
                done.broken.append(f"{model._meta.label}.{name} {row}")
    return done


def seal_again(
    model: type[models.Model], column: SealedField, row: UUID, value: Sealed, ring: dict[bytes, DataKey], lying: Lying
) -> int:
    """Only where still stands what was read: what somebody writes meanwhile is sealed with the new key already."""
    plain = opened_with(ring.get, column.taken_up(value), column.bound_to(row))
    anew = column.shut(ring[bytes.fromhex(lying.names[-1])], plain, row)
    return model._base_manager.filter(pk=row, **{column.name: value}).update(**{column.name: anew})


def sweep() -> int:
    """Destroy the keys with a successor that nothing needs any more: no row, and no backup. How many."""
    before = int((timezone.now() - NEEDED_FOR).timestamp() * 1000)
    left = {
        name: each
        for name, each in all_keys().items()
        for after in each.names[each.names.index(name) + 1 : each.names.index(name) + 2]
        if moment_of(after) < before
    }
    if not left:
        return 0
    for model, fields in sealed_tables():
        for _row, name, value in laid_in(model, fields):
            left.pop(fields[name].taken_up(value)[1 : 1 + NAME].hex(), None)
    return sum(len(store().destroy(each.subject, each.owner, [name])) for name, each in left.items())


def sealed_tables() -> Iterator[tuple[type[models.Model], dict[str, SealedField]]]:
    for model in apps.get_models():
        fields = {each.name: each for each in model._meta.concrete_fields if isinstance(each, SealedField)}
        if fields:
            yield model, fields


def laid_in(model: type[models.Model], fields: dict[str, SealedField]) -> Iterator[tuple[UUID, str, Sealed]]:
    """All that lies sealed in a table, in the order of its keys; what is added meanwhile is sealed with a new key anyway."""
    rows: Any = model._base_manager.order_by("pk").values_list("pk", *fields)
    batch = list(rows[:BATCH])
    while batch:
        for key, *values in batch:
            yield from ((key, name, value) for name, value in zip(fields, values, strict=True) if isinstance(value, Sealed))
        batch = list(rows.filter(pk__gt=batch[-1][0])[:BATCH])


def all_keys() -> dict[str, Lying]:
    """Every data key by its name, but those by which things are found."""
    beside: dict[tuple[Path, str], list[str]] = {}
    for file in store().data_keys():
        owner, name = file.name.split(".")
        beside.setdefault((file.parent, owner), []).append(name)
    found: dict[str, Lying] = {}
    for (place, owner), names in beside.items():
        lying = Lying(Subject(place.parent.parent.name, UUID(place.name)), UUID(owner), tuple(names))
        if lying.subject.sort != OF_THE_HOUSE.sort:
            found |= dict.fromkeys(names, lying)
    return found
