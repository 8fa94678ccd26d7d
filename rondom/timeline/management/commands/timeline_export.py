"""`timeline_export CHILD`: write the whole timeline of a child as a file, drafts too."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from rondom.base.models import Act
from rondom.base.record import record
from rondom.timeline.export import timeline_file
from rondom.timeline.management.child import dossier_of


class Command(BaseCommand):
    help = "Schrijft de hele tijdlijn van een kind als bestand, ook wat iemand nog voor zich houdt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("child", help="sleutel of naam van het kind")

    def handle(self, *args: Any, **options: Any) -> None:
        dossier = dossier_of(options["child"])
        self.stdout.write(json.dumps(timeline_file(dossier, with_drafts=True), ensure_ascii=False, indent=1))
        record(dossier, "timeline.exported", Act.EXECUTE, dossier.child)
