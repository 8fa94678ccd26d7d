"""Shared by the tests of the monitor: who researches, a released questionnaire, and a wave that is open."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from rondom.people.actions import add_member, add_organisation, add_person
from rondom.people.desk import Desk, open_desk
from rondom.people.models import Function, Organisation, Person
from rondom.surveys.actions import (
    Sent,
    WavePlan,
    keep_school,
    plan_wave,
    release_version,
    send_answers,
    start_questionnaire,
    start_wave,
)
from rondom.surveys.models import QuestionnaireVersion, Wave, WaveSchool
from rondom.surveys.passes import MANY, Pass
from rondom.surveys.queries import last_version
from rondom.surveys.room import Seat, open_wave

YEAR = "2026-2027"
ROLES = ("teacher", "care_coordinator", "school_leader", "school_social_worker", "neighbourhood_team")


@dataclass
class Bureau:
    """Who researches, at an own desk."""

    organisation: Organisation
    researcher: Person

    @property
    def desk(self) -> Desk:
        return open_desk(self.researcher, self.organisation.pk)

    def version(self, name: str = "samenwerken") -> QuestionnaireVersion:
        desk = self.desk
        return release_version(desk, version=last_version(start_questionnaire(desk, name=name)))

    def wave(self, version: QuestionnaireVersion | None = None, *, schools=("De Wilg", "De Beuk"), **given) -> Wave:
        today = timezone.localdate()
        usual = WavePlan(YEAR, ROLES, today + timedelta(days=1), today + timedelta(days=30), is_per_person=False)
        made = plan_wave(self.desk, version=version or self.version(), plan=replace(usual, **given))
        for name in schools:
            keep_school(self.desk, wave=made, name=name, invited=dict.fromkeys(made.roles, 20))
        start_wave(self.desk, wave=made)
        return Wave.objects.get(pk=made.pk)


@pytest.fixture
def bureau(world) -> Bureau:
    organisation = add_organisation(name="Bureau", kind="other", municipality="Delft")
    researcher = add_person(name="Rens Onderzoek")
    add_member(person=researcher, organisation=organisation, function=Function.RESEARCHER)
    return Bureau(organisation, researcher)


def pass_for(wave: Wave, role: str = "teacher", school: str = "De Wilg", number: int = MANY) -> Pass:
    return Pass(wave.pk, WaveSchool.objects.get(wave=wave, name=school).number, wave.roles.index(role), number)


def seat_for(wave: Wave, role: str = "teacher", school: str = "De Wilg", number: int = MANY) -> Seat:
    return open_wave(pass_for(wave, role, school, number).token)


def answer(wave: Wave, key: str, role: str = "teacher", school: str = "De Wilg", number: int = MANY, **given) -> None:
    sent = Sent(key, **{"answers": {"S01": "4", "S05": "8"}, **given})
    send_answers(seat_for(wave, role, school, number), sent=sent)


def day_after(wave: Wave) -> date:
    return wave.closes_on + timedelta(days=1)
