"""At the desk: waves, their schools and links, opening and closing, and the response for who researches."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rondom.base.actions import refuse_if
from rondom.base.limits import PAPERS, why_not_again
from rondom.base.models import Act
from rondom.base.record import record
from rondom.people.desk import open_desk
from rondom.people.requests import SignedIn
from rondom.people.rights import DeskRight
from rondom.surveys import actions
from rondom.surveys.actions import WavePlan
from rondom.surveys.forms import SchoolForm, WaveForm
from rondom.surveys.pages import response_page, wave_page
from rondom.surveys.papers import slips_pdf
from rondom.surveys.queries import must_be_read_at, released_versions, wave_at


@require_http_methods(["GET", "POST"])
def plan(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.PLAN_WAVES)
    form = WaveForm(request.POST or None, versions=released_versions(desk))
    if form.is_valid():
        given = form.cleaned_data
        planned = WavePlan(
            given["year"], tuple(given["roles"]), given["opens_on"], given["closes_on"], is_per_person=given["is_per_person"]
        )
        made = actions.plan_wave(desk, version=form.versions[given["version"]], plan=planned)
        return redirect("surveys:wave", organisation_id, made.pk)
    context = {"form": form, "organisation": desk.organisation}
    return render(request, "surveys/plan.html", context, status=422 if form.is_bound else 200)


@require_GET
def wave(request: SignedIn, organisation_id: UUID, wave_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.PLAN_WAVES)
    found = wave_at(desk, wave_id)
    page = wave_page(desk, found, request.build_absolute_uri("/")[:-1])
    return render(request, "surveys/wave.html", {"page": page, "form": SchoolForm(wave=found)})


@require_POST
def school(request: SignedIn, organisation_id: UUID, wave_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.PLAN_WAVES)
    found = wave_at(desk, wave_id)
    form = SchoolForm(request.POST, wave=found)
    if form.is_valid():
        actions.keep_school(desk, wave=found, name=form.cleaned_data["name"], invited=form.invited())
        return redirect("surveys:wave", organisation_id, wave_id)
    page = wave_page(desk, found, request.build_absolute_uri("/")[:-1])
    return render(request, "surveys/wave.html", {"page": page, "form": form}, status=422)


@require_POST
def open_now(request: SignedIn, organisation_id: UUID, wave_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.PLAN_WAVES)
    actions.start_wave(desk, wave=wave_at(desk, wave_id))
    messages.success(request, _("Deze ronde is open."))
    return redirect("surveys:wave", organisation_id, wave_id)


@require_POST
def close(request: SignedIn, organisation_id: UUID, wave_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.PLAN_WAVES)
    actions.close_wave(desk, wave=wave_at(desk, wave_id))
    messages.success(request, _("Dicht. De antwoorden zijn gehusseld, en de sleutel is vernietigd."))
    return redirect("surveys:wave", organisation_id, wave_id)


@require_POST
def slips(request: SignedIn, organisation_id: UUID, wave_id: UUID) -> HttpResponse:
    """Slips for one school and one role, in the language that is asked for."""
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.PLAN_WAVES)
    found = wave_at(desk, wave_id)
    at = found.schools.filter(code=request.POST.get("school", "")).first()
    role, language = request.POST.get("role", ""), request.POST.get("language", "")
    if at is None or role not in found.roles:
        raise Http404
    refuse_if(why_not_again(desk.person_id, PAPERS))
    spoken = language if language in found.version.languages else get_language() or "nl"
    made = slips_pdf(found, at, role, base=request.build_absolute_uri("/")[:-1], language=spoken)
    record(desk, "slips.printed", Act.EXECUTE, found)
    headers = {"Content-Disposition": 'attachment; filename="briefjes.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@require_GET
def response(request: SignedIn, organisation_id: UUID, closed_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.RESEARCH)
    found = wave_at(desk, closed_id)
    must_be_read_at(desk, found)
    return render(request, "surveys/response.html", {"page": response_page(desk, found)})
