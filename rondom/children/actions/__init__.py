"""The verbs of a circle: starting, inviting, authority, consent."""

from rondom.children.actions.authority import end_authority, record_authority
from rondom.children.actions.circle import (
    add_voice,
    correct_child,
    first_dossier,
    invite,
    invite_newcomer,
    name_subjects,
    note_groups,
    offer_place,
    start_dossier,
    take_place,
)
from rondom.children.actions.consent import answer_consent, ask_consent, note_answer
from rondom.children.actions.record import answer_record_question, ask_about_record, draw_samples, raise_alerts

__all__ = [
    "add_voice",
    "answer_consent",
    "answer_record_question",
    "ask_about_record",
    "ask_consent",
    "correct_child",
    "draw_samples",
    "end_authority",
    "first_dossier",
    "invite",
    "invite_newcomer",
    "name_subjects",
    "note_answer",
    "note_groups",
    "offer_place",
    "raise_alerts",
    "record_authority",
    "start_dossier",
    "take_place",
]
