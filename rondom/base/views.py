"""What is said when something is not there, not allowed or gone wrong."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came from a page that was open too long, or from another site."""
    return render(request, "403_csrf.html", status=403)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What came in can not be read, or is far too large."""
    return render(request, "400.html", status=400)


def broken(request: HttpRequest, *args: Any) -> HttpResponse:
    return render(request, "500.html", status=500)
