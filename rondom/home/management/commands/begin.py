"""`begin`: the first organisation and the person who begins there, with the paper to come in by."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.urls import reverse

from rondom.people.actions import add_member, add_organisation, add_person, make_invitation
from rondom.people.models import Function, Organisation, OrganisationKind


class Command(BaseCommand):
    help = "Maakt een organisatie en wie er begint, en schrijft de link en de code om binnen te komen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organisation", required=True)
        parser.add_argument("--kind", choices=OrganisationKind.values, default=OrganisationKind.SCHOOL)
        parser.add_argument("--municipality", default="")
        parser.add_argument("--name", required=True)
        parser.add_argument("--function", choices=Function.values, default=Function.CARE_COORDINATOR)

    def handle(self, *args: Any, **options: Any) -> None:
        name, kind, municipality = options["organisation"], options["kind"], options["municipality"]
        known = Organisation.objects.filter(name=name, kind=kind).first()
        organisation = known or add_organisation(name=name, kind=kind, municipality=municipality)
        person = add_person(name=options["name"])
        add_member(person=person, organisation=organisation, function=options["function"])
        paper = make_invitation(person=person, leads_to=reverse("home:home"), made_by=None)
        self.stdout.write(f"{reverse('people:invitation', args=[paper.token])}  code: {paper.code}")
