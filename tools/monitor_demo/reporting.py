"""The reports of the last year: over all schools, of a role and of a school; released, on paper and as files."""

import time
from pathlib import Path
from typing import Any

from rondom.base.actions import Refused
from rondom.people.desk import Desk
from rondom.reports.actions import ReportPlan, make_report, release_report
from rondom.reports.files import MEDIA, file_of
from rondom.reports.papers import report_pdf
from rondom.reports.plain import mark_of
from rondom.reports.queries import reckoned_for, released_content, report_at
from rondom.surveys.models import Wave


def reported(desk: Desk, wave: Wave, to: Path) -> dict[str, dict[str, Any]]:
    """By report: how long reckoning with making took, the paper and each file, in seconds and bytes; or why there is none."""
    plans = {
        "year": ReportPlan("year"),
        "role-teacher": ReportPlan("role", role="teacher"),
        "school": ReportPlan("school", school=wave.schools.order_by("number")[0].code),
    }
    told: dict[str, dict[str, Any]] = {}
    for name, plan in plans.items():
        try:
            told[name] = one(desk, wave, plan, to / f"report-{name}")
        except Refused as refused:
            told[name] = {"not made": str(refused)}
    return told


def one(desk: Desk, wave: Wave, plan: ReportPlan, path: Path) -> dict[str, Any]:
    began = time.monotonic()
    made = make_report(desk, wave=wave, plan=plan, reckoned=reckoned_for(desk, wave))
    release_report(desk, report=made, read=mark_of(made.content))
    report = report_at(desk, made.pk)
    told: dict[str, Any] = {"made in seconds": round(time.monotonic() - began, 1), "sections": len(report.content["sections"])}
    began = time.monotonic()
    paper = report_pdf(report)
    path.with_suffix(".pdf").write_bytes(paper)
    told |= {"paper in seconds": round(time.monotonic() - began, 1), "paper in bytes": len(paper)}
    for kind, (_media, end) in MEDIA.items():
        made_file = file_of(released_content(report), kind)
        path.with_name(f"{path.name}{end}").write_bytes(made_file)
        told[f"{kind} in bytes"] = len(made_file)
    return told
