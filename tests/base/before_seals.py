"""A database from before there were seals, in a process of its own; then brought up to date. Prints what came of it."""

import json
import os
import sys
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from django.utils import timezone  # noqa: E402

from rondom.base.models import Letter  # noqa: E402
from rondom.base.seal import NotOpened, PersonalWords, Sealed, SealedField, all_laid_out  # noqa: E402
from rondom.cards.models import CardVersion  # noqa: E402
from rondom.children.models import Child, Contact  # noqa: E402
from rondom.people.models import MailCode, Person  # noqa: E402
from rondom.people.queries import person_at  # noqa: E402

BEFORE = [("base", "0005_letter"), ("people", "0004_family_guardian"), ("children", "0011_looked"), ("cards", "0008_attachment")]
PEOPLE = 5
SAID, ADDRESS, BORN = "zqvoorheenqz", "zqvoorheenqz@voorbeeld.nl", "2013-02-28"


@contextmanager
def unsealed():
    """As the fields were: text as it is, and words in a column for JSON."""

    def plain(self: SealedField, row: Any, add: bool) -> Any:  # noqa: ARG001 — as Django calls it
        return vars(row)[self.attname]

    def column(self: SealedField, connection: Any) -> str:
        return "jsonb" if connection.vendor == "postgresql" else "text"

    def check(self: SealedField, connection: Any) -> str | None:
        return f'JSON_VALID("{self.column}")' if connection.vendor == "sqlite" else None

    def prepared(_self: SealedField, value: Any) -> Any:
        return json.dumps(value) if isinstance(value, dict) else value

    as_was = {"pre_save": plain, "get_prep_value": prepared}
    with (
        patch.multiple(SealedField, **as_was),
        patch.object(PersonalWords, "db_type", column, create=True),
        patch.object(PersonalWords, "db_check", check, create=True),
    ):
        yield


def lay() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    model = executor.loader.project_state(BEFORE).apps.get_model
    about = {"information_kind": "K06", "ground": "consent"}
    school = model("people", "Organisation").objects.create(name="School", kind="school")
    for _nth in range(PEOPLE):  # who occurs often, PostgreSQL remembers
        model("people", "Person").objects.create(name=f"{SAID} Ouder")
    written = model("people", "Person").objects.create(name=f"{SAID} Ouder", email=ADDRESS)
    model("people", "MailCode").objects.create(person=written, email=ADDRESS, code_hash="x", expires_at=timezone.now())
    model("base", "Letter").objects.create(kind="news", person_id=written.pk, address=ADDRESS, made_at=timezone.now())
    child = model("children", "Child").objects.create(
        name=f"{SAID} Kind", birth_date=BORN, facts={"woonplaats": SAID}, owner=school, **about
    )
    model("children", "Contact").objects.create(child=child, name=SAID, relation="family", reach="", **about)
    voice = model("children", "Voice").objects.create(child=child, letter="M", label="moeder", **about)
    seat = model("children", "Place").objects.create(child=child, person=written, role="mother", voice=voice, **about)
    seen = {"proof": "register", "since": BORN, "check_again_on": "2030-01-01"}
    model("children", "Authority").objects.create(place=seat, **seen, **about)
    card = model("cards", "Card").objects.create(child=child, kind="help", voice=voice, owner=school, **about)
    for number, words in enumerate(({}, {"text": SAID}), start=1):
        model("cards", "CardVersion").objects.create(card=card, number=number, words=words)
    model("cards", "Attachment").objects.create(card=card, kind="drawing", media_type="image/png", content=SAID.encode())


def in_the_tables() -> int:
    found = 0
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'select * from "{table}"')
            found += sum(is_said(value) for row in cursor.fetchall() for value in row)
        if connection.vendor == "postgresql":
            cursor.execute("select count(*) from pg_stats where most_common_vals::text like %s", [f"%{SAID}%"])
            found += cursor.fetchone()[0]
    return found


def is_said(value: Any) -> bool:
    return any(said in str(value) or said in repr(bytes_of(value)) for said in (SAID, BORN))


def bytes_of(value: Any) -> bytes:
    return bytes(value) if isinstance(value, memoryview | bytes) else b""


def main() -> dict[str, Any]:
    with unsealed():
        lay()
        with connection.cursor() as cursor:
            cursor.execute("analyze")
        before = in_the_tables()
    call_command("migrate", verbosity=0)
    with all_laid_out():
        told = {
            "child": [Child.objects.get().name, Child.objects.get().birth_date.isoformat(), Child.objects.get().facts],
            "addresses": [person_at(ADDRESS.upper()).email, MailCode.objects.get().email, Letter.objects.get().address],
            "contact": [Contact.objects.get().name, Contact.objects.get().reach],
            "person": {person.name for person in Person.objects.all()}.pop(),
            "words": [version.words for version in CardVersion.objects.all()],
            "drawing": bytes(CardVersion.objects.last().card.attachments.get().content).decode(),
        }
    try:
        str(Child.objects.values_list("name", flat=True).get())
        shut = False
    except NotOpened:
        shut = isinstance(Child.objects.values_list("name", flat=True).get(), Sealed)
    return {"before": before, "after": in_the_tables(), "told": told, "shut": shut, "vendor": connection.vendor}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main()))
