"""The tables of meetings, planned and held, and of what people agreed, in a meeting or without one."""

from rondom.meetings.models.agreements import Agreement, AgreementTurn, Turn
from rondom.meetings.models.by_link import AnswerLink, AnswerLinkOpened
from rondom.meetings.models.evaluating import Evaluation, EvaluationAnswer, Instrument
from rondom.meetings.models.holding import ChairTaken, Correction, Marked, MeetingClosed, Said, SaidLaid, StepBegun, TurnGiven
from rondom.meetings.models.joining import GuestAnswered, Nod, TableCode, TableGuest, Wall
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
from rondom.meetings.models.questions import QuestionsChosen, QuestionsVersion
from rondom.meetings.models.reviewing import FactorMarked, MomentPointedOut, Worked

__all__ = [
    "MEETING",
    "Agreement",
    "AgreementTurn",
    "AnswerLink",
    "AnswerLinkOpened",
    "ChairTaken",
    "Coming",
    "Correction",
    "Evaluation",
    "EvaluationAnswer",
    "FactorMarked",
    "Form",
    "GuestAnswered",
    "Instrument",
    "InvitationAnswered",
    "Invited",
    "Marked",
    "Meeting",
    "MeetingCalledOff",
    "MeetingClosed",
    "MeetingMoved",
    "MomentPointedOut",
    "Nod",
    "Prepared",
    "QuestionsChosen",
    "QuestionsVersion",
    "Said",
    "SaidLaid",
    "Seat",
    "StepBegun",
    "TableCode",
    "TableGuest",
    "Turn",
    "TurnGiven",
    "Wall",
    "Worked",
    "reads",
]
