"""What was found, as JSON that any reader takes: a number that there is not becomes null."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from math import isfinite
from typing import Any


def plain(found: Any) -> Any:
    """Dataclasses as objects, NaN and infinity as null, keys as text."""
    if is_dataclass(found) and not isinstance(found, type):
        return plain(asdict(found))
    if isinstance(found, Mapping):
        return {key_of(name): plain(each) for name, each in found.items()}
    if isinstance(found, Sequence) and not isinstance(found, str):
        return [plain(each) for each in found]
    if isinstance(found, float):
        return float(found) if isfinite(found) else None
    return found


def key_of(name: object) -> str:
    return f"{name:g}" if isinstance(name, float) else str(name)


def as_json(found: Any) -> str:
    return json.dumps(plain(found), ensure_ascii=False, indent=1)
