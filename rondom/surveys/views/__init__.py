from rondom.surveys.views.answering import answer
from rondom.surveys.views.questionnaires import arrange, item, monitor, questionnaire, release, renew, start, title
from rondom.surveys.views.waves import close, open_now, plan, response, school, slips, wave

__all__ = [
    "answer",
    "arrange",
    "close",
    "item",
    "monitor",
    "open_now",
    "plan",
    "questionnaire",
    "release",
    "renew",
    "response",
    "school",
    "slips",
    "start",
    "title",
    "wave",
]
