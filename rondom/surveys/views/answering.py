"""Answering without an account. The page sets no cookie and knows nobody; the link is all that somebody shows.

It takes no token against forged forms: there is no session that could be misused, and the link itself is the secret.
"""

from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rondom.base.actions import NotYet, Refused
from rondom.surveys import actions
from rondom.surveys.actions import Sent
from rondom.surveys.forms import read_answers, read_code
from rondom.surveys.items import asked_of
from rondom.surveys.pages import others_of
from rondom.surveys.room import Seat, open_wave
from rondom.surveys.rules import why_not_answer_now
from rondom.surveys.sheets import drawn, kept, sheet_of

LONGEST_KEY = 64


@login_not_required
@csrf_exempt
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, link: str) -> HttpResponse:
    seat = open_wave(link)
    language = language_of(request, seat)
    with translation.override(language):
        said = take(request, seat, language) if request.method == "POST" else show(request, seat, language)
        said.headers["Content-Language"] = language
        return said


def language_of(request: HttpRequest, seat: Seat) -> str:
    """The one that was asked for in the address, or else that of the browser; of those that the questionnaire has."""
    for language in (request.GET.get("taal", ""), translation.get_language() or "nl"):
        if language in seat.wave.version.languages:
            return language
    return "nl"


def show(request: HttpRequest, seat: Seat, language: str) -> HttpResponse:
    why_not = why_not_answer_now(seat.wave, timezone.localdate()) or ""
    said = _("Dank u wel. Het is aangekomen.") if "klaar" in request.GET else why_not
    # Nonce and key are of this page alone; all else is the same for everyone, and kept.
    nonce = str(request.csp_nonce)  # type: ignore[attr-defined] # by the middleware of the content policy
    return kept(sheet_of(seat, language, said)).answered(request, {"nonce": nonce, "key": uuid4().hex})


def take(request: HttpRequest, seat: Seat, language: str) -> HttpResponse:
    asked = asked_of(seat.wave.version.items, seat.respondent, seat.wave.year)
    given, why_not = read_answers(request.POST, asked)
    key = request.POST.get("key", "")[:LONGEST_KEY] or uuid4().hex
    also = request.POST.get("also", "")
    sent = Sent(key, given, also if also in others_of(seat.respondent, seat.wave.roles) else "", read_code(request.POST))
    status = 409
    if not why_not:
        try:
            actions.send_answers(seat, sent=sent)
        except Refused as refused:
            why_not, status = str(refused), 503 if isinstance(refused, NotYet) else 409
    if request.headers.get("Accept") == "text/plain":
        said = why_not or _("Dank u wel. Het is aangekomen.")
        return HttpResponse(said, status=status if why_not else 200, content_type="text/plain; charset=utf-8")
    if why_not:
        nonce = str(request.csp_nonce)  # type: ignore[attr-defined]
        page = drawn(sheet_of(seat, language), nonce=nonce, key=key, given=given, wrong=why_not)
        return HttpResponse(page, status=422)
    return HttpResponseRedirect(f"{request.path}?klaar=1&taal={language}")
