"""The first page, and the doors of the demo world."""

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from rondom.children.caseload import open_caseload
from rondom.children.queries import children_of
from rondom.home.demo import DEMO_PEOPLE, LOG_MANAGER, demo_person
from rondom.home.queries import home_page
from rondom.people.requests import SignedIn
from rondom.people.views import enter


@require_GET
def home(request: SignedIn) -> HttpResponse:
    """Who has one child goes straight to its story; who works with many sees what needs attention.

    Who was invited and has not begun yet goes on where that stopped.
    """
    caseload = open_caseload(request.user)
    page = home_page(request.user, caseload)
    if len(page.children) == 1 and not (page.desks or page.overseen or page.asked):
        return redirect("timeline:board", page.children[0].child.pk)
    if page.asked and not (page.children or page.desks or page.overseen):
        return redirect("children:welcome", page.asked[0])
    return render(request, "home/home.html", {"page": page})


@login_not_required
@require_GET
def demo(request: HttpRequest, who: str) -> HttpResponse:
    """Enter as somebody of the invented world. Not there outside the demo."""
    person = demo_person(who) if settings.DEMO and who in {*DEMO_PEOPLE, LOG_MANAGER} else None
    if person is None:
        raise Http404
    logout(request)
    children = children_of(person)
    return enter(request, person, reverse("timeline:board", args=[children[0].pk]) if len(children) == 1 else "/", how="demo")
