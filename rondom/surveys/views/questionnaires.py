"""At the desk: the questionnaires of an organisation, edited until they are released."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rondom.people.desk import open_desk
from rondom.people.requests import SignedIn
from rondom.people.rights import DeskRight
from rondom.surveys import actions
from rondom.surveys.forms import ItemForm, TitleForm
from rondom.surveys.pages import monitor_page, questionnaire_page
from rondom.surveys.queries import item_in, last_version, questionnaire_at
from rondom.surveys.shipped import SHIPPED

NEW = "nieuw"


@require_GET
def monitor(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.PLAN_WAVES)
    return render(request, "surveys/monitor.html", {"page": monitor_page(desk)})


@require_POST
def start(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    name = request.POST.get("name", "")
    made = actions.start_questionnaire(desk, name=name if name in SHIPPED else "")
    return redirect("surveys:questionnaire", organisation_id, made.pk)


@require_GET
def questionnaire(request: SignedIn, organisation_id: UUID, questionnaire_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.PLAN_WAVES)
    page = questionnaire_page(desk, questionnaire_at(desk, questionnaire_id))
    return render(request, "surveys/questionnaire.html", {"page": page, "new": NEW})


@require_http_methods(["GET", "POST"])
def title(request: SignedIn, organisation_id: UUID, questionnaire_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.PLAN_WAVES)
    version = last_version(questionnaire_at(desk, questionnaire_id))
    form = TitleForm(request.POST or None, version=version)
    if form.is_valid():
        actions.name_version(desk, version=version, title=form.said("title"), intro=form.said("intro"))
        return redirect("surveys:questionnaire", organisation_id, questionnaire_id)
    context = {"form": form, "organisation_id": organisation_id, "questionnaire_id": questionnaire_id}
    return render(request, "surveys/title.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def item(request: SignedIn, organisation_id: UUID, questionnaire_id: UUID, item: str) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.PLAN_WAVES)
    version = last_version(questionnaire_at(desk, questionnaire_id))
    found = item_in(version, item)
    if found is None and item != NEW:
        raise Http404
    form = ItemForm(request.POST or None, version=version, item=found)
    if form.is_valid():
        actions.keep_item(desk, version=version, item=form.as_item(), was=found.code if found else "")
        messages.success(request, _("Bewaard."))
        return redirect("surveys:questionnaire", organisation_id, questionnaire_id)
    context = {"form": form, "item": found, "organisation_id": organisation_id, "questionnaire_id": questionnaire_id}
    return render(request, "surveys/item.html", context, status=422 if form.is_bound else 200)


@require_POST
def arrange(request: SignedIn, organisation_id: UUID, questionnaire_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.PLAN_WAVES)
    version = last_version(questionnaire_at(desk, questionnaire_id))
    turn, _space, code = request.POST.get("turn", "").partition(" ")
    if turn in (actions.UP, actions.DOWN, actions.OUT):
        actions.arrange_item(desk, version=version, code=code, turn=turn)
    return redirect("surveys:questionnaire", organisation_id, questionnaire_id)


@require_POST
def release(request: SignedIn, organisation_id: UUID, questionnaire_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.PLAN_WAVES)
    actions.release_version(desk, version=last_version(questionnaire_at(desk, questionnaire_id)))
    messages.success(request, _("Vrijgegeven. Deze versie verandert niet meer."))
    return redirect("surveys:questionnaire", organisation_id, questionnaire_id)


@require_POST
def renew(request: SignedIn, organisation_id: UUID, questionnaire_id: UUID) -> HttpResponse:
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.PLAN_WAVES)
    actions.begin_version(desk, questionnaire=questionnaire_at(desk, questionnaire_id))
    return redirect("surveys:questionnaire", organisation_id, questionnaire_id)
