"""Whose authority was seen, a change of it with a second person, and who may not know where the child is."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rondom.children import actions
from rondom.children.authority_changes import changes_authority
from rondom.children.dossier import open_dossier
from rondom.children.forms.consent import AuthorityForm, SecretAddressForm
from rondom.children.models import NO_PROOF, AuthorityChange
from rondom.children.queries import circle_in
from rondom.children.rights import Right
from rondom.people.fresh import must_be_fresh
from rondom.people.requests import SignedIn


@require_POST
def authority(request: SignedIn, child_id: UUID, place_id: UUID) -> HttpResponse:
    """Keep that the proof of somebody's authority was seen, or that there is none."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.RECORD_AUTHORITY)
    place = get_object_or_404(circle_in(dossier), pk=place_id)
    if to_confirm := must_be_fresh(request):
        return to_confirm
    form = AuthorityForm(request.POST)
    if form.is_valid() and changes_authority(place, **form.cleaned_data):
        actions.propose_change(dossier, place=place, **form.cleaned_data)
        messages.success(request, _("Bewaard. Een tweede kijkt ernaar. Tot dan blijft het zoals het was."))
    elif form.is_valid() and form.cleaned_data["proof"] == NO_PROOF:
        actions.find_no_authority(dossier, place=place)
        messages.success(request, _("Vastgelegd. Deze persoon beslist niet mee en leest niet meer mee."))
    elif form.is_valid():
        actions.record_authority(dossier, place=place, **form.cleaned_data)
        messages.success(request, _("Het gezag is vastgelegd."))
    else:
        messages.error(request, _("Kies eerst wat je zag."))
    return redirect("children:circle", child_id)


@require_POST
def settle_authority(request: SignedIn, child_id: UUID, change_id: UUID) -> HttpResponse:
    """The second person agrees to a change of authority, or does not; who proposed it may take it back."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.RECORD_AUTHORITY)
    change = get_object_or_404(AuthorityChange.objects.inside(dossier), pk=change_id)
    if to_confirm := must_be_fresh(request):
        return to_confirm
    if request.POST.get("answer") == "agree":
        actions.agree_to_change(dossier, change=change)
        messages.success(request, _("Vastgelegd. Vanaf nu geldt het."))
    else:
        actions.decline_change(dossier, change=change)
        messages.success(request, _("Vastgelegd. Het blijft zoals het was."))
    return redirect("children:circle", child_id)


@require_POST
def secret_address(request: SignedIn, child_id: UUID, place_id: UUID) -> HttpResponse:
    """This parent may not know where the child is: heavy, so who it is, is asked once more."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.RECORD_AUTHORITY)
    place = get_object_or_404(circle_in(dossier), pk=place_id)
    if to_confirm := must_be_fresh(request):
        return to_confirm
    form = SecretAddressForm(request.POST)
    actions.mark_secret_address(dossier, place=place, reason=form.cleaned_data["reason"] if form.is_valid() else "")
    messages.success(request, _("Vastgelegd. Deze persoon ziet niet meer waar het kind is."))
    return redirect("children:circle", child_id)


@require_POST
def lift_secret_address(request: SignedIn, child_id: UUID, place_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.RECORD_AUTHORITY)
    place = get_object_or_404(circle_in(dossier), pk=place_id)
    if to_confirm := must_be_fresh(request):
        return to_confirm
    actions.lift_secret_address(dossier, place=place)
    messages.success(request, _("Vastgelegd. Deze persoon ziet weer wie er om het kind heen staan."))
    return redirect("children:circle", child_id)
