"""`attention_officer ORGANISATION PERSON`: name who looks along at every concern about safety of an organisation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rondom.people.desk import house_desk
from rondom.people.models import Organisation
from rondom.safety.actions import name_attention_officer
from rondom.safety.queries import can_be_officer


class Command(BaseCommand):
    help = "Wijst aan wie bij een organisatie meekijkt bij zorgen over veiligheid. Deze persoon moet er werken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("organisation", help="naam van de organisatie")
        parser.add_argument("person", help="naam of e-mailadres van de persoon")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(name__iexact=options["organisation"]).first()
        if organisation is None:
            raise CommandError("Deze organisatie is er niet.")
        desk = house_desk(organisation)
        wanted = options["person"].casefold()
        members = [each for each in can_be_officer(desk) if wanted in {each.person.name.casefold(), each.person.email}]
        if len({each.person_id for each in members}) != 1:
            raise CommandError("Hier werkt niet precies één persoon met die naam of dat adres die mag meelezen.")
        name_attention_officer(desk, member_id=members[0].pk)
        self.stdout.write("Aangewezen.")
