"""After closing: taking answers out as a file, and reading what was written in own words."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rondom.people.desk import Desk, open_desk
from rondom.people.fresh import must_be_fresh
from rondom.people.requests import SignedIn
from rondom.people.rights import DeskRight
from rondom.surveys import actions
from rondom.surveys.actions import Taken
from rondom.surveys.extracts import MEDIA, extract_of, file_of
from rondom.surveys.forms import ALL_YEARS, TakeOutForm
from rondom.surveys.models import OpenAnswer, Wave
from rondom.surveys.own_words import answer_to_look_at, covered_in, own_words_page
from rondom.surveys.queries import closed_years, must_be_read_at, taken_out_of, wave_at
from rondom.surveys.words import title_of


@require_http_methods(["GET", "POST"])
def take_out(request: SignedIn, organisation_id: UUID, closed_id: UUID) -> HttpResponseBase:
    """One page: what goes into the file, which kind, and for what. The file comes as it is made."""
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.TAKE_OUT)
    wave = wave_at(desk, closed_id)
    must_be_read_at(desk, wave)
    if to_confirm := must_be_fresh(request):
        return to_confirm
    waves = closed_years(wave)
    form = TakeOutForm(request.POST or None, wave=wave, waves=waves)
    if form.is_valid():
        given = form.cleaned_data
        return taken(desk, wave, waves if given["years"] == ALL_YEARS else [wave], given)
    said = dict(form.fields["cut"].choices) | dict(form.fields["kind"].choices)  # type: ignore[attr-defined]
    before = [(each, said[each.cut], said[each.kind]) for each in taken_out_of(wave)]
    context = {"form": form, "wave": wave, "title": title_of(wave.version), "taken": before, "organisation": desk.organisation}
    return render(request, "surveys/take_out.html", context, status=422 if form.is_bound else 200)


def taken(desk: Desk, wave: Wave, waves: list[Wave], given: dict[str, str]) -> HttpResponseBase:
    """Made, then written down, then sent: what was not written down does not go."""
    extract = extract_of(desk, waves, given["cut"])
    pieces = file_of(extract, given["kind"], waves, desk.organisation.name)
    years, rows = tuple(each.year for each in waves), len(extract.sheet.rows)
    found = Taken(years, given["cut"], given["kind"], given["purpose"], rows, extract.checked.smallest)
    actions.take_out(desk, wave=wave, taken=found)
    kind, ending = MEDIA[given["kind"]]
    name = slugify(f"{title_of(wave.version)} {years[0]} {years[-1] if len(years) > 1 else ''} {given['cut']}")[:80]
    headers = {"Content-Disposition": f'attachment; filename="{name}{ending}"'}
    return StreamingHttpResponse(pieces, content_type=kind, headers=headers)


@require_http_methods(["GET", "POST"])
def own_words(request: SignedIn, organisation_id: UUID, closed_id: UUID) -> HttpResponse:
    """Read what was written; who researches says of each that it was looked at, and what of it others do not read."""
    desk = open_desk(request.user, organisation_id)
    desk.must(DeskRight.PLAN_WAVES)
    wave = wave_at(desk, closed_id)
    code, leaf = request.GET.get("vraag", ""), request.GET.get("blad", "")
    if request.method == "GET":
        return render(request, "surveys/own_words.html", {"page": own_words_page(desk, wave, code, leaf)})
    must_be_read_at(desk, wave)
    answer = asked_about(desk, wave, request.POST.get("answer", ""))
    typed = request.POST.get("cover", "")[:1_500]
    covered, lacking = covered_in(answer.text, typed)
    if lacking:
        why = _("Dit staat er niet: %(words)s. Schrijf het zoals het er staat.") % {"words": ", ".join(lacking)}
        page = own_words_page(desk, wave, answer.item, leaf, (str(answer.pk), typed, why))
        return render(request, "surveys/own_words.html", {"page": page}, status=422)
    actions.look_at_words(desk, answer=answer, covered=covered, is_hidden="hide" in request.POST)
    messages.success(request, _("Nagekeken."))
    where = reverse("surveys:own_words", args=[organisation_id, closed_id])
    return redirect(f"{where}?vraag={answer.item}&blad={leaf if leaf.isdecimal() else 1}#{answer.pk}")


def asked_about(desk: Desk, wave: Wave, key: str) -> OpenAnswer:
    try:
        found = answer_to_look_at(desk, wave, UUID(key))
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found
