"""Meetings and agreements: plan, come, prepare, agree, say what became of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rondom.base.models import Act
from rondom.base.record import record
from rondom.children.dossier import Dossier, open_dossier
from rondom.children.models import Place
from rondom.children.queries import circle_in
from rondom.children.rights import Right
from rondom.meetings import actions
from rondom.meetings.calendar import in_calendar
from rondom.meetings.forms import AgreeForm, AnswerForm, MomentForm, PlanForm, PrepareForm, TurnForm
from rondom.meetings.models import Invited, Prepared, Seat
from rondom.meetings.pages import agreement_page, meeting_page, meetings_page, own_seat, plan_page, prepare_page
from rondom.meetings.queries import find_agreement, find_meeting
from rondom.people.requests import SignedIn


@require_GET
def meetings(request: SignedIn, child_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.JOIN_MEETING)
    return render(request, "meetings/meetings.html", {"page": meetings_page(dossier)})


@require_http_methods(["GET", "POST"])
def plan(request: SignedIn, child_id: UUID) -> HttpResponse:
    """The goal first, then who, when and where."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.PLAN_MEETING)
    page = plan_page(dossier)
    form = PlanForm(request.POST or None, seats=page.seats)
    if form.is_valid():
        given = form.cleaned_data
        along = ((given["along"], str(Seat.TRUSTED)),) if given["along"].strip() else ()
        planned = actions.Plan(
            form=given["form"],
            goal=given["goal"],
            starts_at=form.moment(),
            minutes=int(given["minutes"]),
            where=given["where"],
            is_online=given["is_online"],
            interpreter="yes" if given["interpreter"] else "",
            places=tuple(place for place in page.seats if str(place.pk) in given["people"]),
            others=along,
        )
        meeting = actions.plan_meeting(dossier, plan=planned)
        messages.success(request, _("Het overleg staat. Iedereen krijgt bericht."))
        return redirect("meetings:meeting", child_id, meeting.pk)
    return render(request, "meetings/plan.html", {"page": page, "form": form}, status=422 if form.is_bound else 200)


@require_GET
def meeting(request: SignedIn, child_id: UUID, meeting_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.JOIN_MEETING)
    return shown(request, dossier, meeting_id)


def shown(request: SignedIn, dossier: Dossier, meeting_id: UUID, moving: MomentForm | None = None) -> HttpResponse:
    page = meeting_page(dossier, meeting_id)
    context: dict[str, Any] = {"page": page, "moving": moving or MomentForm()}
    return render(request, "meetings/meeting.html", context, status=422 if moving else 200)


@require_POST
def answer(request: SignedIn, child_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Whether one comes."""
    dossier = open_dossier(request.user, child_id)
    _meeting, mine = own_seat(dossier, meeting_id)
    if mine is None:
        raise Http404
    form = AnswerForm(request.POST)
    if form.is_valid():
        actions.answer_invitation(dossier, invited=mine, answer=form.cleaned_data["answer"])
    else:
        messages.error(request, _("Kies een antwoord."))
    return redirect("meetings:meeting", child_id, meeting_id)


@require_http_methods(["GET", "POST"])
def prepare(request: SignedIn, child_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Three questions beforehand, for oneself."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.JOIN_MEETING)
    found, mine = own_seat(dossier, meeting_id)
    if mine is None:
        raise Http404
    page = prepare_page(dossier, found, mine)
    known = {code: row.text for code, row in page.prepared.items()}
    form = PrepareForm(request.POST or None, questions=page.questions, known=known)
    if form.is_valid():
        actions.prepare(dossier, invited=mine, words=form.cleaned_data)
        messages.success(request, _("Bewaard. Alleen u ziet dit.") if page.is_formal else _("Bewaard. Alleen jij ziet dit."))
        return redirect("meetings:prepare", child_id, meeting_id)
    return render(request, "meetings/prepare.html", {"page": page, "form": form}, status=422 if form.is_bound else 200)


@require_POST
def bring(request: SignedIn, child_id: UUID, meeting_id: UUID, question: str) -> HttpResponse:
    """Lay one answer on the table."""
    dossier = open_dossier(request.user, child_id)
    _meeting, mine = own_seat(dossier, meeting_id)
    actions.bring(dossier, prepared=get_object_or_404(Prepared.objects.inside(dossier), invited=mine, question=question))
    messages.success(request, _("Dit ligt nu op tafel."))
    return redirect("meetings:prepare", child_id, meeting_id)


@require_POST
def move(request: SignedIn, child_id: UUID, meeting_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.PLAN_MEETING)
    found, form = find_meeting(dossier, meeting_id), MomentForm(request.POST)
    if not form.is_valid():
        return shown(request, dossier, meeting_id, form)
    actions.move_meeting(dossier, meeting=found, starts_at=form.moment())
    messages.success(request, _("Het overleg is verzet. Iedereen krijgt bericht."))
    return redirect("meetings:meeting", child_id, meeting_id)


@require_POST
def call_off(request: SignedIn, child_id: UUID, meeting_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.PLAN_MEETING)
    actions.call_off(dossier, meeting=find_meeting(dossier, meeting_id), why=request.POST.get("why", "")[:300])
    messages.success(request, _("Het overleg gaat niet door. Iedereen krijgt bericht."))
    return redirect("meetings:meeting", child_id, meeting_id)


@require_POST
def invite(request: SignedIn, child_id: UUID, meeting_id: UUID) -> HttpResponse:
    """One more at the table: of the circle, or somebody by name."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.PLAN_MEETING)
    found = find_meeting(dossier, meeting_id)
    name = request.POST.get("name", "").strip()[:100]
    place = seat_in(dossier, request.POST.get("place", ""))
    if place is not None:
        actions.invite_to(dossier, meeting=found, place=place)
    elif name:
        actions.invite_to(dossier, meeting=found, name=name, seat=Seat.TRUSTED)
    else:
        messages.error(request, _("Kies iemand, of schrijf een naam."))
    return redirect("meetings:meeting", child_id, meeting_id)


def seat_in(dossier: Dossier, key: str) -> Place | None:
    return next((place for place in circle_in(dossier) if str(place.pk) == key), None)


@require_POST
def leave_out(request: SignedIn, child_id: UUID, meeting_id: UUID, invited_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.PLAN_MEETING)
    found = find_meeting(dossier, meeting_id)
    actions.leave_out(dossier, invited=get_object_or_404(Invited.objects.inside(dossier), meeting=found, pk=invited_id))
    return redirect("meetings:meeting", child_id, meeting_id)


@require_GET
def calendar(request: SignedIn, child_id: UUID, meeting_id: UUID) -> HttpResponse:
    """For one's own calendar: when, and nothing of whom."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.JOIN_MEETING)
    found = find_meeting(dossier, meeting_id)
    record(dossier, "meeting.calendar_taken", Act.EXECUTE, found)
    made = in_calendar(
        found,
        title=_("Overleg"),
        words=_("Kom binnen bij Rondom om meer te zien."),
        moved=found.meetingmoved_rows.count(),
        is_off=hasattr(found, "called_off"),
        made=timezone.now(),
    )
    return HttpResponse(
        made, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": 'attachment; filename="overleg.ics"'}
    )


# ── agreements ────────────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
def agree(request: SignedIn, child_id: UUID) -> HttpResponse:
    """What, who, when ready; in a meeting, or without one."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.AGREE)
    seats = tuple(circle_in(dossier))
    asked = request.POST.get("overleg") or request.GET.get("overleg", "")
    found = next((row.meeting for row in every_row(dossier) if str(row.meeting.pk) == asked), None)
    form = AgreeForm(request.POST or None, seats=seats)
    if form.is_valid():
        given = form.cleaned_data
        who = next((place for place in seats if str(place.pk) == given["who"]), None)
        agreed = actions.Agreed(given["what"], who, given["outside"], given["ready_on"], meeting=found)
        actions.agree(dossier, agreed=agreed)
        messages.success(request, _("De afspraak staat."))
        return redirect("meetings:meeting", child_id, found.pk) if found else redirect("meetings:meetings", child_id)
    context = {"form": form, "child": dossier.child, "meeting": found}
    return render(request, "meetings/agree.html", context, status=422 if form.is_bound else 200)


def every_row(dossier: Dossier) -> Any:
    page = meetings_page(dossier)
    return (*page.coming, *page.past)


@require_http_methods(["GET", "POST"])
def agreement(request: SignedIn, child_id: UUID, agreement_id: UUID) -> HttpResponse:
    """One agreement: how it stands, what happened to it, and what the reader may say of it."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.JOIN_MEETING)
    form = TurnForm(request.POST or None)
    if form.is_valid():
        actions.say_of_agreement(dossier, agreement=find_agreement(dossier, agreement_id).agreement, **form.cleaned_data)
        messages.success(request, _("Bewaard."))
        return redirect("meetings:agreement", child_id, agreement_id)
    page = agreement_page(dossier, agreement_id)
    context = {"page": page, "form": form}
    return render(request, "meetings/agreement.html", context, status=422 if form.is_bound else 200)
