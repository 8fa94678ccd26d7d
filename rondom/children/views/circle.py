"""The doorstep of a dossier, its circle, the papers to come in by, and the facts of the child."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rondom.children import actions
from rondom.children.actions.consent import text_hash
from rondom.children.authority_changes import changes_waiting
from rondom.children.colleagues import colleagues_of
from rondom.children.consents import consent_text, question_for, waiting_questions
from rondom.children.dossier import Dossier, on_the_doorstep, open_dossier, open_welcome
from rondom.children.facts import facts_page
from rondom.children.forms.circle import ColleagueForm, ContactForm, EmergencyForm, FactsForm, InviteForm, ReviewForm
from rondom.children.forms.consent import AnswerQuestionForm
from rondom.children.handover import handovers_in
from rondom.children.models import ConsentAsked, InformationKind
from rondom.children.queries import CirclePage, circle_in, circle_page, may_be_helped, welcome_page
from rondom.children.rights import RIGHTS, Right
from rondom.people.actions import Paper
from rondom.people.desk import open_desk
from rondom.people.papers import invitation_pdf
from rondom.people.queries import live_paper_key
from rondom.people.requests import SignedIn
from rondom.people.rights import DeskRight
from rondom.people.sessions import let_help, may_make_first_key


@require_http_methods(["GET", "POST"])
def welcome(request: SignedIn, child_id: UUID) -> HttpResponse:
    """What somebody sees first: who is there, what it is for, the question that waits. Beginning is saying yes to the place."""
    place = open_welcome(request.user, child_id)
    waiting = waiting_questions(on_the_doorstep(place))
    if request.method == "POST":
        actions.take_place(place)
        if waiting and "answer" in request.POST:
            return after_welcome(open_dossier(request.user, child_id), waiting, request.POST)
        return redirect(first_page(place.role), child_id)
    question = question_for(on_the_doorstep(place), waiting[0]) if waiting else None
    context = {
        "page": welcome_page(place),
        "question": question,
        "shown": text_hash(question.text) if question else "",
        "asked": waiting[0] if waiting else None,
        "may_make_key": may_make_first_key(request.session, request.user) and live_paper_key(request.user) is None,
        "at_work": request.needs.at_work,
    }
    return render(request, "children/welcome.html", context)


def first_page(role: str) -> str:
    """Where somebody begins: with a card, or for who writes none with the story."""
    return "cards:new" if Right.WRITE_CARD in RIGHTS[role] else "timeline:board"


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
    return redirect(first_page(dossier.role), dossier.child.pk)


@require_http_methods(["GET", "POST"])
def circle(request: SignedIn, child_id: UUID) -> HttpResponse:
    """Who stands round the child; who may, invites somebody and gets the paper to hand over."""
    dossier = open_dossier(request.user, child_id)
    dossier.must_read(InformationKind.INVOLVEMENT)
    page = circle_page(dossier)
    form = InviteForm(request.POST or None, roles=page.roles, languages=settings.LANGUAGES, initial={"once": uuid4()})
    paper = None
    if request.method == "POST":
        dossier.must(Right.INVITE)
        if form.is_valid():
            paper = actions.invite_newcomer(dossier, **form.cleaned_data)
            page = circle_page(dossier)
            form = InviteForm(roles=page.roles, languages=settings.LANGUAGES, initial={"once": uuid4()})
    context = circle_context(request.build_absolute_uri, dossier, page, form, paper)
    return render(request, "children/circle.html", context, status=422 if form.is_bound else 200)


@require_POST
def ask_colleague(request: SignedIn, child_id: UUID) -> HttpResponse:
    """Somebody whom the desk knows is asked into the circle, and comes in as always."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.INVITE)
    if dossier.organisation_id is None:
        raise PermissionDenied("only who works somewhere has colleagues")
    form = ColleagueForm(request.POST, colleagues=colleagues_of(dossier))
    if form.is_valid():
        place = actions.ask_colleague(dossier, member=form.cleaned_data["member"])
        messages.success(request, _("%(name)s is gevraagd, en ziet dat bij het binnenkomen.") % {"name": place.person.name})
    else:
        messages.error(request, _("Kies een collega die nog niet meedoet."))
    return redirect("children:circle", child_id)


@require_POST
def invite_again(request: SignedIn, child_id: UUID, place_id: UUID) -> HttpResponse:
    """Another paper for somebody whose link or code is lost; the old one stops working."""
    dossier = open_dossier(request.user, child_id)
    place = get_object_or_404(circle_in(dossier), pk=place_id)
    paper = actions.invite_again(dossier, place=place)
    page = circle_page(dossier)
    form = InviteForm(roles=page.roles, languages=settings.LANGUAGES, initial={"once": uuid4()})
    context = circle_context(request.build_absolute_uri, dossier, page, form, paper)
    return render(request, "children/circle.html", context)


def circle_context(
    absolute: Callable[[str], str], dossier: Dossier, page: CirclePage, form: InviteForm, paper: Paper | None
) -> dict[str, Any]:
    link = absolute(reverse("people:invitation", args=[paper.token])) if paper else ""
    forms: dict[str, Form] = {
        "contact_form": ContactForm(auto_id="contact_%s"),
        "emergency_form": EmergencyForm(auto_id="emergency_%s"),
    }
    reviews = [(each, ReviewForm(auto_id=f"{each.pk}_%s")) for each in page.to_review]
    if colleagues_of(dossier).exists():
        forms["colleague_form"] = ColleagueForm(colleagues=colleagues_of(dossier), auto_id="colleague_%s")
    waiting = {"handovers": handovers_in(dossier), "reviews": reviews, "authority_changes": changes_waiting(dossier)}
    return {"page": page, "form": form, "paper": paper, "link": link, **waiting, **forms}


@require_http_methods(["GET", "POST"])
def facts(request: SignedIn, child_id: UUID) -> HttpResponse:
    """Name, birth date and the groups by school year, to mend by who may."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.NOTE_GROUPS)
    page = facts_page(dossier)
    may_mend = dossier.may(Right.RECORD_AUTHORITY)
    form = FactsForm(request.POST or None, years=page.years, may_mend_birth_date=may_mend, initial=page.initial)
    if form.is_valid():
        actions.correct_child(dossier, name=form.cleaned_data["name"], birth_date=form.cleaned_data["birth_date"])
        if form.cleaned_data["groups"] != page.groups:
            actions.note_groups(dossier, groups=form.cleaned_data["groups"])
        return redirect("timeline:board", child_id)
    return render(request, "children/facts.html", {"page": page, "form": form}, status=422 if form.is_bound else 200)


@require_POST
def shut_card(request: SignedIn, child_id: UUID, place_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.INVITE)
    actions.shut_card(dossier, place=get_object_or_404(circle_in(dossier), pk=place_id))
    return redirect("children:circle", child_id)


@require_GET
def lost_key(request: SignedIn, child_id: UUID, place_id: UUID) -> HttpResponse:
    """Somebody of the circle stands at the desk of the school without any key."""
    dossier = open_dossier(request.user, child_id)
    place = get_object_or_404(circle_in(dossier), pk=place_id)
    if dossier.child.owner_id is None:
        raise Http404
    desk = open_desk(request.user, dossier.child.owner_id)
    desk.must(DeskRight.HELP_BACK_IN)
    if not may_be_helped(dossier.child, place):
        raise Http404
    let_help(request.session, desk.organisation.pk, place.person_id)
    return redirect("people:ask_recovery", desk.organisation.pk, place.person_id)


@require_POST
def invitation_card(request: SignedIn, child_id: UUID) -> HttpResponse:
    """The invitation as a card of paper, for who has just made it: link and code are kept nowhere else."""
    dossier = open_dossier(request.user, child_id)
    token, code = request.POST.get("token", ""), request.POST.get("code", "")
    invitation = actions.invitation_in_hand(dossier, token=token, code=code)
    if invitation is None:
        raise Http404
    link = request.build_absolute_uri(reverse("people:invitation", args=[token]))
    made = invitation_pdf(invitation.person, link=link, code=code)
    headers = {"Content-Disposition": 'attachment; filename="uitnodiging.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)
