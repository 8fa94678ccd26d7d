"""What of a desk's reports is read, the waves a report can be made of, and the answers as the process that reckons takes them."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from rondom.base.actions import Refused, refuse_if
from rondom.base.keys import Subject
from rondom.base.seal import lay_out_apart
from rondom.people.desk import Desk
from rondom.people.models import Organisation, OrganisationKind
from rondom.people.rights import DeskRight
from rondom.reports.models import RELEASED, REPORTS, Report, WaveSheet
from rondom.reports.plain import ReportPlain, plain_of
from rondom.reports.process import NotReckoned, reckon
from rondom.reports.rules import why_not_report
from rondom.surveys.items import OPEN, PASSED, differences
from rondom.surveys.models import Wave
from rondom.surveys.queries import answers_of, turnouts_of

ALL = "all"


def rows_at(desk: Desk) -> QuerySet[Report]:
    """Who makes reports reads all of the own desk; others what was released: of the own desk, or of elsewhere for them."""
    here = Q(organisation=desk.organisation)
    released = Q(turns__turn=RELEASED)
    mine = here if desk.may(DeskRight.MAKE_REPORTS) else here & released
    found = Report.objects.filter(mine | (released & Q(reader=desk.organisation))).distinct()
    return found.select_related("wave", "wave__version", "organisation", "reader").prefetch_related("turns").order_by("-made_at")


def reports_at(desk: Desk) -> list[Report]:
    found = list(rows_at(desk))
    lay_out_apart(*{Subject(REPORTS, each.organisation_id) for each in found})
    return found


def report_at(desk: Desk, report_id: UUID) -> Report:
    found = rows_at(desk).filter(pk=report_id).first()
    if found is None:
        raise Http404
    lay_out_apart(Subject(REPORTS, found.organisation_id))
    return found


def released_content(report: Report) -> ReportPlain:
    """A released report as sections with sentences, figures and tables of rows: for who writes it to another file."""
    if not report.is_released or report.is_withdrawn:
        raise Http404
    return plain_of(report.content)


def closed_waves(desk: Desk) -> list[Wave]:
    found = Wave.objects.inside(desk).filter(turns__turn="closed").select_related("version__questionnaire")
    return list(found.prefetch_related("turns", "schools").order_by("-year", "-planned_at"))


def readers_for(desk: Desk) -> QuerySet[Organisation]:
    """The schools of the same municipality: of one of these the leader may read a report."""
    found = Organisation.objects.filter(kind=OrganisationKind.SCHOOL, municipality=desk.organisation.municipality)
    return found.exclude(pk=desk.organisation.pk).order_by("name")


def years_up_to(desk: Desk, wave: Wave) -> list[Wave]:
    """This wave and one closed wave of each year before, of the same questionnaire; the oldest first."""
    before = Wave.objects.inside(desk).filter(
        version__questionnaire=wave.version.questionnaire_id, turns__turn="closed", year__lt=wave.year
    )
    by_year = {each.year: each for each in before.select_related("version").prefetch_related("turns").order_by("planned_at")}
    return [by_year[year] for year in sorted(by_year)] + [wave]


def sheets_of(waves: list[Wave]) -> dict[UUID, dict[str, Any]]:
    return dict(WaveSheet.objects.filter(wave__in=waves).values_list("wave_id", "content"))


def reckoned_for(desk: Desk, wave: Wave) -> list[dict[str, Any]]:
    """The sheets of a wave and of the years before it, the oldest first; what was not fixed yet is reckoned now, apart."""
    refuse_if(why_not_report(wave))
    waves = years_up_to(desk, wave)
    known = sheets_of(waves)
    if all(each.pk in known for each in waves):
        return [known[each.pk] for each in waves]
    try:
        return reckon(for_reckoning(desk, waves, known))
    except NotReckoned as error:
        raise Refused(_("Het rekenen is niet gelukt. Er is niets veranderd. Probeer het nog eens.")) from error


def for_reckoning(desk: Desk, waves: list[Wave], sheets: dict[UUID, dict[str, Any]]) -> list[dict[str, Any]]:
    """The waves as plain values: who answered what, which questions, what is not compared, and the sheet that there is."""
    return [
        {
            "year": wave.year,
            "schools": sorted(wave.schools.values_list("code", flat=True)),
            "roles": list(wave.roles),
            "items": [item_for_reckoning(item) for item in wave.version.items if item.kind != OPEN and item.since <= wave.year],
            "rows": [[each.school, each.role, each.item, each.value] for each in answers_of(desk, wave)],
            "turnout": turnout_of(wave),
            "not_compared": not_compared(waves[:nth], wave),
            "sheet": sheets.get(wave.pk),
        }
        for nth, wave in enumerate(waves)
    ]


def item_for_reckoning(item: Any) -> dict[str, Any]:
    return {
        "code": item.code,
        "kind": item.kind,
        "text": item.text.get("nl") or next(iter(item.text.values()), ""),
        "indicator": item.indicator,
        "step": item.step,
        "roles": list(item.roles),
        "values": [value for value in item.values if value != PASSED],
        "options": [each.get("nl", "") for each in item.options],
    }


def turnout_of(wave: Wave) -> list[list[Any]]:
    """By role: how many were invited and how many answered. Who has two roles counts in the first."""
    answered: dict[str, int] = {}
    for each in turnouts_of(wave):
        answered[each.role] = answered.get(each.role, 0) + each.answered
    invited: dict[str, int] = {}
    for school in wave.schools.all():
        for role, number in school.invited.items():
            invited[role] = invited.get(role, 0) + number
    return [[role, invited.get(role, 0), answered.get(role, 0)] for role in wave.roles]


def not_compared(before: list[Wave], wave: Wave) -> dict[str, list[str]]:
    """Of each year before: the questions that were asked otherwise then."""
    return {
        each.year: [found.code for found in differences(each.version.items, wave.version.items) if not found.is_compared]
        for each in before
    }
