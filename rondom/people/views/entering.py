"""Coming in and going out. These pages are open to everyone, and so they say nothing of any child."""

from typing import Any

from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.hashers import check_password, make_password
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rondom.base.actions import Refused
from rondom.base.seal import set_aside, taken_back
from rondom.people import actions
from rondom.people.engines import passkey_shown
from rondom.people.forms import AddressForm, CodeForm, CredentialForm, PasswordForm, PinForm
from rondom.people.fresh import back_to, doorstep
from rondom.people.models import Person, Visit
from rondom.people.models.keys import MailPurpose
from rondom.people.queries import has_second_factor, invitation_of, paper_key_of, person_at, providers, tries_for
from rondom.people.requests import SignedIn
from rondom.people.rules import why_not_enter, why_not_open_with, why_not_try
from rondom.people.sessions import address_of, device_of, note_entry, note_seen, seconds_left

NOBODY = make_password("nobody")


@login_not_required
@require_GET
def sign_in(request: HttpRequest) -> HttpResponse:
    """Two large choices: one comes from home or from work."""
    return render(request, "people/sign_in.html", {"next": back_to(request)})


@login_not_required
@require_GET
def at_home(request: HttpRequest) -> HttpResponse:
    return render(request, "people/at_home.html", ways_in(request))


@login_not_required
@require_GET
def at_work(request: HttpRequest) -> HttpResponse:
    return render(request, "people/at_work.html", {**ways_in(request), "providers": providers()})


def ways_in(request: HttpRequest) -> dict[str, Any]:
    back = back_to(request)
    if back != "/":
        # Who scans a paper card comes by another address, and goes on to the same page.
        request.session["next"] = back
    return {"next": back, "by_code": AddressForm(prefix="code"), "by_password": PasswordForm(prefix="password")}


def enter(
    request: HttpRequest, person: Person, leads_to: str, *, how: str, is_strong: bool = False, is_fresh: bool = False
) -> HttpResponse:
    """Start a visit, in the person's own language unless another was chosen on this device."""
    if request.user.is_authenticated:
        # Whoever was in on this device, leaves first: each visit has a number of its own.
        actions.end_visits(Visit.objects.filter(session_key=request.session.session_key))
        logout(request)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    note_entry(request.session, how=how, is_strong=is_strong, is_fresh=is_fresh)
    actions.begin_visit(person, session_key=request.session.session_key or "", device=device_of(request), how=how)
    answer = HttpResponseRedirect(leads_to)
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        keep_language(answer, person.language)
    return answer


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
            return enter(request, used.person, used.leads_to, how="invitation")
    context = {"form": form, "why_not": why_not}
    return render(request, "people/invitation.html", context, status=422 if form.is_bound else 404 if why_not else 200)


@login_not_required
@require_http_methods(["GET", "POST"])
def card(request: HttpRequest, token: str) -> HttpResponse:
    """The picture code of a paper card: it asks the PIN that its owner chose."""
    form = PinForm(request.POST or None)
    why_not = why_not_open_with(paper_key_of(token))
    if why_not is None and form.is_valid():
        try:
            person = actions.use_paper_key(token=token, pin=form.cleaned_data["pin"])
        except Refused as refused:
            form.add_error("pin", str(refused))
            why_not = why_not_open_with(paper_key_of(token))
        else:
            return enter(request, person, request.session.get("next", "/"), how="papercard", is_fresh=True)
    context = {"form": form, "why_not": why_not}
    return render(request, "people/card.html", context, status=422 if form.is_bound else 404 if why_not else 200)


@login_not_required
@require_POST
def by_code(request: HttpRequest) -> HttpResponse:
    """Ask a code by mail. An address that we do not know gets the same answer."""
    form = AddressForm(request.POST, prefix="code")
    if not form.is_valid():
        messages.error(request, _("Dit is geen e-mailadres. Kijk het nog eens na."))
        return redirect("people:at_work" if request.POST.get("from") == "work" else "people:at_home")
    email = form.cleaned_data["email"]
    request.session["mail_code"] = actions.ask_mail_code(person_at(email), email=email, purpose=MailPurpose.ENTER)
    request.session["mail_code_for"] = set_aside(email, "address")  # beside the sessions of others, in the database
    request.session["next"] = back_to(request)
    return redirect("people:code")


@login_not_required
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Type the code that came by mail."""
    if "mail_code" not in request.session:
        return redirect("people:sign_in")
    form = CodeForm(request.POST or None)
    account = taken_back(request.session["mail_code_for"], "address")
    if form.is_valid() and not too_many(request, account, form):
        try:
            used = actions.use_mail_code(
                request.session["mail_code"], code=form.cleaned_data["code"], purpose=MailPurpose.ENTER
            )
        except Refused as refused:
            actions.note_failure(account=account, address=address_of(request), event="mailcode.wrong")
            form.add_error("code", str(refused))
        else:
            return enter(request, used.person, request.session.get("next", "/"), how="mailcode")
    return render(request, "people/code.html", {"form": form, "email": account}, status=422 if form.is_bound else 200)


@login_not_required
@require_POST
def by_password(request: HttpRequest) -> HttpResponse:
    form = PasswordForm(request.POST, prefix="password")
    if form.is_valid() and not too_many(request, form.cleaned_data["email"], form):
        person = person_at(form.cleaned_data["email"])
        # As much work for an address that we do not know.
        right = check_password(form.cleaned_data["password"], person.password if person else NOBODY)
        if person is not None and right:
            return enter(request, person, back_to(request), how="password", is_fresh=not has_second_factor(person))
        actions.note_failure(
            account=form.cleaned_data["email"], address=address_of(request), event="password.wrong", person=person
        )
        form.add_error("password", _("E-mailadres en wachtwoord horen niet bij elkaar. Probeer het nog eens."))
    context = {**ways_in(request), "by_password": form, "providers": providers()}
    page = "people/at_work.html" if request.POST.get("from") == "work" else "people/at_home.html"
    return render(request, page, context, status=422)


def too_many(request: HttpRequest, account: str, form: Any) -> bool:
    """Whether an account or an address had too many wrong tries; the form then says so."""
    reason = why_not_try(tries_for("account", account), tries_for("address", address_of(request)))
    if reason:
        form.add_error(None, reason)
    return reason is not None


def too_many_here(request: HttpRequest) -> str | None:
    """Why nobody comes in from this address for a while; wide, since a school stands behind one."""
    return why_not_try(0, tries_for("address", address_of(request)))


@login_not_required
@require_POST
def passkey_question(request: HttpRequest) -> HttpResponse:
    """What a phone must answer to show a passkey: any that it holds, or one of who is in already."""
    person = request.user if isinstance(request.user, Person) else None
    return JsonResponse(webauthn.begin_authentication(person))


@login_not_required
@require_POST
def by_passkey(request: HttpRequest) -> HttpResponse:
    form = CredentialForm(request.POST)
    if reason := too_many_here(request):
        messages.error(request, reason)
        return redirect("people:sign_in")
    key = passkey_shown(form.cleaned_data["credential"]) if form.is_valid() else None
    if key is None:
        actions.note_failure(account="", address=address_of(request), event="passkey.wrong")
        messages.error(request, _("Deze sleutel kennen wij niet. Kies een andere manier om binnen te komen."))
        return redirect("people:sign_in")
    key.record_usage()
    return enter(request, key.user, back_to(request), how="passkey", is_strong=True, is_fresh=True)


@doorstep
@require_POST
def sign_out(request: SignedIn) -> HttpResponse:
    actions.end_visits(Visit.objects.filter(session_key=request.session.session_key))
    logout(request)
    answer = redirect("people:sign_in")
    # What still waits in the browser is noise without its key; it goes, with what else stands there (rule R117).
    answer["Clear-Site-Data"] = '"storage"'
    return answer


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Another language for this device, and for the person where we know who it is."""
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        raise Http404
    if isinstance(request.user, Person):
        actions.choose_language(request.user, language=chosen)
    answer = HttpResponseRedirect(back_to(request))
    keep_language(answer, chosen)
    return answer


def keep_language(answer: HttpResponse, chosen: str) -> None:
    """On this device; no script reads it, and it goes nowhere else."""
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )


@doorstep
@require_GET
def clock(request: SignedIn) -> HttpResponse:
    """How many seconds this visit lasts yet; asking is not being there."""
    return HttpResponse(str(seconds_left(request.session, request.needs.idle_seconds)), content_type="text/plain; charset=utf-8")


clock.is_looking_at_the_clock = True  # type: ignore[attr-defined]


@doorstep
@require_POST
def go_on(request: SignedIn) -> HttpResponse:
    """Somebody is still there."""
    note_seen(request.session, at_once=True)
    return HttpResponse(str(seconds_left(request.session, request.needs.idle_seconds)), content_type="text/plain; charset=utf-8")
