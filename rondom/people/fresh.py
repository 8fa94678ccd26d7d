"""Heavy acts ask once more who it is, when that was longer than five minutes ago (rule R100)."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from rondom.base.middleware import page_before
from rondom.people.sessions import is_fresh

# In a visit: whether what led to the question who it is, was sent and has to be sent once more.
TO_DO_AGAIN = "to_do_again"


def must_be_fresh(request: HttpRequest) -> HttpResponse | None:
    """The way to the page that asks once more who it is; None for who has just shown it. It leads back to this page.

    What somebody sent is not kept meanwhile: it is done again, and the page says so.
    """
    if is_fresh(request.session):
        return None
    opens_a_page = request.method in {"GET", "HEAD"}
    request.session[TO_DO_AGAIN] = not opens_a_page
    back = request.get_full_path() if opens_a_page else page_before(request)
    return HttpResponseRedirect(f"{reverse('people:confirm')}?{urlencode({'next': back})}")


def fresh(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view for who has just shown who it is. Behind a door, call `must_be_fresh` after the door: a stranger finds nothing."""

    @wraps(view)
    def asked(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return must_be_fresh(request) or view(request, *args, **kwargs)

    return asked


def doorstep(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view for who is in, but did not yet show a second factor: it says nothing of any child."""
    view.is_on_the_doorstep = True  # type: ignore[attr-defined]
    return view


def back_to(request: HttpRequest, default: str = "/") -> str:
    """The page of ours to go on to."""
    wanted = request.POST.get("next") or request.GET.get("next") or default
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else default
