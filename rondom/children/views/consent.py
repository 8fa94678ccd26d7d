"""Asking who decides, answering, stopping, and writing down what somebody said."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rondom.base.models import Act
from rondom.base.record import record
from rondom.children import actions
from rondom.children.actions.consent import Line, text_hash
from rondom.children.consent_file import consents_pdf, readings_under
from rondom.children.consents import ask_page, consent_text, consents_page, find_question, question_for, waiting_questions
from rondom.children.dossier import Dossier, open_dossier
from rondom.children.forms.consent import AnswerQuestionForm, AskConsentForm, ToldForm
from rondom.children.kinds import kind_written_by
from rondom.children.queries import circle_in
from rondom.children.rights import PARENTS, Right
from rondom.children.schooling import end_of_school_year
from rondom.people.fresh import must_be_fresh
from rondom.people.models import Organisation
from rondom.people.requests import SignedIn


@require_GET
def consents(request: SignedIn, child_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    must_have_questions(dossier)
    page = consents_page(dossier)
    readings = readings_under(dossier) if page.may_take_along else {}
    cards = [(card, readings.get(card.id, ())) for card in page.cards]
    return render(request, "children/consents.html", {"page": page, "cards": cards, "told": ToldForm(people=page.people)})


def must_have_questions(dossier: Dossier) -> None:
    """A child that does not decide yet has no questions for consent (K18): no page of them, and no paper either."""
    if not dossier.child.shows_consents:
        raise PermissionDenied("K18")


@require_POST
def consents_file(request: SignedIn, child_id: UUID) -> HttpResponse:
    """All consents on one paper to keep, for who decides."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.ANSWER_CONSENT)
    must_have_questions(dossier)
    if to_confirm := must_be_fresh(request):
        return to_confirm
    made = consents_pdf(dossier)
    record(dossier, "consent.taken_along", Act.EXECUTE, dossier.child)
    headers = {"Content-Disposition": 'attachment; filename="toestemmingen.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@require_http_methods(["GET", "POST"])
def question(request: SignedIn, child_id: UUID, asked_id: UUID) -> HttpResponse:
    """One question on one screen, yes and no side by side."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.ANSWER_CONSENT)
    asked = find_question(dossier, asked_id)
    text = consent_text(dossier, asked)
    form = AnswerQuestionForm(request.POST or None, shown=text_hash(text))
    if form.is_valid():
        given = form.cleaned_data["answer"]
        actions.answer_consent(dossier, asked=asked, answer=given, language=get_language(), text=text)
        messages.success(request, thanks(given))
        waiting = waiting_questions(dossier)
        return redirect("children:question", child_id, waiting[0].pk) if waiting else redirect("children:consents", child_id)
    context = {
        "child": dossier.child,
        "asked": asked,
        "question": question_for(dossier, asked),
        "shown": text_hash(text),
        "form": form,
        "is_formal": dossier.role in PARENTS,
    }
    return render(request, "children/question.html", context, status=422 if form.is_bound else 200)


def thanks(answer: str) -> str:
    return {
        "yes": _("Dank u wel. Uw ja is bewaard."),
        "no": _("Uw nee is bewaard. De school helpt gewoon verder."),
        "withdrawn": _("Gestopt. De ander leest dit vanaf nu niet meer. Wat al in een eigen dossier staat, blijft daar."),
    }[answer]


@require_http_methods(["GET", "POST"])
def ask_for_consent(request: SignedIn, child_id: UUID) -> HttpResponse:
    """Say what may be read by whom, for what, until when. Nothing is ticked beforehand."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.ASK_CONSENT)
    page = ask_page(dossier)
    form = AskConsentForm(request.POST or None, page=page, initial={"until": end_of_school_year(timezone.localdate())})
    if form.is_valid() and page.own is not None:
        other = Organisation.objects.get(pk=form.cleaned_data["other"])
        both = {"they": (page.own, other), "we": (other, page.own)}
        chosen = [pair for tick, pair in both.items() if form.cleaned_data[tick]]
        lines = [Line(kind_written_by(source), source.pk, reader.pk) for source, reader in chosen]
        actions.ask_consent(dossier, purpose=form.cleaned_data["purpose"], until=form.cleaned_data["until"], lines=lines)
        messages.success(request, _("De vraag staat klaar voor wie beslist."))
        return redirect("children:consents", child_id)
    return render(request, "children/ask_consent.html", {"page": page, "form": form}, status=422 if form.is_bound else 200)


@require_POST
def told(request: SignedIn, child_id: UUID, asked_id: UUID) -> HttpResponse:
    """Write down what somebody said or signed."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.NOTE_ORAL_CONSENT)
    asked = find_question(dossier, asked_id)
    form = ToldForm(request.POST, people=consents_page(dossier).people)
    if form.is_valid():
        place = get_object_or_404(circle_in(dossier), pk=form.cleaned_data.pop("who"))
        text = consent_text(dossier, asked)
        actions.note_answer(dossier, asked=asked, place=place, text=text, language=place.person.language, **form.cleaned_data)
        messages.success(request, _("Bewaard. Een ja moet deze persoon binnen dertig dagen zelf nog bevestigen."))
    else:
        messages.error(request, _("Kies wie het zei, wat het antwoord was en hoe."))
    return redirect("children:consents", child_id)
