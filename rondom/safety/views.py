"""The safety compartment: what one has, the steps of the reporting code, and who looks along.

To read is asked for by who has just shown who it is (R100). What somebody wrote is kept without that question, since a form
that is filled in takes longer than five minutes; it shows nothing, and leads back to a page that asks.
"""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rondom.children.caseload import open_caseload
from rondom.people.desk import open_desk
from rondom.people.fresh import must_be_fresh
from rondom.people.requests import SignedIn
from rondom.people.rights import DeskRight
from rondom.safety import actions
from rondom.safety.folder import Folder, open_safety, open_shelf, under_key
from rondom.safety.forms import BeginForm, ChosenForm, NoteForm, OpennessForm, ReportedForm, ReviewForm
from rondom.safety.papers import summary_pdf
from rondom.safety.queries import (
    STEPS,
    file_page,
    files_on_list,
    is_acute,
    notes_in,
    officer_page,
    shelf_page,
    step_page,
    works_with_safety,
)
from rondom.safety.rights import SafetyRight


@require_GET
def mine(request: SignedIn) -> HttpResponse:
    """All that is somebody's own, of every child; nothing of what was written."""
    caseload = open_caseload(request.user)
    files = files_on_list(caseload)
    if not files and not works_with_safety(caseload):
        raise Http404
    return must_be_fresh(request) or render(request, "safety/mine.html", {"files": files})


@require_GET
def shelf(request: SignedIn, child_id: UUID) -> HttpResponse:
    opened = open_shelf(request.user, child_id)
    return must_be_fresh(request) or render(request, "safety/shelf.html", {"page": shelf_page(opened)})


@require_http_methods(["GET", "POST"])
def begin(request: SignedIn, child_id: UUID) -> HttpResponse:
    """The first step, and whether the parents know. What is sent is kept at once, also when it took long to write."""
    opened = open_shelf(request.user, child_id)
    opened.must(SafetyRight.BEGIN_SAFETY)
    if request.method != "POST" and (to_confirm := must_be_fresh(request)):
        return to_confirm
    form = BeginForm(request.POST or None, initial={"once": uuid4()})
    if form.is_valid():
        given = form.cleaned_data
        shelf = under_key(opened, given["once"])
        file = actions.begin_file(shelf, note=form.note(), is_told=given["is_told"], words=given["words"])
        messages.success(request, _("Bewaard."))
        return redirect("safety:file", child_id, file.pk)
    context = {"page": step_page(opened.dossier.child, 1, None), "form": form}
    return render(request, "safety/step.html", context, status=422 if form.is_bound else 200)


@require_GET
def file(request: SignedIn, child_id: UUID, file_id: UUID) -> HttpResponse:
    folder = open_safety(request.user, child_id, file_id)
    return must_be_fresh(request) or shown(request, folder)


def shown(request: SignedIn, folder: Folder, status: int = 200, **forms: object) -> HttpResponse:
    """The whole file; with the form that could not be kept, where one came in."""
    given = {"openness": OpennessForm(), "reported": ReportedForm(), "review": ReviewForm()}
    context = {"page": file_page(folder), **given, **forms}
    return render(request, "safety/file.html", context, status=status)


def part_of(folder: Folder, part: str) -> str:
    """The page of a file, at one of its parts."""
    return f"{reverse('safety:file', args=[folder.dossier.child.pk, folder.file.pk])}#{part}"


def kept(request: SignedIn, folder: Folder, part: str, said: str = "") -> HttpResponse:
    """Back at the part where it now stands; and said that it was kept."""
    messages.success(request, said or _("Bewaard."))
    return redirect(part_of(folder, part))


@require_http_methods(["GET", "POST"])
def step(request: SignedIn, child_id: UUID, file_id: UUID, nth: int) -> HttpResponse:
    """One step to write in. The page shows nothing of what stands there already."""
    folder = open_safety(request.user, child_id, file_id)
    folder.must(SafetyRight.WRITE_SAFETY)
    if nth not in STEPS:
        raise Http404
    if request.method != "POST" and (to_confirm := must_be_fresh(request)):
        return to_confirm
    # Danger that was ticked stays ticked until somebody takes it away.
    form = NoteForm(request.POST or None, step=STEPS[nth], initial={"is_acute": is_acute(notes_in(folder))})
    if form.is_valid():
        actions.add_note(folder, note=form.note())
        return kept(request, folder, f"stap-{nth}")
    context = {"page": step_page(folder.dossier.child, nth, file_id), "form": form}
    return render(request, "safety/step.html", context, status=422 if form.is_bound else 200)


@require_POST
def openness(request: SignedIn, child_id: UUID, file_id: UUID) -> HttpResponse:
    """Told or not yet. What goes to the parents leaves the compartment: who it is, is asked once more."""
    folder = open_safety(request.user, child_id, file_id)
    folder.must(SafetyRight.WRITE_SAFETY)
    form = OpennessForm(request.POST)
    if not form.is_valid():
        return must_be_fresh(request) or shown(request, folder, status=422, openness=form)
    if form.cleaned_data["summary"].strip() and (to_confirm := must_be_fresh(request)):
        return to_confirm
    actions.say_openness(folder, **form.cleaned_data)
    is_let_out = form.cleaned_data["summary"].strip() and form.cleaned_data["is_told"]
    said = _("Bewaard. De ouders krijgen bericht en kunnen het nalezen.") if is_let_out else ""
    return kept(request, folder, "vertellen", said)


@require_POST
def summary(request: SignedIn, child_id: UUID, file_id: UUID) -> HttpResponse:
    """What to read out to Veilig Thuis, on paper. Rondom sends it nowhere."""
    folder = open_safety(request.user, child_id, file_id)
    folder.must(SafetyRight.REPORT_SAFETY)
    if to_confirm := must_be_fresh(request):
        return to_confirm
    actions.print_summary(folder)
    answer = HttpResponse(summary_pdf(folder), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="meldtekst.pdf"'
    return answer


@require_POST
def reported(request: SignedIn, child_id: UUID, file_id: UUID) -> HttpResponse:
    folder = open_safety(request.user, child_id, file_id)
    folder.must(SafetyRight.REPORT_SAFETY)
    form = ReportedForm(request.POST)
    if not form.is_valid():
        return must_be_fresh(request) or shown(request, folder, status=422, reported=form)
    actions.note_report(folder, **form.cleaned_data)
    return kept(request, folder, "melden")


@require_POST
def join(request: SignedIn, child_id: UUID, file_id: UUID) -> HttpResponse:
    """Let a colleague of the own organisation read along."""
    folder = open_safety(request.user, child_id, file_id)
    folder.must(SafetyRight.WRITE_SAFETY)
    if to_confirm := must_be_fresh(request):
        return to_confirm
    form = ChosenForm(request.POST)
    if form.is_valid():
        actions.put_on_list(folder, place_id=form.cleaned_data["chosen"])
        return kept(request, folder, "lijst")
    messages.error(request, _("Kies iemand uit de lijst."))
    return redirect(part_of(folder, "lijst"))


@require_POST
def leave(request: SignedIn, child_id: UUID, file_id: UUID, place_id: UUID) -> HttpResponse:
    folder = open_safety(request.user, child_id, file_id)
    folder.must(SafetyRight.WRITE_SAFETY)
    if to_confirm := must_be_fresh(request):
        return to_confirm
    actions.take_off_list(folder, place_id=place_id)
    return kept(request, folder, "lijst")


@require_POST
def review(request: SignedIn, child_id: UUID, file_id: UUID) -> HttpResponse:
    folder = open_safety(request.user, child_id, file_id)
    folder.must(SafetyRight.WRITE_SAFETY)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return must_be_fresh(request) or shown(request, folder, status=422, review=form)
    actions.review_file(folder, **form.cleaned_data)
    return kept(request, folder, "nakijken")


@require_http_methods(["GET", "POST"])
def officer(request: SignedIn, organisation_id: UUID) -> HttpResponse:
    """Who looks along at every concern of this organisation."""
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.NAME_ATTENTION_OFFICER)
    if to_confirm := must_be_fresh(request):
        return to_confirm
    form = ChosenForm(request.POST or None)
    if form.is_valid():
        actions.name_attention_officer(desk, member_id=form.cleaned_data["chosen"])
        messages.success(request, _("Aangewezen."))
        return redirect("safety:officer", organisation_id)
    context = {"page": officer_page(desk), "form": form}
    return render(request, "safety/officer.html", context, status=422 if form.is_bound else 200)
