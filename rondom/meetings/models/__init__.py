"""The tables of meetings, planned and held, and of what people agreed, in a meeting or without one."""

from rondom.meetings.models.agreements import Agreement, AgreementTurn, Turn
from rondom.meetings.models.by_link import AnswerLink, AnswerLinkOpened
from rondom.meetings.models.holding import ChairTaken, Correction, Marked, MeetingClosed, Said, StepBegun, TurnGiven
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
    "AnswerLink",
    "AnswerLinkOpened",
    "ChairTaken",
    "Coming",
    "Correction",
    "Form",
    "InvitationAnswered",
    "Invited",
    "Marked",
    "Meeting",
    "MeetingCalledOff",
    "MeetingClosed",
    "MeetingMoved",
    "Prepared",
    "Said",
    "Seat",
    "StepBegun",
    "Turn",
    "TurnGiven",
    "reads",
]
