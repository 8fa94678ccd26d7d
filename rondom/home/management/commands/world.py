"""`world`: lay the demo world in an empty house; `--fresh` empties the house first."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from rondom.home.demo import lay_world
from rondom.home.demo_school import lay_school
from rondom.home.demo_table import lay_meeting
from rondom.people.models import Person


class Command(BaseCommand):
    help = "Legt het voorbeeld van Noor. Met --fresh wordt eerst alles leeggemaakt; alleen in de demo."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--fresh", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Dit kan alleen in de demo (RONDOM_DEMO=on).")
        if options["fresh"]:
            empty_house()
        if Person.objects.exists():
            raise CommandError("Er zijn al mensen in dit huis. Gebruik --fresh om opnieuw te beginnen.")
        world = lay_world()
        noor = world.noor
        lay_meeting(noor)
        lay_school(world.school)
        self.stdout.write(str(noor.pk))


def empty_house() -> None:
    """Take every table away and make it anew. The record refuses to be emptied row by row, and should."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        cascade = " CASCADE" if connection.vendor == "postgresql" else ""
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys=OFF")
        for table in tables:
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)}{cascade}")
    connection.close()
    call_command("migrate", verbosity=0)
