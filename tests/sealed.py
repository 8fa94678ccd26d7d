"""Finding and changing sealed text in a test, row by row, as the database can not."""

from typing import Any

from django.db.models import Model, QuerySet

from rondom.children.models import Place
from rondom.people.models import Person


def rewrite(rows: QuerySet, **columns: Any) -> None:
    """What `update` does for what is not sealed."""
    for row in rows:
        for name, value in columns.items():
            setattr(row, name, value)
        row.save(update_fields=list(columns))


def saying(rows: QuerySet, **columns: Any) -> list[Model]:
    return [row for row in rows if all(getattr(row, name) == value for name, value in columns.items())]


def person_called(name: str) -> Person:
    (found,) = saying(Person.objects.all(), name=name)
    return found


def place_of(name: str, **where: Any) -> Place:
    return Place.objects.get(person=person_called(name), **where)
