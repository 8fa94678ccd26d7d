"""A page in parts: each with its mark, so that a stream tells what differs from what somebody has, and no more."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2s
from typing import Any

from django.utils.safestring import SafeString

FRAME = "frame"


@dataclass(frozen=True)
class Parts:
    """What stands in each part of a page, its rules of place where it has them, and a word for all that stands round."""

    html: dict[str, SafeString]
    rules: dict[str, str]
    frame: str

    @cached_property
    def mark(self) -> str:
        told = {name: f"{html}{self.rules.get(name, '')}" for name, html in self.html.items()} | {FRAME: self.frame}
        return ".".join(blake2s(told[name].encode(), digest_size=6).hexdigest() for name in sorted(told))

    def since(self, mark: str) -> dict[str, Any] | None:
        """What differs from what somebody has; nothing where only the whole page anew will do."""
        names, had, have = sorted([*self.html, FRAME]), mark.split("."), self.mark.split(".")
        changed = {name for name, old, new in zip(names, had, have, strict=False) if old != new}
        if len(had) != len(have) or FRAME in changed:
            return None
        return {name: {"html": self.html[name], "rules": self.rules.get(name, "")} for name in changed}
