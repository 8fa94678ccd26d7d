"""Lays some families round a school, in a process of its own; prints who writes, and by which visit."""

import json
import sys
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from rondom.base.seal import all_laid_out  # noqa: E402
from rondom.children.actions import ask_consent, record_authority, start_dossier, take_place  # noqa: E402
from rondom.children.actions.circle import seat  # noqa: E402
from rondom.children.actions.consent import Line  # noqa: E402
from rondom.children.dossier import house_dossier  # noqa: E402
from rondom.children.models import Proof, Purpose, Role  # noqa: E402
from rondom.home.demo import kind_of  # noqa: E402
from rondom.people.actions import add_organisation  # noqa: E402
from rondom.people.desk import house_desk  # noqa: E402
from rondom.people.models import Organisation, OrganisationKind, Person  # noqa: E402
from rondom.people.sessions import note_entry  # noqa: E402
from tests.tables import lay_tables  # noqa: E402


def visit_of(person: Person) -> str:
    """The key of a visit in which this person is in."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    note_entry(session, how="demo", is_strong=True, is_fresh=True)
    session.save()
    return key


def family(nth: int, school: Organisation, youth: Organisation) -> dict[str, Any]:
    child = start_dossier(house_desk(school), name=f"Kind {nth}", birth_date=date(2016, 5, 5))
    house = house_dossier(child)
    people = {}
    for role in (Role.MOTHER, Role.FATHER):
        with transaction.atomic():
            place = seat(house, name=f"{role} {nth}", role=role, language="nl")
        take_place(place)
        record_authority(house, place=place, proof=Proof.REGISTER)
        people[str(role)] = {"visit": visit_of(place.person), "person": str(place.person_id)}
    until = timezone.localdate() + timedelta(days=200)
    asked = ask_consent(
        house, purpose=Purpose.HELP_TOGETHER, until=until, lines=[Line(kind_of(school), school.pk, youth.pk)]
    )
    return {"child": str(child.pk), "asked": str(asked.pk), **people}


def main(count: int) -> list[dict[str, Any]]:
    lay_tables()
    with all_laid_out():
        school = add_organisation(name="Basisschool De Wilg", kind=OrganisationKind.SCHOOL, municipality="Delft")
        youth = add_organisation(name="Jeugdteam Oost", kind=OrganisationKind.YOUTH_HELP, municipality="Delft")
        return [family(nth, school, youth) for nth in range(count)]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]))))
