"""Sharing without consent, for the safety of a child: the list, writing one, and its steps."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rondom.base.actions import refuse_if
from rondom.cards import actions
from rondom.cards.discretionary import find_share
from rondom.cards.forms import ReviewSharingForm, SharingForm, TellFamilyForm
from rondom.cards.models import Card
from rondom.cards.rules import why_not_write_sharing
from rondom.cards.sharings import sharing_choices, sharing_page, sharings_page, told_page
from rondom.children.consents import told_shares
from rondom.children.dossier import Dossier, open_dossier
from rondom.children.models import QUESTIONS, DiscretionaryShare
from rondom.children.queries import circle_in
from rondom.children.rights import Right
from rondom.people.fresh import must_be_fresh
from rondom.people.requests import SignedIn


@require_GET
def sharings(request: SignedIn, child_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.SHARE_WITHOUT_CONSENT)
    return render(request, "cards/sharings.html", {"page": sharings_page(dossier)})


@require_GET
def sharing_told(request: SignedIn, child_id: UUID, share_id: UUID) -> HttpResponse:
    """Which cards were passed on, for the family that was told."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.SEE_RECORD)
    share = get_object_or_404(told_shares(dossier), pk=share_id)
    return render(request, "cards/sharing_told.html", {"page": told_page(dossier, share)})


@require_http_methods(["GET", "POST"])
def sharing_new(request: SignedIn, child_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.SHARE_WITHOUT_CONSENT)
    return written(request, dossier, None)


@require_http_methods(["GET", "POST"])
def sharing_write(request: SignedIn, child_id: UUID, share_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.SHARE_WITHOUT_CONSENT)
    share = find_share(dossier, share_id)
    refuse_if(why_not_write_sharing(dossier, share))
    return written(request, dossier, share)


def written(request: SignedIn, dossier: Dossier, share: DiscretionaryShare | None) -> HttpResponse:
    """What is typed is kept as soon as it is known for whom; the answers may be finished later."""
    choices = sharing_choices(dossier)
    form = SharingForm(
        request.POST or None,
        receivers=choices.receivers,
        seconds=choices.seconds,
        cards=[(str(each.card.id), each.aloud) for each in choices.cards],
        initial=initial_of(share) if share else {"until": choices.latest},
    )
    if form.is_valid():
        given, people = form.cleaned_data, {str(place.pk): place for place in circle_in(dossier)}
        kept = actions.write_sharing(
            dossier,
            share=share,
            receiver=people[given["receiver"]],
            second=people[given["second"]],
            cards=list(Card.objects.inside(dossier).filter(pk__in=given["cards"])),
            until=given["until"],
            answers=form.answers(),
            tells_family=given["tells_family"],
            to_family=given["to_family"],
        )
        return redirect("cards:sharing", dossier.child.pk, kept.pk)
    chosen = form["cards"].value() or ()
    context = {"page": choices, "form": form, "chosen": {str(each) for each in chosen}}
    return render(request, "cards/sharing_write.html", context, status=422 if form.is_bound else 200)


def initial_of(share: DiscretionaryShare) -> dict[str, object]:
    return {
        "receiver": str(share.receiver_id),
        "second": str(share.second_id),
        "cards": [str(each) for each in share.cards.values_list("card", flat=True)],
        "until": share.until,
        "tells_family": "yes" if share.tells_family else "no",
        "to_family": share.to_family,
        **{name: getattr(share, name) for name in QUESTIONS},
    }


@require_GET
def sharing(request: SignedIn, child_id: UUID, share_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.SHARE_WITHOUT_CONSENT)
    context = {
        "page": sharing_page(dossier, find_share(dossier, share_id)),
        "tell_form": TellFamilyForm(),
        "review_form": ReviewSharingForm(),
    }
    return render(request, "cards/sharing.html", context)


@require_POST
def sharing_throw_away(request: SignedIn, child_id: UUID, share_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.SHARE_WITHOUT_CONSENT)
    actions.throw_sharing_away(dossier, share=find_share(dossier, share_id))
    return redirect("cards:sharings", child_id)


@require_POST
def sharing_submit(request: SignedIn, child_id: UUID, share_id: UUID) -> HttpResponse:
    """A heavy act: who it is, is asked once more. What was written is kept already."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.SHARE_WITHOUT_CONSENT)
    share = find_share(dossier, share_id)
    if to_confirm := must_be_fresh(request):
        return to_confirm
    share = actions.submit_sharing(dossier, share=share)
    messages.success(request, _("%(name)s krijgt bericht. Er is nog niets gedeeld.") % {"name": share.second.person.name})
    return redirect("cards:sharing", child_id, share_id)


@require_POST
def sharing_agree(request: SignedIn, child_id: UUID, share_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.SHARE_WITHOUT_CONSENT)
    share = find_share(dossier, share_id)
    if to_confirm := must_be_fresh(request):
        return to_confirm
    share = actions.agree_to_sharing(dossier, share=share)
    messages.success(request, _("%(name)s leest deze kaartjes nu.") % {"name": share.receiver.person.name})
    return redirect("cards:sharing", child_id, share_id)


@require_POST
def sharing_decline(request: SignedIn, child_id: UUID, share_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.SHARE_WITHOUT_CONSENT)
    actions.decline_sharing(dossier, share=find_share(dossier, share_id))
    messages.success(request, _("Dit gaat niet door. Er is niets gedeeld."))
    return redirect("cards:sharing", child_id, share_id)


@require_POST
def sharing_end(request: SignedIn, child_id: UUID, share_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.SHARE_WITHOUT_CONSENT)
    actions.end_sharing(dossier, share=find_share(dossier, share_id))
    messages.success(request, _("Gestopt. De ander leest dit vanaf nu niet meer."))
    return redirect("cards:sharing", child_id, share_id)


@require_POST
def sharing_tell(request: SignedIn, child_id: UUID, share_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.SHARE_WITHOUT_CONSENT)
    form = TellFamilyForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    actions.tell_family(dossier, share=find_share(dossier, share_id), words=words)
    messages.success(request, _("De ouders krijgen bericht en lezen dit nu."))
    return redirect("cards:sharing", child_id, share_id)


@require_POST
def sharing_review(request: SignedIn, child_id: UUID, share_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.SHARE_WITHOUT_CONSENT)
    form = ReviewSharingForm(request.POST)
    review = form.cleaned_data["review"] if form.is_valid() else ""
    actions.review_sharing(dossier, share=find_share(dossier, share_id), review=review)
    messages.success(request, _("Bewaard. Je hebt dit nagekeken."))
    return redirect("cards:sharing", child_id, share_id)
