"""`record_verify`: read the whole record and name every place where it is not what was written."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from rondom.base.anchor import read_anchor
from rondom.base.models import ChainHead, Event
from rondom.base.verify import faults_in_record


class Command(BaseCommand):
    help = "Leest het hele logboek na en noemt elke plek die niet meer is zoals hij geschreven werd."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--chain", help="alleen deze keten")
        parser.add_argument("--anchor", help="bestand met ankers; anders RONDOM_ANCHOR")

    def handle(self, *args: Any, **options: Any) -> None:
        file = options["anchor"] or settings.ANCHOR
        faults = faults_in_record(options["chain"], read_anchor(Path(file)) if file else None)
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} plekken in het logboek kloppen niet.")
        with_anchor = "" if file else " Er is geen anker om het mee te vergelijken (RONDOM_ANCHOR)."
        self.stdout.write(f"{Event.objects.count()} regels in {ChainHead.objects.count()} ketens kloppen.{with_anchor}")
