"""Mijn gegevens: see, take along, correct, state, object, let destroy."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rondom.base.actions import Refused, refuse_if
from rondom.base.models import Act
from rondom.base.record import record
from rondom.cards.pages import as_uuid
from rondom.children.caseload import open_caseload
from rondom.children.dossier import open_dossier
from rondom.children.rights import Right
from rondom.mydata import actions
from rondom.mydata.bundle import TAKEN, file_name, packed, size_of_media, taken_today
from rondom.mydata.forms import AskForm, TakeForm
from rondom.mydata.models import DataRequest
from rondom.mydata.pages import ask_page, data_page, take_page
from rondom.mydata.rules import why_not_ask_this, why_not_take_along
from rondom.people.fresh import must_be_fresh
from rondom.people.requests import SignedIn


@require_GET
def mine(request: SignedIn) -> HttpResponse:
    """From the menu: straight to the one child, or first to choose which."""
    children = open_caseload(request.user).children
    if len(children) == 1:
        return redirect("mydata:overview", children[0].pk)
    return render(request, "mydata/mine.html", {"children": children})


@require_GET
def overview(request: SignedIn, child_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    return render(request, "mydata/overview.html", {"page": data_page(dossier)})


@require_http_methods(["GET", "POST"])
def take(request: SignedIn, child_id: UUID) -> HttpResponseBase:
    """Everything that the reader may take along, made at once and kept nowhere."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.EXPORT_TIMELINE)
    if to_confirm := must_be_fresh(request):
        return to_confirm
    form = TakeForm(request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        return render(request, "mydata/take.html", {"page": take_page(dossier), "form": form})
    with_media = form.cleaned_data["with_media"]
    refuse_if(why_not_take_along(taken_today(dossier), size_of_media(dossier) if with_media else 0))
    try:
        made = packed(dossier, with_media=with_media)
    except OSError as full:
        said = _("Er is nu geen plaats om dit te maken. Probeer het later, of kies zonder tekeningen en opnamen.")
        raise Refused(said) from full
    record(dossier, TAKEN, Act.EXECUTE, dossier.child)
    headers = {
        "Content-Disposition": f'attachment; filename="{file_name(dossier)}"',
        "Content-Length": str(made.size),
        "Content-Encoding": "identity",  # it is packed already
        "X-Content-Type-Options": "nosniff",
    }
    return StreamingHttpResponse(made.sent(), content_type="application/zip", headers=headers)


@require_http_methods(["GET", "POST"])
def ask(request: SignedIn, child_id: UUID, wish: str) -> HttpResponse:
    """Ask an organisation something; for destroying it says first what goes and what stays."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.ASK_ABOUT_DATA)
    card = request.GET.get("kaartje", "")
    page = ask_page(dossier, wish, as_uuid(card) if card else None)
    form = AskForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_valid() and (why_not := why_not_ask_this(dossier, form.asked(page), page.card)):
        form.add_error("to", why_not)  # what was typed stands there still
    if form.is_valid():
        asked = actions.ask_about_data(dossier, asking=form.asked(page), card=page.card)
        messages.success(request, _("Uw vraag is verstuurd. Het nummer is %(number)s.") % {"number": asked.reference})
        return redirect("mydata:overview", child_id)
    context = {"page": page, "form": form}
    return render(request, "mydata/ask.html", context, status=422 if form.is_bound else 200)


@require_POST
def withdraw(request: SignedIn, child_id: UUID, request_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.ASK_ABOUT_DATA)
    asked = get_object_or_404(DataRequest.objects.inside(dossier).filter(by=dossier.person_id), pk=request_id)
    actions.withdraw_request(dossier, request=asked)
    messages.success(request, _("De vraag is ingetrokken."))
    return redirect("mydata:overview", child_id)
