"""`backup`: copy the database to one place, and the keys to another."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rondom.home.backups.making import make_backups
from rondom.home.backups.manifest import Doubtful


class Command(BaseCommand):
    help = "Maakt een kopie van de database, en met --keys van de sleutels. Rondom mag intussen aan blijven."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("place", nargs="?", type=Path, help="map voor kopieën van de database")
        parser.add_argument("--keys", type=Path, metavar="PLACE", help="map ergens anders, voor kopieën van de sleutels")

    def handle(self, *args: Any, **options: Any) -> None:
        place, place_of_keys = options["place"], options["keys"]
        if place is None and place_of_keys is None:
            raise CommandError("Zeg waar de kopie moet komen: manage.py backup MAP, of manage.py backup --keys MAP.")
        try:
            made = make_backups(place, place_of_keys)
        except Doubtful as error:
            raise CommandError(str(error)) from None
        self.stdout.write("\n".join(made.said))
        for warning in made.warnings:
            self.stderr.write(self.style.WARNING(warning))
