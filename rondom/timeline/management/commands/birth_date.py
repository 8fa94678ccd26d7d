"""`birth_date CHILD DATE`: mend a birth date that puts parents out, which nobody of the circle does alone."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from rondom.base.actions import Refused
from rondom.children.actions import correct_child
from rondom.timeline.management.child import dossier_of


class Command(BaseCommand):
    help = "Verbetert een geboortedatum waarmee een kind 18 wordt. Ouders lezen dan niet meer mee: zie eerst zelf het bewijs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("child", help="naam of sleutel van het kind")
        parser.add_argument("date", help="jaar-maand-dag, bijvoorbeeld 2008-03-14")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            day = date.fromisoformat(options["date"])
        except ValueError:
            raise CommandError("Dit is geen datum. Schrijf jaar-maand-dag, bijvoorbeeld 2008-03-14.") from None
        if day > timezone.localdate():
            raise CommandError("Deze dag komt nog. Kijk de datum na.")
        dossier = dossier_of(options["child"])
        try:
            correct_child(dossier, name=dossier.child.name, birth_date=day)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write("Verbeterd.")
