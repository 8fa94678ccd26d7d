"""How long what is kept: reads the `Privacy` of every table, and which rows hang on what a door opens."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from rondom.base.keys import NAME
from rondom.base.seal import Broken, Sealed, SealedField

OURS = "rondom."
# What tells when a row was made, by the name of its column; the first that is there.
MOMENTS = ("begun_at", "asked_at", "recorded_at", "offered_at", "started_at", "at", "since")


def kept_models() -> tuple[type[models.Model], ...]:
    return tuple(model for model in apps.get_models() if model.__module__.startswith(OURS))


def keep_of(model: type[models.Model]) -> str:
    """In which words a table says how long its rows are kept."""
    return str(model.Privacy.keep)  # type: ignore[attr-defined] # a test holds that every table has it


def outlives_parts(model: type[models.Model]) -> bool:
    """Whether its rows go on a day of their own, and are sealed apart from what their owner wrote beside them."""
    return bool(getattr(model, "outlives_parts", False))


@cache
def about(top: type[models.Model]) -> tuple[type[models.Model], ...]:
    """Every table whose rows lie inside such a thing; what hangs on another before what it hangs on, so that it can go first."""
    found = [model for model in kept_models() if opened_by(model) is top]
    ordered: list[type[models.Model]] = []
    while found:
        free = [model for model in found if not any(points_at(other, model) for other in found if other is not model)]
        ordered += free or found  # a circle of tables can not be taken apart: the database says so
        found = [model for model in found if model not in ordered]
    return tuple(ordered)


def opened_by(model: type[models.Model]) -> type[models.Model] | None:
    """What the door opens behind which these rows lie, along their `belongs_to`."""
    path: str | None = getattr(model, "belongs_to", None)
    if path is None:
        return None
    for step in filter(None, path.split("__")):
        model = target(model, step)
    return model


def target(model: type[models.Model], name: str) -> type[models.Model]:
    related = model._meta.get_field(name).related_model
    assert isinstance(related, type)
    return related


def points_at(model: type[models.Model], other: type[models.Model]) -> bool:
    return any(field.related_model is other for field in model._meta.concrete_fields if field.is_relation)


def on_the_way(model: type[models.Model]) -> Iterator[tuple[str, type[models.Model]]]:
    """Each table from a row to what the door opens, with the way to it: nearest first."""
    steps: list[str] = []
    yield "", model
    for step in filter(None, (getattr(model, "belongs_to", None) or "").split("__")):
        steps.append(step)
        model = target(model, step)
        yield "__".join(steps) + "__", model


def path_to(model: type[models.Model], name: str) -> str | None:
    """Along its `belongs_to`, where a column first stands: `name`, `card__name`; None where it stands nowhere on the way."""
    return next((way + name for way, each in on_the_way(model) if has_column(each, name)), None)


def has_column(model: type[models.Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.concrete_fields)


def made_at(model: type[models.Model]) -> str | None:
    """In which column stands when a row was made, on the row itself or on what it hangs on; None where nothing says it."""
    top = opened_by(model)
    ways = [(way, each) for way, each in on_the_way(model) if each is not top or each is model]
    return next((way + name for way, each in ways for name in MOMENTS if has_column(each, name)), None)


def inside(model: type[models.Model], top: UUID) -> models.QuerySet[Any]:
    path: str = getattr(model, "belongs_to", "") or "pk"
    return model._base_manager.filter(**{path: top})


def sealed_fields(model: type[models.Model]) -> tuple[SealedField, ...]:
    return tuple(field for field in model._meta.concrete_fields if isinstance(field, SealedField))


def keys_of(row: models.Model) -> dict[str, str]:
    """With which key each text of a row is sealed, by the name of its column; without opening any of them."""
    found = {}
    for field in sealed_fields(type(row)):
        held = row.__dict__.get(field.attname)
        if isinstance(held, Sealed):
            try:
                found[field.name] = field.taken_up(held)[1 : 1 + NAME].hex()
            except Broken:
                continue
    return found


def sealed_with(rows: Iterable[models.Model], names: Iterable[str]) -> Iterator[models.Model]:
    """Which of these rows hold a text under one of these keys."""
    wanted = set(names)
    return (row for row in rows if wanted & set(keys_of(row).values()))
