"""The verbs of one's own data: asking, withdrawing, answering, and reminding who must answer."""

from rondom.mydata.actions.answering import answer_request, cards_that_go, name_privacy_contact, remind_desks, why_not_now
from rondom.mydata.actions.asking import ask_about_data, withdraw_request

__all__ = [
    "answer_request",
    "ask_about_data",
    "cards_that_go",
    "name_privacy_contact",
    "remind_desks",
    "why_not_now",
    "withdraw_request",
]
