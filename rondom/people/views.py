"""Coming in and going out. These pages are open to everyone, and so they say nothing of any child."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rondom.base.actions import Refused
from rondom.people import actions
from rondom.people.forms import CodeForm
from rondom.people.models import Person
from rondom.people.queries import invitation_of
from rondom.people.rules import why_not_enter


@login_not_required
@require_GET
def sign_in(request: HttpRequest) -> HttpResponse:
    return render(request, "people/sign_in.html")


@login_not_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The paper's link. Looking at it uses nothing up: mail scanners open links too."""
    form = CodeForm(request.POST or None)
    found = invitation_of(token)
    why_not = why_not_enter(found, timezone.now())
    if why_not is None and form.is_valid():
        try:
            used = actions.use_invitation(token=token, code=form.cleaned_data["code"])
        except Refused as refused:
            form.add_error("code", str(refused))
        else:
            return enter(request, used.person, used.leads_to)
    context = {"form": form, "why_not": why_not}
    return render(request, "people/invitation.html", context, status=422 if form.is_bound else 404 if why_not else 200)


def enter(request: HttpRequest, person: Person, leads_to: str) -> HttpResponse:
    """Start a session, in the person's own language unless another was chosen on this device."""
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    answer = HttpResponseRedirect(leads_to)
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, person.language, samesite="Lax")
    return answer


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("people:sign_in")


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Another language for this device, and for the person where we know who it is."""
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        raise Http404
    if isinstance(request.user, Person):
        actions.choose_language(request.user, language=chosen)
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()})
    answer = HttpResponseRedirect(back if safe else "/")
    answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=31_536_000, samesite="Lax")
    return answer
