"""The tables of care teams: who sits in one and when it meets, its agenda, and what was noted and decided."""

from rondom.careteam.models.agenda import (
    AgendaItem,
    AgreementOfItem,
    Group,
    ItemNote,
    ItemOfChild,
    NoteOfChild,
    Reason,
    TeamDecision,
)
from rondom.careteam.models.teams import CareTeam, Happened, TeamLead, TeamMeeting, TeamMeetingTurn, TeamMember, sealed_of

__all__ = [
    "AgendaItem",
    "AgreementOfItem",
    "CareTeam",
    "Group",
    "Happened",
    "ItemNote",
    "ItemOfChild",
    "NoteOfChild",
    "Reason",
    "TeamDecision",
    "TeamLead",
    "TeamMeeting",
    "TeamMeetingTurn",
    "TeamMember",
    "sealed_of",
]
