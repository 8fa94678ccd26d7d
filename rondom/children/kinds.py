"""Of which kind what an organisation writes about a child is."""

from rondom.children.models import InformationKind
from rondom.people.models import Organisation, OrganisationKind

WRITTEN_BY: dict[str, InformationKind] = {
    OrganisationKind.SCHOOL: InformationKind.SCHOOL_ENTRY,
    OrganisationKind.YOUTH_HEALTH: InformationKind.HEALTH,
}


def kind_written_by(organisation: Organisation) -> str:
    return WRITTEN_BY.get(organisation.kind, InformationKind.CARE_ENTRY)
