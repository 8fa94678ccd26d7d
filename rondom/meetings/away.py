"""What was written at the table while there was no line, as it arrives later: once, and in its order (decision 0020).

A page gives each answer, step and agreement a key of its own before it is sent. What arrives a second time is the same row.
"""

from collections.abc import Mapping
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse

PLAIN = "text/plain; charset=utf-8"


def key_in(sent: Mapping[str, str], name: str = "key") -> UUID | None:
    """The key that a page gave, or nothing: what has none is an ordinary form."""
    try:
        return UUID(sent.get(name, ""))
    except ValueError:
        return None


def sends_by_itself(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "text/plain"


def arrived(request: HttpRequest) -> HttpResponse | None:
    """For a page that sends by itself and stays where it is."""
    return HttpResponse("", content_type=PLAIN) if sends_by_itself(request) else None


def not_taken(request: HttpRequest, form: Form) -> HttpResponse | None:
    """The same, of what could not be taken in: why, in the words of the form."""
    if not sends_by_itself(request):
        return None
    reasons = dict.fromkeys(str(reason) for reasons in form.errors.values() for reason in reasons)
    return HttpResponse(" ".join(reasons), status=422, content_type=PLAIN)
