"""The child's own form, and what a child drew or said: kept by its post, shown and heard by its get."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rondom.base.actions import refuse_if
from rondom.base.seal import part_of, size_of
from rondom.base.uploads import PICTURE, VOICE, received, served
from rondom.cards import actions
from rondom.cards.forms import OwnForm
from rondom.cards.models import Attachment, AttachmentKind, Card
from rondom.cards.own_page import KINDS, own_page
from rondom.cards.queries import find_card, writing_of
from rondom.cards.rules import is_own, nothing_said, says_something, why_not_attach, why_not_this_size
from rondom.cards.views.cards import choose_readers
from rondom.children.dossier import Dossier, open_dossier
from rondom.children.models import Role
from rondom.children.rights import Right
from rondom.people.requests import SignedIn

FILES = {AttachmentKind.DRAWING: PICTURE, AttachmentKind.VOICE: VOICE}
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


def keep_file(dossier: Dossier, card: Card, kind: AttachmentKind, sent: UploadedFile | None) -> None:
    """What was sent is looked at before the action begins: that may take a while, and nobody else is to wait for it."""
    refuse_if(why_not_attach(dossier, card))
    refuse_if(nothing_said() if sent is None else why_not_this_size(kind, sent.size or 0))
    content = received(FILES[kind], sent) if sent else b""
    actions.attach(dossier, card=card, kind=kind, content=content)


@require_http_methods(["GET", "POST"])
def attachment(request: SignedIn, child_id: UUID, card_id: UUID, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    dossier = open_dossier(request.user, child_id)
    card = find_card(dossier, card_id)
    if request.method == "POST":
        dossier.must(Right.WRITE_CARD)
        keep_file(dossier, card, KINDS[kind], request.FILES.get("content"))
        if request.headers.get("Accept") == "text/plain":
            return HttpResponse(status=204)
        messages.success(request, _("Het is bewaard."))
        return redirect("cards:own", child_id, card_id)
    every = Attachment.objects.inside(dossier).select_related("card").defer("content")
    heard = actions.read_attachment(dossier, attachment=get_object_or_404(every, card=card, kind=KINDS[kind]))
    asked, only_if = request.headers.get("Range", ""), request.headers.get("If-Range", "")
    size, piece = size_of(heard, "content"), partial(part_of, heard, "content")
    return served(size, piece, heard.media_type, kind, asked=asked, only_if=only_if)
