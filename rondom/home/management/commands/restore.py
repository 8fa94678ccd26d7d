"""`restore`: put a backup of the keys or of the database back, whole or not at all."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from rondom.home.backups.key_copies import restore_keys
from rondom.home.backups.making import told_kindly
from rondom.home.backups.manifest import Doubtful
from rondom.home.backups.restoring import restore_database, shut_for_all


class Command(BaseCommand):
    help = "Zet een kopie terug: eerst de sleutels (--keys MAP), dan de database (MAP). Stop Rondom eerst."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", nargs="?", type=Path, help="map van één kopie van de database")
        parser.add_argument("--keys", type=Path, metavar="BACKUP", help="map van één kopie van de sleutels")
        parser.add_argument("--over", action="store_true", help="ook als er al iets staat; dat blijft ernaast bewaard")
        parser.add_argument("--with-gaps", action="store_true", help="ook als van een deel de sleutel er niet is")

    def handle(self, *args: Any, **options: Any) -> None:
        backup, keys = options["backup"], options["keys"]
        if (backup is None) == (keys is None):
            raise CommandError("Geef één kopie: eerst manage.py restore --keys MAP, en daarna manage.py restore MAP.")
        now = timezone.localtime()
        try:
            if keys is not None:
                with told_kindly(), shut_for_all():
                    said = [restore_keys(keys, now, over=options["over"])]
            else:
                said = restore_database(backup, now, over=options["over"], with_gaps=options["with_gaps"])
        except Doubtful as error:
            raise CommandError(str(error)) from None
        self.stdout.write("\n".join(said))
