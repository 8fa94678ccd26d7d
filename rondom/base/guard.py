"""What stands before every page of ours: only what a page of ours would send, and not too much of it (rules R116, R118)."""

import time
from collections.abc import Callable
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rondom.base.views import not_understood

Answer = Callable[[HttpRequest], HttpResponse]
OUR_OWN = {"", "none", "same-origin"}
# As a form sends, and as our scripts do. Text that only looks like a form is none.
FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}


def only_as_meant(answer: Answer) -> Answer:
    """Another site may lead somebody to a page of ours, and no more: not ask in somebody's name, nor show a part of a page in its
    own (ASVS 3.5.8). What is sent is a form."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not comes_from_us(request):
            return not_understood(request, status=403)
        if request.method == "POST" and has_a_body(request) and request.content_type not in FORMS:
            return not_understood(request, status=415)
        return answer(request)

    return middleware


def comes_from_us(request: HttpRequest) -> bool:
    """What a browser says of where a request comes from. One that says nothing is old, or none; for it there are the forms."""
    if request.headers.get("Sec-Fetch-Site", "") in OUR_OWN:
        return True
    leads_here = request.headers.get("Sec-Fetch-Mode") == "navigate" and request.headers.get("Sec-Fetch-Dest") == "document"
    return request.method in {"GET", "HEAD"} and leads_here


def has_a_body(request: HttpRequest) -> bool:
    return request.META.get("CONTENT_LENGTH") not in (None, "", "0")


class Pace:
    """How often each asked in this minute. Kept in this process alone, and let go of when the minute is over."""

    def __init__(self) -> None:
        self.minute, self.asked, self.lock = 0, dict[str, int](), Lock()

    def is_too_fast(self, *, most: dict[str, int]) -> bool:
        now = int(time.monotonic() // 60)
        with self.lock:
            if now != self.minute:
                self.minute, self.asked = now, {}
            for who in most:
                self.asked[who] = self.asked.get(who, 0) + 1
            return any(self.asked[who] > limit for who, limit in most.items())


PACE = Pace()
FROM_ONE_ADDRESS = 10


def not_too_fast(answer: Answer) -> Answer:
    """Nobody asks for more pages a minute than a person can look at, and many browsers at one address not without end."""

    def middleware(request: HttpRequest) -> HttpResponse:
        most = {f"address {request.META.get('REMOTE_ADDR', '')}": settings.REQUESTS_A_MINUTE * FROM_ONE_ADDRESS}
        if visit := request.COOKIES.get(settings.SESSION_COOKIE_NAME):
            most[f"visit {visit[:64]}"] = settings.REQUESTS_A_MINUTE
        return slower(request) if PACE.is_too_fast(most=most) else answer(request)

    return middleware


def slower(request: HttpRequest) -> HttpResponse:
    if request.headers.get("Accept") == "text/plain":
        said = " ".join([f"{_('Dit gaat te snel')}.", _("Wacht een minuut en probeer het dan opnieuw.")])
        response = HttpResponse(said, status=429, content_type="text/plain; charset=utf-8")
    else:
        response = render(request, "429.html", status=429)
    response["Retry-After"] = "60"
    return response
