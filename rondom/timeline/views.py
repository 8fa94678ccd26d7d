"""The board, the list, paper, in and out."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.request import HttpHeaders
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from rondom.base.models import Act
from rondom.base.record import record
from rondom.children.dossier import open_dossier
from rondom.children.rights import Right
from rondom.people.desk import open_desk
from rondom.people.fresh import must_be_fresh
from rondom.people.requests import SignedIn
from rondom.people.rights import DeskRight
from rondom.timeline import actions
from rondom.timeline.drawing import positions
from rondom.timeline.export import timeline_file
from rondom.timeline.file import WrongFile, read_timeline
from rondom.timeline.forms import ImportForm, PrintForm
from rondom.timeline.poster import poster
from rondom.timeline.queries import board_page, card_lanes, list_page, print_page
from rondom.timeline.talk import talk_page
from rondom.timeline.wanted import wanted_of


@require_GET
def board(request: SignedIn, child_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id, looks=True)
    dossier.must(Right.READ_TIMELINE)
    if "beeld" not in request.GET and is_phone(request.headers):
        return redirect("timeline:list", child_id)
    page = board_page(dossier, wanted_of(request.GET))
    return render(request, "timeline/board.html", {"page": page, "positions": positions(page), "lanes": card_lanes()})


def is_phone(headers: HttpHeaders) -> bool:
    """A phone reads the list best; whoever asks for the board by name gets the board."""
    says = headers.get("Sec-CH-UA-Mobile")
    return says == "?1" if says else "Mobi" in headers.get("User-Agent", "")


@require_GET
def story(request: SignedIn, child_id: UUID) -> HttpResponse:
    """The same as a list: the natural view on a phone and for a screen reader."""
    dossier = open_dossier(request.user, child_id, looks=True)
    dossier.must(Right.READ_TIMELINE)
    context = {"page": list_page(dossier, wanted_of(request.GET)), "lanes": card_lanes()}
    return render(request, "timeline/list.html", context)


@require_GET
def talk(request: SignedIn, child_id: UUID) -> HttpResponse:
    """Before people sit down together: what is new, where they look differently, and what is still open."""
    dossier = open_dossier(request.user, child_id, looks=True)
    dossier.must(Right.READ_TIMELINE)
    return render(request, "timeline/talk.html", {"page": talk_page(dossier)})


@require_http_methods(["GET", "POST"])
def paper(request: SignedIn, child_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.PRINT_TIMELINE)
    page = print_page(dossier)
    people = [(str(each.place_id), each.name) for each in page.readers]
    form = PrintForm(request.POST or None, people=people, initial={"paper": "a3"})
    if form.is_valid():
        places = form.cleaned_data["people"] or None
        made = poster(dossier, paper=form.cleaned_data["paper"], language=get_language(), places=places)
        record(dossier, "timeline.printed", Act.EXECUTE, dossier.child)
        return as_file(made, f"tijdlijn-{slugify(dossier.child.first_name)}-{form.cleaned_data['paper']}.pdf", "application/pdf")
    context = {"page": page, "form": form}
    return render(request, "timeline/print.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def export(request: SignedIn, child_id: UUID) -> HttpResponse:
    """Everything that the reader may see, as a file to take away."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.EXPORT_TIMELINE)
    if to_confirm := must_be_fresh(request):
        return to_confirm
    if request.method == "GET":
        return render(request, "timeline/export.html", {"page": print_page(dossier)})
    made = json.dumps(timeline_file(dossier, with_drafts=True), ensure_ascii=False, indent=1)
    record(dossier, "timeline.exported", Act.EXECUTE, dossier.child)
    return as_file(made.encode(), f"tijdlijn-{slugify(dossier.child.first_name)}.json", "application/json")


def as_file(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_http_methods(["GET", "POST"])
def import_file(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    """A timeline file becomes a new child's dossier; a wrong one says what is wrong and where."""
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.IMPORT_TIMELINE)
    form = ImportForm(request.POST or None, request.FILES or None)
    reasons: list[str] = []
    if form.is_valid():
        try:
            file = read_timeline(form.cleaned_data["file"])
            child = actions.import_timeline(desk, file=file)
        except WrongFile as wrong:
            reasons = wrong.reasons
        else:
            for notice in file.notices:
                messages.info(request, notice)
            return redirect("timeline:board", child.pk)
    context = {"form": form, "reasons": reasons, "organisation": desk.organisation}
    return render(request, "timeline/import.html", context, status=422 if form.is_bound else 200)
