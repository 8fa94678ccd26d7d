"""The doorstep of a dossier, its circle, and starting one."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from rondom.children import actions
from rondom.children.dossier import open_dossier, open_welcome
from rondom.children.forms import FactsForm, InviteForm, StartForm
from rondom.children.queries import CirclePage, circle_in, circle_page, facts_page, welcome_page
from rondom.children.rights import Right
from rondom.people.actions import Paper
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
    page = circle_page(dossier)
    form = InviteForm(request.POST or None, roles=page.roles, languages=settings.LANGUAGES, initial={"once": uuid4()})
    paper = None
    if request.method == "POST":
        dossier.must(Right.INVITE)
        if form.is_valid():
            paper = actions.invite_newcomer(dossier, **form.cleaned_data)
            page = circle_page(dossier)
            form = InviteForm(roles=page.roles, languages=settings.LANGUAGES, initial={"once": uuid4()})
    context = with_paper(request.build_absolute_uri, page, form, paper)
    return render(request, "children/circle.html", context, status=422 if form.is_bound else 200)


@require_POST
def invite_again(request: SignedIn, child_id: UUID, place_id: UUID) -> HttpResponse:
    """Another paper for somebody whose link or code is lost; the old one stops working."""
    dossier = open_dossier(request.user, child_id)
    place = get_object_or_404(circle_in(dossier), pk=place_id)
    paper = actions.invite(dossier, place)
    page = circle_page(dossier)
    form = InviteForm(roles=page.roles, languages=settings.LANGUAGES, initial={"once": uuid4()})
    return render(request, "children/circle.html", with_paper(request.build_absolute_uri, page, form, paper))


def with_paper(absolute: Callable[[str], str], page: CirclePage, form: InviteForm, paper: Paper | None) -> dict[str, Any]:
    link = absolute(reverse("people:invitation", args=[paper.token])) if paper else ""
    return {"page": page, "form": form, "paper": paper, "link": link}


@require_http_methods(["GET", "POST"])
def facts(request: SignedIn, child_id: UUID) -> HttpResponse:
    """Name, birth date and the groups by school year, to mend by who may."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.NOTE_GROUPS)
    page = facts_page(dossier)
    form = FactsForm(request.POST or None, years=page.years, initial=page.initial)
    if form.is_valid():
        actions.correct_child(dossier, name=form.cleaned_data["name"], birth_date=form.cleaned_data["birth_date"])
        if form.cleaned_data["groups"] != page.groups:
            actions.note_groups(dossier, groups=form.cleaned_data["groups"])
        return redirect("timeline:board", child_id)
    return render(request, "children/facts.html", {"page": page, "form": form}, status=422 if form.is_bound else 200)


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
