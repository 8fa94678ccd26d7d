"""At the desk: what people ask about their data, each with its clock."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rondom.mydata import actions
from rondom.mydata.forms import AnswerForm, ContactForm
from rondom.mydata.models import Outcome
from rondom.mydata.pages import answer_page, desk_page
from rondom.people.desk import open_desk
from rondom.people.requests import SignedIn
from rondom.people.rights import DeskRight


@require_GET
def requests(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.ANSWER_DATA)
    page = desk_page(desk)
    known = {"officer": page.contact.officer, "complaint": page.contact.complaint} if page.contact else None
    return render(request, "mydata/requests.html", {"page": page, "form": ContactForm(initial=known)})


@require_http_methods(["GET", "POST"])
def answer(request: SignedIn, organisation_id: UUID, request_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.ANSWER_DATA)
    page = answer_page(desk, request_id)
    form = AnswerForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_valid():
        step = actions.answer_request(desk, number=request_id, **form.cleaned_data)
        is_first = step.outcome == Outcome.PROPOSED
        said = _("Een tweede collega moet dit nog bevestigen.") if is_first else _("Het antwoord is verstuurd.")
        messages.success(request, said)
        return redirect("mydata:requests", organisation_id)
    return render(request, "mydata/answer.html", {"page": page, "form": form}, status=422 if form.is_bound else 200)


@require_POST
def contact(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.ANSWER_DATA)
    form = ContactForm(request.POST)
    if form.is_valid():
        actions.name_privacy_contact(desk, **form.cleaned_data)
        messages.success(request, _("Bewaard. Gezinnen zien dit bij Mijn gegevens."))
    else:
        messages.error(request, _("Dit is te lang. Schrijf hooguit 300 tekens."))
    return redirect("mydata:requests", organisation_id)
