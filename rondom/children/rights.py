"""What each role may do with a dossier: the access matrix by kind of information, and the acts on the timeline.

The matrix is read by people: a line is a kind, a column is who. A letter is an action: R read, A add, C correct the own,
S share on, X take into the own dossier. Before it stands what it needs: `+` consent or a legal share, `?` that the writer
chose this reader, `o` that it is an own contribution. `m` is the least there is (name, contact, date). `-` is nothing.
A release changes it, nothing at run time does (rules part 2).
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from rondom.children.deciders import Band
from rondom.children.models import Audience, Role

FAMILY = """
     parent_under_12  parent_12_15  parent_16_17  no_authority  guardian  child_under_12  child_12_15  child_16_up  foster_parent
K01  RC               RC            RC            -             RC        R               RC           RC           m,+R
K02  m                m             m             -             R         -               R            R            -
K03  R,+RX            R,+RX         R,+RX         -             R,+RX     m               R            RX           +R
K04  R                R             R             -             R         -               R            RX           +R
K05  RA               RA            R,+RA         -             RA        ?R,A            RA           RAX          +RA
K06  RACS             RACS          oRAC,+R       -             RACS      +R              +R           +R           oRAC,+R
K07  ?+R              ?+R           ?+R           -             ?+R       RACS            RACS         RACSX        ?+R
K08  RA               RA            +RA           -             RA        ?R,A            RA           RACSX        +RA
K09  RACS             RACS          +RA           -             RACS      ?R,A            RACS         RACSX        +R
K10  RA               RA            RA            -             RA        A               RA           RA           +R
K11  R,+RS            m,+RS         +R            -             R,+RS     -               RS           RSX          +m
K12  R,+RS            R,+RS         +R            -             R,+RS     ?R              RS           RSX          +m
K13  R,+RS            R,+RS         +R            -             R,+RS     -               R,+RS        RS           -
K14  -                -             -             -             -         -               -            -            -
K15  R                R             +R            -             R         m               R            R            +R
K16  -                -             -             -             -         -               -            -            -
K17  RA               RA            RA            -             RA        A               RA           RA           -
K18  RCS              RCS           oR            -             RCS       -               RCS          RCSX         -
K19  R                m             m             -             R         -               R            RX           -
K20  +R               +R            -             -             +R        -               +R           RCS          -
K21  -                -             -             -             -         -               -            -            -
K22  oR               oR            oR            oR            oR        oR              oR           oR           oR
K23  oR               oR            oR            oR            oR        oR              oR           oR           oR
K24  R                R             R             R             R         R               R            R            R
"""
SCHOOL = """
     teacher  care_coordinator  school_leader  swv      school_social_worker  support_assistant  volunteer
K01  R        R                 R              m,+R     m,+R                  m                  -
K02  m        RAC               RAC            m        m                     -                  -
K03  RAC      RAC               R              +m       +R                    -                  -
K04  RA       RA                R              +R       +R                    -                  -
K05  ?R,AC    RACS              R              +R       +RA                   -                  -
K06  ?R       ?R                +R             +R       +R                    -                  -
K07  ?R       ?R                -              -        ?R                    -                  -
K08  ?R       RACSX             R              +RA      +RA                   -                  -
K09  ?R       RACSX             R              +RA      +RA                   -                  -
K10  RA       RACSX             R              +m       +R                    -                  -
K11  m        m                 m              +m       oRAC,+R               -                  -
K12  -        +R                -              +R       oRACX,+R              -                  -
K13  +m       +R                -              -        oRAC,+R               -                  -
K14  A        ?RA               ?R             -        oR                    -                  -
K15  m        R                 R              m,+R     R                     -                  -
K16  RA       RA                RA             RA       RA                    -                  -
K17  RA       RACS              RS             RAC      +R                    -                  -
K18  m        RAS               m              oR       RAS                   -                  -
K19  oR       oR                -              oR       oR                    -                  -
K20  o+R      o+R               ?+R            -        -                     -                  -
K21  oR       oR                -              -        oR                    oR                 -
K22  oR       oR                oR             oR       oR                    oR                 oR
K23  oR       oR                -              oR       oR                    oR                 -
K24  R        R                 R              R        R                     R                  R
"""
OTHERS = """
     youth_worker  neighbourhood_team  nurse     attendance_officer  vt_contact  gi   researcher  policy_maker  admin  auditor
K01  m,+R          m,+R                R         R                   -           R    -           -             -      -
K02  R             R                   R         m                   -           R    -           -             -      -
K03  +R            +R                  +R        -                   -           -    -           -             -      -
K04  +R            +R                  +R        R                   -           -    -           -             -      -
K05  +RA           +RA                 +RA       +R                  -           -    -           -             -      -
K06  ?R            ?R                  ?R        -                   -           +R   -           -             -      -
K07  ?R            ?R                  ?R        -                   -           ?R   -           -             -      -
K08  +RAX          +RAX                +RAX      o+R                 ?R          +RA  -           -             -      -
K09  +RACSX        +RACSX              +RA       +m                  -           +RA  -           -             -      -
K10  +R            +R                  +R        -                   -           -    -           -             -      -
K11  oRACX,+R      +R                  oRACX,+R  -                   -           -    -           -             -      -
K12  oRACX,+R      oRACX,+R            +R        -                   -           -    -           -             -      -
K13  oRAC,+R       oRAC,+R             oRAC,+R   -                   -           -    -           -             -      -
K14  oR            oR                  oR        -                   -           -    -           -             -      -
K15  R             R                   R         m                   -           R    -           -             -      -
K16  RA            RA                  RA        RA                  RA          -    -           -             -      -
K17  +R            +R                  +R        -                   -           +R   -           -             -      -
K18  oRAS          oRAS                oRAS      oR                  oR          oR   -           -             -      R
K19  oR            oR                  oR        oR                  oR          oR   oR          -             -      R
K20  +R            -                   -         -                   -           -    -           -             -      -
K21  oR            oR                  oR        -                   -           -    -           -             -      -
K22  oR            oR                  oR        oR                  -           -    oR          -             -      -
K23  oR            oR                  oR        oR                  oR          oR   -           -             -      R
K24  R             R                   R         R                   R           R    R           R             R      R
"""
# About no child in particular: these ask for no link.
WITHOUT_LINK = frozenset({"K16", "K24"})


class Level(IntEnum):
    """How much of something: nothing, the least there is, or all of it."""

    NOTHING = 0
    LEAST = 1
    ALL = 2


@dataclass(frozen=True)
class Grant:
    """One part of a cell: which letters, and what they need."""

    letters: str
    level: Level
    needs_consent: bool
    needs_opened: bool
    needs_own: bool


@dataclass(frozen=True)
class Facts:
    """What is so for one reader and one thing: a live link to the child, an own contribution, chosen by its writer, consented."""

    has_link: bool
    is_own: bool
    is_opened: bool
    has_consent: bool


def grant_of(part: str) -> Grant:
    letters = part.lstrip("+?o")
    marks = part[: len(part) - len(letters)]
    level = Level.LEAST if letters == "m" else Level.ALL
    return Grant("R" if letters == "m" else letters, level, "+" in marks, "?" in marks, "o" in marks)


def table_of(text: str) -> dict[tuple[str, str], tuple[Grant, ...]]:
    """The cells of a printed table, by column and kind."""
    head, *lines = text.strip("\n").splitlines()
    columns = head.split()
    cells = {}
    for line in lines:
        kind, *parts = line.split()
        for column, cell in zip(columns, parts, strict=True):
            cells[column, kind] = tuple(grant_of(part) for part in cell.split(",") if part != "-")
    return cells


MATRIX = table_of(FAMILY) | table_of(SCHOOL) | table_of(OTHERS)
COLUMNS = tuple(dict.fromkeys(column for column, _kind in MATRIX))


def decide(column: str, kind: str, act: str, facts: Facts) -> Level:
    """The one gate: how much of a thing somebody of this column may read, add, correct, share on or take (R, A, C, S, X)."""
    if not facts.has_link and kind not in WITHOUT_LINK:
        return Level.NOTHING
    if act == "C" and not facts.is_own:
        return Level.NOTHING
    found = Level.NOTHING
    for grant in MATRIX[column, kind]:
        holds = (
            (facts.has_consent or not grant.needs_consent)
            and (facts.is_opened or not grant.needs_opened)
            and (facts.is_own or not grant.needs_own or act == "A")
        )
        # Who may add something reads what is its own.
        reads_own = act == "R" and facts.is_own and "A" in grant.letters
        if holds and (act in grant.letters or reads_own):
            found = max(found, grant.level if act == "R" else Level.ALL)
    return found


# Of the safety compartment (K14) a family reads nothing until somebody lets it: then these read what was let.
READ_WHEN_TOLD = frozenset({"parent_under_12", "parent_12_15", "guardian", "child_12_15", "child_16_up"})


def keeps_safety(column: str) -> bool:
    """Who may begin in the safety compartment (K14): who may add to it, and care for its own organisation (B19)."""
    return (
        decide(column, "K14", "A", Facts(True, True, True, False)) != Level.NOTHING
        or decide(column, "K14", "R", Facts(True, True, False, False)) != Level.NOTHING
    )


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
    RECORD_AUTHORITY = "record authority"
    ASK_CONSENT = "ask consent"
    ANSWER_CONSENT = "answer consent"
    NOTE_ORAL_CONSENT = "note oral consent"
    TYPE_FOR_OTHERS = "type for others"
    NAME_COORDINATOR = "name coordinator"
    END_PLACE = "end place"
    HAND_OVER = "hand over"
    OPEN_IN_EMERGENCY = "open in emergency"
    REVIEW_EMERGENCY = "review emergency"
    SEE_RECORD = "see record"
    SHARE_WITHOUT_CONSENT = "share without consent"
    CLOSE_CASE = "close case"
    TAKE_COPY = "take copy"
    NOTE_LEAVING = "note leaving"
    PAUSE_DESTRUCTION = "pause destruction"
    STATE_OWN = "state own"
    ASK_ABOUT_DATA = "ask about data"
    READ_MEETINGS = "read meetings"
    JOIN_MEETING = "join meeting"
    PLAN_MEETING = "plan meeting"
    AGREE = "agree"
    REVIEW_CASE = "review case"
    ANSWER_BY_LINK = "answer by link"  # of no role: the door of a link gives it, for one agreement (decision 0035)


AT_THE_TABLE = frozenset({Right.READ_MEETINGS, Right.JOIN_MEETING})
READER = frozenset({Right.READ_TIMELINE, Right.REMARK, Right.MARK_KEY_MOMENT, Right.PRINT_TIMELINE}) | AT_THE_TABLE
READER |= {Right.REVIEW_CASE}
WRITER = READER | {Right.WRITE_CARD, Right.TIE_CARDS}
OWNER = WRITER | {Right.EXPORT_TIMELINE, Right.INVITE, Right.NOTE_GROUPS, Right.NAME_COORDINATOR, Right.END_PLACE}
OWNER |= {Right.PLAN_MEETING, Right.AGREE}
# What the law gives whom a dossier is about, and who decides for a child (R39 to R44).
CONCERNED = frozenset({Right.STATE_OWN, Right.ASK_ABOUT_DATA})
FAMILY_MEMBER = OWNER | CONCERNED | {Right.ANSWER_CONSENT, Right.SEE_RECORD}
ASKER = frozenset({Right.ASK_CONSENT, Right.NOTE_ORAL_CONSENT, Right.OPEN_IN_EMERGENCY, Right.SHARE_WITHOUT_CONSENT})
ASKER |= {Right.PLAN_MEETING, Right.AGREE}
# Who answers for what an organisation keeps: takes its copy, pauses what would be destroyed, closes what is done.
KEEPER = frozenset({Right.CLOSE_CASE, Right.TAKE_COPY, Right.PAUSE_DESTRUCTION})
# Who is there for the work does not leave a family without a word.
LEAVER = frozenset({Right.HAND_OVER})
COORDINATOR = OWNER | ASKER | LEAVER | KEEPER | {Right.TYPE_FOR_OTHERS, Right.RECORD_AUTHORITY, Right.REVIEW_EMERGENCY}
COORDINATOR |= {Right.NOTE_LEAVING}

RIGHTS: dict[str, frozenset[StrEnum]] = {
    Role.MOTHER: FAMILY_MEMBER,
    Role.FATHER: FAMILY_MEMBER,
    Role.CARER: FAMILY_MEMBER,
    Role.GUARDIAN: FAMILY_MEMBER,
    Role.FOSTER_PARENT: WRITER,
    Role.CHILD: WRITER | CONCERNED | {Right.EXPORT_TIMELINE, Right.ANSWER_CONSENT, Right.SEE_RECORD, Right.END_PLACE},
    Role.TEACHER: WRITER | LEAVER,
    Role.CARE_COORDINATOR: COORDINATOR,
    Role.SCHOOL_LEADER: READER
    | LEAVER
    | {Right.RECORD_AUTHORITY, Right.REVIEW_EMERGENCY, Right.SHARE_WITHOUT_CONSENT}
    | {Right.NOTE_LEAVING, Right.PAUSE_DESTRUCTION},
    Role.BEHAVIOURAL_SCIENTIST: WRITER | LEAVER | {Right.SHARE_WITHOUT_CONSENT},
    Role.SUPPORT_ASSISTANT: frozenset(),
    Role.SCHOOL_SOCIAL_WORKER: WRITER | ASKER | LEAVER | KEEPER,
    Role.YOUTH_WORKER: WRITER | ASKER | LEAVER | KEEPER | {Right.EXPORT_TIMELINE},
    Role.NEIGHBOURHOOD_TEAM: WRITER | ASKER | LEAVER | KEEPER,
    Role.NURSE: WRITER | ASKER | LEAVER | KEEPER,
    # Under a supervision order parents keep deciding; who guides the family reads, and writes no card (R36).
    Role.FAMILY_GUARDIAN: frozenset({Right.READ_TIMELINE, Right.PRINT_TIMELINE}) | AT_THE_TABLE | LEAVER,
    Role.OTHER: WRITER,
}
# What remains while nobody has seen whether a parent holds authority: writing what is the own.
UNCHECKED_RIGHTS: frozenset[StrEnum] = frozenset({Right.READ_TIMELINE, Right.WRITE_CARD})
# What stays where a case is closed and nobody writes any more: reading, taking along, deciding, and what has to do with its end.
WHILE_LOCKED: frozenset[StrEnum] = (
    KEEPER
    | {Right.READ_TIMELINE, Right.PRINT_TIMELINE, Right.EXPORT_TIMELINE, Right.SEE_RECORD, Right.ANSWER_CONSENT}
    | {Right.READ_MEETINGS}
    | {Right.NOTE_ORAL_CONSENT, Right.RECORD_AUTHORITY, Right.END_PLACE, Right.HAND_OVER, Right.NOTE_LEAVING}
    | {Right.OPEN_IN_EMERGENCY, Right.REVIEW_EMERGENCY}
    | {Right.ASK_ABOUT_DATA}  # the law gives it as long as anything is kept (R39)
)
# The commands of who runs the house: import, export and print by `manage.py`, and laying the demo world.
HOUSE = COORDINATOR

# Who may see that there is a way back in for somebody of the circle; the desk itself decides who goes it.
HELPERS = frozenset({Role.CARE_COORDINATOR, Role.SCHOOL_LEADER, Role.BEHAVIOURAL_SCIENTIST})
PARENTS = frozenset({Role.MOTHER, Role.FATHER, Role.CARER, Role.GUARDIAN, Role.FOSTER_PARENT})
# Whom others placed beside the family: it does not end their involvement.
SENT = frozenset({Role.FOSTER_PARENT, Role.FAMILY_GUARDIAN})
# Whose authority must have been seen before they read what others wrote.
CHECKED_ROLES = frozenset({Role.MOTHER, Role.FATHER, Role.CARER, Role.GUARDIAN})
FAMILY_ROLES = PARENTS | {Role.CHILD, Role.OTHER}
SCHOOL_ROLES = frozenset(
    {Role.TEACHER, Role.CARE_COORDINATOR, Role.SCHOOL_LEADER, Role.BEHAVIOURAL_SCIENTIST, Role.SUPPORT_ASSISTANT}
)
CARE_ROLES = frozenset({Role.SCHOOL_SOCIAL_WORKER, Role.YOUTH_WORKER, Role.NEIGHBOURHOOD_TEAM, Role.NURSE})
# Who is there for the work: of them a family gets used to somebody new.
# Not among those who help when a family chooses its readers: a judge sends this person, not the family.
PROFESSIONALS = SCHOOL_ROLES | CARE_ROLES | {Role.FAMILY_GUARDIAN}
READERS: dict[str, frozenset[str]] = {
    Audience.CIRCLE: frozenset(Role.values),
    Audience.FAMILY: FAMILY_ROLES,
    Audience.FAMILY_AND_SCHOOL: FAMILY_ROLES | SCHOOL_ROLES,
    Audience.FAMILY_AND_CARE: FAMILY_ROLES | CARE_ROLES,
    Audience.TEACHER_AND_PARENTS: PARENTS | {Role.TEACHER},
    Audience.TEACHER: frozenset({Role.TEACHER}),
}
# Among which readers somebody chooses for an own card.
AUDIENCES: dict[str, tuple[str, ...]] = {
    Role.CHILD: (Audience.CIRCLE, Audience.TEACHER_AND_PARENTS, Audience.TEACHER),
    **dict.fromkeys(PARENTS, (Audience.CIRCLE, Audience.FAMILY_AND_SCHOOL, Audience.FAMILY_AND_CARE, Audience.FAMILY)),
}


class Standing(StrEnum):
    """How it stands with the authority of a parent: seen and valid, known to be none, or not looked at."""

    HOLDS = "holds"
    NONE = "none"
    UNKNOWN = "unknown"


BY_AGE = {
    Band.CHILD: ("parent_under_12", "child_under_12"),
    Band.JOINT: ("parent_12_15", "child_12_15"),
    Band.OWN: ("parent_16_17", "child_16_up"),
    Band.ADULT: ("parent_16_17", "child_16_up"),
}
# A parent whose authority nobody looked at yet may write along, and reads nothing of others: unknown is not shared.
UNCHECKED = "foster_parent"
NO_AUTHORITY = "no_authority"
COLUMN_OF_ROLE: dict[str, str] = {
    Role.GUARDIAN: "guardian",
    Role.FOSTER_PARENT: "foster_parent",
    Role.OTHER: "foster_parent",
    Role.TEACHER: "teacher",
    # The matrix has no column of its own for a behavioural scientist at school: the narrowest that may write.
    Role.BEHAVIOURAL_SCIENTIST: "teacher",
    Role.CARE_COORDINATOR: "care_coordinator",
    Role.SCHOOL_LEADER: "school_leader",
    Role.SUPPORT_ASSISTANT: "support_assistant",
    Role.SCHOOL_SOCIAL_WORKER: "school_social_worker",
    Role.YOUTH_WORKER: "youth_worker",
    Role.NEIGHBOURHOOD_TEAM: "neighbourhood_team",
    Role.NURSE: "nurse",
    Role.FAMILY_GUARDIAN: "gi",
}


def column_of(role: str, band: Band, standing: Standing) -> str:
    """Which column of the matrix somebody stands in, by role, age of the child and authority."""
    parent, child = BY_AGE[band]
    if role == Role.CHILD:
        return child
    if role in CHECKED_ROLES and band == Band.ADULT:
        return NO_AUTHORITY  # who is of age lets own parents in, or not
    if role in CHECKED_ROLES and not (role == Role.GUARDIAN and standing == Standing.HOLDS):
        return {Standing.HOLDS: parent, Standing.NONE: NO_AUTHORITY, Standing.UNKNOWN: UNCHECKED}[standing]
    return COLUMN_OF_ROLE[role]
