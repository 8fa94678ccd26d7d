"""Shared by the tests of reports: a bureau with two closed years over seven schools, and a school whose leader reads along."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from rondom.people.actions import add_member, add_organisation, add_person
from rondom.people.desk import Desk, open_desk
from rondom.people.models import Function, Organisation, Person
from rondom.reports.actions import ReportPlan, make_report, release_report
from rondom.reports.models import Report
from rondom.reports.plain import mark_of
from rondom.reports.reckoning import reckoned
from rondom.surveys.actions import WavePlan, plan_wave, release_version, start_questionnaire
from rondom.surveys.models import SurveyAnswer, Turnout, Wave, WaveSchool, WaveTurn
from rondom.surveys.queries import last_version
from tests.reports.waves import invented
from tests.surveys.conftest import Bureau

YEARS = ("2024-2025", "2025-2026")


@dataclass
class Closed:
    """Two closed years, what they say, who researches and who leads one of the schools."""

    organisation: Organisation
    researcher: Person
    waves: tuple[Wave, ...]
    sheets: list[dict[str, Any]]
    school: Organisation
    leader: Person

    @property
    def desk(self) -> Desk:
        return open_desk(self.researcher, self.organisation.pk)

    @property
    def reading(self) -> Desk:
        return open_desk(self.leader, self.school.pk)

    def make(self, kind: str = "year", **given: str) -> Report:
        return make_report(self.desk, wave=self.waves[-1], plan=ReportPlan(kind, **given), reckoned=self.sheets)

    def released(self, kind: str = "year", **given: str) -> Report:
        made = self.make(kind, **given)
        release_report(self.desk, report=made, read=mark_of(made.content))
        return Report.objects.get(pk=made.pk)


@pytest.fixture(scope="session")
def years() -> list[dict[str, Any]]:
    return [invented(year=year, seed=nth, rise=0.6 * nth) for nth, year in enumerate(YEARS)]


@pytest.fixture(scope="session")
def sheets(years) -> list[dict[str, Any]]:
    return reckoned([dict(each) for each in years])


@pytest.fixture
def closed(world, years, sheets) -> Closed:
    organisation = add_organisation(name="Bureau", kind="other", municipality="Delft")
    researcher = add_person(name="Rens Onderzoek")
    add_member(person=researcher, organisation=organisation, function=Function.RESEARCHER)
    leader = add_person(name="Lea Leiding")
    add_member(person=leader, organisation=world.school, function=Function.SCHOOL_LEADER)
    desk = open_desk(researcher, organisation.pk)
    version = release_version(desk, version=last_version(start_questionnaire(desk, name="samenwerken")))
    today = timezone.localdate()
    waves = []
    for year in years:
        plan = WavePlan(year["year"], tuple(year["roles"]), today, today + timedelta(days=9), is_per_person=False)
        waves.append(answered(plan_wave(desk, version=version, plan=plan), year))
    return Closed(organisation, researcher, tuple(waves), sheets, world.school, leader)


def answered(wave: Wave, year: dict[str, Any]) -> Wave:
    """As closing leaves it: answers without boxes, turnout, and that it is over."""
    schools = {
        code: WaveSchool.objects.create(
            wave=wave, number=nth, name=f"School {nth}", code=code, invited=dict.fromkeys(wave.roles, 20)
        )
        for nth, code in enumerate(year["schools"], start=1)
    }
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(school=schools[school], role=role, item=item, value=value) for school, role, item, value in year["rows"]
    )
    per_role = {role: many // len(schools) for role, _invited, many in year["turnout"]}
    Turnout.objects.bulk_create(
        Turnout(school=school, role=role, answered=many) for school in schools.values() for role, many in per_role.items()
    )
    WaveTurn.objects.create(wave=wave, turn="closed")
    return Wave.objects.get(pk=wave.pk)


@pytest.fixture
def bureau(world) -> Bureau:
    """Somebody else who researches, at another desk."""
    organisation = add_organisation(name="Ander bureau", kind="other", municipality="Delft")
    researcher = add_person(name="Ruth Onderzoek")
    add_member(person=researcher, organisation=organisation, function=Function.RESEARCHER)
    return Bureau(organisation, researcher)
