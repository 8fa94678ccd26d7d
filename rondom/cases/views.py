"""Cases without a name: the list, one of them, and the two buttons by which one goes. Writing stands in `home`."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rondom.cases import actions
from rondom.cases.queries import case_page, cases_page, find_case
from rondom.cases.room import open_cases
from rondom.people.requests import SignedIn


@require_GET
def cases(request: SignedIn) -> HttpResponse:
    room = open_cases(request.user)
    return render(request, "cases/cases.html", {"page": cases_page(room, request.GET.get("thema", ""))})


@require_GET
def case(request: SignedIn, case_id: UUID) -> HttpResponse:
    room = open_cases(request.user)
    return render(request, "cases/case.html", {"page": case_page(room, find_case(room, case_id))})


@require_POST
def recognise(request: SignedIn, case_id: UUID) -> HttpResponse:
    """From the next request on it is not there any more for who pressed."""
    room = open_cases(request.user)
    actions.recognise_case(room, case=find_case(room, case_id))
    messages.info(request, _("Dank je. Deze vraag is voor jou nu dicht. Praat er met niemand over."))
    return redirect("cases:cases")


@require_POST
def take_back(request: SignedIn, case_id: UUID) -> HttpResponse:
    room = open_cases(request.user)
    actions.take_case_back(room, case=find_case(room, case_id))
    messages.success(request, _("Weg. Niemand leest deze vraag nog."))
    return redirect("cases:cases")
