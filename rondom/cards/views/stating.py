"""An own statement beside the words of another: written and taken back on the page of the card."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rondom.cards import actions
from rondom.cards.forms import RemarkForm, StatementForm
from rondom.cards.models import OwnStatement
from rondom.cards.pages import card_page
from rondom.cards.queries import find_card
from rondom.children.dossier import open_dossier
from rondom.children.rights import Right
from rondom.people.requests import SignedIn


@require_POST
def state(request: SignedIn, child_id: UUID, card_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    card = find_card(dossier, card_id)
    dossier.must(Right.STATE_OWN)
    form = StatementForm(request.POST)
    if not form.is_valid():
        context = {"page": card_page(dossier, card), "form": RemarkForm(), "statement": form}
        return render(request, "cards/card.html", context, status=422)
    actions.state_own(dossier, card=card, text=form.cleaned_data["statement"])
    messages.success(request, _("De verklaring staat bij het kaartje."))
    return redirect("cards:card", child_id, card_id)


@require_POST
def withdraw(request: SignedIn, child_id: UUID, card_id: UUID, statement_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    card = find_card(dossier, card_id)
    dossier.must(Right.STATE_OWN)
    found = get_object_or_404(OwnStatement.objects.inside(dossier).select_related("card"), pk=statement_id, card=card)
    actions.withdraw_statement(dossier, statement=found)
    return redirect("cards:card", child_id, card_id)
