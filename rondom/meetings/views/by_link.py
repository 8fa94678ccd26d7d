"""A link to one agreement: made and taken back by who looks after it, and the page behind it for who has no account."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rondom.base.letters import send_link
from rondom.children.dossier import open_dossier
from rondom.children.rights import Right
from rondom.meetings import actions
from rondom.meetings.by_link import SAID_BY_LINK, link_page, open_by_link
from rondom.meetings.forms import LinkForm, SaidByLinkForm
from rondom.meetings.pages import SAYS, agreement_page
from rondom.meetings.rules import why_not_by_link
from rondom.people.actions import note_wrong_link
from rondom.people.queries import tries_for
from rondom.people.requests import SignedIn
from rondom.people.rules import TRIES_FROM_AN_ADDRESS
from rondom.people.sessions import address_of


@require_POST
def link(request: SignedIn, child_id: UUID, outside_id: UUID) -> HttpResponse:
    """Make it. The page that shows it is the answer itself: the link stands nowhere and is shown once."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.AGREE)
    page, form = agreement_page(dossier, outside_id), LinkForm(request.POST)
    if not form.is_valid():
        return render(request, "meetings/link.html", {"page": page, "form": form}, status=422)
    address = form.cleaned_data["address"]
    made = actions.make_link(dossier, agreement=page.each.agreement, address=address)
    where = request.build_absolute_uri(reverse("meetings:by_link", args=[made.token]))
    if address:
        send_link(address, where, get_language() or "nl")
    return render(request, "meetings/link.html", {"page": page, "made": made, "where": where, "address": address})


@require_POST
def take_link_back(request: SignedIn, child_id: UUID, outside_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.AGREE)
    page = agreement_page(dossier, outside_id)
    actions.take_link_back(dossier, agreement=page.each.agreement)
    messages.success(request, _("De link werkt niet meer."))
    return redirect("meetings:agreement", child_id, outside_id)


@login_not_required
@require_http_methods(["GET", "POST"])
def by_link(request: HttpRequest, link_token: str) -> HttpResponse:
    """What, who, when; and how it goes. Whoever has this page sees nothing else of anybody."""
    if request.method == "GET" and "dank" in request.GET:
        return render(request, "meetings/by_link_thanks.html", {"token": link_token})
    address = address_of(request)
    # Who tries one link after another is let in nowhere for a while, and hears no other sentence.
    may_try = tries_for("link", address) < TRIES_FROM_AN_ADDRESS
    opened = open_by_link(link_token) if may_try else None
    if opened is None:
        if may_try:
            note_wrong_link(address)
        return render(request, "meetings/by_link_gone.html", {"why_not": why_not_by_link(works=False)}, status=404)
    tried = SaidByLinkForm(request.POST, auto_id="say_%s") if request.method == "POST" else None
    if tried is not None and tried.is_valid():
        actions.answer_by_link(opened, **tried.cleaned_data)
        return redirect(f"{reverse('meetings:by_link', args=[link_token])}?dank")
    forms = [(turn.value, SAYS[turn], form_of(turn.value, tried)) for turn in SAID_BY_LINK]
    context = {"page": link_page(opened), "forms": forms, "tried": tried.data.get("turn") if tried else None}
    return render(request, "meetings/by_link.html", context, status=422 if tried else 200)


def form_of(turn: str, tried: SaidByLinkForm | None) -> SaidByLinkForm:
    if tried is not None and tried.data.get("turn") == turn:
        return tried
    return SaidByLinkForm(initial={"turn": turn}, auto_id=f"{turn}_%s")
