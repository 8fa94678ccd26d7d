"""`identity_provider`: let the people of an organisation come in with their account of work."""

import getpass
import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rondom.people.actions import provide_identity
from rondom.people.models import Organisation


class Command(BaseCommand):
    help = "Koppelt de aanmelding van een organisatie. Het geheim komt uit RONDOM_CLIENT_SECRET of het toetsenbord."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("organisation", help="naam of nummer van de organisatie")
        parser.add_argument("issuer", help="adres van de uitgever, zonder .well-known")
        parser.add_argument("client_id")
        parser.add_argument("--strong", default="", help="waarden van acr of amr die daar een tweede factor betekenen")

    def handle(self, *args: Any, **options: Any) -> None:
        named = options["organisation"]
        found = [each for each in Organisation.objects.all() if named in (each.name, str(each.pk))]
        if len(found) != 1:
            raise CommandError("Deze organisatie kennen wij niet, of er zijn er meer met deze naam. Geef het nummer.")
        # A secret on the command line stays behind in its history.
        secret = os.environ.get("RONDOM_CLIENT_SECRET") or getpass.getpass("Geheim: ")
        provider = provide_identity(
            found[0],
            issuer=options["issuer"],
            client_id=options["client_id"],
            client_secret=secret,
            strong_values=options["strong"],
        )
        self.stdout.write(str(provider.pk))
