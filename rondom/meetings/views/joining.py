"""Who comes to a table without an account: the chair's page of it, the page where a guest asks, and the guest's own."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rondom.cards.queries import cards_in
from rondom.children.dossier import open_dossier
from rondom.children.rights import Right
from rondom.meetings import actions
from rondom.meetings.codes import LONGEST_VISIT, code_of, new_secret, read_code
from rondom.meetings.drawing import beside, parts_for_guest, parts_of_table
from rondom.meetings.forms import CodeForm, KnockForm, SayForm
from rondom.meetings.models import Invited, TableGuest
from rondom.meetings.onlookers import GUEST, WALL, open_doorway, open_seat
from rondom.meetings.onlooking import doorway_page, onlook_page, picture_of, shown_together
from rondom.meetings.pages import own_seat
from rondom.meetings.rows import tables_of
from rondom.meetings.table import table_page
from rondom.meetings.views.table import meeting_of, table_in, tried_in
from rondom.people.actions import note_failure
from rondom.people.models import Person
from rondom.people.queries import tries_for
from rondom.people.requests import SignedIn
from rondom.people.rules import why_not_try
from rondom.people.sessions import address_of


def cookie_of(what: str) -> str:
    return f"{settings.OF_THIS_HOST}{what}"


def keep(answer: HttpResponse, what: str, secret: str) -> HttpResponse:
    """What a screen or a guest is known by: beside the visit of who is signed in on the same device, and apart from it."""
    name, is_secure = cookie_of(what), settings.SECURE_ONLY
    answer.set_cookie(name, secret, max_age=LONGEST_VISIT, secure=is_secure, httponly=True, samesite="Lax")
    return answer


# ── at the table ──────────────────────────────────────────────────────────────────────────────────


@require_GET
def doorway(request: SignedIn, child_id: UUID, meeting_id: UUID) -> HttpResponse:
    """The code of this table, the screens that show it, and who asks to come in, as soon as somebody does."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.JOIN_MEETING)
    found = table_in(dossier, meeting_id)
    _meeting, mine = own_seat(dossier, meeting_id)
    if mine is None:
        raise Http404
    if found.is_closed:
        return redirect("meetings:result", child_id, meeting_id)
    page, cards = doorway_page(dossier, found, mine), cards_in(dossier)
    sitting = table_page(dossier, found, cards)
    link = request.build_absolute_uri(reverse("meetings:join", args=[page.code.replace(" ", "")])) if page.code else ""
    context = {"page": page, "child": dossier.child, "short": request.build_absolute_uri(reverse("meetings:join_code"))}
    context |= {"picture": picture_of(link) if link else "", "screen": request.build_absolute_uri(reverse("timeline:wall"))}
    context |= {"sitting": sitting, "parts": parts_of_table(sitting, beside(dossier, sitting, cards))}
    return render(request, "meetings/table/doorway.html", context)


@require_POST
def new_code(request: SignedIn, child_id: UUID, meeting_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.JOIN_MEETING)
    actions.make_code(dossier, meeting=meeting_of(dossier, meeting_id))
    return redirect("meetings:doorway", child_id, meeting_id)


@require_POST
def show_on_wall(request: SignedIn, child_id: UUID, meeting_id: UUID) -> HttpResponse:
    """On the screen that says this code; without a code in another window of this browser."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.JOIN_MEETING)
    found, form = meeting_of(dossier, meeting_id), CodeForm(request.POST)
    if "here" in request.POST:
        secret = new_secret(WALL)
        actions.show_on_wall(dossier, meeting=found, code=code_of(secret))
        return keep(redirect("timeline:wall"), WALL, secret)
    if form.is_valid():
        actions.show_on_wall(dossier, meeting=found, code=form.cleaned_data["code"])
        messages.success(request, _("Het bord komt nu op het scherm."))
    else:
        messages.error(request, str(form.errors["code"][0]))
    return redirect("meetings:doorway", child_id, meeting_id)


@require_POST
def end_walls(request: SignedIn, child_id: UUID, meeting_id: UUID) -> HttpResponse:
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.JOIN_MEETING)
    actions.end_walls(dossier, meeting=meeting_of(dossier, meeting_id))
    return redirect("meetings:doorway", child_id, meeting_id)


@require_POST
def answer_guest(request: SignedIn, child_id: UUID, meeting_id: UUID, guest_id: UUID) -> HttpResponse:
    """The family says that it is good, who leads lets in; each of them refuses."""
    dossier = open_dossier(request.user, child_id)
    dossier.must(Right.JOIN_MEETING)
    found = meeting_of(dossier, meeting_id)
    guest = get_object_or_404(TableGuest.objects.inside(dossier).filter(meeting=found), pk=guest_id)
    says = {"allow": actions.allow_guest, "in": actions.let_guest_in, "refuse": actions.refuse_guest}
    say = says.get(request.POST.get("answer", ""))
    if say is None:
        messages.error(request, _("Kies een antwoord."))
    else:
        say(dossier, guest=guest)
    back = "meetings:doorway" if "deur" in request.POST else "meetings:table"
    return redirect(back, child_id, meeting_id)


# ── who comes from outside ────────────────────────────────────────────────────────────────────────


@login_not_required
@require_http_methods(["GET", "POST"])
def join_code(request: HttpRequest) -> HttpResponse:
    """The short address: type the code. Whether there is a table behind it is not said here."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        return redirect("meetings:join", form.cleaned_data["code"])
    return render(request, "meetings/join_code.html", {"form": form}, status=422 if request.method == "POST" else 200)


@login_not_required
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Who is of this table goes on to it. A guest says who it is and asks; only then it is said whether the code is right."""
    form = KnockForm(request.POST or None)
    doorway = open_doorway(read_code(code) or "")
    if request.method == "GET" and doorway is not None and isinstance(request.user, Person):
        seats = Invited.objects.filter(meeting=doorway.meeting, left_out_at=None, place__person=request.user)
        if seats.exists():
            return redirect("meetings:table", doorway.child_id, doorway.meeting.pk)
    if form.is_valid():
        address, wrong = address_of(request), _("Deze code klopt niet, of het overleg is klaar. Vraag een nieuwe code.")
        if too_many := why_not_try(0, tries_for("address", address)):
            form.add_error(None, too_many)
        elif doorway is None:
            note_failure(account="", address=address, event="joincode.wrong")
            form.add_error(None, wrong)
        else:
            secret = new_secret(GUEST)
            actions.knock(doorway, language=get_language() or "nl", secret=secret, **form.cleaned_data)
            return keep(redirect("meetings:guest"), GUEST, secret)
    context = {"form": form, "code": code}
    return render(request, "meetings/join.html", context, status=422 if request.method == "POST" else 200)


@login_not_required
@require_http_methods(["GET", "POST"])
def guest(request: HttpRequest) -> HttpResponse:
    """This table as its guest sees it: the step, what was said, what was chosen and agreed. And a field to say something."""
    onlooker = open_seat(request.COOKIES.get(cookie_of(GUEST), ""))
    if onlooker is None:
        return render(request, "meetings/guest_over.html", status=404)
    found = tables_of([onlooker.meeting.pk])[onlooker.meeting.pk]
    is_saying = request.method == "POST" and onlooker.seat is not None
    tried = SayForm(request.POST, steps=found.guide) if is_saying else None
    if tried is not None and tried.is_valid():
        actions.say_as_guest(onlooker, language=get_language() or "nl", **tried.cleaned_data)
        return redirect("meetings:guest")
    context: dict[str, object] = {"parts": parts_for_guest(None), "tried": tried_in(tried)}
    if onlooker.seat is not None:
        page = onlook_page(onlooker, found, shown_together(onlooker, found, cards_in(onlooker)))
        context |= {"page": page, "parts": parts_for_guest(page)}
    return render(request, "meetings/guest.html", context, status=422 if tried else 200)
