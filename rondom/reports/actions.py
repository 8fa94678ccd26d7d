"""The verbs of reports: making one of a closed wave, rewording it, releasing and withdrawing it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils import translation

from rondom.base.actions import action, refuse_if
from rondom.base.models import Act
from rondom.people.desk import Desk
from rondom.people.rights import DeskRight
from rondom.reports.content import content_of
from rondom.reports.models import RELEASED, WITHDRAWN, Report, ReportKind, ReportTurn, WaveSheet
from rondom.reports.plain import reworded
from rondom.reports.queries import ALL, readers_for, sheets_of, years_up_to
from rondom.reports.rules import (
    why_not_release,
    why_not_report,
    why_not_reword,
    why_not_this_report,
    why_not_withdraw,
)
from rondom.surveys.models import Wave
from rondom.surveys.words import label_of


@dataclass(frozen=True)
class ReportPlan:
    """A report as it was asked for."""

    kind: str
    school: str = ""
    role: str = ""
    reader_id: str = ""

    @property
    def key(self) -> str:
        """The line of a sheet that it is about."""
        return {ReportKind.SCHOOL: f"school:{self.school}", ReportKind.ROLE: f"role:{self.role}"}.get(self.kind, ALL)  # type: ignore[call-overload]


@action("report.made", needs=DeskRight.MAKE_REPORTS)
def make_report(desk: Desk, *, wave: Wave, plan: ReportPlan, reckoned: list[dict[str, Any]]) -> Report:
    """A report to read and reword. What the wave says is fixed by the first, for all that follow.

    `reckoned` is what `reckoned_for` gave, before: it takes seconds, and this holds up who writes.
    """
    refuse_if(why_not_report(wave))
    waves = years_up_to(desk, wave)
    sheets = fixed_sheets(waves, reckoned)
    refuse_if(why_not_this_report(sheets[-1], plan.kind, plan.key))
    names = dict(wave.schools.values_list("code", "name"))
    reader = readers_for(desk).filter(pk=plan.reader_id).first() if plan.reader_id else None
    roles = called(wave)
    about = names.get(plan.school, "") if plan.kind == ReportKind.SCHOOL else roles.get(plan.role, "")
    last = Report.objects.filter(wave=wave, kind=plan.kind, school=plan.school, role=plan.role).aggregate(n=Max("number"))["n"]
    return Report.objects.create(
        organisation=desk.organisation,
        wave=wave,
        kind=plan.kind,
        school=plan.school,
        role=plan.role,
        number=(last or 0) + 1,
        content=content_of(sheets, kind=plan.kind, key=plan.key, about=about, titles=titles_of(desk, wave), roles=roles),
        reader=reader,
        made_by_id=desk.person_id,
    )


def titles_of(desk: Desk, wave: Wave) -> dict[str, str]:
    return {"questionnaire": wave.version.said("title", "nl"), "by": desk.organisation.name}


def called(wave: Wave) -> dict[str, str]:
    with translation.override("nl"):
        return {role: label_of(role) for role in wave.roles}


def fixed_sheets(waves: list[Wave], reckoned: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What these waves say: as it was fixed before, or as it was reckoned now, which is fixed by this."""
    list(Wave.objects.select_for_update(no_key=True).filter(pk__in=[each.pk for each in waves]))
    known = sheets_of(waves)
    for wave, content in zip(waves, reckoned, strict=True):
        if wave.pk not in known:
            known[wave.pk] = WaveSheet.objects.create(wave=wave, content=content).content
    return [known[wave.pk] for wave in waves]


@action("report.reworded", needs=DeskRight.MAKE_REPORTS, act=Act.UPDATE)
def reword_report(desk: Desk, *, report: Report, texts: dict[str, str]) -> Report:
    """Sentences in the words of who reads it over; an empty one stands again as it was made."""
    report = Report.objects.select_for_update().get(pk=report.pk)  # as it is now: somebody may have released it meanwhile
    refuse_if(why_not_reword(report))
    report.content = reworded(report.content, texts)
    report.save(update_fields=["content"])
    return report


@action("report.released", needs=DeskRight.MAKE_REPORTS, act=Act.EXECUTE)
def release_report(desk: Desk, *, report: Report, read: str) -> ReportTurn:
    """From here on it is as it was read; `read` is the mark of that, which an other's change in between makes another."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    refuse_if(why_not_release(report, read))
    return ReportTurn.objects.create(report=report, turn=RELEASED, by_id=desk.person_id)


@action("report.withdrawn", needs=DeskRight.MAKE_REPORTS, act=Act.EXECUTE)
def withdraw_report(desk: Desk, *, report: Report, note: str) -> ReportTurn:
    """It stays where it was, with a note instead of what it said."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    refuse_if(why_not_withdraw(report, note))
    return ReportTurn.objects.create(report=report, turn=WITHDRAWN, note=note.strip(), by_id=desk.person_id)
