"""Looking back: one minute after a meeting, or on a whole period; and how it went over time."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rondom.children.dossier import open_dossier
from rondom.children.rights import Right
from rondom.meetings import actions
from rondom.meetings.evaluating import course_page, evaluations_of, look_back
from rondom.meetings.forms import look_back_form
from rondom.meetings.models import Instrument
from rondom.meetings.views.table import closed_in
from rondom.people.requests import SignedIn


@require_http_methods(["GET", "POST"])
def evaluate(request: SignedIn, child_id: UUID, held_id: UUID) -> HttpResponse:
    """Mark with faces and write a wish; once more is allowed, as long as it can."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.JOIN_MEETING)
    asked = request.POST.get("over", "") or request.GET.get("over", "")
    instrument = Instrument.PERIOD if asked == Instrument.PERIOD else Instrument.MINUTE
    meeting = closed_in(dossier, held_id).meeting
    page = look_back(dossier, meeting, evaluations_of({child_id}), instrument)
    if page is None:
        raise Http404
    form = look_back_form(page, request.POST or None)
    if form.is_valid():
        actions.evaluate(
            dossier,
            meeting=page.meeting,
            instrument=page.instrument,
            faces=form.faces(),
            words=form.words(),
            language=get_language() or "nl",
        )
        messages.success(request, _("Dank. Bewaard."))
        return redirect("meetings:result", child_id, held_id)
    context = {"page": page, "child": dossier.child, "form": form}
    return render(request, "meetings/evaluate.html", context, status=422 if request.method == "POST" else 200)


@require_GET
def course(request: SignedIn, child_id: UUID) -> HttpResponse:
    """How people looked back over time, each side apart."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.READ_MEETINGS)
    return render(request, "meetings/course.html", {"page": course_page(dossier), "child": dossier.child})
