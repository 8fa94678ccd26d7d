"""Typing cards of paper over, a line per card; and saying for the own voice whether it is right."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from rondom.cards import actions
from rondom.cards.queries import find_card
from rondom.cards.typed import lines_of, speakers_in, wrong_in
from rondom.cards.typing_page import kept_page, typed_lines, typing_page
from rondom.children.dossier import Dossier, open_dossier
from rondom.children.rights import Right
from rondom.people.requests import SignedIn

CHECKED = "nakijken"


@require_http_methods(["GET", "POST"])
def typing(request: SignedIn, child_id: UUID) -> HttpResponse:
    """All lines at once: kept, and on request laid as cards. Where a line is not whole yet, it stays with what it needs."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.TYPE_FOR_OTHERS)
    if request.method == "POST":
        given = request.POST.dict()
        actions.keep_lines(dossier, lines=typed_lines(dossier, given, request.POST.getlist("line")))
        return lay(request, dossier) if "done" in given else redirect("cards:typing", child_id)
    page = typing_page(dossier, is_checked=CHECKED in request.GET)
    return render(request, "cards/typing.html", {"page": page})


def lay(request: SignedIn, dossier: Dossier) -> HttpResponse:
    lines, speakers = lines_of(dossier), speakers_in(dossier)
    stays = [line for line in lines if wrong_in(line, speakers)]
    if not lines or len(stays) < len(lines):
        cards = actions.lay_lines(dossier)
        said = ngettext("Er ligt %(n)s kaartje op de tijdlijn.", "Er liggen %(n)s kaartjes op de tijdlijn.", len(cards))
        messages.success(request, said % {"n": len(cards)})
    if not stays:
        return redirect("timeline:board", dossier.child.pk)
    said = ngettext(
        "%(n)s regel is nog niet af. Erbij staat wat er ontbreekt.",
        "%(n)s regels zijn nog niet af. Erbij staat wat er ontbreekt.",
        len(stays),
    )
    messages.info(request, said % {"n": len(stays)})
    return redirect(f"{reverse('cards:typing', args=[dossier.child.pk])}?{CHECKED}=1")


@require_POST
def keep_line(request: SignedIn, child_id: UUID) -> HttpResponse:
    """What the page sends while somebody types: one line; back comes how it was read."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.TYPE_FOR_OTHERS)
    (line,) = typed_lines(dossier, request.POST.dict(), [request.POST.get("line", "")])
    actions.keep_lines(dossier, lines=[line])
    return render(request, "cards/_typed_said.html", {"line": kept_page(dossier, line.key)})


@require_POST
def confirm(request: SignedIn, child_id: UUID, card_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    actions.confirm_typed(dossier, card=find_card(dossier, card_id))
    return redirect("cards:card", child_id, card_id)
