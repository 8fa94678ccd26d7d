"""`record_destroy MONTH`: take away the lines of a month whose five years are over; its closing hash stays."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from rondom.base.record import TooYoung, destroy_month


class Command(BaseCommand):
    help = "Gooit de regels van een gesloten maand weg als de vijf jaar voorbij zijn. Het slot van de maand blijft."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("month", help="jaar en maand, zoals 2026-11")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            month = datetime.strptime(options["month"], "%Y-%m").date()  # noqa: DTZ007
        except ValueError:
            raise CommandError("Noem een jaar en een maand, zoals 2026-11.") from None
        try:
            count = destroy_month(month, timezone.now())
        except TooYoung:
            raise CommandError("Het logboek van deze maand moet nog bewaard blijven: vijf jaar.") from None
        self.stdout.write(f"{count} regels weggegooid.")
