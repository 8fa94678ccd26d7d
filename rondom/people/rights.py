"""What a member of an organisation may do at its desk: one table, function by right."""

from enum import StrEnum

from rondom.people.models import Function


class DeskRight(StrEnum):
    SEE_DESK = "see desk"
    START_DOSSIER = "start dossier"
    IMPORT_TIMELINE = "import timeline"
    NAME_LOG_MANAGER = "name log manager"
    MANAGE_RECORD = "manage record"


EVERYONE = frozenset({DeskRight.SEE_DESK})
COORDINATOR = frozenset({DeskRight.SEE_DESK, DeskRight.START_DOSSIER, DeskRight.IMPORT_TIMELINE})

RIGHTS: dict[str, frozenset[StrEnum]] = {
    Function.TEACHER: EVERYONE,
    Function.CARE_COORDINATOR: COORDINATOR,
    Function.SCHOOL_LEADER: EVERYONE | {DeskRight.NAME_LOG_MANAGER},
    Function.BEHAVIOURAL_SCIENTIST: EVERYONE,
    Function.SUPPORT_ASSISTANT: EVERYONE,
    Function.SCHOOL_SOCIAL_WORKER: EVERYONE,
    Function.YOUTH_WORKER: EVERYONE,
    Function.NURSE: EVERYONE,
}
# Held beside the function by who is named for it.
LOG_MANAGER = frozenset({DeskRight.MANAGE_RECORD})
# The commands of who runs the house: the demo world, an import and the clock of `manage.py`.
HOUSE = COORDINATOR | LOG_MANAGER | {DeskRight.NAME_LOG_MANAGER}
