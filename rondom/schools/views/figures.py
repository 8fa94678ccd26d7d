"""The first page of what a school keeps about itself, and its figures."""

import csv
import io
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rondom.base.actions import Refused
from rondom.people.requests import SignedIn
from rondom.people.rights import DeskRight
from rondom.schools import actions
from rondom.schools.definitions import IN_A_FILE
from rondom.schools.figure_pages import figures_page, others_page
from rondom.schools.forms import DefinitionForm, FigureForm, FileForm, ShowForm
from rondom.schools.models import FiguresShown
from rondom.schools.queries import definition_choices, definitions_of, find, find_school_shown, limits_for
from rondom.schools.reading import COLUMNS, LARGEST_FILE, read_figures
from rondom.schools.room import open_school
from rondom.schools.rules import to_do
from rondom.schools.years import name_of, year_of


@require_GET
def school(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_school(request.user, organisation_id)
    return render(request, "schools/school.html", {"organisation": desk.organisation})


@require_GET
def figures(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_school(request.user, organisation_id)
    return render(request, "schools/figures.html", {"page": figures_page(desk)})


@require_GET
def others(request: SignedIn, organisation_id: UUID, school_id: UUID) -> HttpResponse:
    """The figures of a school that lets this organisation read them."""
    desk = open_school(request.user, organisation_id)
    page = others_page(desk, find_school_shown(desk, school_id))
    return render(request, "schools/figures.html", {"page": page})


@require_http_methods(["GET", "POST"])
def figure(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_school(request.user, organisation_id)
    desk.must(DeskRight.KEEP_FIGURES)
    form = FigureForm(request.POST or None, definitions=definition_choices(desk))
    if form.is_valid():
        given, (kind, number) = form.cleaned_data, form.kind_and_number()
        written = actions.Written(kind, int(given["year"]), number, given["value"], given["source"])
        actions.write_figure(desk, written=written)
        messages.success(request, _("Het cijfer staat erin. Wat er eerst stond, blijft bewaard."))
        return redirect("schools:figures", organisation_id)
    context = {"form": form, "organisation": desk.organisation, "title": _("Een cijfer opschrijven"), "back": "figures"}
    return render(request, "schools/form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def definition(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    """From a year on something else is counted under the same name."""
    desk = open_school(request.user, organisation_id)
    desk.must(DeskRight.KEEP_FIGURES)
    form = DefinitionForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.define(desk, kind=given["kind"], from_year=int(given["from_year"]), text=given["text"])
        except Refused as why_not:
            form.add_error("from_year", str(why_not))
        else:
            messages.success(request, _("De definitie staat erin. Cijfers van ervoor blijven op hun eigen regel."))
            return redirect("schools:figures", organisation_id)
    context = {
        "form": form,
        "organisation": desk.organisation,
        "title": _("Een nieuwe definitie"),
        "back": "figures",
        "definitions": [each for numbered in definitions_of(desk.organisation.pk).values() for each in numbered.values()],
    }
    return render(request, "schools/form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def file(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    """A file of figures: all of it goes in, or nothing, with each wrong line named."""
    desk = open_school(request.user, organisation_id)
    desk.must(DeskRight.KEEP_FIGURES)
    is_sent = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if is_sent else FileForm()
    wrong = list[tuple[int, str]]()
    if is_sent and form.is_valid():
        lines, found = read_figures(form.cleaned_data["file"].read(LARGEST_FILE + 1), limits_for(desk))
        if not found:
            laid = len(actions.import_figures(desk, lines=lines))
            said = ngettext("%(laid)d cijfer staat erin.", "%(laid)d cijfers staan erin.", laid) % {"laid": laid}
            if laid < len(lines):
                same = len(lines) - laid
                said += " " + ngettext("%(same)d stond er al.", "%(same)d stonden er al.", same) % {"same": same}
            messages.success(request, said)
            return redirect("schools:figures", organisation_id)
        wrong = [(each.number, to_do(each)) for each in found]
    context = {"form": form, "organisation": desk.organisation, "wrong": wrong, "columns": COLUMNS}
    return render(request, "schools/file.html", context, status=422 if is_sent else 200)


@require_GET
def example(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    """A file to fill in: the columns, and one line for each kind."""
    desk = open_school(request.user, organisation_id)
    desk.must(DeskRight.KEEP_FIGURES)
    written = io.StringIO()
    rows = csv.writer(written, delimiter=";")
    rows.writerow(COLUMNS)
    for word in IN_A_FILE:
        rows.writerow([word, name_of(year_of(timezone.localdate()) - 1), "0", "1", "administratie van de school"])
    headers = {"Content-Disposition": 'attachment; filename="cijfers-voorbeeld.csv"'}
    return HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


@require_POST
def show(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_school(request.user, organisation_id)
    desk.must(DeskRight.SHOW_FIGURES)
    form = ShowForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Kies een organisatie uit de lijst."))
    actions.show_figures(desk, reader_id=form.cleaned_data["reader"])
    messages.success(request, _("Deze organisatie leest vanaf nu mee, zonder kleine aantallen."))
    return redirect("schools:figures", organisation_id)


@require_POST
def stop_showing(request: SignedIn, organisation_id: UUID, shown_id: UUID) -> HttpResponse:
    desk = open_school(request.user, organisation_id)
    desk.must(DeskRight.SHOW_FIGURES)
    actions.stop_showing(desk, shown=find(desk, FiguresShown, shown_id))
    messages.success(request, _("Deze organisatie leest niet meer mee."))
    return redirect("schools:figures", organisation_id)
