"""All that changes a meeting or an agreement."""

from rondom.meetings.actions.agreeing import Agreed, agree, remind_of_agreements, say_of_agreement
from rondom.meetings.actions.by_link import MadeLink, answer_by_link, make_link, take_link_back
from rondom.meetings.actions.holding import (
    begin_step,
    close_meeting,
    correct,
    give_turn,
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

__all__ = [
    "Agreed",
    "MadeLink",
    "Plan",
    "agree",
    "answer_by_link",
    "answer_invitation",
    "begin_step",
    "bring",
    "call_off",
    "close_meeting",
    "correct",
    "give_turn",
    "invite_to",
    "leave_out",
    "make_link",
    "mark",
    "move_meeting",
    "plan_meeting",
    "prepare",
    "remind_of_agreements",
    "say",
    "say_of_agreement",
    "take_chair",
    "take_link_back",
    "unmark",
]
