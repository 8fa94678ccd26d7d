"""`log_manager ORGANISATION PERSON`: name who keeps an eye on the record of an organisation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rondom.people.actions import name_log_manager
from rondom.people.desk import house_desk
from rondom.people.models import Organisation
from rondom.people.queries import members_at


class Command(BaseCommand):
    help = "Wijst aan wie het logboek van een organisatie in de gaten houdt. Deze persoon moet er werken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("organisation", help="naam van de organisatie")
        parser.add_argument("person", help="naam of e-mailadres van de persoon")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(name__iexact=options["organisation"]).first()
        if organisation is None:
            raise CommandError("Deze organisatie is er niet.")
        desk = house_desk(organisation)
        wanted = options["person"].casefold()
        members = [each for each in members_at(desk) if wanted in {each.person.name.casefold(), each.person.email}]
        if len({each.person_id for each in members}) != 1:
            raise CommandError("Hier werkt niet precies één persoon met die naam of dat adres.")
        name_log_manager(desk, member=members[0])
        self.stdout.write("Aangewezen.")
