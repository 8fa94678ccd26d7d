"""Mijn toegang: one's own keys and visits on one page, and making and taking away each of them."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

import segno
from allauth.mfa.totp.internal.auth import clear_totp_secret, get_totp_secret, validate_totp_code
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rondom.base.actions import Refused
from rondom.people import actions
from rondom.people.engines import Engines, passkey_made
from rondom.people.forms import AddressForm, CodeForm, CredentialForm, NewPasswordForm, NewPinForm
from rondom.people.fresh import back_to, doorstep, must_be_fresh
from rondom.people.models import Visit
from rondom.people.models.keys import MailPurpose
from rondom.people.papers import paper_card_pdf
from rondom.people.queries import access_page, factors_of, has_second_factor, live_paper_key
from rondom.people.requests import SignedIn
from rondom.people.rules import ALONE, WITH_A_SECOND_FACTOR
from rondom.people.sessions import is_strong, may_make_first_key
from rondom.people.views.proof import note_shown


def keyholder(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A key changes only in the hands of who has just shown an earlier one, or of who came in by an invitation and has none."""

    @wraps(view)
    def asked(request: SignedIn, *args: Any, **kwargs: Any) -> HttpResponse:
        if may_make_first_key(request.session, request.user):
            return view(request, *args, **kwargs)
        if request.needs.second_factor and not is_strong(request.session):
            # A password or a code by mail, however fresh, does not grow into a key.
            return redirect("people:second")
        return must_be_fresh(request) or view(request, *args, **kwargs)

    return asked


@require_GET
def access(request: SignedIn) -> HttpResponse:
    page = access_page(request.user, request.session.session_key, at_work=request.needs.at_work)
    return render(request, "people/access.html", {"page": page})


@doorstep
@require_POST
@keyholder
def passkey_to_make(request: SignedIn) -> HttpResponse:
    """What a phone must know to make a passkey."""
    return JsonResponse(webauthn.begin_registration(request.user, passwordless=True))


@doorstep
@require_http_methods(["GET", "POST"])
@keyholder
def passkey(request: SignedIn) -> HttpResponse:
    form = CredentialForm(request.POST or None)
    if form.is_valid():
        credential = form.cleaned_data["credential"]
        if passkey_made(credential):
            name = _("Sleutel van %(day)s") % {"day": date_format(localdate(), "j F Y")}
            actions.add_passkey(request.user, name=name, credential=credential, session_key=request.session.session_key)
            note_shown(request, is_second_factor=True)
            messages.success(request, _("Gelukt. Met deze sleutel komt u voortaan binnen."))
            return HttpResponseRedirect(back_to(request, "/toegang/"))
        messages.error(request, _("Het lukte niet om een sleutel te maken. Probeer het nog eens."))
    return render(request, "people/passkey.html", {"next": back_to(request, "/toegang/")})


@doorstep
@require_http_methods(["GET", "POST"])
@keyholder
def app(request: SignedIn) -> HttpResponse:
    """An app that gives codes: scan, and type the first code to show that it works."""
    form = CodeForm(request.POST or None)
    secret = get_totp_secret()
    if form.is_valid():
        if validate_totp_code(secret, form.cleaned_data["code"]):
            actions.add_app(request.user, secret=secret, session_key=request.session.session_key)
            clear_totp_secret(request)
            note_shown(request, is_second_factor=True)
            messages.success(request, _("Gelukt. Uw app hoort nu bij Rondom."))
            return redirect("people:spare_codes")
        form.add_error("code", _("Deze code klopt niet. Wacht op de volgende code in uw app."))
    picture = segno.make(Engines().build_totp_url(request.user, secret), error="m").svg_inline(scale=4, dark="#000", light="#fff")
    context = {
        "form": form,
        "picture": mark_safe(picture),  # noqa: S308 — made here, of figures
        "secret": " ".join(secret[nth : nth + 4] for nth in range(0, len(secret), 4)),
    }
    return render(request, "people/app.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@keyholder
def spare_codes(request: SignedIn) -> HttpResponse:
    """Making them shows them, once."""
    codes = []
    if request.method == "POST":
        codes = actions.make_spare_codes(request.user, session_key=request.session.session_key)
    return render(request, "people/spare_codes.html", {"codes": codes})


@require_POST
@keyholder
def remove_factor(request: SignedIn, number: int) -> HttpResponse:
    factor = factors_of(request.user).filter(pk=number).first()
    if factor is None:
        raise Http404
    key = request.session.session_key
    actions.remove_factor(request.user, factor=factor, is_needed=request.needs.second_factor, session_key=key)
    messages.success(request, _("Weggehaald."))
    return redirect("people:access")


@require_http_methods(["GET", "POST"])
@keyholder
def password(request: SignedIn) -> HttpResponse:
    form = NewPasswordForm(request.POST or None)
    if form.is_valid():
        try:
            actions.set_password(
                request.user, password=form.cleaned_data["password"], session_key=request.session.session_key
            )
        except Refused as refused:
            form.add_error("password", str(refused))
        else:
            return keep_this_visit(request, _("Uw wachtwoord is gezet."))
    context = {"form": form, "least": WITH_A_SECOND_FACTOR if has_second_factor(request.user) else ALONE}
    return render(request, "people/password.html", context, status=422 if form.is_bound else 200)


@require_POST
@keyholder
def drop_password(request: SignedIn) -> HttpResponse:
    actions.drop_password(request.user, session_key=request.session.session_key)
    return keep_this_visit(request, _("Uw wachtwoord is weg."))


def keep_this_visit(request: SignedIn, said: str) -> HttpResponse:
    """A changed password ends every visit but this one."""
    request.session[HASH_SESSION_KEY] = request.user.get_session_auth_hash()
    messages.success(request, said)
    return redirect("people:access")


@require_http_methods(["GET", "POST"])
@keyholder
def address(request: SignedIn) -> HttpResponse:
    """A new mail address counts once a code was read on it."""
    form = AddressForm(request.POST or None)
    if form.is_valid():
        email = form.cleaned_data["email"]
        request.session["address_code"] = actions.ask_mail_code(request.user, email=email, purpose=MailPurpose.ADDRESS)
        return redirect("people:address_code")
    return render(request, "people/address.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@keyholder
def address_code(request: SignedIn) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            code = actions.use_mail_code(
                request.session.get("address_code"), code=form.cleaned_data["code"], purpose=MailPurpose.ADDRESS
            )
            actions.confirm_address(request.user, code=code, session_key=request.session.session_key)
        except Refused as refused:
            form.add_error("code", str(refused))
        else:
            messages.success(request, _("Dit adres is nu van u."))
            return redirect("people:access")
    return render(request, "people/address_code.html", {"form": form}, status=422 if form.is_bound else 200)


@doorstep
@require_http_methods(["GET", "POST"])
@keyholder
def paper_card(request: SignedIn) -> HttpResponse:
    """A card of paper with an own PIN, for who has no phone of their own. Who works with children needs a stronger key."""
    if request.needs.at_work:
        raise PermissionDenied
    form = NewPinForm(request.POST or None)
    if form.is_valid():
        made = actions.make_paper_key(request.user, pin=form.cleaned_data["pin"])
        link = request.build_absolute_uri(reverse("people:card", args=[made.token]))
        content = paper_card_pdf(request.user, link=link, language=request.LANGUAGE_CODE)
        return HttpResponse(
            content, content_type="application/pdf", headers={"Content-Disposition": 'attachment; filename="rondom-kaart.pdf"'}
        )
    return render(request, "people/paper_card.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def revoke_card(request: SignedIn) -> HttpResponse:
    """Shutting a lost card asks nothing: it can only make things safer."""
    key = live_paper_key(request.user)
    if key is not None:
        actions.revoke_paper_key(key, by=request.user)
        messages.success(request, _("Uw kaart werkt niet meer."))
    return redirect("people:access")


@require_POST
def end_visit(request: SignedIn, visit_id: UUID) -> HttpResponse:
    visit = Visit.objects.filter(pk=visit_id, person=request.user).first()
    if visit is None:
        raise Http404
    actions.end_visit(visit)
    return redirect("people:access")


@require_POST
def end_others(request: SignedIn) -> HttpResponse:
    actions.end_other_visits(request.user, but=request.session.session_key)
    messages.success(request, _("Op alle andere apparaten is de deur dicht."))
    return redirect("people:access")
