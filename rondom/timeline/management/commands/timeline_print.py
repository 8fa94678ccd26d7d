"""`timeline_print CHILD --paper a3 --out FILE.pdf`: the poster of a child."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from rondom.base.models import Act
from rondom.base.record import record
from rondom.children.queries import paper_readers_in
from rondom.timeline.forms import PAPERS
from rondom.timeline.management.child import dossier_of
from rondom.timeline.poster import poster


class Command(BaseCommand):
    help = "Maakt de poster van een kind als PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("child", help="sleutel of naam van het kind")
        parser.add_argument("--paper", choices=[paper for paper, _name in PAPERS], default="a3")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default=settings.LANGUAGE_CODE)
        parser.add_argument("--without", nargs="*", default=[], help="rollen voor wie het papier niet is, zoals teacher")
        parser.add_argument("--out", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        dossier = dossier_of(options["child"])
        with translation.override(options["language"]):
            places = {each.place_id for each in paper_readers_in(dossier) if each.reader.role not in options["without"]}
            made = poster(dossier, paper=options["paper"], language=options["language"], places=places)
        record(dossier, "timeline.printed", Act.EXECUTE, dossier.child)
        try:
            options["out"].write_bytes(made)
        except OSError as error:
            raise CommandError(f"Hier kunnen wij niet schrijven: {options['out']}") from error
        self.stdout.write(str(options["out"]))
