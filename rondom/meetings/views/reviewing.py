"""A case review at the table: point out key moments, and say what helped and what hindered (decision 0036)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rondom.cards.models import Card
from rondom.cards.queries import cards_in
from rondom.children.dossier import Dossier, open_dossier
from rondom.children.rights import Right
from rondom.meetings import actions
from rondom.meetings.guide_review import BY_PRINCIPLE
from rondom.meetings.models import MomentPointedOut
from rondom.meetings.review_forms import FactorsForm, MomentForm, can_point_at
from rondom.meetings.rows import Table
from rondom.meetings.views.table import shown_table, table_in
from rondom.people.requests import SignedIn


def review_at(dossier: Dossier, review_id: UUID) -> Table:
    """The table of a case review, for who sits at it."""
    found = table_in(dossier, review_id)
    if not found.is_review:
        raise Http404
    return found


@require_POST
def moment(request: SignedIn, child_id: UUID, review_id: UUID) -> HttpResponse:
    """A card or a moment by name, with why; for everybody who sits there."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.REVIEW_CASE)
    found, cards = review_at(dossier, review_id), cards_in(dossier)
    form = MomentForm(request.POST, cards=cards)
    if not form.is_valid():
        return shown_table(request, dossier, found, moment_form=form)
    given, seen = form.cleaned_data, {str(each.id) for each in can_point_at(cards)}
    card = get_object_or_404(Card.objects.inside(dossier), pk=given["card"]) if given["card"] in seen else None
    pointed = actions.Pointed(given["m_what"], given["when"], given["m_why"], get_language() or "nl")
    actions.point_out(dossier, meeting=found.meeting, pointed=pointed, card=card)
    return redirect("meetings:table", child_id, review_id)


@require_POST
def drop_moment(request: SignedIn, child_id: UUID, review_id: UUID, moment_id: UUID) -> HttpResponse:
    """What one pointed out oneself, away again."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.REVIEW_CASE)
    rows = MomentPointedOut.objects.inside(dossier).filter(meeting=review_at(dossier, review_id).meeting)
    actions.take_moment_back(dossier, moment=get_object_or_404(rows, pk=moment_id))
    return redirect("meetings:table", child_id, review_id)


@require_POST
def factors(request: SignedIn, child_id: UUID, review_id: UUID, principle: str) -> HttpResponse:
    """What helped and what hindered, for one principle."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.REVIEW_CASE)
    found = review_at(dossier, review_id)
    if principle not in BY_PRINCIPLE:
        raise Http404
    form = FactorsForm(request.POST, principle=principle, known={})
    if form.is_valid():
        actions.mark_factors(dossier, meeting=found.meeting, marks=form.cleaned_data)
    else:
        messages.error(request, _("Kies een antwoord."))
    return redirect("meetings:table", child_id, review_id)
