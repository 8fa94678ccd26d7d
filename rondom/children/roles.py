"""What a role brings along: of which kind its words are, whom it may invite, and where somebody of it works."""

from dataclasses import dataclass

from rondom.children.models import Ground, InformationKind, Role
from rondom.people.models import OrganisationKind


@dataclass(frozen=True)
class Origin:
    """Of which kind and on which ground what a role writes is kept, and the letter it brings along."""

    information_kind: InformationKind
    ground: Ground
    letter: str


PARENT, SCHOOL, CARE = InformationKind.PARENT_ENTRY, InformationKind.SCHOOL_ENTRY, InformationKind.CARE_ENTRY
ORIGINS: dict[str, Origin] = {
    Role.MOTHER: Origin(PARENT, Ground.CONSENT, "M"),
    Role.FATHER: Origin(PARENT, Ground.CONSENT, "V"),
    Role.CARER: Origin(PARENT, Ground.CONSENT, "O"),
    Role.GUARDIAN: Origin(PARENT, Ground.LEGAL_DUTY, "O"),
    Role.FOSTER_PARENT: Origin(PARENT, Ground.CONSENT, "P"),
    Role.CHILD: Origin(InformationKind.CHILD_ENTRY, Ground.CONSENT, "K"),
    Role.TEACHER: Origin(SCHOOL, Ground.PUBLIC_TASK, "S"),
    Role.CARE_COORDINATOR: Origin(SCHOOL, Ground.PUBLIC_TASK, "S"),
    Role.SCHOOL_LEADER: Origin(SCHOOL, Ground.PUBLIC_TASK, "S"),
    Role.BEHAVIOURAL_SCIENTIST: Origin(SCHOOL, Ground.PUBLIC_TASK, "G"),
    Role.SUPPORT_ASSISTANT: Origin(SCHOOL, Ground.PUBLIC_TASK, "A"),
    Role.SCHOOL_SOCIAL_WORKER: Origin(CARE, Ground.LEGAL_DUTY, "W"),
    Role.YOUTH_WORKER: Origin(CARE, Ground.LEGAL_DUTY, "J"),
    Role.NEIGHBOURHOOD_TEAM: Origin(CARE, Ground.LEGAL_DUTY, "T"),
    Role.NURSE: Origin(InformationKind.HEALTH, Ground.LEGAL_DUTY, "Z"),
    Role.FAMILY_GUARDIAN: Origin(CARE, Ground.LEGAL_DUTY, "B"),
    Role.OTHER: Origin(PARENT, Ground.CONSENT, "X"),
}

# Whom somebody may invite by which role: a family brings its own people, who coordinates brings the rest. Who makes an
# invitation could use it; so a parent makes none for who decides beside them, or for their child.
OWN_PEOPLE = frozenset({Role.OTHER})
INVITES: dict[str, frozenset[str]] = {
    Role.MOTHER: OWN_PEOPLE,
    Role.FATHER: OWN_PEOPLE,
    Role.CARER: OWN_PEOPLE,
    Role.GUARDIAN: OWN_PEOPLE,
    # An assistant in class reads nothing by the matrix: there is nothing to invite this person to.
    Role.CARE_COORDINATOR: frozenset(Role.values) - {Role.SUPPORT_ASSISTANT},
    "house": frozenset(Role.values),
}

# In which kind of organisation a role of the circle works; who is not here stands in it for the family.
EMPLOYERS: dict[str, str] = {
    Role.TEACHER: OrganisationKind.SCHOOL,
    Role.CARE_COORDINATOR: OrganisationKind.SCHOOL,
    Role.SCHOOL_LEADER: OrganisationKind.SCHOOL,
    Role.BEHAVIOURAL_SCIENTIST: OrganisationKind.SCHOOL,
    Role.SUPPORT_ASSISTANT: OrganisationKind.SCHOOL,
    Role.SCHOOL_SOCIAL_WORKER: OrganisationKind.SCHOOL_SOCIAL_WORK,
    Role.YOUTH_WORKER: OrganisationKind.YOUTH_HELP,
    Role.NEIGHBOURHOOD_TEAM: OrganisationKind.LOCAL_TEAM,
    Role.NURSE: OrganisationKind.YOUTH_HEALTH,
    Role.FAMILY_GUARDIAN: OrganisationKind.CERTIFIED_INSTITUTION,
}
