"""What each role in a circle may do with a dossier: one table. Consent comes beside it."""

from dataclasses import dataclass
from enum import StrEnum

from rondom.children.models import Audience, Ground, InformationKind, Role
from rondom.people.models import OrganisationKind


class Right(StrEnum):
    READ_TIMELINE = "read timeline"
    WRITE_CARD = "write card"
    TIE_CARDS = "tie cards"
    REMARK = "remark"
    MARK_KEY_MOMENT = "mark key moment"
    PRINT_TIMELINE = "print timeline"
    EXPORT_TIMELINE = "export timeline"
    INVITE = "invite"
    NOTE_GROUPS = "note groups"
    TYPE_FOR_OTHERS = "type for others"


READER = frozenset({Right.READ_TIMELINE, Right.REMARK, Right.MARK_KEY_MOMENT, Right.PRINT_TIMELINE})
WRITER = READER | {Right.WRITE_CARD, Right.TIE_CARDS}
FAMILY = WRITER | {Right.EXPORT_TIMELINE, Right.INVITE, Right.NOTE_GROUPS}
COORDINATOR = FAMILY | {Right.TYPE_FOR_OTHERS}

RIGHTS: dict[str, frozenset[StrEnum]] = {
    Role.MOTHER: FAMILY,
    Role.FATHER: FAMILY,
    Role.CARER: FAMILY,
    Role.CHILD: WRITER | {Right.EXPORT_TIMELINE},
    Role.TEACHER: WRITER,
    Role.CARE_COORDINATOR: COORDINATOR,
    Role.SCHOOL_LEADER: READER,
    Role.BEHAVIOURAL_SCIENTIST: WRITER,
    Role.SUPPORT_ASSISTANT: WRITER,
    Role.SCHOOL_SOCIAL_WORKER: WRITER,
    Role.YOUTH_WORKER: WRITER | {Right.EXPORT_TIMELINE},
    Role.NEIGHBOURHOOD_TEAM: WRITER,
    Role.NURSE: WRITER,
    Role.OTHER: WRITER,
}
# The commands of who runs the house: import, export and print by `manage.py`.
HOUSE = COORDINATOR

PARENTS = frozenset({Role.MOTHER, Role.FATHER, Role.CARER})
READERS: dict[str, frozenset[str]] = {
    Audience.CIRCLE: frozenset(Role.values),
    Audience.TEACHER_AND_PARENTS: PARENTS | {Role.TEACHER},
    Audience.TEACHER: frozenset({Role.TEACHER}),
}


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
    Role.OTHER: Origin(CARE, Ground.CONSENT, "X"),
}

# Whom somebody may invite by which role: a family brings its own people, who coordinates brings the professionals.
OWN_PEOPLE = PARENTS | {Role.CHILD, Role.OTHER}
INVITES: dict[str, frozenset[str]] = {
    Role.MOTHER: OWN_PEOPLE,
    Role.FATHER: OWN_PEOPLE,
    Role.CARER: OWN_PEOPLE,
    Role.CARE_COORDINATOR: frozenset(Role.values),
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
}
