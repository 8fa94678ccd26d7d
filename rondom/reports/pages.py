"""What the pages of reports print."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from rondom.people.desk import Desk
from rondom.people.models import Organisation
from rondom.people.rights import DeskRight
from rondom.reports.figures import draw
from rondom.reports.models import RELEASED, WITHDRAWN, Report
from rondom.reports.plain import SectionPlain, TablePlain, mark_of, plain_of
from rondom.reports.queries import closed_waves, reports_at
from rondom.reports.wording import CONTENTS
from rondom.surveys.models import Wave
from rondom.surveys.words import title_of


@dataclass(frozen=True)
class InReports:
    report: Report
    title: str
    state: str


@dataclass(frozen=True)
class WaveToReport:
    wave: Wave
    title: str


@dataclass(frozen=True)
class ReportsPage:
    organisation: Organisation
    reports: tuple[InReports, ...]
    waves: tuple[WaveToReport, ...]
    may_make: bool


def reports_page(desk: Desk) -> ReportsPage:
    may_make = desk.may(DeskRight.MAKE_REPORTS)
    return ReportsPage(
        organisation=desk.organisation,
        reports=tuple(InReports(each, each.content["title"], state_of(each)) for each in reports_at(desk)),
        waves=tuple(WaveToReport(each, title_of(each.version)) for each in closed_waves(desk)) if may_make else (),
        may_make=may_make,
    )


def state_of(report: Report) -> str:
    return _("ingetrokken") if report.is_withdrawn else _("vrijgegeven") if report.is_released else _("om na te lezen")


@dataclass(frozen=True)
class FigureShown:
    label: str
    svg: SafeString
    caption: str
    words: str


@dataclass(frozen=True)
class SectionShown:
    title: str
    name: str  # to jump to
    level: int
    texts: tuple[str, ...]
    is_list: bool
    figures: tuple[FigureShown, ...]
    tables: tuple[tuple[str, TablePlain], ...]  # each with how it is called


@dataclass(frozen=True)
class ReportPage:
    organisation: Organisation
    report: Report
    title: str
    subtitle: str
    state: str
    released: Any
    withdrawn: Any
    first: tuple[SectionShown, ...]  # what is read in two minutes
    rest: tuple[SectionShown, ...]
    contents_title: str
    contents: tuple[tuple[str, str], ...]
    may_change: bool
    may_withdraw: bool
    mark: str  # of what is read here


FIRST = 3


def report_page(desk: Desk, report: Report) -> ReportPage:
    """A withdrawn report shows its note and nothing else, to everybody."""
    plain, mine = plain_of(report.content), desk.may(DeskRight.MAKE_REPORTS) and report.organisation_id == desk.organisation.pk
    shown = () if report.is_withdrawn else tuple(section_shown(nth, each) for nth, each in enumerate(plain.sections))
    return ReportPage(
        organisation=desk.organisation,
        report=report,
        title=plain.title,
        subtitle=plain.subtitle,
        state=state_of(report),
        released=report.turn_rows.get(RELEASED),
        withdrawn=report.turn_rows.get(WITHDRAWN),
        first=shown[:FIRST],
        rest=shown[FIRST:],
        contents_title=CONTENTS,
        contents=tuple((each.name, each.title) for each in shown[FIRST:] if each.level == 2),
        may_change=mine and not report.is_released,
        may_withdraw=mine and report.is_released and not report.is_withdrawn,
        mark=mark_of(report.content),
    )


def section_shown(nth: int, section: SectionPlain) -> SectionShown:
    return SectionShown(
        title=section.title,
        name=f"deel-{nth}",
        level=section.level,
        texts=tuple(text for _key, text in section.texts),
        is_list=section.is_list,
        figures=tuple(
            FigureShown(
                f"{section.title}: figuur {place}",
                mark_safe(draw(each.kind, each.drawn, f"deel-{nth}-{place}")),  # noqa: S308 # our own drawing, texts escaped
                each.caption,
                each.words,
            )
            for place, each in enumerate(section.figures, start=1)
        ),
        tables=tuple((f"{section.title}: tabel {place}", each) for place, each in enumerate(section.tables, start=1)),
    )
