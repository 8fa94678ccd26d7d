"""Writing and reading one card: screens for the phone, one form for the laptop."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rondom.cards import actions, pages, unshared
from rondom.cards.first_screen import new_page
from rondom.cards.forms import STEPS, AudienceForm, CardForm, KindForm, OwnForm, RemarkForm, StatementForm, TieForm
from rondom.cards.meanwhile import newer_than
from rondom.cards.models import Card, CardVersion
from rondom.cards.queries import find_card, read_words, remarks_in, writing_of
from rondom.cards.questions import is_young, questions
from rondom.cards.rules import LONGEST_LINE, nothing_said, says_something
from rondom.cards.shown import shown_page
from rondom.children.consents import find_question
from rondom.children.dossier import Dossier, open_dossier
from rondom.children.groups import groups_in
from rondom.children.rights import Right
from rondom.people.requests import SignedIn

MOST_REFUSED = 3  # more than a pair is said to be none


@require_GET
def drafts(request: SignedIn, child_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    return render(request, "cards/drafts.html", {"page": unshared.drafts_page(dossier)})


@require_http_methods(["GET", "POST"])
def new(request: SignedIn, child_id: UUID) -> HttpResponse:
    """The first screen: what is it about? From the board the kind is already known and the whole form opens."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.WRITE_CARD)
    form = KindForm(request.POST or None)
    if form.is_valid():
        begun = actions.begin_card(dossier, kind=form.cleaned_data["kind"])
        if is_young(dossier):
            return redirect("cards:own", child_id, begun.pk)
        step = () if "whole" in request.POST else (STEPS[0],)
        when = {name: given[:LONGEST_LINE] for name, given in request.GET.items() if name == "wanneer"}
        to_write = reverse("cards:write_step" if step else "cards:write", args=[child_id, begun.pk, *step])
        return redirect(f"{to_write}?{urlencode(when)}" if when else to_write)
    return render(request, "cards/new.html", {"page": new_page(dossier)}, status=422 if form.is_bound else 200)


def form_for(dossier: Dossier, card: Card, request: SignedIn, step: str | None = None) -> CardForm:
    initial: dict[str, Any] = writing_of(dossier, card)
    initial.setdefault("language", request.LANGUAGE_CODE)
    # A card that is begun from an empty year comes with that year; it is kept once somebody writes.
    if when := request.GET.get("wanneer"):
        initial.setdefault("date", when[:LONGEST_LINE])
    return CardForm(request.POST or None, kind=card.kind, asks=questions(card.kind, dossier), step=step, initial=initial)


@require_http_methods(["GET", "POST"])
def write(request: SignedIn, child_id: UUID, card_id: UUID) -> HttpResponse:
    """The whole card in one form."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.WRITE_CARD)
    card = find_card(dossier, card_id)
    form = form_for(dossier, card, request)
    since = came_between(request, dossier, card, form)
    if form.is_bound and form.is_valid() and since is None:
        choose_readers(dossier, card, request.POST)
        return after_writing(request, dossier, card, form.given())
    context = {"page": pages.write_page(dossier, card, form, since=since), "form": form}
    return render(request, "cards/write.html", context, status=status_of(form, since))


def based_on(given: QueryDict) -> int | None:
    """Which version of the card the page showed that was sent; nothing where it does not say."""
    said = given.get("based_on", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else None


def came_between(request: SignedIn, dossier: Dossier, card: Card, form: CardForm) -> CardVersion | None:
    """What was settled since this page was opened. What was written here is kept, and both stand before the writer."""
    since = newer_than(card, form.given(), based_on(request.POST)) if form.is_bound else None
    if since is not None:
        actions.keep_writing(dossier, card=card, words=form.given())
    return since


def status_of(form: CardForm, since: CardVersion | None) -> int:
    return 409 if since is not None else 422 if form.is_bound else 200


@require_http_methods(["GET", "POST"])
def write_step(request: SignedIn, child_id: UUID, card_id: UUID, step: str) -> HttpResponse:
    """One question a screen. The last one shares, or keeps the card for oneself."""
    if step not in STEPS:
        raise Http404
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.WRITE_CARD)
    card = find_card(dossier, card_id)
    form = form_for(dossier, card, request, step)
    since = came_between(request, dossier, card, form)
    if form.is_bound and form.is_valid() and since is None:
        choose_readers(dossier, card, request.POST)
        return after_step(request, dossier, card, step, form.given())
    context = {"page": pages.write_page(dossier, card, form, step, since=since), "form": form}
    return render(request, "cards/step.html", context, status=status_of(form, since))


def choose_readers(dossier: Dossier, card: Card, given: QueryDict) -> None:
    """A child says who may read before it shares: afterwards is too late."""
    chosen = AudienceForm(given)
    if chosen.is_valid() and chosen.cleaned_data["audience"] != card.audience:
        actions.choose_audience(dossier, card=card, **chosen.cleaned_data)


def after_step(request: SignedIn, dossier: Dossier, card: Card, step: str, words: dict[str, str]) -> HttpResponse:
    if step == STEPS[-1]:
        return after_writing(request, dossier, card, words)
    actions.keep_writing(dossier, card=card, words=words)
    return redirect("cards:write_step", dossier.child.pk, card.pk, STEPS[STEPS.index(step) + 1])


def after_writing(request: SignedIn, dossier: Dossier, card: Card, words: dict[str, str]) -> HttpResponse:
    """Share the card, or settle it for oneself. Where nothing is said yet, back to the field that asks for it."""
    child_id = dossier.child.pk
    if "others" in request.POST:
        actions.keep_writing(dossier, card=card, words=words)
        return redirect("cards:others", child_id, card.pk)
    if "share" in request.POST:
        actions.keep_writing(dossier, card=card, words=words)
        if not says_something(writing_of(dossier, card)):
            messages.error(request, nothing_said())
            return redirect("cards:write_step", child_id, card.pk, STEPS[1])
        actions.share_card(dossier, card=card, based_on=based_on(request.POST))
        messages.success(request, _("Het kaartje staat op de tijdlijn."))
        return redirect(f"{reverse('timeline:list', args=[child_id])}#k{card.pk}")
    if request.POST.get("keep") == "draft" and card.is_shared:
        # The page was open since before it was shared: what is meant for oneself is not laid before everyone.
        actions.keep_writing(dossier, card=card, words=words)
        messages.info(request, _("Dit kaartje was al gedeeld. Wat u nu schreef, is bewaard maar nog niet te zien voor anderen."))
        return redirect("cards:write", child_id, card.pk)
    actions.settle_card(dossier, card=card, words=words, based_on=based_on(request.POST))
    return redirect("cards:card", child_id, card.pk) if card.is_shared else redirect("cards:drafts", child_id)


@require_POST
def keep(request: SignedIn, child_id: UUID, card_id: UUID) -> HttpResponse:
    """What the page sends while somebody types."""
    dossier = open_dossier(request.user, child_id)
    card = find_card(dossier, card_id)
    form = OwnForm(request.POST) if "own" in request.POST else form_for(dossier, card, request)
    actions.keep_writing(dossier, card=card, words=form.given())
    if newer_than(card, form.given(), based_on(request.POST)):
        said = _("Dit kaartje is intussen veranderd. Wat u schrijft, is bewaard; straks ziet u allebei.")
        return HttpResponse(said, status=409, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


@require_POST
def date_in_words(request: SignedIn, child_id: UUID) -> HttpResponse:
    """How Rondom reads the words for a date. A post, because what somebody types belongs in no address and no log."""
    dossier = open_dossier(request.user, child_id)
    words = {"date": request.POST.get("date", "")[:200]}
    read = read_words(dossier, words, timezone.localdate(), groups=groups_in(dossier))
    return render(request, "cards/date.html", {"page": pages.date_page(dossier, words["date"], read)})


@require_GET
def shown_to(request: SignedIn, child_id: UUID, asked_id: UUID) -> HttpResponse:
    """What a question for consent would let the other read: the real cards, by the same gate."""
    dossier = open_dossier(request.user, child_id)
    asked = find_question(dossier, asked_id)
    return render(request, "cards/shown_to.html", {"page": shown_page(dossier, asked)})


@require_GET
def card(request: SignedIn, child_id: UUID, card_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    page = pages.card_page(dossier, find_card(dossier, card_id))
    if page.is_typed_for_reader:
        actions.note_seen(dossier, card=find_card(dossier, card_id))
    remark = RemarkForm(initial={"once": uuid4()})
    return render(request, "cards/card.html", {"page": page, "form": remark, "statement": StatementForm.of(page)})


@require_POST
def share(request: SignedIn, child_id: UUID, card_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    actions.share_card(dossier, card=find_card(dossier, card_id))
    return redirect("cards:drafts", child_id)


@require_POST
def share_all(request: SignedIn, child_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    actions.share_all(dossier)
    if stays := unshared.what_stays(dossier):
        messages.info(request, stays)
    return redirect("timeline:list", child_id)


@require_POST
def take_back(request: SignedIn, child_id: UUID, card_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    actions.take_back(dossier, card=find_card(dossier, card_id))
    return redirect("cards:drafts", child_id)


@require_POST
def throw_away(request: SignedIn, child_id: UUID, card_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    actions.throw_away(dossier, card=find_card(dossier, card_id))
    return redirect("cards:drafts", child_id)


@require_POST
def remark(request: SignedIn, child_id: UUID, card_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    found = find_card(dossier, card_id)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        page = pages.card_page(dossier, found)
        return render(request, "cards/card.html", {"page": page, "form": form, "statement": StatementForm.of(page)}, status=422)
    actions.add_remark(dossier, card=found, **form.cleaned_data)
    return redirect("cards:card", child_id, card_id)


@require_POST
def remove_remark(request: SignedIn, child_id: UUID, card_id: UUID, remark_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    found = get_object_or_404(remarks_in(dossier), pk=remark_id, card=find_card(dossier, card_id))
    actions.remove_remark(dossier, remark=found)
    return redirect("cards:card", child_id, card_id)


@require_POST
def tie(request: SignedIn, child_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    named = pages.named(request.POST.getlist("cards"))
    ids = TieForm({"cards": named}, choices=[(value, value) for value in named])
    chosen = [find_card(dossier, pages.as_uuid(value)) for value in (ids.cleaned_data["cards"] if ids.is_valid() else [])]
    actions.tie_cards(dossier, cards=chosen)
    if "tafel" in request.POST:
        return redirect("meetings:table", child_id, pages.as_uuid(request.POST["tafel"]))
    return redirect("timeline:talk", child_id) if "talk" in request.POST else redirect("cards:card", child_id, chosen[0].pk)


@require_POST
def refuse_pair(request: SignedIn, child_id: UUID) -> HttpResponse:
    """Two cards that were offered as about the same thing, and are not."""
    dossier = open_dossier(request.user, child_id)
    chosen = [find_card(dossier, pages.as_uuid(value)) for value in pages.named(request.POST.getlist("cards"))[:MOST_REFUSED]]
    actions.refuse_pair(dossier, cards=chosen)
    if "tafel" in request.POST:
        return redirect("meetings:table", child_id, pages.as_uuid(request.POST["tafel"]))
    return redirect("timeline:talk", child_id)


@require_POST
def untie(request: SignedIn, child_id: UUID, card_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    actions.untie_card(dossier, card=find_card(dossier, card_id))
    return redirect("cards:card", child_id, card_id)


@require_POST
def key_moment(request: SignedIn, child_id: UUID, card_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    change = actions.unmark_key_moment if "off" in request.POST else actions.mark_key_moment
    change(dossier, card=find_card(dossier, card_id))
    return redirect("cards:card", child_id, card_id)


@require_POST
def move(request: SignedIn, child_id: UUID, card_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    actions.move_in_tray(dossier, card=find_card(dossier, card_id), later="later" in request.POST)
    return redirect("cards:card", child_id, card_id)


@require_POST
def audience(request: SignedIn, child_id: UUID, card_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    form = AudienceForm(request.POST)
    if not form.is_valid():
        raise Http404
    actions.choose_audience(dossier, card=find_card(dossier, card_id), audience=form.cleaned_data["audience"])
    return redirect("cards:card", child_id, card_id)
