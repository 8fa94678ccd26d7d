"""At the desk of who researches: the questionnaire of the first report, and a wave for each of its four years."""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from rondom.people.actions import add_member, add_organisation, add_person
from rondom.people.desk import Desk, open_desk
from rondom.people.models import Function, Person
from rondom.surveys.actions import (
    WavePlan,
    close_wave,
    keep_item,
    keep_school,
    plan_wave,
    release_version,
    start_questionnaire,
    start_wave,
)
from rondom.surveys.models import QuestionnaireVersion, Wave, WaveSchool
from rondom.surveys.passes import Pass
from rondom.surveys.queries import last_version
from tools.monitor_demo.people import ASSISTANT, ROLES, SCHOOLS, SCIENTIST, YEARS, invited_at
from tools.monitor_demo.people import Person as Asked

# Its text names three roles for these two; its n is larger than they were: 127 and 131 of 120. So others answered them as well,
# and which follows from n alone (127 is 120 and 7 behavioural scientists).
ALSO_ASKED = {"Q05": (SCIENTIST,), "Q07": (SCIENTIST, ASSISTANT)}


def desk_of(researcher: Person) -> Desk:
    return open_desk(researcher, researcher.memberships.get().organisation_id)


def lay() -> tuple[Person, dict[str, Wave]]:
    """Who researches, and by year a wave that is open."""
    bureau = add_organisation(name="Onderzoeksbureau", kind="other", municipality="Amsterdam")
    researcher = add_person(name="Wie onderzoekt")
    add_member(person=researcher, organisation=bureau, function=Function.RESEARCHER)
    desk = open_desk(researcher, bureau.pk)
    version = asked_version(desk)
    return researcher, {year: open_for(desk, version, year) for year in YEARS}


def asked_version(desk: Desk) -> QuestionnaireVersion:
    version = last_version(start_questionnaire(desk, name="onze"))
    for item in version.items:
        if item.code in ALSO_ASKED:
            keep_item(desk, version=version, item=replace(item, roles=(*item.roles, *ALSO_ASKED[item.code])), was=item.code)
    return release_version(desk, version=version)


def open_for(desk: Desk, version: QuestionnaireVersion, year: str) -> Wave:
    today = timezone.localdate()
    plan = WavePlan(year, ROLES, today + timedelta(days=1), today + timedelta(days=30), is_per_person=False)
    wave = plan_wave(desk, version=version, plan=plan)
    for school, invited in invited_at(year).items():
        keep_school(desk, wave=wave, name=f"School {school}", invited=dict(invited))
    start_wave(desk, wave=wave)
    return wave


def link_of(wave: Wave, person: Asked) -> str:
    school = WaveSchool.objects.get(wave=wave, name=f"School {person.school}").number
    assert SCHOOLS[school - 1] == person.school
    return f"/vragen/{Pass(wave.pk, school, wave.roles.index(person.role)).token}/"


def close_all(researcher: Person) -> None:
    desk = desk_of(researcher)
    for wave in Wave.objects.inside(desk).order_by("year"):
        close_wave(desk, wave=wave)
