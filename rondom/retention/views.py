"""Keeping and destroying: the page of a child, what may be done there, and the desk's proofs."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rondom.children.dossier import Dossier, open_dossier
from rondom.children.rights import Right
from rondom.children.schooling import end_of_school_year
from rondom.people.desk import open_desk
from rondom.people.fresh import must_be_fresh
from rondom.people.models import Organisation
from rondom.people.requests import SignedIn
from rondom.people.rights import DeskRight
from rondom.retention import actions
from rondom.retention.export import copy_for
from rondom.retention.forms import LeavingForm, PauseForm
from rondom.retention.models import Hold
from rondom.retention.proof_pages import proofs_page
from rondom.retention.queries import keeping_page, pausable_by
from rondom.retention.rules import why_not_pause


@require_GET
def keeping(request: SignedIn, child_id: UUID) -> HttpResponse:
    """When each part goes, and what may be done about it."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.READ_TIMELINE)
    return shown(request, dossier)


def shown(request: HttpRequest, dossier: Dossier, **bound: Any) -> HttpResponse:
    page = keeping_page(dossier)
    context = {
        "page": page,
        "leaving": bound.get("leaving") or LeavingForm(first=page.left_on or end_of_school_year(timezone.localdate())),
        "pausing": bound.get("pausing") or PauseForm(parts=page.pausable),
    }
    return render(request, "retention/keeping.html", context, status=422 if bound else 200)


@require_POST
def close(request: SignedIn, child_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.CLOSE_CASE)
    if to_confirm := must_be_fresh(request):
        return to_confirm
    actions.close_case(dossier)
    messages.success(request, _("Dit is afgesloten. Iedereen krijgt bericht. Organisaties hebben twee weken voor hun kopie."))
    return redirect("retention:keeping", child_id)


@require_POST
def reopen(request: SignedIn, child_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    actions.reopen_case(dossier)
    messages.success(request, _("Dit is weer open. Iedereen kan weer schrijven."))
    return redirect("retention:keeping", child_id)


@require_POST
def copy(request: SignedIn, child_id: UUID) -> HttpResponse:
    """The copy of the own organisation: what it wrote and what it may take into its own file."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.TAKE_COPY)
    if to_confirm := must_be_fresh(request):
        return to_confirm
    made = copy_for(dossier)
    actions.take_copy(dossier, files=made.files, sha256=made.sha256)
    name = f"kopie-{slugify(dossier.child.first_name)}.zip"
    return HttpResponse(
        made.content, content_type="application/zip", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_POST
def leaving(request: SignedIn, child_id: UUID) -> HttpResponse:
    """When a pupil left school."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.NOTE_LEAVING)
    form = LeavingForm(request.POST)
    if not form.is_valid():
        return shown(request, dossier, leaving=form)
    actions.note_leaving(dossier, **form.cleaned_data)
    messages.success(request, _("Vastgelegd. De dag van vernietigen is opnieuw uitgerekend."))
    return redirect("retention:keeping", child_id)


@require_POST
def pause(request: SignedIn, child_id: UUID) -> HttpResponse:
    """Destruction waits: for a complaint, a court, an inspection, a request."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.PAUSE_DESTRUCTION)
    own = Organisation.objects.filter(pk=dossier.organisation_id).first() if dossier.organisation_id else None
    form = PauseForm(request.POST, parts=pausable_by(dossier, own))
    if not form.is_valid():
        return shown(request, dossier, pausing=form)
    given = form.cleaned_data
    if why_not := why_not_pause(given["until"], timezone.localdate()):
        form.add_error("until", why_not)  # what was typed stands there still
        return shown(request, dossier, pausing=form)
    actions.pause(dossier, **{**given, "part": dossier.organisation_id if given["part"] else None})
    messages.success(request, _("Vernietigen wacht tot deze dag voorbij is."))
    return redirect("retention:keeping", child_id)


@require_POST
def lift(request: SignedIn, child_id: UUID, hold_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.PAUSE_DESTRUCTION)
    actions.lift_pause(dossier, hold=get_object_or_404(Hold.objects.inside(dossier), pk=hold_id))
    return redirect("retention:keeping", child_id)


@require_GET
def destroyed(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    """What an organisation destroyed, a year at a time."""
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.SEE_DESTROYED)
    asked = request.GET.get("jaar", "")
    page = proofs_page(desk, int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else None)
    return render(request, "retention/destroyed.html", {"page": page})
