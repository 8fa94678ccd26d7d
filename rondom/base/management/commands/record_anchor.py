"""`record_anchor`: add to a file elsewhere up to where the record has come."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from rondom.base.anchor import write_anchor


class Command(BaseCommand):
    help = "Zet in een bestand op een andere plek tot waar het logboek gekomen is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anchor", help="bestand met ankers; anders RONDOM_ANCHOR")

    def handle(self, *args: Any, **options: Any) -> None:
        file = options["anchor"] or settings.ANCHOR
        if not file:
            raise CommandError("Noem een bestand op een andere plek, met --anchor of RONDOM_ANCHOR.")
        self.stdout.write(f"{write_anchor(Path(file), timezone.now())} ketens geankerd.")
