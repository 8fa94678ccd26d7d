"""Meetings and agreements: plan, come, prepare, agree, say what became of it."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rondom.base.actions import refuse_if
from rondom.base.limits import PAPERS, why_not_again
from rondom.base.models import Act
from rondom.base.record import record
from rondom.children.caseload import open_caseload
from rondom.children.dossier import Dossier, open_dossier
from rondom.children.models import InformationKind
from rondom.children.rights import PARENTS, Right
from rondom.meetings import actions, away
from rondom.meetings.calendar import Enclosed
from rondom.meetings.forms import (
    LONGEST_NAME,
    LONGEST_WHY,
    AgreeForm,
    AnswerForm,
    CallOffForm,
    CardForm,
    JoinForm,
    LinkForm,
    MomentForm,
    PlanForm,
    PrepareForm,
    TurnForm,
)
from rondom.meetings.models import Invited, Meeting, Prepared, Seat
from rondom.meetings.pages import (
    MeetingPage,
    agreement_page,
    came_of,
    meeting_page,
    meetings_page,
    own_seat,
    plan_page,
    prepare_page,
)
from rondom.meetings.papers import agreements_pdf
from rondom.meetings.queries import agreements_over, find_meeting, is_held_now, meetings_in, own_invitation, seats_to_agree
from rondom.people.requests import SignedIn


@require_GET
def meetings(request: SignedIn, child_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.READ_MEETINGS)
    printing = CardForm(initial={"language": get_language()})
    return render(request, "meetings/meetings.html", {"page": meetings_page(dossier), "printing": printing})


@require_http_methods(["GET", "POST"])
def plan(request: SignedIn, child_id: UUID) -> HttpResponse:
    """The goal first, then who, when and where."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.PLAN_MEETING)
    dossier.must_read(InformationKind.INVOLVEMENT)
    page = plan_page(dossier)
    form = PlanForm(request.POST or None, seats=page.seats, initial={"day": proposed_day(request.GET.get("dag", ""))})
    if form.is_valid():
        places = [place for place in page.seats if str(place.pk) in form.cleaned_data["people"]]
        meeting = actions.plan_meeting(dossier, plan=planned_by(form), places=places)
        messages.success(request, _("Het overleg staat. Iedereen krijgt bericht."))
        return redirect("meetings:meeting", child_id, meeting.pk)
    return render(request, "meetings/plan.html", {"page": page, "form": form}, status=422 if form.is_bound else 200)


def proposed_day(said: str) -> str:
    """A day that stands in the address, as the page after a meeting proposes one."""
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        return ""


def planned_by(form: PlanForm) -> actions.Plan:
    given = form.cleaned_data
    return actions.Plan(
        form=given["form"],
        goal=given["goal"],
        starts_at=form.moment(),
        minutes=given["minutes"],
        where=given["where"],
        interpreter=given["interpreter"],
        others=((given["along"], str(Seat.TRUSTED)),) if given["along"] else (),
    )


@require_GET
def meeting(request: SignedIn, child_id: UUID, meeting_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.READ_MEETINGS)
    return shown(request, dossier, meeting_page(dossier, meeting_id))


def shown(request: SignedIn, dossier: Dossier, page: MeetingPage, **tried: Form) -> HttpResponse:
    """The page of a meeting with its forms; one that was filled in wrong stands open, as it was filled in."""
    forms: dict[str, Form] = {}
    if dossier.may(Right.PLAN_MEETING):
        joining = JoinForm(seats=page.can_join, seated_now=len(page.guests))
        forms = {"moving": MomentForm(), "joining": joining, "calling_off": CallOffForm()}
    return render(request, "meetings/meeting.html", {"page": page, **forms, **tried}, status=422 if tried else 200)


@require_POST
def answer(request: SignedIn, child_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Whether one comes."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.JOIN_MEETING)
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
    form = PrepareForm(request.POST or None, questions=page.questions, known=known, stays=page.stays)
    if form.is_valid():
        actions.prepare(dossier, invited=mine, words=form.cleaned_data)
        messages.success(request, _("Bewaard. Alleen u ziet dit.") if page.is_formal else _("Bewaard. Alleen jij ziet dit."))
        return redirect("meetings:prepare", child_id, meeting_id)
    return render(request, "meetings/prepare.html", {"page": page, "form": form}, status=422 if form.is_bound else 200)


@require_POST
def bring(request: SignedIn, child_id: UUID, meeting_id: UUID, question: str) -> HttpResponse:
    """Lay one answer on the table."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.JOIN_MEETING)
    _meeting, mine = own_seat(dossier, meeting_id)
    actions.bring(dossier, prepared=get_object_or_404(Prepared.objects.inside(dossier), invited=mine, question=question))
    messages.success(request, _("Dit ligt nu op tafel."))
    return redirect("meetings:table" if "tafel" in request.POST else "meetings:prepare", child_id, meeting_id)


@require_POST
def take_back(request: SignedIn, child_id: UUID, meeting_id: UUID, brought: str) -> HttpResponse:
    """Take it off the table again."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.JOIN_MEETING)
    _meeting, mine = own_seat(dossier, meeting_id)
    actions.take_back(dossier, prepared=get_object_or_404(Prepared.objects.inside(dossier), invited=mine, question=brought))
    messages.success(request, _("Dit ligt niet meer op tafel."))
    return redirect("meetings:table" if "tafel" in request.POST else "meetings:prepare", child_id, meeting_id)


@require_POST
def move(request: SignedIn, child_id: UUID, meeting_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.PLAN_MEETING)
    page, form = meeting_page(dossier, meeting_id), MomentForm(request.POST)
    if not form.is_valid():
        return shown(request, dossier, page, moving=form)
    actions.move_meeting(dossier, meeting=page.row.meeting, starts_at=form.moment())
    messages.success(request, _("Het overleg is verzet. Iedereen krijgt bericht."))
    return redirect("meetings:meeting", child_id, meeting_id)


@require_POST
def call_off(request: SignedIn, child_id: UUID, meeting_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.PLAN_MEETING)
    page, form = meeting_page(dossier, meeting_id), CallOffForm(request.POST)
    if not form.is_valid():
        return shown(request, dossier, page, calling_off=form)
    actions.call_off(dossier, meeting=page.row.meeting, why=form.cleaned_data["why"])
    messages.success(request, _("Het overleg gaat niet door. Iedereen krijgt bericht."))
    return redirect("meetings:meeting", child_id, meeting_id)


@require_POST
def invite(request: SignedIn, child_id: UUID, meeting_id: UUID) -> HttpResponse:
    """One more at the table: of the circle, or somebody by name."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.PLAN_MEETING)
    dossier.must_read(InformationKind.INVOLVEMENT)
    page = meeting_page(dossier, meeting_id)
    form = JoinForm(request.POST, seats=page.can_join, seated_now=len(page.guests))
    if not form.is_valid():
        return shown(request, dossier, page, joining=form)
    place = next((each for each in page.can_join if str(each.pk) == form.cleaned_data["place"]), None)
    name = "" if place else form.cleaned_data["name"]
    actions.invite_to(dossier, meeting=page.row.meeting, place=place, name=name, seat=Seat.MEMBER if place else Seat.TRUSTED)
    return redirect("meetings:meeting", child_id, meeting_id)


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
    dossier.must(Right.READ_MEETINGS)
    found, mine = own_seat(dossier, meeting_id)
    is_off = hasattr(found, "called_off")
    made = Enclosed(found, mine.told if mine else len(found.meetingmoved_rows.all()) + is_off, is_off=is_off).file()
    return HttpResponse(
        made, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": 'attachment; filename="overleg.ics"'}
    )


# ── agreements ────────────────────────────────────────────────────────────────────────────────────


@require_POST
def card(request: SignedIn, child_id: UUID) -> HttpResponse:
    """What is agreed, on one sheet to take home."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.READ_MEETINGS)
    dossier.must(Right.PRINT_TIMELINE)
    form = CardForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Kies een taal."))
        return redirect("meetings:meetings", child_id)
    refuse_if(why_not_again(dossier.person_id, PAPERS))
    made = agreements_pdf(dossier, form.cleaned_data["language"])
    record(dossier, "agreements.printed", Act.EXECUTE, dossier.child)
    headers = {"Content-Disposition": 'attachment; filename="afspraken.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@require_GET
def mine(request: SignedIn) -> HttpResponse:
    """What somebody is to do, over all children; who coordinates sees what is open of others as well."""
    caseload = open_caseload(request.user)
    return render(request, "meetings/mine.html", {"children": agreements_over(caseload)})


@require_http_methods(["GET", "POST"])
def agree(request: SignedIn, child_id: UUID) -> HttpResponse:
    """What, who, when ready; in a meeting, or without one."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.AGREE)
    dossier.must_read(InformationKind.INVOLVEMENT)
    seats = seats_to_agree(dossier)
    asked = request.POST.get("overleg") or request.GET.get("overleg", "")
    found = next((each for each in meetings_in(dossier) if str(each.pk) == asked), None)
    source = came_of(dossier, found, request.POST or request.GET)
    known = {"what": source.text[:LONGEST_WHY], "who": source.who, "outside": source.name[:LONGEST_NAME]}
    form = AgreeForm(request.POST or None, seats=seats, initial=known, has_words=bool(source.text))
    if form.is_valid():
        given = form.cleaned_data
        who = next((place for place in seats if str(place.pk) == given["who"]), None)
        agreed = actions.Agreed(given["what"], given["ready_on"], given["outside"], away.key_in(request.POST))
        actions.agree(dossier, agreed=agreed, who=who, meeting=found, said=source.said, card=source.card)
        if said := away.arrived(request):
            return said
        messages.success(request, _("De afspraak staat."))
        return back_to(dossier, found)
    if form.is_bound and (said := away.not_taken(request, form)):
        return said
    context = {"form": form, "child": dossier.child, "meeting": found, "source": source, "next": back_to(dossier, found).url}
    context["is_formal"] = dossier.role in PARENTS
    return render(request, "meetings/agree.html", context, status=422 if form.is_bound else 200)


def back_to(dossier: Dossier, found: Meeting | None) -> HttpResponseRedirect:
    """Who agrees at a table comes back to it."""
    if found is None:
        return redirect("meetings:meetings", dossier.child.pk)
    is_held = own_invitation(dossier, found) is not None and is_held_now(found)
    return redirect("meetings:table" if is_held else "meetings:meeting", dossier.child.pk, found.pk)


@require_http_methods(["GET", "POST"])
def agreement(request: SignedIn, child_id: UUID, agreement_id: UUID) -> HttpResponse:
    """One agreement: how it stands, what happened to it, and what the reader may say of it."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.JOIN_MEETING if request.method == "POST" else Right.READ_MEETINGS)
    page = agreement_page(dossier, agreement_id)
    tried = TurnForm(request.POST, auto_id="say_%s") if request.method == "POST" else None
    if tried is not None and tried.is_valid():
        actions.say_of_agreement(dossier, agreement=page.each.agreement, **tried.cleaned_data)
        messages.success(request, _("Bewaard."))
        return redirect("meetings:agreement", child_id, agreement_id)
    forms = [(turn, said, form_of(turn, tried)) for turn, said in page.says]
    context = {"page": page, "forms": forms, "tried": tried.data.get("turn") if tried else None}
    context["linking"] = LinkForm()
    return render(request, "meetings/agreement.html", context, status=422 if tried else 200)


def form_of(turn: str, tried: TurnForm | None) -> TurnForm:
    """Each thing that may be said has a form of its own; the one that was tried stands there as it was filled in."""
    if tried is not None and tried.data.get("turn") == turn:
        return tried
    return TurnForm(initial={"turn": turn}, auto_id=f"{turn}_%s")
