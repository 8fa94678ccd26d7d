"""The verbs of a circle: starting, inviting, authority, consent."""

from rondom.children.actions.authority import (
    agree_to_change,
    decline_change,
    end_authority,
    find_no_authority,
    lift_secret_address,
    mark_secret_address,
    propose_change,
    record_authority,
)
from rondom.children.actions.circle import (
    add_voice,
    correct_child,
    first_dossier,
    invitation_in_hand,
    invite,
    invite_again,
    invite_newcomer,
    name_subjects,
    note_groups,
    offer_place,
    shut_card,
    start_dossier,
    take_place,
)
from rondom.children.actions.consent import answer_consent, ask_consent, note_answer
from rondom.children.actions.handover import hand_over, leave
from rondom.children.actions.involvement import (
    add_contact,
    end_contact,
    end_place,
    name_coordinator,
    open_in_emergency,
    review_emergency,
)
from rondom.children.actions.record import answer_record_question, ask_about_record, draw_samples, raise_alerts
from rondom.children.actions.start import start_with_circle

__all__ = [
    "add_contact",
    "add_voice",
    "agree_to_change",
    "answer_consent",
    "answer_record_question",
    "ask_about_record",
    "ask_consent",
    "correct_child",
    "decline_change",
    "draw_samples",
    "end_authority",
    "find_no_authority",
    "end_contact",
    "end_place",
    "first_dossier",
    "hand_over",
    "invitation_in_hand",
    "invite",
    "invite_again",
    "invite_newcomer",
    "lift_secret_address",
    "mark_secret_address",
    "leave",
    "name_coordinator",
    "name_subjects",
    "note_answer",
    "note_groups",
    "offer_place",
    "open_in_emergency",
    "propose_change",
    "raise_alerts",
    "record_authority",
    "review_emergency",
    "shut_card",
    "start_dossier",
    "start_with_circle",
    "take_place",
]
