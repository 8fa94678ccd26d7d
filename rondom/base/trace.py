"""From which device a line of the record came. Technical only: who acts is always handed on by the door."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import uuid4


@dataclass(frozen=True)
class Trace:
    """One request or command: its number, the address on the network and the kind of device."""

    number: str = field(default_factory=lambda: uuid4().hex)
    network: str = ""
    device: str = "command"


CURRENT: ContextVar[Trace | None] = ContextVar("trace", default=None)


def current() -> Trace:
    return CURRENT.get() or Trace()
