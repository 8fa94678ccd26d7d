"""Which child a command means: by key, or by name where only one child has it."""

from uuid import UUID

from django.core.management.base import CommandError

from rondom.base.seal import all_laid_out
from rondom.children.dossier import Dossier, house_dossier
from rondom.children.models import Child


def dossier_of(named: str) -> Dossier:
    try:
        found = list(Child.objects.filter(pk=UUID(named)))
    except ValueError:
        with all_laid_out():  # the database can not find by name
            names = {child: {child.name.casefold(), child.first_name.casefold()} for child in Child.objects.all()}
        found = [child for child, called in names.items() if named.casefold() in called]
    if not found:
        raise CommandError(f"Er is geen kind met de naam of sleutel {named}.")
    if len(found) > 1:
        keys = ", ".join(str(child.pk) for child in found)
        raise CommandError(f"Er is meer dan één kind dat zo heet. Noem de sleutel: {keys}")
    return house_dossier(found[0])
