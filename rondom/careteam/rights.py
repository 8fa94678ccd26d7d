"""What somebody may do in a care team: sit in it, or lead it."""

from enum import StrEnum


class TeamRight(StrEnum):
    JOIN_TEAM = "join team"
    LEAD_TEAM = "lead team"


MEMBER: frozenset[StrEnum] = frozenset({TeamRight.JOIN_TEAM})
LEADER: frozenset[StrEnum] = MEMBER | {TeamRight.LEAD_TEAM}
