"""The first page, the doors of the demo world, and where to tell that something is not safe."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rondom.base.pointing import Settled, choices_of, settle
from rondom.cases.actions import Written, answer_case, write_case
from rondom.cases.queries import find_case, shown
from rondom.cases.room import open_cases
from rondom.children.caseload import known_names, open_caseload
from rondom.children.dossier import places_of
from rondom.home.demo import DEMO_PEOPLE, LOG_MANAGER, demo_person
from rondom.home.demo_waves import RESEARCHER, demo_researcher
from rondom.home.forms import AnswerForm, CaseForm
from rondom.home.queries import home_page
from rondom.home.safety import security_txt
from rondom.people.models import Person
from rondom.people.requests import SignedIn
from rondom.people.views import enter


@require_GET
def home(request: SignedIn) -> HttpResponse:
    """A family with one child goes straight to its story; who is here for the work sees what needs attention.

    Who was invited and has not begun yet goes on where that stopped.
    """
    caseload = open_caseload(request.user)
    page = home_page(request.user, caseload)
    if len(page.children) == 1 and not (page.is_at_work or page.overseen or page.asked):
        return redirect("timeline:board", page.children[0].child.pk)
    if page.asked and not (page.children or page.desks or page.overseen):
        return redirect("children:welcome", page.asked[0])
    return render(request, "home/home.html", {"page": page})


@login_not_required
@require_GET
def demo(request: HttpRequest, who: str) -> HttpResponse:
    """Enter as somebody of the invented world. Not there outside the demo."""
    person = None
    if settings.DEMO:
        person = demo_researcher() if who == RESEARCHER else demo_person(who) if who in {*DEMO_PEOPLE, LOG_MANAGER} else None
    if person is None:
        raise Http404
    logout(request)
    children = [place.child_id for place in places_of(person)]
    return enter(request, person, reverse("timeline:board", args=children) if len(children) == 1 else "/", how="demo")


@require_http_methods(["GET", "POST"])
def write(request: SignedIn) -> HttpResponse:
    """A case without a name: typed, gone along word by word, read over, and laid in the tray.

    Here and not among the cases: those know no child, and what is typed is held beside the names of one's own work.
    """
    room = open_cases(request.user)
    form = CaseForm(request.POST or None)
    sent = request.POST.dict()
    settled, is_ready = gone_along(request.user, sent, form)
    if is_ready and settled is not None and form.lays_down(sent):
        given = {name: form.cleaned_data[name] for name in ("sector", "age_band", "theme", "recognisable")}
        write_case(room, written=Written(text=settled.texts[0], **given))
        messages.success(request, _("Je vraag wacht nu tot de nacht. Morgen staat ze erbij, zonder naam en zonder dag."))
        return redirect("cases:cases")
    context = {"form": form, "settled": settled, "is_ready": is_ready, "case": None}
    is_wrong = form.is_bound and not (is_ready and form.is_valid())
    return render(request, "home/write.html", context, status=422 if is_wrong else 200)


@require_http_methods(["GET", "POST"])
def answer(request: SignedIn, case_id: UUID) -> HttpResponse:
    """What a colleague thinks of a case: it may point to somebody as easily as the case itself."""
    room = open_cases(request.user)
    case = find_case(room, case_id)
    form = AnswerForm(request.POST or None)
    sent = request.POST.dict()
    settled, is_ready = gone_along(request.user, sent, form)
    if is_ready and settled is not None and form.lays_down(sent):
        answer_case(room, case=case, text=settled.texts[0], recognisable=form.cleaned_data["recognisable"])
        messages.success(request, _("Je antwoord wacht nu tot de nacht. Morgen staat het erbij, zonder naam en zonder dag."))
        return redirect("cases:case", case_id)
    context = {"form": form, "settled": settled, "is_ready": is_ready, "case": shown(case)}
    is_wrong = form.is_bound and not (is_ready and form.is_valid())
    return render(request, "home/write.html", context, status=422 if is_wrong else 200)


def gone_along(person: Person, sent: dict[str, str], form: AnswerForm) -> tuple[Settled | None, bool]:
    """What was typed beside the names of one's own work, in memory only; and whether nothing in it is left to settle."""
    if not form.is_bound or not (form.is_valid() or "text" in form.cleaned_data):
        return None, False
    settled = settle([form.cleaned_data["text"]], known_names(person), choices_of(sent))
    return settled, not settled.left and form.is_valid()


@login_not_required
@require_GET
def security_txt_file(request: HttpRequest) -> HttpResponse:
    """Whom to tell that something is not safe, for who looks where such a file always stands."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    here = request.build_absolute_uri
    policy = here(reverse("home:report_weakness"))
    said = security_txt(settings.SECURITY_CONTACT, canonical=here(), policy=policy, now=timezone.now())
    return HttpResponse(said, content_type="text/plain; charset=utf-8")


@login_not_required
@require_GET
def report_weakness(request: HttpRequest) -> HttpResponse:
    """What we ask of who finds something that is not safe, and what we promise; open to everyone."""
    contacts = [{"address": each, "shown": each.removeprefix("mailto:")} for each in settings.SECURITY_CONTACT]
    return render(request, "home/safety.html", {"contacts": contacts})
