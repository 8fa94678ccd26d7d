"""The tables of meetings and of what people agreed, in a meeting or without one."""

from rondom.meetings.models.agreements import Agreement, AgreementTurn, Turn
from rondom.meetings.models.meeting import (
    MEETING,
    Coming,
    Form,
    InvitationAnswered,
    Invited,
    Meeting,
    MeetingCalledOff,
    MeetingMoved,
    Prepared,
    Seat,
    reads,
)

__all__ = [
    "MEETING",
    "Agreement",
    "AgreementTurn",
    "Coming",
    "Form",
    "InvitationAnswered",
    "Invited",
    "Meeting",
    "MeetingCalledOff",
    "MeetingMoved",
    "Prepared",
    "Seat",
    "Turn",
    "reads",
]
