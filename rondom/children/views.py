"""The doorstep of a dossier, its circle, and starting one."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rondom.children import actions
from rondom.children.dossier import Dossier, open_dossier, open_welcome
from rondom.children.forms import InviteForm, StartForm
from rondom.children.models import Place
from rondom.children.queries import circle_page, invitation_in, place_in, welcome_page
from rondom.children.rights import Right
from rondom.people.desk import open_desk
from rondom.people.papers import invitation_pdf
from rondom.people.queries import live_paper_key
from rondom.people.requests import SignedIn
from rondom.people.rights import DeskRight
from rondom.people.sessions import let_help, may_make_first_key


@require_http_methods(["GET", "POST"])
def welcome(request: SignedIn, child_id: UUID) -> HttpResponse:
    """What somebody sees first: who is there and what it is for. Beginning is saying yes to the place."""
    place = open_welcome(request.user, child_id)
    if request.method == "POST":
        actions.take_place(place)
        return redirect("cards:new", child_id)
    may_make_key = may_make_first_key(request.session, request.user) and live_paper_key(request.user) is None
    context = {"page": welcome_page(place), "may_make_key": may_make_key, "at_work": request.needs.at_work}
    return render(request, "children/welcome.html", context)


@require_http_methods(["GET", "POST"])
def circle(request: SignedIn, child_id: UUID) -> HttpResponse:
    """Who stands round the child; who may, invites somebody and gets the paper to hand over."""
    dossier = open_dossier(request.user, child_id)
    form = InviteForm(request.POST or None, languages=settings.LANGUAGES)
    paper, link = None, ""
    if request.method == "POST":
        dossier.must(Right.INVITE)
        if form.is_valid():
            paper = actions.invite_newcomer(dossier, **form.cleaned_data)
            link = request.build_absolute_uri(reverse("people:invitation", args=[paper.token]))
            form = InviteForm(languages=settings.LANGUAGES)
    context = {"page": circle_page(dossier), "form": form, "paper": paper, "link": link}
    return render(request, "children/circle.html", context, status=422 if form.is_bound else 200)


@require_POST
def invite_again(request: SignedIn, child_id: UUID, place_id: UUID) -> HttpResponse:
    """The paper for who lost it before coming in; shown on the page of the circle, once."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.INVITE)
    paper = actions.invite_again(dossier, place=found(dossier, place_id))
    link = request.build_absolute_uri(reverse("people:invitation", args=[paper.token]))
    context = {"page": circle_page(dossier), "form": InviteForm(languages=settings.LANGUAGES), "paper": paper, "link": link}
    return render(request, "children/circle.html", context)


@require_POST
def shut_card(request: SignedIn, child_id: UUID, place_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.INVITE)
    actions.shut_card(dossier, place=found(dossier, place_id))
    return redirect("children:circle", child_id)


@require_GET
def lost_key(request: SignedIn, child_id: UUID, place_id: UUID) -> HttpResponse:
    """Somebody of the circle stands at the desk of the school without any key."""
    dossier = open_dossier(request.user, child_id)
    place = found(dossier, place_id)
    if dossier.child.owner_id is None:
        raise Http404
    desk = open_desk(request.user, dossier.child.owner_id)
    desk.must(DeskRight.HELP_BACK_IN)
    let_help(request.session, desk.organisation.pk, place.person_id)
    return redirect("people:ask_recovery", desk.organisation.pk, place.person_id)


def found(dossier: Dossier, place_id: UUID) -> Place:
    place = place_in(dossier, place_id)
    if place is None:
        raise Http404
    return place


@require_POST
def invitation_card(request: SignedIn, child_id: UUID) -> HttpResponse:
    """The invitation as a card of paper, for who has just made it: link and code are kept nowhere else."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.INVITE)
    token, code = request.POST.get("token", ""), request.POST.get("code", "")
    invitation = invitation_in(dossier, token, code)
    if invitation is None:
        raise Http404
    link = request.build_absolute_uri(reverse("people:invitation", args=[token]))
    made = invitation_pdf(invitation.person, link=link, code=code)
    headers = {"Content-Disposition": 'attachment; filename="uitnodiging.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@require_http_methods(["GET", "POST"])
def start(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.START_DOSSIER)
    form = StartForm(request.POST or None)
    if form.is_valid():
        child = actions.start_dossier(desk, **form.cleaned_data)
        return redirect("children:circle", child.pk)
    context = {"form": form, "organisation": desk.organisation}
    return render(request, "children/start.html", context, status=422 if form.is_bound else 200)
