"""What happens to every request: it leaves a trace, reading does not write, and a refusal becomes a sentence."""

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from rondom.base.actions import NotYet, Refused
from rondom.base.keys import KeysAway
from rondom.base.models import ChainHead, Event
from rondom.base.record import RecordClosed, record_refusal
from rondom.base.scope import NotLetIn
from rondom.base.seal import Broken, NotOpened, nothing_laid_out
from rondom.base.trace import CURRENT, Trace
from rondom.base.views import not_now, not_understood

log = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponse]
# The record, the session and a first look may be written while reading: a look is an act too.
WRITTEN_WHILE_READING = (
    *(Event._meta.db_table, ChainHead._meta.db_table, "django_session", "cards_cardseen", "children_looked"),
    *("meetings_answerlinkopened", "meetings_tableguest", "people_wrongtry"),
)
# The demo enters by a link, and an identity provider can only send a browser back by one.
WRITES_BY_LOOKING = ("/demo/", "/binnenkomen/werk/terug/")


def trace(answer: Answer) -> Answer:
    """Keep from which device a request came, and tell browsers and their caches to keep nothing of it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        CURRENT.set(
            Trace(
                network=request.META.get("REMOTE_ADDR") or "",
                device=(request.headers.get("User-Agent") or "")[:80],
            )
        )
        with nothing_laid_out():
            response = answer(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        return response

    return middleware


def only_what_can_be_kept(answer: Answer) -> Answer:
    """Refuse at the door what no browser of a person sends: another charset than ours, or a nought sign anywhere.

    From another charset halves of characters could come that no page can show; a nought sign stops PostgreSQL.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if speaks_another_charset(request) or has_a_nought_sign(request):
            return not_understood(request)
        return answer(request)

    return middleware


def speaks_another_charset(request: HttpRequest) -> bool:
    said = (request.content_params or {}).get("charset", "utf-8")
    return said.strip().lower() not in {"utf-8", "utf8"}


def has_a_nought_sign(request: HttpRequest) -> bool:
    sent = [value for name, value in request.META.items() if name.startswith("HTTP_") and isinstance(value, str)]
    sent += [request.path_info, *request.COOKIES.values()]
    for given in (request.GET, request.POST):
        sent += [text for name, texts in given.lists() for text in (name, *texts)]
    return any("\0" in text for text in sent)


class WroteWhileReading(RuntimeError):
    """A page that is only looked at tried to change something."""


def reading_is_reading(answer: Answer) -> Answer:
    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        verb, *rest = sql.split(None, 3)
        if verb.upper() in {"INSERT", "UPDATE", "DELETE"} and not any(table in sql for table in WRITTEN_WHILE_READING):
            raise WroteWhileReading(sql.split("(")[0])
        return execute(sql, params, many, context)

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} or request.path.startswith(WRITES_BY_LOOKING):
            return answer(request)
        with connection.execute_wrapper(watch):
            return answer(request)

    return middleware


class Refusals:
    """Why something can not be done now stands above the page from which it was tried; no view catches it."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if response.status_code == 405 and request.method == "GET":  # the address of a form, opened once more by itself
            said = render(request, "405.html", status=405)
            said["Allow"] = response["Allow"]
            return said
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, RecordClosed | KeysAway | NotOpened | Broken):
            log.error("what is sealed or recorded could not be reached", exc_info=exception)
            return not_now(is_of_record=isinstance(exception, RecordClosed), was_sent=request.method == "POST")
        if isinstance(exception, PermissionDenied | Http404):
            return note_refusal(request, exception)
        if not isinstance(exception, Refused):
            return None
        if request.headers.get("Accept") == "text/plain":
            status = 503 if isinstance(exception, NotYet) else 409
            return HttpResponse(str(exception), status=status, content_type="text/plain; charset=utf-8")
        messages.error(request, str(exception))
        return HttpResponseRedirect(page_before(request))


def note_refusal(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """Keep in the record that something was not allowed or not there; a door that stayed shut did so itself."""
    match = request.resolver_match
    given = match.kwargs if match else {}
    if isinstance(exception, NotLetIn) or not (request.user.is_authenticated and given.keys() & {"child_id", "organisation_id"}):
        return None
    rule = str(exception)[:60] if isinstance(exception, PermissionDenied) else "not inside"
    event = "act.refused" if isinstance(exception, PermissionDenied) else "thing.refused"
    try:
        record_refusal(request.user.pk, event, child_id=given.get("child_id"), rule=rule)
    except RecordClosed:
        return not_now(is_of_record=True, was_sent=request.method == "POST")
    return None


def page_before(request: HttpRequest) -> str:
    """The page of ours from which a form was sent; the first page where the browser does not say."""
    try:
        came_from = urlsplit(request.headers.get("Referer") or "")
    except ValueError:
        return "/"
    # A path that begins with two slashes is for a browser the address of another site.
    is_ours = came_from.netloc == request.get_host() and url_has_allowed_host_and_scheme(came_from.path, None)
    return came_from.path if is_ours else "/"
