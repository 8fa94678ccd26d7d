"""What is said when something is not there, not allowed or gone wrong."""

import errno
import sys
from typing import Any

from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came from a page that was open too long, or from another site."""
    return render(request, "403_csrf.html", status=403)


def not_understood(request: HttpRequest, exception: Exception | None = None, *, status: int = 400) -> HttpResponse:
    """What came in can not be read, is far too large, or was not sent by a page of ours; or a visit could not be kept, which
    Django says in the same way."""
    if is_of_the_machine(exception):
        return not_now(was_sent=request.method == "POST")
    return render(request, "400.html", status=status)


def broken(request: HttpRequest, *args: Any) -> HttpResponse:
    """An error of ours; or a disk or database that can not be written or reached, which is over once somebody sees to it."""
    if is_of_the_machine(sys.exc_info()[1]):
        return not_now(was_sent=request.method == "POST")
    return render(request, "500.html", status=500)


# No room, no right to write, a disk that answers badly.
OF_A_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG}
READ_ONLY = "25006"


def is_of_the_machine(error: BaseException | None) -> bool:
    """Whether this, or what led to it, is no fault of anybody: no room, no right to write, a database that is away or busy."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError) or (isinstance(error, OSError) and error.errno in OF_A_DISK):
            return True
        if isinstance(error, InternalError) and getattr(error.__cause__, "sqlstate", "") == READ_ONLY:
            return True
        error = error.__cause__ or error.__context__
    return False


def not_now(*, is_of_record: bool = False, was_sent: bool = False, is_restoring: bool = False) -> HttpResponse:
    """What is looked at is written down first, and opened with keys. Where either can not be, nothing is shown: not a name."""
    # Without the request: what asks the database for the person or a message would fail too.
    context = {"is_of_record": is_of_record, "was_sent": was_sent, "is_restoring": is_restoring}
    said = render_to_string("503.html", context)
    return HttpResponse(said, status=503, headers={"Retry-After": "120"})
