"""The scan of success factors: opened, filled by each for oneself, closed, read together."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rondom.people.desk import Desk
from rondom.people.requests import SignedIn
from rondom.people.rights import DeskRight
from rondom.schools import actions
from rondom.schools.forms import FillForm, ScanForm
from rondom.schools.models import Scan
from rondom.schools.queries import find
from rondom.schools.room import open_school, open_this
from rondom.schools.scan_pages import fill_page, scans_page, together_page


@require_http_methods(["GET", "POST"])
def scans(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_school(request.user, organisation_id)
    form = ScanForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        desk.must(DeskRight.PLAN_SCHOOL)
        if form.is_valid():
            opened = actions.open_scan(desk, team=form.cleaned_data["team"], lists=form.cleaned_data["lists"])
            messages.success(request, _("De scan staat open. Vraag je team om hem in te vullen."))
            return redirect("schools:scan", organisation_id, opened.pk)
    return render(request, "schools/scans.html", {"page": scans_page(desk), "form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def scan(request: SignedIn, organisation_id: UUID, scan_id: UUID) -> HttpResponse:
    """One's own sheet while it is open; what the team said once it is closed."""
    desk = open_school(request.user, organisation_id)
    found = open_this(find(desk, Scan, scan_id))
    if request.method == "POST":
        desk.must(DeskRight.FILL_SCAN)
        return filled(request, desk, found)
    if found.closed_at is not None:
        return render(request, "schools/together.html", {"page": together_page(desk, found)})
    return sheet(request, desk, found)


def sheet(request: SignedIn, desk: Desk, scan: Scan, form: FillForm | None = None) -> HttpResponse:
    page = fill_page(desk, scan)
    asked = [each for group in page.sheets for each in group.factors]
    form = form or FillForm(asked=asked)
    groups = [(group.name, [form.pair(each) for each, _stand, _said in group.factors]) for group in page.sheets]
    context = {"page": page, "form": form, "groups": groups}
    return render(request, "schools/fill.html", context, status=422 if form.is_bound else 200)


def filled(request: SignedIn, desk: Desk, scan: Scan) -> HttpResponse:
    asked = [each for group in fill_page(desk, scan).sheets for each in group.factors]
    form = FillForm(request.POST, asked=asked)
    if not form.is_valid():
        return sheet(request, desk, scan, form)
    actions.fill_scan(desk, scan=scan, filled=[actions.Filled(*each) for each in form.filled()])
    messages.success(request, _("Bewaard. Tot de scan sluit, kun je het nog veranderen."))
    return redirect("schools:scan", desk.organisation.pk, scan.pk)


@require_POST
def close_scan(request: SignedIn, organisation_id: UUID, scan_id: UUID) -> HttpResponse:
    desk = open_school(request.user, organisation_id)
    actions.close_scan(desk, scan=find(desk, Scan, scan_id))
    messages.success(request, _("De scan is klaar. Bekijk samen wat eruit komt."))
    return redirect("schools:scan", organisation_id, scan_id)
