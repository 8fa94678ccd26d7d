"""Setting up a child with its circle on one page, and the papers to hand out."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rondom.children import actions
from rondom.children.actions.start import Newcomer, Question
from rondom.children.forms.circle import StartCircleForm
from rondom.children.models import Place
from rondom.children.schooling import end_of_school_year
from rondom.people.actions import Paper
from rondom.people.desk import open_desk
from rondom.people.requests import SignedIn
from rondom.people.rights import DeskRight


@require_http_methods(["GET", "POST"])
def start(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.START_DOSSIER)
    ready = {"once": uuid4(), "until": end_of_school_year(timezone.localdate())}
    form = StartCircleForm(request.POST or None, languages=settings.LANGUAGES, initial=ready)
    if form.is_valid():
        given = form.cleaned_data
        started = actions.start_with_circle(
            desk,
            name=given["name"],
            birth_date=given["birth_date"],
            newcomers=[Newcomer(**row) for row in form.newcomers()],
            question=Question(they=given["they"], we=given["we"], until=given["until"]),
            once=given["once"],
        )
        papers = with_links(started.papers, request.build_absolute_uri("/"))
        return render(request, "children/started.html", {"child": started.child, "papers": papers})
    context = {"form": form, "organisation": desk.organisation}
    return render(request, "children/start.html", context, status=422 if form.is_bound else 200)


def with_links(papers: Sequence[tuple[Place, Paper]], address: str) -> list[dict[str, Any]]:
    """The papers as they are handed out: name, link and code, seen once."""
    return [
        {
            "name": place.person.name,
            "role": place.called,
            "link": address.rstrip("/") + reverse("people:invitation", args=[paper.token]),
            "token": paper.token,
            "code": paper.code,
        }
        for place, paper in papers
    ]
