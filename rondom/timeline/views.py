"""The board, the list, paper, in and out."""

import json
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import HttpHeaders
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from rondom.base.actions import refuse_if
from rondom.base.limits import EXPORTS, PAPERS, why_not_again
from rondom.base.live import HANDED_OVER, Listener
from rondom.base.models import Act
from rondom.base.pointing import REST, choices_of
from rondom.base.record import record
from rondom.base.trace import current
from rondom.children.dossier import Dossier, open_dossier
from rondom.children.rights import Right
from rondom.meetings.asked import asked_in
from rondom.meetings.codes import code_of, new_secret, secret_in, spaced
from rondom.meetings.onlookers import GUEST, SCREEN_WAITS, WALL, begun_at, open_seat, open_wall
from rondom.meetings.queries import find_meeting, own_invitation
from rondom.meetings.views.joining import cookie_of, keep
from rondom.people.desk import open_desk
from rondom.people.fresh import must_be_fresh
from rondom.people.requests import SignedIn
from rondom.people.rights import DeskRight
from rondom.timeline import actions
from rondom.timeline.at_table import AtTable, LooksOn
from rondom.timeline.drawing import positions
from rondom.timeline.export import timeline_file
from rondom.timeline.file import WrongFile, read_timeline
from rondom.timeline.forms import BlankForm, FilledForm, ImportForm
from rondom.timeline.live import parts_of, parts_of_list
from rondom.timeline.on_paper import export_page, papers_page
from rondom.timeline.papers import made_blank, made_filled
from rondom.timeline.queries import board_page, card_lanes, list_page
from rondom.timeline.talk import talk_page
from rondom.timeline.wall import wall_now
from rondom.timeline.wanted import Wanted, wanted_of
from rondom.timeline.without_names import may_tell_without_names, without_names_page


@require_GET
def board(request: SignedIn, child_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id, looks=True)
    dossier.must(Right.READ_TIMELINE)
    if "beeld" not in request.GET and is_phone(request.headers):
        return redirect("timeline:list", child_id)
    wanted = wanted_of(request.GET)
    page = board_page(dossier, replace(wanted, view="together") if wanted.view == "list" else wanted)
    context = {"page": page, "positions": positions(page), "lanes": card_lanes(), "parts": parts_of(page)}
    context["asked"] = asked_in(dossier)
    return render(request, "timeline/board.html", context)


@require_GET
def stream(request: SignedIn, child_id: UUID) -> HttpResponse:
    """The board, or the list, that stays open. From here the stream goes on by itself; that it is open keeps no visit alive."""
    dossier = open_dossier(request.user, child_id, "board.followed")
    dossier.must(Right.READ_TIMELINE)
    return handed_over(request, dossier, wanted_of(request.GET))


@require_GET
def table_stream(request: SignedIn, child_id: UUID, meeting_id: UUID) -> HttpResponse:
    """The table of a meeting that stays open, for who was asked to sit at it."""
    dossier = open_dossier(request.user, child_id, "board.followed")
    dossier.must(Right.READ_TIMELINE)
    dossier.must(Right.READ_MEETINGS)
    if own_invitation(dossier, find_meeting(dossier, meeting_id)) is None:
        raise Http404
    return handed_over(request, dossier, AtTable(meeting_id))


@login_not_required
@require_GET
def wall(request: HttpRequest) -> HttpResponse:
    """The screen on the wall: the board of the meeting that was opened on it, or a code to read aloud to who leads."""
    kept = request.COOKIES.get(cookie_of(WALL), "")
    onlooker = open_wall(kept)
    if onlooker is not None:
        told = wall_now(onlooker, request.build_absolute_uri(reverse("meetings:join_code")))
        return render(request, "timeline/wall.html", {**told, "positions": positions(told["board"])})
    begun = begun_at(kept) if secret_in(WALL, kept) else None
    if begun is None or timezone.now() - begun > SCREEN_WAITS:
        kept = new_secret(WALL)
    return keep(render(request, "timeline/wall.html", {"code": spaced(code_of(kept))}), WALL, kept)


@login_not_required
@require_GET
def wall_stream(request: HttpRequest) -> HttpResponse:
    """The wall that stays open, as long as its meeting and who opened it let it."""
    onlooker = open_wall(request.COOKIES.get(cookie_of(WALL), ""))
    if onlooker is None:
        raise Http404
    link = request.build_absolute_uri(reverse("meetings:join_code"))
    return handed_over(request, onlooker, LooksOn(onlooker.meeting.pk, onlooker.key, link))


@login_not_required
@require_GET
def guest_stream(request: HttpRequest) -> HttpResponse:
    """The table that stays open for a guest, or the corridor for who waits."""
    onlooker = open_seat(request.COOKIES.get(cookie_of(GUEST), ""))
    if onlooker is None:
        raise Http404
    return handed_over(request, onlooker, LooksOn(onlooker.meeting.pk, onlooker.key))


def handed_over(request: HttpRequest, dossier: Dossier, wanted: Wanted | AtTable | LooksOn) -> HttpResponse:
    """Where no server of ours stands in front there is nothing to go on, and the answer is only empty."""
    listener = Listener(
        person_id=wanted.key if isinstance(wanted, LooksOn) else dossier.person_id,  # type: ignore[arg-type] # who came in
        topic=dossier.child.pk,
        session_key=request.session.session_key or "",
        language=get_language() or "nl",
        wanted=wanted,
        shows=request.headers.get("Last-Event-ID") or request.GET.get("staat", ""),
        trace=current(),
        scope=dossier,
    )
    request.META.get("asgi.scope", {})[HANDED_OVER] = listener
    return HttpResponse(content_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


for each in (stream, table_stream, wall, wall_stream, guest_stream):
    vars(each)["is_looking_at_the_clock"] = True


def is_phone(headers: HttpHeaders) -> bool:
    """A phone reads the list best; whoever asks for the board by name gets the board."""
    says = headers.get("Sec-CH-UA-Mobile")
    return says == "?1" if says else "Mobi" in headers.get("User-Agent", "")


@require_GET
def story(request: SignedIn, child_id: UUID) -> HttpResponse:
    """The same as a list: the natural view on a phone and for a screen reader."""
    dossier = open_dossier(request.user, child_id, looks=True)
    dossier.must(Right.READ_TIMELINE)
    page = list_page(dossier, replace(wanted_of(request.GET), view="list"))
    context = {"page": page, "lanes": card_lanes(), "parts": parts_of_list(page), "asked": asked_in(dossier)}
    return render(request, "timeline/list.html", context)


@require_GET
def talk(request: SignedIn, child_id: UUID) -> HttpResponse:
    """Before people sit down together: what is new, where they look differently, and what is still open."""
    dossier = open_dossier(request.user, child_id, looks=True)
    dossier.must(Right.READ_TIMELINE)
    return render(request, "timeline/talk.html", {"page": talk_page(dossier)})


@require_http_methods(["GET", "POST"])
def papers(request: SignedIn, child_id: UUID) -> HttpResponse:
    """On paper: what stands there already, for whom one chooses, and what is empty, to write on."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.PRINT_TIMELINE)
    page = papers_page(dossier)
    is_blank = request.POST.get("make") in BlankForm.makes
    given = request.POST or None
    filled = FilledForm(None if is_blank else given, page=page, wanted=wanted_of(request.GET), auto_id="vol_%s")
    blank = BlankForm(given if is_blank else None, page=page, auto_id="leeg_%s")
    if filled.is_valid() or blank.is_valid():
        refuse_if(why_not_again(dossier.person_id, PAPERS))
        made = made_blank(dossier, blank.cleaned_data) if is_blank else made_filled(dossier, filled.part(), filled.cleaned_data)
        record(dossier, made.event, Act.EXECUTE, dossier.child)
        return as_file(made.content, made.name, made.kind)
    context = {"page": page, "filled": filled, "blank": blank}
    return render(request, "timeline/papers.html", context, status=422 if given else 200)


@require_http_methods(["GET", "POST"])
def without_names(request: SignedIn, child_id: UUID) -> HttpResponse:
    """The story to talk about elsewhere: shown once every word that could point to somebody is settled. Nothing of it is kept."""
    dossier = open_dossier(request.user, child_id)
    may_tell_without_names(dossier)
    # What was proposed for the rest is looked at before the story is shown.
    looks_back = bool({"back", REST} & request.POST.keys())
    page = without_names_page(dossier, choices_of(request.POST.dict()), looks_back=looks_back)
    if not page.story:
        is_left = request.method == "POST" and not looks_back
        return render(request, "timeline/without_names.html", {"page": page}, status=422 if is_left else 200)
    record(dossier, "timeline.blurred", Act.EXECUTE, dossier.child)
    return render(request, "timeline/blurred.html", {"page": page})


@require_http_methods(["GET", "POST"])
def export(request: SignedIn, child_id: UUID) -> HttpResponse:
    """Everything that the reader may see, as a file to take away."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.EXPORT_TIMELINE)
    if to_confirm := must_be_fresh(request):
        return to_confirm
    if request.method == "GET":
        return render(request, "timeline/export.html", {"page": export_page(dossier)})
    refuse_if(why_not_again(dossier.person_id, EXPORTS))
    made = json.dumps(timeline_file(dossier, with_drafts=True), ensure_ascii=False, indent=1)
    record(dossier, "timeline.exported", Act.EXECUTE, dossier.child)
    return as_file(made.encode(), f"tijdlijn-{slugify(dossier.child.first_name)}.json", "application/json")


def as_file(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_http_methods(["GET", "POST"])
def import_file(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    """A timeline file becomes a new child's dossier; a wrong one says what is wrong and where."""
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.IMPORT_TIMELINE)
    form = ImportForm(request.POST or None, request.FILES or None)
    reasons: list[str] = []
    if form.is_valid():
        try:
            file = read_timeline(form.cleaned_data["file"])
            child = actions.import_timeline(desk, file=file)
        except WrongFile as wrong:
            reasons = wrong.reasons
        else:
            for notice in file.notices:
                messages.info(request, notice)
            return redirect("timeline:board", child.pk)
    context = {"form": form, "reasons": reasons, "organisation": desk.organisation}
    return render(request, "timeline/import.html", context, status=422 if form.is_bound else 200)
