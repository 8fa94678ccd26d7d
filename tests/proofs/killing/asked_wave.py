"""A wave with a slip for each person, laid in a process of its own; and, asked to count, closed and read."""

import json
import sys
from collections import Counter
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.utils import timezone  # noqa: E402

from rondom.base.seal import all_laid_out  # noqa: E402
from rondom.base.verify import faults_in_record  # noqa: E402
from rondom.people.actions import add_member, add_organisation, add_person  # noqa: E402
from rondom.people.desk import Desk, open_desk  # noqa: E402
from rondom.people.models import Function, Person  # noqa: E402
from rondom.surveys.actions import (  # noqa: E402
    WavePlan,
    close_wave,
    keep_school,
    plan_wave,
    release_version,
    start_questionnaire,
    start_wave,
)
from rondom.surveys.models import Box, PassUsed, SurveyAnswer, Turnout, Wave  # noqa: E402
from rondom.surveys.passes import Pass  # noqa: E402
from rondom.surveys.queries import last_version, open_answers_of  # noqa: E402
from tests.proofs.killing.comparing import integrity  # noqa: E402
from tests.tables import lay_tables  # noqa: E402

ROLES, SCHOOLS, SLIPS = ("teacher", "care_coordinator"), ("De Wilg", "De Beuk", "De Es"), 2_000
NAME = "Wie onderzoekt"


def desk_here() -> Desk:
    researcher = Person.objects.get(memberships__function=Function.RESEARCHER)
    return open_desk(researcher, researcher.memberships.get().organisation_id)


def lay() -> list[str]:
    """The addresses of all slips: six thousand for each role."""
    lay_tables()
    with all_laid_out():
        bureau = add_organisation(name="Bureau", kind="other", municipality="Delft")
        researcher = add_person(name=NAME)
        add_member(person=researcher, organisation=bureau, function=Function.RESEARCHER)
        desk = open_desk(researcher, bureau.pk)
        version = release_version(desk, version=last_version(start_questionnaire(desk, name="samenwerken")))
        today = timezone.localdate()
        plan = WavePlan("2026-2027", ROLES, today + timedelta(days=1), today + timedelta(days=30), is_per_person=True)
        wave = plan_wave(desk, version=version, plan=plan)
        for name in SCHOOLS:
            keep_school(desk, wave=wave, name=name, invited=dict.fromkeys(ROLES, SLIPS))
        start_wave(desk, wave=wave)
    slips = [
        Pass(wave.pk, school + 1, role, number)
        for number in range(1, SLIPS + 1)
        for school in range(len(SCHOOLS))
        for role in range(len(ROLES))
    ]
    return [f"/vragen/{each.token}/" for each in slips]


def count() -> dict[str, Any]:
    """What lies there once it is closed: how often each text, and whether all else was counted as often."""
    boxes, used = Box.objects.count(), PassUsed.objects.count()
    desk = desk_here()
    close_wave(desk, wave=Wave.objects.get())
    wave = Wave.objects.prefetch_related("turns").get()
    return {
        "texts": dict(Counter(open_answers_of(desk, wave, "S06"))),
        "boxes": boxes,
        "slips used": used,
        "answers": dict(Counter(SurveyAnswer.objects.values_list("item", flat=True))),
        "people": sum(Turnout.objects.values_list("answered", flat=True)),
        "left": Box.objects.count() + PassUsed.objects.count(),
        "faults": faults_in_record(),
        "integrity": integrity(),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(lay() if sys.argv[1] == "lay" else count()))
