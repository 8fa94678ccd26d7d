"""`renew_keys`: another master key, and all keys wrapped anew, while Rondom goes on; with `--data` the data keys too."""

import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from rondom.base.keys import LENGTH, KeysAway, read_whole, store, write_whole
from rondom.base.reseal import NEEDED_FOR, renew


class Command(BaseCommand):
    help = "Vervangt de hoofdsleutel en verpakt alle sleutels opnieuw. Rondom blijft aan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--data", action="store_true", help="vervang ook de sleutels waarmee de teksten verzegeld zijn")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["data"]:
                self.stdout.write(self.with_data_keys())
            else:
                self.stdout.write(self.with_own_file() if not settings.MASTER_KEY else self.as_given())
        except KeysAway as error:
            raise CommandError("De sleutelkast is er nu niet, of is niet heel. Er is niets weggegooid.") from error

    def with_data_keys(self) -> str:
        done = renew()
        if done.broken:
            raise CommandError(f"Niet te openen, en zo gelaten: {', '.join(done.broken[:20])}")
        return (
            f"{done.keys} sleutels gemaakt, {done.texts} teksten opnieuw verzegeld. De oude sleutels gaan weg "
            f"na {NEEDED_FOR.days} dagen, als geen reservekopie ze meer nodig heeft."
        )

    def with_own_file(self) -> str:
        """Both stand in the file while it lasts: whoever is at work reads it anew, and opens with either."""
        file, new = settings.MASTER_KEY_FILE, secrets.token_hex(LENGTH)
        old = read_whole(file).decode().split()
        write_whole(file, "\n".join([*old, new]).encode())
        count = store().wrap_anew()
        write_whole(file, new.encode())
        return f"{count} sleutels opnieuw verpakt. De nieuwe hoofdsleutel ligt in {file}. Bewaar er een kopie van."

    def as_given(self) -> str:
        if len(settings.MASTER_KEY.split()) < 2:
            raise CommandError(
                "Zet in RONDOM_MASTER_KEY eerst de oude sleutel en daarna, na een spatie, de nieuwe. Start dan alles opnieuw, "
                "en daarna dit."
            )
        return f"{store().wrap_anew()} sleutels opnieuw verpakt. Haal nu de oude sleutel uit RONDOM_MASTER_KEY."
