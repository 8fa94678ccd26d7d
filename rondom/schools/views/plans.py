"""The plan of a school and its work budget."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rondom.base.actions import Refused, refuse_if
from rondom.base.limits import PAPERS, why_not_again
from rondom.base.models import Act
from rondom.base.record import record
from rondom.people.desk import Desk
from rondom.people.requests import SignedIn
from rondom.people.rights import DeskRight
from rondom.schools import actions
from rondom.schools.forms import ActivityForm, GoalForm, LookBackForm, PostForm, TurnForm, UseForm, WhenForm
from rondom.schools.models import Activity, BudgetPost, Evaluation, Goal
from rondom.schools.papers import plan_pdf
from rondom.schools.plan_pages import budget_page, plan_page
from rondom.schools.queries import find
from rondom.schools.room import open_school


def asked(request: SignedIn, desk: Desk, form: Form, **given: Any) -> HttpResponse:
    """A form on a page of its own; sent and not right, it comes back as it was filled in."""
    context = {"form": form, "organisation": desk.organisation, **given}
    return render(request, "schools/form.html", context, status=422 if form.is_bound else 200)


@require_GET
def plan(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_school(request.user, organisation_id)
    return render(request, "schools/plan.html", {"page": plan_page(desk)})


@require_GET
def plan_paper(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_school(request.user, organisation_id)
    refuse_if(why_not_again(desk.person_id, PAPERS))
    made = plan_pdf(desk, get_language() or "nl")
    record(desk, "plan.printed", Act.EXECUTE, desk.organisation)
    headers = {"Content-Disposition": 'attachment; filename="plan.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@require_http_methods(["GET", "POST"])
def goal(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_school(request.user, organisation_id)
    desk.must(DeskRight.PLAN_SCHOOL)
    form = GoalForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data | {"step": int(form.cleaned_data["step"])}
        actions.set_goal(desk, **given)
        messages.success(request, _("Het doel staat in het plan."))
        return redirect("schools:plan", organisation_id)
    return asked(request, desk, form, title=_("Een nieuw doel"), back="plan")


@require_http_methods(["GET", "POST"])
def activity(request: SignedIn, organisation_id: UUID, goal_id: UUID) -> HttpResponse:
    desk = open_school(request.user, organisation_id)
    desk.must(DeskRight.PLAN_SCHOOL)
    found = find(desk, Goal, goal_id)
    form = ActivityForm(request.POST or None, initial={"step": found.step, "factor": found.factor})
    if form.is_valid():
        given = form.cleaned_data | {"step": int(form.cleaned_data["step"])}
        actions.add_activity(desk, goal=found, given=actions.ToDo(**given))
        messages.success(request, _("De activiteit staat in het plan."))
        return redirect("schools:plan", organisation_id)
    return asked(request, desk, form, title=_("Een nieuwe activiteit"), back="plan", about=found.text)


@require_POST
def turn(request: SignedIn, organisation_id: UUID, activity_id: UUID) -> HttpResponse:
    desk = open_school(request.user, organisation_id)
    found = find(desk, Activity, activity_id)
    form = TurnForm(request.POST)
    if not form.is_valid():
        desk.must(DeskRight.PLAN_SCHOOL)
        raise Refused(_("Kies of het bezig, gedaan of gestopt is."))
    actions.turn_activity(desk, activity=found, state=form.cleaned_data["state"])
    return redirect("schools:plan", organisation_id)


@require_http_methods(["GET", "POST"])
def when(request: SignedIn, organisation_id: UUID, goal_id: UUID) -> HttpResponse:
    desk = open_school(request.user, organisation_id)
    desk.must(DeskRight.PLAN_SCHOOL)
    found = find(desk, Goal, goal_id)
    form = WhenForm(request.POST or None)
    if form.is_valid():
        actions.plan_evaluation(desk, goal=found, on=form.cleaned_data["on"])
        messages.success(request, _("De dag staat in het plan."))
        return redirect("schools:plan", organisation_id)
    return asked(request, desk, form, title=_("Een dag om terug te kijken"), back="plan", about=found.text)


@require_http_methods(["GET", "POST"])
def look_back(request: SignedIn, organisation_id: UUID, evaluation_id: UUID) -> HttpResponse:
    desk = open_school(request.user, organisation_id)
    desk.must(DeskRight.PLAN_SCHOOL)
    found = find(desk, Evaluation, evaluation_id)
    form = LookBackForm(request.POST or None)
    if form.is_valid():
        actions.hold_evaluation(desk, evaluation=found, said=actions.LookedBack(**form.cleaned_data))
        messages.success(request, _("Wat eruit kwam, staat bij het doel."))
        return redirect("schools:plan", organisation_id)
    return asked(request, desk, form, title=_("Terugkijken"), back="plan", about=found.goal.text)


@require_GET
def budget(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_school(request.user, organisation_id)
    said = request.GET.get("jaar", "")
    year = int(said) if said.isascii() and said.isdigit() and len(said) == 4 else None
    return render(request, "schools/budget.html", {"page": budget_page(desk, year)})


@require_http_methods(["GET", "POST"])
def post(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_school(request.user, organisation_id)
    desk.must(DeskRight.PLAN_SCHOOL)
    activities = {str(each.pk): each for each in Activity.objects.inside(desk).order_by("at")}
    form = PostForm(request.POST or None, activities=list(activities.values()))
    if form.is_valid():
        given = form.cleaned_data | {"year": int(form.cleaned_data["year"])}
        tied = activities.get(given.pop("activity"))
        actions.add_post(desk, post=actions.Post(**given), activity=tied)
        messages.success(request, _("Dit staat in het werkbudget."))
        return redirect("schools:budget", organisation_id)
    return asked(request, desk, form, title=_("Iets toevoegen aan het werkbudget"), back="budget")


@require_http_methods(["GET", "POST"])
def use(request: SignedIn, organisation_id: UUID, post_id: UUID) -> HttpResponse:
    desk = open_school(request.user, organisation_id)
    desk.must(DeskRight.PLAN_SCHOOL)
    found = find(desk, BudgetPost, post_id)
    form = UseForm(request.POST or None, year=found.year)
    if form.is_valid():
        actions.use_budget(desk, post=found, **form.cleaned_data)
        messages.success(request, _("Opgeschreven."))
        return redirect("schools:budget", organisation_id)
    return asked(request, desk, form, title=_("Opschrijven wat is gebruikt"), back="budget", about=found.what)
