"""Care teams: who sits in one, when it meets, its agenda, held item by item, and what was decided."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rondom.base.actions import refuse_if
from rondom.base.limits import PAPERS, why_not_again
from rondom.base.models import Act
from rondom.base.pointing import Settled, choices_of, settle
from rondom.base.record import record
from rondom.careteam import actions
from rondom.careteam.forms import ChildForm, DecideForm, ItemForm, MeetForm, MemberForm, NamelessForm, NoteForm, StartForm
from rondom.careteam.models import AgendaItem, Reason, TeamDecision, TeamMember
from rondom.careteam.naming import group_of, named_to_all
from rondom.careteam.pages import agenda_page, result_page, team_page, teams_page
from rondom.careteam.papers import decisions_pdf
from rondom.careteam.queries import (
    at_work,
    child_named,
    colleagues_to_ask,
    counts_of,
    find_item,
    is_of_child,
    last_day,
    sittings_of,
)
from rondom.careteam.rhythm import is_long
from rondom.careteam.rights import TeamRight
from rondom.careteam.room import Sitting, TeamRoom, find_meeting, open_team, open_teams
from rondom.careteam.rules import why_not_nameless
from rondom.children.caseload import known_names, open_caseload
from rondom.children.dossier import open_dossier
from rondom.children.models import InformationKind
from rondom.children.rights import Right
from rondom.meetings.forms import AgreeForm
from rondom.meetings.queries import seats_to_agree
from rondom.people.desk import open_desk
from rondom.people.models import Person
from rondom.people.queries import person_at
from rondom.people.requests import SignedIn
from rondom.people.rights import DeskRight


@require_GET
def teams(request: SignedIn) -> HttpResponse:
    return render(request, "careteam/teams.html", {"page": teams_page(open_teams(request.user))})


@require_http_methods(["GET", "POST"])
def start(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.KEEP_CARE_TEAM)
    form = StartForm(request.POST or None)
    if form.is_valid():
        team = actions.start_team(desk, name=form.cleaned_data["name"], weeks=int(form.cleaned_data["weeks"]))
        return redirect("careteam:team", team.pk)
    context = {"form": form, "organisation": desk.organisation}
    return render(request, "careteam/start.html", context, status=422 if form.is_bound else 200)


@require_GET
def counts(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    """For who leads the organisation and may not read every child: numbers, and no small ones."""
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.COUNT_CARE_TEAM)
    return render(request, "careteam/counts.html", {"teams": counts_of(desk), "organisation": desk.organisation})


@require_GET
def team(request: SignedIn, team_id: UUID) -> HttpResponse:
    return shown(request, open_team(request.user, team_id))


def shown(request: SignedIn, room: TeamRoom, **tried: Form) -> HttpResponse:
    """The page of the team with its forms; one that was filled in wrong stands open, as it was filled in."""
    page, forms = team_page(room), {}
    if room.may(TeamRight.LEAD_TEAM):
        meeting = MeetForm(initial={"day": page.proposed.day.isoformat(), "at": "15:30"})
        forms = {"joining": MemberForm(colleagues=colleagues_to_ask(room)), "planning": meeting}
    return render(request, "careteam/team.html", {"page": page, **forms, **tried}, status=422 if tried else 200)


@require_POST
def join(request: SignedIn, team_id: UUID) -> HttpResponse:
    room = open_team(request.user, team_id)
    room.must(TeamRight.LEAD_TEAM)
    colleagues = colleagues_to_ask(room)
    form = MemberForm(request.POST, colleagues=colleagues)
    if not form.is_valid():
        return shown(request, room, joining=form)
    chosen, email = form.cleaned_data["colleague"], form.cleaned_data["email"]
    works = next((each for each in colleagues if str(each.pk) == chosen), None) or at_work(person_at(email))
    actions.add_team_member(room, membership_id=works.pk if works else None)
    messages.success(request, _("Deze persoon zit nu in het team en krijgt bericht."))
    return redirect("careteam:team", team_id)


@require_POST
def leave(request: SignedIn, team_id: UUID, member_id: UUID) -> HttpResponse:
    """Out of the team: oneself, or by who leads it."""
    room = open_team(request.user, team_id)
    member = get_object_or_404(TeamMember.objects.inside(room), pk=member_id, until__isnull=True)
    actions.end_team_member(room, member=member)
    if member.pk == room.member.pk:
        messages.success(request, _("Je zit niet meer in dit team."))
        return redirect("careteam:teams")
    return redirect("careteam:team", team_id)


@require_POST
def lead(request: SignedIn, team_id: UUID) -> HttpResponse:
    actions.take_team_lead(open_team(request.user, team_id))
    messages.success(request, _("Jij leidt dit team nu."))
    return redirect("careteam:team", team_id)


@require_POST
def plan(request: SignedIn, team_id: UUID) -> HttpResponse:
    room = open_team(request.user, team_id)
    room.must(TeamRight.LEAD_TEAM)
    form, last = MeetForm(request.POST), last_day(sittings_of(room.team))
    if not form.is_valid():
        return shown(request, room, planning=form)
    made = actions.plan_team_meeting(room, starts_at=form.moment(), is_sure=form.cleaned_data["is_sure"])
    messages.success(request, _("Het overleg staat. Iedereen krijgt bericht."))
    if is_long(last, form.cleaned_data["day"]):
        messages.warning(request, _("Dit is meer dan zes weken na het vorige overleg. Elke vijf of zes weken werkt het best."))
    return redirect("careteam:agenda", team_id, made.pk)


# ── a meeting ─────────────────────────────────────────────────────────────────────────────────────


@require_GET
def agenda(request: SignedIn, team_id: UUID, sitting_id: UUID) -> HttpResponse:
    """The agenda, and while it is held the same page with room to write at each item."""
    room = open_team(request.user, team_id)
    sitting = find_meeting(room, sitting_id)
    page = agenda_page(room, sitting, open_caseload(request.user))
    bringing = ChildForm(children=page.others, initial={"reason": Reason.BROUGHT})
    nameless_form = NamelessForm(initial={"reason": Reason.BROUGHT}, auto_id="nameless_%s")
    context = {"page": page, "bringing": bringing, "nameless": nameless_form, "note": NoteForm()}
    return render(request, "careteam/agenda.html", context)


@require_POST
def call_off(request: SignedIn, team_id: UUID, sitting_id: UUID) -> HttpResponse:
    room = open_team(request.user, team_id)
    actions.call_off_team_meeting(room, sitting=find_meeting(room, sitting_id))
    messages.success(request, _("Het overleg gaat niet door. Iedereen krijgt bericht."))
    return redirect("careteam:team", team_id)


@require_POST
def begin(request: SignedIn, team_id: UUID, sitting_id: UUID) -> HttpResponse:
    room = open_team(request.user, team_id)
    actions.begin_team_meeting(room, sitting=find_meeting(room, sitting_id))
    return redirect("careteam:agenda", team_id, sitting_id)


@require_POST
def close(request: SignedIn, team_id: UUID, sitting_id: UUID) -> HttpResponse:
    room = open_team(request.user, team_id)
    actions.close_team_meeting(room, sitting=find_meeting(room, sitting_id))
    return redirect("careteam:result", team_id, sitting_id)


@require_POST
def bring(request: SignedIn, team_id: UUID, sitting_id: UUID) -> HttpResponse:
    """A child of who brings it. Where it has no name, its own dossier is not opened: no line there tells of this moment."""
    room = open_team(request.user, team_id)
    sitting, caseload = find_meeting(room, sitting_id), open_caseload(request.user)
    form = ChildForm(request.POST, children=caseload.children)
    if not form.is_valid():
        messages.error(request, _("Kies een kind uit de lijst."))
        return redirect("careteam:agenda", team_id, sitting_id)
    reason = form.cleaned_data["reason"]
    child = next(each for each in caseload.children if str(each.pk) == form.cleaned_data["child"])
    if child.pk in named_to_all(room.team.organisation_id, room.members, [child]):
        actions.bring_child(room, sitting=sitting, dossier=open_dossier(request.user, child.pk), reason=reason)
    else:
        group = group_of(child.birth_date, timezone.localdate())
        made = actions.bring_without_name(room, sitting=sitting, group=group, reason=reason)
        words = _("Niet iedereen van het team mag dit kind lezen. Het staat zonder naam op de agenda, met de letter %(letter)s.")
        messages.info(request, words % {"letter": made.letter})
    return redirect("careteam:agenda", team_id, sitting_id)


@require_POST
def nameless(request: SignedIn, team_id: UUID, sitting_id: UUID) -> HttpResponse:
    room = open_team(request.user, team_id)
    sitting, form = find_meeting(room, sitting_id), NamelessForm(request.POST)
    if form.is_valid():
        actions.bring_without_name(room, sitting=sitting, **form.cleaned_data)
    else:
        messages.error(request, _("Kies van wie dit is, en waarom nu."))
    return redirect("careteam:agenda", team_id, sitting_id)


@require_POST
def item(request: SignedIn, team_id: UUID, sitting_id: UUID, item_id: UUID) -> HttpResponse:
    """How many minutes, and its place."""
    room = open_team(request.user, team_id)
    room.must(TeamRight.LEAD_TEAM)
    sitting = find_meeting(room, sitting_id)
    found, form = find_item(sitting, item_id), ItemForm(request.POST)
    if form.is_valid():
        actions.set_item(
            room, sitting=sitting, item=found, minutes=form.cleaned_data["minutes"], move=int(form.cleaned_data["move"])
        )
    else:
        messages.error(request, _("Kies tussen 1 en 60 minuten."))
    return redirect(at_item(room, sitting, found))


def at_item(room: TeamRoom, sitting: Sitting, found: AgendaItem) -> str:
    return f"{reverse('careteam:agenda', args=[room.team.pk, sitting.meeting.pk])}#punt-{found.letter}"


@require_POST
def remove(request: SignedIn, team_id: UUID, sitting_id: UUID, item_id: UUID) -> HttpResponse:
    room = open_team(request.user, team_id)
    room.must(TeamRight.LEAD_TEAM)
    sitting = find_meeting(room, sitting_id)
    actions.remove_item(room, sitting=sitting, item=find_item(sitting, item_id))
    return redirect("careteam:agenda", team_id, sitting_id)


# ── held ──────────────────────────────────────────────────────────────────────────────────────────


@require_POST
def note(request: SignedIn, team_id: UUID, sitting_id: UUID, item_id: UUID) -> HttpResponse:
    """What was said: of a child with a name in its dossier; else gone along first, word by word."""
    room = open_team(request.user, team_id)
    sitting = find_meeting(room, sitting_id)
    found, form = find_item(sitting, item_id), NoteForm(request.POST)
    context: dict[str, Any] = {"form": form, "item": found, "team": room.team, "sitting": sitting, "settled": None, "loose": ()}
    if not form.is_valid():
        return render(request, "careteam/note.html", context, status=422)
    if child := child_named(room, found):
        dossier = open_dossier(request.user, child.pk)
        actions.note_child(room, sitting=sitting, item=found, dossier=dossier, text=form.cleaned_data["text"])
        return redirect(at_item(room, sitting, found))
    settled = gone_along(request.user, form.cleaned_data["text"], request.POST.dict())
    context |= {"settled": settled, "loose": loose_in(settled, request.POST.dict())}
    if settled.left:
        return render(request, "careteam/note.html", context, status=422)
    actions.note_item(room, sitting=sitting, item=found, text=settled.texts[0])
    return redirect(at_item(room, sitting, found))


def gone_along(person: Person, text: str, sent: dict[str, str]) -> Settled:
    """What was typed beside the names of one's own work, in memory only."""
    return settle([text], known_names(person), choices_of(sent))


def loose_in(settled: Settled | None, sent: dict[str, str]) -> tuple[str, ...]:
    """What somebody's own choices made point to somebody; who has not chosen yet made no mistake."""
    return settled.loose if settled is not None and choices_of(sent) else ()


@require_http_methods(["GET", "POST"])
def decide(request: SignedIn, team_id: UUID, sitting_id: UUID, item_id: UUID) -> HttpResponse:
    """What, who, when: in the dossier of a child with a name, else in the list of the team."""
    room = open_team(request.user, team_id)
    sitting = find_meeting(room, sitting_id)
    found = find_item(sitting, item_id)
    if child := child_named(room, found):
        dossier = open_dossier(request.user, child.pk)
        dossier.must(Right.AGREE)
        dossier.must_read(InformationKind.INVOLVEMENT)
        seats = seats_to_agree(dossier)
        form: Any = AgreeForm(request.POST or None, seats=seats)
        if form.is_valid():
            given = form.cleaned_data
            who = next((place for place in seats if str(place.pk) == given["who"]), None)
            agreed = actions.Agreed(given["what"], given["ready_on"], given["outside"])
            actions.decide_for_child(room, sitting=sitting, item=found, of=actions.ForChild(dossier, agreed, who))
            messages.success(request, _("De afspraak staat in het dossier."))
            return redirect(at_item(room, sitting, found))
        return decided_on(request, room, sitting, form=form, item=found, name=dossier.child.first_name)
    if is_of_child(found):  # laid there by name, and not named any more: its words would lead to it
        messages.info(request, why_not_nameless(is_of_child=True) or "")
        return redirect(at_item(room, sitting, found))
    form, settled = DecideForm(request.POST or None, members=room.members), None
    if form.is_valid():
        given = form.cleaned_data
        settled = gone_along(request.user, given["what"], request.POST.dict())
        if not settled.left:
            deciding = actions.Deciding(settled.texts[0], given["ready_on"])
            who_of_team = next(each for each in room.members if str(each.pk) == given["who"])
            actions.decide_without_name(room, sitting=sitting, item=found, deciding=deciding, who=who_of_team)
            return redirect(at_item(room, sitting, found))
    return decided_on(request, room, sitting, form=form, item=found, settled=settled)


def decided_on(request: SignedIn, room: TeamRoom, sitting: Sitting, **given: Any) -> HttpResponse:
    loose = loose_in(given.get("settled"), request.POST.dict())
    context = {"team": room.team, "sitting": sitting, "name": "", "settled": None, "loose": loose, **given}
    return render(request, "careteam/decide.html", context, status=422 if given["form"].is_bound else 200)


@require_GET
def result(request: SignedIn, team_id: UUID, sitting_id: UUID) -> HttpResponse:
    room = open_team(request.user, team_id)
    return render(request, "careteam/result.html", {"page": result_page(room, find_meeting(room, sitting_id))})


@require_POST
def paper(request: SignedIn, team_id: UUID, sitting_id: UUID) -> HttpResponse:
    """The list on paper, with no name of a child."""
    room = open_team(request.user, team_id)
    sitting = find_meeting(room, sitting_id)
    refuse_if(why_not_again(room.person_id, PAPERS))
    made = decisions_pdf(result_page(room, sitting))
    record(room, "careteam.printed", Act.EXECUTE, sitting.meeting)
    headers = {"Content-Disposition": 'attachment; filename="besluiten.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@require_POST
def done(request: SignedIn, team_id: UUID, sitting_id: UUID, decision_id: UUID) -> HttpResponse:
    room = open_team(request.user, team_id)
    sitting = find_meeting(room, sitting_id)
    decisions = TeamDecision.objects.inside(room).filter(item__meeting=sitting.meeting)
    actions.say_done(room, decision=get_object_or_404(decisions.select_related("item__meeting__team"), pk=decision_id))
    return redirect("careteam:result", team_id, sitting_id)
