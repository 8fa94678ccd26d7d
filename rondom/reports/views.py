"""Reports at a desk: the list, making one, reading and rewording it, releasing, withdrawing, and paper."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rondom.base.actions import Refused
from rondom.people.desk import open_desk
from rondom.people.requests import SignedIn
from rondom.people.rights import DeskRight
from rondom.reports import actions
from rondom.reports.files import MEDIA, file_of
from rondom.reports.forms import ReportForm, SentencesForm, WithdrawForm
from rondom.reports.pages import report_page, reports_page
from rondom.reports.papers import report_pdf
from rondom.reports.queries import readers_for, reckoned_for, released_content, report_at
from rondom.surveys.queries import wave_at
from rondom.surveys.words import title_of


@require_GET
def reports(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.READ_REPORTS)
    return render(request, "reports/reports.html", {"page": reports_page(desk)})


@require_http_methods(["GET", "POST"])
def make(request: SignedIn, organisation_id: UUID, closed_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.MAKE_REPORTS)
    wave = wave_at(desk, closed_id)
    form = ReportForm(request.POST or None, wave=wave, readers=readers_for(desk))
    if form.is_valid():
        try:
            made = actions.make_report(desk, wave=wave, plan=form.plan(), reckoned=reckoned_for(desk, wave))
        except Refused as refused:
            form.add_error("about", str(refused))
        else:
            messages.success(request, _("Het rapport is gemaakt. Lees het na, en geef het dan vrij."))
            return redirect("reports:report", organisation_id, made.pk)
    context = {"form": form, "wave": wave, "title": title_of(wave.version), "organisation": desk.organisation}
    return render(request, "reports/make.html", context, status=422 if form.is_bound else 200)


@require_GET
def report(request: SignedIn, organisation_id: UUID, report_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.READ_REPORTS)
    page = report_page(desk, report_at(desk, report_id))
    return render(request, "reports/report.html", {"page": page, "form": WithdrawForm()})


@require_http_methods(["GET", "POST"])
def reword(request: SignedIn, organisation_id: UUID, report_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.MAKE_REPORTS)
    found = report_at(desk, report_id)
    if found.is_released and request.method == "GET":
        return redirect("reports:report", organisation_id, report_id)
    form = SentencesForm(request.POST or None, report=found)
    if form.is_valid():
        actions.reword_report(desk, report=found, texts=form.texts())
        messages.success(request, _("Bewaard."))
        return redirect("reports:report", organisation_id, report_id)
    context = {"form": form, "sections": form.by_section(), "title": found.content["title"]}
    context |= {"organisation": desk.organisation, "report": found}
    return render(request, "reports/reword.html", context, status=422 if form.is_bound else 200)


@require_POST
def release(request: SignedIn, organisation_id: UUID, report_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.MAKE_REPORTS)
    actions.release_report(desk, report=report_at(desk, report_id), read=request.POST.get("read", ""))
    messages.success(request, _("Vrijgegeven. Dit rapport verandert niet meer."))
    return redirect("reports:report", organisation_id, report_id)


@require_POST
def withdraw(request: SignedIn, organisation_id: UUID, report_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.MAKE_REPORTS)
    found = report_at(desk, report_id)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        actions.withdraw_report(desk, report=found, note=form.cleaned_data["note"])
        messages.success(request, _("Ingetrokken. Wie het opent, leest waarom."))
        return redirect("reports:report", organisation_id, report_id)
    return render(request, "reports/report.html", {"page": report_page(desk, found), "form": form}, status=422)


@require_GET
def paper(request: SignedIn, organisation_id: UUID, report_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.READ_REPORTS)
    found = report_at(desk, report_id)
    if found.is_withdrawn:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="rapport.pdf"'}
    return HttpResponse(report_pdf(found), content_type="application/pdf", headers=headers)


@require_GET
def file(request: SignedIn, organisation_id: UUID, report_id: UUID, file_as: str) -> HttpResponse:
    """What was released, as a file to go on with: it tells what the page tells, and nothing more."""
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.READ_REPORTS)
    if file_as not in MEDIA:
        raise Http404
    made, (media, end) = file_of(released_content(report_at(desk, report_id)), file_as), MEDIA[file_as]
    return HttpResponse(made, content_type=media, headers={"Content-Disposition": f'attachment; filename="rapport{end}"'})
