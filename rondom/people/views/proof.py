"""Showing a second factor, and showing once more who one is before a heavy act."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rondom.base.actions import Refused
from rondom.base.middleware import page_before
from rondom.people import actions
from rondom.people.engines import code_shown, passkey_shown
from rondom.people.forms import ProofForm
from rondom.people.fresh import TO_DO_AGAIN, back_to, doorstep
from rondom.people.models import Person
from rondom.people.queries import (
    has_app,
    has_second_factor,
    linked_providers,
    live_paper_key,
    passkeys_of,
    providers_at_work,
    tries_for,
)
from rondom.people.requests import SignedIn
from rondom.people.rules import why_not_try
from rondom.people.sessions import address_of, is_strong, may_make_first_key, note_fresh, note_strong


def ways_of(person: Person, *, second: bool) -> frozenset[str]:
    """By what somebody can show who it is. A PIN or a password alone is no second factor."""
    ways = set()
    if passkeys_of(person).exists():
        ways.add("credential")
    if has_app(person) or has_second_factor(person):
        ways.add("code")
    if not second and live_paper_key(person) is not None:
        ways.add("pin")
    if not second and person.has_usable_password() and not has_second_factor(person):
        ways.add("password")
    return frozenset(ways)


def shown(request: SignedIn, form: ProofForm) -> str:
    """By which way of the form somebody showed who it is; empty where it is not right. A wrong try is counted."""
    person, given = request.user, form.cleaned_data
    reason = why_not_try(tries_for("account", str(person.pk)), tries_for("address", address_of(request)))
    if reason:
        form.add_error(None, reason)
        return ""
    how = ""
    factor = None
    if given.get("credential"):
        factor = passkey_shown(given["credential"], person)
    elif given.get("code"):
        factor = code_shown(person, given["code"])
    elif given.get("pin"):
        how = "pin" if right_pin(person, given["pin"], form) else ""
    elif given.get("password"):
        how = "password" if person.check_password(given["password"]) else ""
    if factor is not None:
        factor.record_usage()
        how = factor.type.replace("_", "")
    if not how:
        actions.note_failure(account=str(person.pk), address=address_of(request), event="proof.wrong", person=person)
        form.add_error(None, _("Dit klopt niet. Probeer het nog eens."))
    return how


def note_shown(request: HttpRequest, *, is_second_factor: bool) -> None:
    """The visit is fresh from now on, surer where it was a second factor, and goes on under a new number.

    Who was about to do something heavy hears that it is not done yet.
    """
    note = note_strong if is_second_factor else note_fresh
    note(request.session)
    old_key = request.session.session_key or ""
    request.session.cycle_key()
    actions.move_visit(old_key=old_key, new_key=request.session.session_key or "")
    if request.session.pop(TO_DO_AGAIN, False):
        messages.info(request, _("Bedankt. Doe het nu nog één keer, dan is het klaar."))


def right_pin(person: Person, pin: str, form: ProofForm) -> bool:
    key = live_paper_key(person)
    try:
        return key is not None and actions.use_pin(key, pin=pin) == person
    except Refused as refused:
        form.add_error("pin", str(refused))
        return False


@doorstep
@require_http_methods(["GET", "POST"])
def second(request: SignedIn) -> HttpResponse:
    """Who reads about another's child shows a second factor; who has none yet makes one with the invitation in hand."""
    back = back_to(request)
    if is_strong(request.session):
        return HttpResponseRedirect(back)
    form = ProofForm(request.POST if request.method == "POST" else None, ways=ways_of(request.user, second=True))
    if form.is_valid() and (how := shown(request, form)):
        actions.confirm_self(request.user, how=how)
        note_shown(request, is_second_factor=True)
        return HttpResponseRedirect(back)
    context = {
        "form": form,
        "next": back,
        "ways": form.fields,
        "may_make": may_make_first_key(request.session, request.user),
        "providers": providers_at_work(request.user),
    }
    return render(request, "people/second.html", context, status=422 if form.is_bound else 200)


@doorstep
@require_http_methods(["GET", "POST"])
def confirm(request: SignedIn) -> HttpResponse:
    """"Bevestig dat u het bent": before a heavy act. People of the invented world have no key and go on by a button."""
    back = back_to(request)
    form = ProofForm(request.POST if request.method == "POST" else None, ways=ways_of(request.user, second=False))
    invented = settings.DEMO and not form.fields
    how = ""
    if request.method == "POST":
        how = "demo" if invented else shown(request, form) if form.is_valid() else ""
    if how:
        actions.confirm_self(request.user, how=how)
        note_shown(request, is_second_factor=how in {"webauthn", "totp", "recoverycodes"})
        return HttpResponseRedirect(back)
    context = {
        "form": form,
        "next": back,
        "came_from": page_before(request) if request.method == "GET" else back,
        "ways": form.fields,
        "invented": invented,
        "providers": linked_providers(request.user),
        "may_make": may_make_first_key(request.session, request.user),
    }
    return render(request, "people/confirm.html", context, status=422 if form.is_bound else 200)
