"""`forget_again`: after a restore, before Rondom opens: what was destroyed is destroyed again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rondom.base.forgotten import NotWhole
from rondom.retention.replay import replay


class Command(BaseCommand):
    help = "Na het terugzetten van een kopie, voordat Rondom opengaat: vernietigt opnieuw wat vernietigd was."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = replay()
        except NotWhole as error:
            raise CommandError(
                f"Het vergeetboek is niet heel ({error}). Zet Rondom niet open. Zoek een hele kopie van dit bestand."
            ) from error
        self.stdout.write(
            f"Opnieuw vernietigd: {done.destroyed}, sleutels: {done.keys}, "
            f"ingetrokken toestemmingen: {done.withdrawals}, personen: {done.persons}."
        )
