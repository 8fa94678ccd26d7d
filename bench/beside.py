"""What stands before Rondom in the measured process: the pages of the peers, and when something was committed."""

import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_save
from django.http import Http404, HttpRequest, HttpResponse

PAGES = "/bench/"
COMMITTED = "X-Committed"
last = threading.local()


def peers(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The pages that lie ready; Django's middleware."""
    pages = {path.name: path.read_bytes() for path in (settings.VAR / "bench").glob("*.html")}
    for sender in ("cards.CardShared", "meetings.Said"):
        post_save.connect(note_commit, sender=sender, dispatch_uid="bench")

    def answered(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(PAGES):
            name = request.path.removeprefix(PAGES)
            if name not in pages:
                raise Http404
            return HttpResponse(pages[name])
        last.committed = None
        response = answer(request)
        if last.committed:
            response[COMMITTED] = repr(last.committed)
        return response

    return answered


def note_commit(**_given: object) -> None:
    """A card is shared, or something said at a table: remember when its transaction is through."""
    transaction.on_commit(lambda: setattr(last, "committed", time.time()))
