"""The board as it is, and with every text lying open: its page so many times, in turn. A process of its own, see `seals.py`.

Lying open: what a sealed field holds is looked up in memory by what stands in the row, with no key and nothing opened. It is what
a database without seals would give, but for its shorter texts.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any
from unittest import mock

import django

django.setup()

from django.test import Client  # noqa: E402

from bench.result import OPEN, SEALED  # noqa: E402
from rondom.base import seal  # noqa: E402
from rondom.base.seal import Opening, Rings, Sealed  # noqa: E402

KNOWN: dict[tuple[Any, Any], Any] = {}
OF_ROW, OF_COLUMN = Opening.__get__, seal.open_column


def as_laid(opening: Opening, row: Any) -> Any:
    return row.__dict__.get(opening.field.attname) if row is not None else None


def kept(self: Opening, row: Any, cls: Any = None) -> Any:
    value, found = as_laid(self, row), OF_ROW(self, row, cls)
    if isinstance(value, Sealed):
        KNOWN[value.laid, row.pk] = found
    return found


def kept_of_column(model: Any, name: str, value: Any, key: Any) -> Any:
    found = OF_COLUMN(model, name, value, key)
    if isinstance(value, Sealed):
        KNOWN[value.laid, key] = found
    return found


def open_there(self: Opening, row: Any, cls: Any = None) -> Any:
    value = as_laid(self, row)
    if not isinstance(value, Sealed):
        return OF_ROW(self, row, cls)
    row.__dict__[self.field.attname] = found = KNOWN[value.laid, row.pk]
    return found


def open_in_column(_model: Any, _name: str, value: Any, key: Any) -> Any:
    return KNOWN[value.laid, key] if isinstance(value, Sealed) else value


def instead(of_row: Callable[..., Any], of_column: Callable[..., Any]) -> list[Any]:
    users = [each for each in list(sys.modules.values()) if getattr(each, "open_column", None) is OF_COLUMN]
    return [mock.patch.object(Opening, "__get__", of_row), *(mock.patch.object(each, "open_column", of_column) for each in users)]


def milliseconds(client: Client, path: str, patches: list[Any]) -> float:
    for each in patches:
        each.start()
    began = time.process_time()
    answer = client.get(path)
    took = time.process_time() - began
    for each in patches:
        each.stop()
    assert answer.status_code == 200, answer.status_code
    return took * 1000


def turns(laid: dict[str, str], count: int) -> dict[str, list[float]]:
    client, path = Client(SERVER_NAME="localhost"), laid["board"]
    client.cookies[laid["cookie"]] = laid["visit"]
    for _warm in range(2):
        milliseconds(client, path, instead(kept, kept_of_column))
    found: dict[str, list[float]] = {SEALED: [], OPEN: []}
    for _turn in range(count):
        found[SEALED].append(milliseconds(client, path, []))
        no_keys = mock.patch.object(Rings, "look_again", lambda _self, _subjects: None)
        found[OPEN].append(milliseconds(client, path, [*instead(open_there, open_in_column), no_keys]))
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(turns(json.loads(sys.argv[1]), int(sys.argv[2]))))
