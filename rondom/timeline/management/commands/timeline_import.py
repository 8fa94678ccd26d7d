"""`timeline_import FILE`: lay a timeline file as a new child; prints the child's key."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rondom.people.actions import add_organisation
from rondom.people.desk import house_desk
from rondom.people.models import Organisation
from rondom.timeline.actions import import_timeline
from rondom.timeline.file import LARGEST, WrongFile, read_timeline


class Command(BaseCommand):
    help = "Leest een tijdlijnbestand in als een nieuw kind en schrijft de sleutel van dat kind."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--organisation", help="naam van de organisatie die het dossier begint")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open("rb") as file:
                found = read_timeline(file.read(LARGEST + 1))
        except OSError as error:
            raise CommandError(f"Dit bestand kunnen wij niet openen: {options['file']}") from error
        except WrongFile as wrong:
            raise CommandError("\n".join(wrong.reasons)) from wrong
        child = import_timeline(house_desk(organisation_named(options["organisation"])), file=found)
        for notice in found.notices:
            self.stderr.write(notice)
        self.stdout.write(str(child.pk))


def organisation_named(name: str | None) -> Organisation:
    """The organisation with that name; without a name the first one, made where there is none yet."""
    if name:
        found = Organisation.objects.filter(name=name).first()
        return found or add_organisation(name=name, kind="school")
    return Organisation.objects.order_by("kind", "name").first() or add_organisation(name="School", kind="school")
