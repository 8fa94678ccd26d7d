"""What a log may say: where in the code, on which route and what kind of error; never a value.

The text of an error may hold what somebody wrote about a child, an address may hold the token of an invitation, and what
a library puts into its message is not ours to know. So a line names the place in the code that spoke, and the frames.
"""

import errno
import logging
import traceback
from pathlib import Path


class Quiet(logging.Formatter):
    """Level, logger, place, route, status, and of an error its class and frames."""

    def format(self, record: logging.LogRecord) -> str:
        parts = [self.formatTime(record), record.levelname, record.name, f"{Path(record.pathname).name}:{record.lineno}"]
        match = getattr(getattr(record, "request", None), "resolver_match", None)
        if match is not None:
            parts.append(match.view_name)
        status = getattr(record, "status_code", None)
        if isinstance(status, int):
            parts.append(str(status))
        error = record.exc_info[1] if record.exc_info else record.msg if isinstance(record.msg, BaseException) else None
        return "\n".join([" ".join(parts), *(frames_of(error) if error else [])])


def frames_of(error: BaseException) -> list[str]:
    """The error, what led to it, and where each was raised."""
    lines = []
    cause: BaseException | None = error
    while cause is not None:
        lines.append(f"  {type(cause).__module__}.{type(cause).__qualname__}{number_of(cause)}")
        lines += [f"    {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(cause.__traceback__)]
        cause = cause.__cause__ or cause.__context__
    return lines


def number_of(error: BaseException) -> str:
    """The name of an error of the machine, such as EADDRINUSE: it holds nothing of anybody."""
    if isinstance(error, OSError) and error.errno:
        return f" {errno.errorcode.get(error.errno, '')}"
    said = getattr(error, "sqlite_errorname", "")  # such as SQLITE_FULL
    return f" {said}" if said else ""
