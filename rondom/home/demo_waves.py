"""What the demo shows of the monitor: a wave of last year that is closed, and one that is open. All answers are invented."""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from rondom.people.actions import add_member, add_organisation, add_person
from rondom.people.desk import Desk, open_desk
from rondom.people.models import Function, Membership, OrganisationKind, Person
from rondom.surveys.actions import (
    CHANCE,
    Sent,
    WavePlan,
    close_wave,
    keep_school,
    plan_wave,
    release_version,
    send_answers,
    start_questionnaire,
    start_wave,
)
from rondom.surveys.items import OPEN, asked_of
from rondom.surveys.models import QuestionnaireVersion, Wave
from rondom.surveys.passes import Pass
from rondom.surveys.queries import last_version
from rondom.surveys.room import open_wave

RESEARCHER = "onderzoek"
INVITED = {"teacher": 12, "care_coordinator": 1, "school_leader": 1, "school_social_worker": 1}
SCHOOLS = ("Basisschool De Wilg", "Basisschool De Beuk")
SHARE = 2 / 3  # of those invited, who answer


def lay_waves() -> None:
    bureau = add_organisation(name="Onderzoeksbureau Delft", kind=OrganisationKind.OTHER, municipality="Delft")
    researcher = add_person(name="Rens de Groot")
    add_member(person=researcher, organisation=bureau, function=Function.RESEARCHER)
    desk = open_desk(researcher, bureau.pk)
    team, parents = released(desk, "samenwerken"), released(desk, "ouders")
    today = timezone.localdate()
    first = today.year if today.month >= 8 else today.year - 1
    plan = WavePlan(f"{first - 1}-{first}", tuple(INVITED), today, today + timedelta(days=30), is_per_person=False)
    before = wave_at_schools(desk, team, plan, INVITED)
    for number, _name in enumerate(SCHOOLS, start=1):
        for role, invited in INVITED.items():
            for nth in range(round(invited * SHARE)):
                answer(before, Pass(before.pk, number, before.roles.index(role)), f"{number} {role} {nth}")
    close_wave(desk, wave=before)
    now = replace(plan, year=f"{first}-{first + 1}", roles=("parent",))
    wave_at_schools(desk, parents, now, {"parent": 20})


def released(desk: Desk, name: str) -> QuestionnaireVersion:
    return release_version(desk, version=last_version(start_questionnaire(desk, name=name)))


def wave_at_schools(desk: Desk, version: QuestionnaireVersion, plan: WavePlan, invited: dict[str, int]) -> Wave:
    wave = plan_wave(desk, version=version, plan=plan)
    for name in SCHOOLS:
        keep_school(desk, wave=wave, name=name, invited=invited)
    start_wave(desk, wave=wave)
    return Wave.objects.get(pk=wave.pk)


def answer(wave: Wave, by: Pass, key: str) -> None:
    seat = open_wave(by.token)
    asked = [item for item in asked_of(wave.version.items, seat.respondent, wave.year) if item.kind != OPEN]
    send_answers(seat, sent=Sent(key, {item.code: CHANCE.choice(item.values) for item in asked}))


def demo_researcher() -> Person | None:
    found = Membership.objects.filter(function=Function.RESEARCHER).select_related("person").first()
    return found.person if found else None
