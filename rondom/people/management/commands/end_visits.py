"""`end_visits --all` or `end_visits ADDRESS`: everybody, or one person, has to come in again; for when something went wrong."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rondom.people.actions import end_visits
from rondom.people.models import Visit
from rondom.people.queries import person_at


class Command(BaseCommand):
    help = "Sluit de deur op alle apparaten van één persoon, of van iedereen. Wie verder wil, komt opnieuw binnen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", nargs="?", default="", help="e-mailadres van de persoon")
        parser.add_argument("--all", action="store_true", help="van iedereen")

    def handle(self, *args: Any, **options: Any) -> None:
        open_visits = Visit.objects.filter(ended=None)
        if not options["all"]:
            person = person_at(options["address"])
            if person is None:
                raise CommandError("Noem het e-mailadres van wie het is, of --all. Dit adres kennen wij niet.")
            open_visits = open_visits.filter(person=person)
        self.stdout.write(f"Bezoeken die nu voorbij zijn: {end_visits(open_visits)}")
