"""All that changes a meeting or an agreement."""

from rondom.meetings.actions.agreeing import Agreed, agree, remind_of_agreements, say_of_agreement
from rondom.meetings.actions.evaluating import evaluate
from rondom.meetings.actions.holding import (
    begin_step,
    close_meeting,
    correct,
    give_turn,
    lay_said,
    mark,
    say,
    take_chair,
    unmark,
)
from rondom.meetings.actions.planning import (
    Plan,
    answer_invitation,
    bring,
    call_off,
    invite_to,
    leave_out,
    move_meeting,
    plan_meeting,
    prepare,
)
from rondom.meetings.actions.questions import change_questions

__all__ = [
    "Agreed",
    "Plan",
    "agree",
    "answer_invitation",
    "begin_step",
    "bring",
    "call_off",
    "change_questions",
    "close_meeting",
    "correct",
    "evaluate",
    "give_turn",
    "invite_to",
    "lay_said",
    "leave_out",
    "mark",
    "move_meeting",
    "plan_meeting",
    "prepare",
    "remind_of_agreements",
    "say",
    "say_of_agreement",
    "take_chair",
    "unmark",
]
