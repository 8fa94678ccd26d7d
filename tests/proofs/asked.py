"""Shared by the proofs: an open and a closed wave at the desk of the school, and what each form of the monitor sends."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from rondom.people.actions import add_member, add_person
from rondom.people.desk import open_desk
from rondom.people.models import Function, Membership, Organisation
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
from rondom.surveys.models import OpenAnswer, Questionnaire, QuestionnaireVersion, Wave
from rondom.surveys.passes import Pass
from rondom.surveys.queries import FEWEST_OPEN, last_version
from rondom.surveys.room import open_wave
from tests.sealed import rewrite

ROLE, WORDS = "parent", "Meer tijd voor elk kind"


def lay_asked(school: Organisation) -> None:
    researcher = add_person(name="Iemand die onderzoekt")
    add_member(person=researcher, organisation=school, function=Function.RESEARCHER)
    desk = open_desk(researcher, school.pk)
    version = release_version(desk, version=last_version(start_questionnaire(desk, name="ouders")))
    today = timezone.localdate()
    for year, days in (("2024-2025", 1), ("2025-2026", 2)):
        plan = WavePlan(year, (ROLE,), today + timedelta(days=days), today + timedelta(days=400), is_per_person=False)
        wave = plan_wave(desk, version=version, plan=plan)
        keep_school(desk, wave=wave, name=school.name, invited={ROLE: 3})
        start_wave(desk, wave=wave)
        seat = open_wave(Pass(wave.pk, 1, 0).token)
        send_answers(seat, sent=Sent(f"key {year}", {"P01": "4", "P06": WORDS}))
        if days == 1:
            close_wave(desk, wave=wave)
            more = {"school": wave.schools.get(), "role": ROLE, "item": "P06"}
            OpenAnswer.objects.bulk_create(OpenAnswer(**more, text=f"{WORDS} {nth}") for nth in range(FEWEST_OPEN))
    start_questionnaire(desk, name="samenwerken")


def parts_of_asked(desk_id: Any) -> dict[str, Any]:
    """The parts of an address: a questionnaire that can be changed, an open wave with its link, and one that is closed."""

    def first(rows: Any) -> Any:
        return rows.values_list("pk", flat=True).first() or desk_id

    def link() -> str:
        wave = Wave.objects.filter(organisation=desk_id).exclude(turns__turn="closed").first()
        return Pass(wave.pk, 1, 0).token if wave else "nergens"

    here = Questionnaire.objects.filter(organisation=desk_id)
    return {
        "questionnaire_id": lambda: first(here.filter(shipped="samenwerken")),
        "wave_id": lambda: first(Wave.objects.filter(organisation=desk_id).exclude(turns__turn="closed")),
        "closed_id": lambda: first(Wave.objects.filter(organisation=desk_id, turns__turn="closed")),
        "item": "S01",
        "link": link,
    }


def bodies_of_asking(circle: Any) -> dict[str, dict[str, Any]]:
    today = timezone.localdate()
    version = QuestionnaireVersion.objects.filter(questionnaire__organisation=circle.school, released_at__isnull=False).first()
    day = (today + timedelta(days=5)).isoformat()
    told = OpenAnswer.objects.filter(school__wave__organisation=circle.school).first()
    item = {"code": "S01", "kind": "five", "roles": ["teacher"], "text_nl": "Anders gevraagd?", "text_en": "Asked otherwise?"}
    return {
        "surveys:start": {"name": "leerlingen"},
        "surveys:title": {"title_nl": "Samen", "title_en": "Together", "intro_nl": "Om te leren", "intro_en": "To learn"},
        "surveys:item": item,
        "surveys:arrange": {"turn": "down S01"},
        "surveys:plan": {
            "version": str(version.pk) if version else "",
            "year": f"{today.year}-{today.year + 1}" if today.month >= 8 else f"{today.year - 1}-{today.year}",
            "roles": [ROLE],
            "opens_on": day,
            "closes_on": day,
        },
        "surveys:school": {"name": "Basisschool De Beuk", f"invited_{ROLE}": "12"},
        "surveys:slips": {"school": "basisschool-de-wilg", "role": ROLE, "language": "nl"},
        "surveys:take_out": {"cut": "school", "years": "one", "kind": "csv", "purpose": "Gaat het beter dan vorig jaar?"},
        "surveys:own_words": {"answer": str(told.pk) if told else "", "cover": "tijd"},
        "surveys:answer": {"key": "sent once", "a_P01": "4", "a_P06": WORDS},
    }


def researcher_of(school: Organisation) -> Any:
    return Membership.objects.filter(organisation=school, function=Function.RESEARCHER).select_related("person")[0].person


def told_of_asking(aviary: Any) -> None:
    """What somebody wrote in own words is read by who researches; by others not before all were looked at."""
    rewrite(OpenAnswer.objects.all(), text=aviary.bird("open answer", researches))


def researches(_place: Any, person: Any) -> bool:
    return Membership.objects.filter(person=person, function=Function.RESEARCHER).exists()
