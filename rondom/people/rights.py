"""What a member of an organisation may do at its desk: one table, function by right."""

from enum import StrEnum

from rondom.people.models import Function


class DeskRight(StrEnum):
    SEE_DESK = "see desk"
    START_DOSSIER = "start dossier"
    IMPORT_TIMELINE = "import timeline"
    NAME_LOG_MANAGER = "name log manager"
    MANAGE_RECORD = "manage record"
    HELP_BACK_IN = "help back in"
    SEE_DESTROYED = "see destroyed"
    NAME_ATTENTION_OFFICER = "name attention officer"
    ANSWER_DATA = "answer requests about data"
    CHANGE_QUESTIONS = "change questions of meetings"
    KEEP_CARE_TEAM = "keep care team"
    COUNT_CARE_TEAM = "count care team"
    PLAN_WAVES = "plan waves"
    RESEARCH = "research"


EVERYONE = frozenset({DeskRight.SEE_DESK})
# Who loses every key comes to the desk; two members see the proof of identity (rule R101).
HELPER = EVERYONE | {DeskRight.HELP_BACK_IN, DeskRight.SEE_DESTROYED}
# Who answers for an organisation what people ask about their own data. Where help is given each worker may: there is no other.
ANSWERER = HELPER | {DeskRight.ANSWER_DATA}
COORDINATOR = ANSWERER | {DeskRight.START_DOSSIER, DeskRight.IMPORT_TIMELINE, DeskRight.CHANGE_QUESTIONS}
COORDINATOR |= {DeskRight.KEEP_CARE_TEAM}

RIGHTS: dict[str, frozenset[StrEnum]] = {
    Function.TEACHER: EVERYONE,
    Function.CARE_COORDINATOR: COORDINATOR,
    Function.SCHOOL_LEADER: ANSWERER
    | {DeskRight.NAME_LOG_MANAGER, DeskRight.NAME_ATTENTION_OFFICER, DeskRight.COUNT_CARE_TEAM, DeskRight.PLAN_WAVES},
    Function.BEHAVIOURAL_SCIENTIST: HELPER,
    Function.SUPPORT_ASSISTANT: EVERYONE,
    Function.SCHOOL_SOCIAL_WORKER: ANSWERER,
    Function.YOUTH_WORKER: ANSWERER,
    Function.NURSE: EVERYONE | {DeskRight.ANSWER_DATA},
    # Plans waves and reads their raw figures; stands in no circle by it.
    Function.RESEARCHER: EVERYONE | {DeskRight.PLAN_WAVES, DeskRight.RESEARCH},
}
# Held beside the function by who is named for it.
LOG_MANAGER = frozenset({DeskRight.MANAGE_RECORD})
# The commands of who runs the house: the demo world, an import and the clock of `manage.py`.
HOUSE = COORDINATOR | LOG_MANAGER | {DeskRight.NAME_LOG_MANAGER, DeskRight.NAME_ATTENTION_OFFICER, DeskRight.PLAN_WAVES}
