"""All that changes a meeting or an agreement."""

from rondom.meetings.actions.agreeing import Agreed, agree, remind_of_agreements, say_of_agreement
from rondom.meetings.actions.by_link import MadeLink, answer_by_link, make_link, take_link_back
from rondom.meetings.actions.evaluating import evaluate
from rondom.meetings.actions.handing_down import hand_marks_down
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
from rondom.meetings.actions.joining import (
    allow_guest,
    end_walls,
    knock,
    let_guest_in,
    make_code,
    refuse_guest,
    say_as_guest,
    show_on_wall,
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
    take_back,
)
from rondom.meetings.actions.questions import change_questions
from rondom.meetings.actions.reviewing import Pointed, mark_factors, point_out, take_moment_back

__all__ = [
    "Agreed",
    "MadeLink",
    "Plan",
    "Pointed",
    "agree",
    "allow_guest",
    "answer_by_link",
    "answer_invitation",
    "begin_step",
    "bring",
    "call_off",
    "change_questions",
    "close_meeting",
    "correct",
    "end_walls",
    "evaluate",
    "give_turn",
    "hand_marks_down",
    "invite_to",
    "knock",
    "lay_said",
    "leave_out",
    "let_guest_in",
    "make_code",
    "make_link",
    "mark",
    "mark_factors",
    "move_meeting",
    "plan_meeting",
    "point_out",
    "prepare",
    "refuse_guest",
    "remind_of_agreements",
    "say",
    "say_as_guest",
    "say_of_agreement",
    "show_on_wall",
    "take_back",
    "take_chair",
    "take_link_back",
    "take_moment_back",
    "unmark",
]
