"""The table: hold a meeting step by step, say and mark, close it; and the page of it for everybody."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rondom.base.actions import refuse_if
from rondom.base.limits import PAPERS, why_not_again
from rondom.base.models import Act
from rondom.base.record import record
from rondom.cards.models import Card
from rondom.cards.queries import cards_in
from rondom.children.dossier import Dossier, open_dossier
from rondom.children.models import InformationKind
from rondom.children.rights import PARENTS, Right
from rondom.meetings import actions, away
from rondom.meetings.ahead import steps_ahead
from rondom.meetings.drawing import beside, parts_of_table
from rondom.meetings.evaluating import after
from rondom.meetings.forms import AgreeForm, CardForm, CorrectForm, DraftForm, SayForm, StepForm, look_back_form
from rondom.meetings.guide import STEPS
from rondom.meetings.models import Invited, Meeting, Said
from rondom.meetings.onlookers import is_today
from rondom.meetings.pages import own_seat
from rondom.meetings.papers import result_pdf
from rondom.meetings.queries import find_meeting, seats_to_agree
from rondom.meetings.questions import steps_of
from rondom.meetings.result import result_page
from rondom.meetings.review_forms import moment_draft, review_forms
from rondom.meetings.rows import Table, tables_of
from rondom.meetings.table import may_begin, may_sit, table_page
from rondom.people.requests import SignedIn


def table_in(dossier: Dossier, meeting_id: UUID) -> Table:
    """The table of who was asked to sit at it; for anybody else there is none."""
    found = tables_of([find_meeting(dossier, meeting_id).pk])[meeting_id]
    if not may_sit(dossier, found):
        raise Http404
    return found


def meeting_of(dossier: Dossier, meeting_id: UUID) -> Meeting:
    found, mine = own_seat(dossier, meeting_id)
    if mine is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def table(request: SignedIn, child_id: UUID, meeting_id: UUID) -> HttpResponse:
    """The step, its questions and answers, whose turn it is; and a field to say something."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.JOIN_MEETING if request.method == "POST" else Right.READ_MEETINGS)
    found = table_in(dossier, meeting_id)
    tried = SayForm(request.POST, steps=found.guide) if request.method == "POST" else None
    if tried is not None and tried.is_valid():
        key = away.key_in(request.POST)
        actions.say(dossier, meeting=found.meeting, language=get_language() or "nl", sent_as=key, **tried.cleaned_data)
        return away.arrived(request) or redirect("meetings:table", child_id, meeting_id)
    if tried is not None and (said := away.not_taken(request, tried)):
        return said
    if found.is_closed:
        return redirect("meetings:result", child_id, meeting_id)
    return shown_table(request, dossier, found, tried)


def shown_table(
    request: SignedIn, dossier: Dossier, found: Table, tried: SayForm | None = None, **given: Form
) -> HttpResponse:
    """The page of a table; what could not be taken in stands there still. `given`: what of a case review could not."""
    cards = cards_in(dossier)
    page = table_page(dossier, found, cards)
    parts = parts_of_table(page, beside(dossier, page, cards))
    context = {"page": page, "child": dossier.child, "parts": parts, "tried": tried_in(tried)}
    context |= {"may_begin": page.is_chair and may_begin(found), "is_today": is_today(found.meeting.starts_at)}
    context |= {"ahead": steps_ahead(found.guide) if page.is_chair else (), "agreeing": None}
    if page.may_agree and dossier.reader.reads_any(InformationKind.INVOLVEMENT):
        context["agreeing"] = AgreeForm(seats=seats_to_agree(dossier), auto_id="agree_%s")
    context |= review_forms(dossier, found, page, cards) | given
    return render(request, "meetings/table/table.html", context, status=422 if tried or given else 200)


def tried_in(form: SayForm | None) -> dict[str, object]:
    """What somebody said that could not be taken: it stands under its question still, with why."""
    if form is None:
        return {"question": "", "text": "", "errors": (), "is_unknown": False, "is_fixed": False}
    is_unknown = "question" in form.errors or "face" in form.errors
    errors = list(form.errors.get("text", ()))
    question, text = form["question"].value(), form["text"].value() or ""
    is_fixed = any(each.code == question and each.is_fixed for step in STEPS for each in step.questions)
    return {"question": question, "text": text, "errors": errors, "is_unknown": is_unknown, "is_fixed": is_fixed}


def asked_once(request: SignedIn, dossier: Dossier, meeting_id: UUID, what: str) -> HttpResponse:
    """Whether who leads is sure: to begin on another day than was planned, or to close. It is a page of its own."""
    found = table_in(dossier, meeting_id)
    mine = found.seat_of(dossier.place)
    is_asked = (not found.steps) if what == "begin" else bool(found.steps)
    if found.is_closed or not is_asked or mine is None or mine.place_id != found.chair or not may_begin(found):
        return redirect("meetings:table", found.meeting.child_id, meeting_id)
    context = {"meeting": found.meeting, "child": dossier.child, "what": what, "is_formal": dossier.role in PARENTS}
    return render(request, "meetings/table/sure.html", context)


@require_http_methods(["GET", "POST"])
def step(request: SignedIn, child_id: UUID, meeting_id: UUID) -> HttpResponse:
    """On to another step, or back. Asked for by itself, it asks whether to begin on another day than was planned."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.JOIN_MEETING)
    if request.method == "GET":
        return asked_once(request, dossier, meeting_id, "begin")
    found, form = meeting_of(dossier, meeting_id), StepForm(request.POST)
    if form.is_valid():
        key, after = away.key_in(request.POST), away.key_in(request.POST, "after")
        actions.begin_step(dossier, meeting=found, step=form.cleaned_data["step"], sent_as=key, after=after)
    elif said := away.not_taken(request, form):
        return said
    else:
        messages.error(request, _("Kies een stap."))
    return away.arrived(request) or redirect("meetings:table", child_id, meeting_id)


@require_POST
def chair(request: SignedIn, child_id: UUID, meeting_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.JOIN_MEETING)
    actions.take_chair(dossier, meeting=meeting_of(dossier, meeting_id))
    return redirect("meetings:table", child_id, meeting_id)


@require_POST
def turn(request: SignedIn, child_id: UUID, meeting_id: UUID, invited_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.JOIN_MEETING)
    found = meeting_of(dossier, meeting_id)
    seats = Invited.objects.inside(dossier).filter(meeting=found, left_out_at=None)
    actions.give_turn(dossier, invited=get_object_or_404(seats, pk=invited_id))
    return redirect("meetings:table", child_id, meeting_id)


@require_POST
def draft(request: SignedIn, child_id: UUID, meeting_id: UUID) -> HttpResponse:
    """What is being written under a question, kept while one writes; for oneself."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.JOIN_MEETING)
    found, mine = own_seat(dossier, meeting_id)
    if mine is None:
        raise Http404
    form = moment_draft(request.POST) or DraftForm(request.POST, steps=steps_of(found))
    if not form.is_valid():
        return HttpResponse("", content_type="text/plain; charset=utf-8", status=422)
    actions.prepare(dossier, invited=mine, words=form.words())
    return HttpResponse("", content_type="text/plain; charset=utf-8")


@require_POST
def mark(request: SignedIn, child_id: UUID, meeting_id: UUID, card_id: UUID) -> HttpResponse:
    """Mark a card, or take it back."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.JOIN_MEETING)
    found = meeting_of(dossier, meeting_id)
    shared = {each.id for each in cards_in(dossier) if each.is_shared}
    card = get_object_or_404(Card.objects.inside(dossier).filter(pk__in=shared), pk=card_id)
    if "off" in request.POST:
        actions.unmark(dossier, meeting=found, card=card)
    else:
        actions.mark(dossier, meeting=found, card=card)
    return redirect("meetings:table", child_id, meeting_id)


@require_POST
def lay(request: SignedIn, child_id: UUID, meeting_id: UUID, said_id: UUID) -> HttpResponse:
    """What the reader said with a face, as a card on the timeline."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.JOIN_MEETING)
    dossier.must(Right.WRITE_CARD)
    rows = Said.objects.inside(dossier).filter(meeting=meeting_of(dossier, meeting_id))
    actions.lay_said(dossier, said=get_object_or_404(rows, pk=said_id))
    return redirect("meetings:table", child_id, meeting_id)


@require_http_methods(["GET", "POST"])
def close(request: SignedIn, child_id: UUID, meeting_id: UUID) -> HttpResponse:
    """First it is asked, on a page of its own; what was closed stays closed."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.JOIN_MEETING)
    if request.method == "GET":
        return asked_once(request, dossier, meeting_id, "close")
    actions.close_meeting(dossier, meeting=meeting_of(dossier, meeting_id))
    return redirect("meetings:result", child_id, meeting_id)


# ── after it ──────────────────────────────────────────────────────────────────────────────────────


def closed_in(dossier: Dossier, held_id: UUID) -> Table:
    """A meeting that was held, for who reads it."""
    found = tables_of([find_meeting(dossier, held_id).pk])[held_id]
    if not found.is_closed:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def result(request: SignedIn, child_id: UUID, held_id: UUID) -> HttpResponse:
    """One page for everybody; who was there writes beside it for seven days."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.JOIN_MEETING if request.method == "POST" else Right.READ_MEETINGS)
    found = closed_in(dossier, held_id)
    form = CorrectForm(request.POST or None)
    if form.is_valid():
        actions.correct(dossier, meeting=found.meeting, text=form.cleaned_data["text"])
        messages.success(request, _("Bewaard."))
        return redirect("meetings:result", child_id, held_id)
    page = result_page(dossier, found, cards_in(dossier))
    back = after(dossier, found.meeting)
    minute = look_back_form(back.minute) if back.minute else None
    printing = CardForm(initial={"language": get_language()})
    context = {"page": page, "child": dossier.child, "form": form, "printing": printing, "back": back, "minute": minute}
    return render(request, "meetings/result.html", context, status=422 if form.is_bound else 200)


@require_POST
def paper(request: SignedIn, child_id: UUID, held_id: UUID) -> HttpResponse:
    """The same on paper, for the files of school and help."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.READ_MEETINGS)
    dossier.must(Right.PRINT_TIMELINE)
    found, form = closed_in(dossier, held_id), CardForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Kies een taal."))
        return redirect("meetings:result", child_id, held_id)
    refuse_if(why_not_again(dossier.person_id, PAPERS))
    made = result_pdf(dossier, found, form.cleaned_data["language"])
    record(dossier, "meeting.printed", Act.EXECUTE, dossier.child)
    headers = {"Content-Disposition": 'attachment; filename="overleg.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)
