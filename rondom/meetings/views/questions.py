"""At the desk of an organisation: the questions with which it holds its meetings."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rondom.meetings import actions
from rondom.meetings.forms import QuestionsForm
from rondom.meetings.questions import questions_page
from rondom.people.desk import open_desk
from rondom.people.requests import SignedIn
from rondom.people.rights import DeskRight


@require_http_methods(["GET", "POST"])
def questions(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    """Each question in the own words, and questions of one's own; what began keeps what it had."""
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.CHANGE_QUESTIONS)
    page = questions_page(desk)
    form = QuestionsForm(request.POST or None, known=page.texts)
    if form.is_valid():
        actions.change_questions(desk, texts=form.cleaned_data, language=get_language() or "nl")
        messages.success(request, _("Bewaard. Een overleg dat al begon, houdt de oude vragen."))
        return redirect("meetings:questions", organisation_id)
    return render(request, "meetings/questions.html", {"page": page, "form": form}, status=422 if form.is_bound else 200)
