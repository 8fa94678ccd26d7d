"""Who looked: the page of the family, and the log manager's desk."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rondom.children import actions
from rondom.children.dossier import open_dossier
from rondom.children.forms.record import AnswerForm, AskForm, CheckForm, NameForm, SeenForm
from rondom.children.oversight import oversight_page
from rondom.children.readings import about_of, period_of, readings_page, why_not_all
from rondom.children.rights import PARENTS, Right
from rondom.people.actions import check_reading, draw_sample, name_log_manager, see_alert
from rondom.people.desk import open_desk
from rondom.people.fresh import must_be_fresh
from rondom.people.models import Alert, SampledReading
from rondom.people.queries import members_at
from rondom.people.requests import SignedIn
from rondom.people.rights import DeskRight


@require_GET
def readings(request: SignedIn, child_id: UUID) -> HttpResponse:
    """Who looked: all of it for the family, one's own part for everyone else."""
    dossier = open_dossier(request.user, child_id)
    page = readings_page(dossier, period_of(request.GET, timezone.localdate()))
    return render(request, "children/readings.html", {"page": page})


@require_http_methods(["GET", "POST"])
def ask(request: SignedIn, child_id: UUID) -> HttpResponse:
    """Say that a line of the record is not right."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.SEE_RECORD)
    if why_not_all(dossier):
        raise PermissionDenied(Right.SEE_RECORD.value)
    about = about_of(dossier, request.GET)
    form = AskForm(request.POST or None)
    if form.is_valid():
        actions.ask_about_record(dossier, about=about, **form.cleaned_data)
        messages.success(request, _("De vraag is verstuurd. Het antwoord komt op deze bladzijde te staan."))
        return redirect("children:readings", child_id)
    context = {"child": dossier.child, "about": about, "form": form, "is_formal": dossier.role in PARENTS}
    return render(request, "children/ask.html", context, status=422 if form.is_bound else 200)


@require_GET
def oversight(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    """The desk of the log manager; a school leader names this person here."""
    desk = open_desk(request.user, organisation_id)
    if not (desk.may(DeskRight.MANAGE_RECORD) or desk.may(DeskRight.NAME_LOG_MANAGER)):
        raise PermissionDenied(DeskRight.MANAGE_RECORD.value)
    return render(request, "children/oversight.html", {"page": oversight_page(desk)})


@require_POST
def answer(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.MANAGE_RECORD)
    form = AnswerForm(request.POST)
    if form.is_valid():
        actions.answer_record_question(desk, **form.cleaned_data)
    else:
        messages.error(request, _("Schrijf eerst een antwoord."))
    return redirect("children:oversight", organisation_id)


@require_POST
def alert_seen(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.MANAGE_RECORD)
    form = SeenForm(request.POST)
    if form.is_valid():
        see_alert(desk, alert=get_object_or_404(Alert.objects.inside(desk), pk=form.cleaned_data["number"]))
    return redirect("children:oversight", organisation_id)


@require_POST
def sample(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    """Draw this month's sample, or say of one of its readings what was found."""
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.MANAGE_RECORD)
    form = CheckForm(request.POST)
    if "draw" in request.POST:
        draw_sample(desk)
    elif form.is_valid():
        reading = get_object_or_404(SampledReading.objects.inside(desk), pk=form.cleaned_data["number"])
        check_reading(desk, reading=reading, verdict=form.cleaned_data["verdict"])
    return redirect(reverse("children:oversight", args=[organisation_id]) + "#steekproef")


@require_POST
def log_manager(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.NAME_LOG_MANAGER)
    if to_confirm := must_be_fresh(request):
        return to_confirm
    form = NameForm(request.POST, members=members_at(desk))
    if form.is_valid():
        name_log_manager(desk, **form.cleaned_data)
    return redirect("children:oversight", organisation_id)
