"""The gate before every page: how long a visit lasts, and whether its person showed enough to go on (rules R98, R99)."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rondom.base.middleware import page_before
from rondom.base.seal import lay_out
from rondom.children.models import Role
from rondom.children.queries import roles_of
from rondom.children.rights import PARENTS
from rondom.people.actions import end_visits
from rondom.people.desk import working_on
from rondom.people.models import Membership, Person, Visit
from rondom.people.queries import has_second_factor
from rondom.people.sessions import Needs, is_strong, needs_of, note_seen, seconds_left

# A guardian comes from a certified institution, and is at work.
AT_HOME = PARENTS - {Role.GUARDIAN} | {Role.CHILD}
NEEDS_KNOWN_FOR = 60


class Gate:
    """Ends a visit that lasted too long, and asks a second factor of who reads about another's child."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        if isinstance(person, Person):
            request.needs = needs = needs_in(request, person)  # type: ignore[attr-defined]
            left = seconds_left(request.session, needs.idle_seconds)
            if left <= 0:
                end_visits(Visit.objects.filter(session_key=request.session.session_key))
                logout(request)
                messages.info(request, _("U was een tijd weg. Daarom is de deur dichtgegaan. Wat u schreef is bewaard."))
            else:
                request.seconds_left = left  # type: ignore[attr-defined]
                lay_out()  # for one's own name
        return self.answer_or_say_so(request)

    def answer_or_say_so(self, request: HttpRequest) -> HttpResponse:
        """What saves itself must hear that nobody is signed in any more, instead of a page to do so; what listens, nothing."""
        answer = self.answer(request)
        sent_to_door = answer.status_code == 302 and answer.headers.get("Location", "").startswith(reverse("people:sign_in"))
        if sent_to_door and request.headers.get("Accept") == "text/event-stream":
            return HttpResponse(status=204)
        if sent_to_door and request.headers.get("Accept") == "text/plain":
            said = _("Kom eerst weer binnen; wat hier staat is nog niet bewaard.")
            return HttpResponse(said, status=401, content_type="text/plain; charset=utf-8")
        return answer

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not isinstance(request.user, Person):
            return None
        if not getattr(view, "is_looking_at_the_clock", False):
            note_seen(request.session)
            request.seconds_left = seconds_left(request.session, request.needs.idle_seconds)  # type: ignore[attr-defined]
        on_the_doorstep = getattr(view, "is_on_the_doorstep", False) or not getattr(view, "login_required", True)
        if on_the_doorstep or not request.needs.second_factor or is_strong(request.session):  # type: ignore[attr-defined]
            return None
        back = request.get_full_path() if request.method == "GET" else page_before(request)
        return HttpResponseRedirect(f"{reverse('people:second')}?{urlencode({'next': back})}")


def needs_in(request: HttpRequest, person: Person) -> Needs:
    """What this person needs, kept a minute in the session so that not every page asks it."""
    kept = request.session.get("needs")
    if kept is None or time.time() - kept["at"] > NEEDS_KNOWN_FOR:
        at_work = is_at_work(person)
        second = at_work or owes_second_factor(person, request.session.get("how", ""))
        kept = {"at": time.time(), "at_work": at_work, "second": second}
        request.session["needs"] = kept
    return needs_of(kept)


def owes_second_factor(person: Person, how: str) -> bool:
    """A parent or child who chose a second factor is asked for it; a paper card and its PIN are two already."""
    return how != "papercard" and has_second_factor(person)


def is_at_work(person: Person) -> bool:
    """Whether somebody works for an organisation, or stands in a circle as anyone but a parent or the child."""
    if roles_of(person) - AT_HOME:
        return True
    return Membership.objects.filter(working_on(timezone.localdate()), person=person).exists()
