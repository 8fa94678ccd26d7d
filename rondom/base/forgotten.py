"""The journal of the forgotten: what was destroyed and which yes was taken back, in a file apart from the database.

A copy of yesterday knows nothing of what was destroyed today. So before rows and keys go, a line stands in this file and on the
disk; after a restore it is done again, line by line (rule R86). A line holds keys of rows and counts, never a word of anybody,
and is chained to the one before it by a hash that cannot be made without the key of the record. The file is never put back to
an older state: what it lost is what comes back.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.utils import timezone

from rondom.base.hashes import keyed
from rondom.base.keys import KeysAway, keep_on_disk, make_folder


class JournalAway(KeysAway):
    """The journal can not be written now. Then nothing is destroyed, and nothing is taken back that a restore would undo."""


class NotWhole(Exception):
    """A line of the journal is not what was written there, or lines are missing. Nothing may open before somebody looked."""


@dataclass(frozen=True)
class Line:
    """One line: its number, when, what sort of forgetting, and what was told of it."""

    number: int
    at: datetime
    sort: str
    told: dict[str, Any]


def note(sort: str, /, **told: Any) -> Line:
    """Write one line, and come back when it lies on the disk."""
    try:
        with held(settings.FORGOTTEN) as file:
            number, before = last_of(file)
            line = Line(number + 1, timezone.now(), sort, told)
            file.seek(0, os.SEEK_END)
            file.write(written(line, before))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise JournalAway from error
    return line


@contextmanager
def held(path: Path) -> Iterator[BinaryIO]:
    """The file in one hand only, without what a pulled plug left half-way at its end: of that nothing was destroyed."""
    is_new = not path.exists()
    if is_new:
        make_folder(path.parent)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        if is_new:
            keep_on_disk(path.parent)
        fcntl.flock(file, fcntl.LOCK_EX)
        file.truncate(whole_length(file))
        yield file


def whole_length(file: BinaryIO) -> int:
    end = file.seek(0, os.SEEK_END)
    while end:
        start = max(0, end - 4096)
        file.seek(start)
        found = file.read(end - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0


def last_of(file: BinaryIO) -> tuple[int, str]:
    """The number and the hash of the last line; nothing before the first."""
    end, tail, start = file.seek(0, os.SEEK_END), b"", 0
    if not end:
        return 0, ""
    start = end
    while start and tail.count(b"\n") < 2:
        start = max(0, start - 4096)
        file.seek(start)
        tail = file.read(end - start)
    last = tail.rstrip(b"\n").rsplit(b"\n", 1)[-1]
    try:
        found = json.loads(last)
        return int(found["n"]), str(found["hash"])
    except (ValueError, KeyError, TypeError) as error:
        raise NotWhole("the last line of the journal can not be read") from error


def written(line: Line, before: str) -> bytes:
    content = {"n": line.number, "at": line.at.isoformat(), "sort": line.sort, "told": line.told}
    content["hash"] = hash_of_line(content, before)
    return json.dumps(content, ensure_ascii=True, separators=(",", ":"), default=str).encode() + b"\n"


def hash_of_line(content: dict[str, Any], before: str) -> str:
    fields = {name: content[name] for name in ("n", "at", "sort", "told")}
    return keyed(f"forgotten {before} " + json.dumps(fields, sort_keys=True, ensure_ascii=True, default=str))


def lines() -> list[Line]:
    """All that was ever forgotten, in order; or `NotWhole`, with the number of the line where it stops being true."""
    try:
        laid = settings.FORGOTTEN.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise JournalAway from error
    found: list[Line] = []
    before = ""
    for nth, each in enumerate(laid[: laid.rfind(b"\n") + 1].splitlines(), 1):
        try:
            content = json.loads(each)
            line = Line(int(content["n"]), datetime.fromisoformat(content["at"]), content["sort"], content["told"])
            is_true = line.number == nth and content["hash"] == hash_of_line(content, before)
        except (ValueError, KeyError, TypeError):
            is_true = False
        if not is_true:
            raise NotWhole(f"line {nth}")
        found.append(line)
        before = content["hash"]
    return found
