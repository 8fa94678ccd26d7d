"""What is said when something is not there, not allowed or gone wrong."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came from a page that was open too long, or from another site."""
    return render(request, "403_csrf.html", status=403)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What came in can not be read, or is far too large."""
    return render(request, "400.html", status=400)


def broken(request: HttpRequest, *args: Any) -> HttpResponse:
    return render(request, "500.html", status=500)



def record_closed(request: HttpRequest) -> HttpResponse:
    """What is looked at is written down first. Where that can not be, nothing is shown: not a name, not a number."""
    # Without the request: what asks the database for the person or a message would fail too.
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "120"})
