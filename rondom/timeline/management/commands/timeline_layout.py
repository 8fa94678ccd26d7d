"""`timeline_layout CHILD --view … --zoom …`: where every shared card stands, as JSON."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from rondom.children.queries import voices_in
from rondom.timeline.layout import as_json
from rondom.timeline.management.child import dossier_of
from rondom.timeline.on_paper import cards_on_paper
from rondom.timeline.queries import board_of
from rondom.timeline.wanted import VIEWS, ZOOMS, Wanted


class Command(BaseCommand):
    help = "Schrijft waar elk gedeeld kaartje van een kind op het bord staat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("child", help="sleutel of naam van het kind")
        parser.add_argument("--view", choices=VIEWS, default="together")
        parser.add_argument("--zoom", choices=ZOOMS, default="life")

    def handle(self, *args: Any, **options: Any) -> None:
        dossier = dossier_of(options["child"])
        cards = cards_on_paper(dossier)
        board = board_of(dossier, cards, voices_in(dossier), Wanted(view=options["view"], zoom=options["zoom"]))
        names = {str(card.id): card.file_id or str(card.id) for card in cards}
        whole = as_json(board)
        for stands in (*whole["boxes"], *whole["tray"]):
            stands["cards"] = [names[key] for key in stands["cards"]]
        self.stdout.write(json.dumps(whole, ensure_ascii=False, indent=1))
