"""The doorstep of a dossier, its circle, and starting one."""

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from rondom.children import actions
from rondom.children.dossier import open_dossier, open_welcome
from rondom.children.forms import InviteForm, StartForm
from rondom.children.queries import circle_page, welcome_page
from rondom.children.rights import Right
from rondom.people.desk import open_desk
from rondom.people.requests import SignedIn
from rondom.people.rights import DeskRight


@require_http_methods(["GET", "POST"])
def welcome(request: SignedIn, child_id: UUID) -> HttpResponse:
    """What somebody sees first: who is there and what it is for. Beginning is saying yes to the place."""
    place = open_welcome(request.user, child_id)
    if request.method == "POST":
        actions.take_place(place)
        return redirect("cards:new", child_id)
    return render(request, "children/welcome.html", {"page": welcome_page(place)})


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
