"""Handing over, and the one page that who takes over reads."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rondom.children import actions
from rondom.children.dossier import open_dossier
from rondom.children.forms.handover import HandoverForm
from rondom.children.handover import handover_page, leaving_place
from rondom.children.models import InformationKind
from rondom.children.queries import place_in
from rondom.children.rights import Right
from rondom.people.requests import SignedIn


@require_http_methods(["GET", "POST"])
def handover(request: SignedIn, child_id: UUID, leaver_id: UUID) -> HttpResponse:
    """What somebody who leaves hands over; to write it, to read it, and then to stop."""
    dossier = open_dossier(request.user, child_id)
    dossier.must_read(InformationKind.INVOLVEMENT)
    place = leaving_place(dossier, leaver_id)
    page = handover_page(dossier, place) if place else None
    if place is None or page is None:
        raise Http404
    form = HandoverForm(request.POST or None, successors=page.successors, initial=page.initial)
    if request.method == "POST":
        dossier.must(Right.HAND_OVER)
        if form.is_valid():
            given = form.cleaned_data
            chosen = place_in(dossier, UUID(given["successor"])) if given["successor"] else None
            actions.hand_over(dossier, place=place, **{**given, "successor": chosen})
            messages.success(request, _("Bewaard. Het gezin leest het bij Wie doen mee."))
            return redirect("children:handover", child_id, leaver_id)
    context = {"page": page, "form": form}
    return render(request, "children/handover.html", context, status=422 if form.is_bound else 200)
