"""Which sentences of a card are about somebody else: chosen on a page of its own."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rondom.cards import actions
from rondom.cards.marks import wanted_on
from rondom.cards.others_page import others_page
from rondom.cards.queries import find_card
from rondom.children.dossier import open_dossier
from rondom.children.rights import Right
from rondom.people.requests import SignedIn


@require_http_methods(["GET", "POST"])
def others(request: SignedIn, child_id: UUID, card_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.WRITE_CARD)
    card = find_card(dossier, card_id)
    page, chosen, since = others_page(dossier, card), frozenset(request.POST.getlist("sentences")), request.POST.get("since", "")
    if request.method == "GET":
        return render(request, "cards/others.html", {"page": page})
    # Said on the page itself, which may stand in a dialog.
    if page.sentences and (changed := wanted_on(dossier, card, chosen, since).why_not):
        return render(request, "cards/others.html", {"page": page, "changed": changed}, status=409)
    actions.mark_about_others(dossier, card=card, chosen=chosen, since=since)
    messages.success(request, _("Bewaard"))
    return redirect(page.back, child_id, card_id)
