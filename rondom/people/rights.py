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
    TAKE_OUT = "take answers out"
    READ_SCHOOL = "read about the school"
    KEEP_FIGURES = "keep figures"
    SHOW_FIGURES = "show figures elsewhere"
    FILL_SCAN = "fill scan"
    PLAN_SCHOOL = "plan for the school"


EVERYONE = frozenset({DeskRight.SEE_DESK})
# Who loses every key comes to the desk; two members see the proof of identity (rule R101).
HELPER = EVERYONE | {DeskRight.HELP_BACK_IN, DeskRight.SEE_DESTROYED}
# Who answers for an organisation what people ask about their own data. Where help is given each worker may: there is no other.
ANSWERER = HELPER | {DeskRight.ANSWER_DATA}
COORDINATOR = ANSWERER | {DeskRight.START_DOSSIER, DeskRight.IMPORT_TIMELINE, DeskRight.CHANGE_QUESTIONS}
COORDINATOR |= {DeskRight.KEEP_CARE_TEAM}

# What a school keeps about itself: its team reads and fills, who plans keeps the plan, the scan and the work budget.
TEAM = frozenset({DeskRight.READ_SCHOOL, DeskRight.FILL_SCAN})
PLANNER = TEAM | {DeskRight.PLAN_SCHOOL}
FIGURES = PLANNER | {DeskRight.KEEP_FIGURES}

RIGHTS: dict[str, frozenset[StrEnum]] = {
    Function.TEACHER: EVERYONE | TEAM,
    Function.CARE_COORDINATOR: COORDINATOR | FIGURES,
    Function.SCHOOL_LEADER: ANSWERER
    | FIGURES
    | {DeskRight.NAME_LOG_MANAGER, DeskRight.NAME_ATTENTION_OFFICER, DeskRight.SHOW_FIGURES}
    | {DeskRight.COUNT_CARE_TEAM, DeskRight.PLAN_WAVES},
    Function.BEHAVIOURAL_SCIENTIST: HELPER | PLANNER,
    Function.SUPPORT_ASSISTANT: EVERYONE | TEAM,
    Function.SCHOOL_SOCIAL_WORKER: ANSWERER,
    Function.YOUTH_WORKER: ANSWERER,
    Function.NURSE: EVERYONE | {DeskRight.ANSWER_DATA},
    # Plans waves, reads their raw figures and takes answers out for a purpose that is written down; stands in no circle by it.
    Function.RESEARCHER: EVERYONE | {DeskRight.PLAN_WAVES, DeskRight.RESEARCH, DeskRight.TAKE_OUT},
}
# Held beside the function by who is named for it.
LOG_MANAGER = frozenset({DeskRight.MANAGE_RECORD})
# The commands of who runs the house: the demo world, an import and the clock of `manage.py`.
HOUSE = COORDINATOR | FIGURES | LOG_MANAGER | {DeskRight.NAME_LOG_MANAGER, DeskRight.NAME_ATTENTION_OFFICER, DeskRight.PLAN_WAVES}
