"""Putting a backup of the database back: looked at whole, made ready beside the old one, then in its place in one step."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.utils.module_loading import import_string

from rondom.base.maintenance import AlreadyRestoring, restoring
from rondom.base.models import Act
from rondom.base.record import SYSTEM, write_line
from rondom.base.seal import Broken, NotOpened, Sealed, SealedField, all_laid_out, nothing_laid_out
from rondom.base.verify import faults_in_record
from rondom.home.backups.databases import Database, this_database, working_in
from rondom.home.backups.making import told_kindly
from rondom.home.backups.manifest import DATABASE, Doubtful, Manifest, read_backup

LOOKED_AT = 1_000
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True)
class Looked:
    """Of so many sealed texts, taken at random, how many were opened."""

    at: int
    opened: int


def restore_database(folder: Path, now: datetime, *, over: bool, with_gaps: bool) -> list[str]:
    with told_kindly(), shut_for_all():
        manifest = read_backup(folder, DATABASE)
        database = this_database()
        refuse_if_other(manifest, database)
        database.must_be_free()
        if not over and not database.is_empty():
            raise Doubtful("In deze database staan al mensen. Met --over komt de kopie in de plaats; de oude blijft ernaast.")
        database.clear()
        try:
            beside = database.lay_beside(folder)
            if database.rows_in(beside) != manifest.rows:
                raise Doubtful("In de kopie staat iets anders dan in de lijst erbij. Neem een andere kopie.")
            with working_in(beside), nothing_laid_out():
                looked = made_ready(manifest, with_gaps=with_gaps)
            kept = database.put_in_place(beside, now)
        finally:
            database.clear()
    said = [
        f"Teruggezet: de kopie van {manifest.made_at:%d-%m-%Y %H:%M}, {sum(manifest.rows.values())} rijen.",
        f"Het logboek klopt. Van {looked.at} verzegelde teksten gingen er {looked.opened} open.",
    ]
    return [*said, f"De database die er stond, heet nu {kept}."] if kept else said


@contextmanager
def shut_for_all() -> Iterator[None]:
    try:
        with restoring():
            yield
    except AlreadyRestoring as error:
        raise Doubtful("Iemand zet al een kopie terug. Wacht tot dat klaar is.") from error


def refuse_if_other(manifest: Manifest, database: Database) -> None:
    if manifest.engine != database.vendor:
        there, here = NAMES.get(manifest.engine, "iets anders"), NAMES[database.vendor]
        raise Doubtful(f"Deze kopie is van {there}, en deze Rondom werkt met {here}. Kijk naar DATABASE_URL.")
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if set(manifest.migrations) - known:
        raise Doubtful("Deze kopie is gemaakt met een nieuwere Rondom. Werk Rondom eerst bij, en zet dan terug.")


def made_ready(manifest: Manifest, *, with_gaps: bool) -> Looked:
    """Everything that has to be so before anybody comes in."""
    call_command("migrate", verbosity=0, interactive=False)
    if faults := faults_in_record():
        raise Doubtful(
            f"Het logboek in de kopie is niet wat er geschreven werd ({len(faults)} fouten, als eerste: {faults[0]}). "
            "Zet de sleutels van toen eerst terug, of neem een andere kopie."
        )
    if (first := look_at_random()).at and not first.opened:
        raise Doubtful("De sleutels passen niet bij deze kopie: niets gaat open. Zet eerst de sleutels terug (--keys).")
    for path in settings.AFTER_RESTORE:
        import_string(path)()
    with connection.cursor() as cursor:
        cursor.execute("delete from django_session")  # who had signed out since, is not in again
    write_line(SYSTEM, event="record.restored", act=Act.EXECUTE, outcome="done", rule=f"backup of {manifest.at}"[:60])
    looked = look_at_random()
    if looked.opened < looked.at and not with_gaps:
        raise Doubtful(
            f"Van {looked.at} verzegelde teksten gingen er {looked.opened} open: van de andere is de sleutel er niet. "
            "Zet een kopie van de sleutels van dezelfde dag of later terug. Zijn die er niet, gebruik dan --with-gaps."
        )
    return looked


def look_at_random() -> Looked:
    """Sealed texts of every kind, opened as a door would; what does not say what was sealed there is refused."""
    at = opened = 0
    sealed = list(sealed_fields())
    for model, names in sealed:
        for row in model._default_manager.order_by("?")[: max(1, LOOKED_AT // len(sealed))]:
            for name in names:
                if not isinstance(vars(row)[name], Sealed):
                    continue  # nothing stands there
                at += 1
                try:
                    with all_laid_out():
                        getattr(row, name)
                    opened += 1
                except NotOpened:
                    continue
                except Broken as error:
                    raise Doubtful("Een verzegelde tekst in de kopie is veranderd. Neem een andere kopie.") from error
    return Looked(at, opened)


def sealed_fields() -> Iterator[tuple[type[models.Model], list[str]]]:
    for model in apps.get_models():
        names = [field.attname for field in model._meta.concrete_fields if isinstance(field, SealedField)]
        if names:
            yield model, names
