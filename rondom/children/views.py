"""The doorstep of a dossier, its circle, starting one; who looked, and the log manager's desk."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rondom.children import actions
from rondom.children.actions.consent import text_hash
from rondom.children.consents import consent_text, question_for, waiting_questions
from rondom.children.dossier import Dossier, on_the_doorstep, open_dossier, open_welcome
from rondom.children.forms import AnswerForm, AskForm, CheckForm, FactsForm, InviteForm, NameForm, SeenForm, StartForm
from rondom.children.forms_consent import AnswerQuestionForm
from rondom.children.models import ConsentAsked
from rondom.children.oversight import oversight_page
from rondom.children.queries import CirclePage, circle_in, circle_page, facts_page, welcome_page
from rondom.children.readings import about_of, period_of, readings_page, why_not_all
from rondom.children.rights import PARENTS, Right
from rondom.people.actions import Paper, check_reading, draw_sample, name_log_manager, see_alert
from rondom.people.desk import open_desk
from rondom.people.models import Alert, SampledReading
from rondom.people.queries import members_at
from rondom.people.requests import SignedIn
from rondom.people.rights import DeskRight


@require_http_methods(["GET", "POST"])
def welcome(request: SignedIn, child_id: UUID) -> HttpResponse:
    """What somebody sees first: who is there, what it is for, the question that waits. Beginning is saying yes to the place."""
    place = open_welcome(request.user, child_id)
    waiting = waiting_questions(on_the_doorstep(place))
    if request.method == "POST":
        actions.take_place(place)
        if waiting and "answer" in request.POST:
            return after_welcome(open_dossier(request.user, child_id), waiting, request.POST)
        return redirect("cards:new", child_id)
    question = question_for(on_the_doorstep(place), waiting[0]) if waiting else None
    context = {
        "page": welcome_page(place),
        "question": question,
        "shown": text_hash(question.text) if question else "",
        "asked": waiting[0] if waiting else None,
    }
    return render(request, "children/welcome.html", context)


def after_welcome(dossier: Dossier, waiting: Sequence[ConsentAsked], given: QueryDict) -> HttpResponse:
    """Keep the answer that was given on the doorstep; where the text changed in the meantime, show it again."""
    asked = waiting[0]
    text = consent_text(dossier, asked)
    form = AnswerQuestionForm(given, shown=text_hash(text))
    if not form.is_valid():
        return redirect("children:question", dossier.child.pk, asked.pk)
    actions.answer_consent(dossier, asked=asked, answer=form.cleaned_data["answer"], language=get_language(), text=text)
    if len(waiting) > 1:
        return redirect("children:question", dossier.child.pk, waiting[1].pk)
    return redirect("cards:new", dossier.child.pk)


@require_http_methods(["GET", "POST"])
def circle(request: SignedIn, child_id: UUID) -> HttpResponse:
    """Who stands round the child; who may, invites somebody and gets the paper to hand over."""
    dossier = open_dossier(request.user, child_id)
    page = circle_page(dossier)
    form = InviteForm(request.POST or None, roles=page.roles, languages=settings.LANGUAGES, initial={"once": uuid4()})
    paper = None
    if request.method == "POST":
        dossier.must(Right.INVITE)
        if form.is_valid():
            paper = actions.invite_newcomer(dossier, **form.cleaned_data)
            page = circle_page(dossier)
            form = InviteForm(roles=page.roles, languages=settings.LANGUAGES, initial={"once": uuid4()})
    context = with_paper(request.build_absolute_uri, page, form, paper)
    return render(request, "children/circle.html", context, status=422 if form.is_bound else 200)


@require_POST
def invite_again(request: SignedIn, child_id: UUID, place_id: UUID) -> HttpResponse:
    """Another paper for somebody whose link or code is lost; the old one stops working."""
    dossier = open_dossier(request.user, child_id)
    place = get_object_or_404(circle_in(dossier), pk=place_id)
    paper = actions.invite(dossier, place)
    page = circle_page(dossier)
    form = InviteForm(roles=page.roles, languages=settings.LANGUAGES, initial={"once": uuid4()})
    return render(request, "children/circle.html", with_paper(request.build_absolute_uri, page, form, paper))


def with_paper(absolute: Callable[[str], str], page: CirclePage, form: InviteForm, paper: Paper | None) -> dict[str, Any]:
    link = absolute(reverse("people:invitation", args=[paper.token])) if paper else ""
    return {"page": page, "form": form, "paper": paper, "link": link}


@require_http_methods(["GET", "POST"])
def facts(request: SignedIn, child_id: UUID) -> HttpResponse:
    """Name, birth date and the groups by school year, to mend by who may."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.NOTE_GROUPS)
    page = facts_page(dossier)
    form = FactsForm(request.POST or None, years=page.years, initial=page.initial)
    if form.is_valid():
        actions.correct_child(dossier, name=form.cleaned_data["name"], birth_date=form.cleaned_data["birth_date"])
        if form.cleaned_data["groups"] != page.groups:
            actions.note_groups(dossier, groups=form.cleaned_data["groups"])
        return redirect("timeline:board", child_id)
    return render(request, "children/facts.html", {"page": page, "form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def start(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.START_DOSSIER)
    form = StartForm(request.POST or None)
    if form.is_valid():
        child = actions.start_dossier(desk, **form.cleaned_data)
        return redirect("children:circle", child.pk)
    context = {"form": form, "organisation": desk.organisation}
    return render(request, "children/start.html", context, status=422 if form.is_bound else 200)


@require_GET
def readings(request: SignedIn, child_id: UUID) -> HttpResponse:
    """Who looked: all of it for the family, one's own part for everyone else."""
    dossier = open_dossier(request.user, child_id)
    page = readings_page(dossier, period_of(request.GET, timezone.localdate()))
    return render(request, "children/readings.html", {"page": page})


@require_http_methods(["GET", "POST"])
def ask(request: SignedIn, child_id: UUID) -> HttpResponse:
    """Say that a line of the record is not right."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.SEE_RECORD)
    if why_not_all(dossier):
        raise PermissionDenied(Right.SEE_RECORD.value)
    about = about_of(dossier, request.GET)
    form = AskForm(request.POST or None)
    if form.is_valid():
        actions.ask_about_record(dossier, about=about, **form.cleaned_data)
        messages.success(request, _("De vraag is verstuurd. Het antwoord komt op deze bladzijde te staan."))
        return redirect("children:readings", child_id)
    context = {"child": dossier.child, "about": about, "form": form, "is_formal": dossier.role in PARENTS}
    return render(request, "children/ask.html", context, status=422 if form.is_bound else 200)


@require_GET
def oversight(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    """The desk of the log manager; a school leader names this person here."""
    desk = open_desk(request.user, organisation_id)
    if not (desk.may(DeskRight.MANAGE_RECORD) or desk.may(DeskRight.NAME_LOG_MANAGER)):
        raise PermissionDenied(DeskRight.MANAGE_RECORD.value)
    return render(request, "children/oversight.html", {"page": oversight_page(desk)})


@require_POST
def answer(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.MANAGE_RECORD)
    form = AnswerForm(request.POST)
    if form.is_valid():
        actions.answer_record_question(desk, **form.cleaned_data)
    else:
        messages.error(request, _("Schrijf eerst een antwoord."))
    return redirect("children:oversight", organisation_id)


@require_POST
def alert_seen(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.MANAGE_RECORD)
    form = SeenForm(request.POST)
    if form.is_valid():
        see_alert(desk, alert=get_object_or_404(Alert.objects.inside(desk), pk=form.cleaned_data["number"]))
    return redirect("children:oversight", organisation_id)


@require_POST
def sample(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    """Draw this month's sample, or say of one of its readings what was found."""
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.MANAGE_RECORD)
    form = CheckForm(request.POST)
    if "draw" in request.POST:
        draw_sample(desk)
    elif form.is_valid():
        reading = get_object_or_404(SampledReading.objects.inside(desk), pk=form.cleaned_data["number"])
        check_reading(desk, reading=reading, verdict=form.cleaned_data["verdict"])
    return redirect(reverse("children:oversight", args=[organisation_id]) + "#steekproef")


@require_POST
def log_manager(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.NAME_LOG_MANAGER)
    form = NameForm(request.POST, members=members_at(desk))
    if form.is_valid():
        name_log_manager(desk, **form.cleaned_data)
    return redirect("children:oversight", organisation_id)
