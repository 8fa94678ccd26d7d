"""What the demo shows of the monitor: two closed years with their reports, and an open wave. All answers are invented."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from django.utils import timezone

from rondom.people.actions import add_member, add_organisation, add_person
from rondom.people.desk import Desk, open_desk
from rondom.people.models import Function, Membership, OrganisationKind, Person
from rondom.reports.actions import ReportPlan, make_report, release_report
from rondom.reports.models import ReportKind
from rondom.reports.plain import mark_of
from rondom.reports.queries import readers_for, reckoned_for
from rondom.surveys.actions import (
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
from rondom.surveys.items import FIVE, MARK, OPEN, VALUES, Item, asked_of
from rondom.surveys.models import QuestionnaireVersion, Wave
from rondom.surveys.passes import Pass
from rondom.surveys.queries import last_version
from rondom.surveys.room import open_wave

RESEARCHER = "onderzoek"
INVITED = {"teacher": 12, "care_coordinator": 1, "school_leader": 1, "school_social_worker": 1}
SCHOOLS = tuple(f"Basisschool De {tree}" for tree in ("Wilg", "Beuk", "Es", "Linde", "Iep"))
SHARE = 0.8  # of those invited, who answer
# The marks of two years: they rise a little, those for keeping to what was agreed do not.
MIDDLE = {MARK: (6.9, 1.2), FIVE: (3.3, 0.8)}
RISE = {"S01": 0.5, "S03": 0.6, "S05": 0.7}


def lay_waves() -> None:
    bureau = add_organisation(name="Onderzoeksbureau Delft", kind=OrganisationKind.OTHER, municipality="Delft")
    researcher = add_person(name="Rens de Groot")
    add_member(person=researcher, organisation=bureau, function=Function.RESEARCHER)
    desk = open_desk(researcher, bureau.pk)
    team, parents = released(desk, "samenwerken"), released(desk, "ouders")
    today = timezone.localdate()
    first = today.year if today.month >= 8 else today.year - 1
    plan = WavePlan("", tuple(INVITED), today, today + timedelta(days=30), is_per_person=False)
    chance = Random(2019)  # noqa: S311 # a story, the same each time
    for back in (2, 1):
        wave = wave_at_schools(desk, team, replace(plan, year=f"{first - back}-{first - back + 1}"), INVITED)
        answered_by_all(wave, chance, is_later=back == 1)
        close_wave(desk, wave=wave)
    lay_reports(desk, Wave.objects.get(pk=wave.pk))
    now = replace(plan, year=f"{first}-{first + 1}", roles=("parent",))
    wave_at_schools(desk, parents, now, {"parent": 20})


def lay_reports(desk: Desk, wave: Wave) -> None:
    """The year over all schools and that of one school, released: its leader reads both."""
    reader = str(readers_for(desk).get(name=SCHOOLS[0]).pk)
    own = wave.schools.get(name=SCHOOLS[0]).code
    for plan in (ReportPlan(ReportKind.YEAR, reader_id=reader), ReportPlan(ReportKind.SCHOOL, school=own, reader_id=reader)):
        made = make_report(desk, wave=wave, plan=plan, reckoned=reckoned_for(desk, wave))
        release_report(desk, report=made, read=mark_of(made.content))


def answered_by_all(wave: Wave, chance: Random, *, is_later: bool) -> None:
    for number, _name in enumerate(SCHOOLS, start=1):
        for role, invited in INVITED.items():
            for nth in range(max(1, round(invited * SHARE))):
                answer(wave, Pass(wave.pk, number, wave.roles.index(role)), f"{number} {role} {nth}", chance, is_later=is_later)


def released(desk: Desk, name: str) -> QuestionnaireVersion:
    return release_version(desk, version=last_version(start_questionnaire(desk, name=name)))


def wave_at_schools(desk: Desk, version: QuestionnaireVersion, plan: WavePlan, invited: dict[str, int]) -> Wave:
    wave = plan_wave(desk, version=version, plan=plan)
    for name in SCHOOLS:
        keep_school(desk, wave=wave, name=name, invited=invited)
    start_wave(desk, wave=wave)
    return Wave.objects.get(pk=wave.pk)


def answer(wave: Wave, by: Pass, key: str, chance: Random, *, is_later: bool) -> None:
    seat = open_wave(by.token)
    asked = [item for item in asked_of(wave.version.items, seat.respondent, wave.year) if item.kind != OPEN]
    given = {item.code: invented(item, chance, RISE.get(item.code, 0.0) if is_later else 0.0) for item in asked}
    send_answers(seat, sent=Sent(key, given))


def invented(item: Item, chance: Random, rise: float) -> str:
    if item.kind not in MIDDLE:
        return chance.choice(item.values)
    middle, spread = MIDDLE[item.kind]
    return str(min(int(VALUES[item.kind][-1]), max(1, round(chance.gauss(middle + rise, spread)))))


def demo_researcher() -> Person | None:
    found = Membership.objects.filter(function=Function.RESEARCHER).select_related("person").first()
    return found.person if found else None
