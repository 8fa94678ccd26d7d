"""Lays a questionnaire that is open, and tells afterwards what was kept of it: `lay SCHOOLS`, `kept WAVE`.

Run as a process of its own; prints as JSON. `kept` closes the wave as who researches would, and counts what lies there then.
"""

import json
import sys
from collections import Counter
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.utils import timezone  # noqa: E402

from rondom.people.actions import add_member, add_organisation, add_person  # noqa: E402
from rondom.people.desk import house_desk, open_desk  # noqa: E402
from rondom.people.models import Function  # noqa: E402
from rondom.surveys.actions import (  # noqa: E402
    WavePlan,
    close_wave,
    keep_school,
    plan_wave,
    release_version,
    start_questionnaire,
)
from rondom.surveys.forms import school_years  # noqa: E402
from rondom.surveys.items import Item, asked_of  # noqa: E402
from rondom.surveys.models import OpenAnswer, SurveyAnswer, Turnout, Wave  # noqa: E402
from rondom.surveys.pages import address_of, asked_as  # noqa: E402
from rondom.surveys.queries import last_version  # noqa: E402

ROLE, INVITED = "teacher", 2_000


def lay(schools: int) -> dict[str, Any]:
    """The longest questionnaire that comes along, open for teachers; the link of each school, and what may be answered."""
    organisation = add_organisation(name="Bureau", kind="other")
    researcher = add_person(name="Onderzoeker")
    add_member(person=researcher, organisation=organisation, function=Function.RESEARCHER)
    desk, today, year = open_desk(researcher, organisation.pk), timezone.localdate(), school_years()[0][0]
    version = release_version(desk, version=last_version(start_questionnaire(desk, name="onze")))
    plan = WavePlan(year, (ROLE,), today, today + timedelta(days=30), is_per_person=False)
    wave = plan_wave(desk, version=version, plan=plan)
    there = [keep_school(desk, wave=wave, name=f"School {nth}", invited={ROLE: INVITED}) for nth in range(schools)]
    links = [address_of(wave, school, ROLE, "") for school in there]
    return {"wave": str(wave.pk), "links": links, "items": [as_laid(each) for each in asked_of(version.items, ROLE, year)]}


def as_laid(item: Item) -> dict[str, Any]:
    shown = asked_as(item, "nl", "")
    choices = [(each.value, each.text) for each in shown.choices]
    return {"code": item.code, "text": shown.text, "choices": choices, "if": item.only_if, "values": item.only_values}


def kept(wave_id: str) -> dict[str, Any]:
    wave = Wave.objects.select_related("organisation").get(pk=wave_id)
    close_wave(house_desk(wave.organisation), wave=wave)
    people = sum(Turnout.objects.filter(school__wave=wave).values_list("answered", flat=True))
    told = Counter(f"{item}={value}" for item, value in SurveyAnswer.objects.values_list("item", "value"))
    told.update(f"{item}=" for item in OpenAnswer.objects.values_list("item", flat=True))
    return {"people": people, "answers": told}


if __name__ == "__main__":
    what = lay(int(sys.argv[2])) if sys.argv[1] == "lay" else kept(sys.argv[2])
    sys.stdout.write(json.dumps(what))
