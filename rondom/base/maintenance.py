"""While a backup is put back nobody comes in: whoever knocks reads that, on a page of its own (R86)."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from rondom.base.views import not_now


class AlreadyRestoring(Exception):
    """Somebody else is putting a backup back at this moment."""


def mark() -> Path:
    return Path(settings.VAR) / "restoring"


@contextmanager
def restoring() -> Iterator[None]:
    """Held by the lock and not by the file: who is killed half-way leaves no house that stays shut."""
    mark().parent.mkdir(parents=True, exist_ok=True)
    with mark().open("ab") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise AlreadyRestoring from error
        try:
            yield
        finally:
            mark().unlink(missing_ok=True)


def is_restoring() -> bool:
    try:
        with mark().open("rb") as asked:
            fcntl.flock(asked, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def shut_while_restoring(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        if is_restoring():
            return not_now(is_restoring=True, was_sent=request.method == "POST")
        return answer(request)

    return middleware
