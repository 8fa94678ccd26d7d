"""Changing who is around the child: the one to turn to, who stops, who has no account; and access in an emergency."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rondom.children import actions
from rondom.children.dossier import open_dossier
from rondom.children.forms.circle import ContactForm, EmergencyForm, ReviewForm
from rondom.children.models import Contact, EmergencyAccess
from rondom.children.queries import circle_in
from rondom.children.rights import Right
from rondom.people.requests import SignedIn


@require_POST
def coordinator(request: SignedIn, child_id: UUID, place_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    place = get_object_or_404(circle_in(dossier), pk=place_id)
    actions.name_coordinator(dossier, place=place)
    messages.success(request, _("%(name)s is nu het aanspreekpunt.") % {"name": place.person.name})
    return redirect("children:circle", child_id)


@require_POST
def end_place(request: SignedIn, child_id: UUID, place_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    place = get_object_or_404(circle_in(dossier), pk=place_id)
    if place.person_id == dossier.person_id and dossier.may(Right.HAND_OVER):
        actions.leave(dossier, place=place)
        messages.success(request, _("Je doet niet meer mee bij %(name)s.") % {"name": dossier.child.first_name})
        return redirect("home:home")
    actions.end_place(dossier, place=place)
    messages.success(request, _("%(name)s doet niet meer mee en kan niets meer lezen.") % {"name": place.person.name})
    return redirect("children:circle", child_id)


@require_POST
def add_contact(request: SignedIn, child_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    form = ContactForm(request.POST)
    if form.is_valid():
        actions.add_contact(dossier, **form.cleaned_data)
    else:
        messages.error(request, _("Schrijf op wie het is."))
    return redirect("children:circle", child_id)


@require_POST
def end_contact(request: SignedIn, child_id: UUID, contact_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    actions.end_contact(dossier, contact=get_object_or_404(Contact.objects.inside(dossier), pk=contact_id))
    return redirect("children:circle", child_id)


@require_POST
def emergency(request: SignedIn, child_id: UUID) -> HttpResponse:
    """Read for an hour what is otherwise closed. Written down first, shown after."""
    dossier = open_dossier(request.user, child_id)
    form = EmergencyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Schrijf eerst op waarom het nu moet."))
        return redirect("children:circle", child_id)
    actions.open_in_emergency(dossier, **form.cleaned_data)
    messages.info(request, _("Je leest nu een uur lang mee. De ouders en een kind vanaf 12 jaar zien dit en waarom."))
    return redirect("timeline:board", child_id)


@require_POST
def review_emergency(request: SignedIn, child_id: UUID, emergency_id: UUID) -> HttpResponse:
    """Say afterwards what somebody else thinks of it."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.REVIEW_EMERGENCY)
    found = get_object_or_404(EmergencyAccess.objects.inside(dossier), pk=emergency_id)
    form = ReviewForm(request.POST)
    if form.is_valid():
        actions.review_emergency(dossier, emergency=found, **form.cleaned_data)
        messages.success(request, _("Bewaard. Je hebt dit nagekeken."))
    else:
        messages.error(request, _("Schrijf op wat je ervan vond."))
    return redirect("children:circle", child_id)
