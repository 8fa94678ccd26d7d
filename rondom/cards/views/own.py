"""The child's own form, and what a child drew or said: kept by its post, shown and heard by its get."""

import re
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rondom.base.actions import refuse_if
from rondom.cards import actions
from rondom.cards.forms import OwnForm
from rondom.cards.models import Attachment, Card
from rondom.cards.own_page import KINDS, own_page
from rondom.cards.queries import find_card, writing_of
from rondom.cards.rules import is_own, nothing_said, says_something, why_not_this_size
from rondom.cards.views.cards import choose_readers
from rondom.children.dossier import Dossier, open_dossier
from rondom.children.models import Role
from rondom.children.rights import Right
from rondom.people.requests import SignedIn

# What came in from outside may do nothing at all where it is shown.
HARMLESS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Encoding": "identity",  # not packed: a part of it is asked for by its place
    "Accept-Ranges": "bytes",
}
ON_THIS_PAGE = "camera=(), geolocation=(), microphone=(self), payment=(), usb=()"


@require_http_methods(["GET", "POST"])
def own(request: SignedIn, child_id: UUID, card_id: UUID) -> HttpResponse:
    """Everything on one page. For who is not the child there is the ordinary form."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.WRITE_CARD)
    card = find_card(dossier, card_id)
    if dossier.role != Role.CHILD or not is_own(dossier, card):
        return redirect("cards:write", child_id, card_id)
    form = OwnForm(request.POST or None)
    if form.is_bound and form.is_valid():
        choose_readers(dossier, card, request.POST)
        return after_own(request, dossier, card, form.given())
    status = 422 if form.is_bound else 200
    answer = render(request, "cards/own.html", {"page": own_page(dossier, card)}, status=status)
    answer["Permissions-Policy"] = ON_THIS_PAGE
    return answer


def after_own(request: SignedIn, dossier: Dossier, card: Card, words: dict[str, str]) -> HttpResponse:
    child_id = dossier.child.pk
    if request.POST.get("remove") in KINDS:
        actions.keep_writing(dossier, card=card, words=words)
        actions.detach(dossier, card=card, kind=KINDS[request.POST["remove"]])
        return redirect("cards:own", child_id, card.pk)
    if "share" not in request.POST:
        actions.settle_card(dossier, card=card, words=words)
        return redirect("cards:card", child_id, card.pk) if card.is_shared else redirect("cards:drafts", child_id)
    actions.keep_writing(dossier, card=card, words=words)
    if not says_something(writing_of(dossier, card)) and not card.attachments.exists():
        messages.error(request, _("Er staat nog niets op je kaartje. Teken, vertel of schrijf eerst iets."))
        return redirect("cards:own", child_id, card.pk)
    actions.share_card(dossier, card=card)
    messages.success(request, _("Het kaartje staat op de tijdlijn."))
    return redirect(f"{reverse('timeline:list', args=[child_id])}#k{card.pk}")


@require_http_methods(["GET", "POST"])
def attachment(request: SignedIn, child_id: UUID, card_id: UUID, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    dossier = open_dossier(request.user, child_id)
    card = find_card(dossier, card_id)
    if request.method == "POST":
        dossier.must(Right.WRITE_CARD)
        sent = request.FILES.get("content")
        refuse_if(nothing_said() if sent is None else why_not_this_size(KINDS[kind], sent.size or 0))
        actions.attach(dossier, card=card, kind=KINDS[kind], content=sent.read() if sent else b"")
        return HttpResponse(status=204)
    found = get_object_or_404(Attachment.objects.inside(dossier).select_related("card"), card=card, kind=KINDS[kind])
    return shown(actions.read_attachment(dossier, attachment=found), kind, request.headers.get("Range", ""))


def shown(found: Attachment, kind: str, asked: str) -> HttpResponse:
    """As it is, or the part that a player asks for."""
    content = bytes(found.content)
    wanted = re.fullmatch(r"bytes=(\d{1,9})-(\d{0,9})", asked)
    headers = {**HARMLESS, "Content-Disposition": f'inline; filename="{kind}.{found.media_type.partition("/")[2]}"'}
    if wanted is None:
        return HttpResponse(content, content_type=found.media_type, headers=headers)
    first, last = int(wanted[1]), min(int(wanted[2] or len(content)), len(content) - 1)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{len(content)}"})
    headers["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    return HttpResponse(content[first : last + 1], status=206, content_type=found.media_type, headers=headers)
