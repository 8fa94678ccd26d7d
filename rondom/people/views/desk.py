"""At the desk of an organisation: who lost every key is helped back in, by two members and after a day (rule R101)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rondom.people import actions
from rondom.people.desk import Desk, open_desk
from rondom.people.forms import HelpForm
from rondom.people.fresh import must_be_fresh
from rondom.people.models import RecoveryAsked
from rondom.people.papers import recovery_pdf
from rondom.people.queries import person_to_help, recoveries_page, recovery_at
from rondom.people.requests import SignedIn
from rondom.people.rights import DeskRight
from rondom.people.sessions import may_help


def recovery_here(desk: Desk, recovery_id: UUID) -> RecoveryAsked:
    desk.must(DeskRight.HELP_BACK_IN)
    recovery = recovery_at(desk, recovery_id)
    if recovery is None:
        raise Http404
    return recovery


@require_GET
def recoveries(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.HELP_BACK_IN)
    return render(request, "people/recoveries.html", {"page": recoveries_page(desk)})


@require_http_methods(["GET", "POST"])
def ask_recovery(request: SignedIn, organisation_id: UUID, person_id: UUID) -> HttpResponse:
    """Somebody stands at the desk: the helper looks at the proof of identity, the person types six digits."""
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.HELP_BACK_IN)
    person = person_to_help(desk, person_id, may_help(request.session, organisation_id, person_id))
    if person is None:
        raise Http404
    if to_confirm := must_be_fresh(request):
        return to_confirm
    form = HelpForm(request.POST or None)
    if form.is_valid():
        actions.ask_recovery(desk, person=person, own_code=form.cleaned_data["pin"])
        messages.success(request, _("Genoteerd. Een tweede collega bevestigt dit; een dag later kan de uitnodiging mee."))
        return redirect("people:recoveries", organisation_id)
    context = {"form": form, "name": person.name, "organisation": desk.organisation}
    return render(request, "people/ask_recovery.html", context, status=422 if form.is_bound else 200)


@require_POST
def confirm_recovery(request: SignedIn, organisation_id: UUID, recovery_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    recovery = recovery_here(desk, recovery_id)
    if to_confirm := must_be_fresh(request):
        return to_confirm
    actions.confirm_recovery(desk, recovery=recovery)
    return redirect("people:recoveries", organisation_id)


@require_POST
def stop_recovery(request: SignedIn, organisation_id: UUID, recovery_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    actions.stop_recovery(desk, recovery=recovery_here(desk, recovery_id))
    return redirect("people:recoveries", organisation_id)


@require_POST
def finish_recovery(request: SignedIn, organisation_id: UUID, recovery_id: UUID) -> HttpResponse:
    """The paper to hand over: a link, and no code, since only its person knows that."""
    desk = open_desk(request.user, organisation_id)
    recovery = recovery_here(desk, recovery_id)
    if to_confirm := must_be_fresh(request):
        return to_confirm
    paper = actions.finish_recovery(desk, recovery=recovery)
    made = recovery_pdf(recovery.person, link=request.build_absolute_uri(reverse("people:invitation", args=[paper.token])))
    headers = {"Content-Disposition": 'attachment; filename="uitnodiging.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)
