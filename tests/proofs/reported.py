"""Shared by the proofs: a released report and one to read over at the desk of the school, and who may hear which word of them."""

from typing import Any

from rondom.base.seal import all_laid_out
from rondom.people.desk import open_desk
from rondom.people.models import Function, Membership, Organisation
from rondom.reports.actions import ReportPlan, make_report, release_report
from rondom.reports.models import Report
from rondom.reports.plain import mark_of
from rondom.surveys.models import Wave
from tests.proofs.asked import researcher_of
from tests.sealed import rewrite

# What a wave with twenty answers would say: made by hand, so that no proof waits for who reckons.
MARK = {"code": "P05", "kind": "mark", "text": "Welk cijfer geeft u aan de hulp op school?", "indicator": "", "step": 4}
SHEET = {
    "year": "2024-2025",
    "items": [
        {
            **MARK,
            "roles": ["parent"],
            "options": [],
            "cells": [[str(mark)] for mark in range(1, 11)],
            "lines": {"all": {"n": 20, "mean": 8.1, "sd": 1.1}},
            "band": None,
            "passed": False,
        }
    ],
    "response": {"band": "15-24", "share": 65, "roles": [["parent", "15-24"]]},
    "not_compared": {},
    "tests": {},
}


def lay_reported(school: Organisation) -> None:
    desk = open_desk(researcher_of(school), school.pk)
    wave = Wave.objects.get(organisation=school, turns__turn="closed")
    for is_read in (True, False):
        made = make_report(desk, wave=wave, plan=ReportPlan("year"), reckoned=[SHEET])
        if is_read:
            release_report(desk, report=made, read=mark_of(made.content))


def parts_of_reported(desk_id: Any) -> dict[str, Any]:
    """The released one."""
    mine = Report.objects.filter(organisation=desk_id, turns__turn="released")
    return {"report_id": lambda: mine.values_list("pk", flat=True).first() or desk_id}


def bodies_of_reported() -> dict[str, dict[str, Any]]:
    return {
        "reports:make": {"about": "year:", "reader": ""},
        "reports:reword": {"celebrate.0": "In andere woorden"},
        "reports:release": {"read": "on"},
        "reports:withdraw": {"note": "Een vraag was anders gesteld"},
    }


def told_of_reports(aviary: Any) -> None:
    """What was released is for who leads the school, and who researches; what is still read over for who researches alone."""

    def leads(_place: Any, person: Any) -> bool:
        at_school = Membership.objects.filter(person=person, organisation=aviary.circle.school)
        return at_school.filter(function__in=[Function.SCHOOL_LEADER, Function.RESEARCHER]).exists()

    def researches(_place: Any, person: Any) -> bool:
        return Membership.objects.filter(person=person, function=Function.RESEARCHER).exists()

    for report in Report.objects.filter(organisation=aviary.circle.school).prefetch_related("turns"):
        bird = aviary.bird("sentence of a report", leads if report.is_released else researches)
        with all_laid_out():
            content = report.content
        content["sections"][0]["texts"][0]["own"] = bird
        rewrite(Report.objects.filter(pk=report.pk), content=content)
